using Disbursement.Host.Tests.AfterTheBank;
using Disbursement.Host.Tests.Export;
using Disbursement.Host.Tests.Runs;
using static Disbursement.Host.Tests.OneOff.OneOffDesk;

namespace Disbursement.Host.Tests.OneOff;

/// <summary>一次性批次: owed once in its batch, by the steps of any run, beside a month that knows nothing of it.</summary>
[Collection(OneHome.Name)]
public sealed class OneOffTests
{
    private static readonly string[] Three =
    [
        $"春节慰问,{ZhangJianguo},张建国,500,慰问,慰字1号",
        $"春节慰问,{LiXiuying},李秀英,500,慰问,慰字1号",
        $"春节慰问,{HeShoutian},何守田,300.5,慰问,慰字1号,,,,云溪农村商业银行清河支行,6299980900000000999",
    ];

    [Fact]
    public async Task A_file_comes_in_once_and_bad_rows_come_back()
    {
        await using var county = new TinyCounty();
        await county.January();
        var file = county.File("慰问.csv", Text(Three));
        string[] import = ["import", "oneoff", file, "--today", Day, "--user", "甲"];
        Assert.Contains("\"accepted\":3", await county.Done([.. import, "--json"]));
        Assert.Contains("已经导入过", await county.Done(import));
        // The same rows in another file are known.
        var (code, said, _) = await county.Bring(
        [
            .. Three, $"春节慰问,{WuZhiqiang},吴志远,500", $"春节慰问,{WuZhiqiang},吴志强,0", $"春节 慰问,{WuZhiqiang},吴志强,5",
            $"国家标准,{WuZhiqiang},吴志强,5", $"春节慰问,{WuZhiqiang},吴志强,500,救助", $"春节慰问,{WuZhiqiang},吴志强,500.001",
        ]);
        Assert.Equal(3, code);
        var rejected = await county.Done("exceptions", "list", "--code", "import-rejected");
        foreach (var why in new[]
        {
            "系统里姓名是“吴志强”，文件里是“吴志远”", "这一格要大于0", "批次名只能是汉字、字母、数字", "是待遇组成的名称", "一批只有一个用途",
            "金额最多两位小数",
        })
            Assert.Contains(why, rejected);
        Assert.Contains("\"accepted\":0,\"known\":3,\"rejected\":6", said);
        // Mended, one of them ends.
        await county.Brought($"春节慰问,{WuZhiqiang},吴志强,500,慰问,慰字1号");
        await county.WorkedOut();
        Assert.Equal(4, (await county.Lines()).Length);
    }

