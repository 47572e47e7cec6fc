using Disbursement.Domain.Duties;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Verification;
using Disbursement.Domain;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>What a sweep found.</summary>
public sealed record SweepOutcome(bool Changed, string Said)
{
    public int Looked { get; init; }

    public int Matched { get; init; }

    public int Found { get; init; }

    public int Gone { get; init; }
}

/// <summary>
/// 每日巡查: everybody once, against what is known today. What is to be done becomes a case from the day on which it was
/// found, and ends when it is gone; nobody is stopped, held or confirmed by it. The second time it changes nothing.
/// </summary>
public sealed class SweepJob(NpgsqlDataSource source)
{
    public const string Kind = "verification-sweep";

    /// <summary>Somebody was asked to confirm once, or a list came in.</summary>
    public static async Task<bool> IsWanted(NpgsqlDataSource source, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await connection.Scalar<bool>(
            "select exists (select from campaign) or exists (select from evidence)", stop);
    }

    /// <param name="scheduled">By the schedule: nobody in person does it.</param>
    public async Task<SweepOutcome> Sweep(Performer performer, bool scheduled, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        if (!scheduled) await UserStore.Require(act, Deed.Sweep, stop);
        // Tried again after a crash it finds the same; nothing is lost with it that was not there before.
        await act.Connection.Execute("set local synchronous_commit = off", stop);
        var matched = await EvidenceMatching.OfNewPeople(act, stop);
        await FoundCaseStaging.Prepare(act.Connection, stop);
        var campaigns = await CampaignStore.All(act.Connection, act.Number, stop);
        var campaign = campaigns.FindLast(c => c.ClosedOn is null)?.Campaign;
        var looked = await Look(act, campaign, stop);
        // Closed, or of the year before: what is unfinished stays with somebody.
        foreach (var other in campaigns.Where(c => c.Campaign != campaign && c.Year >= performer.Today.Year - 1))
            await LookAgain(act, other.Campaign, stop);
        await FoundCaseStaging.Add(
            act.Connection, await RegisterScreens.Find(act.Connection, performer.Today, stop), stop);
        var (found, gone) = await FoundCaseStaging.Settle(act, ofBackPayment: false, stop);
        var outcome = new SweepOutcome(matched + found + gone > 0, Say(campaign, looked, matched, found, gone))
        {
            Looked = looked, Matched = matched, Found = found, Gone = gone,
        };
        if (outcome.Changed)
            await act.Commit(Kind, campaign is null ? "" : $"{campaign.Year}", default, null,
                new { looked, matched, found, gone }, stop);
        return outcome;
    }

    private static string Say(Campaign? campaign, int looked, int matched, int found, int gone) =>
        (campaign is null ? "没有进行中的年度确认；" : $"{campaign.Year}年年度确认：")
        + $"看过{looked}人，"
        + (matched + found + gone == 0
            ? "与上次相同，没有再做任何事。"
            : $"新对上名单{matched}行，新立{found}件，消去{gone}件。清单：./disburse exceptions list。");

    private static async Task<int> Look(Act act, Campaign? campaign, CancellationToken stop)
    {
        var (connection, today) = (act.Connection, act.Performer.Today);
        var frame = campaign is null ? null : await CampaignStore.Frame(connection, campaign, act.Number, stop);
        var firstOpened = await CampaignStore.FirstOpened(connection, act.Number, stop);
        var reading = new VerificationReading(
            connection, act.Number, await ParameterStore.Evidence(connection, act.Number, today, stop));
        var money = await CaseMoney.Open(connection, stop);
        var stations = new StationPace(frame, today);
        var looked = 0;
        foreach (var scope in PeopleScope.Ranges(await CampaignStore.LastPerson(connection, stop)))
        {
            var cases = new List<FoundCase>();
            foreach (var (id, file) in await reading.Files(scope, campaign?.Year, stop, others: true))
            {
                looked++;
                cases.AddRange(EvidenceFindings.Of(file, firstOpened, today).Select(f => FoundCase.Of(id, f)));
                if (frame is null || file.Member is null) continue;
                var standing = Standing.Of(frame, file, today);
                stations.Count(file, standing);
                cases.AddRange(CampaignFindings.Of(frame, file, standing, today)
                    .Select(f => FoundCase.Of(id, f)));
            }

            await FoundCaseStaging.Add(connection, await money.Told(cases, stop), stop);
        }

        await FoundCaseStaging.Add(connection, [.. stations.Cases()], stop);
        if (campaign is not null)
            await FoundCaseStaging.Add(connection, await FailedSamples.Of(
                connection, campaign.Year, [.. stations.Questioned], stop), stop);
        return looked;
    }

