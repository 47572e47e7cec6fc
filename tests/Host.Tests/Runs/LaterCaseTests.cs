using System.Globalization;
using Disbursement.Host.Tests.Commands;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Runs;

/// <summary>
/// Cases that come with time: holds nobody decides, standards that look wrong, news after the approval.
/// </summary>
[Collection(OneHome.Name)]
public sealed class LaterCaseTests
{
    private const string ZhangJianguo = "999001197103050314";
    private const string ZhouXuehai = "999001196508150554";

    private const string Rates = "优抚类别,残疾等级,残疾性质,单位,金额,生效日期,文号";

    [Fact]
    public async Task A_hold_has_a_day_of_review_and_past_it_somebody_is_asked_by_name()
    {
        await using var county = new TinyCounty();
        await county.January();
        await Change(county, "暂缓", ZhangJianguo, "--生效日期", "2026-01-08", "--原因", "失联", "--复查日", "2026-01-31");
        await Change(county, "暂缓", ZhouXuehai, "--生效日期", "2026-01-08", "--原因", "核实");
        await Run(county, "2026-01", "2026-01-09");
        Assert.Equal(["2026-01-31", "2026-03-11"], (await Cases(county, "on-hold")).Select(r => r[14]).Order());
        Assert.Empty(await Cases(county, "hold-overdue"));
        await county.Sign("2026-01", "2026-01-09");
        await Run(county, "2026-02", "2026-02-05");

        var overdue = Assert.Single(await Cases(county, "hold-overdue"));
        Assert.Equal("张建国的暂缓已过复查日2026年1月31日，累计2个月、8030.00元没发，至今没有结论。", overdue[9]);
        Assert.Equal("甲", overdue[13]);
        var held = (await Cases(county, "on-hold")).Single(r => r[5] == "张建国");
        Assert.EndsWith("复查日：2026年1月31日。", held[10]);
        // 延期 is for 审批 to decide.
        var (code, _, error) = await county.Command("exceptions", "assign", held[16], "--to", "刘站长",
            "--due", "2026-03-31", "--today", "2026-02-05", "--user", "甲");
        Assert.Equal((1, true), (code, error.Contains("要由审批办理", StringComparison.Ordinal)));
        await county.Done("exceptions", "assign", held[16], "--to", "刘站长", "--due", "2026-03-31",
            "--today", "2026-02-05", "--user", "丙");
        await Run(county, "2026-02", "2026-02-05");
        Assert.Empty(await Cases(county, "hold-overdue"));
        held = (await Cases(county, "on-hold")).Single(r => r[5] == "张建国");
        Assert.Equal(["刘站长", "2026-03-31"], held[13..15]);
    }

    [Fact]
    public async Task New_standards_are_told_and_what_looks_wrong_is_for_somebody_else_to_confirm()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Done("import", "rates", TinyCounty.Sample("rates-2025.csv"), "--today", "2026-02-05",
            "--user", "甲");
        await county.Done("settings", "bank-lead-days", "3", "--document", "云财〔2026〕1号", "--today", "2026-02-05",
            "--user", "甲");
        await Run(county, "2026-02", "2026-02-05");
        Assert.Empty(await Cases(county, "rate-suspicious"));
        Assert.Contains(
            "上批以来标准、参数改了11项：标准10行（2025年全国抚恤补助标准），甲录入；设置bank-lead-days改为“3”（云财〔2026〕1号），甲录入。新旧各值见",
            Assert.Single(await Cases(county, "policy-changed"))[9]);

        var wrong = county.File("fall.csv", $"{Rates}\n残疾军人,6,因公,year,4818,2025-08-01,2025年全国抚恤补助标准\n");
        await county.Done("import", "rates", wrong, "--today", "2026-02-05", "--user", "甲");
        await Run(county, "2026-02", "2026-02-05");
        var doubt = Assert.Single(await Cases(county, "rate-suspicious"));
        Assert.StartsWith("新标准表fall.csv（甲导入）看着不对：残疾军人因公六级2025-08-01起有两个数", doubt[9]);
        Assert.Equal(["block", "批"], doubt[2..4]);
        var said = await county.Done("payout", "submit", "2026-02", "--today", "2026-02-05", "--user", "甲");
        Assert.Contains("正式库里没有放行不能签字", said);
        await county.Done("payout", "reject", "2026-02", "--today", "2026-02-05", "--user", "乙");

