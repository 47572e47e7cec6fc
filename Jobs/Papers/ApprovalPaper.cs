using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;

namespace Disbursement.Jobs.Papers;

/// <summary>审批单: the one A4 page on which three people sign.</summary>
internal static class ApprovalPaper
{
    public static readonly Paper Paper = new("01", "优抚资金发放审批单", IsLandscape: false, OneSheet: true);

    /// <summary>Those with the most money; more would not stay on the page.</summary>
    private const int MostReasons = 8;

    private const int MostNames = 6;

    public static async Task Write(PaperFiles files, PaperRun of, PaperTotals totals, CancellationToken stop)
    {
        await WriteFacts(files, of, totals, stop);
        WriteCategories(files, of, totals);
        if (of.Bridge is { } bridge) WriteBridge(files, bridge, await PapersStore.Recipients(of, stop));
        WriteHeads(files, of);
        WriteFunds(files, of, totals);
        WriteHeld(files, totals);
        await WriteSpecial(files, of, stop);
        files.Note(totals.FundsNote);
        files.Signatures(
            ("经办", of.Run.SubmittedAs ?? ""), ("复核", of.Run.CheckedAs ?? ""), ("审批", of.Run.ApprovedAs ?? ""),
            ("财务", ""));
        files.Finish();
    }

    private static async Task WriteFacts(PaperFiles files, PaperRun of, PaperTotals totals, CancellationToken stop)
    {
        var reasons = await MonthReport.Reasons(of.Connection, of.Run, RunTables.Stored, stop);
        var rejected = (await ExceptionReport.RejectedOf(of.Connection, of.Run, stop)).Count;
        var (debtors, owing) = await PapersStore.Claims(of, stop);
        var late = totals.Categories.Where(c => c.Component is null).Sum(c => c.Total.OtherFen);
        files.Facts(
            ("大写", ChineseAmount.Write(of.Run.SumFen!.Value)), ("其中以前月份", Money.Spoken(late)),
            ("暂缓、待追缴", $"暂缓{Money.Spoken(of.Run.HeldFen!.Value)}；待追缴{debtors}人{Money.Spoken(owing)}"),
            ("异常", $"拦付{reasons.Where(r => r.Severity == Severity.Block).Sum(r => r.Cases)}件，"
                + $"提示{reasons.Where(r => r.Severity == Severity.Warn).Sum(r => r.Cases)}件，见异常名单"
                + (rejected == 0 ? "" : $"；另有{rejected}行退回没有导入，不在本批里")));
    }

    private static void WriteCategories(PaperFiles files, PaperRun of, PaperTotals totals)
    {
        files.Begin(new PaperTable("一、按优抚类别", [Columns.Category, Columns.People, Columns.Amount], IsHalf: true));
        foreach (var (category, component, total) in totals.Categories)
            if (component is null) files.Row(category.Label, Cell.Count(total.People), Cell.Money(total.Fen));
        files.Total("合计（按人）", Cell.Count(of.Run.RowCount!.Value), Cell.Money(of.Run.SumFen!.Value));
    }

    private static void WriteFunds(PaperFiles files, PaperRun of, PaperTotals totals)
    {
        files.Begin(new PaperTable(
            "四、按来源、用途", [Columns.Text("来源", 9), Columns.Text("用途", 18), Columns.People, Columns.Amount],
            IsHalf: true));
        foreach (var (fund, total) in totals.Funds)
            if (fund is { Source: not null, Purpose: { } purpose })
                files.Row(fund.SourceLabel, of.Label(purpose), Cell.Count(total.People), Cell.Money(total.Fen));
        files.Total("合计", "", Cell.Count(of.Run.RowCount!.Value), Cell.Money(of.Run.SumFen!.Value));
    }

    private static void WriteHeads(PaperFiles files, PaperRun of)
    {
        files.Begin(new PaperTable("三、人头平衡", [Columns.Text("项目", 24), Columns.People], IsHalf: true));
        if (of.Bridge is not { } b)
        {
            files.Row($"{(of.Run.Batch is null ? "补发批" : "一次性批次")}不作人头平衡，本批", Cell.Count(of.Run.RowCount!.Value));
            return;
        }

        files.Row("上月", Cell.Count(b.Last.People));
        files.Row("＋ 新增", Cell.Count(b.Came.People));
        files.Row("－ 减少", Cell.Count(b.Left.People));
        files.Row("＝ 本月", Cell.Count(b.This.People));
        files.Row("另：只发以前月份的", Cell.Count(b.Other.People));
        files.Total("本批发放", Cell.Count(b.This.People + b.Other.People));
    }

