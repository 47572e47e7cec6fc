using System.Text;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>
/// What banks' files have done to offices elsewhere, each with a file of its own. `bank-file-list.csv` says for each
/// which test tries it, here or in the other classes.
/// </summary>
[Collection(OneHome.Name)]
public sealed class BankFileListTests
{
    private const string LiXiuying = "999001194809120245";

    [Fact]
    public async Task Whole_reject_nothing_was_paid_and_an_answer_to_the_rejected_transmission_is_none()
    {
        var (county, bank) = await PainDesk.Sent();
        await using var home = county;
        var first = bank.Last();
        var (code, _, error) = await bank.Answer(first.Message, "RJCT");
        Assert.Equal((1, true), (code, error.Contains("银行整批退回", StringComparison.Ordinal)));
        Assert.All((await new BankDesk(county).Statuses()).Values, s => Assert.Contains(s, new[] { "sent", "held" }));
        string[] rejected = ["payout", "doubt", "2026-01", "--outcome", "rejected", "--document", "银行函1号"];
        await By(county, "甲", rejected);
        await By(county, "乙", rejected);
        await new BankDesk(county).Take();

        // Late, the bank says something of the file that it rejected.
        var second = bank.Last();
        Assert.NotEqual(first.Message, second.Message);
        (code, _, error) = await bank.Answer(first.Message, "ACCC");
        Assert.Equal((1, true), (code, error.Contains("那一次传送已登记为整批退回或已换新", StringComparison.Ordinal)));
        Assert.Equal(first.Rows, second.Rows);
        Assert.Contains("到账11笔、30,400.08元", (await bank.Answer(second.Message, "ACCC")).Said);
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-01"));
    }

    [Fact]
    public async Task PART_leaves_what_it_does_not_list_unknown_and_the_final_answer_with_only_rejects_settles_it()
    {
        var (county, bank) = await PainDesk.Sent();
        await using var home = county;
        var sent = bank.Last();
        var (code, said, error) = await bank.Answer(sent.Message, "PART", Row("王卫东", "ACCC", null));
        Assert.True(code == 0, error);
        Assert.Contains("到账1笔、882.00元", said);
        Assert.Contains("送出的有10笔回盘里没有", said);
        Assert.Equal(("paid", "unknown", "unknown"), await Status(county, "王卫东", "李秀英", "吴志强"));
        Assert.Contains("已交盘", await county.Done("payout", "show", "2026-01"));

        (code, said, error) = await bank.Answer(sent.Message, "ACCC", Row("李秀英", "RJCT", "AC04"));
        Assert.True(code == 0, error);
        Assert.Contains("到账9笔、26,030.08元，失败或退回1笔、3,488.00元", said);
        Assert.Equal(("paid", "failed", "paid"), await Status(county, "王卫东", "李秀英", "吴志强"));
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-01"));

        (string, string, string, string?) Row(string name, string status, string? reason) =>
            (sent.Rows[name].Id, sent.Rows[name].Yuan, status, reason);
    }

    [Fact]
    public async Task A_name_comes_back_as_the_bank_can_write_it_and_with_a_bar_inside_a_character()
    {
        await using var county = new TinyCounty();
        // 珅 is AB7C: its second byte is the bar that parts the fields. 䶮 is FE9F, which an old table makes private.
        Assert.Equal([0xAB, (byte)'|'], BankDesk.Gb18030.GetBytes("珅"));
        await county.January(county.File("roster.csv", (await File.ReadAllTextAsync(
                TinyCounty.Sample("roster.csv"), TestContext.Current.CancellationToken))
            .Replace("李秀英", "李䶮珅", StringComparison.Ordinal).Replace("王卫东", "王珅䶮", StringComparison.Ordinal)));
        await county.Done("import", "banks", county.File("banks.csv", "代发银行,格式,开户行包含\n代发银行,abc-fixed,\n"),
            "--today", "2026-01-08", "--user", "甲");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Sign();
        var bank = new BankDesk(county);
        await bank.Take();
        var sent = Directory.GetFiles(Path.Combine(county.Home, "out", "2026-01", "bank"), "*.txt").Single();
        var answer = new StringBuilder();
        foreach (var row in Lines(await File.ReadAllBytesAsync(sent, TestContext.Current.CancellationToken)))
        {
            var (name, account) = (Field(row, 0, 60), Field(row, 60, 30));
            answer.Append($"1|S|{account}|{name}|{Field(row, 90, 18)}|{Field(row, 108, 30)}|\r\n");
        }

        var told = answer.ToString();
        Assert.Contains("李䶮珅", told);
        var path = bank.Write("回盘.txt", told.Replace("李䶮珅", "李\uE863珅", StringComparison.Ordinal)
            .Replace("王珅䶮", "王珅?", StringComparison.Ordinal));
        Assert.Contains("到账11笔", await county.Done(
            "import", "bank-result", path, "--bank", BankDesk.Bank, "--today", "2026-01-12", "--user", "甲"));

        static IEnumerable<byte[]> Lines(byte[] file) => file.Chunk(60 + 30 + 18 + 30 + "\r\n".Length);

        static string Field(byte[] row, int from, int bytes) =>
            BankDesk.Gb18030.GetString(row, from, bytes).TrimEnd(' ');
    }

