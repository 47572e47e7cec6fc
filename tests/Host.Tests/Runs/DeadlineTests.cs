using System.Text.Json;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Runs;

/// <summary>Deadlines (rules §6): what is said before, at risk and afterwards; no date is guessed.</summary>
[Collection(OneHome.Name)]
public sealed class DeadlineTests
{
    private static readonly string[] Day = ["--today", "2026-01-08", "--user"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>2026-01: credited on the 19th, at the bank on the 15th, begun on the 14th.</summary>
    [Fact]
    public async Task A_month_is_planned_watched_and_proved()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done(["user", "add", "丁", "--roles", "复核", .. Day, "甲"]);
        await county.Done(["payout", "submit", "2026-01", .. Day, "甲"]);
        Assert.DoesNotContain("现在卡在", await county.Done("status", "--today", "2026-01-14"));
        const string stuck = "离到账日2026年1月19日还有2个工作日，现在卡在“复核”，责任人丁、乙。";
        Assert.Contains($"2026-01：{stuck}", await county.Done("status", "--today", "2026-01-15"));
        var list = await county.Done(
            "exceptions", "list", "2026-01", "--code", "deadline-at-risk", "--today", "2026-01-15");
        Assert.Equal($"2026-01,deadline-at-risk,warn,批,,,,,2026-01,{stuck},今天完成“复核”；来不及的，联系银行当日加急，并报分管局长。"
            + ",,,丁、乙,2026-01-15,open,,", list.TrimEnd().Split('\n')[1]);
        Assert.Contains("到账日2026年1月19日已过1个工作日，现在卡在“复核”", await county.Done("status", "--today", "2026-01-20"));
        foreach (var (deed, by) in new[] { ("check", "乙"), ("approve", "丙"), ("export", "乙") })
            await county.Done("payout", deed, "2026-01", "--today", "2026-01-13", "--user", by);
        Assert.Contains("2026-01：交盘日 2026-01-15，按期，提前2个工作日。", await county.Done("status", "--today", "2026-02-02"));
        // The proof stays as it was, whatever is set later.
        await county.Done(["settings", "bank-lead-days", "9", .. Day, "甲"]);
        var plan = await county.Done("report", "deadlines", "--to", "2027-01", "--today", "2026-02-02");
        Assert.Contains("2026-01,2026-01,exported,2026-01-19,2026-01-15,,2026-01-14,no,2026-01-08,2026-01-13,"
            + "2026-01-13,2026-01-13,met,2,按期，提前2个工作日\n", plan);
        Assert.Contains("2027-01,,,2027-01-19,2027-01-06,,2027-01-05,yes,,,,,open,", plan);
        Assert.Contains("（暂估：暂按周末推算）", plan);
        using var json = JsonDocument.Parse(
            await county.Done("report", "deadlines", "--json", "--today", "2026-02-02"));
        Assert.Equal(2, json.RootElement.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task Days_that_are_imported_count_before_those_that_ship_and_move_the_deadlines()
    {
        await using var county = new TinyCounty();
        await county.January();
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(
            file, "date,name,kind,source\n2026-02-14,停办,off,省厅通知\n2026-02-02,停办,off,省厅通知\n", Stop);
        Assert.Contains("2026-02,,,2026-02-14,2026-02-12,,2026-02-11,no", await Plan(county));
        await county.Done(["import", "calendar", file, .. Day, "甲"]);
        Assert.Contains("2026-02,,,2026-02-13,2026-02-11,,2026-02-10,no", await Plan(county));
        File.Delete(file);
    }

    [Fact]
    public async Task Without_the_notice_of_its_year_a_month_is_not_signed_and_the_list_says_calendar_missing()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        string[] later = ["--today", "2027-01-06", "--user", "甲"];
        var said = await county.Done(["payout", "run", "2027-01", .. later]);
        Assert.Contains("不能往下走：没有2027年放假安排，算不出到账日。", said);
        Assert.Contains("2027-01,calendar-missing,block,批,", await county.Done("exceptions", "list", "2027-01"));
        var (code, _, error) = await county.Command(["payout", "submit", "2027-01", .. later]);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains("没有2027年放假安排，算不出2027-01的到账日（calendar-missing），不能提交", error);
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.csv");
        await File.WriteAllTextAsync(file, "date,name,kind,source\n2027-01-01,元旦,off,国办发明电\n", Stop);
        await county.Done(["import", "calendar", file, .. later]);
        await county.Done(["payout", "run", "2027-01", .. later]);
        Assert.Contains("已提交", await county.Done(["payout", "submit", "2027-01", .. later]));
        File.Delete(file);
    }

    private static Task<string> Plan(TinyCounty county) =>
        county.Done("report", "deadlines", "--to", "2026-02", "--today", "2026-01-08");
}