    /// <summary>From last month's money to this run's, in ten lines.</summary>
    /// <param name="people">Sent anything last month; and by this run for earlier months.</param>
    private static void WriteBridge(PaperFiles files, RunBridge b, (long Last, long Late) people)
    {
        files.Begin(new PaperTable(
            "二、金额对照", [Columns.Text("项目", 20), Columns.People, Columns.Amount], IsHalf: true));
        files.Row("1 上月实发（含其补发批）", Cell.Count(people.Last), Cell.Money(b.LastSumFen));
        files.Row("2 减：其中以前月份", Cell.Count(people.Last - b.Last.People), Cell.Money(-b.LastOtherFen));
        files.Row("3 上月当月", Cell.Count(b.Last.People), Cell.Money(b.Last.Fen));
        files.Row("4 加：新增", Cell.Count(b.Came.People), Cell.Money(b.Came.Fen));
        files.Row("5 减：减少", Cell.Count(b.Left.People), Cell.Money(-b.Left.Fen));
        files.Row("6 加：调高", Cell.Count(b.More.People), Cell.Money(b.More.Fen));
        files.Row("7 减：调低", Cell.Count(b.Less.People), Cell.Money(-b.Less.Fen));
        files.Row("8 本月当月", Cell.Count(b.This.People), Cell.Money(b.This.Fen));
        files.Row("9 加：补发以前月份", Cell.Count(people.Late), Cell.Money(b.Other.Fen));
        files.Total("10 本批实发", Cell.Count(b.This.People + b.Other.People), Cell.Money(b.This.Fen + b.Other.Fen));
    }

    private static void WriteHeld(PaperFiles files, PaperTotals totals)
    {
        files.Begin(new PaperTable(
            "五、暂不发放及原因", [Columns.Text("原因", 22), Columns.People, Columns.Amount], IsHalf: true));
        foreach (var (reason, total) in totals.Held.Take(MostReasons))
            files.Row(Meanings.Of(ExceptionCode.Of(reason.Code())), Cell.Count(total.People), Cell.Money(total.Fen));
        if (totals.Held.Count > MostReasons)
            files.Row("其他原因，见异常名单", "", Cell.Money(totals.Held.Skip(MostReasons).Sum(h => h.Total.Fen)));
        files.Total("合计（按人）", Cell.Count(totals.HeldPeople), Cell.Money(totals.Held.Sum(h => h.Total.Fen)));
        if (totals.UndecidedPeople > 0) files.Row("另：算不出来的，见异常名单", Cell.Count(totals.UndecidedPeople), "");
    }

    /// <summary>What goes by a signature or a document rather than by the rules.</summary>
    private static async Task WriteSpecial(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        files.Begin(new PaperTable("六、特殊事项（凭文号、凭签字）", [Columns.Text("事项", 30), Columns.Document], IsHalf: true));
        var (document, note) = await PapersStore.Special(of, stop);
        if (document is not null) files.Row(of.Run.Batch is null ? "提前发放等" : "发放方案", document);
        if (note is not null) files.Row($"说明：{note}", "");
        if (of.Run is { IsPartial: true, Batch: null }) files.Row("只发部分人：名单已随批次固定", "");
        NewsRule[] rules = of.Since == 0 ? [] :
        [
            .. await TableStore.Rates(of, stop), .. await TableStore.Wages(of, stop),
            .. await TableStore.Settings(of, stop),
        ];
        if (rules.Length > 0)
            files.Row($"上批以来改了标准、参数{rules.Length}项，见标准参数变更", Papers(rules.Select(s => s.Document)));
        await WriteDecided(files, of, stop);
        var releases = await NewsStore.Releases(of, stop);
        if (of.Since > 0 && releases.Count > 0)
            files.Row($"解除、撤销暂缓{releases.Count}项，见放行清单", Papers(releases.Select(r => r.Document)));
    }

    /// <summary>
    /// Blocks that people released, and whose arrears are large, by name as far as the page has room.
    /// </summary>
    private static async Task WriteDecided(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        var released = (await NewsStore.Decisions(of, stop)).Where(d => !d.IsWithdrawn).ToArray();
        if (released.Length > 0)
            files.Row(
                $"凭理由放行{released.Length}件：{Names(released.Select(d => d.Name ?? d.Subject ?? ""))}，见放行清单",
                Papers(released.Select(d => d.Document)));
        var large = (await ExceptionReport.OfRun(
            of.Connection, of.Run, RunTables.Stored, ExceptionCode.ArrearsLarge.Code, stop))
            .OrderByDescending(r => r.Fen).ToArray();
        if (large.Length > 0)
            files.Row(
                $"单人补发数额大的{large.Length}人，{Money.Spoken(large.Sum(r => r.Fen ?? 0))}："
                + $"{Names(large.Select(r => r.Name ?? ""))}，见补发追缴明细", "");
    }

    private static string Names(IEnumerable<string> names)
    {
        var all = names.Distinct().ToArray();
        return string.Join('、', all.Take(MostNames)) + (all.Length > MostNames ? $"等{all.Length}个" : "");
    }

    private static string Papers(IEnumerable<string?> documents)
    {
        var all = documents.Where(d => !string.IsNullOrEmpty(d)).Distinct().ToArray();
        return string.Join('、', all.Take(MostNames)) + (all.Length > MostNames ? "等" : "");
    }
}
