namespace Disbursement.Domain.Policy;

/// <summary>How a yearly amount becomes months (rules §3). The numbers are stored.</summary>
public enum Rounding : byte
{
    /// <summary>share: month j gets ⌊A·j/12⌋ − ⌊A·(j−1)/12⌋, so that twelve months are the year</summary>
    Share = 1,

    /// <summary>fen: A/12 half-up to fen</summary>
    Fen = 2,

    /// <summary>yuan: A/12 half-up to whole yuan</summary>
    Yuan = 3,

    /// <summary>yuan-up: A/12 up to whole yuan</summary>
    YuanUp = 4,
}

/// <summary>What the amount of a standard is for (rules §3). The numbers are stored.</summary>
public enum RateUnit : byte
{
    Month = 1,
    Year = 2,
    ServiceYearMonth = 3,
    ServiceYearYear = 4,
}

public static class Rates
{
    private static readonly string[] Roundings = ["", "share", "fen", "yuan", "yuan-up"];
    private static readonly string[] Units = ["", "month", "year", "service-year-month", "service-year-year"];

    public static string Code(this Rounding rounding) => Roundings[(int)rounding];

    public static string Code(this RateUnit unit) => Units[(int)unit];

    public static Rounding? FindRounding(string code) => Find(Roundings, code) is { } index ? (Rounding)index : null;

    public static RateUnit? FindUnit(string code) => Find(Units, code) is { } index ? (RateUnit)index : null;

    public static bool IsByServiceYears(this RateUnit unit) =>
        unit is RateUnit.ServiceYearMonth or RateUnit.ServiceYearYear;

    public static bool IsYearly(this RateUnit unit) => unit is RateUnit.Year or RateUnit.ServiceYearYear;

    /// <summary>
    /// One month of a yearly amount, both in fen. With <see cref="Rounding.Share"/> twelve months add up to it.
    /// </summary>
    public static long MonthOf(long yearFen, PayMonth month, Rounding rounding) => rounding switch
    {
        Rounding.Share => (yearFen * month.Number / 12) - (yearFen * (month.Number - 1) / 12),
        Rounding.Fen => Money.DivideHalfUp(yearFen, 12),
        Rounding.Yuan => Money.DivideHalfUp(yearFen, 1200) * 100,
        Rounding.YuanUp => Money.DivideUp(yearFen, 1200) * 100,
        _ => throw new ArgumentOutOfRangeException(nameof(rounding), rounding, null),
    };

    private static int? Find(string[] codes, string code)
    {
        var index = Array.IndexOf(codes, code, 1);
        return index < 0 ? null : index;
    }
}
