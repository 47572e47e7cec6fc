using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Export;
using Disbursement.Jobs.Intake;

namespace Disbursement.Jobs.Papers;

/// <summary>发放汇总表: by category and component, by township, by paying bank.</summary>
internal static class SummaryPaper
{
    public static readonly Paper Paper = new("07", "优抚资金发放汇总表", IsLandscape: false);

    private static readonly PaperColumn[] Sums =
        [Columns.People, Columns.Money("本月", 15), Columns.Money("以前月份", 15), Columns.Money("合计（元）", 16)];

    public static async Task Write(PaperFiles files, PaperRun of, PaperTotals totals, CancellationToken stop)
    {
        files.Begin(new PaperTable(
            "按类别、组成", [Columns.Category, Columns.Text("组成", 12), .. Sums], Sheet: "类别"));
        foreach (var rows in totals.Categories.GroupBy(c => c.Category.Number))
        {
            // One component is its own sum.
            var several = rows.Count() > 2;
            foreach (var (category, component, total) in rows.Where(r => several || r.Component is not null)
                .OrderBy(r => r.Component is null))
            {
                files.Row(
                    category.Label, component is { } number ? of.Components[number] : "小计", Cell.Count(total.People),
                    Cell.Money(total.MonthFen), Cell.Money(total.OtherFen), Cell.Money(total.Fen));
            }
        }

        Total(files, of, totals, "", "合计（按人）");
        WriteGroups(files, of, totals, "按乡镇", "乡镇", p => of.Township(p.Region));
        var banks = await PayingBankStore.InForce(of.Connection, of.Run.KnownThrough, of.Run.Month, stop);
        WriteGroups(files, of, totals, "按代发银行", "代发银行", p => banks.For(p.Bank)?.Name ?? "（没有对应的银行）");
        files.Note("一人有几个身份或几项组成的，在各行都计一次，合计按人计，等于代发笔数。"
            + "以前月份：补发、重发等，不属于本月的部分。");
        files.Finish();
    }

    private static void WriteGroups(
        PaperFiles files, PaperRun of, PaperTotals totals, string title, string column,
        Func<(string? Region, string? Bank, GroupTotal Total), string> key)
    {
        files.Begin(new PaperTable(title, [Columns.Text(column, 28), .. Sums], Sheet: column));
        foreach (var group in totals.Places.GroupBy(key).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            files.Row(
                group.Key, Cell.Count(group.Sum(g => g.Total.People)), Cell.Money(group.Sum(g => g.Total.MonthFen)),
                Cell.Money(group.Sum(g => g.Total.OtherFen)), Cell.Money(group.Sum(g => g.Total.Fen)));
        }

        Total(files, of, totals, "合计");
    }

    private static void Total(PaperFiles files, PaperRun of, PaperTotals totals, params ReadOnlySpan<Cell> first)
    {
        var month = totals.Places.Sum(p => p.Total.MonthFen);
        files.Total([
            .. first, Cell.Count(of.Run.RowCount!.Value), Cell.Money(month), Cell.Money(of.Run.SumFen!.Value - month),
            Cell.Money(of.Run.SumFen.Value),
        ]);
    }
}

/// <summary>资金申请表: what is asked of each source for each purpose.</summary>
internal static class FundsPaper
{
    public static readonly Paper Paper = new("08", "优抚资金申请表", IsLandscape: false);

    /// <summary>By what the sources go; and whether what is available was looked at.</summary>
    public static string Note(ShareTable shares, bool anyMoney) =>
        (shares.IsEmpty ? "资金来源按默认口径" : "资金来源按分担表，分担表里没有的按默认口径")
        + "：省补→省，市补→市，县补→县；残疾抚恤（11–15）、三属（21–23）、红军（31–33）的国家标准和护理费→中央；"
        + "其余没有分担标准的列为“分担未定”，由财政部门核定。"
        + (anyMoney ? "资金余额在审批时核对、预留。" : "还没有登记拨款，本表不核对资金余额。");

    public static async Task Write(PaperFiles files, PaperRun of, PaperTotals totals, CancellationToken stop)
    {
        var day = await PayDay.Of(of.Connection, of.Run, stop);
        files.Facts(
            ("申请单位", of.Head.Authority), ("年度", $"{day.Year}年（计划入账日期{Domain.Exceptions.Spoken.Date(day)}）"),
            ("申请金额", Money.Spoken(of.Run.SumFen!.Value)), ("大写", ChineseAmount.Write(of.Run.SumFen.Value)));
        files.Begin(new PaperTable(
            "按来源、用途", [
                Columns.Text("来源", 12), Columns.Text("用途", 28), Columns.People, Columns.Money("本月", 15),
                Columns.Money("以前月份", 15), Columns.Money("合计（元）", 16),
            ],
            Sheet: "资金申请"));
        foreach (var (fund, total) in totals.Funds.Where(f => f.Fund.Source is not null)
            .OrderBy(f => f.Fund.Source == FundKey.Undecided).ThenBy(f => f.Fund.Source)
            .ThenBy(f => f.Fund.Purpose is null).ThenBy(f => f.Fund.Purpose))
        {
            files.Row(
                fund.SourceLabel, fund.Purpose is { } purpose ? of.Label(purpose) : "小计", Cell.Count(total.People),
                Cell.Money(total.MonthFen), Cell.Money(total.OtherFen), Cell.Money(total.Fen));
        }

        var month = totals.Places.Sum(p => p.Total.MonthFen);
        files.Total(
            "", "合计（按人）", Cell.Count(of.Run.RowCount!.Value), Cell.Money(month),
            Cell.Money(of.Run.SumFen.Value - month), Cell.Money(of.Run.SumFen.Value));
        files.Note(totals.FundsNote);
        files.Signatures(("经办", of.Run.SubmittedAs ?? ""), ("复核", of.Run.CheckedAs ?? ""),
            ("审批", of.Run.ApprovedAs ?? ""), ("财政部门", ""));
        files.Finish();
    }
}
