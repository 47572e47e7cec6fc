using Disbursement.Domain.People;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Runs;

/// <summary>放行 lets through what was looked at, and nothing else.</summary>
[Collection(OneHome.Name)]
public sealed class ReleaseTests
{
    private const string WangWeidong = "999001195904180531";
    private const string LiuGuilan = "99900119470707046X";
    private const string SunWenzhe = "999001196310010396";
    private const string ZhouXuehai = "999001196508150554";
    private const string MaXilai = "999001196012120335";
    private const string ZhangJianguo = "999001197103050314";

    [Fact]
    public async Task A_delegate_of_who_brought_the_standards_does_not_say_that_they_are_right()
    {
        await using var county = await Signed();
        await county.Done("user", "add", "丁", "--roles", "财务");
        await county.Done("user", "delegate", "甲", "丁", "--role", "经办", "--from", "2026-02-01", "--to", "2026-02-28",
            "--document", "授权1号", "--today", "2026-02-05");
        await county.Done("import", "rates", county.File("sus.csv",
            "优抚类别,单位,金额,生效日期,文号\n部分烈士老年子女,month,7260,2026-02-01,文1号\n"), "--today", "2026-02-05", "--user", "甲");
        await Run(county, "2026-02", "2026-02-05");
        var id = Assert.Single(await Cases(county, "rate-suspicious"))[16];
        foreach (var user in new[] { "甲", "丁" })
        {
            Assert.Contains(
                "要由另一个人放行", await Refused(county, user, "release", id, "--reason", "核", "--document", "核1号"));
        }


        // In a run for some people only, it stands on that run's own release list, and on no other.
        await county.Done("payout", "cancel", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await county.Done("payout", "run", "2026-01", "--supplementary", "--only", county.File("只他.csv", "身份证号\n"
            + LiuGuilan + "\n"), "--today", "2026-02-05", "--user", "甲");
        var own = Assert.Single(await Cases(county, "rate-suspicious", "2026-01-S1"))[16];
        await Release(county, own, "核2号");
        await county.Done("payout", "run", "2026-01", "--supplementary", "--only", county.File("只他.csv", "身份证号\n"
            + LiuGuilan + "\n"), "--today", "2026-02-05", "--user", "甲");
        Assert.Contains("核2号", await ReleaseList(county, "2026-01-S1"));
        await county.Done("payout", "cancel", "2026-01-S1", "--today", "2026-02-05", "--user", "甲");
        await Run(county, "2026-02", "2026-02-05");
        Assert.DoesNotContain("核2号", await ReleaseList(county, "2026-02"));
    }

    [Fact]
    public async Task Who_was_altered_until_he_looks_like_another_waits_and_the_other_is_paid_on()
    {
        await using var county = await Signed();
        var digits = "99900119601212077";
        await Change(county, "更正", ZhangJianguo, "--生效日期", "2026-02-01", "--姓名", "马喜来", "--新身份证号",
            digits + IdentityNumber.CheckCharacter(digits), "--文号", "更正1号");
        await Change(county, "信息变更", ZhangJianguo, "--生效日期", "2026-02-01", "--行政区划代码", "999001105", "--文号", "迁1号");
        await Run(county, "2026-02", "2026-02-05");
        var twin = Assert.Single(await Cases(county, "duplicate-person"));
        Assert.StartsWith(digits, twin[4]);
        await Release(county, twin[16], "两人1号");
        await Run(county, "2026-02", "2026-02-05");
        Assert.Empty(await Cases(county, "duplicate-person"));
        Assert.Contains("与马喜来，尾号0335", await ReleaseList(county, "2026-02"));

        // The same account as well: that was not looked at.
        await Change(county, "账户变更", ZhangJianguo, "--生效日期", "2026-02-05", "--银行账号", "6299980900000000106",
            "--文号", "换1号");
        await Run(county, "2026-02", "2026-02-06");
        Assert.Equal(twin[16], Assert.Single(await Cases(county, "duplicate-person"))[16]);
    }

    [Fact]
    public async Task An_age_is_asked_about_again_when_the_date_of_birth_is_corrected()
    {
        await using var county = await Signed();
        await county.Done("import", "roster", county.File("young.csv",
            "身份证号,姓名,行政区划代码,优抚类别,服役年限,起发年月,批准文号,开户行,银行账号\n"
            + $"{Number("99900119670815077")},周早,999001101,年满60周岁农村籍退役士兵,3,2026-02,云退1号,农村商业银行,6299980900000000777\n"),
            "--today", "2026-02-05", "--user", "甲");
        await Run(county, "2026-02", "2026-02-05");
        var young = Assert.Single(await Cases(county, "age-not-reached"))[16];
        await Release(county, young, "组1号");
        await Run(county, "2026-02", "2026-02-05");
        Assert.Empty(await Cases(county, "age-not-reached"));
        Assert.Contains("组1号", await county.Done(
            "explain", Number("99900119670815077"), "2026-02", "--today", "2026-02-05", "--user", "甲"));
        await Change(county, "更正", Number("99900119670815077"), "--优抚类别", "年满60周岁农村籍退役士兵", "--生效日期",
            "2026-02-05", "--新身份证号", Number("99900119750815077"), "--文号", "更正2号");
        await Run(county, "2026-02", "2026-02-06");
        Assert.Equal(young, Assert.Single(await Cases(county, "age-not-reached"))[16]);
    }

    [Fact]
    public async Task Each_paper_that_has_not_come_is_a_case_of_its_own_and_a_release_is_of_what_was_there()
    {
        await using var county = await Signed();
        await county.Done("settings", "attachment-days", "5", "--today", "2026-01-09", "--user", "甲");
        await Account(county, SunWenzhe, "双1号", "6299980900000001112");
        await Account(county, SunWenzhe, "申:2号", "6299980900000001120");
        await Account(county, WangWeidong, "11", "6299980900000001138");
        await Run(county, "2026-02", "2026-02-05");
        var cases = await Cases(county, "attachment-missing");
        Assert.All(cases, r => Assert.Equal("block", r[2]));
        // Their money stands with the first of a person.
        Assert.Equal(
            ["孙文喆 双1号 819.00", "孙文喆 申：2号 ", "王卫东 11 882.00"],
            cases.Select(r => $"{r[5]} {r[16].Split(':')[2]} {r[12]}").Order(StringComparer.Ordinal));
        foreach (var one in cases) await Release(county, one[16], "纸质1号");
        await Run(county, "2026-02", "2026-02-05");
        Assert.Empty(await Cases(county, "attachment-missing"));
        await county.Sign("2026-02", "2026-02-05");

        // Another change under a number that was released, and one that somebody else's paper has.
        await Account(county, SunWenzhe, "双1号", "6299980900000001146", "2026-02-20");
        await county.Done("attach", "11", county.File("卡.pdf", "卡"), "--today", "2026-02-06", "--user", "甲");
        await Account(county, ZhouXuehai, "11", "6299980900000001153", "2026-02-20");
        await Run(county, "2026-03", "2026-03-04");
        Assert.Equal(["周学海", "孙文喆"], (await Cases(county, "attachment-missing")).Select(r => r[5])
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_day_that_was_set_for_one_hold_is_not_that_of_the_next()
    {
        await using var county = await Signed();
        await Change(county, "暂缓", ZhangJianguo, "--生效日期", "2026-02-01", "--原因", "失联", "--复查日", "2026-03-31");
        await Run(county, "2026-02", "2026-02-05");
        await county.Done("exceptions", "assign", Assert.Single(await Cases(county, "on-hold"))[16], "--to", "刘站长",
            "--due", "2026-12-31", "--today", "2026-02-05", "--user", "丙");
        await county.Sign("2026-02", "2026-02-05");
        await Change(county, "解除暂缓", ZhangJianguo, "--生效日期", "2026-02-10", "--原因", "见到本人");
        await Change(county, "暂缓", ZhangJianguo, "--生效日期", "2026-02-20", "--原因", "又失联", "--复查日", "2026-02-28");
        await Run(county, "2026-03", "2026-03-04");
        Assert.EndsWith("复查日：2026年2月28日。", Assert.Single(await Cases(county, "on-hold"))[10]);
        Assert.Single(await Cases(county, "hold-overdue"));
    }

    private static async Task<TinyCounty> Signed()
    {
        var county = new TinyCounty();
        await county.January();
        await county.Sign();
        return county;
    }

    private static string Number(string digits) => digits + IdentityNumber.CheckCharacter(digits);

    private static Task<string> Change(TinyCounty county, string type, string number, params string[] columns) =>
        county.Done(["change", type, number, .. columns, "--today", "2026-02-05", "--user", "甲"]);

    private static Task<string> Account(
        TinyCounty county, string number, string document, string account, string on = "2026-01-10") => county.Done(
            "change", "账户变更", number, "--生效日期", on, "--银行账号", account, "--文号", document, "--today", on,
            "--user", "甲");

    private static Task<string> Release(TinyCounty county, string id, string document) => county.Done(
        "exceptions", "release", id, "--reason", "核实", "--document", document, "--today", "2026-02-05", "--user", "乙");

    private static async Task<string> Refused(TinyCounty county, string user, params string[] what)
    {
        var (code, _, error) = await county.Command(
            [.. new[] { "exceptions" }, .. what, "--today", "2026-02-05", "--user", user]);
        Assert.Equal(1, code);
        return error;
    }

    private static async Task<string> ReleaseList(TinyCounty county, string run)
    {
        await county.Done("payout", "papers", run, "--today", "2026-02-05", "--user", "甲");
        return File.ReadAllText(Directory.GetFiles(
            Path.Combine(county.Home, "out", run, "papers"), "*04*.html")[0]);
    }

    private static async Task Run(TinyCounty county, string run, string today) => await county.Done(
        "payout", "run", run, "--today", today, "--user", "甲");

    private static async Task<List<string[]>> Cases(TinyCounty county, string code, string? run = null) =>
        [.. TinyCounty.Rows(await county.Done(run is null
            ? ["exceptions", "list", "--code", code]
            : ["exceptions", "list", run, "--code", code])).Where(r => r[1] == code)];
}
