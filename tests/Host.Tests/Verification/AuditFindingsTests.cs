using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.Verification.VerificationDesk;

namespace Disbursement.Host.Tests.Verification;

/// <summary>
/// What audits found elsewhere (A1–A19): `audit-findings.csv` says for each by which case it is seen here and which
/// test tries it; those that only lists of other offices bring are tried in this class.
/// </summary>
[Collection(OneHome.Name)]
public sealed class AuditFindingsTests
{
    private const string Items = "A1 A2 A3 A4 A5 A6 A7 A8 A9 A10 A11 A12 A13 A14 A15 A16 A17 A18 A19";

    [Fact]
    public async Task Each_finding_of_the_audits_has_a_case_and_a_test()
    {
        var root = Path.GetDirectoryName(TinyCounty.Sample("roster.csv"))!;
        var tests = Path.GetFullPath(Path.Combine(root, "..", "..", "tests"));
        var sources = await Task.WhenAll(Directory.GetFiles(tests, "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .Select(f => File.ReadAllTextAsync(f, TestContext.Current.CancellationToken)));
        var rows = (await File.ReadAllLinesAsync(
            Path.Combine(tests, "Host.Tests", "Verification", "audit-findings.csv"),
            TestContext.Current.CancellationToken)).Skip(1).Select(l => l.Split(',')).ToList();
        Assert.Equal(Items.Split(' '), rows.Select(r => r[0].Split(' ')[0]).Distinct());
        Assert.All(rows, r => Assert.Contains(sources, s => s.Contains($" {r[2]}(", StringComparison.Ordinal)));
        // A code that is said to be seen is one that the list knows.
        Assert.All(rows.Where(r => r[1].Contains('-', StringComparison.Ordinal)),
            r => Assert.NotNull(Domain.Exceptions.ExceptionCode.Find(r[1])));
    }

    [Fact]
    public async Task One_living_veteran_reported_by_every_kind_of_list()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Done("import", "roster", county.File("新增.csv",
            "身份证号,姓名,优抚类别,批准日期,批准文号,与牺牲者关系,开户行,银行账号\n"
            + $"{QianDayong},钱大勇,病故军人遗属,2021-01-05,批1号,配偶,云溪农村商业银行清河支行,6299980900000000874\n"),
            "--today", "2026-01-11", "--user", "甲");
        await county.Reported("2026-02-01",
            $"公安,{WangWeidong},王卫东,户籍注销,2026-01-20,出国定居", $"医保,{ZhaoDeshan},赵德山,医保停,2026-01-20",
            $"民政,{QianDayong},钱大勇,再婚,2026-01-20", $"民政,{LiXiuying},李秀英,再婚,2026-01-20",
            $"火化,{SunWenzhe},孙文喆,死亡,2026-01-20", $"医保,{SunWenzhe},孙文喆,就医,2026-01-25");
        await county.Swept("2026-02-02");
        Assert.Equal(
            ["household-cancelled warn 公安名单显示王卫东户籍注销，原因“出国定居”。注销不等于死亡（还有出国、重户、参军）。"],
            await county.CasesOf("王卫东", "2026-02-02"));
        Assert.Equal(
            [
                "death-reported warn 医保2026年2月1日显示赵德山可能已去世（2026年1月20日）。共1个来源，先照发，核实前不停发。"
                + "仅凭这一条不会停发。",
            ], await county.CasesOf("赵德山", "2026-02-02"));
        Assert.Contains("民政婚姻登记显示钱大勇（病故军人配偶）已于2026年1月20日再婚。",
            string.Concat(await county.CasesOf("钱大勇", "2026-02-02")), StringComparison.Ordinal);
        Assert.Contains("spouse-remarried warn",
            string.Concat(await county.CasesOf("李秀英", "2026-02-02")), StringComparison.Ordinal);
        Assert.StartsWith("evidence-contradicts block 火化说孙文喆已于2026年1月20日去世，医保之后的日期（2026年1月25日）仍有就医记录。",
            Assert.Single(await county.CasesOf("孙文喆", "2026-02-02")), StringComparison.Ordinal);
        await county.Paid("2026-02", "2026-02-06");
        Assert.Equal(["王卫东 882.00", "赵德山 240.00", "李秀英 3488.00", "孙文喆 0.00 暂缓 819.00"],
            await county.Sums("2026-02", "王卫东", "赵德山", "李秀英", "孙文喆"));
        await county.Confirmed("2026-02-10", $"{SunWenzhe},2026-02-09,入户,通过,双桥站,孙站长,周干事");
        await county.Paid("2026-03", "2026-03-06");
        Assert.Equal(["孙文喆 1638.00"], await county.Sums("2026-03", "孙文喆"));
    }

    [Fact]
    public async Task Somebody_recorded_as_dead_is_seen_and_nothing_is_paid_until_two_saw_him()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Changed("2026-01-20", "身份证号,变动类型,生效日期,文号", $"{SunWenzhe},死亡,2026-01-15,证明1号");
        await county.Confirmed("2026-01-25", $"{SunWenzhe},2026-01-25,视频,通过,双桥站,孙站长");
        await county.Swept("2026-01-26");
        Assert.StartsWith("confirmed-after-death block 孙文喆已登记死亡（证明1号），又收到视频确认（双桥站，2026年1月25日）。",
            Assert.Single(await county.CasesOf("孙文喆", "2026-01-26")), StringComparison.Ordinal);
        await county.Refused("不能放行", "exceptions", "release", "P7:confirmed-after-death", "--reason", "在世",
            "--document", "核1号", "--today", "2026-01-26", "--user", "乙");
        await county.Changed("2026-01-27", "身份证号,变动类型,文号", $"{SunWenzhe},撤销,证明1号");
        await county.Paid("2026-02", "2026-02-06");
        Assert.Equal(["孙文喆 0.00 暂缓 819.00"], await county.Sums("2026-02", "孙文喆"));
        Assert.Contains(await county.CasesOf("孙文喆", "2026-02-06"), c => c.StartsWith(
            "death-withdrawn-unseen block 孙文喆的死亡登记（证明1号）已撤销，还没有两名工作人员现场或入户见到本人的确认。"
            + "2026年2月共819.00元已计入暂缓。", StringComparison.Ordinal));
        await county.Confirmed("2026-02-10", $"{SunWenzhe},2026-02-09,现场,通过,双桥站,孙站长,周干事");
        await county.Paid("2026-03", "2026-03-06");
        Assert.Equal(["孙文喆 1638.00"], await county.Sums("2026-03", "孙文喆"));
    }
}
