using System.Text;

namespace Disbursement.Host.Tests.Transcripts;

/// <summary>
/// A session at the terminal, kept as one text: lines that begin with $ are typed, the lines below are the answer.
/// Headings (#) and empty lines are for the reader. Played again, the same text must come out.
/// </summary>
static class Transcript
{
    private const string EndOfFile = "完";

    public static async Task<string> Play(string text, OfficeDesk desk)
    {
        var lines = text.Split('\n');
        var played = new StringBuilder();
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith('#'))
            {
                played.Append($"{(played.Length > 0 ? "\n" : "")}{lines[i]}\n");
                // The sentences below a heading say what is shown; the first command ends them.
                while (i + 1 < lines.Length && lines[i + 1].Length > 0 && !lines[i + 1].StartsWith('$'))
                    played.Append($"{lines[++i]}\n");
            }

            if (!lines[i].StartsWith("$ ", StringComparison.Ordinal)) continue;
            played.Append($"\n{lines[i]}\n");
            var typed = lines[i][2..];
            if (!typed.StartsWith("cat >", StringComparison.Ordinal)) played.Append(await Answer(Words(typed), desk));
            else
            {
                var end = Array.IndexOf(lines, EndOfFile, i);
                var written = string.Concat(lines[(i + 1)..end].Select(l => l + "\n"));
                desk.Write(Words(typed)[2], written);
                played.Append($"{written}{EndOfFile}\n");
                i = end;
            }
        }

        return played.ToString();
    }

    private static async Task<string> Answer(string[] words, OfficeDesk desk) => words switch
    {
        ["./disburse", .. var command] => await desk.Disburse(command),
        ["cat", var file] => await desk.Read(file),
        ["find", var folder] => desk.Names(folder),
        _ => throw new InvalidOperationException($"Nobody knows how to {words[0]} in a transcript."),
    };

    /// <summary>Words as a shell takes them; in quotation marks a blank is part of the word.</summary>
    private static string[] Words(string typed) =>
    [
        .. typed.Split('\'').SelectMany((part, i) => i % 2 == 1
            ? [part]
            : part.Split(' ', StringSplitOptions.RemoveEmptyEntries)),
    ];
}
