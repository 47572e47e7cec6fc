using Disbursement.Host.Tests.AfterTheBank;
using Disbursement.Host.Tests.Auditing;
using Disbursement.Host.Tests.Export;

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

    private static string Backup(TinyCounty county, string name) =>
        Path.Combine(Path.GetDirectoryName(county.Home)!, name);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.GetDirectories(from)) Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
