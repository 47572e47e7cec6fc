using System.Globalization;
using Disbursement.Domain.People;

namespace Disbursement.Domain.Policy;

/// <summary>A row of the rates (标准), as it became known. Empty keys match all.</summary>
/// <param name="Id">What a payment line points to.</param>
/// <param name="Fen">Fen for the unit; 0 ends the component.</param>
/// <param name="IsWithdrawal">Takes back the rows known before it with the same keys and date.</param>
public sealed record Standard(
    int Id,
    Place Place,
    short Category,
    byte Level,
    Nature Nature,
    Period Period,
    short Component,
    RateUnit Unit,
    long Fen,
    DateOnly EffectiveFrom,
    string Document,
    Rounding Rounding,
    bool IsWithdrawal)
{
    /// <summary>The first month it can be in force for: its date is on or before the first of the month.</summary>
    public PayMonth FirstMonth => FirstMonthFrom(EffectiveFrom);

    /// <summary>
    /// A month's amount in fen for one person; years as registered, a part year counting as one (rules §1).
    /// </summary>
    public long MonthFen(PayMonth month, decimal? serviceYears)
    {
        var amount = Unit.IsByServiceYears() ? Fen * WholeYears(serviceYears!.Value) : Fen;
        return Unit.IsYearly() ? Rates.MonthOf(amount, month, Rounding) : amount;
    }

    /// <summary>The standard of a year in fen for one person; a monthly one twelve times.</summary>
    public long YearFen(decimal? serviceYears) =>
        (Unit.IsByServiceYears() ? Fen * WholeYears(serviceYears!.Value) : Fen) * (Unit.IsYearly() ? 1 : 12);

    /// <summary>The arithmetic as a person would write it, in yuan.</summary>
    public string Arithmetic(PayMonth month, decimal? serviceYears)
    {
        var years = Unit.IsByServiceYears()
            ? string.Create(CultureInfo.InvariantCulture, $" × {WholeYears(serviceYears!.Value)}年")
            : "";
        var amount = Money.Figures(Fen) + years;
        var result = Money.Figures(MonthFen(month, serviceYears));
        return (Unit.IsYearly(), Rounding) switch
        {
            (false, _) => $"每月 {amount} = {result}",
            (true, Rounding.Share) =>
                $"每年 {amount}，{month.Number}月份额 ⌊A×{month.Number}/12⌋−⌊A×{month.Number - 1}/12⌋ = {result}",
            (true, Rounding.Fen) => $"每年 {amount} ÷ 12，四舍五入到分 = {result}",
            (true, Rounding.Yuan) => $"每年 {amount} ÷ 12，四舍五入到元 = {result}",
            (true, _) => $"每年 {amount} ÷ 12，向上取整到元 = {result}",
        };
    }

    public static PayMonth FirstMonthFrom(DateOnly effectiveFrom) =>
        effectiveFrom.Day == 1 ? PayMonth.Of(effectiveFrom) : PayMonth.Of(effectiveFrom) + 1;

    public static int WholeYears(decimal serviceYears) => (int)decimal.Ceiling(serviceYears);

    internal bool Matches(short category, in Grade grade) =>
        Policy.Category.Of(category).TakesRatesOf(Category)
        && (Level == 0 || Level == grade.Level)
        && (Nature == Nature.None || Nature == grade.Nature)
        && (Period == Period.None || Period == grade.Period);

    internal bool HasKeysOf(Standard other) => Category == other.Category && Level == other.Level
        && Nature == other.Nature && Period == other.Period && Component == other.Component
        && EffectiveFrom == other.EffectiveFrom;
}

/// <summary>月平均工资 of an area, in force from a date on.</summary>
public sealed record Wage(int Id, Place Place, string Area, long MonthlyFen, DateOnly EffectiveFrom, string Document);
