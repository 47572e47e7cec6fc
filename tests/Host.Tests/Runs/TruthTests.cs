using Disbursement.Host.Homes;
using System.Text.Json;
using Disbursement.Host.Commands;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;

namespace Disbursement.Host.Tests.Runs;

/// <summary>What status, show, explain and the lists say is so, and that they were asked is on record.</summary>
[Collection(OneHome.Name)]
public sealed class TruthTests
{
    private const string ZhangJianguo = "999001197103050314";

    [Fact]
    public async Task Status_names_the_months_without_a_run_and_what_to_do()
    {
        await using var county = new TinyCounty();
        await county.Done("init");
        Assert.Contains("还要先办：设置从哪个月开始", await county.Done("status", "--today", "2026-01-08"));
        await county.January();
        await county.Sign();
        await county.Done("payout", "export", "2026-01", "--today", "2026-01-09", "--user", "乙");
        Assert.DoesNotContain("没有发放", await county.Done("status", "--today", "2026-01-30"));
        var late = await county.Done("status", "--today", "2026-04-25");
        Assert.Contains("2026-02到2026-04没有发放", late);
        Assert.Contains("disburse payout run 2026-04", late);

        foreach (var user in new[] { "乙", "丙" })
            await county.Done("payout", "cancel", "2026-01", "--today", "2026-01-10", "--user", user);
        var none = await county.Done("status", "--today", "2026-01-25");
        Assert.Contains("没有在办的批次：1批都已取消", none);
        Assert.Contains("disburse payout run 2026-01", none);
        Assert.DoesNotContain("还要先办", none);
    }

    [Fact]
    public async Task The_bridge_ties_to_the_person_and_the_fen()
    {
        await using var county = new TinyCounty();
        await county.January();
        var first = await Bridge(county, "2026-01");
        Assert.Equal(11, first.GetProperty("came").GetProperty("people").GetInt64());
        Assert.Equal(3_040_008, first.GetProperty("sum_fen").GetInt64());
        await county.Sign();
        await county.Done("import", "rates", TinyCounty.Sample("rates-2025.csv"), "--today", "2026-02-05", "--user",
            "甲");
        await county.Done("import", "changes", TinyCounty.Sample("changes-2026-02.csv"), "--today", "2026-02-05",
            "--user", "甲");
        var said = await county.Done("payout", "run", "2026-02", "--json", "--today", "2026-02-05", "--user", "甲");
        using var run = JsonDocument.Parse(said);
        var bridge = await Bridge(county, "2026-02");
        long Fen(string step) => bridge.GetProperty(step).GetProperty("fen").GetInt64();
        long People(string step) => bridge.GetProperty(step).GetProperty("people").GetInt64();
        Assert.Equal(3_040_008, bridge.GetProperty("last_sum_fen").GetInt64());
        Assert.Equal(bridge.GetProperty("last_sum_fen").GetInt64() - bridge.GetProperty("last_arrears_fen").GetInt64()
            + Fen("came") - Fen("left") + Fen("more") - Fen("less") + Fen("arrears"),
            run.RootElement.GetProperty("sum_fen").GetInt64());
        Assert.Equal(People("last") + People("came") - People("left") + People("arrears"),
            run.RootElement.GetProperty("count").GetInt64());
        Assert.True(People("came") > 0 && People("left") > 0 && People("more") > 0 && Fen("arrears") > 0);
        Assert.Contains("人数 上月11 + 新增", await county.Done("payout", "show", "2026-02"));
    }

    [Fact]
    public async Task A_difference_of_a_few_fen_to_the_old_system_is_listed_and_not_called_a_claim()
    {
        await using var county = new TinyCounty();
        await county.January();
        var owed = await Owed(county);
        var path = Path.Combine(county.Home, "history.csv");
        await File.WriteAllLinesAsync(path, ["id_number,category,component,benefit_month,amount_yuan",
            $"{ZhangJianguo},残疾军人,,2026-01,{owed + 0.4m}"], TestContext.Current.CancellationToken);
        await county.Done("import", "paid-history", path, "--today", "2026-01-08", "--user", "甲");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        var explained = await county.Done("explain", ZhangJianguo, "2026-01", "--today", "2026-01-09");
        Assert.DoesNotContain("列入追缴", explained);
        Assert.Contains("尾差 -0.40元：不补也不追", explained);
        Assert.Contains("尾差1项，-0.40元", await county.Done("payout", "show", "2026-01"));
        var list = await county.Done("exceptions", "rounding", "2026-01");
        Assert.Contains($"2026-01,{ZhangJianguo},张建国,残疾军人,国家标准,2026-01,-0.40", list);
    }

    [Fact]
    public async Task Taking_out_lines_and_exceptions_is_on_record_without_anybodys_name()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("lines", "2026-01", "--today", "2026-01-09", "--user", "甲");
        await county.Done("exceptions", "list", "--code", "account-missing", "--today", "2026-01-09", "--user", "乙");
        var stop = TestContext.Current.CancellationToken;
        await using var session = await Session.Open(HomeFolder.Open(county.Home), stop);
        await using var connection = await session.Source.OpenConnectionAsync(stop);
        var entries = await connection.Rows("""
            select performed_by, what, detail::text from audit_entry where chain = 'day-2026-01-09' order by position
            """, r => (r.GetString(0), r.GetString(1), r.GetString(2)), stop);
        Assert.Equal([("甲", "lines"), ("乙", "exceptions-list")], entries.Select(e => (e.Item1, e.Item2)));
        Assert.Contains("\"code\": \"account-missing\"", entries[1].Item3);
    }

    private static async Task<JsonElement> Bridge(TinyCounty county, string run)
    {
        using var shown = JsonDocument.Parse(await county.Done("payout", "show", run, "--json"));
        return shown.RootElement.GetProperty("bridge").Clone();
    }

    private static async Task<decimal> Owed(TinyCounty county)
    {
        using var explained = JsonDocument.Parse(await county.Done(
            "explain", ZhangJianguo, "2026-01", "--json", "--today", "2026-01-09"));
        return explained.RootElement.GetProperty("owed_fen").GetInt64() / 100m;
    }
}
