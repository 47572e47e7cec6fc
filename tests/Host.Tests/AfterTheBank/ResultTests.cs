using System.Text;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>回盘: what the bank says comes in whole or not at all, and what did not go through is owed again.</summary>
[Collection(OneHome.Name)]
public sealed class ResultTests
{
    private const string LiXiuying = "999001194809120245";

    [Fact]
    public async Task Paid_and_failed_come_in_and_the_same_again_changes_nothing()
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        Assert.Contains("到账9笔、26,030.08元，失败或退回2笔、4,370.00元。", await bank.Tell(
            ("李秀英", "账号不存在"), ("王卫东", "已销户")));
        var statuses = await bank.Statuses();
        Assert.Equal(("paid", "failed", "failed", "held"),
            (statuses["吴志强"], statuses["李秀英"], statuses["王卫东"], statuses["何守田"]));
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-01"));

        // The same files under other names are the same files.
        var (paid, failed) = bank.Answer(("李秀英", "账号不存在"), ("王卫东", "已销户"));
        var (code, said, _) = await bank.Import(paid, failed, "改名");
        Assert.Equal((0, true), (code, said.Contains("已经导入过", StringComparison.Ordinal)));
        // Another file that says the same is no news either.
        (code, said, _) = await bank.Import(paid + "\r\n", failed + "\r\n");
        Assert.Equal((0, true), (code, said.Contains("早已知道11笔", StringComparison.Ordinal)));
        Assert.Equal(statuses, await bank.Statuses());
    }

    [Fact]
    public async Task Of_a_run_in_many_files_each_is_answered_by_itself()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("import", "banks", county.File("banks.csv", "代发银行,格式,每文件笔数\n代发银行,rcb-pipe,1\n"),
            "--today", "2026-01-08", "--user", "甲");
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Sign();
        var bank = new BankDesk(county);
        await bank.Take();
        var rows = bank.Rows();
        Assert.Equal(11, rows.Length);
        foreach (var (i, row) in rows.Index())
        {
            var line = string.Join('|', row.Take(6));
            // Somebody else's row beside it is none of this file's, and what is silent about the others says nothing.
            if (i == 0)
            {
                var (code, _, error) = await bank.Import($"{line}\r\n{line[..^1]}9\r\n", null, "错");
                Assert.True(code == 1, error);
            }

            var (_, said, _) = row[1] == "李秀英"
                ? await bank.Import("", $"{line}|账号不存在\r\n", $"第{i}份")
                : await bank.Import($"{line}\r\n", null, $"第{i}份");
            Assert.Contains(row[1] == "李秀英" ? "失败或退回1笔" : "到账1笔", said);
            Assert.DoesNotContain("按结果不明处理", said);
        }

        var statuses = await bank.Statuses();
        Assert.Equal(("paid", "failed", "held"), (statuses["吴志强"], statuses["李秀英"], statuses["何守田"]));
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-01"));
    }

    public static TheoryData<string, string> Broken => new()
    {
        { "金额差一分", "送盘3,488.00元，回盘3,488.01元（bank-amount-differs）" },
        { "多一笔", "不是2026-01送给代发银行的" },
        { "同一人两笔", "行号重复" },
        { "截断", "应有8栏，读到" },
        { "科学计数法", "账号是科学计数法" },
        { "别的单位", "是888001单位的，不是我方（999001）的" },
        { "账号换了", "账号尾号9999，送的是尾号0023" },
        { "户名换了", "户名“王秀英”与送的不同" },
        { "行号不是我方的", "不是我方的行号" },
        { "成功失败都有", "同一笔又在" },
        { "乱码", "文件已损坏" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_does_not_tie_is_refused_as_a_whole(string what, string why)
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        var (paid, failed) = bank.Answer();
        var id = bank.Rows().First(r => r[1] == "李秀英")[0];
        var line = paid.Split("\r\n").First(l => l.StartsWith(id, StringComparison.Ordinal));
        (paid, failed) = what switch
        {
            "金额差一分" => (paid.Replace("|3488.00|", "|3488.01|", StringComparison.Ordinal), failed),
            "多一笔" => (paid + line.Replace(id, RowIdOf(id, 99), StringComparison.Ordinal) + "\r\n", failed),
            "同一人两笔" => (paid + line + "\r\n", failed),
            "截断" => (paid[..^40], failed),
            "科学计数法" => (paid.Replace("6299980900000000023", "6.29998E+18", StringComparison.Ordinal), failed),
            "别的单位" => (paid.Replace(id, RowIdOf("888001" + id[6..], null), StringComparison.Ordinal), failed),
            "账号换了" => (paid.Replace("6299980900000000023", "6299980900000009999", StringComparison.Ordinal), failed),
            "户名换了" => (paid.Replace("|李秀英|", "|王秀英|", StringComparison.Ordinal), failed),
            "行号不是我方的" => (paid.Replace(id, "1" + id[1..], StringComparison.Ordinal), failed),
            "成功失败都有" => (paid, $"{line}|账号不存在\r\n"),
            _ => (paid, failed),
        };
        var (code, _, error) = what == "乱码"
            ? await county.Command(
                "import", "bank-result", bank.Write("坏_S.txt", paid + "ÿ", Encoding.Latin1), "--bank", BankDesk.Bank,
                "--today", "2026-01-12", "--user", "甲")
            : await bank.Import(paid, failed);
        Assert.Equal(1, code);
        Assert.Contains(why, error);
        Assert.All((await bank.Statuses()).Values, s => Assert.Contains(s, new[] { "sent", "held" }));
    }

    public static TheoryData<string> Messes => ["LF", "CR", "UTF-8", "全角", "空行"];

    [Theory]
    [MemberData(nameof(Messes))]
    public async Task What_Excel_and_mail_do_to_a_file_does_no_harm(string mess)
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        var (paid, _) = bank.Answer();
        paid = mess switch
        {
            "LF" => paid.Replace("\r\n", "\n", StringComparison.Ordinal),
            "CR" => paid.Replace("\r\n", "\r", StringComparison.Ordinal),
            "全角" => paid.Replace("3488.00", "３４８８．００", StringComparison.Ordinal),
            "空行" => paid + "\r\n",
            _ => paid,
        };
        var (code, said, error) = await county.Command("import", "bank-result",
            bank.Write("回盘_S.txt", paid, mess == "UTF-8" ? new UTF8Encoding(true) : null), "--bank", BankDesk.Bank,
            "--today", "2026-01-12", "--user", "甲");
        Assert.True(code == 0, error);
        Assert.Contains("到账11笔", said);
    }

    [Fact]
    public async Task A_row_that_is_missing_is_unknown_until_the_bank_says_more_and_is_not_sent_again()
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        var (paid, failed) = bank.Answer(("李秀英", "账号不存在"), ("王卫东", "超时，正在处理"));
        var lines = paid.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var (code, said, error) = await bank.Import(string.Join("\r\n", lines[1..]) + "\r\n", failed);
        Assert.True(code == 0, error);
        Assert.Contains("结果不明1笔", said);
        Assert.Contains("送出的有1笔回盘里没有", said);
        Assert.Contains("已交盘", await county.Done("payout", "show", "2026-01"));
        Assert.Equal(["unknown"], (await bank.Statuses()).Where(s => s.Key is "吴志强" or "王卫东").Select(s => s.Value)
            .Distinct());
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        var february = TinyCounty.Rows(await county.Done("lines", "2026-02")).ToLookup(r => r[2]);
        Assert.Equal(["regular"], february["吴志强"].Select(r => r[6]));

        // The bank says more: one arrived, one did not.
        (code, said, error) = await bank.Import(lines[0] + "\r\n",
            failed.Split("\r\n").First(l => l.Contains("王卫东", StringComparison.Ordinal))
                .Replace("超时，正在处理", "户名不符", StringComparison.Ordinal) + "\r\n", "补充");
        Assert.True(code == 0, error);
        Assert.Contains("到账1笔", said);
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-01"));
        Assert.Equal(("paid", "failed"), ((await bank.Statuses())["吴志强"], (await bank.Statuses())["王卫东"]));
    }

    [Fact]
    public async Task What_came_back_is_sent_again_once_when_the_account_is_another_and_fails_again_if_it_must()
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        await bank.Tell(("李秀英", "账号不存在"));
        string[] only = ["payout", "run", "2026-01", "--supplementary", "--only", "returned", "--user", "甲", "--today"];
        Assert.Contains("没有退回的款项可以重发", (await county.Command([.. only, "2026-01-13"])).Error);
        await Account(county, "6299980900000001112", "换卡1号", "2026-01-14");
        await county.Done([.. only, "2026-01-14"]);
        Assert.Equal(["李秀英 reissue 3488.00"], Reissued(await county.Done("lines", "2026-01-S1")));
        await county.Sign("2026-01-S1", "2026-01-14");
        // Raced by a second clerk, or in the next month: it is sent once.
        Assert.Contains("没有退回的款项可以重发", (await county.Command([.. only, "2026-01-15"])).Error);
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        Assert.Equal(["李秀英 regular 3488.00"], Reissued(await county.Done("lines", "2026-02")));
        await county.Done("payout", "cancel", "2026-02", "--today", "2026-02-05", "--user", "甲");

        // It fails again on the new account, and a late notice of the first row says nothing new.
        var second = new BankDesk(county, "2026-01-S1");
        await second.Take("2026-02-05");
        await second.Tell(("李秀英", "已销户"));
        var (_, late) = bank.Answer(("李秀英", "账号不存在，退票"));
        var (code, said, error) = await county.Command("import", "bank-result", bank.Write("迟_F.txt", late), "--bank",
            BankDesk.Bank, "--today", "2026-02-06", "--user", "甲");
        Assert.True(code == 0, error);
        Assert.Contains("早已知道1笔", said);
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-06", "--user", "甲");
        Assert.Equal(
            ["李秀英 regular 3488.00 held", "李秀英 reissue 3488.00 held"],
            Reissued(await county.Done("lines", "2026-02"), true));
        await Account(county, "6299980900000001120", "换卡2号", "2026-02-07");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-07", "--user", "甲");
        Assert.Equal(
            ["李秀英 regular 3488.00 draft", "李秀英 reissue 3488.00 draft"],
            Reissued(await county.Done("lines", "2026-02"), true));
    }

    [Fact]
    public async Task The_list_says_who_was_not_reached_and_why_and_whom_the_bank_holds_for_dead()
    {
        await using var county = await BankDesk.Sent();
        await new BankDesk(county).Tell(("李秀英", "账号不存在"), ("王卫东", "客户已死亡"));
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        var february = await Cases(county, "2026-02");
        Assert.Equal("李秀英2026-01的3488.00元被代发银行退回：账号不存在（2026年1月12日）。钱没有到人手里，已重新计入应发；"
            + "同一账户后面的钱也先不发。", february["returned"][9]);
        Assert.Equal(
            "代发银行回盘2026年1月12日显示王卫东可能已去世。2026年1月至2月共1764.00元已计入暂缓，待核实。仅凭这一条不会停发。",
            february["death-reported"][9]);
        Assert.Equal(["6976.00", "1764.00"], new[] { february["returned"][12], february["death-reported"][12] });
        // Two of the station saw him: he is released, with what they wrote.
        await county.Done("exceptions", "release", february["death-reported"][16], "--reason", "两人上门见到本人",
            "--document", "核实1号", "--today", "2026-02-05", "--user", "乙");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await county.Sign("2026-02", "2026-02-05");
        Assert.Equal(
            ["王卫东 regular 882.00", "王卫东 reissue 882.00"],
            TinyCounty.Rows(await county.Done("lines", "2026-02")).Where(r => r[2] == "王卫东")
                .Select(r => $"{r[2]} {r[6]} {r[7]}").Order(StringComparer.Ordinal));
        await county.Done("payout", "run", "2026-03", "--today", "2026-03-04", "--user", "甲");
        Assert.StartsWith("李秀英尾号0023的账户上次被退（账号不存在），还没有更换或确认。本月10464.00元不再往这个账户送",
            (await Cases(county, "2026-03"))["account-dead-until-fixed"][9]);

        static async Task<Dictionary<string, string[]>> Cases(TinyCounty county, string run) =>
            TinyCounty.Rows(await county.Done("exceptions", "list", run)).Where(r => r[2] == "block")
                .ToDictionary(r => r[1]);
    }

    [Fact]
    public async Task Money_that_arrived_and_came_back_later_is_owed_again()
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        await bank.Tell();
        Assert.Equal("paid", (await bank.Statuses())["李秀英"]);
        var (_, returned) = bank.Answer(("李秀英", "退票：户名不符"));
        var (code, said, error) = await county.Command(
            "import", "bank-result", bank.Write("退票_F.txt", returned), "--bank", BankDesk.Bank, "--today", "2026-01-20",
            "--user", "甲");
        Assert.True(code == 0, error);
        Assert.Contains("失败或退回1笔、3,488.00元", said);
        Assert.Equal("returned", (await bank.Statuses())["李秀英"]);
        // And that it was paid after all is a contradiction that people look into.
        var (paid, _) = bank.Answer();
        (code, _, error) = await bank.Import(
            paid.Split("\r\n").First(l => l.Contains("李秀英", StringComparison.Ordinal)) + "\r\n", null, "又说");
        Assert.Equal((1, true), (code, error.Contains("以前的回盘是“退回”，这一份是“到账”，两份相反", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Nobody_imports_what_he_handed_over_and_nothing_comes_back_of_what_is_still_here()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Done("user", "add", "丁", "--roles", "财务,经办");
        await county.Done("payout", "export", "2026-01", "--today", "2026-01-09", "--user", "乙");
        var bank = new BankDesk(county);
        var (paid, failed) = bank.Answer();
        Assert.Contains("还没有登记交盘", (await bank.Import(paid, failed)).Error);
        await county.Done("payout", "handover", "2026-01", "--today", "2026-01-09", "--user", "丁");
        Assert.Contains("导入回盘要换一个人", (await bank.Import(paid, failed, user: "丁")).Error);
        Assert.Equal(0, (await bank.Import(paid, failed)).Code);
    }

    private static Task<string> Account(TinyCounty county, string account, string document, string on) => county.Done(
        "change", "账户变更", LiXiuying, "--生效日期", on, "--银行账号", account, "--文号", document, "--today", on,
        "--user", "甲");

    private static IEnumerable<string> Reissued(string lines, bool withStatus = false) =>
        TinyCounty.Rows(lines).Where(r => r[2] == "李秀英")
            .Select(r => $"{r[2]} {r[6]} {r[7]}{(withStatus ? " " + r[8] : "")}").Order(StringComparer.Ordinal);

    /// <summary>Another person's row id of the same run, or the same with the check digit right.</summary>
    private static string RowIdOf(string id, int? person) => Disbursement.Domain.Payouts.RowId.For(
        id[..6], int.Parse(id[6..11]), int.Parse(id[11..13]), person ?? int.Parse(id[13..22]));
}
