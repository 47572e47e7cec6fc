using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Verification;

/// <summary>A campaign as stored.</summary>
/// <param name="ClosedOn">Null while it is open.</param>
public sealed record StoredCampaign(Campaign Campaign, DateOnly OpenedOn, string? Document, DateOnly? ClosedOn)
{
    public short Year => Campaign.Year;
}

/// <summary>Campaigns, their population and what was frozen at the close.</summary>
internal static class CampaignStore
{
    public static Task<List<StoredCampaign>> All(NpgsqlConnection connection, long known, CancellationToken stop) =>
        connection.Rows("""
            select c.year, c.from_day, c.deadline, c.known_through, c.opened_on, c.document, e.closed_on from campaign c
            left join campaign_close e on e.year = c.year and e.act <= $1
            where c.act <= $1 order by c.year
            """, r => new StoredCampaign(
                new Campaign(r.GetInt16(0), r.Date(1), r.Date(2), r.GetInt64(3)), r.Date(4), r.TextOrNull(5),
                r.DateOrNull(6)), stop, known);

    /// <exception cref="Refused">It was never opened.</exception>
    public static async Task<StoredCampaign> Of(
        NpgsqlConnection connection, int year, long known, CancellationToken stop) =>
        (await All(connection, known, stop)).Find(c => c.Year == year)
        ?? throw new Refused($"{year}年的年度确认还没有开始；先 ./disburse verification open {year}。");

    /// <summary>What is the same for everybody: null: no campaign was ever opened.</summary>
    public static async Task<CampaignFrame> Frame(
        NpgsqlConnection connection, Campaign campaign, long known, CancellationToken stop) => new(
        campaign, await Reopened(connection, campaign.Year, known, stop), await FirstOpened(connection, known, stop));

    /// <summary>The act that opened the first campaign; <see cref="long.MaxValue"/> without one.</summary>
    public static Task<long> FirstOpened(NpgsqlConnection connection, long known, CancellationToken stop) =>
        connection.Scalar<long>(
            "select coalesce(min(act), 9223372036854775807) from campaign where act <= $1", stop, known);

    /// <summary>Stations with a mismatch, and the act by which the last one became known.</summary>
    private static async Task<Dictionary<string, long>> Reopened(
        NpgsqlConnection connection, short year, long known, CancellationToken stop) => (await connection.Rows("""
            select p.station, max(r.act) from sample_result r
            join sample_person p using (draw_act, person_id)
            join sample_draw d on d.act = r.draw_act
            where d.year = $1 and not r.is_match and r.act <= $2 group by p.station
            """, r => (r.GetString(0), r.GetInt64(1)), stop, year, known)).ToDictionary(StringComparer.Ordinal);

    public static async Task Add(
        Act act, Campaign campaign, string? document, CancellationToken stop)
    {
        await act.Connection.Execute("""
            insert into campaign (year, from_day, deadline, known_through, opened_on, document, act)
            values ($1, $2, $3, $4, $5, $6, $7)
            """, stop, campaign.Year, campaign.From, campaign.Deadline, campaign.KnownThrough, act.Performer.Today,
            document, act.Number);
    }

    /// <summary>Members, a range at a time.</summary>
    /// <param name="first">Row number of the first.</param>
    public static async Task AddMembers(
        Act act, short year, int first, IReadOnlyList<Member> members, CancellationToken stop)
    {
        await using var copy = await act.Connection.BeginBinaryImportAsync("""
            copy campaign_person (year, person_id, id_number, name, region, category, is_exempt, is_house_call, act,
                row_number)
            from stdin (format binary)
            """, stop);
        foreach (var member in members)
        {
            copy.StartRow();
            copy.Small(year);
            copy.Write(member.Person, NpgsqlDbType.Integer);
            copy.Text(member.IdNumber);
            copy.Text(member.Name);
            copy.Text(member.Region);
            copy.Small(member.Category);
            copy.Write(member.IsExempt, NpgsqlDbType.Boolean);
            copy.Write(member.IsHouseCall, NpgsqlDbType.Boolean);
            copy.Write(act.Number, NpgsqlDbType.Bigint);
            copy.Write(first++, NpgsqlDbType.Integer);
        }

        await copy.CompleteAsync(stop);
    }

    public static Task<int> LastPerson(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Scalar<int>("select coalesce(max(person_id), 0) from person_version", stop);

    /// <summary>Approval days, and whether the first month was given beside, of a range.</summary>
    public static async Task<ILookup<int, Approval>> Approvals(
        NpgsqlConnection connection, PeopleScope scope, CancellationToken stop) => (await connection.Rows("""
            select person_id, approved_on, start_month is not null from enrolment where person_id between $1 and $2
            """, r => (Person: r.GetInt32(0), Of: new Approval(r.DateOrNull(1), r.GetBoolean(2))), stop,
            scope.First, scope.Last)).ToLookup(a => a.Person, a => a.Of);
}
