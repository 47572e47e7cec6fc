using System.Globalization;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Properties;

/// <summary>
/// Standards in which every level and every year has an amount of its own, and a rise in August 2025.
/// </summary>
static class SomeStandards
{
    public static PayMonth First { get; } = new(2024, 1);

    public static PayMonth Last { get; } = new(2026, 12);

    public static IEnumerable<PayMonth> Months =>
        Enumerable.Range(0, Last - First + 1).Select(n => First + n);

    /// <summary>A table of its own for each case: a table is not for several threads.</summary>
    public static StandardTable Table() => new(
        Rows().Select((row, i) => row with { Id = i + 1, Place = new Place(1, i + 1) }),
        [
            new Wage(800, new Place(1, 900), "云溪县", 700_100, new DateOnly(2024, 7, 1), "公报"),
            new Wage(801, new Place(1, 901), "云溪县", 730_000, new DateOnly(2025, 7, 1), "公报"),
        ]);

    /// <summary>What is owed, as text that two workings-out can be compared by.</summary>
    public static string Text(this Owed owed, FoldedPerson person, PayMonth month)
    {
        owed.WorkOut(person, month);
        return string.Create(CultureInfo.InvariantCulture,
            $"{owed.Undecided} {string.Join(' ', owed.Components)} {string.Join(' ', owed.WageMissing)}");
    }

    private static IEnumerable<Standard> Rows()
    {
        DateOnly[] dates = [new(2020, 1, 1), new(2025, 8, 1)];
        foreach (var date in dates)
        {
            for (byte level = 1; level <= 10; level++)
                yield return Row("11", date, 1_000_007 * (11 - level), RateUnit.Year) with { Level = level };
            yield return Row("21", date, 300_000, RateUnit.Month);
            yield return Row("42", date, 90_000, RateUnit.Month);
            yield return Row("51", date, 100_000, RateUnit.Month);
            yield return Row("51", date, 5_000, RateUnit.Month) with { Component = Component.County };
            yield return Row("81", date, 70_001, RateUnit.ServiceYearYear);
        }
    }

    private static Standard Row(string category, DateOnly from, long fen, RateUnit unit) => new(
        0, default, Category.Of(category).Number, 0, Nature.None, Period.None, Component.National, unit,
        from.Year > 2024 ? fen + (fen / 20) : fen, from, "标准1号", Rounding.Share, IsWithdrawal: false);
}