    [Fact]
    public async Task Paid_then_returned_then_repaid_and_a_second_notice_of_the_old_return_is_no_news()
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        await bank.Tell();
        Assert.Contains("失败或退回1笔、3,488.00元", await Notice("退票", "退票：账号不存在", "2026-01-20"));
        await county.Done("change", "账户变更", LiXiuying, "--生效日期", "2026-01-20", "--银行账号", "6299980900000001112",
            "--文号", "换卡1号", "--today", "2026-01-20", "--user", "甲");
        await county.Done(
            "payout", "run", "2026-01", "--supplementary", "--only", "returned", "--today", "2026-01-21", "--user",
            "甲");
        await county.Sign("2026-01-S1", "2026-01-21");
        var again = new BankDesk(county, "2026-01-S1");
        await again.Take("2026-01-21");
        Assert.Contains("到账1笔、3,488.00元", await again.Tell());

        Assert.Contains("早已知道1笔", await Notice("退票第二次", "退票：账号不存在。", "2026-01-22"));
        Assert.Equal("paid", (await again.Statuses())["李秀英"]);
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        Assert.Equal(["regular 3488.00 draft"], TinyCounty.Rows(await county.Done("lines", "2026-02"))
            .Where(r => r[2] == "李秀英").Select(r => $"{r[6]} {r[7]} {r[8]}"));

        async Task<string> Notice(string name, string reason, string today)
        {
            var (_, returned) = bank.Answer(("李秀英", reason));
            return await county.Done("import", "bank-result", bank.Write($"{name}_F.txt", returned), "--bank",
                BankDesk.Bank, "--today", today, "--user", "甲");
        }
    }

    [Fact]
    public async Task An_empty_list_of_failures_is_the_same_bytes_every_month_and_comes_in_each_time()
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        await Whole(bank, "2026-01-12");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await county.Sign("2026-02", "2026-02-05");
        var february = new BankDesk(county, "2026-02");
        await february.Take("2026-02-06");
        await Whole(february, "2026-02-09");
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-02"));

        async Task Whole(BankDesk desk, string today)
        {
            var (paid, _) = desk.Answer();
            var said = await county.Done("import", "bank-result", desk.Write("回盘_S.txt", paid),
                desk.Write("回盘_F.txt", ""), "--bank", BankDesk.Bank, "--today", today, "--user", "甲");
            Assert.Contains("到账11笔", said);
            Assert.DoesNotContain("已经导入过", said);
        }
    }

    [Fact]
    public async Task Every_item_of_the_list_has_its_test()
    {
        var samples = Path.GetDirectoryName(Path.GetDirectoryName(TinyCounty.Sample("roster.csv")))!;
        var root = Path.Combine(Path.GetDirectoryName(samples)!, "tests");
        var source = new StringBuilder();
        foreach (var file in new[] { "Host.Tests", "Jobs.Tests" }.SelectMany(
            f => Directory.GetFiles(Path.Combine(root, f), "*Tests.cs", SearchOption.AllDirectories)))
            source.Append(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        var text = source.ToString();
        var items = await File.ReadAllLinesAsync(
            Path.Combine(root, "Host.Tests", "AfterTheBank", "bank-file-list.csv"),
            TestContext.Current.CancellationToken);
        Assert.All(items.Skip(1), item => Assert.Contains($" {item.Split(',')[1]}(", text));
        Assert.InRange(items.Length, 40, 200);
    }

    private static async Task<(string, string, string)> Status(
        TinyCounty county, string one, string another, string third)
    {
        var all = await new BankDesk(county).Statuses();
        return (all[one], all[another], all[third]);
    }

    private static Task<string> By(TinyCounty county, string user, params string[] what) =>
        county.Done([.. what, "--today", "2026-01-09", "--user", user]);
}
