using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Npgsql;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>交盘: each file once; what is in doubt is for two people, and never for the program.</summary>
[Collection(OneHome.Name)]
public sealed class HandOverTests
{
    private const string Banks = "代发银行,格式,开户行包含,传送\n";

    [Fact]
    public async Task A_file_is_handed_over_once_and_the_journal_knew_it_before()
    {
        await using var county = await Exported();
        var said = await HandOver(county);
        Assert.Contains("11笔，30,400.08元。已登记交盘", said);
        Assert.Contains("早已交盘，没有再做任何事", await HandOver(county));
        var journal = File.ReadAllText(Path.Combine(county.Home, "handover.journal"));
        Assert.Equal(journal, File.ReadAllText(Path.Combine(county.Home, "out", "handover.journal")));
        var line = Assert.Single(journal.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("\"run\":\"2026-01\"", line);
        Assert.Contains("已交盘", await county.Done("payout", "show", "2026-01"));
        await Refused(county, "不能再取消", "丙", "payout", "cancel", "2026-01");
    }

    [Fact]
    public async Task Files_that_lie_elsewhere_are_handed_over_from_there()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Done("user", "add", "丁", "--roles", "财务");
        var usb = Path.Combine(Path.GetDirectoryName(county.Home)!, "U盘");
        await By(county, "乙", "payout", "export", "2026-01", "--out", usb);
        Assert.Contains(usb, await HandOver(county));
        Assert.True(File.Exists(Path.Combine(county.Home, "out", "handover.journal")));
        Directory.Delete(usb, recursive: true);
    }

    [Fact]
    public async Task Who_submitted_does_not_hand_over_and_a_changed_file_does_not_go()
    {
        await using var county = await Exported();
        await Refused(county, "交盘要由复核或财务办理", "甲", "payout", "handover", "2026-01");
        var file = Directory.GetFiles(Path.Combine(county.Home, "out", "2026-01", "bank"), "*.txt")[0];
        await File.AppendAllTextAsync(file, " ", TestContext.Current.CancellationToken);
        await Refused(county, "指纹不符", "丁", "payout", "handover", "2026-01");
        File.Delete(file);
        await Refused(county, "没有交盘。请重新导出", "丁", "payout", "handover", "2026-01");
        await county.Done("payout", "export", "2026-01", "--today", "2026-01-09", "--user", "乙");
        Assert.Contains("已登记交盘", await HandOver(county));
    }

    [Fact]
    public async Task What_the_bank_signs_for_has_to_be_what_was_sent()
    {
        await using var county = await Exported();
        string[] sign = ["payout", "acknowledge", "2026-01", "--receipt", "签1号", "--count", "11", "--sum"];
        await Refused(county, "还没有交盘", "丁", [.. sign, "30400.08"]);
        await HandOver(county);
        await Refused(county, "对不上（bank-ack-differs）", "丁", [.. sign, "30400.07"]);
        Assert.Contains("已登记银行签收", await By(county, "丁", [.. sign, "30400.08"]));
        Assert.Contains("早已登记", await By(county, "丁", [.. sign, "30400.08"]));
    }

