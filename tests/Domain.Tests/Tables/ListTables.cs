using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>An old list beside a run, and what its amounts tell of the rounding behind them.</summary>
public sealed class ListTables
{
    /// <summary>An amount of 0 is nobody paid.</summary>
    [Fact]
    public void How_a_person_differs() => ClerkTable.Holds("""
        | 名单    | 本批    | 账号 | 姓名 | 差别               |
        | 0       | 0       |      |      | same               |
        | 0       | 0       | 不同 |      | same               |
        | 882.00  | 0       |      |      | only-in-list       |
        | 882.00  | 0       | 不同 |      | only-in-list       |
        | 0       | 909.00  | 不同 |      | only-in-run        |
        | 882.00  | 882.00  |      |      | same               |
        | 882.00  | 882.00  |      | 不同 | name               |
        | 882.00  | 882.00  | 不同 |      | account            |
        | 882.00  | 882.00  | 不同 | 不同 | account            |
        | 882.00  | 882.01  |      |      | amount             |
        | 882.00  | -27.00  |      | 不同 | amount             |
        | 882.00  | 909.00  | 不同 |      | amount-and-account |
        """, row => ListDifferences.Of(
            row.Fen("名单"), row.Fen("本批"), row["账号"].Length > 0 ? "0039" : null,
            row["姓名"].Length > 0 ? "杨红" : null).Code());

    [Fact]
    public void The_list_and_its_differences_come_to_the_run()
    {
        var tally = new ListTally();
        (long List, long Run, string? Account)[] people =
            [(0, 0, null), (882_00, 0, null), (0, 909_00, null), (5, 5, null), (5, 5, "1"), (7, 9, null), (9, 7, "1")];
        foreach (var (list, run, account) in people)
            tally.Add(ListDifferences.Of(list, run, account), list, run);

        var kinds = Enum.GetValues<ListDifference>();
        Assert.Equal((5, 882_26L), tally.List);
        Assert.Equal((5, 909_26L), tally.Run);
        Assert.Equal(tally.Run.Fen, tally.List.Fen + kinds.Sum(k => tally.Of(k).Fen));
        Assert.Equal((1, 0L), tally.Of(ListDifference.None));
        Assert.Equal(5, tally.Differing);
        Assert.Equal((1, -882_00L), tally.Of(ListDifference.OnlyInList));
        Assert.Equal((1, 909_00L), tally.Of(ListDifference.OnlyInRun));
    }

    /// <summary>26,461.00 a year is 2,205.0833… a month; the first three months of a year.</summary>
    [Fact]
    public void Which_rounding_fits_what_was_paid() => ClerkTable.Holds("""
        | 年额     | 1月     | 2月     | 3月     | 最吻合        |
        | 26461.00 | 2205.08 | 2205.08 | 2205.09 | 3/3 share     |
        | 26461.00 | 2205.08 | 2205.08 | 2205.08 | 3/3 fen       |
        | 26461.00 | 2205.00 | 2205.00 | 2205.00 | 3/3 yuan      |
        | 26461.00 | 2206.00 | 2206.00 | 2206.00 | 3/3 yuan-up   |
        | 26461.00 | 2205.08 | 2205.08 | 2206.00 | 2/3 share fen |
        | 26461.00 | 2206.00 | 2206.00 | 2205.08 | 2/3 yuan-up   |
        | 26461.00 | 2200.00 | 2200.00 | 2200.00 | 0/3           |
        | 48180.00 | 4015.00 | 4015.00 | 4015.00 | 0/0           |
        """, row =>
        {
            var fit = Fit(row.Fen("年额"), Component.National, 0, row.Fen("1月"), row.Fen("2月"), row.Fen("3月"));
            return string.Join(' ', [$"{fit.Fits.Max()}/{fit.Telling}", .. fit.Best.Select(b => b.Code())]);
        });

    [Fact]
    public void A_component_imported_by_itself_is_tried_by_itself_and_months_not_owed_say_nothing()
    {
        // 市补 rounded up to the yuan; the national standard is not in the history.
        var fit = Fit(26461_00, Component.Municipal, Component.Municipal, 2206_00, 2206_00);

        Assert.Equal((2, 2, "yuan-up"), (fit.Months, fit.Telling, Assert.Single(fit.Best).Code()));
        Assert.Empty(new RoundingFit([], [], Parameters.Default).Results);
        var none = Trial(26461_00, Component.National);
        none.Add(WrittenHistory.Fold("41 起发=2026-01", ""), [Paid(0, new PayMonth(2025, 3), 1)]);
        Assert.Empty(none.Results);
    }

    private static CategoryFit Fit(long yearFen, short component, short paidAs, params long[] paid)
    {
        var trial = Trial(yearFen, component);
        trial.Add(WrittenHistory.Fold("41", ""), paid.Select((fen, i) => Paid(paidAs, new PayMonth(2025, i + 1), fen)));
        return Assert.Single(trial.Results);
    }

    private static RoundingFit Trial(long yearFen, short component) => new(
        component == Component.National
            ? [Rate(1, component, yearFen)]
            : [Rate(1, Component.National, 12_00), Rate(2, component, yearFen)], [], Parameters.Default);

    private static HistoryTotal Paid(short component, PayMonth month, long fen) =>
        new(Category.Of("41").Number, component, month, fen);

    private static Standard Rate(int id, short component, long fen) => new(
        id, new Place(1, id), Category.Of("41").Number, 0, Nature.None, Period.None, component, RateUnit.Year, fen,
        new DateOnly(2024, 1, 1), "标准1号", Rounding.Share, IsWithdrawal: false);
}
