using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Verification;

/// <summary>
/// Where everybody stands, in a table of the transaction: progress, lists and report are all read from it, so that
/// their numbers are the same. Of a closed campaign the classes are those that were frozen.
/// </summary>
internal static class StandingTable
{
    public static async Task Fill(
        NpgsqlConnection connection, StoredCampaign stored, DateOnly today, CancellationToken stop)
    {
        await connection.Execute("""
            create temp table standing_now (
                person_id int primary key, class smallint not null, township text not null, region text,
                category smallint not null, is_house_call boolean not null, confirmed_on date, method smallint,
                station text, last_contact date, notified_on date, matures_on date) on commit drop
            """, stop);
        var known = await connection.Scalar<long>("select number from knowledge", stop);
        var campaign = stored.Campaign;
        await foreach (var range in StandingReading.Of(connection, campaign, known, today, stop))
        {
            await using var copy = await connection.BeginBinaryImportAsync("""
                copy standing_now (person_id, class, township, region, category, is_house_call, confirmed_on, method,
                    station, last_contact, notified_on, matures_on)
                from stdin (format binary)
                """, stop);
            foreach (var (member, _, standing) in range)
            {
                copy.StartRow();
                copy.Write(member.Person, NpgsqlDbType.Integer);
                copy.Small((int)standing.Class);
                copy.Text(StationPace.TownshipOf(member.Region));
                copy.Text(member.Region);
                copy.Small(member.Category);
                copy.Write(member.IsHouseCall, NpgsqlDbType.Boolean);
                copy.Day(standing.ConfirmedBy?.On);
                if (standing.ConfirmedBy is { } by) copy.Small((int)by.Method);
                else copy.WriteNull();
                copy.Text(standing.ConfirmedBy?.Station);
                copy.Day(standing.LastContact);
                copy.Day(standing.ToldOn);
                copy.Day(standing.MaturesOn);
            }

            await copy.CompleteAsync(stop);
        }

        if (stored.ClosedOn is not null)
            await connection.Execute("""
                update standing_now s set class = c.class from campaign_class c
                where c.year = $1 and c.person_id = s.person_id and c.class <> s.class
                """, stop, campaign.Year);
        await connection.Execute("analyze standing_now", stop);
    }
}
