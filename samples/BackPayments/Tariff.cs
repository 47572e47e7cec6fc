using Disbursement.Domain.BackPayments;

namespace Disbursement.Samples.BackPayments;

/// <summary>缴费基数和费率 of an area from a day on, worked out here and not by the program that is tested with it.</summary>
/// <param name="WageFen">月平均工资</param>
internal sealed record TariffRow(
    string Area, Insurance Insurance, long WageFen, int UnitPercent, int PersonalPercent, DateOnly From,
    string Document)
{
    /// <summary>60 % of the wage.</summary>
    public long MonthBase => Tariff.HalfUp(WageFen * 60, 100);

    public long Unit => Tariff.HalfUp(MonthBase * UnitPercent, 100);

    public long Personal => Tariff.HalfUp(MonthBase * PersonalPercent, 100);

    /// <summary>Unit part of so many months when only the total is rounded.</summary>
    public long UnitByTotal(int months) => Tariff.HalfUp(months * MonthBase * UnitPercent, 100);

    /// <summary>Personal part of so many months when only the total is rounded.</summary>
    public long PersonalByTotal(int months) => Tariff.HalfUp(months * MonthBase * PersonalPercent, 100);
}

/// <summary>The made-up areas and their rows; wages end in cents so that rounding shows.</summary>
internal static class Tariff
{
    public const string Home = "云溪县";
    public const string Other = "邻溪县";

    /// <summary>Its first row begins with 2026: what is paid before has no row.</summary>
    public const string Late = "石桥县";

    public static IReadOnlyList<TariffRow> Rows { get; } =
    [
        .. Of(Home, 2025, 601_827, "云人社发〔2025〕3号（虚构）"), .. Of(Home, 2026, 623_743, "云人社发〔2026〕2号（虚构）"),
        .. Of(Other, 2025, 587_461, "邻人社发〔2025〕5号（虚构）"), .. Of(Other, 2026, 610_518, "邻人社发〔2026〕4号（虚构）"),
        .. Of(Late, 2026, 618_857, "石人社发〔2026〕1号（虚构）"),
    ];

    public static TariffRow Row(string area, Insurance insurance, int year = 2026) =>
        Rows.First(r => r.Area == area && r.Insurance == insurance && r.From.Year == year);

    /// <summary>A ÷ B, half away from nothing.</summary>
    public static long HalfUp(long dividend, long divisor) =>
        (dividend / divisor) + (dividend % divisor * 2 >= divisor ? 1 : 0);

    private static TariffRow[] Of(string area, int year, long wageFen, string document) =>
    [
        new(area, Insurance.Pension, wageFen, 16, 8, new(year, 1, 1), document),
        new(area, Insurance.Medical, wageFen, 8, 2, new(year, 1, 1), document),
    ];
}