    [Fact]
    public async Task It_is_signed_sent_and_what_fails_is_paid_again_once()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Refused("没有“春节慰问”这个一次性批次", "payout", "run", Run, "--today", Day, "--user", "甲");
        await county.Brought(Three);
        var first = await county.WorkedOut();
        Assert.Contains("3笔，1,300.50元", first);
        Assert.Equal(first, await county.WorkedOut());
        Assert.Equal(
            ["何守田 300.50 oneoff draft", "张建国 500.00 oneoff draft", "李秀英 500.00 oneoff draft"],
            await county.Lines());
        await county.Refused("还没有批准过", "payout", "run", Run, "--supplementary", "--today", Day, "--user", "甲");
        // January goes on as it was: worked out, waiting for its signatures.
        Assert.Contains("2026-01：已测算", await county.Done("payout", "show", "2026-01"));
        await county.Sign(Run, Day);
        await county.Refused("没有再做任何事", "payout", "run", Run, "--today", Day, "--user", "甲");
        Assert.Contains("逐条一致", await county.Done("payout", "replay", Run));
        var bank = new BankDesk(county, Run);
        await bank.Take();
        // 何守田 has no account of his own; the batch says where his money goes.
        Assert.Contains(bank.Rows(), r => r[1] == "何守田" && r[3] == "300.50" && r[5] == "6299980900000000999");
        await bank.Tell(("何守田", "账号不存在"), ("李秀英", "已销户"));
        Assert.Equal(
            ["何守田 300.50 oneoff failed", "张建国 500.00 oneoff paid", "李秀英 500.00 oneoff failed"],
            await county.Lines());
        await Again(county);
    }

    /// <summary>Both accounts take nothing: two people confirm one, for the other the list has another.</summary>
    private static async Task Again(TinyCounty county)
    {
        string[] supplement = ["--supplementary", "--only", "returned"];
        await county.Refused(
            "没有退回的款项可以重发", ["payout", "run", Run, .. supplement, "--today", Day, "--user", "甲"]);
        foreach (var user in new[] { "乙", "甲" })
            await county.Done(
                "payout", "confirm-account", LiXiuying, "--document", "银函1号", "--today", "2026-01-13", "--user", user);
        await county.Brought(
            $"春节慰问,{HeShoutian},何守田,300.5,慰问,慰字1号,,,,,,,是",
            $"春节慰问,{HeShoutian},何守田,300.5,慰问,慰字1号,,,,云溪农村商业银行清河支行,6299980900000000882");
        await county.Done(["payout", "run", Run, .. supplement, "--today", "2026-01-13", "--user", "甲"]);
        Assert.Equal(
            ["何守田 300.50 reissue draft", "李秀英 500.00 reissue draft"], await county.Lines($"{Run}-S1"));
        await county.Sign($"{Run}-S1", "2026-01-13");
        // Once: nothing is left, whoever asks again.
        string[] once = ["payout", "run", Run, "--supplementary", "--today", "2026-01-13", "--user", "甲"];
        Assert.Contains("没有任何人发放", await county.Done(once));
        Assert.Empty(await county.Lines($"{Run}-S2"));
        await county.Done("payout", "cancel", $"{Run}-S2", "--today", "2026-01-13", "--user", "甲");
        var bank = new BankDesk(county, $"{Run}-S1");
        await bank.Take("2026-01-13");
        Assert.Contains(bank.Rows(), r => r[1] == "何守田" && r[5] == "6299980900000000882");
    }

    [Fact]
    public async Task The_months_are_the_same_line_by_line_as_without_it()
    {
        await using var with = new TinyCounty();
        await with.January();
        await with.Brought([.. Three, $"春节慰问,{QianDayong},钱大勇,200,慰问,慰字2号,,,,云溪农商行,6299980900000000874"]);
        await with.WorkedOut();
        // The batch does not overtake the month, and nobody who is on no roster comes into it.
        await with.Sign();
        await with.Sign(Run, Day);
        var bank = new BankDesk(with, Run);
        await bank.Take();
        await bank.Tell(("何守田", "账号不存在"));
        await with.WorkedOut("--supplementary");
        await February(with);

        await using var without = new TinyCounty();
        await without.January();
        await without.Sign();
        await February(without);
        foreach (var month in new[] { "2026-01", "2026-02" })
        {
            Assert.Equal(await without.Done("lines", month), await with.Done("lines", month));
            Assert.Equal(
                await without.Done("exceptions", "list", month, "--code", "newcomer"),
                await with.Done("exceptions", "list", month, "--code", "newcomer"));
        }
    }

    private static async Task February(TinyCounty county)
    {
        await county.Done(
            "import", "changes", TinyCounty.Sample("changes-2026-02.csv"), "--today", "2026-02-05", "--user", "甲");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await county.Sign("2026-02", "2026-02-05");
    }

    [Fact]
    public async Task Cancelled_it_pays_nobody_and_the_next_attempt_pays_it()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Brought(Three);
        await county.WorkedOut();
        await county.Sign(Run, Day);
        await county.Done("payout", "cancel", Run, "--today", Day, "--user", "丙");
        await county.WorkedOut();
        Assert.Equal(3, (await county.Lines()).Length);
        Assert.Contains("\"attempt\":2", await county.Done("payout", "show", Run, "--json"));
        // What comes later has to be worked out before anybody signs.
        await county.Brought($"春节慰问,{WuZhiqiang},吴志强,500,慰问,慰字1号");
        await county.Refused("又导入了这一批的名单", "payout", "submit", Run, "--today", Day, "--user", "甲");
        await county.WorkedOut();
        await county.Done("payout", "submit", Run, "--today", Day, "--user", "甲");
    }
}
