using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>结账: the bank's own account says what our books say, to the fen, or the month stays open.</summary>
[Collection(OneHome.Name)]
public sealed class ClosingTests
{
    private const string Header = "日期,借贷,金额,流水号,对方户名,对方账号,摘要";

    /// <summary>
    /// A bank may debit the file and put back what failed, one by one or in one sum, or debit what went through.
    /// </summary>
    public static TheoryData<string> Habits =>
    [
        "2026-01-09,借,30400.08,A1,,,代发 2026-01|2026-01-12,贷,3488.00,A2,李秀英,6299980900000000023,退",
        "2026-01-09,借,30400.08,A1,,,{文件名}|2026-01-12,贷,3488.00,A2,,,{行号}",
        "2026-01-09,支出,26912.08,A1,,,",
        "2026-01-09,借,30000.08,A1,,,{文件名}|2026-01-09,借,400.00,A2,,,{文件名}|2026-01-12,贷,3488.00,A3,,,",
    ];

    [Theory]
    [MemberData(nameof(Habits))]
    public async Task A_statement_finds_its_run_and_the_month_is_closed(string lines)
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        await bank.Tell(("李秀英", "账号不存在"));
        var row = bank.Rows().First(r => r[1] == "李秀英");
        var file = Directory.GetFiles(Path.Combine(county.Home, "out", "2026-01", "bank"), "*.txt")[0];
        var said = await Bring(county, lines.Replace("{行号}", row[0], StringComparison.Ordinal)
            .Replace("{文件名}", Path.GetFileName(file), StringComparison.Ordinal).Split('|'));
        Assert.DoesNotContain("还不知道归到哪一批", said);
        Assert.Single((await county.Done("bank-statement", "list", "--open"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries));
        await county.Refused("异常没有负责人", "payout", "close", "2026-01", "--today", "2026-01-30", "--user", "丁");
        said = await Close(county);
        Assert.Contains("2026-01已结账：送盘30,400.08元，到账26,912.08元，退回3,488.00元，与对账单相符。", said);
        Assert.Contains("没有再做任何事", await Close(county));
        Assert.Contains("已结账", await county.Done("payout", "show", "2026-01"));
    }

    [Fact]
    public async Task What_differs_is_on_the_list_with_both_sides_and_the_month_stays_open()
    {
        await using var county = await BankDesk.Sent();
        await new BankDesk(county).Tell(("李秀英", "账号不存在"));
        Assert.Contains("代发银行的对账单里还没有这一批的支出", await CannotClose(county));
        await Bring(county, "2026-01-09,借,30400.08,A1,,,", "2026-01-12,贷,3487.99,A2,,,");
        Assert.Contains("对账差3,488.00元（代发银行：支出30,400.08元，退回0.00元；我方到账26,912.08元，退回3,488.00元）",
            await CannotClose(county));
        Assert.Equal(
            "statement-differs 银行对账单：支出30400.08元，退回0.00元；我方到账26912.08元，退回3488.00元，差3488.00元。",
            await Cases(county, "statement-differs"));
        // One fen short is not the same: a person has to say what the line is, and the fen is still missing.
        await Allot(county, "A2", "--run", "2026-01");
        Assert.Contains("对账差0.01元", await CannotClose(county));
        await Bring(county, "2026-01-13,贷,0.01,A3,,,补退");
        await Allot(county, "A3", "--run", "2026-01");
        Assert.Equal("", await Cases(county, "statement-differs"));
        Assert.Contains("与对账单相符", await Close(county));
        await county.Refused("已经结账，它的对账单行不能再改归属", "bank-statement", "allot", "A3", "--as", "其他",
            "--document", "文2号", "--today", "2026-01-30", "--user", "丁");
    }

    [Fact]
    public async Task A_debit_that_nobody_can_explain_keeps_the_month_open()
    {
        await using var county = await BankDesk.Sent();
        await new BankDesk(county).Tell();
        await Bring(county, "2026-01-09,借,30400.08,A1,,,", "2026-01-15,借,5000.00,A9,某某公司,,货款",
            "2026-01-20,贷,1.23,A4,,,结息");
        Assert.Contains("对账单里有1笔支出不知道归到哪一批", await CannotClose(county));
        await Allot(county, "A9", "--as", "其他");
        Assert.Contains("与对账单相符", await Close(county));
        // Interest lies there for nobody, and is given back.
        await Bring(county, "2026-01-21,贷,5000.00,B1,某某公司,,错账冲回");
        await Allot(county, "B1", "--as", "其他");
        Assert.Equal("", await Cases(county, "idle-balance", "2026-01-30"));
        Assert.Equal("idle-balance 代发户月末余额1.23元，没有对应的待发明细。", await Cases(county, "idle-balance", "2026-02-01"));
        await Bring(county, "2026-02-02,借,1.23,C1,国库云溪县支库,,利息缴库");
        await Allot(county, "C1", "--as", "缴回");
        Assert.Equal("", await Cases(county, "idle-balance", "2026-03-01"));
    }

