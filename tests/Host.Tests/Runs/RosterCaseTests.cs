using Disbursement.Domain.People;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Runs;

/// <summary>What the roster itself says is wrong or due, and what people decide about it.</summary>
[Collection(OneHome.Name)]
public sealed class RosterCaseTests
{
    private const string Header = "身份证号,姓名,行政区划代码,优抚类别,残疾等级,残疾性质,服役年限,核定月标准,起发年月,批准文号,护理,银行账号,"
        + "收款人姓名,收款人证件号,与本人关系,与牺牲者关系,在校至,入伍日期,退役日期,证件编号,开户行";

    private const string Soldier = "年满60周岁农村籍退役士兵";
    private const string Survivor = "烈士遗属";

    /// <summary>One of each; what is not said is in order.</summary>
    private static readonly string Roster = string.Join('\n',
        Header,
        Row("19700510", 1, "甲未满", Soldier, years: "4", document: "云退1号"),
        Row("19680510", 2, "乙老户", Soldier, years: "4", start: "2015-01"),
        Row("20080120", 3, "丙将满", Survivor, relation: "子女", start: "2015-01"),
        Row("20071201", 4, "丁在校", Survivor, relation: "女儿", school: "2026-02", start: "2015-01"),
        Row("19900101", 5, "戊成年", Survivor, relation: "子女", start: "2015-01"),
        Row("19500615", 6, "己同名", "参战退役人员"), Row("19500615", 7, "己同名", "参战退役人员", document: "云退2号"),
        Row("19510101", 8, "庚护理", "残疾军人", level: "8", nursing: "是"),
        Row("19510102", 9, "辛机构", "残疾军人", level: "2", nature: "因战", nursing: "机构"),
        Row("19510103", 10, "壬军休", "残疾军人", level: "2", nature: "因战", nursing: "是"),
        Row("19510103", 10, "壬军休", "军休干部", assessed: "8000", level: "", nature: ""),
        Row("19510104", 11, "癸两认", "残疾军人", level: "8"), Row("19510104", 11, "癸两认", "带病回乡退役军人"),
        Row("19510105", 12, "子外县", "参战退役人员", region: "888001101"),
        Row("19510106", 13, "丑代领", "参战退役人员", payee: true), Row("19510107", 14, "寅代领", "参战退役人员", payee: true),
        Row("19500107", 15, "卯年限", Soldier, years: "6", enlisted: "1970-12-10,1974-12-10", start: "2015-01"),
        Row("19510108", 16, "辰证件", "参战退役人员", certificate: "云51字第9号"),
        Row("19520108", 17, "巳证件", "参战退役人员", certificate: "云51字第9号"));

