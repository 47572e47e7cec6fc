using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.Verification.VerificationDesk;

namespace Disbursement.Host.Tests.Verification;

/// <summary>
/// Other people's lists, all year: what is strong holds at once, what is weak opens a case, none ends a benefit.
/// </summary>
[Collection(OneHome.Name)]
public sealed class EvidenceTests
{
    [Fact]
    public async Task A_strong_list_that_comes_after_the_working_out_is_not_signed_over()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Reported("2026-01-08", $"火化,{SunWenzhe},孙文喆,死亡,2026-01-02");
        await county.Refused("孙文喆", "payout", "submit", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        Assert.Equal(["孙文喆 0.00 暂缓 819.00", "王卫东 882.00"], await county.Sums("2026-01", "孙文喆", "王卫东"));
        Assert.Equal(
            [
                "death-reported block 火化2026年1月8日显示孙文喆可能已去世（2026年1月2日）。2026年1月共819.00元已计入暂缓，待核实。"
                + "仅凭这一条不会停发。",
            ], await county.CasesOf("孙文喆", "2026-01-08"));
        await county.Sign();
    }

    [Fact]
    public async Task After_the_approval_it_is_listed_and_may_be_struck_out()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Done("payout", "export", "2026-01", "--today", "2026-01-09", "--user", "乙");
        await county.Reported("2026-01-09", $"死亡医学证明,{SunWenzhe},孙文喆,死亡,2026-01-02");
        await county.Refused("孙文喆819.00元", "payout", "handover", "2026-01", "--today", "2026-01-09", "--user", "乙");
        await county.Done("payout", "strike", "2026-01", SunWenzhe, "--reason", "死亡医学证明", "--document", "撤1号",
            "--today", "2026-01-09", "--user", "丙");
    }

    [Fact]
    public async Task What_a_checker_released_is_held_again_when_another_list_says_it()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Reported("2026-02-01", $"服刑名册,{ChenYongfu},陈永福,服刑,2026-01-20,,,有期徒刑二年");
        await county.Paid("2026-02", "2026-02-06");
        Assert.Equal(["陈永福 0.00 暂缓 180.00"], await county.Sums("2026-02", "陈永福"));
        await county.Done("exceptions", "release", "P5:sentence-reported", "--reason", "同名不同人", "--document", "核1号",
            "--today", "2026-02-10", "--user", "乙");
        await county.Paid("2026-03", "2026-03-06");
        Assert.Equal(["陈永福 360.00"], await county.Sums("2026-03", "陈永福"));
        await county.Reported("2026-03-10", $"公安,{ChenYongfu},陈永福,通缉,2026-03-01");
        await county.Paid("2026-04", "2026-04-08");
        Assert.Equal(["陈永福 0.00 暂缓 180.00"], await county.Sums("2026-04", "陈永福"));
        // The province's decision ends it: from then on nothing is owed, and nothing is held.
        await county.Changed("2026-04-20", "身份证号,变动类型,生效日期,文号", $"{ChenYongfu},中止,2026-04-10,省厅1号");
        await county.Paid("2026-05", "2026-05-08");
        Assert.Equal(["陈永福 180.00"], await county.Sums("2026-05", "陈永福"));
    }

    [Fact]
    public async Task A_pension_of_an_employee_holds_the_identity_that_presupposes_there_is_none()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Reported("2026-02-01",
            $"人社,{ZhaoDeshan},赵德山,职工养老,2026-01-01", $"人社,{WangWeidong},王卫东,职工养老,2026-01-01",
            $"外县,{WangWeidong},王卫东,外县在发,2026-01-01,,,参战退役人员");
        await county.Swept("2026-02-02");
        await county.Paid("2026-02", "2026-02-06");
        Assert.Equal(["赵德山 0.00 暂缓 240.00", "王卫东 882.00"], await county.Sums("2026-02", "赵德山", "王卫东"));
        Assert.Equal(["employee-pension warn", "paid-elsewhere warn"],
            (await county.CasesOf("王卫东", "2026-02-06")).Select(c => string.Join(' ', c.Split(' ')[..2])));
        Assert.StartsWith("employee-pension block 人社名单显示赵德山自2026年1月1日起领职工养老金",
            Assert.Single(await county.CasesOf("赵德山", "2026-02-06")), StringComparison.Ordinal);
        await county.Done("exceptions", "release", "P4:employee-pension:81", "--reason", "是居民养老", "--document", "核2号",
            "--today", "2026-02-10", "--user", "乙");
        await county.Paid("2026-03", "2026-03-06");
        Assert.Equal(["赵德山 480.00"], await county.Sums("2026-03", "赵德山"));
    }

    [Fact]
    public async Task A_confirmation_withdrawn_or_a_source_weighed_anew_after_the_working_out_is_not_signed_over()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Reported("2026-02-01",
            $"火化,{SunWenzhe},孙文喆,死亡,2026-01-20", $"医保,{WangWeidong},王卫东,医保停,2026-01-20");
        await county.Confirmed("2026-02-03", $"{SunWenzhe},2026-02-03,入户,通过,双桥站,孙站长,周干事");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-04", "--user", "甲");
        Assert.Equal(["孙文喆 819.00"], await county.Sums("2026-02", "孙文喆"));
        await county.Confirmed("2026-02-05", $"{SunWenzhe},2026-02-03,入户,通过,双桥站,孙站长,周干事,,是");
        await county.Refused("孙文喆", "payout", "submit", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        Assert.Equal(["孙文喆 0.00 暂缓 819.00", "王卫东 882.00"], await county.Sums("2026-02", "孙文喆", "王卫东"));
        await county.Done("import", "parameters", county.File("参数.csv",
            "参数,值,生效日期,文号\nevidence-weight-医保停,强,2026-02-01,县办1号\n"), "--today", "2026-02-05", "--user", "甲");
        await county.Refused("比对", "payout", "submit", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await county.Paid("2026-02", "2026-02-05");
        Assert.Equal(["孙文喆 0.00 暂缓 819.00", "王卫东 0.00 暂缓 882.00"],
            await county.Sums("2026-02", "孙文喆", "王卫东"));
    }

    [Fact]
    public async Task A_county_says_itself_what_a_source_weighs()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Reported("2026-02-01", $"医保,{SunWenzhe},孙文喆,医保停,2026-01-20");
        await county.Done("import", "parameters", county.File("参数.csv",
            "参数,值,生效日期,文号\nevidence-weight-医保停,强,2026-03-01,县办1号\n"), "--today", "2026-02-01", "--user", "甲");
        await county.Paid("2026-02", "2026-02-06");
        Assert.Equal(["孙文喆 819.00"], await county.Sums("2026-02", "孙文喆"));
        await county.Paid("2026-03", "2026-03-06");
        Assert.Equal(["孙文喆 0.00 暂缓 819.00"], await county.Sums("2026-03", "孙文喆"));
        var (code, _, error) = await county.Command("import", "parameters", county.File("错.csv",
            "参数,类别甲,值,生效日期,文号\nevidence-weight-医保停,残疾军人,很强,2026-03-01,县办1号\n"),
            "--today", "2026-02-01", "--user", "甲");
        Assert.Equal(1, code);
        Assert.Contains("很强", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_served_and_is_on_no_roster_is_found_at_sixty_and_what_was_paid_in_a_sentence_is_told()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Reported("2026-01-20",
            "信息采集,110101196603010019,钱一,退役士兵,,,,农村入伍，服役4年", "信息采集,110101196003010015,孙二,退役士兵,,,,服役3年",
            "信息采集,110101196103010012,李三,退役士兵", "人社,110101196103010012,李三,职工养老,2021-01-01",
            $"信息采集,{ZhaoDeshan},赵德山,退役士兵", $"服刑名册,{ChenYongfu},陈永福,服刑,2025-12-20");
        await county.Swept("2026-01-21");
        Assert.StartsWith("turning-60 warn 钱一将于2026年3月满60周岁",
            Assert.Single(await county.CasesOf("钱一", "2026-01-21")), StringComparison.Ordinal);
        Assert.StartsWith("eligible-unpaid warn 孙二可能符合“年满60周岁农村籍退役士兵”却没有在发：2020年3月1日满60周岁，服役3年",
            Assert.Single(await county.CasesOf("孙二", "2026-01-21")), StringComparison.Ordinal);
        Assert.Empty(await county.CasesOf("李三", "2026-01-21"));
        Assert.Contains("paid-during-sentence warn 陈永福在2025年12月20日起服刑期间发了180.00元（2026年1月）。",
            await county.CasesOf("陈永福", "2026-01-21"));
        // Enrolled, he is no case any more.
        await county.Done("import", "roster", county.File("新增.csv",
            "身份证号,姓名,优抚类别,服役年限,起发年月,批准文号\n110101196003010015,孙二,年满60周岁农村籍退役士兵,3,2026-02,批1号\n"),
            "--today", "2026-02-02", "--user", "甲");
        await county.Swept("2026-02-03");
        Assert.DoesNotContain(await county.CasesOf("孙二", "2026-02-03"),
            c => c.StartsWith("eligible-unpaid", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_somebody_else_than_on_file_is_held_until_the_right_person_is_found()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Confirmed("2026-02-01", $"{SunWenzhe},2026-02-01,现场,身份不符,双桥站,孙站长,,照片不是本人");
        await county.Paid("2026-02", "2026-02-06");
        Assert.Equal(["孙文喆 0.00 暂缓 819.00"], await county.Sums("2026-02", "孙文喆"));
        Assert.StartsWith("verify-identity-mismatch block 确认时发现孙文喆与档案不是同一个人（照片不是本人）",
            Assert.Single(await county.CasesOf("孙文喆", "2026-02-06")), StringComparison.Ordinal);
        var explained = await county.Done("explain", SunWenzhe, "2026-02");
        Assert.Contains("确认时发现", explained, StringComparison.Ordinal);
        await county.Confirmed("2026-02-10", $"{SunWenzhe},2026-02-10,入户,通过,双桥站,孙站长,周干事");
        await county.Paid("2026-03", "2026-03-06");
        Assert.Equal(["孙文喆 1638.00"], await county.Sums("2026-03", "孙文喆"));
    }

    [Fact]
    public async Task A_county_that_wants_a_list_before_it_signs_gets_it_or_a_checker_says_why_not()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("settings", "required-lists", "火化、死亡医学证明", "--today", "2026-01-08", "--user", "甲");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Refused("比对数据（死亡医学证明、火化）还没有导入", "payout", "submit", "2026-01", "--today", "2026-01-08",
            "--user", "甲");
        await county.Reported("2026-01-08", $"殡仪馆,{QianDayong},钱大勇,火化,2026-01-02");
        await county.Done("exceptions", "release", "2026-01:screen-not-loaded:死亡医学证明", "--reason", "卫健还没有给",
            "--document", "函1号", "--today", "2026-01-08", "--user", "乙");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Sign();
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-08", "--user", "甲");
        Assert.Equal(
            ["2026年2月的比对数据（死亡医学证明）还没有导入，先别提交。", "2026年2月的比对数据（火化）还没有导入，先别提交。"],
            TinyCounty.Rows(await county.Done("exceptions", "list", "2026-02", "--code", "screen-not-loaded"))
                .Select(r => r[9]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_list_twice_or_a_row_that_is_known_changes_nothing_and_a_bad_row_comes_back()
    {
        await using var county = new TinyCounty();
        await county.January();
        var file = county.File("名单.csv",
            $"来源,身份证号,姓名,事实,日期\n火化,{SunWenzhe},孙文喆,死亡,2026-01-02\n火化,999001196310010397,孙文喆,死亡,2026-01-02\n");
        var (code, said, _) = await county.Command("import", "evidence", file, "--today", "2026-01-08", "--user", "甲");
        Assert.Equal(3, code);
        Assert.Contains("新增1行，已知0行，退回1行", said, StringComparison.Ordinal);
        Assert.Contains("已经导入过", (await county.Command(
            "import", "evidence", file, "--today", "2026-01-08", "--user", "甲")).Said, StringComparison.Ordinal);
        Assert.Contains("新增0行，已知1行", await county.Reported(
            "2026-01-09", $"火化,{SunWenzhe},孙文喆,死亡,2026-01-02"), StringComparison.Ordinal);
        // As long as cells may be, and different in the last character only.
        var text = string.Concat(Enumerable.Range(0, 299).Select(i => (char)(0x4E00 + (i * 61))));
        Assert.Contains("新增2行，已知0行", await county.Reported("2026-01-10",
            $"{text},{SunWenzhe},孙文喆,{text},2026-01-02,{text},{text},{text}甲",
            $"{text},{SunWenzhe},孙文喆,{text},2026-01-02,{text},{text},{text}乙"), StringComparison.Ordinal);
    }
}
