using System.Text;
using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Engines;

/// <summary>Where two accounts of one run differ, told so that the bug is found from the text alone.</summary>
static class Difference
{
    private const int PeopleTold = 5;

    /// <summary>Null when they say the same.</summary>
    public static string? Between(IReadOnlyList<string> expected, IReadOnlyList<string> actual, ReferenceModel model)
    {
        var missing = Less(expected, actual);
        var surplus = Less(actual, expected);
        if (missing.Count + surplus.Count == 0) return null;

        var people = missing.Concat(surplus).Select(Person).Distinct(StringComparer.Ordinal).ToList();
        var text = new StringBuilder();
        text.AppendLine($"{missing.Count} rows missing, {surplus.Count} too many, of {people.Count} people.");
        foreach (var person in people.Take(PeopleTold))
        {
            text.AppendLine().AppendLine($"=== {person}");
            foreach (var line in model.Story(person)) text.AppendLine($"  {line}");
            text.AppendLine("  --- the model says, the program does not:");
            foreach (var row in missing.Where(r => Person(r) == person)) text.AppendLine($"    {row}");
            text.AppendLine("  --- the program says, the model does not:");
            foreach (var row in surplus.Where(r => Person(r) == person)) text.AppendLine($"    {row}");
        }

        return text.ToString();
    }

    /// <summary>Rows of the one that the other lacks, counted.</summary>
    private static List<string> Less(IReadOnlyList<string> rows, IReadOnlyList<string> others)
    {
        var left = others.GroupBy(r => r, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var result = new List<string>();
        foreach (var row in rows)
        {
            if (left.GetValueOrDefault(row) > 0) left[row]--;
            else result.Add(row);
        }

        return result;
    }

    private static string Person(string row) => row.Split(' ')[1];
}