    [Fact]
    public async Task Money_that_comes_back_after_the_close_is_owed_again_and_looked_for_in_the_account()
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        await bank.Tell();
        await Bring(county, "2026-01-09,借,30400.08,A1,,,");
        await Close(county);
        var line = string.Join('|', bank.Rows().First(r => r[1] == "李秀英").Take(6));
        var (code, _, error) = await bank.Import("", $"{line}|已销户退票\r\n", "退票", "2026-02-02");
        Assert.True(code == 0, error);
        Assert.Contains("已结账", await county.Done("payout", "show", "2026-01"));
        Assert.Equal(
            "bank-result-after-close 2026-01已经结账，代发银行又退回李秀英3488.00元（2026年2月2日，已销户）。",
            await Cases(county, "bank-result-after-close", "2026-02-03"));
        await Bring(county, "2026-02-02,贷,3488.00,D1,李秀英,6299980900000000023,退票");
        Assert.Equal("", await Cases(county, "bank-result-after-close", "2026-02-03"));

        // Nobody has paid it again: after some days it is asked for, until a run sends it.
        Assert.Equal("", await Cases(county, "returned-not-reissued", "2026-02-07"));
        Assert.Equal("returned-not-reissued 李秀英2026年1月的3488.00元退回6天还没有重发，钱在代发户。",
            await Cases(county, "returned-not-reissued", "2026-02-08"));
        await county.Done("change", "账户变更", "999001194809120245", "--银行账号", "6299980900000009991", "--文号", "换1号",
            "--生效日期", "2026-02-09", "--today", "2026-02-09", "--user", "甲");
        await county.Done("payout", "run", "2026-01", "--supplementary", "--only", "returned", "--today", "2026-02-09",
            "--user", "甲");
        Assert.NotEqual("", await Cases(county, "returned-not-reissued", "2026-02-09"));
        await county.Sign("2026-01-S1", "2026-02-09");
        Assert.Equal("", await Cases(county, "returned-not-reissued", "2026-02-10"));
    }

    [Fact]
    public async Task The_same_line_is_one_line_and_another_under_its_number_is_refused()
    {
        await using var county = await BankDesk.Sent();
        Assert.Contains("新增1行", await Bring(county, "2026-01-09,借,30400.08,A1,,,"));
        Assert.Contains("新增1行，已知1行", await Bring(county, "2026-01-09,借,30400.08,A1,,,", "2026-01-10,贷,5.00,A2,,,"));
        var (code, _, error) = await county.Command("import", "bank-statement",
            Write(county, "2026-01-09,借,30400.09,A1,,,"), "--today", "2026-01-12", "--user", "丁");
        Assert.Equal(1, code);
        Assert.Contains("这个流水号同一天已经有一行", error);
    }

    private static async Task<string> CannotClose(TinyCounty county)
    {
        var (code, _, error) = await county.Command(
            "payout", "close", "2026-01", "--carry-to", "甲", "--today", "2026-01-30", "--user", "丁");
        Assert.Equal(1, code);
        return error;
    }

    private static Task<string> Close(TinyCounty county) => county.Done(
        "payout", "close", "2026-01", "--carry-to", "甲", "--today", "2026-01-30", "--user", "丁");

    private static Task<string> Allot(TinyCounty county, string serial, params string[] to) => county.Done(
        ["bank-statement", "allot", serial, .. to, "--document", "文1号", "--today", "2026-02-02", "--user", "丁"]);

    private static Task<string> Bring(TinyCounty county, params string[] lines) => county.Done(
        "import", "bank-statement", Write(county, lines), "--today", "2026-02-02", "--user", "丁");

    private static string Write(TinyCounty county, params string[] lines)
    {
        var path = Path.Combine(county.Home, $"{Guid.NewGuid():N}.csv");
        File.WriteAllLines(path, [Header, .. lines]);
        return path;
    }

    private static async Task<string> Cases(TinyCounty county, string code, string today = "2026-01-30") =>
        string.Join('\n', TinyCounty.Rows(
                await county.Done("exceptions", "list", "2026-01", "--code", code, "--today", today))
            .Select(r => $"{r[1]} {r[9]}"));
}
