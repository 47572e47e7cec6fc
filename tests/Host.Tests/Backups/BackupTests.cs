using System.Globalization;
using Disbursement.Host.Tests.AfterTheBank;
using Disbursement.Host.Tests.Auditing;
using Disbursement.Host.Tests.Export;
using Disbursement.Host.Tests.Funds;
using Disbursement.Host.Tests.OneOff;
using static Disbursement.Host.Tests.OneOff.OneOffDesk;

namespace Disbursement.Host.Tests.Backups;

/// <summary>备份、恢复: what left after yesterday's backup is never paid again, wherever it is restored.</summary>
[Collection(OneHome.Name)]
public sealed class BackupTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_backup_in_another_home_is_the_same_office_and_a_damaged_one_is_none()
    {
        await using var county = await BankDesk.Sent();
        await new BankDesk(county).Tell(("李秀英", "账号不存在"));
        var lines = await county.Done("lines", "2026-01");
        var file = Backup(county, "今天.backup");
        Assert.Contains("已备份到", await county.Done("backup", file));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        await county.Refused("已经有了，备份从不覆盖", "backup", file);
        await county.Refused("里已经有数据，没有恢复", "restore", file);

        var damaged = Backup(county, "坏.backup");
        var bytes = await File.ReadAllBytesAsync(file, Stop);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(damaged, bytes, Stop);
        await using var other = new TinyCounty();
        await other.Refused("不能用来恢复", "restore", damaged);
        Assert.False(Directory.Exists(other.Home));

        Assert.Contains("已恢复到", await other.Done("restore", file));
        Assert.Equal(lines, await other.Done("lines", "2026-01"));
        var (code, said) = await LivedInCounty.Check(other);
        Assert.True(code == 0, said);
    }

    [Fact]
    public async Task Yesterdays_backup_restored_after_todays_hand_over_pays_nobody_twice()
    {
        await using var county = await BankDesk.Approved();
        var yesterday = Backup(county, "昨天.backup");
        await county.Done("backup", yesterday);
        await new BankDesk(county).Take();
        Assert.Contains("已经交过银行（2026-01），数据库却不知道",
            await county.Done("restore", yesterday, "--replace", "--today", "2026-01-10"));
        await NothingIsPaidTwice(county);
    }

    [Fact]
    public async Task In_another_home_that_has_only_the_outbox_nobody_is_paid_twice_either()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("user", "add", "丁", "--roles", "财务");
        // The run is a draft still: what was sent is known from the books only.
        var before = Backup(county, "测算后.backup");
        await county.Done("backup", before);
        await county.Sign();
        await new BankDesk(county).Take();

        await using var other = new TinyCounty();
        Copy(Path.Combine(county.Home, "out"), Path.Combine(other.Home + "-out"));
        await other.Done("init");
        Directory.Move(other.Home + "-out", Path.Combine(other.Home, "out"));
        Assert.Contains("数据库却不知道", await other.Done("restore", before, "--today", "2026-01-10"));
        await NothingIsPaidTwice(other);
    }

    [Fact]
    public async Task A_month_in_parts_and_a_batch_come_back_with_the_money_that_they_had_reserved()
    {
        await using var funded = await MonthAndBatch();
        var county = funded.County;
        var yesterday = Backup(county, "昨天.backup");
        await county.Done("backup", yesterday);
        await county.Sign();
        await county.Done("payout", "strike", "2026-01", LiXiuying, "--reason", "去世", "--document", "撤1号", "--today",
            Day, "--user", "丙");
        await new BankDesk(county).Take();
        await county.Sign(Run, Day);
        await new BankDesk(county, Run).Take();

        var before = await funded.Show();
        await county.Done("restore", yesterday, "--replace", "--today", "2026-01-10");
        Assert.Contains("预留0.00元", await funded.Fund("中央伤残抚恤"));
        var said = await county.Done("payout", "adopt", "--journal", "--today", "2026-01-10", "--user", "乙");
        Assert.Contains(
            "2026-01：3次交盘登记回来，11笔，30,400.08元，都算已发；其中1笔撤下，没有送；资金已照当时预留", said);
        Assert.Contains($"{Run}：1次交盘登记回来，2笔，1,000.00元，都算已发；资金已照当时预留", said);
        Assert.Equal(before, await funded.Show());

        foreach (var run in new[] { "2026-01", Run })
        {
            await Received(county, run);
            await new BankDesk(county, run).Tell(("张建国", "账号不存在"));
        }

        // Of 19,196.00 all but his arrived.
        var his = decimal.Parse(
            new BankDesk(county).Rows().Single(r => r[1] == "张建国")[3], CultureInfo.InvariantCulture);
        await funded.Stands(
            ("中央伤残抚恤", "0.00", Yuan(19_196m - his), Yuan(804m + his)), ("省春节慰问", "0.00", "300.00", "300.00"));
        // Who was struck out was never sent anything.
        Assert.Equal("cancelled", (await new BankDesk(county).Statuses())["李秀英"]);
        var (code, proved) = await LivedInCounty.Check(county);
        Assert.True(code == 0, proved);
    }

    /// <summary>January in files of four rows, and a batch of two people; each has its money.</summary>
    private static async Task<FundedCounty> MonthAndBatch()
    {
        var funded = await FundedCounty.January();
        await funded.Import("banks", $"代发银行,格式,每文件笔数\n{BankDesk.Bank},rcb-pipe,4\n", user: "甲");
        await funded.County.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await funded.County.Brought(
            $"春节慰问,{ZhangJianguo},张建国,500,慰问,慰字1号", $"春节慰问,{LiXiuying},李秀英,500,慰问,慰字1号");
        await funded.Import("shares", "优抚类别,组成,省,县,生效日期,文号\n一次性,春节慰问,60,40,2026-01-01,方案1号\n");
        await funded.Import("funds", FundedCounty.Header + """
            2026,省,春节慰问,拨款,600,拨11号,2026-01-08
            2026,县,春节慰问,拨款,400,拨12号,2026-01-08

            """);
        await funded.County.WorkedOut();
        return funded;
    }

    private static async Task Received(TinyCounty county, string run)
    {
        var files = Directory.GetFiles(Path.Combine(county.Home, "out", run, "bank"), "*.txt");
        foreach (var file in files.Select(Path.GetFileName))
            foreach (var user in new[] { "甲", "乙" })
                await county.Done("payout", "doubt", run, "--file", file!, "--outcome", "received", "--document",
                    "行函1号", "--today", "2026-01-10", "--user", user);
    }

    /// <summary>What is refused, what is taken over, and that January does not go out again.</summary>
    private static async Task NothingIsPaidTwice(TinyCounty county)
    {
        string[][] changes =
        [
            ["payout", "export", "2026-01", "--user", "乙"], ["payout", "handover", "2026-01", "--user", "丁"],
            ["payout", "run", "2026-02", "--user", "甲"], ["settings", "first-month", "2026-01", "--user", "甲"],
            ["import", "wages", TinyCounty.Sample("wages.csv"), "--user", "甲"],
        ];
        foreach (var change in changes)
            await county.Refused("./disburse payout adopt --journal", [.. change, "--today", "2026-01-10"]);
        string[] adopt = ["payout", "adopt", "--journal", "--today", "2026-01-10", "--user", "乙"];
        Assert.Contains("2026-01：1次交盘登记回来，11笔，30,400.08元，都算已发", await county.Done(adopt));
        Assert.Contains("没有再做任何事", await county.Done(adopt));
        Assert.Contains("待核实，系统不会再传",
            await county.Done("payout", "handover", "2026-01", "--today", "2026-01-10", "--user", "丁"));
        foreach (var user in new[] { "甲", "乙" })
            await county.Done("payout", "doubt", "2026-01", "--outcome", "received", "--document", "行函1号", "--today",
                "2026-01-10", "--user", user);
        var bank = new BankDesk(county);
        Assert.Contains("到账10笔", await bank.Tell(("李秀英", "账号不存在")));
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        var february = TinyCounty.Rows(await county.Done("lines", "2026-02")).Where(r => r[8] != "held").ToList();
        Assert.Equal(10, february.Select(r => r[1]).Distinct().Count());
        Assert.All(february, r => Assert.Equal(("2026-02", "regular"), (r[5], r[6])));
        await county.Sign("2026-02", "2026-02-05");
        var (code, said) = await LivedInCounty.Check(county);
        Assert.True(code == 0, said);
    }

    private static string Yuan(decimal yuan) => yuan.ToString("N2", CultureInfo.InvariantCulture);

    private static string Backup(TinyCounty county, string name) =>
        Path.Combine(Path.GetDirectoryName(county.Home)!, name);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from)) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