    [Fact]
    public async Task Into_a_folder_it_goes_whole_and_over_nothing()
    {
        await using var county = new TinyCounty();
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(county.Home)!, "交换")).FullName;
        await Exported(county, folder);
        var name = Path.GetFileName(
            Directory.GetFiles(Path.Combine(county.Home, "out", "2026-01", "bank"), "*.txt")[0]);
        await File.WriteAllTextAsync(Path.Combine(folder, name), "别人的", TestContext.Current.CancellationToken);
        await Refused(county, "已经在交换目录里，没有再放", "丁", "payout", "handover", "2026-01");
        File.Delete(Path.Combine(folder, name));
        Assert.Contains("已放入", await HandOver(county));
        Assert.Equal(name, Path.GetFileName(Assert.Single(Directory.GetFiles(folder))));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Cut_off_on_the_way_it_is_in_doubt_and_two_people_say_what_the_bank_says()
    {
        await using var county = new TinyCounty();
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(county.Home)!, "断线")).FullName;
        await Exported(county, folder);
        var name = Path.GetFileName(
            Directory.GetFiles(Path.Combine(county.Home, "out", "2026-01", "bank"), "*.txt")[0]);
        // The last step on the other side cannot be done.
        Directory.CreateDirectory(Path.Combine(folder, name));
        var (code, said, _) = await county.Command(
            "payout", "handover", "2026-01", "--today", "2026-01-09", "--user", "丁");
        Assert.Equal((1, true), (code, said.Contains("不知道银行收到没有（handover-in-doubt）", StringComparison.Ordinal)));
        Directory.Delete(Path.Combine(folder, name));
        Assert.Contains("待核实，系统不会再传", await HandOver(county));
        Assert.Contains("2026-01传送中断，不知道银行收到没有。系统不会再传一次。,打电话问代发银行：收到没有",
            await county.Done("exceptions", "list", "--code", "handover-in-doubt", "--today", "2026-01-09"));
        Assert.DoesNotContain(Directory.GetFiles(folder), f => Path.GetFileName(f) == name);

        string[] not = ["payout", "doubt", "2026-01", "--outcome", "not-received", "--document", "银行函1号"];
        Assert.Contains("请另一人看过银行书面答复", await By(county, "丁", not));
        Assert.Contains("等另一人确认，没有再做任何事", await By(county, "丁", not));
        await Refused(county, "复核", "甲", not);
        Assert.Contains("登记为“未收”", await By(county, "乙", not));
        Assert.Contains("已放入", await HandOver(county));

        // Whole, the bank rejects it: a new transmission with another name, of the same rows.
        string[] rejected = ["payout", "doubt", "2026-01", "--outcome", "rejected", "--document", "银行函2号"];
        await By(county, "甲", rejected);
        Assert.Contains("重新导出第2次传送", await By(county, "乙", rejected));
        await Refused(county, "没有可以交的文件", "丁", "payout", "handover", "2026-01");
        await By(county, "乙", "payout", "export", "2026-01");
        Assert.Contains("A01T2.txt：11笔，30,400.08元", await HandOver(county));
        Assert.Equal(2, Directory.GetFiles(folder, "*.txt").Length);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_row_is_struck_out_before_it_goes_and_comes_with_the_next_run()
    {
        await using var county = await Exported();
        const string LiXiuying = "999001194809120245";
        string[] strike = ["payout", "strike", "2026-01", LiXiuying, "--reason", "家属反映去世", "--document", "撤1号"];
        await Refused(county, "撤下要由审批办理", "甲", strike);
        Assert.Contains("撤下1笔、3,488.00元", await By(county, "丙", strike));
        Assert.Contains("早已撤下", await By(county, "丙", strike));
        await Refused(county, "里有撤下的款项，不能交盘", "丁", "payout", "handover", "2026-01");
        Assert.Contains("1个文件，10笔，26,912.08元", await By(county, "乙", "payout", "export", "2026-01"));
        Assert.Contains("A01T2.txt：10笔，26,912.08元", await HandOver(county));
        await Refused(county, "已经交银行的", "丙", "payout", "strike", "2026-01", "999001195904180531", "--reason", "迟了",
            "--document", "撤2号");
        var bank = new BankDesk(county);
        Assert.Contains("到账10笔", await bank.Tell());
        Assert.Equal("cancelled", (await bank.Statuses())["李秀英"]);
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        Assert.Equal(["arrears 3488.00", "regular 3488.00"],
            TinyCounty.Rows(await county.Done("lines", "2026-02")).Where(r => r[2] == "李秀英")
                .Select(r => $"{r[6]} {r[7]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_people_confirm_an_account_and_what_became_of_a_row_by_the_banks_paper()
    {
        await using var county = await Exported();
        await HandOver(county);
        var bank = new BankDesk(county);
        await bank.Tell(("李秀英", "账户状态不正常"), ("王卫东", "正在处理"));
        string[] confirm = ["payout", "confirm-account", "999001194809120245", "--document", "行函1号"];
        Assert.Contains("请另一人", await By(county, "甲", confirm));
        Assert.Contains("等另一人确认", await By(county, "甲", confirm));
        await Refused(county, "复核", "丁", confirm);
        Assert.Contains("已由两人确认无误", await By(county, "乙", confirm));
        Assert.Contains("没有因退回而停用的账户", await By(county, "乙", confirm));

        string[] end = ["payout", "outcome", "2026-01", "999001195904180531", "--document", "行函2号", "--outcome"];
        Assert.Contains("请另一人", await By(county, "甲", [.. end, "partly", "--sum", "100"]));
        Assert.Contains("登记", await By(county, "乙", [.. end, "partly", "--sum", "100"]));
        Assert.Contains("没有结果不明的款项", await By(county, "乙", [.. end, "paid"]));
        Assert.Equal(("failed", "partly"), ((await bank.Statuses())["李秀英"], (await bank.Statuses())["王卫东"]));
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-01"));
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        Assert.Equal(
            ["李秀英 regular 3488.00", "李秀英 reissue 3488.00", "王卫东 regular 882.00", "王卫东 reissue 782.00"],
            TinyCounty.Rows(await county.Done("lines", "2026-02")).Where(r => r[2] is "李秀英" or "王卫东")
                .Select(r => $"{r[2]} {r[6]} {r[7]}").Order(StringComparer.Ordinal));
        Assert.Contains("逐条一致", await county.Done("payout", "replay", "2026-02"));
    }

    [Fact]
    public async Task What_the_journal_has_does_not_leave_again_whatever_the_database_says()
    {
        await using var county = await BankDesk.Sent();
        await new BankDesk(county).Tell();
        await using (var session = await Session.Open(HomeFolder.Open(county.Home), CancellationToken.None))
        await using (var owner = NpgsqlDataSource.Create(session.OwnerConnection))
        await using (var back = owner.CreateCommand("""
            alter table disburse.bank_file disable trigger user;
            alter table disburse.payout_run disable trigger user;
            update disburse.bank_file set state = 'exported', handed_over_act = null, handed_over_by = null,
                handed_over_for = null, handed_over_on = null, handed_over_at = null, answered_act = null;
            update disburse.payout_run set state = 'exported';
            alter table disburse.bank_file enable trigger user;
            alter table disburse.payout_run enable trigger user;
            """))
            await back.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        string[] check = ["audit", "check", "--today", "2026-01-13"];
        var said = (await county.Command(check)).Said;
        Assert.True(said.Contains("的状态：应为已交盘（交盘记录里有），存的是待交盘", StringComparison.Ordinal), said);
        await county.Refused("已经交过银行，数据库却说还没有，没有交盘",
            "payout", "handover", "2026-01", "--today", "2026-01-13", "--user", "丁");
    }

    private static async Task<TinyCounty> Exported()
    {
        var county = new TinyCounty();
        await Exported(county, null);
        return county;
    }

    private static async Task Exported(TinyCounty county, string? folder)
    {
        await county.January();
        if (folder is not null)
        {
            await county.Done("import", "banks", county.File("banks.csv", $"{Banks}代发银行,rcb-pipe,,folder:{folder}\n"),
                "--today", "2026-01-08", "--user", "甲");
            await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        }

        await county.Sign();
        await county.Done("user", "add", "丁", "--roles", "财务");
        await By(county, "乙", "payout", "export", "2026-01");
    }

    private static Task<string> HandOver(TinyCounty county) => By(county, "丁", "payout", "handover", "2026-01");

    private static Task<string> By(TinyCounty county, string user, params string[] what) =>
        county.Done([.. what, "--today", "2026-01-09", "--user", user]);

    private static Task Refused(TinyCounty county, string why, string user, params string[] what) =>
        county.Refused(why, [.. what, "--today", "2026-01-09", "--user", user]);
}
