using System.Text.RegularExpressions;

namespace Disbursement.Tidy.Tests;

/// <summary>What the program tells people to type, they can type.</summary>
public sealed partial class WordsTests
{
    private static readonly string[] Launchers = ["demo", "test"];

    /// <summary>Command and, below payout, user, exceptions and report, what it is to do.</summary>
    private static readonly HashSet<string> Commands =
        [.. SourceTree.CSharp.Where(f => f.Path.StartsWith("Host/", StringComparison.Ordinal))
            .SelectMany(f => f.Lines).SelectMany(l => Declared().Matches(l)).Select(m => m.Groups[1].Value),
            .. Launchers];

    private static readonly HashSet<string> Groups = ["payout", "user", "exceptions", "report"];

    private static IEnumerable<SourceText> Spoken =>
        SourceTree.CSharp.Where(f => !f.Path.StartsWith("tests/", StringComparison.Ordinal))
            .Concat(SourceTree.Paths("*.md").Select(SourceText.Read));

    [Fact]
    public void A_command_is_written_as_it_is_typed() => Finding.None(
        Spoken.SelectMany(f => f.WhereWritten(l => Bare().Matches(l).Any(m => Commands.Contains(m.Groups[1].Value)))),
        "Write ./disburse: whoever copies it from the sentence into the terminal has no other program of that name.");

    [Fact]
    public void A_command_that_is_named_is_there() => Finding.None(
        Spoken.SelectMany(f => f.WhereWritten(l => Named().Matches(l).Any(IsMissing))),
        "The command is not there: say what people can do today, and in the README what is not there yet.");

    private static bool IsMissing(Match named)
    {
        var (command, deed) = (named.Groups[1].Value, named.Groups[2].Value);
        return !Commands.Contains(command)
            || (Groups.Contains(command) && deed.Length > 0 && !deed.Split('|').All(Commands.Contains));
    }

    [GeneratedRegex("""(?:new Command|Signing|Command)\((?:shell, )?"([a-z-]+)",""")]
    private static partial Regex Declared();

    [GeneratedRegex("(?<![./\\w-])disburse ([a-z]+)")]
    private static partial Regex Bare();

    [GeneratedRegex(@"\./disburse ([a-z][a-z-]*)(?: ([a-z][a-z|-]*))?")]
    private static partial Regex Named();
}
