using System.Text.RegularExpressions;

namespace Disbursement.Tidy.Tests;

/// <summary>The repository as text, without what a build leaves behind.</summary>
static class SourceTree
{
    private static readonly string[] NotOurs = ["bin", "obj", "TestResults"];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceText> CSharp { get; } = [.. Paths("*.cs").Select(SourceText.Read)];

    public static IReadOnlyList<string> Folders { get; } =
        [.. Walk(Root).Where(f => f != Root).Select(f => Path.GetRelativePath(Root, f))];

    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static bool Has(string path) => File.Exists(Path.Combine(Root, path));

    /// <summary>Paths below the root of the files of a kind, in order.</summary>
    public static IEnumerable<string> Paths(string pattern, string under = "") =>
        Walk(Path.Combine(Root, under))
            .SelectMany(folder => Directory.EnumerateFiles(folder, pattern))
            .Select(file => Path.GetRelativePath(Root, file)).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateDirectories(folder)
            .Where(f => !Path.GetFileName(f).StartsWith('.') && !NotOurs.Contains(Path.GetFileName(f)))
            .SelectMany(Walk).Prepend(folder);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Disbursement.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new DirectoryNotFoundException("The tests run below the folder that holds Disbursement.sln.");
    }
}

/// <summary>A text file: its lines, and the same without comments and the insides of strings.</summary>
sealed partial record SourceText(string Path, string[] Lines, string[] Code)
{
    public static SourceText Read(string path)
    {
        var text = SourceTree.Text(path).TrimEnd('\n');
        return new SourceText(path, text.Split('\n'), Quiet().Replace(text, Hush).Split('\n'));
    }

    /// <summary>Lines of the code that match, as "path:line text".</summary>
    public IEnumerable<string> Where(Func<string, bool> matches) => Found(Code, matches);

    /// <summary>Lines as written that match, as "path:line text".</summary>
    public IEnumerable<string> WhereWritten(Func<string, bool> matches) => Found(Lines, matches);

    private IEnumerable<string> Found(string[] lines, Func<string, bool> matches) =>
        Enumerable.Range(0, lines.Length).Where(i => matches(lines[i]))
            .Select(i => $"{Path}:{i + 1} {Lines[i].Trim()}");

    /// <summary>Keeps the line breaks, so that line numbers stay.</summary>
    private static string Hush(Match match) =>
        match.Value[0] == '/' ? "" : "\"" + new string('\n', match.Value.Count(c => c == '\n')) + "\"";

    [GeneratedRegex("""
        //[^\n]*|\$*\"{3}[^\n]*\n.*?\"{3}|\"{3}.*?\"{3}|@\$?"(?:[^"]|"")*"|"(?:\\.|[^"\\\n])*"|'(?:\\.[^']*|[^'\\\n])'
        """, RegexOptions.Singleline)]
    private static partial Regex Quiet();
}