    [Fact]
    public async Task What_does_not_fit_on_the_roster_is_held_or_said_and_paid_on()
    {
        await using var county = new TinyCounty();
        await county.January(county.File("roster-cases.csv", Roster));
        var list = await county.Done("exceptions", "list", "2026-01", "--today", "2026-01-08");

        Assert.Equal("""
            age-not-reached block 甲未满: 甲未满要从2026-01起领年满60周岁农村籍退役士兵，但2030年5月10日才满60周岁。…
            age-not-reached warn 乙老户: 乙老户要从2015-01起领年满60周岁农村籍退役士兵，但2028年5月10日才满60周岁。是首次装库登记的，核对清楚前照发。
            duplicate-person block 己同名: 己同名（尾号?）与己同名（尾号?）很像同一个人：同名、同出生日期、同乡镇。后出现的己同名882.00元已计入暂缓，查清前先不发。
            duplicate-person block 巳证件: 巳证件（尾号?）与辰证件（尾号?）很像同一个人：同证件编号（云51字第9号）、同乡镇。后出现的巳证件882.00元已计入暂缓，查清前先不发。
            nursing-in-institution warn 辛机构: 辛机构在优抚医院、光荣院等机构集中供养（收治），护理费不发给本人，由机构统筹。
            nursing-military block 壬军休: 壬军休是移交政府安置的离退休人员，护理费按军队规定执行，不按本县职工工资算。护理费这一项不计发，其他照发。
            nursing-not-entitled warn 庚护理: 庚护理为残疾军人因公八级，不在护理费范围（残疾一至四级，或精神障碍五至六级），登记了护理“是”。护理费不计发，其他待遇照发。
            overage-survivor-child warn 戊成年: 戊成年系烈士子女，已于2008年1月1日满18周岁，没有在校证明或残疾无收入证明。是首次装库登记的，核对清楚前照发。
            overlap-review block 癸两认: 癸两认同时有“残疾军人”和“带病回乡退役军人”，按本县规定不能并享。原来在发的“残疾军人”照发，新增的“带病回乡退役军人”819.00元已计入暂缓。
            payee-for-several warn : 代收人同时代2人收款：丑代领、寅代领，本月合计1764.00元。
            region-unknown warn 子外县: 子外县的行政区划代码888001101不是本县乡镇的代码，清册上归不到乡镇。
            school-proof-due warn 丁在校: 丁在校登记的在校截止日2026年2月28日将到，定期抚恤金发到2026年2月。
            service-mutually-exclusive warn 癸两认: 癸两认同时登记“残疾军人”和“带病回乡退役军人”，后者按定义以“达不到评残条件”为前提。
            service-years-implausible warn 卯年限: 卯年限登记服役6年，入伍1970年12月10日至退役1974年12月10日折算4年，对不上（志愿兵年限不计）。
            survivor-child-turning-18 warn 丙将满: 丙将满将于2026年1月20日满18周岁，定期抚恤金发到2026年1月。
            """, string.Join('\n', TinyCounty.Rows(list).Where(r => r[0] == "2026-01" && r[1] != "luhn-failed")
                .Select(r => $"{r[1]} {r[2]} {r[5]}: {Masked(r[9])}").Order(StringComparer.Ordinal)));
        Assert.Contains("不满60周岁（报“更正”改起发年月", await county.Done("explain", Number("19700510", 1), "2026-01"));
        Assert.Contains("与名册上另一个人很像是同一个人", await county.Done("explain", Number("19500615", 7), "2026-01"));
    }

    [Fact]
    public async Task A_block_is_released_by_reason_and_document_on_the_list_that_is_signed()
    {
        await using var county = new TinyCounty();
        await county.January(county.File("roster-cases.csv", Roster));
        var twin = Id(await county.Done("exceptions", "list", "2026-01"), "duplicate-person", "己同名");
        var lower = Id(await county.Done("exceptions", "list", "2026-01"), "overlap-review", "癸两认");
        var warn = Id(await county.Done("exceptions", "list", "2026-01"), "service-years-implausible", "卯年限");

        await Refused(county, "审批", "丙", "release", twin, "--reason", "户口簿核对，同名两人", "--document", "核查1号");
        await Refused(county, "不能放行：这种拦付要事实变了才消。查两个身份的认定材料", "乙",
            "release", lower, "--reason", "本人要求", "--document", "核查2号");
        await Refused(county, "它只是提示，钱照发", "乙", "release", warn, "--reason", "原因", "--document", "核查3号");
        await Refused(county, "是拦付，不能关闭。要凭理由和文号放行", "甲", "close", twin, "--reason", "看过");
        await Refused(county, "的异常名单里没有P999:duplicate-person", "甲",
            "release", "P999:duplicate-person", "--reason", "原因", "--document", "核查4号");
        string[] release = ["release", twin, "--reason", "户口簿核对，同名两人", "--document", "核查1号"];
        Assert.Contains("请重新测算（./disburse payout run 2026-01）", await Decide(county, release));
        Assert.Contains("没有再做任何事", await Decide(county, release));
        Assert.Equal("released", Status(await county.Done("exceptions", "list", "2026-01"), twin));
        await Run(county, "2026-01");
        Assert.DoesNotContain(twin, await county.Done("exceptions", "list", "2026-01"));
        Assert.Equal(
            ["882.00 draft", "882.00 draft"],
            Lines(await county.Done("lines", "2026-01")).Where(r => r[2] == "己同名").Select(r => $"{r[7]} {r[8]}"));
        await county.Done("payout", "papers", "2026-01", "--today", "2026-01-08");
        var paper = await File.ReadAllTextAsync(
            Directory.GetFiles(Path.Combine(county.Home, "out", "2026-01", "papers"), "*04放行清单.html")[0],
            TestContext.Current.CancellationToken);
        Assert.Contains("户口簿核对，同名两人", paper);
        Assert.Contains("核查1号", paper);
        Assert.Contains("疑似同一个人登记了两次", paper);

        // Taken back, it is barred again; nobody signs what rested on it.
        await county.Done("payout", "submit", "2026-01", "--today", "2026-01-08", "--user", "甲");
        Assert.Contains("又拦付", await Decide(county, [.. release, "--withdraw"]));
        var (code, _, error) = await county.Command(
            "payout", "check", "2026-01", "--today", "2026-01-08", "--user", "乙");
        Assert.Equal((1, true), (code, error.Contains("1个人的新情况（己同名），不能复核", StringComparison.Ordinal)));
        await county.Done("payout", "reject", "2026-01", "--today", "2026-01-08", "--user", "乙");
        await Run(county, "2026-01");
        Assert.Contains(twin, await county.Done("exceptions", "list", "2026-01"));
        await county.Done([.. new[] { "exceptions" }, .. release, "--today", "2026-01-08", "--user", "乙"]);
        await Run(county, "2026-01");
        await county.Sign();
        await Run(county, "2026-02");
        Assert.DoesNotContain(twin, await county.Done("exceptions", "list", "2026-02"));
    }

