using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Funds;

/// <summary>来源: the level of government that the money comes from (rules §5).</summary>
public enum Source : short
{
    /// <summary>中央</summary>
    Central = 1,

    /// <summary>省</summary>
    Province = 2,

    /// <summary>市</summary>
    City = 3,

    /// <summary>县</summary>
    County = 4,
}

/// <summary>Labels of the sources, and where money comes from as long as no shares say otherwise.</summary>
public static class Sources
{
    /// <summary>Printed where <see cref="ByDefault"/> has no answer: somebody has to decide, nobody guesses.</summary>
    public const string Undecided = "分担未定";

    private static readonly string[] Labels = ["", "中央", "省", "市", "县"];

    public static string Label(this Source source) => Labels[(int)source];

    /// <summary>By label; null when there is no such level.</summary>
    public static Source? Find(string label)
    {
        var index = Array.IndexOf(Labels, label, 1);
        return index < 0 ? null : (Source)index;
    }

    public static string Label(this Source? source) => source is { } known ? known.Label() : Undecided;

    /// <summary>
    /// Rules §5: 省补 → 省, 市补 → 市, 县补 → 县; 国家标准 and 护理费 of 11–15, 21–23, 31–33 → 中央; null for anything else.
    /// </summary>
    public static Source? ByDefault(Category category, short component) => component switch
    {
        Component.Provincial => Source.Province,
        Component.Municipal => Source.City,
        Component.County => Source.County,
        Component.National or Component.Nursing when IsPaidByCentre(category) => Source.Central,
        _ => null,
    };

    private static bool IsPaidByCentre(Category category) =>
        category.Benefit is Benefit.DisabilityPension or Benefit.SurvivorsPension
        || category.Code is "31" or "32" or "33";
}
