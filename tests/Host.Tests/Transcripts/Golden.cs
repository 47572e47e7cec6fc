using System.Text;

namespace Disbursement.Host.Tests.Transcripts;

/// <summary>
/// What was said once, read and found right, kept beside the tests. DISBURSE_GOLDEN=rewrite writes it anew; the change
/// is then read in the difference of the repository before it is kept.
/// </summary>
static class Golden
{
    private const string Variable = "DISBURSE_GOLDEN";
    private const int Context = 2;

    public static string Root { get; } = FindRoot();

    public static string Folder { get; } = Path.Combine(Root, "tests", "Host.Tests", "Transcripts");

    /// <summary>Byte for byte, or the differing lines: - was, + is.</summary>
    public static async Task Equal(string name, string actual)
    {
        var path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable(Variable) == "rewrite")
            await File.WriteAllBytesAsync(path, Encoding.UTF8.GetBytes(actual));
        var expected = File.Exists(path) ? await File.ReadAllBytesAsync(path) : [];
        if (expected.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(actual))) return;
        Assert.Fail($"{name} is not what was read and found right (- was, + is).\n"
            + $"If the new words are right: {Variable}=rewrite, run again, and read the difference.\n\n"
            + Difference(Encoding.UTF8.GetString(expected), actual));
    }

    /// <summary>Lines that differ, with the lines around them.</summary>
    public static string Difference(string was, string now)
    {
        var marked = Marked(was.Split('\n'), now.Split('\n')).ToArray();
        var told = new StringBuilder();
        var last = -1;
        for (var i = 0; i < marked.Length; i++)
        {
            var near = marked[Math.Max(0, i - Context)..Math.Min(marked.Length, i + Context + 1)];
            if (!Array.Exists(near, m => m.Mark != ' ')) continue;
            if (last >= 0 && i > last + 1) told.Append("  …\n");
            told.Append(marked[i].Mark).Append(' ').Append(marked[i].Line).Append('\n');
            last = i;
        }

        return told.Length > 0 ? told.ToString() : "the same lines, other bytes: line ends or a mark at the beginning";
    }

    private static IEnumerable<(char Mark, string Line)> Marked(string[] was, string[] now)
    {
        var common = Common(was, now);
        var (i, j) = (0, 0);
        while (i < was.Length || j < now.Length)
        {
            if (i < was.Length && j < now.Length && was[i] == now[j])
            {
                yield return (' ', was[i++]);
                j++;
            }
            else if (j == now.Length || (i < was.Length && common[i + 1, j] >= common[i, j + 1]))
                yield return ('-', was[i++]);
            else yield return ('+', now[j++]);
        }
    }

    /// <summary>How many lines the rests have in common, in order.</summary>
    private static int[,] Common(string[] was, string[] now)
    {
        var common = new int[was.Length + 1, now.Length + 1];
        for (var i = was.Length - 1; i >= 0; i--)
            for (var j = now.Length - 1; j >= 0; j--)
                common[i, j] = was[i] == now[j]
                    ? common[i + 1, j + 1] + 1
                    : Math.Max(common[i + 1, j], common[i, j + 1]);
        return common;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Disbursement.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }
}
