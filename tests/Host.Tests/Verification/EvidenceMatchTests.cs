using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.Verification.VerificationDesk;

namespace Disbursement.Host.Tests.Verification;

/// <summary>Whom a row of somebody else's list is about: what is not quite equal, a person says.</summary>
[Collection(OneHome.Name)]
public sealed class EvidenceMatchTests
{
    [Fact]
    public async Task What_is_not_quite_equal_waits_for_a_person()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Reported("2026-02-01",
            $"火化,{SunWenzhe},孙文哲,死亡,2026-01-02", "火化,999001590418053,王卫东,死亡,2026-01-02",
            "火化,99900119521120019X,赵德山,死亡,2026-01-02");
        await county.Swept("2026-02-01");
        Assert.StartsWith("evidence-name-differs warn 火化名单里身份证号相同、姓名不同：我方“孙文喆”，对方“孙文哲”。",
            Assert.Single(await county.CasesOf("孙文喆", "2026-02-01")), StringComparison.Ordinal);
        Assert.StartsWith("evidence-15-digit warn",
            Assert.Single(await county.CasesOf("王卫东", "2026-02-01")), StringComparison.Ordinal);
        Assert.StartsWith("evidence-number-differs warn",
            Assert.Single(await county.CasesOf("赵德山", "2026-02-01")), StringComparison.Ordinal);
        await county.Paid("2026-02", "2026-02-06");
        Assert.Equal(["孙文喆 819.00", "王卫东 882.00", "赵德山 240.00"],
            await county.Sums("2026-02", "孙文喆", "王卫东", "赵德山"));

        await county.Refused("采用比对名单要由复核办理", "evidence", "adopt", "E1", "--document", "核3号",
            "--today", "2026-02-10", "--user", "甲");
        await county.Done("evidence", "adopt", "E1", "--document", "户口簿1号", "--today", "2026-02-10", "--user", "乙");
        Assert.Contains("没有再做任何事", await county.Done(
            "evidence", "adopt", "E1", "--document", "户口簿1号", "--today", "2026-02-10", "--user", "乙"),
            StringComparison.Ordinal);
        await county.Done("evidence", "dismiss", "E2", "--reason", "同名不同人", "--today", "2026-02-10", "--user", "乙");
        await county.Refused("没有编号为E9", "evidence", "dismiss", "E9", "--reason", "无",
            "--today", "2026-02-10", "--user", "乙");
        await county.Swept("2026-02-10");
        Assert.StartsWith("death-reported block",
            Assert.Single(await county.CasesOf("孙文喆", "2026-02-10")), StringComparison.Ordinal);
        Assert.Empty(await county.CasesOf("王卫东", "2026-02-10"));
        await county.Paid("2026-03", "2026-03-06");
        Assert.Equal(["孙文喆 0.00 暂缓 819.00", "王卫东 882.00", "赵德山 240.00"],
            await county.Sums("2026-03", "孙文喆", "王卫东", "赵德山"));
    }

    [Fact]
    public async Task What_is_quite_equal_is_neither_adopted_nor_dismissed_and_a_list_that_bears_on_nothing_is_said()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        var said = await county.Reported("2026-02-01",
            $"火化名单,{SunWenzhe},孙文喆,已火化,2026-01-02", $"某单位,{WangWeidong},王卫东,困难补助,2026-01-02");
        Assert.Contains("来源“某单位”、事实“困难补助”的行说明什么，系统不认识", said, StringComparison.Ordinal);
        Assert.DoesNotContain("火化名单", said, StringComparison.Ordinal);
        await county.Refused("完全相符，不用采用，也不能不采用", "evidence", "dismiss", "E1", "--reason", "不知道",
            "--today", "2026-02-02", "--user", "乙");
        await county.Refused("完全相符，不用采用，也不能不采用", "evidence", "adopt", "E1", "--document", "证1号",
            "--today", "2026-02-02", "--user", "乙");
        await county.Paid("2026-02", "2026-02-06");
        Assert.Equal(["孙文喆 0.00 暂缓 819.00"], await county.Sums("2026-02", "孙文喆"));
    }

    [Fact]
    public async Task A_row_that_may_be_about_two_is_decided_person_by_person()
    {
        const string Namesake = "999001197103050330";
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Done("import", "roster", county.File("新增.csv",
            "身份证号,姓名,行政区划代码,优抚类别,批准日期,批准文号,开户行,银行账号\n"
            + $"{Namesake},张建国,999001101,参战退役人员,2026-01-12,批1号,云溪农村商业银行清河支行,6299980900000000874\n"),
            "--today", "2026-01-12", "--user", "甲");
        // The name and the day of birth of both, and the number of neither.
        await county.Reported("2026-01-20", "火化,999001197103050779,张建国,死亡,2026-01-02");
        await county.Swept("2026-01-20");
        Assert.Equal(2, (await county.CasesOf("张建国", "2026-01-20"))
            .Count(c => c.StartsWith("evidence-number-differs", StringComparison.Ordinal)));
        string[] adopt = ["evidence", "adopt", "E1", "--document", "证1号", "--today", "2026-01-21", "--user", "乙"];
        await county.Refused("请用 --person 身份证号 写明是哪一个", adopt);
        await county.Done([.. adopt, "--person", ZhangJianguo]);
        await county.Done("evidence", "dismiss", "E1", "--reason", "同名不同人", "--person", Namesake,
            "--today", "2026-01-21", "--user", "乙");
        await county.Swept("2026-01-21");
        Assert.Equal([(ZhangJianguo, "death-reported")], TinyCounty.Rows(await county.Done(
            "exceptions", "list", "--today", "2026-01-21")).Where(r => r[5] == "张建国" && r[1] is "death-reported"
            or "evidence-number-differs").Select(r => (r[4], r[1])));
    }

    [Fact]
    public async Task What_lists_say_of_a_number_that_was_never_his_holds_him_no_longer()
    {
        const string Wrong = "999001196310010417";
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Changed("2026-01-12", "身份证号,变动类型,生效日期,新身份证号,文号",
            $"{SunWenzhe},更正,2026-01-12,{Wrong},户籍证明1号");
        await county.Reported("2026-01-20", $"火化,{Wrong},孙文喆,死亡,2026-01-02");
        await county.Paid("2026-02", "2026-02-06");
        Assert.Equal(["孙文喆 0.00 暂缓 819.00"], await county.Sums("2026-02", "孙文喆"));
        await county.Changed("2026-02-10", "身份证号,变动类型,文号", $"{Wrong},撤销,户籍证明1号");
        await county.Paid("2026-03", "2026-03-06");
        Assert.Equal(["孙文喆 1638.00"], await county.Sums("2026-03", "孙文喆"));
    }

    [Fact]
    public async Task Who_comes_onto_the_roster_after_a_list_is_found_in_it()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Reported("2026-01-20", $"火化,{QianDayong},钱大勇,死亡,2026-01-12");
        await county.Done("import", "roster", county.File("新增.csv",
            "身份证号,姓名,行政区划代码,优抚类别,批准日期,批准文号,开户行,银行账号\n"
            + $"{QianDayong},钱大勇,999001101,参战退役人员,2026-02-01,批1号,云溪农村商业银行清河支行,6299980900000000874\n"),
            "--today", "2026-02-02", "--user", "甲");
        await county.Paid("2026-02", "2026-02-06");
        Assert.Equal(["钱大勇 0.00 暂缓 882.00"], await county.Sums("2026-02", "钱大勇"));
    }
}
