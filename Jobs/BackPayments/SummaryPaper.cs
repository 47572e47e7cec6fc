using System.Globalization;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Papers;

namespace Disbursement.Jobs.BackPayments;

/// <summary>对账总表: the statistics, where the four lists part, how old that is, and whose turn it is.</summary>
internal static class SummaryPaper
{
    public static readonly Paper Paper = new("01", "社保补缴对账总表");

    public static void Write(
        PaperFiles files, BackPaymentHead head, List<(ExceptionCode Code, int Count, long Fen, int[] Ages)> codes,
        List<(string Owner, int Count, long Fen)> owners)
    {
        files.Facts([.. Facts(head.Tally, head.SpentFen, head.Open, head.OpenFen)]);
        files.Picture(BackPaymentChart.Draw(head.Tally));
        States(files, head.Tally);
        Months(files, head.Tally);
        Payers(files, head.Tally);
        Codes(files, codes);
        files.Begin(new PaperTable("该谁动", [Columns.Text("清单", 14), Columns.Count("项数"), Columns.Amount]));
        foreach (var (owner, count, fen) in owners) files.Row(owner, Cell.Count(count), Cell.Money(fen));
        files.Note("一项要两方办的（如“税务、社保”），在两方的清单里各列一次。月份有问题的（服役期内、已有正常缴费、超过军龄等）不计入核定、开单、缴清、记账。");
        files.Signatures(("经办", ""), ("复核", ""), ("审批", ""), ("日期", ""));
        files.Finish();
    }

    /// <summary>应受理尽受理、应补缴尽补缴, as papers and screens say them.</summary>
    /// <param name="spentFen">What the ledger of funds has posted for batches.</param>
    public static IEnumerable<(string Label, string Value)> Facts(
        BackPaymentTally of, long spentFen, int open, long openFen)
    {
        var approved = Insurances.All.Sum(i => of.Of(i, MonthStage.Approved).Months);
        var posted = Insurances.All.Sum(i => of.Of(i, MonthStage.Posted).Months);
        yield return ("应受理尽受理", $"申请{of.Cases}件，受理{of.Accepted}件（{Percent(of.Accepted, of.Cases)}），"
            + $"不予受理{of.Of(CaseState.Refused)}件" + (of.Unanswered > 0 ? $"，其中{of.Unanswered}件没有送达" : ""));
        yield return ("应补缴尽补缴", $"核定{approved}个月，已记账{posted}个月（{Percent(posted, approved)}）；结案"
            + $"{of.Of(CaseState.Closed)}件");
        if (of.Treasury is var (paid, returned) && paid + spentFen > 0)
            yield return ("财政已缴", $"凭证合计{Domain.Money.Spoken(paid)}，资金台账按批次记支出"
                + Domain.Money.Spoken(spentFen)
                + (paid > spentFen
                    ? $"，其余{Domain.Money.Spoken(paid - spentFen)}是第一批批准以前缴的、不在批次里的，或者还没有记账的"
                    : "")
                + (paid < spentFen ? $"，多记{Domain.Money.Spoken(spentFen - paid)}：对账以后冲回" : "")
                + (returned > 0
                    ? $"；已退回国库{Domain.Money.Spoken(returned)}，台账不减支出；凭财政文号按“收回”登记拨款，才是可以再用的钱" : ""));
        yield return ("不一致", $"{open}项，涉及{Domain.Money.Spoken(openFen)}");
    }

    private static void States(PaperFiles files, BackPaymentTally of)
    {
        files.Begin(new PaperTable("案件（件）", [Columns.Text("状态", 14), Columns.Count("件数")]));
        foreach (var state in CaseStates.All.Where(s => of.Of(s) > 0))
            files.Row(state.Label(), Cell.Count(of.Of(state)));
        files.Total("合计", Cell.Count(of.Cases));
    }

    private static void Months(PaperFiles files, BackPaymentTally of)
    {
        files.Begin(new PaperTable("月份",
        [
            Columns.Text("险种", 8), Columns.Count("核定", 9), Columns.Money("核定金额", 16), Columns.Count("开单", 9),
            Columns.Money("开单金额", 16), Columns.Count("缴清", 9), Columns.Money("缴清金额", 16), Columns.Count("记账", 9),
            Columns.Money("记账金额", 16),
        ]));
        foreach (var insurance in Insurances.All)
        {
            Cell[] cells =
            [
                insurance.Label(), .. Enum.GetValues<MonthStage>().SelectMany(stage =>
                {
                    var (months, fen) = of.Of(insurance, stage);
                    return new[] { Cell.Count(months), Cell.Money(fen) };
                }),
            ];
            files.Row(cells);
        }
    }

    private static void Payers(PaperFiles files, BackPaymentTally of)
    {
        files.Begin(new PaperTable("已缴，按付款方", [Columns.Text("付款方", 10), Columns.Amount]));
        foreach (var payer in PayerWords.All) files.Row(payer.Label(), Cell.Money(of.PaidBy(payer)));
        files.Total("合计", Cell.Money(PayerWords.All.Sum(of.PaidBy)));
        files.Note("按已核定、分到月份的凭证；分不到月份的、要退的不在内。");
    }

    private static void Codes(
        PaperFiles files, List<(ExceptionCode Code, int Count, long Fen, int[] Ages)> codes)
    {
        files.Begin(new PaperTable("不一致，按代码和账龄",
        [
            Columns.Text("事项", 20), Columns.Code("代码", 26), Columns.Count("项数"), Columns.Amount,
            .. Ageing.All.Select(a => Columns.Count(a, 11)),
        ]));
        foreach (var (code, count, fen, ages) in codes)
            files.Row([
                BackPaymentMatters.Of(code), code.Code, Cell.Count(count), Cell.Money(fen),
                .. ages.Select(a => Cell.Count(a)),
            ]);
        files.Total([
            "合计", "", Cell.Count(codes.Sum(c => c.Count)), Cell.Money(codes.Sum(c => c.Fen)),
            .. Ageing.All.Select((_, i) => Cell.Count(codes.Sum(c => c.Ages[i]))),
        ]);
    }

    private static string Percent(int part, int whole) => whole == 0
        ? "—"
        : string.Create(CultureInfo.InvariantCulture, $"{part * 1000L / whole / 10m:0.#}%");
}