    [Fact]
    public async Task Who_looks_like_another_waits_for_the_months_that_the_other_had_wherever_he_lives()
    {
        await using var county = new TinyCounty();
        await county.January(county.File("roster-cases.csv", Roster));
        var later = Number("19500615", 7);
        await county.Done("change", "信息变更", later, "--生效日期", "2026-01-08", "--行政区划代码", "999001105", "--today",
            "2026-01-08", "--user", "甲");
        await Run(county, "2026-01");
        Assert.Contains("同名、同出生日期。后出现", await county.Done("exceptions", "list", "2026-01"));
        await county.Sign();
        await county.Done("change", "停发", Number("19500615", 6), "--生效日期", "2026-01-20", "--文号", "停发1号", "--today",
            "2026-02-05", "--user", "甲");
        await Run(county, "2026-02");
        Assert.Equal(["2026-01 held", "2026-02 draft"], Lines(await county.Done("lines", "2026-02"))
            .Where(r => r[1] == later).Select(r => $"{r[5]} {r[8]}"));
    }

    [Fact]
    public async Task A_month_held_as_a_whole_for_the_age_of_one_identity_is_one_case_of_that_identity()
    {
        await using var county = new TinyCounty();
        var paid = Row("19700510", 1, "甲两份", "参战退役人员");
        await county.January(county.File("paid.csv", $"{Header}\n{paid}"));
        await county.Sign();
        var second = Row("19700510", 1, "甲两份", Soldier, years: "20", document: "云退9号");
        await county.Done("import", "roster", county.File("second.csv", $"{Header}\n{second}"), "--today", "2026-02-05",
            "--user", "甲");
        await Run(county, "2026-02");
        Assert.Equal(["-882.00 held", "1200.00 held", "1200.00 held"], Lines(await county.Done("lines", "2026-02"))
            .Select(r => $"{r[7]} {r[8]}").Order(StringComparer.Ordinal));
        var list = await county.Done("exceptions", "list", "2026-02", "--code", "age-not-reached");
        var row = Assert.Single(TinyCounty.Rows(list), r => r[0] == "2026-02");
        Assert.Equal((Soldier, "1518.00"), (row[6], row[12]));
    }

