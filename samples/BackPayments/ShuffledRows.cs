using Disbursement.Samples.Counties;
using Disbursement.Samples.Stories;

namespace Disbursement.Samples.BackPayments;

/// <summary>The same rows in another order or in several files, for tests of what must not depend on that.</summary>
public static class ShuffledRows
{
    /// <summary>The rows in an order of the seed, dealt out into so many files that each have the header.</summary>
    public static IReadOnlyList<StoryFile> Of(StoryFile file, int parts, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        using var text = new StringWriter();
        file.Content(text);
        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var dice = Dice.For(seed, lines.Length);
        for (var i = lines.Length - 1; i > 1; i--)
        {
            var other = 1 + dice.Below(i);
            (lines[i], lines[other]) = (lines[other], lines[i]);
        }

        return [.. Enumerable.Range(0, parts).Select(part => Part(file, lines, part, parts))];
    }

    private static StoryFile Part(StoryFile file, string[] lines, int part, int parts) => new(
        file.Kind, parts == 1 ? file.Name : $"{part + 1}-{file.Name}", writer =>
        {
            writer.Write($"{lines[0]}\n");
            for (var i = 1 + part; i < lines.Length; i += parts) writer.Write($"{lines[i]}\n");
        });
}
