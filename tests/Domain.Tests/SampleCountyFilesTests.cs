using System.Runtime.CompilerServices;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests;

public sealed class SampleCountyFilesTests
{
    [Fact]
    public void The_tiny_county_has_twelve_valid_people_and_changes_only_of_them()
    {
        var roster = Rows("tiny/roster.csv");
        var numbers = roster.Select(r => r["身份证号"]).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(12, numbers.Count);
        Assert.Equal(13, roster.Count);
        Assert.All(numbers, n => Assert.True(IdentityNumber.IsValid(n), n));
        Assert.All(roster, r => Assert.NotNull(Category.Find(r["优抚类别"])));
        var changes = Rows("tiny/changes-2026-02.csv").Concat(Rows("tiny/changes-2026-03.csv"));
        Assert.All(changes, r => Assert.Contains(r["身份证号"], numbers));
    }

    [Fact]
    public void Every_bad_file_has_one_good_row_a_bad_one_and_a_line_in_the_README()
    {
        var text = File.ReadAllText(PathOf("bad/README.md"));
        var files = Directory.GetFiles(PathOf("bad"), "*.csv");
        Assert.True(files.Length >= 8);
        foreach (var file in files)
        {
            Assert.Equal(2, Rows(file).Count);
            Assert.Contains(Path.GetFileName(file), text, StringComparison.Ordinal);
        }
    }

    private static List<Dictionary<string, string>> Rows(string file)
    {
        var lines = File.ReadAllLines(PathOf(file));
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second))];
    }

    private static string PathOf(string file, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../samples", file);
}
