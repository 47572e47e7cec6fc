using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Serving;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Results;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>收件目录: what the bank puts there comes in by itself, as if a person had imported it.</summary>
[Collection(OneHome.Name)]
public sealed class InboxTests
{
    [Fact]
    public async Task What_lies_there_comes_in_once_whole_and_what_does_not_tie_is_put_aside_with_the_reason()
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        var (paid, failed) = bank.Answer(("李秀英", "账号不存在"));
        Assert.Empty(await Look(county));

        // Somebody still writes at one half: neither comes in.
        Put(county, "回盘_S.txt", paid);
        Put(county, "回盘_F.txt", failed, minutes: 0);
        Put(county, "回盘2_S.txt.part", paid);
        Assert.Empty(await Look(county));

        Put(county, "回盘_S.txt", paid.Replace("882.00", "882.01", StringComparison.Ordinal));
        Put(county, "回盘_F.txt", failed);
        var refused = Assert.Single(await Look(county));
        Assert.True(refused.Refused);
        Assert.Contains("bank-amount-differs", refused.Said);
        Assert.Equal(["回盘_F.txt", "回盘_F.txt.原因.txt", "回盘_S.txt", "回盘_S.txt.原因.txt"], Names(county, "refused"));
        Assert.Contains("回盘与送盘对不上，整份没有导入", await File.ReadAllTextAsync(
            Path.Combine(Folder(county), "refused", "回盘_S.txt.原因.txt"), TestContext.Current.CancellationToken));
        Assert.Contains("回盘回盘_S.txt没有导入：2026-01的回盘与送盘对不上", await Status(county));
        Assert.All((await bank.Statuses()).Values, s => Assert.Contains(s, new[] { "sent", "held" }));

        // Put right, it comes in, though the one who handed over looks on; and once.
        Directory.Delete(Path.Combine(Folder(county), "refused"), recursive: true);
        Put(county, "回盘_S.txt", paid);
        Put(county, "回盘_F.txt", failed);
        Assert.Contains("到账10笔、26,912.08元，失败或退回1笔、3,488.00元", Assert.Single(await Look(county)).Said);
        Assert.Equal(["回盘_F.txt", "回盘_S.txt"], Names(county, "taken"));
        Assert.Equal(["回盘2_S.txt.part"], Directory.GetFiles(Folder(county)).Select(Path.GetFileName));
        Assert.Equal("failed", (await bank.Statuses())["李秀英"]);
        Assert.DoesNotContain("没有导入", await Status(county));
        Assert.Empty(await Look(county));

        // The bank sends it again, or the process died before it moved the file.
        Put(county, "回盘_S.txt", paid);
        Assert.Contains("已经导入过", Assert.Single(await Look(county)).Said);
        Assert.Equal(["回盘_F.txt", "回盘_S.2.txt", "回盘_S.txt"], Names(county, "taken"));
    }

    [Fact]
    public async Task Two_workers_at_one_folder_take_each_file_in_once()
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        var (paid, _) = bank.Answer();
        var lines = paid.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < lines.Length; i++) Put(county, $"第{i}份_S.txt", lines[i] + "\r\n");
        var looks = await Task.WhenAll(Look(county), Look(county), Look(county));
        // Whoever came second says so, and moves nothing twice.
        Assert.Equal(lines.Length, looks.Sum(l => l.Count(o => o.Said.Contains("到账1笔", StringComparison.Ordinal))));
        Assert.Equal(lines.Length, Names(county, "taken").Length);
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-01"));
        Assert.False(Directory.Exists(Path.Combine(Folder(county), "refused")));
    }

    private static string Folder(TinyCounty county) =>
        Directory.CreateDirectory(Path.Combine(county.Home, "inbox", BankDesk.Bank)).FullName;

    private static void Put(TinyCounty county, string name, string text, int minutes = 2)
    {
        var path = Path.Combine(Folder(county), name);
        File.WriteAllBytes(path, BankDesk.Gb18030.GetBytes(text));
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(-minutes));
    }

    private static string[] Names(TinyCounty county, string folder) =>
        [.. Directory.GetFiles(Path.Combine(Folder(county), folder)).Select(f => Path.GetFileName(f)!)
            .Order(StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<InboxOutcome>> Look(TinyCounty county)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var session = await Session.Open(HomeFolder.Open(county.Home), stop);
        return await new InboxJob(session.Source, session.Inbox, InboxJob.UsuallySettled).Look(
            BusinessClock.Of("2026-01-12").Schedule, stop);
    }

    private static Task<string> Status(TinyCounty county) => county.Done("status", "--today", "2026-01-12");
}