    [Fact]
    public async Task A_child_past_18_waits_for_proof_and_is_paid_back_when_it_comes()
    {
        await using var county = new TinyCounty();
        await county.January(county.File("roster-cases.csv", Roster));
        await county.Sign();
        await Run(county, "2026-02");
        Assert.Equal(
            ["held"], Lines(await county.Done("lines", "2026-02")).Where(r => r[2] == "丙将满").Select(r => r[8]));
        var held = TinyCounty.Rows(await county.Done("exceptions", "list", "2026-02"))
            .Single(r => r[1] == "overage-survivor-child" && r[5] == "丙将满");
        Assert.Equal("block", held[2]);
        Assert.EndsWith("2026年2月共3488.00元已计入暂缓，办妥后下一批补发。", held[9]);
        await county.Sign("2026-02", "2026-02-08");
        await county.Done("change", "信息变更", Number("20080120", 3), "--生效日期", "2026-03-01", "--在校至", "2026-07-15",
            "--today", "2026-03-02", "--user", "甲");
        await Run(county, "2026-03");
        Assert.Equal(["3488.00 arrears", "3488.00 regular"], Lines(await county.Done("lines", "2026-03"))
            .Where(r => r[2] == "丙将满").Select(r => $"{r[7]} {r[6]}"));
        // Whose proof has run out is held in turn, for the third month alone.
        var lines = await county.Done("lines", "2026-03");
        Assert.Equal(["2026-03 held"], Lines(lines).Where(r => r[2] == "丁在校").Select(r => $"{r[5]} {r[8]}"));
        await county.Done("payout", "run", "2026-03", "--full", "--today", "2026-03-08", "--user", "甲");
        Assert.Equal(lines, await county.Done("lines", "2026-03"));
    }

    [Fact]
    public async Task A_case_is_given_to_somebody_commented_and_closed_and_comes_back_when_it_comes_up_anew()
    {
        await using var county = new TinyCounty();
        await county.January(county.File("roster-cases.csv", Roster));
        var id = Id(await county.Done("exceptions", "list", "2026-01"), "service-years-implausible", "卯年限");
        Assert.Contains("交给刘站长，2026年1月15日以前办完",
            await Decide(county, "assign", id, "--to", "刘站长", "--due", "2026-01-15"));
        await Decide(county, "comment", id, "已调档案");
        var row = TinyCounty.Rows(await county.Done("exceptions", "list", "2026-01")).Single(r => r[16] == id);
        Assert.Equal(["刘站长", "2026-01-15", "open"], row[13..16]);
        Assert.StartsWith("已调档案（甲", row[17]);
        Assert.Contains("已关闭", await Decide(county, "close", id, "--reason", "另有两年在第二次服役"));
        Assert.Equal("closed", Status(await county.Done("exceptions", "list", "2026-01"), id));
        // Worked out again, and in the next month as long as it goes on, it stays closed.
        await Run(county, "2026-01");
        Assert.Equal("closed", Status(await county.Done("exceptions", "list", "2026-01"), id));
        await county.Sign();
        await Run(county, "2026-02");
        Assert.Equal("closed", Status(await county.Done("exceptions", "list", "2026-02"), id));
        // What it says is another thing now: somebody looks again.
        await Correct("8", "更正0号");
        await Run(county, "2026-02");
        Assert.Equal("open", Status(await county.Done("exceptions", "list", "2026-02"), id));
        // Mended, it is gone; wrong again, it is another case.
        await Correct("4", "更正1号");
        await Run(county, "2026-02");
        Assert.DoesNotContain(id, await county.Done("exceptions", "list", "2026-02"));
        await county.Sign("2026-02", "2026-02-08");
        await Correct("7", "更正2号");
        await Run(county, "2026-03");
        Assert.Equal("open", Status(await county.Done("exceptions", "list", "2026-03"), id));

        Task<string> Correct(string years, string document) => county.Done("change", "更正", Number("19500107", 15),
            "--优抚类别", Soldier, "--生效日期", "2026-02-01", "--服役年限", years, "--文号", document, "--today", "2026-02-08",
            "--user", "甲");
    }

