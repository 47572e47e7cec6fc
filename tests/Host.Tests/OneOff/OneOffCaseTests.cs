using Disbursement.Host.Tests.Export;
using Disbursement.Host.Tests.Papers;
using static Disbursement.Host.Tests.OneOff.OneOffDesk;

namespace Disbursement.Host.Tests.OneOff;

/// <summary>What of a one-off batch waits, and what for: exceptions of part G, and those of the person.</summary>
[Collection(OneHome.Name)]
public sealed class OneOffCaseTests
{
    [Fact]
    public async Task The_dead_are_not_paid_but_an_heir_whom_the_batch_names_by_a_paper()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Changed("身份证号,变动类型,生效日期,文号",
            $"{ZhangJianguo},死亡,2026-01-03,证明1号", $"{LiXiuying},死亡,2026-01-04,证明2号");
        await county.Brought(
            $"春节慰问,{ZhangJianguo},张建国,500,慰问,慰字1号",
            $"春节慰问,{LiXiuying},李秀英,500,慰问,慰字1号,李小红,999001197503080221,继承人,云溪农商行,6299980900000000874");
        await county.WorkedOut();
        Assert.Equal(["张建国 500.00 oneoff held", "李秀英 500.00 oneoff draft"], await county.Lines());
        Assert.Equal(
            ["oneoff-dead 张建国已于2026年1月3日去世，仍在O-春节慰问名单里。500.00元已计入暂缓。"], await county.Cases());
        // Taken off the list, it is owed no more.
        await county.Brought($"春节慰问,{ZhangJianguo},张建国,500,慰问,慰字1号,,,,,,,是");
        await county.WorkedOut();
        Assert.Equal(["李秀英 500.00 oneoff draft"], await county.Lines());
    }

    [Fact]
    public async Task Who_is_on_no_roster_is_paid_by_a_paper_alone()
    {
        await using var county = new TinyCounty();
        await county.January();
        const string Other = "999001197503080221";
        await county.Brought(
            $"春节慰问,{QianDayong},钱大勇,200,慰问,,,,,云溪农商行,6299980900000000874",
            $"春节慰问,{Other},李小红,200,慰问,慰字2号,,,,云溪农商行,6299980900000000882");
        await county.WorkedOut();
        Assert.Equal(["李小红 200.00 oneoff draft", "钱大勇 200.00 oneoff held"], await county.Lines());
        Assert.Equal(
            ["oneoff-no-document O-春节慰问没有发放方案文号。", "oneoff-not-on-roster 钱大勇不在名册里，也没有单独批准。200.00元已计入暂缓。"],
            await county.Cases());
        // The paper of the whole list is no approval of his own.
        await county.Brought(
            $"春节慰问,{QianDayong},钱大勇,200,慰问,,,,,,,,是", $"春节慰问,{ZhangJianguo},张建国,200,慰问,慰字1号",
            $"春节慰问,{QianDayong},钱大勇,200,慰问,慰字1号,,,,云溪农商行,6299980900000000874");
        await county.WorkedOut();
        Assert.Equal(["oneoff-not-on-roster 钱大勇不在名册里，也没有单独批准。200.00元已计入暂缓。"], await county.Cases());
        Assert.Equal(
            ["张建国 200.00 oneoff draft", "李小红 200.00 oneoff draft", "钱大勇 200.00 oneoff held"],
            await county.Lines());
        // On the roster he is one like everybody, and the same person.
        await county.Done("import", "roster", county.File("新增.csv",
            "身份证号,姓名,优抚类别,起发年月,批准文号\n" + $"{QianDayong},钱大勇,参战退役人员,2026-01,批1号\n"),
            "--today", Day, "--user", "甲");
        await county.WorkedOut();
        Assert.Equal(
            ["张建国 200.00 oneoff draft", "李小红 200.00 oneoff draft", "钱大勇 200.00 oneoff draft"],
            await county.Lines());
    }

    [Fact]
    public async Task The_same_matter_is_paid_once_whatever_lists_name_it()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Brought(
            $"春节慰问,{ZhangJianguo},张建国,500,慰问,慰字1号", $"春节慰问,{ZhangJianguo},张建国,300,慰问,慰字1号",
            $"春节慰问,{LiXiuying},李秀英,500,慰问,慰字1号", $"春节慰问,{LiXiuying},李秀英,300,慰问,慰字2号");
        await county.WorkedOut();
        Assert.Equal(
            ["张建国 300.00 oneoff held", "张建国 500.00 oneoff draft", "李秀英 800.00 oneoff draft"],
            await county.Lines());
        Assert.Equal(["oneoff-duplicate 张建国在春节慰问里出现2次。后一笔300.00元已计入暂缓。"], await county.Cases());

        await county.Brought($"春节走访,{LiXiuying},李秀英,500,慰问,慰字1号", $"春节走访,{WuZhiqiang},吴志强,500,慰问,慰字1号");
        await county.Done("payout", "run", "O-春节走访", "--today", Day, "--user", "甲");
        Assert.Equal(["吴志强 500.00 oneoff draft", "李秀英 500.00 oneoff held"], await county.Lines("O-春节走访"));
        Assert.Equal(
            ["oneoff-duplicate 李秀英与春节慰问同一事项重复。后一笔500.00元已计入暂缓。"], await county.Cases("O-春节走访"));
        Assert.Contains("已交给甲", await county.Done(
            "exceptions", "assign", await Id(county, "O-春节走访"), "--to", "甲", "--today", Day, "--user", "甲"));
    }

    private static async Task<string> Id(TinyCounty county, string run) =>
        TinyCounty.Rows(await county.Done("exceptions", "list", run))
            .Single(r => r[1] == "oneoff-duplicate")[16];

    [Fact]
    public async Task Money_that_goes_to_an_account_of_the_staff_is_seen_but_not_their_own()
    {
        await using var county = new TinyCounty();
        await county.January();
        string[] account = ["user", "account", "何守田", "6299 9809 0000 0000 874"];
        Assert.Contains("已登记", await county.Done(account));
        Assert.Contains("没有再做任何事", await county.Done(account));
        await county.Refused("科学计数法", "user", "account", "何守田", "62E+18");
        await county.Brought(
            $"春节慰问,{ZhangJianguo},张建国,500,慰问,慰字1号,,,,云溪农商行,6299980900000000874",
            $"春节慰问,{HeShoutian},何守田,500,慰问,慰字1号,,,,云溪农商行,6299980900000000874",
            $"春节慰问,{LiXiuying},李秀英,500,慰问,慰字1号");
        await county.WorkedOut();
        Assert.Equal(["oneoff-staff-payee 张建国的收款账户与本局（站）工作人员何守田相同。"], await county.Cases());
        await county.Done([.. account, "--end", "--document", "调令1号"]);
        await county.WorkedOut();
        Assert.Empty(await county.Cases());
    }

    [Fact]
    public async Task Without_the_paper_of_its_scheme_nobody_submits_it()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Brought($"春节慰问,{ZhangJianguo},张建国,500,慰问");
        await county.WorkedOut();
        Assert.Equal(["oneoff-no-document O-春节慰问没有发放方案文号。"], await county.Cases());
        await county.Refused("没有发放方案文号（oneoff-no-document），不能提交",
            "payout", "submit", Run, "--today", Day, "--user", "甲");
        await county.WorkedOut("--document", "慰字1号");
        Assert.Empty(await county.Cases());
        await county.Sign(Run, Day);
    }

    [Fact]
    public async Task A_hold_on_the_person_and_a_missing_account_hold_it_and_it_is_paid_when_they_end()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Changed(
            "身份证号,变动类型,生效日期,原因", $"{ZhangJianguo},暂缓,2026-01-05,核实身份");
        await county.Brought(
            $"春节慰问,{ZhangJianguo},张建国,500,慰问,慰字1号", $"春节慰问,{HeShoutian},何守田,500,慰问,慰字1号",
            $"春节慰问,{LiXiuying},李秀英,500,慰问,慰字1号");
        await county.WorkedOut();
        Assert.Equal(
            ["何守田 500.00 oneoff held", "张建国 500.00 oneoff held", "李秀英 500.00 oneoff draft"], await county.Lines());
        Assert.Equal(["account-missing", "on-hold"], (await county.Cases()).Select(c => c.Split(' ')[0]));
        await county.Sign(Run, Day);
        await county.Changed(
            "身份证号,变动类型,生效日期,文号,开户行,银行账号", $"{ZhangJianguo},解除暂缓,2026-01-09,,,",
            $"{HeShoutian},账户变更,2026-01-09,申1号,云溪农商行,6299980900000000874");
        await county.WorkedOut("--supplementary");
        Assert.Equal(
            ["何守田 500.00 oneoff draft", "张建国 500.00 oneoff draft"], await county.Lines($"{Run}-S1"));
    }

    [Fact]
    public async Task Taken_back_after_it_was_paid_it_is_a_claim_of_the_batch()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Brought($"春节慰问,{ZhangJianguo},张建国,500,慰问,慰字1号");
        await county.WorkedOut();
        await county.Sign(Run, Day);
        await county.Brought($"春节慰问,{ZhangJianguo},张建国,500,慰问,慰字1号,,,,,,,是");
        await county.WorkedOut("--supplementary");
        Assert.Empty(await county.Lines($"{Run}-S1"));
        Assert.Contains("张建国2026年1月多发500.00元，原因：发放后名单撤销", string.Join('\n', await county.Cases($"{Run}-S1")));

        // He brings it back: part of it, and then the rest; more than that is not his to give.
        await county.Done("user", "add", "丁", "--roles", "财务");
        string[] receive = ["recovery", "receive", ZhangJianguo, "--date", Day, "--today", Day, "--user", "丁"];
        Assert.Contains("2026-01,500.00,0.00,0.00,0.00,500.00", await county.Done("recovery", "list", "--today", Day));
        await county.Refused("未了结的多发是500.00元", [.. receive, "--amount", "501", "--document", "收1号"]);
        await county.Done([.. receive, "--amount", "200", "--document", "收1号"]);
        Assert.Contains(
            "2026-01,500.00,0.00,200.00,0.00,300.00", await county.Done("recovery", "list", "--today", Day));
        await county.Done([.. receive, "--amount", "300", "--document", "收2号"]);
        Assert.DoesNotContain(ZhangJianguo, await county.Done("recovery", "list", "--today", Day));
        await county.WorkedOut("--supplementary");
        Assert.DoesNotContain("overpaid", string.Join('\n', await county.Cases($"{Run}-S1")));
        // The months know nothing of it.
        Assert.Contains($"{Run}：应发＝已发＋暂缓−追缴，逐人：1，500.00元", await county.Done("audit", "check", "--today", Day));
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Sign();
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        Assert.DoesNotContain(
            TinyCounty.Rows(await county.Done("lines", "2026-02")), r => r[2] == "张建国" && r[5] != "2026-02");
    }

    [Fact]
    public async Task Its_papers_have_no_month_to_be_set_beside_and_finance_knows_it_by_its_name()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("user", "add", "丁", "--roles", "财务");
        await county.Done("settings", "finance-review", "required", "--today", "2026-01-08", "--user", "甲");
        await county.Brought(
            $"春节慰问,{HeShoutian},何守田,300.5,慰问,慰字1号,,,,云溪农村商业银行清河支行,6299980900000000999");
        await county.WorkedOut();
        await county.Done("payout", "papers", Run, "--today", Day);
        var papers = ReadPaper.Folder(Path.Combine(county.Home, "out", Run, "papers"));
        Assert.Contains(papers, p => p.All.Contains("一次性批次不作人头平衡", StringComparison.Ordinal));
        Assert.Contains(papers, p => p.All.Contains("6299980900000000999", StringComparison.Ordinal));
        Assert.DoesNotContain(papers, p => p.Name.Contains("增减变动", StringComparison.Ordinal));
        await county.Sign(Run, Day);
        string[] by = ["--today", Day, "--user", "丁"];
        await county.Done(["payout", "finance", "send", Run, "--document", "送1号", .. by]);
        await county.Done(["payout", "finance", "pass", Run, "--document", "审1号", .. by]);
        var said = await county.Done([
            "payout", "finance", "funded", Run, "--source", "县", "--purpose", "春节慰问", "--amount", "300.50",
            "--voucher", "拨1", "--date", Day, .. by]);
        Assert.Contains("已登记县春节慰问300.50元（拨1）。资金已到齐", said);
        await county.Done("payout", "export", Run, "--today", Day, "--user", "乙");
    }

    [Fact]
    public async Task What_comes_to_be_known_after_the_approval_is_said_before_it_goes_out()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Brought(
            $"春节慰问,{ZhangJianguo},张建国,500,慰问,慰字1号", $"春节慰问,{LiXiuying},李秀英,500,慰问,慰字1号");
        await county.WorkedOut();
        await county.Sign(Run, Day);
        await county.Changed("身份证号,变动类型,生效日期,文号", $"{ZhangJianguo},死亡,2026-01-08,证明1号");
        Assert.Contains("changed-after-approval", string.Join('\n', await county.Cases()));
        await county.Done("payout", "strike", Run, ZhangJianguo, "--reason", "已去世", "--document", "撤1号",
            "--today", Day, "--user", "丙");
        await county.Done("payout", "export", Run, "--today", Day, "--user", "乙");
        Assert.DoesNotContain(new AfterTheBank.BankDesk(county, Run).Rows(), r => r[1] == "张建国");
    }
}
