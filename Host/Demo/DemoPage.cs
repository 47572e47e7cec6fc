using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Host.Commands;
using Disbursement.Jobs.Reports;
using Spectre.Console;

namespace Disbursement.Host.Demo;

/// <summary>What the demo ends with: one page, every number of it added up in the database.</summary>
internal sealed record DemoPage(
    string Home, string Outbox, string Files, long Roster, string? Example, IReadOnlyList<MonthFigures> Months,
    IReadOnlyList<ReasonFigures> Reasons)
{
    public static async Task<DemoPage> Read(Session session, CancellationToken stop)
    {
        var report = new MonthReport(session.Source);
        var months = await report.Months(stop);
        var (people, example) = await report.Roster(stop);
        return new DemoPage(
            session.Home.Path, session.Home.Outbox, DemoCounty.FilesOf(session), people, example, months,
            months.Count == 0 ? [] : await report.Reasons(months[^1].Run, stop));
    }

    public void Show(IAnsiConsole console)
    {
        console.WriteLine();
        console.MarkupLine($"[bold]云溪县退役军人事务局  优抚资金发放  演练[/]   名册 {Roster:N0} 人（人和账号都是虚构的）");
        console.Write(MonthTable());
        ShowReasons(console);
        console.MarkupLine("[bold]文件[/]");
        Line(console, "代发文件、控制单、异常名单", $"{Outbox}/{Months[^1].Run}（每月一个目录）");
        Line(console, "导入的名册、标准、变动", Files);
        console.WriteLine();
        console.MarkupLine("[bold]接着看[/]");
        foreach (var (command, what) in Commands()) Line(console, what, command);
        console.WriteLine();
    }

    private Table MonthTable()
    {
        var table = new Table().Border(TableBorder.Simple).ShowFooters();
        table.AddColumn(new TableColumn("月份").Footer("合计"));
        Money(table, "发放人数", "");
        Money(table, "实发（元）", Yuan(Months.Sum(m => m.Fen)));
        Money(table, "其中补发", Yuan(Months.Sum(m => m.ArrearsFen)));
        Money(table, "暂缓人数", "");
        Money(table, "暂缓（元）", "");
        Money(table, "待追缴（月·人）", "");
        Money(table, "待追缴（元）", "");
        Money(table, "异常", "");
        foreach (var m in Months)
        {
            table.AddRow(
                m.Run, $"{m.People:N0}", Yuan(m.Fen), Yuan(m.ArrearsFen), $"{m.HeldPeople:N0}", Yuan(m.HeldFen),
                $"{m.Claims:N0}", Yuan(m.ClaimFen), $"{m.Exceptions:N0}");
        }

        return table;
    }

    private static void Money(Table table, string title, string total) =>
        table.AddColumn(new TableColumn(title).RightAligned().NoWrap().Footer(total));

    private void ShowReasons(IAnsiConsole console)
    {
        console.MarkupLine($"[bold]{Months[^1].Run} 的异常[/]（拦付的在前；暂缓和待追缴都是到本月为止的累计，办妥后下一批自动补发）");
        var table = new Table().Border(TableBorder.Simple).ShowFooters();
        table.AddColumn(new TableColumn("代码").NoWrap().Footer("合计"));
        table.AddColumn(new TableColumn("意思"));
        table.AddColumn(new TableColumn("级别").NoWrap());
        table.AddColumn(new TableColumn("件数").RightAligned().NoWrap().Footer($"{Reasons.Sum(r => r.Cases):N0}"));
        table.AddColumn(new TableColumn("暂缓（元）").RightAligned().NoWrap().Footer(Yuan(Reasons.Sum(r => r.HeldFen))));
        foreach (var reason in Reasons)
        {
            table.AddRow(
                reason.Code.Code, Markup.Escape(Meaning(reason.Code)),
                reason.Code.Severity == Severity.Block ? "拦付" : "提示", $"{reason.Cases:N0}",
                reason.HeldFen == 0 ? "" : Yuan(reason.HeldFen));
        }

        console.Write(table);
    }

    /// <summary>The head of the code's sentence, with dots where a case puts its own words.</summary>
    private static string Meaning(ExceptionCode code)
    {
        var text = code.Sentence.Text;
        var plain = new System.Text.StringBuilder(text.Length);
        var depth = 0;
        foreach (var c in text)
        {
            if (c == '{' && depth++ == 0 && plain.Length > 0) plain.Append('…');
            if (depth == 0 && c is '，' or '。' or '；') break;
            if (depth == 0) plain.Append(c);
            if (c == '}') depth--;
        }

        return plain.ToString();
    }

    private IEnumerable<(string Command, string What)> Commands()
    {
        var last = Months[^1].Run;
        yield return ($"export DISBURSE_HOME={Home}", "以下命令看的都是演示库");
        yield return ($"./disburse exceptions list {last} --out 异常.csv", "谁、为什么、下一步找谁办");
        yield return ($"./disburse lines {last} --out 明细.csv", "每人每月每一项，凭哪个文件");
        if (Example is not null) yield return ($"./disburse explain {Example} {last}", "一笔钱怎么来的（误报死亡又撤销的那位）");
        yield return ($"./disburse payout show {last}", "这一批的状态和内容根");
    }

    private static void Line(IAnsiConsole console, string what, string value) =>
        console.WriteLine($"  {value}    # {what}");

    private static string Yuan(long fen) => fen == 0 ? "–" : $"{fen / 100:N0}.{Math.Abs(fen % 100):00}";
}
