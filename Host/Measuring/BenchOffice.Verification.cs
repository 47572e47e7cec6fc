using Disbursement.Jobs.Verification;
using Disbursement.Samples.Counties;

namespace Disbursement.Host.Measuring;

/// <summary>What the bench does beside the months, timed apart: it is no part of them.</summary>
/// <param name="Papers">The papers of the last month.</param>
/// <param name="Results">
/// With a ledger of funds; the last month goes to the bank, its results come in and all is audited.
/// </param>
/// <param name="Verification">A campaign, with five lists of other people as long as the roster.</param>
internal readonly record struct BenchExtras(bool Papers, bool Results, bool Verification);

/// <content>年度确认: opened, confirmed, matched, swept twice.</content>
internal sealed partial class BenchOffice
{
    private async Task Verification(int month, CancellationToken stop)
    {
        var today = county.Today(month).AddDays(1);
        var feeds = new BenchFeeds(people, today);
        var (maker, year) = (By(Maker, month) with { Today = today }, (short)today.Year);
        await Time("verification open", async () =>
        {
            await new CampaignJob(source).Open(year, today.AddDays(-30), today.AddDays(-1), null, maker, stop);
            return (people, null);
        });
        await Import("confirmations", "confirmations", maker, writer => feeds.WriteConfirmations(writer), stop);
        await Import("notices", "notices", maker, writer => feeds.WriteNotices(writer), stop);
        for (var feed = 0; feed < BenchFeeds.All.Count; feed++)
        {
            var at = feed;
            await Import($"evidence {feed + 1}", "evidence", maker, writer => feeds.WriteFeed(writer, at), stop);
        }

        var first = await Sweep("sweep", maker, stop);
        if (!first.Changed) throw new InvalidOperationException(first.Said);
        var again = await Sweep("sweep again", maker, stop);
        if (again.Changed) throw new InvalidOperationException($"The second sweep changed something: {again.Said}");
        await Time("progress", async () =>
        {
            var of = await VerificationOverview.Read(source, year, today, stop);
            return (of.People, null);
        });
        await Time("verification close", async () =>
        {
            await new CampaignJob(source).Close(year, null, By(Checker, month) with { Today = today }, stop);
            return (people, null);
        });
    }

    private async Task<SweepOutcome> Sweep(string step, Jobs.Running.Performer maker, CancellationToken stop)
    {
        SweepOutcome? outcome = null;
        await Time(step, async () =>
        {
            outcome = await new SweepJob(source).Sweep(maker, scheduled: false, stop);
            return (outcome.Looked, null);
        });
        return outcome!;
    }
}
