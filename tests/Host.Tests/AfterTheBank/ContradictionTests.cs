using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>What does not agree stops and is said: nothing is guessed, nothing of a file comes in by half.</summary>
[Collection(OneHome.Name)]
public sealed class ContradictionTests
{
    private const string LiXiuying = "999001194809120245";

    [Fact]
    public async Task Who_died_after_the_approval_does_not_go_to_the_bank_unless_the_approver_says_so()
    {
        await using var county = await BankDesk.Approved();
        await By(county, "乙", "payout", "export", "2026-01");
        await county.Done("change", "死亡", LiXiuying, "--生效日期", "2025-12-20", "--文号", "死证1号", "--today", "2026-01-09",
            "--user", "甲");
        await Refused(county, "李秀英3,488.00元（changed-after-approval），没有交盘", "丁", "payout", "handover", "2026-01");
        Assert.Contains("已登记交盘", await By(county, "丁", "payout", "handover", "2026-01", "--as-approved", "照发1号"));
        await Refused(county, "文件早已交盘，不再导出，没有做任何事", "乙", "payout", "export", "2026-01");
    }

    [Fact]
    public async Task Who_struck_a_row_out_does_not_export_and_a_new_approval_makes_the_strike_void()
    {
        await using var county = await BankDesk.Approved(finance: true);
        await county.Done("user", "add", "戊", "--roles", "审批,复核");
        await By(county, "戊", "payout", "strike", "2026-01", LiXiuying, "--reason", "家属反映去世", "--document", "撤1号");
        var bank = new BankDesk(county);
        Assert.Equal(("cancelled", "approved"), ((await bank.Statuses())["李秀英"], (await bank.Statuses())["王卫东"]));
        await Refused(county, "撤下", "戊", "payout", "export", "2026-01");

        // Finance returns it: worked out and approved again, she is in it again.
        await By(county, "丁", "payout", "finance", "send", "2026-01", "--document", "送1号");
        await By(county, "丁", "payout", "finance", "return", "2026-01", "--document", "退1号", "--note", "查无此事");
        await By(county, "甲", "payout", "run", "2026-01");
        await county.Sign("2026-01", "2026-01-09");
        Assert.Equal("approved", (await bank.Statuses())["李秀英"]);
    }

    public static TheoryData<string, string, string, string> Answers => new()
    {
        { "到账", "", "账号不存在|100.00", "说是失败，又入了账100.00元，说不清" },
        { "成功文件里有原因", "账号不存在", "", "账号不存在" },
        { "入账比送的多", "|3488.01", "", "入账3,488.01元，比送的多" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task A_row_that_says_two_things_is_refused(string what, string inPaid, string inFailed, string why)
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        var (paid, failed) = bank.Answer(("李秀英", inFailed));
        if (inPaid.Length > 0) (paid, failed) = (paid + $"{Line(failed)}|{inPaid}\r\n", "");
        var (code, _, error) = await bank.Import(paid, failed, what);
        Assert.Equal(1, code);
        Assert.Contains(why, error);
        Assert.Equal("sent", (await bank.Statuses())["李秀英"]);
    }

    [Fact]
    public async Task Two_results_that_differ_are_refused_and_the_first_stands()
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        var (paid, failed) = bank.Answer(("李秀英", ""));
        var line = Line(failed);
        Assert.Contains("到账10笔", (await bank.Import(paid + $"{line}||100.00\r\n", null)).Said);
        Assert.Equal("partly", (await bank.Statuses())["李秀英"]);
        var (code, _, error) = await bank.Import($"{line}||200.00\r\n", null, "又");
        Assert.Equal((1, true), (code, error.Contains("以前的回盘入账100.00元，这一份入账200.00元", StringComparison.Ordinal)));

        // Arrived, and now words that nobody knows: neither returned nor unknown without the bank's letter.
        var other = Line(bank.Answer(("王卫东", "")).Failed);
        (code, _, error) = await bank.Import("", $"{other}|业务处理中心提示\r\n", "再");
        Assert.Equal((1, true), (code, error.Contains("以前的回盘是“到账”，这一份是“业务处理中心提示”", StringComparison.Ordinal)));
        Assert.Equal("paid", (await bank.Statuses())["王卫东"]);
    }

    private static string Line(string row) => string.Join('|', row.TrimEnd('\r', '\n').Split('|').Take(6));

    private static Task<string> By(TinyCounty county, string user, params string[] what) =>
        county.Done([.. what, "--today", "2026-01-09", "--user", user]);

    private static Task Refused(TinyCounty county, string why, string user, params string[] what) =>
        county.Refused(why, [.. what, "--today", "2026-01-09", "--user", user]);
}
