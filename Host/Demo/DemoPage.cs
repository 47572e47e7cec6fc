using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Verification;
using Disbursement.Host.Commands;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Reports;
using Spectre.Console;

namespace Disbursement.Host.Demo;

/// <summary>What the demo ends with: one page, every number of it added up in the database.</summary>
internal sealed record DemoPage(
    string Home, string Outbox, string Files, long Roster, (string IdNumber, PayMonth Month)? Example,
    IReadOnlyList<MonthFigures> Months, IReadOnlyList<ReasonFigures> Reasons, CampaignFigures? Campaign,
    string CampaignFolder, BackPaymentFigures? BackPayment, string BackPaymentFolder)
{
    private string Last => LastOf(Months);

    /// <summary>Of the last month.</summary>
    public string Papers => Path.Combine(Outbox, Last, PapersJob.FolderName);

    public static async Task<DemoPage> Read(Session session, CancellationToken stop)
    {
        var report = new MonthReport(session.Source);
        var months = await report.Months(stop);
        var (people, example) = await report.Roster(stop);
        return new DemoPage(
            session.Home.Path, session.Home.Outbox, DemoCounty.FilesOf(session), people, example, months,
            months.Count == 0 ? [] : await report.Reasons(LastOf(months), stop),
            await new CampaignReport(session.Source).Of(DemoCounty.CampaignYear, DemoCounty.CampaignClose, stop),
            DemoCounty.CampaignFolder(session), await BackPaymentFigures.Read(session, stop),
            DemoCounty.BackPaymentFolder(session));
    }

    public void Show(IAnsiConsole console)
    {
        console.WriteLine();
        console.MarkupLine($"[bold]云溪县 优抚资金发放（演练）[/]  名册 {Roster:N0} 人（虚构），国家标准是真的");
        console.Write(MonthTable());
        console.WriteLine("补发：以前月份欠发的，随本批补。暂缓、待追缴：到该月为止还没有办妥的累计数。");
        console.WriteLine();
        console.MarkupLine($"[bold]{Last} 的异常名单[/]  “拦付”的钱先不发，办妥后下一批自动补发；“提示”的照发");
        console.Write(ReasonTable());
        if (Campaign is { } campaign) Show(console, campaign);
        if (BackPayment is { } backPayment) Show(console, backPayment);
        console.MarkupLine("[bold]文件[/]");
        Raw(console,
        [
            (Path.Combine(Outbox, Last), "代发文件、控制单、异常名单；每月一个目录"),
            (Papers, "这个月签字、归档的表：审批单、增减变动表、账户变更表、放行清单、发放清册、异常名单等，表格和可打印的网页各一份"),
            (Path.Combine(Papers, PapersJob.TownshipFolder), "每个乡镇自己的发放清册和异常名单（带电话）"),
            (Files, "导入过的名册、标准、变动、确认表、通知记录、比对名单"),
            .. Campaign is null ? (IEnumerable<(string, string)>)[] :
                [(CampaignFolder, "年度确认：进度和总结、未确认、拟停发、抽查、归类名册；每个乡镇自己的未确认名单")],
            .. BackPayment is null ? (IEnumerable<(string, string)>)[] :
                [(BackPaymentFolder, "社保补缴：对账总表和图、不一致清单、案件清单；给社保、医保、税务、财政的清单在 各方/，单位的一家一份")],
        ]);
        console.MarkupLine("[bold]接着看[/]");
        Raw(console, [.. Commands()]);
    }

    /// <summary>The last monthly run: its papers and lists are those that the page speaks of.</summary>
    private static string LastOf(IReadOnlyList<MonthFigures> months) =>
        months.Last(m => PayMonth.TryParse(m.Run, out _)).Run;

    private static void Show(IAnsiConsole console, CampaignFigures of)
    {
        var campaign = of.Overview.Campaign;
        console.MarkupLine(
            $"[bold]{campaign.Year} 年度确认[/]  {campaign.From:yyyy-MM-dd} 至 {campaign.Deadline:yyyy-MM-dd}；"
            + "人人归一类，谁也不因没有通知而停发");
        console.WriteLine(string.Join('，', of.Overview.Facts.Skip(1).Take(3).Select(f => f.Label + f.Value)) + "："
            + string.Join('、', of.Classes.Select(c => $"{c.Class.Label()}{c.People:N0}")));
        console.WriteLine("到期没有确认、通知送达而暂缓：" + Held(of.Overdue, "确认后补发"));
        console.WriteLine("名单说已去世、服刑、另领养老金而暂缓：" + Held(of.Reported, "见到本人后补发"));
        if (of.Drawn > 0)
            console.WriteLine($"抽查{of.Stations}个站{of.Drawn:N0}人，不符的站：{string.Join('、', of.Failed)}，全站重核");
    }

    private static void Show(IAnsiConsole console, BackPaymentFigures of)
    {
        console.MarkupLine("[bold]社保补缴[/]  核定、开单、缴费、记账四方逐月对账（2,000件案件，虚构）");
        foreach (var (label, value) in of.Overview.Facts) console.WriteLine($"{label}：{value}");
        foreach (var batch in of.Batches)
            console.WriteLine($"拨款批次{batch.Name}：{batch.People:N0}人、{batch.Months:N0}个月，{Money.Spoken(batch.Fen)}，"
                + batch.State);
        console.WriteLine("该谁动：" + string.Join('、', of.Overview.Owners.Select(o => $"{o.Owner}{o.Count}项")));
    }

    private static string Held(HeldFigures of, string paidBack) =>
        $"{of.People:N0}人 {Yuan(of.Fen)}元，{paidBack}{of.PaidBackPeople:N0}人 {Yuan(of.PaidBackFen)}元";

    private Table MonthTable()
    {
        var table = new Table().Border(TableBorder.Horizontal).ShowFooters();
        table.AddColumn(new TableColumn("月份").NoWrap().Padding(0, 0).Footer("合计"));
        Number(table, "发放\n人数", "");
        Number(table, "实发\n（元）", Yuan(Months.Sum(m => m.Fen)));
        Number(table, "其中补发\n（元）", Yuan(Months.Sum(m => m.ArrearsFen)));
        Number(table, "暂缓\n人数", "");
        Number(table, "暂缓\n（元）", "");
        Number(table, "追缴\n笔数", "");
        Number(table, "待追缴\n（元）", "");
        Number(table, "异常\n件数", "");
        foreach (var m in Months)
        {
            table.AddRow(
                m.Run, $"{m.People:N0}", Yuan(m.Fen), Yuan(m.ArrearsFen), $"{m.HeldPeople:N0}", Yuan(m.HeldFen),
                $"{m.Claims:N0}", Yuan(m.ClaimFen), $"{m.Exceptions:N0}");
        }

        return table;
    }

    private Table ReasonTable()
    {
        var table = new Table().Border(TableBorder.Horizontal).ShowFooters();
        table.AddColumn(new TableColumn("级别").NoWrap().Padding(0, 0));
        table.AddColumn(new TableColumn("代码").NoWrap().Padding(1, 0).Footer("合计"));
        table.AddColumn(new TableColumn("意思").Padding(1, 0));
        Number(table, "件数", $"{Reasons.Sum(r => r.Cases):N0}");
        Number(table, "暂缓（元）", Yuan(Reasons.Sum(r => r.HeldFen)));
        foreach (var reason in Reasons)
        {
            table.AddRow(
                reason.Severity.Label(), reason.Code.Code, Markup.Escape(Meanings.Of(reason.Code)),
                $"{reason.Cases:N0}", Yuan(reason.HeldFen));
        }

        return table;
    }

    private static void Number(Table table, string title, string total) =>
        table.AddColumn(new TableColumn(title).RightAligned().NoWrap().Padding(0, 0).Footer(total));

    private IEnumerable<(string Command, string What)> Commands()
    {
        yield return ($"export DISBURSE_HOME={Home}", "以下命令看的都是这个演练库");
        yield return ($"./disburse exceptions list {Last} --out 异常.csv", "谁、为什么、下一步做什么、找谁办");
        yield return ($"./disburse lines {Last} --out 明细.csv", "每人每月每一项，凭哪个文件");
        if (Example is var (number, month))
            yield return ($"./disburse explain {number} {month}", "一笔钱怎么来的：误报死亡，撤销后补发");
        yield return ($"./disburse exceptions list {Last} --code returned", "上月没有到人的钱：银行怎么说、下一步谁办");
        if (BackPayment is not null)
            yield return ("./disburse exceptions list --code bp-paid-not-posted", "社保补缴：已缴、个人账户没有记账的");
        yield return ($"./disburse payout show {Last}", "这一批的状态、合计和内容根");
    }

    /// <summary>Past the console, which would break a long path: these lines are to be copied.</summary>
    private static void Raw(IAnsiConsole console, (string Text, string What)[] lines)
    {
        foreach (var (text, what) in lines) console.Profile.Out.Writer.WriteLine($"  {text}\n      {what}");
    }

    private static string Yuan(long fen) => fen == 0 ? "–" : Money.Figures(fen);
}
