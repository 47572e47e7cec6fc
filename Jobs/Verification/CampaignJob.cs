using Disbursement.Domain.Duties;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Verification;

/// <summary>年度确认: opened once, with the population frozen by name; closed once, with the report frozen.</summary>
public sealed class CampaignJob(NpgsqlDataSource source)
{
    /// <param name="from">First day of the window; null: today.</param>
    /// <param name="deadline">Last day in time; null: the day before Qingming.</param>
    /// <exception cref="Refused">Days that are not of the year, or another campaign of it stands.</exception>
    public async Task<(bool Changed, string Said)> Open(
        short year, DateOnly? from, DateOnly? deadline, string? document, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.OpenCampaign, stop);
        var last = deadline ?? Campaign.UsualDeadline(year);
        var first = from ?? performer.Today;
        if ((await CampaignStore.All(act.Connection, act.Number, stop)).Find(c => c.Year == year) is { } stands)
            return (from is null || from == stands.Campaign.From)
                && (deadline is null || last == stands.Campaign.Deadline)
                ? (false, $"{year}年的年度确认{Spoken.Date(stands.OpenedOn)}已经开始，没有再做任何事。")
                : throw new Refused($"{year}年的年度确认已经开始，期限是{Spoken.Date(stands.Campaign.From)}至"
                    + $"{Spoken.Date(stands.Campaign.Deadline)}，不能再改。");
        if (first.Year != year || last.Year != year || last <= first)
            throw new Refused($"确认期{first:yyyy-MM-dd}至{last:yyyy-MM-dd}不对：要在{year}年里，截止日在开始日之后。"
                + "用 --from 和 --deadline 写明。");
        var campaign = new Campaign(year, first, last, act.Number);
        await CampaignStore.Add(act, campaign, document, stop);
        var (people, exempt, houseCalls) = await Freeze(act, campaign, stop);
        if (people == 0) throw new Refused("名册里没有在发的人，没有可以确认的。先导入名册。");
        await act.Commit("verification-open", $"{year}", default, document,
            new { people, exempt, house_calls = houseCalls }, stop);
        return (true, $"{year}年年度确认开始：{Spoken.Date(first)}至{Spoken.Date(last)}"
            + $"（清明前一天是{Spoken.Date(Campaign.UsualDeadline(year))}）。"
            + $"应确认{people}人，其中免确认（确认期内首次发放）{exempt}人、上门对象{houseCalls}人，名单已冻结。");
    }

    /// <summary>关闭: everybody's class as it is today, by name, once. It changes nobody.</summary>
    public async Task<(bool Changed, string Said)> Close(
        short year, string? document, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.CloseCampaign, stop);
        var stored = await CampaignStore.Of(act.Connection, year, act.Number, stop);
        if (stored.ClosedOn is { } closed)
            return (false, $"{year}年的年度确认{Spoken.Date(closed)}已经结束，没有再做任何事。");
        if (performer.Today <= stored.Campaign.Deadline)
            throw new Refused($"确认期到{Spoken.Date(stored.Campaign.Deadline)}才结束，现在不能关闭。");
        await act.Connection.Execute(
            "insert into campaign_close (year, act, closed_on, document) values ($1, $2, $3, $4)", stop, year,
            act.Number, performer.Today, document);
        var counts = await FreezeClasses(act, stored.Campaign, stop);
        var people = counts.Values.Sum();
        await act.Commit("verification-close", $"{year}", default, document, new { people }, stop);
        var progress = new ProgressSums(counts);
        return (true, $"{year}年年度确认结束：应确认{people}人，{progress.Sentence}名单已冻结，任何人的待遇不因此变动。");
    }

    private static async Task<(int People, int Exempt, int HouseCalls)> Freeze(
        Act act, Campaign campaign, CancellationToken stop)
    {
        var (people, exempt, houseCalls) = (0, 0, 0);
        var last = await CampaignStore.LastPerson(act.Connection, stop);
        var reading = new VerificationReading(act.Connection, act.Number, EvidenceTable.Default);
        foreach (var scope in PeopleScope.Ranges(last))
        {
            var approvals = await CampaignStore.Approvals(act.Connection, scope, stop);
            var flagged = await reading.Flagged(scope, stop);
            var members = new List<Member>();
            await using (var values = await KnownPeople.Open(
                act.Connection, scope.First, scope.Last, act.Number, null, stop))
            {
                while (values.Next())
                {
                    var rest = values.Value;
                    while (rest.Length > 0)
                    {
                        var card = PersonCard.Take(ref rest);
                        var id = card.PersonId;
                        if (Member.Of(campaign, id, card.Person(), approvals[id], flagged.Contains(id)) is { } member)
                            members.Add(member);
                    }
                }
            }

            await CampaignStore.AddMembers(act, campaign.Year, people + 1, members, stop);
            people += members.Count;
            exempt += members.Count(m => m.IsExempt);
            houseCalls += members.Count(m => m.IsHouseCall);
        }

        return (people, exempt, houseCalls);
    }

    private static async Task<Dictionary<VerificationClass, int>> FreezeClasses(
        Act act, Campaign campaign, CancellationToken stop)
    {
        var counts = new Dictionary<VerificationClass, int>();
        var row = 0;
        await foreach (var range in StandingReading.Of(
            act.Connection, campaign, act.Number, act.Performer.Today, stop))
        {
            await using var copy = await act.Connection.BeginBinaryImportAsync("""
                copy campaign_class (year, person_id, class, act, row_number) from stdin (format binary)
                """, stop);
            foreach (var of in range)
            {
                copy.StartRow();
                copy.Small(campaign.Year);
                copy.Write(of.Member.Person, NpgsqlDbType.Integer);
                copy.Small((int)of.Standing.Class);
                copy.Write(act.Number, NpgsqlDbType.Bigint);
                copy.Write(++row, NpgsqlDbType.Integer);
                counts[of.Standing.Class] = counts.GetValueOrDefault(of.Standing.Class) + 1;
            }

            await copy.CompleteAsync(stop);
        }

        return counts;
    }
}
