using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Funds;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Export;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.Funds;

/// <summary>A fund that a run needs more of than is there; fen.</summary>
/// <param name="Purpose">As it is called.</param>
internal readonly record struct FundShortage(Fund Fund, string Purpose, long Available, long Need)
{
    public long Gap => Need - Available;

    public string Label => Fund.Label(Purpose);

    public Dictionary<string, string> Blanks => new(StringComparer.Ordinal)
    {
        ["年度"] = $"{Fund.Year}年", ["来源"] = Fund.Source.Label(), ["用途"] = Purpose,
        ["可用"] = Money.Spoken(Available), ["需要"] = Money.Spoken(Need), ["缺口"] = Money.Spoken(Gap),
    };
}

/// <summary>
/// 预留: with the approval, in its transaction. What a fund lacks is refused, or advanced by the county: by finance's
/// written consent, or where its setting lets it pass.
/// </summary>
internal static class FundReservation
{
    public const string NotChecked = "还没有登记过拨款（./disburse import funds 文件），本批不核对资金分担和余额。";

    /// <param name="consent">文号 of finance's written consent to an advance; null: there is none.</param>
    /// <returns>What was done, said.</returns>
    /// <exception cref="Refused">A fund is short, or nobody says who bears something.</exception>
    public static async Task<string> Reserve(Act act, PayoutRun run, string? consent, CancellationToken stop)
    {
        if (!await FundsStore.AnyMoney(act.Connection, act.Number, stop)) return NotChecked;
        var split = await FundSplit.Of(act.Connection, run, stop);
        var lines = await FundsStore.Lines(act.Connection, RunTables.Stored, run.Id, stop);
        await RequireShares(act.Connection, run, split, lines, stop);
        var year = await YearOf(act.Connection, run with { ApprovedOn = act.Performer.Today }, stop);
        var totals = FundTotals.Of(split, lines);
        var gaps = await Gaps(act.Connection, totals, year, act.Number, stop);
        if (gaps.Count > 0 && consent is null
            && await SettingStore.Value(act.Connection, "funds-shortage", stop) != "warn")
            throw Short(run, gaps);
        foreach (var gap in gaps) await FundsStore.Advance(act, run.Id, gap.Fund, gap.Gap, consent, stop);
        await Enter(act, run, year, split, lines, totals, stop);
        return "资金已预留。" + Said(gaps, consent);
    }

    /// <summary>The same of what was approved and sent already: nothing is asked any more.</summary>
    /// <returns>What was reserved, by fund; and what nobody says who bears.</returns>
    public static async Task<(Dictionary<Fund, long> Reserved, long UndecidedFen)> Enter(
        Act act, PayoutRun run, short year, CancellationToken stop)
    {
        var split = await FundSplit.Of(act.Connection, run, stop);
        var lines = await FundsStore.Lines(act.Connection, RunTables.Stored, run.Id, stop);
        var totals = FundTotals.Of(split, lines);
        await Enter(act, run, year, split, lines, totals, stop);
        return (
            totals.Entries(year, FundMove.Reserve).Where(e => e.Fen != 0).ToDictionary(e => e.Fund, e => e.Fen),
            totals.All.Where(f => f.Source is null).Sum(f => f.Fen));
    }

    private static async Task Enter(
        Act act, PayoutRun run, short year, FundSplit split, List<LineGroup> lines, FundTotals totals,
        CancellationToken stop)
    {
        // Whose lines add up to nothing has one that takes something back.
        var settled = FundTotals.Of(split, lines.Exists(l => l.Fen < 0)
            ? await FundsStore.LinesNetted(act.Connection, run.Id, stop)
            : []);
        await FundsStore.Enter(act, run.Id, totals.Entries(year, FundMove.Reserve), stop);
        await FundsStore.Enter(act, run.Id, settled.Entries(year, FundMove.Post), stop);
    }

    /// <summary>The year of the day on which the bank is to credit it (rules §5).</summary>
    public static async Task<short> YearOf(NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        (short)(await PayDay.Of(connection, run, stop)).Year;

    /// <summary>Funds that have less than is needed, as known at an act.</summary>
    public static async Task<List<FundShortage>> Gaps(
        NpgsqlConnection connection, FundTotals totals, short year, long knownThrough, CancellationToken stop)
    {
        var balances = await FundsStore.Balances(connection, knownThrough, stop);
        var names = await FundNames.Read(connection, stop);
        return
        [
            .. totals.Entries(year, FundMove.Reserve).Select(e =>
                {
                    var balance = balances.GetValueOrDefault(e.Fund) ?? new FundBalance();
                    return (IsShort: balance.Gap(e.Fen) > 0, Gap: new FundShortage(
                        e.Fund, names.Of(e.Fund.Purpose), balance.Free, e.Fen));
                })
                .Where(g => g.IsShort).Select(g => g.Gap),
        ];
    }

    private static async Task RequireShares(
        NpgsqlConnection connection, PayoutRun run, FundSplit split, List<LineGroup> lines, CancellationToken stop)
    {
        var missing = await FundScreens.Missing(connection, split, lines, stop);
        if (missing.Count == 0) return;
        throw new Refused($"{run.Name}有钱不知道由哪一级出（share-missing），不能审批：\n"
            + string.Join('\n', missing.Select(m =>
                "  " + ExceptionSentence.Render(ExceptionCode.ShareMissing, m.Blanks)))
            + $"\n导入分担表（./disburse import shares 文件）{HowOf(run)}。{RunFitness.Again(run)}");
    }

    private static string HowOf(PayoutRun run) => run.Batch is null
        ? ""
        : $"：优抚类别写“一次性”，组成写“{run.BatchName}”，各级写金额或比例，生效日期不晚于{run.Month.FirstDay:yyyy-MM-dd}";

    private static Refused Short(PayoutRun run, List<FundShortage> gaps) => new(
        $"{run.Name}资金不足（funds-short），没有审批：\n"
        + string.Join('\n', gaps.Select(g => "  " + ExceptionSentence.Render(ExceptionCode.FundsShort, g.Blanks)))
        + "\n资金已到未登记的，先登记（./disburse import funds 文件）；由县级先行垫付的，凭财政局书面意见审批时写 --advance 文号；"
        + "不得少发，不得挪用其他用途。");

    private static string Said(List<FundShortage> gaps, string? consent) => gaps.Count == 0
        ? consent is null ? "" : $"资金够用，没有垫付，{consent}没有用上。"
        : "\n县级垫付" + (consent is null ? "（funds-shortage 是 warn，没有财政书面意见）" : $"（{consent}）")
            + "，到账后归垫：" + string.Join('；', gaps.Select(g => $"{g.Label}{Money.Spoken(g.Gap)}")) + "。";
}