    [Fact]
    public async Task Each_township_gets_its_own_people_only_and_what_is_closed_is_on_no_list()
    {
        await using var county = new TinyCounty();
        var other = Row("19530101", 18, "午同卡", "参战退役人员", region: "999001102").Replace(
            Account(18), Account(16), StringComparison.Ordinal);
        await county.January(county.File("roster-cases.csv", Roster + "\n" + other));
        var closed = Id(await county.Done("exceptions", "list", "2026-01"), "service-years-implausible", "卯年限");
        await Decide(county, "close", closed, "--reason", "查过");
        await county.Done("exceptions", "export", "2026-01", "--by", "township", "--today", "2026-01-08");
        var folder = Path.Combine(county.Home, "out", "2026-01", "exceptions");
        var one = Page("999001101");
        var two = Page("999001102");
        Assert.Contains("辰证件，另1人在外乡镇", one);
        Assert.DoesNotContain("午同卡", one);
        Assert.Contains("午同卡，另1人在外乡镇", two);
        Assert.DoesNotContain("辰证件", two);
        Assert.DoesNotContain("service-years-implausible", one);
        Assert.Contains("辰证件、午同卡", File.ReadAllText(Directory.GetFiles(folder, "*.html")[0]));
        Assert.All(Directory.GetFiles(folder, "*.html", SearchOption.AllDirectories),
            page => Assert.True(File.Exists(Path.ChangeExtension(page, ".xlsx"))));

        string Page(string township) => File.ReadAllText(
            Directory.GetFiles(Path.Combine(folder, "乡镇", township), "*.html")[0]);
    }

    private static string Row(
        string born, int serial, string name, string category, string years = "", string document = "历史数据",
        string start = "2026-01", string level = "", string nature = "因公", string assessed = "", string nursing = "",
        string relation = "", string school = "", bool payee = false, string region = "999001101",
        string enlisted = ",", string certificate = "")
    {
        if (level.Length == 0) nature = "";
        var receiver = payee ? $"代收人,{Number("19800101", 99)},委托代领" : ",,";
        return $"{Number(born, serial)},{name},{region},{category},{level},{nature},{years},{assessed},{start},"
            + $"{document},{nursing},{Account(serial)},{receiver},{relation},{school},{enlisted},{certificate},农村商业银行";
    }

    private static string Account(int serial) => $"62999809{serial:00000000}";

    private static string Number(string born, int serial)
    {
        var digits = $"999001{born}{serial:000}";
        return digits + IdentityNumber.CheckCharacter(digits);
    }

    private static string Masked(string sentence) =>
        System.Text.RegularExpressions.Regex.Replace(sentence, "尾号[0-9X]{4}", "尾号?")
            .Replace("不满60周岁的2026年1月共240.00元已计入暂缓，核对清楚前先不发。", "…", StringComparison.Ordinal);

    private static async Task Run(TinyCounty county, string run) => await county.Done(
        "payout", "run", run, "--today", $"{run}-08", "--user", "甲");

    private static Task<string> Decide(TinyCounty county, params string[] what) =>
        county.Done([.. new[] { "exceptions" }, .. what, "--today", "2026-01-08", "--user", "甲"]);

    private static async Task Refused(TinyCounty county, string why, string user, params string[] what)
    {
        var (code, _, error) = await county.Command(
            [.. new[] { "exceptions" }, .. what, "--today", "2026-01-08", "--user", user]);
        Assert.Equal(1, code);
        Assert.Contains(why, error);
    }

    private static string Id(string list, string code, string name) =>
        TinyCounty.Rows(list).Single(r => r[1] == code && r[5] == name)[16];

    private static string Status(string list, string id) => TinyCounty.Rows(list).Single(r => r[16] == id)[15];

    private static IEnumerable<string[]> Lines(string csv) => TinyCounty.Rows(csv);
}
