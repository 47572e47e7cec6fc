using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>交盘 to a bank's SFTP server: a real OpenSSH, a line that breaks, a server that is not the bank's.</summary>
[Collection(OneHome.Name)]
public sealed class SftpTests
{
    private const string Missing = "there is no sshd on this machine (openssh-server)";

    [Fact]
    public async Task Nothing_leaves_before_the_right_server_was_reached_and_then_it_arrives_whole_once()
    {
        Assert.SkipUnless(SftpServer.IsHere, Missing);
        await using var bank = await SftpServer.Make();
        await using var stranger = await SftpServer.Open();
        await using var county = await Exported(bank);

        await Refused(county, "连不上");
        await NothingLeft(county, bank);
        await Through(county, bank, stranger.Port);
        await Refused(county, $"主机指纹是 {stranger.Fingerprint}，登记的是 {bank.Fingerprint}，可能不是银行的服务器，没有登录");
        await NothingLeft(county, bank);

        await Through(county, bank, bank.Port);
        var key = KeyOf(county);
        File.Delete(key);
        await Refused(county, "没有登录用的密钥");
        File.Copy(stranger.Key, key);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        await Refused(county, "别人也能读");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        // It begins to answer while it is being asked, and does not know the key.
        var asking = Refused(county, "登录被拒绝");
        await bank.Knocked(TestContext.Current.CancellationToken);
        await bank.Start();
        await asking;
        File.Copy(bank.Key, key, overwrite: true);

        var name = Path.GetFileName(FileOf(county));
        var there = Path.Combine(bank.Folder, name);
        await File.WriteAllTextAsync(there, "别人的", TestContext.Current.CancellationToken);
        await Refused(county, "里，没有再传。请核实是不是已经交过");
        Assert.Equal("别人的", await File.ReadAllTextAsync(there, TestContext.Current.CancellationToken));
        File.Delete(there);
        await NothingLeft(county, bank);

        Assert.Contains($"已传到 {bank.Address()}", await HandOver(county));
        Assert.Equal([name], bank.Files);
        Assert.Equal(
            await File.ReadAllBytesAsync(FileOf(county), TestContext.Current.CancellationToken),
            await File.ReadAllBytesAsync(there, TestContext.Current.CancellationToken));
        Assert.Contains("早已交盘，没有再做任何事", await HandOver(county));
        Assert.Contains("到账11笔", await new BankDesk(county).Tell());
    }

    [Fact]
    public async Task Wherever_the_line_breaks_the_file_is_in_doubt_and_goes_again_only_by_the_banks_paper()
    {
        Assert.SkipUnless(SftpServer.IsHere, Missing);
        await using var bank = await SftpServer.Open();
        await using var county = await Exported(bank);
        var name = Path.GetFileName(FileOf(county));
        var (cut, hasArrived) = (0, false);
        // From its first message on, one message later each time, until it has arrived and only the word of it is lost.
        for (; !hasArrived; cut++)
        {
            Assert.True(cut < 20, "the line was never cut between the first message and the last");
            // What the attempt before left there is not this one's.
            var since = TimeProvider.System.GetUtcNow().UtcDateTime;
            await using (var line = new CutLine(bank.Port, () => bank.HasWrittenSince(since), cut))
            {
                await Through(county, bank, line.Port);
                var (code, said, error) = await county.Command(
                    "payout", "handover", "2026-01", "--today", "2026-01-09", "--user", "丁");
                Assert.True(code == 1 && line.IsCut, $"{cut}: {said}{error}");
                Assert.Contains("不知道银行收到没有（handover-in-doubt）。系统不会再传一次", said);
            }

            var there = bank.Files.ToArray();
            Assert.True(there is [var only] && (only == name || only == name + ".part"), string.Join(' ', there));
            hasArrived = there[0] == name;
            await Through(county, bank, bank.Port);
            Assert.Contains("待核实，系统不会再传", await HandOver(county));
            Assert.Equal(there, bank.Files);
            Assert.Contains("交盘时中断，先由两人登记银行收到没有", await ResultRefused(county));
            string[] says = ["payout", "doubt", "2026-01", "--document", $"银行函{cut}号", "--outcome",
                hasArrived ? "received" : "not-received"];
            await By(county, "甲", says);
            await By(county, "乙", says);
        }

        Assert.True(cut > 2, "it was cut before, within and after the file");
        Assert.Equal([name], bank.Files);
        Assert.Contains("早已交盘，没有再做任何事", await HandOver(county));
        // Each attempt was in the journal before it began.
        Assert.Equal(cut, File.ReadLines(Path.Combine(county.Home, "handover.journal")).Count(l => l.Length > 0));
        Assert.Contains("到账11笔", await new BankDesk(county).Tell());
    }

    private static async Task<TinyCounty> Exported(SftpServer bank)
    {
        var county = new TinyCounty();
        await county.January();
        await Through(county, bank, bank.Port);
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        await county.Sign();
        await county.Done("user", "add", "丁", "--roles", "财务");
        await By(county, "乙", "payout", "export", "2026-01");
        Directory.CreateDirectory(Path.GetDirectoryName(KeyOf(county))!);
        File.Copy(bank.Key, KeyOf(county));
        return county;
    }

    private static Task Through(TinyCounty county, SftpServer bank, int port) => county.Done(
        "import", "banks", county.File("banks.csv",
            // Each time another file: the same would change nothing.
            $"代发银行,格式,开户行包含,客户号,传送,主机指纹\n"
            + $"代发银行,rcb-pipe,,{Guid.NewGuid():N},{bank.Address(port)},{bank.Fingerprint}\n"),
        "--today", "2026-01-08", "--user", "甲");

    private static string KeyOf(TinyCounty county) =>
        Path.Combine(county.Home, "keys", $"{Environment.UserName}@127.0.0.1.key");

    private static string FileOf(TinyCounty county) =>
        Directory.GetFiles(Path.Combine(county.Home, "out", "2026-01", "bank"), "*.txt").Single();

    /// <summary>A result of a file in doubt: first people say whether the bank has it at all.</summary>
    private static async Task<string> ResultRefused(TinyCounty county)
    {
        var desk = new BankDesk(county);
        var (paid, failed) = desk.Answer();
        var (code, _, error) = await desk.Import(paid, failed);
        Assert.Equal(1, code);
        return error;
    }

    private static async Task NothingLeft(TinyCounty county, SftpServer bank)
    {
        Assert.Empty(bank.Files);
        Assert.False(File.Exists(Path.Combine(county.Home, "handover.journal")));
        Assert.Contains("已导出", await county.Done("payout", "show", "2026-01"));
    }

    private static Task<string> HandOver(TinyCounty county) => By(county, "丁", "payout", "handover", "2026-01");

    private static Task<string> By(TinyCounty county, string user, params string[] what) =>
        county.Done([.. what, "--today", "2026-01-09", "--user", user]);

    private static Task Refused(TinyCounty county, string why) => county.Refused(
        why, "payout", "handover", "2026-01", "--today", "2026-01-09", "--user", "丁");
}
