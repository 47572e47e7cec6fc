using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>优抚类别 by code, label or an old name; and what somebody may have meant who wrote neither.</summary>
public static class CategoryCell
{
    private const int MostCandidates = 3;

    /// <returns>Null, or the reason: unknown, with the nearest categories.</returns>
    public static string? Read(string text, out Category? category)
    {
        var name = Characters.HalfWidthAlphanumerics(text);
        category = Category.Find(name) ?? Category.Find(Characters.Compact(text));
        return category is null ? RejectionReason.CategoryUnknown(text, string.Join("、", Nearest(name))) : null;
    }

    /// <summary>
    /// Labels, nearest first: one that holds the text or is held by it, then by the letters to be changed.
    /// </summary>
    private static IEnumerable<string> Nearest(string text) => Category.All
        .Select(category => (category.Label, Distance: Distance(text, category)))
        .OrderBy(pair => pair.Distance)
        .Take(MostCandidates)
        .Select(pair => pair.Label);

    private static int Distance(string text, Category category) =>
        category.Aliases.Append(category.Label).Min(name => Distance(text, name));

    private static int Distance(string text, string name)
    {
        var isPart = text.Length > 1
            && (name.Contains(text, StringComparison.Ordinal) || text.Contains(name, StringComparison.Ordinal));
        return isPart ? 0 : Spelling.Distance(text, name);
    }
}
