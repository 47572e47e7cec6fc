using System.Text.RegularExpressions;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Storage;

namespace Disbursement.Tidy.Tests;

/// <summary>
/// What belongs together is together: migrations and their checks, jobs and their pages, codes and their sentences.
/// </summary>
public sealed partial class HouseTests
{
    [Fact]
    public void Every_migration_is_checked_after_it_ran() => Finding.None(
        Directory.EnumerateDirectories(Path.Combine(SourceTree.Root, "Jobs/Storage/Migrations"))
            .SelectMany(folder => new[] { "up.sql", "after.sql" }.Select(name => Path.Combine(folder, name)))
            .Where(file => !File.Exists(file) || new FileInfo(file).Length == 0),
        "A migration has an up.sql and an after.sql that fails when the tables are not as they should be.");

    [Fact]
    public void Every_job_has_its_row_in_the_README_of_Jobs()
    {
        var readme = SourceTree.Text("Jobs/README.md");
        Finding.None(
            SourceTree.Paths("*Job.cs", "Jobs").Where(file =>
                !readme.Contains($"`{Path.GetFileNameWithoutExtension(file)}`", StringComparison.Ordinal)
                || !readme.Contains($"`{Path.GetFileName(Path.GetDirectoryName(file))}/`", StringComparison.Ordinal)),
            "Add a row to the table of Jobs/README.md: job, folder, what it does.");
    }

    [Fact]
    public void The_README_is_short() => Finding.None(
        new[] { "README.md" }.Where(f => !SourceTree.Has(f) || SourceText.Read(f).Lines.Length >= 150),
        "The README has under 150 lines: move detail into the README of the folder it is about.");

    [Fact]
    public void Every_part_of_the_house_has_a_README() => Finding.None(
        new[] { "Domain", "Jobs", "Host", "tests", "samples" }.Select(f => $"{f}/README.md")
            .Where(f => !SourceTree.Has(f)),
        "Write what is in the folder, what can be relied on, and what to do when something is wrong.");

    [Fact]
    public void Everything_embedded_is_in_the_program()
    {
        var embedded = typeof(Migrator).Assembly.GetManifestResourceNames();
        Finding.None(
            Embedded().Matches(SourceTree.Text("Jobs/Jobs.csproj")).SelectMany(m => m.Groups[1].Value.Split(';'))
                .SelectMany(Files).Where(file => !Array.Exists(embedded, name =>
                    file.EndsWith(name.Replace('\\', '/'), StringComparison.Ordinal))),
            "An EmbeddedResource of Jobs.csproj names no file, or the file is not in the built program.");
    }

    [Fact]
    public void Every_exception_code_that_is_used_has_its_sentence() => Finding.None(
        SourceTree.CSharp.Where(f => !f.Path.StartsWith("tests/", StringComparison.Ordinal))
            .SelectMany(f => f.Lines).SelectMany(l => CodeUsed().Matches(l)).Select(m => m.Groups[1].Value)
            .Concat(Enum.GetValues<Block>().Where(b => b != Block.None).Select(b => b.Code()))
            .Distinct().Where(code => ExceptionCode.Find(code) is null),
        "Give the code a sentence, a next step, an owner and a due time in Domain/Exceptions.");

    /// <summary>The stored reasons are named after their codes, so each finds its sentence by name.</summary>
    [Fact]
    public void Every_reason_for_an_undecided_month_has_its_sentence() => Finding.None(
        Enum.GetNames<UndecidedReason>().Where(name =>
            ExceptionCode.Find(Capital().Replace(name, "-$0").TrimStart('-').ToLowerInvariant()) is null),
        "Give the reason a code of the same name in Domain/Exceptions.");

    /// <summary>A pattern that finds nothing is itself the finding.</summary>
    private static IEnumerable<string> Files(string pattern)
    {
        var deep = pattern.StartsWith("**/", StringComparison.Ordinal);
        var folder = deep ? "Jobs" : Path.Combine("Jobs", Path.GetDirectoryName(pattern)!);
        string[] found = [.. SourceTree.Paths(Path.GetFileName(pattern), folder)];
        return found.Length == 0 ? [pattern] : found;
    }

    [GeneratedRegex("EmbeddedResource Include=\"([^\"]+)\"")]
    private static partial Regex Embedded();

    [GeneratedRegex("ExceptionCode\\.(?:Of|Find)\\(\"([^\"]+)\"\\)")]
    private static partial Regex CodeUsed();

    [GeneratedRegex("[A-Z]")]
    private static partial Regex Capital();
}
