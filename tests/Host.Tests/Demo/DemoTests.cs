using Disbursement.Domain.Duties;
using Disbursement.Host.Commands;
using Disbursement.Host.Demo;
using Disbursement.Host.Tests.Homes;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Running;
using Disbursement.Samples.Counties;
using Disbursement.Samples.Stories;
using Spectre.Console;

namespace Disbursement.Host.Tests.Demo;

public sealed class DemoTests
{
    private static readonly Lazy<Story> Small = new(() => Story.Of(new County(5_000)));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Interrupted_it_goes_on_and_a_second_time_it_shows_the_same_page_and_changes_nothing()
    {
        await using var home = new TemporaryHome();
        await using var session = await Session.Open(home.Create(), Stop);
        // Ctrl+C in the middle of the second month.
        await Assert.ThrowsAsync<OperationCanceledException>(() => new DemoCounty(session, Small.Value, 2).Play(
            step =>
            {
                if (step.Said == "2025-09 测算") throw new OperationCanceledException();
            }, Stop));
        Assert.True(await new DemoCounty(session, Small.Value, 2).Play(_ => { }, Stop));
        var first = await Page(session);
        Assert.False(await new DemoCounty(session, Small.Value, 2).Play(_ => { }, Stop));
        Assert.Equal(first, await Page(session));
        Assert.Contains("2025-09", first, StringComparison.Ordinal);

        var page = await DemoPage.Read(session, Stop);
        Assert.Equal(page.Months[^1].HeldFen, page.Reasons.Sum(r => r.HeldFen));
        foreach (var month in page.Months)
        {
            var manifest = Manifest.Read(await File.ReadAllBytesAsync(
                Path.Combine(session.Home.Outbox, month.Run, "bank", "manifest.json"), Stop));
            Assert.Equal((month.People, month.Fen), (manifest.Count, manifest.SumFen));
            Assert.Equal(2, manifest.Files.Length);
        }
    }

    [Fact]
    public async Task A_home_with_other_data_is_left_alone()
    {
        await using var home = new TemporaryHome();
        await using var session = await Session.Open(home.Create(), Stop);
        var someone = new Performer(null, "test", new DateOnly(2026, 1, 8), TimeProvider.System);
        await new UserJob(session.Source, isLive: false).Add("甲", [Role.Maker], null, someone, Stop);
        var refused = await Assert.ThrowsAsync<Refused>(
            () => new DemoCounty(session, Small.Value, 1).Play(_ => { }, Stop));
        Assert.Contains("已有别的数据", refused.Message);
    }

    private static async Task<string> Page(Session session)
    {
        await using var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(output),
        });
        (await DemoPage.Read(session, Stop)).Show(console);
        return output.ToString();
    }
}