        string[] release = ["exceptions", "release", doubt[16], "--reason", "与原件逐格核对", "--document", "核对1号"];
        var (code, _, error) = await county.Command([.. release, "--today", "2026-02-05", "--user", "甲"]);
        Assert.Equal((1, true), (code, error.Contains("这份标准是甲导入的，核对无误要由另一个人放行。", StringComparison.Ordinal)));
        await county.Done([.. release, "--today", "2026-02-05", "--user", "乙"]);
        await Run(county, "2026-02", "2026-02-05");
        Assert.Empty(await Cases(county, "rate-suspicious"));
    }

    [Fact]
    public async Task In_a_live_home_nobody_signs_by_standards_that_look_wrong()
    {
        await using var county = new LiveCounty();
        await county.Open();
        var month = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM");
        foreach (var (key, value) in new[]
        {
            ("first-month", month), ("authority-name", "云溪县退役军人事务局"), ("authority-code", "999001"),
        })
            await county.As("甲", "settings", key, value, "--document", "云退〔2026〕1号");
        var year = int.Parse(month[..4]);
        await county.As("甲", "import", "calendar", Written("calendar.csv",
            $"date,name,kind,source\n{year}-01-01,元旦,off,通知\n{year + 1}-01-01,元旦,off,通知\n"));
        await county.As("甲", "import", "rates", Written("rates.csv",
            $"{Rates}\n参战退役人员,,,month,900,2020-08-01,标准1号\n参战退役人员,,,month,90,2021-08-01,标准2号\n"));
        await county.As("甲", "import", "roster", Written("roster.csv",
            $"身份证号,姓名,优抚类别,起发年月,批准文号,开户行,银行账号\n{ZhangJianguo},张建国,参战退役人员,2020-06,历史数据,农商行,6299980900000000015\n"));
        await county.As("甲", "payout", "run", month);
        await county.Refuses("还没有人核对放行（rate-suspicious），不能提交", "甲", "payout", "submit", month, "--user", "甲");
        var list = await county.As("乙", "exceptions", "list", month, "--code", "rate-suspicious");
        var id = list.Split(',')[^2];
        await county.As("乙", "exceptions", "release", id, "--reason", "与原件逐格核对", "--document", "核对1号");
        await county.As("甲", "payout", "run", month);
        await county.As("甲", "payout", "submit", month);

        string Written(string name, string text)
        {
            var path = Path.Combine(county.Files, name);
            File.WriteAllText(path, text);
            return path;
        }
    }

    [Fact]
    public async Task What_makes_an_approved_run_too_high_is_listed_with_names_and_money()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        Assert.Empty(await Cases(county, "changed-after-approval", "2026-01"));
        await Change(county, "死亡", ZhangJianguo, "--生效日期", "2025-12-20", "--文号", "死亡证明1号");
        await Change(county, "信息变更", ZhouXuehai, "--生效日期", "2026-01-08", "--联系电话", "13900000001");
        var row = Assert.Single(await Cases(county, "changed-after-approval", "2026-01"));
        Assert.Equal("批准之后又知道了1件事，会使本批少发4015.00元：张建国4015.00元。", row[9]);
        Assert.Equal("4015.00", row[11]);
    }

    [Fact]
    public async Task Large_arrears_and_arrears_beside_a_claim_are_looked_at()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await Run(county, "2026-02", "2026-02-05");
        await county.Sign("2026-02", "2026-02-05");
        await county.Done("settings", "arrears-review-yuan", "100", "--today", "2026-03-05", "--user", "甲");
        await Change(county, "更正", ZhangJianguo, "--优抚类别", "残疾军人", "--生效日期", "2026-02-01", "--起发年月", "2026-02",
            "--文号", "更正1号");
        await Change(county, "等级调整", ZhangJianguo, "--优抚类别", "残疾军人", "--生效日期", "2026-02-01", "--残疾等级", "5",
            "--文号", "批复1号");
        await Run(county, "2026-03", "2026-03-05");
        Assert.Equal(
            "张建国本批补发734.00元，涉及2026年2月至2026年2月共1个月，原因：更正、等级调整。",
            Assert.Single(await Cases(county, "arrears-large"))[9]);
        Assert.Equal(
            "张建国本批补发734.00元，同时还有多发未结4015.00元。", Assert.Single(await Cases(county, "arrears-while-owing"))[9]);
    }

    [Fact]
    public async Task What_one_purpose_takes_back_and_another_sends_is_for_finance_to_transfer()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        Assert.Empty(await Cases(county, "cross-purpose-netting"));
        // 王卫东 was paid as 参战退役人员; he is a disabled soldier as well, since January, and that is higher.
        await county.Done("import", "roster", county.File("second.csv",
            "身份证号,姓名,行政区划代码,优抚类别,残疾等级,残疾性质,起发年月,批准文号\n"
            + "999001195904180531,王卫东,999001101,残疾军人,8,因公,2026-01,批复1号\n"), "--today", "2026-01-20", "--user", "甲");
        await Run(county, "2026-02", "2026-02-05");
        Assert.Equal(
            "1人本批因身份更换在两个用途之间轧差882.00元，人拿到的钱对，但两个用途要调账。",
            Assert.Single(await Cases(county, "cross-purpose-netting"))[9]);
    }

    [Fact]
    public async Task Papers_that_have_not_come_are_asked_for()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Done("settings", "attachment-days", "10", "--today", "2026-01-09", "--user", "甲");
        await Change(county, "迁出", ZhangJianguo, "--生效日期", "2026-01-08", "--文号", "迁移函1号");
        await Run(county, "2026-12", "2026-12-02");
        Assert.Equal(
            "张建国已登记迁出（2026年1月8日，迁移函1号），2026年12月后我县停发，但没有收到迁入县的接收函。",
            Assert.Single(await Cases(county, "transfer-unacknowledged"))[9]);
        Assert.Contains("“迁出”（迁移函1号）登记326天了", Assert.Single(await Cases(county, "attachment-missing"))[9]);
        await county.Done("attach", "迁移函1号", county.File("接收函.pdf", "接收函"), "--today", "2026-12-02", "--user", "甲");
        await Run(county, "2026-12", "2026-12-02");
        Assert.Empty(await Cases(county, "transfer-unacknowledged"));
        Assert.Empty(await Cases(county, "attachment-missing"));
    }

    [Fact]
    public async Task Money_that_a_change_brings_waits_for_its_paper_and_what_a_change_stops_does_not()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Done("settings", "attachment-days", "25", "--today", "2026-01-09", "--user", "甲");
        await Change(county, "账户变更", ZhouXuehai, "--生效日期", "2026-01-10", "--银行账号", "6217000000000000001",
            "--文号", "换卡申请1号");
        await Change(county, "停发", ZhangJianguo, "--生效日期", "2026-03-31", "--文号", "停发审批1号");
        await Run(county, "2026-02", "2026-02-01");
        var young = (await Cases(county, "attachment-missing")).ToDictionary(r => r[5]);
        Assert.Equal(["warn", "warn"], young.Values.Select(r => r[2]));
        Assert.EndsWith("登记22天了，还没有上传材料扫描件。满25天仍没有上传的，先扣住不发。", young["周学海"][9]);
        Assert.EndsWith("登记22天了，还没有上传材料扫描件。", young["张建国"][9]);

        await Run(county, "2026-02", "2026-02-05");
        var old = (await Cases(county, "attachment-missing")).ToDictionary(r => r[5]);
        Assert.Equal(("block", "warn"), (old["周学海"][2], old["张建国"][2]));
        Assert.Equal(
            "周学海的“账户变更”（换卡申请1号）登记26天了，还没有上传材料扫描件。2026年2月共13351.00元已计入暂缓，上传以后下一批补发。",
            old["周学海"][9]);
        Assert.Contains("变动过了期限还没有上传材料", await county.Done(
            "explain", ZhouXuehai, "2026-02", "--today", "2026-02-05", "--user", "甲"), StringComparison.Ordinal);
        Assert.Equal("", old["张建国"][12]);

        await county.Done("exceptions", "release", old["周学海"][16], "--reason", "材料在乡镇站纸质存档", "--document", "说明1号",
            "--today", "2026-02-05", "--user", "乙");
        await Run(county, "2026-02", "2026-02-05");
        Assert.All(await Cases(county, "attachment-missing"), r => Assert.Equal("warn", r[2]));
        await county.Done("exceptions", "release", old["周学海"][16], "--withdraw", "--reason", "没有找到", "--document",
            "说明2号", "--today", "2026-02-05", "--user", "乙");
        await Run(county, "2026-02", "2026-02-05");
        await county.Sign("2026-02", "2026-02-05");
        await county.Done("attach", "换卡申请1号", county.File("换卡.pdf", "申请"), "--today", "2026-03-02", "--user", "甲");
        await Run(county, "2026-03", "2026-03-04");
        Assert.Equal(["张建国"], (await Cases(county, "attachment-missing")).Select(r => r[5]));
        Assert.Equal(
            [("2026-02", "arrears", 13351.00m), ("2026-03", "regular", 13351.00m)],
            TinyCounty.Rows(await county.Done("lines", "2026-03")).Where(r => r[1] == ZhouXuehai)
                .GroupBy(r => (r[5], r[6]), r => decimal.Parse(r[7], CultureInfo.InvariantCulture))
                .Select(g => (g.Key.Item1, g.Key.Item2, g.Sum())));
    }

    private static Task<string> Change(TinyCounty county, string type, string number, params string[] columns) =>
        county.Done(["change", type, number, .. columns, "--today", "2026-01-10", "--user", "甲"]);

    private static async Task Run(TinyCounty county, string run, string today) => await county.Done(
        "payout", "run", run, "--today", today, "--user", "甲");

    private static async Task<List<string[]>> Cases(TinyCounty county, string code, string? run = null) =>
        [.. TinyCounty.Rows(await county.Done(run is null
            ? ["exceptions", "list", "--code", code]
            : ["exceptions", "list", run, "--code", code])).Where(r => r[1] == code)];
}
