using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Runs;

/// <summary>Cases over the months: counted once, due since they are known, blocking only whom they must.</summary>
[Collection(OneHome.Name)]
public sealed class CaseTests
{
    private const string HeShoutian = "999001195606300152";
    private const string ZhangJianguo = "999001197103050314";

    [Fact]
    public async Task What_a_cancelled_attempt_held_is_not_held_twice()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Done("payout", "cancel", "2026-01", "--today", "2026-01-09", "--user", "丙");
        Assert.DoesNotContain(",held,", await county.Done("lines", "2026-01"));
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-09", "--user", "甲");

        var both = await county.Done("lines", "--from", "2026-01", "--to", "2026-01");
        Assert.Equal(
            ["cancelled", "held"], TinyCounty.Rows(both).Where(r => r[1] == HeShoutian).Select(r => r[8]).Order());
        Assert.Single(TinyCounty.Rows(await county.Done("lines", "2026-01")), r => r[8] == "held");
        var explained = await county.Done("explain", HeShoutian, "2026-01");
        Assert.Contains("已取消，第1次测算时暂缓", explained);
        Assert.Equal(2, explained.Split("（没有发出）").Length);
    }

    [Fact]
    public async Task Whatever_became_known_of_a_person_in_the_run_stops_every_signature_and_names_the_person()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("import", "rates", TinyCounty.Sample("rates-2025.csv"), "--today", "2026-01-08",
            "--user", "甲");
        await county.Done("payout", "submit", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await Hold(county, "周学海", "999001196508150554");
        await Refused(county, "1个人的新情况（周学海），不能复核。请先退回（./disburse payout reject 2026-01），再重新测算"
            + "（./disburse payout run 2026-01）", "check", "乙");
        await county.Done("payout", "reject", "2026-01", "--today", "2026-01-08", "--user", "乙");
        await Refused(county, "（周学海），不能提交。请重新测算（./disburse payout run 2026-01）", "submit", "甲");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Done("user", "add", "丁", "--roles", "经办,复核", "--today", "2026-01-08", "--user", "甲");
        await county.Done("payout", "submit", "2026-01", "--today", "2026-01-08", "--user", "丁");
        await Refused(county, "复核要换一个人（现在有复核权限的：乙）", "check", "丁");
        await county.Done("payout", "check", "2026-01", "--today", "2026-01-08", "--user", "乙");
        await Hold(county, "张建国", ZhangJianguo);
        await Refused(county, "（张建国），不能批准", "approve", "丙");
    }

    [Fact]
    public async Task A_case_that_goes_on_stays_due_when_it_first_was()
    {
        await using var county = new TinyCounty();
        await county.January();
        // The month is credited before the 20th, two working days for the bank: 2026-01-15.
        Assert.Equal("2026-01-15", await DueOn(county, "2026-01", "account-missing", HeShoutian));
        await county.Sign();
        await county.Done("settings", "pay-before-day", "10", "--today", "2026-02-02", "--user", "甲");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-03", "--user", "甲");
        var due = await DueOn(county, "2026-02", "account-missing", HeShoutian);
        Assert.StartsWith("2026-01-", due);
        foreach (var (deed, user) in new[] { ("submit", "甲"), ("check", "乙"), ("approve", "丙") })
            await county.Done("payout", deed, "2026-02", "--today", "2026-02-03", "--user", user);
        await county.Done("payout", "cancel", "2026-02", "--today", "2026-02-04", "--user", "丙");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        Assert.Equal(due, await DueOn(county, "2026-02", "account-missing", HeShoutian));
        // A hold is due on its day of review, 60 days after it was recorded.
        await Hold(county, "周学海", "999001196508150554");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        Assert.Equal("2026-03-09", await DueOn(county, "2026-02", "on-hold", "999001196508150554"));
    }

    [Fact]
    public async Task A_shared_account_holds_only_whom_it_belongs_to_in_anothers_name()
    {
        await using var county = new TinyCounty();
        await county.January();
        var changes = Written(county, "身份证号,变动类型,生效日期,文号,开户行,银行账号,户名",
            $"{HeShoutian},账户变更,2026-01-08,申请1号,云溪农村商业银行清河支行,6299980900000000023,");
        await county.Done("import", "changes", changes, "--today", "2026-01-08", "--user", "甲");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        var told = await Cases(county, "2026-01", "account-shared");
        Assert.Equal(["warn", "warn"], told.Select(r => r[2]));
        Assert.All(told, r => Assert.Equal("尾号0023的账户登记在2人名下：李秀英、何守田。户名是本人或登记的收款人的照发。", r[9]));

        // 户名 of another, and no papers for it: held; the other one is paid on.
        changes = Written(county, "身份证号,姓名,优抚类别,起发年月,批准文号,行政区划代码,开户行,银行账号,户名",
            "110101195003070013,钱有财,参试退役人员,2026-01,批复1号,999001106,云溪农村商业银行清河支行,"
            + "6299980900000000023,李秀英");
        await county.Done("import", "roster", changes, "--today", "2026-01-08", "--user", "甲");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        var mixed = await Cases(county, "2026-01", "account-shared");
        Assert.Equal(["block 钱有财", "warn 何守田", "warn 李秀英"], mixed.Select(r => $"{r[2]} {r[5]}").Order());
        Assert.All(mixed, r => Assert.Contains("其中钱有财户名不是本人、又没有代领手续，", r[9]));
        Assert.All(mixed, r => Assert.EndsWith("已计入暂缓；户名是本人或登记的收款人的照发。", r[9]));
    }

    [Fact]
    public async Task A_category_without_any_standard_is_said_at_once_and_listed_once()
    {
        await using var county = new TinyCounty();
        await county.January();
        var roster = Written(county, "身份证号,姓名,优抚类别,起发年月,批准文号,行政区划代码",
            "110101195003070013,钱有财,在乡退伍红军老战士,2026-01,批复1号,999001106");
        await county.Done("import", "roster", roster, "--today", "2026-01-08", "--user", "甲");
        var said = await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        Assert.Contains("不能往下走：在乡退伍红军老战士整个类别没有任何标准", said);
        Assert.Contains("看名单：./disburse exceptions list 2026-01", said);
        var row = Assert.Single(await Cases(county, "2026-01", "rate-missing"));
        Assert.Equal(["批", "", ""], row[3..6]);
        await Refused(county, "在乡退伍红军老战士整个类别没有任何标准", "submit", "甲");
    }

    [Fact]
    public async Task What_is_new_since_the_last_month_is_to_be_looked_at_with_its_papers()
    {
        await using var county = new TinyCounty();
        await county.January();
        var lower = Assert.Single(await Cases(county, "2026-01", "overlap-lower-not-paid"));
        Assert.DoesNotContain("较低的一份", lower[9]);
        Assert.NotEqual("", lower[11]);
        await county.Sign();
        await county.Done("settings", "recovery-cap-percent", "15", "--today", "2026-02-05", "--user", "甲");
        await county.Done("import", "changes", TinyCounty.Sample("changes-2026-02.csv"), "--today", "2026-02-05",
            "--user", "甲");
        // A death reported late and wrongly, a level that falls, a newcomer.
        await Import(county, "changes", "身份证号,优抚类别,变动类型,生效日期,文号,残疾等级,残疾性质",
            "999001194809120245,,死亡,2025-12-20,死亡证明9号,,", $"{ZhangJianguo},残疾军人,等级调整,2026-01-10,批复9号,8,因公");
        await Import(county, "roster", "身份证号,姓名,优抚类别,起发年月,批准文号,行政区划代码,开户行,银行账号",
            "110101195003070013,钱有财,参战退役人员,2026-02,批复10号,999001106,云溪农村商业银行大榆支行,6299980900000000130");
        await Run(county, "2026-02");

        Assert.Contains("新增1、减少2、换账户或收款人1、等级和更正1、解除暂缓0", await Said("changes-to-check"));
        Assert.Contains("何守田的收款账户在2026年2月5日由甲经办换成尾号0122", await Said("account-changed-recently"));
        Assert.Contains("，乡镇站提出。", await Said("on-hold"));
        Assert.Equal(["认定文件历史数据。", "认定文件批复10号。"], (await Cases(county, "2026-02", "newcomer"))
            .Select(r => r[9][r[9].IndexOf("认定文件", StringComparison.Ordinal)..]).Order(StringComparer.Ordinal));
        Assert.Contains("等级由六级降为八级（批复9号），自2026年2月起每月减少", await Said("regrade-down"));
        var overpaid = Assert.Single(await Cases(county, "2026-02", "overpaid"));
        Assert.Contains("原因：死亡迟报（死亡证明9号）。", overpaid[9]);
        Assert.Contains("每月不超过15%", overpaid[10]);
        Assert.Contains("送云溪农村商业银行清河支行", Assert.Single(await Cases(county, "2026-02", "paid-after-death"))[10]);
        await Sign(county, "2026-02");
        await Import(county, "changes", "身份证号,变动类型,生效日期,文号", "999001194809120245,撤销,2025-12-20,死亡证明9号");
        await Run(county, "2026-03");
        Assert.Contains("李秀英的死亡登记（死亡证明9号）被撤销，2026年2月共", await Said("death-withdrawn", "2026-03"));

        async Task<string> Said(string code, string run = "2026-02") =>
            Assert.Single(await Cases(county, run, code))[9];
    }

    [Fact]
    public async Task A_resumption_shows_the_months_and_the_money_that_are_lost()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await Import(county, "changes", "身份证号,优抚类别,变动类型,生效日期,文号,原因",
            $"{ZhangJianguo},残疾军人,中止,2026-01-10,省厅决定1号,服刑");
        await Run(county, "2026-02");
        await Sign(county, "2026-02");
        await Import(county, "changes", "身份证号,优抚类别,变动类型,生效日期,文号,原因",
            $"{ZhangJianguo},残疾军人,恢复,2026-02-20,省厅决定2号,刑满");
        await Run(county, "2026-03");
        var row = Assert.Single(await Cases(county, "2026-03", "resume-loses-months"));
        Assert.Contains("按“恢复”处理，2026年2月至2026年2月共", row[9]);
        Assert.Contains("撤销省厅决定1号的中止", row[10]);
    }

    private static async Task Import(TinyCounty county, string kind, params string[] lines) => await county.Done(
        "import", kind, Written(county, lines), "--today", "2026-02-20", "--user", "甲");

    private static async Task Run(TinyCounty county, string run) => await county.Done(
        "payout", "run", run, "--today", $"{run}-20", "--user", "甲");

    private static async Task Sign(TinyCounty county, string run)
    {
        foreach (var (deed, user) in new[] { ("submit", "甲"), ("check", "乙"), ("approve", "丙") })
            await county.Done("payout", deed, run, "--today", $"{run}-20", "--user", user);
    }

    private static Task Hold(TinyCounty county, string name, string idNumber) => county.Done(
        "import", "changes", Written(county, "身份证号,姓名,变动类型,生效日期,来源,原因",
            $"{idNumber},{name},暂缓,2026-01-08,乡镇站,联系不上"), "--today", "2026-01-08", "--user", "甲");

    private static async Task<string> DueOn(TinyCounty county, string run, string code, string idNumber) =>
        Assert.Single(await Cases(county, run, code), r => r[4] == idNumber)[14];

    private static async Task<List<string[]>> Cases(TinyCounty county, string run, string code) =>
        [.. TinyCounty.Rows(await county.Done("exceptions", "list", run, "--code", code)).Where(r => r[0] == run)];

    private static string Written(TinyCounty county, params string[] lines)
    {
        var path = Path.Combine(county.Home, $"{Guid.NewGuid():N}.csv");
        File.WriteAllLines(path, lines);
        return path;
    }

    private static async Task Refused(TinyCounty county, string why, string deed, string user)
    {
        var (code, _, error) = await county.Command(
            "payout", deed, "2026-01", "--today", "2026-01-08", "--user", user);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains(why, error);
    }
}
