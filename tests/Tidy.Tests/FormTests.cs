using System.Text.RegularExpressions;

namespace Disbursement.Tidy.Tests;

/// <summary>The form of the code: what a reader can count on in every file.</summary>
public sealed partial class FormTests
{
    private const int ColumnsMax = 120;
    private const int MethodLinesMax = 50;
    private const int FileLinesMax = 300;

    private static readonly HashSet<string> Drawers = new(StringComparer.Ordinal)
    {
        "Common", "Shared", "Util", "Utils", "Helper", "Helpers", "Manager", "Service", "Services", "Base", "Impl",
        "Dto", "Entity",
    };

    [Fact]
    public void No_line_of_code_is_over_120_columns() => Finding.None(
        SourceTree.CSharp.SelectMany(f => f.WhereWritten(IsTooLong)),
        "Break the line before an operator or after a comma; a sentence of a comment goes on in the next line.");

    [Fact]
    public void No_method_is_over_50_lines() => Finding.None(
        SourceTree.CSharp.SelectMany(f => LongBlocks(f)),
        "Give a part of it a name: what happens stays here, how goes into a method below it.");

    [Fact]
    public void No_file_is_over_300_lines() => Finding.None(
        SourceTree.CSharp.Where(f => f.Lines.Length > FileLinesMax).Select(f => $"{f.Path} {f.Lines.Length} lines"),
        "The file holds two nouns: give the second a file of its own.");

    [Fact]
    public void Folders_and_types_are_nouns_of_the_trade() => Finding.None(
        SourceTree.Folders.Where(f => IsDrawer(Path.GetFileName(f)))
            .Concat(SourceTree.CSharp.SelectMany(f => f.Where(l => TypeName().Match(l) is { Success: true } type
                && IsDrawer(type.Groups[1].Value)))),
        "Common, Shared, Utils, Helper, Manager, Service, Base, Impl, Dto, Entity say nothing: take the word the "
        + "office uses, or put the method where its noun is.");

    [Fact]
    public void A_namespace_is_its_folder() => Finding.None(
        SourceTree.CSharp.SelectMany(f => f.Where(l => l.StartsWith("namespace ", StringComparison.Ordinal)
            && l.TrimEnd(';', ' ') != $"namespace {NamespaceOf(f.Path)}")),
        "Write the namespace as Disbursement, the project and the folders below it, or move the file.");

    [Fact]
    public void Nothing_is_left_for_later() => Finding.None(
        SourceTree.CSharp.Where(f => !f.Path.StartsWith("tests/Tidy.Tests", StringComparison.Ordinal))
            .SelectMany(f => f.WhereWritten(l => Later().IsMatch(l))),
        "Do it now, or say under 还没有的 in the README that it is not there.");

    [Fact]
    public void No_regions_and_no_silenced_warnings() => Finding.None(
        SourceTree.CSharp.SelectMany(f => f.Where(l =>
            l.TrimStart().StartsWith("#region", StringComparison.Ordinal)
            || l.TrimStart().StartsWith("#pragma", StringComparison.Ordinal)
            || l.Contains("SuppressMessage", StringComparison.Ordinal))),
        "A region means the file is too long: split it. A warning is mended, or chosen against in .editorconfig with "
        + "its reason.");

    [Fact]
    public void No_code_is_commented_out() => Finding.None(
        SourceTree.CSharp.SelectMany(f => f.WhereWritten(l => CommentedOut().IsMatch(l))),
        "Delete it: the history of the repository keeps it. A comment is a sentence.");

    [Fact]
    public void Nobody_asks_the_machine_what_day_it_is() => Finding.None(
        SourceTree.CSharp.SelectMany(f => f.Where(l => Clock().IsMatch(l))),
        "Take the business date or a TimeProvider as an argument: a run of March is also worked out in May.");

    private static bool IsTooLong(string line) => line.EnumerateRunes().Count() > ColumnsMax;

    private static bool IsDrawer(string name) => Word().Matches(name).Any(w => Drawers.Contains(w.Value));

    private static string NamespaceOf(string path)
    {
        var folders = Path.GetDirectoryName(path)!.Split('/');
        if (folders[0] == "tests") folders = folders[1..];
        if (folders[0] == "samples") folders[0] = "Samples";
        return "Disbursement." + string.Join('.', folders);
    }

    /// <summary>Blocks stand alone on their lines, so a block and its end have the same indent.</summary>
    private static IEnumerable<string> LongBlocks(SourceText file)
    {
        for (var open = 1; open < file.Code.Length; open++)
        {
            if (file.Code[open].Trim() != "{") continue;
            var head = HeadOf(file.Code, open);
            if (TypeName().IsMatch(string.Join(' ', file.Code[head..open]))) continue;
            var end = file.Code[open].TrimEnd().Replace('{', '}');
            var close = Array.FindIndex(file.Code, open, l => l.StartsWith(end, StringComparison.Ordinal));
            if (close - head >= MethodLinesMax)
                yield return $"{file.Path}:{head + 1} {file.Lines[head].Trim()} ({close - head + 1} lines)";
        }
    }

    private static int HeadOf(string[] code, int open)
    {
        var head = open;
        while (head > 0 && code[head - 1].Trim() is { Length: > 0 } line && line[^1] is not (';' or '}' or '{')) head--;
        return head;
    }

    [GeneratedRegex(@"\b(?:class|record(?: struct)?|struct|interface|enum)\s+([A-Z]\w*)")]
    private static partial Regex TypeName();

    [GeneratedRegex("[A-Z][a-z]*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\b(?:TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Later();

    [GeneratedRegex(@"^\s*//(?!/)\s*(?:(?:var|if|else|return|await|foreach|using|private|public|throw)\b.*[;{)]|.*;)"
        + @"\s*$")]
    private static partial Regex CommentedOut();

    [GeneratedRegex(@"\bDateTime(?:Offset)?\.(?:Now|UtcNow|Today)\b")]
    private static partial Regex Clock();
}