    /// <summary>What is left to be done of a campaign beside the one that is on.</summary>
    private static async Task LookAgain(Act act, Campaign campaign, CancellationToken stop)
    {
        var today = act.Performer.Today;
        var money = await CaseMoney.Open(act.Connection, stop);
        var frame = await CampaignStore.Frame(act.Connection, campaign, act.Number, stop);
        var stations = new StationPace(frame, today);
        await foreach (var range in StandingReading.Of(act.Connection, campaign, act.Number, today, stop))
        {
            foreach (var of in range) stations.Count(of.File, of.Standing);
            var found = range.SelectMany(of => CampaignFindings.Of(frame, of.File, of.Standing, today)
                .Select(f => FoundCase.Of(of.Member.Person, f)));
            await FoundCaseStaging.Add(act.Connection, await money.Told([.. found], stop), stop);
        }

        await FoundCaseStaging.Add(act.Connection, await FailedSamples.Of(
            act.Connection, campaign.Year, [.. stations.Questioned], stop), stop);
    }
}

/// <summary>
/// What a stop would take and what a hold keeps, for the few whose case says it: from the last approved run.
/// </summary>
internal sealed class CaseMoney
{
    private readonly NpgsqlConnection connection;
    private readonly (int Run, PayMonth Month)? last;

    private CaseMoney(NpgsqlConnection connection, (int, PayMonth)? last) =>
        (this.connection, this.last) = (connection, last);

    public static async Task<CaseMoney> Open(NpgsqlConnection connection, CancellationToken stop)
    {
        var run = await Payout.PayoutStore.LastApproved(connection, false, regularOnly: true, stop);
        return new CaseMoney(connection, run is null ? null : (run.Id, run.Month));
    }

    /// <summary>The same cases, with their money where they say some.</summary>
    public async Task<List<FoundCase>> Told(List<FoundCase> cases, CancellationToken stop)
    {
        int[] Of(ExceptionCode code) => [.. cases.Where(c => c.Key.Code == code.Code).Select(c => c.Key.Person!.Value)];
        var (proposed, late) = (Of(ExceptionCode.VerifyStopProposed), Of(ExceptionCode.VerifyLateConfirmed));
        if (proposed.Length + late.Length == 0) return cases;
        var monthly = last is null ? [] : (await connection.Rows("""
            select person_id, sum(fen)::bigint from payment_line
            where benefit_month = $1 and person_id = any($2) and category between 37 and 41 group by person_id
            """, r => (r.GetInt32(0), r.GetInt64(1)), stop, last.Value.Month.FirstDay, proposed)).ToDictionary();
        var held = last is null ? [] : (await connection.Rows("""
            select person_id, sum(fen)::bigint from held_amount
            where run_id = $1 and person_id = any($2) and reason = 22 group by person_id
            """, r => (r.GetInt32(0), r.GetInt64(1)), stop, last.Value.Run, late)).ToDictionary();
        return
        [
            .. cases.Select(c => c.Key.Code == ExceptionCode.VerifyStopProposed.Code
                ? c.With("金额", Money.Spoken(monthly.GetValueOrDefault(c.Key.Person!.Value)),
                    monthly.GetValueOrDefault(c.Key.Person!.Value))
                : c.Key.Code == ExceptionCode.VerifyLateConfirmed.Code
                    && held.GetValueOrDefault(c.Key.Person!.Value) is > 0 and var fen
                    ? c.With("补发", Money.Spoken(fen), fen)
                    : c),
        ];
    }
}
