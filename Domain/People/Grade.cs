namespace Disbursement.Domain.People;

/// <summary>残疾性质.</summary>
public enum Nature : byte
{
    None = 0,

    /// <summary>因战</summary>
    War = 1,

    /// <summary>因公</summary>
    Duty = 2,

    /// <summary>因病: levels 1–6 only (令788 art. 27)</summary>
    Illness = 3,
}

/// <summary>时期, for 在乡复员军人.</summary>
public enum Period : byte
{
    None = 0,

    /// <summary>抗日战争时期</summary>
    AntiJapaneseWar = 1,

    /// <summary>其他时期</summary>
    Other = 2,
}

/// <summary>护理: whether and why a person needs care.</summary>
public enum Nursing : byte
{
    /// <summary>Nothing said.</summary>
    Unsaid = 0,

    /// <summary>否</summary>
    No = 1,

    /// <summary>是</summary>
    Yes = 2,

    /// <summary>精神: mental disorder, which counts at levels 5–6 as well (令788 art. 34)</summary>
    Mental = 3,

    /// <summary>机构: lives in an institution, which is paid outside</summary>
    Institution = 4,
}

/// <summary>What a standard is looked up by. Zero, none and null mean that it is not known.</summary>
/// <param name="Level">残疾等级 1–10; 0 when not known.</param>
/// <param name="ServiceYears">服役年限 as registered, part years included.</param>
/// <param name="AssessedFen">核定月标准 in fen.</param>
public readonly record struct Grade(byte Level, Nature Nature, Period Period, decimal? ServiceYears, long? AssessedFen)
{
    /// <summary>因病致残 knows the levels 1–6 only (令788 art. 27).</summary>
    public bool IsImpossible => Nature == Nature.Illness && Level > 6;

    /// <summary>This grade where the other says nothing.</summary>
    public Grade With(Grade other) => new(
        other.Level == 0 ? Level : other.Level,
        other.Nature == Nature.None ? Nature : other.Nature,
        other.Period == Period.None ? Period : other.Period,
        other.ServiceYears ?? ServiceYears,
        other.AssessedFen ?? AssessedFen);

    /// <summary>
    /// A regrade to the other is downwards: level number rises, or service years or assessed amount fall (rules §2).
    /// </summary>
    public bool FallsTo(Grade other) =>
        (other.Level != 0 && Level != 0 && other.Level > Level)
        || other.ServiceYears < ServiceYears
        || other.AssessedFen < AssessedFen;
}

/// <summary>Labels that files and lists use.</summary>
public static class GradeLabels
{
    private static readonly string[] Natures = ["", "因战", "因公", "因病"];
    private static readonly string[] Periods = ["", "抗日战争时期", "其他时期"];
    private static readonly string[] Nursings = ["", "否", "是", "精神", "机构"];

    public static string Label(this Nature nature) => Natures[(int)nature];

    public static string Label(this Period period) => Periods[(int)period];

    public static string Label(this Nursing nursing) => Nursings[(int)nursing];
}
