using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Recoveries;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Recoveries;

/// <summary>A month paid too much, worked out from what is known now.</summary>
/// <param name="Fen">What is still with the person, before anything is waived.</param>
/// <param name="Positions">On what it was overpaid, in order.</param>
internal sealed record ClaimNow(
    int Person, PayMonth Month, long Fen, RecoveryKnown Known, IReadOnlyList<Overpaid> Positions)
{
    public long WaivedFen => Math.Min(Fen, Known.WaivedFen(Month));

    /// <summary>What is still to be recovered.</summary>
    public long OpenFen => Fen - WaivedFen;

    /// <summary>Taken of later money, and come back.</summary>
    public long RecoveredFen => Known.Of(Month).RecoveredFen;

    /// <summary>By whatever method, waivers apart.</summary>
    public long DecidedFen => Known.Of(Month).DecidedFen;
}

/// <summary>
/// The open claims as they are now: the people concerned are worked out once more, from what the run open (or the next
/// one) would know. Nothing is kept.
/// </summary>
internal static class ClaimsNow
{
    /// <param name="known">The last act that counts.</param>
    /// <param name="people">Null: all who may have any.</param>
    /// <returns>In order of person and month; none before the first run was worked out.</returns>
    public static async Task<List<ClaimNow>> Of(
        NpgsqlConnection connection, long known, int[]? people, CancellationToken stop)
    {
        var claims = new List<ClaimNow>();
        if (await Planned(connection, known, stop) is not { } run) return claims;
        people ??= await Concerned(connection, run, stop);
        if (people.Length == 0) return claims;
        people = [.. people.Distinct().Order()];
        var frame = await RunFrame.Read(connection, run, people, RunTables.Stored, stop);
        var assessment = frame.Assessment();
        foreach (var range in await RunShards.Ranges(connection, known, people, RunShards.UsualSize, stop))
        {
            var shard = new ShardReading(connection, frame, range.FirstPerson, range.LastPerson);
            await shard.Read(stop);
            await foreach (var person in shard.People(stop))
            {
                var file = shard.FileOf(person);
                assessment.WorkOut(file, person.From);
                foreach (var claim in assessment.Overpayments)
                    claims.Add(new ClaimNow(person.Id, claim.Month, claim.Fen, file.Recovery,
                        [.. assessment.OverpaidPositions.Where(p => p.Month == claim.Month)]));
            }
        }

        return claims;
    }

    /// <summary>The run that is open, its own lines left out; else one more of the last approved month.</summary>
    private static async Task<PayoutRun?> Planned(NpgsqlConnection connection, long known, CancellationToken stop)
    {
        if (await PayoutStore.Open(connection, stop) is { } open) return open with { KnownThrough = known };
        if (await PayoutStore.LastApproved(connection, wholeOnly: false, regularOnly: false, stop) is not { } last)
            return null;
        var basis = await PayoutStore.LastApproved(connection, wholeOnly: true, regularOnly: false, stop);
        return last with { Id = 0, KnownThrough = known, BasisRun = basis?.Id, IsFull = false, IsPartial = false };
    }

    /// <summary>Who had a claim in the run it starts from (else the open one), or has news since.</summary>
    private static async Task<int[]> Concerned(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        var from = run.BasisRun is { } basis ? await PayoutStore.ById(connection, basis, stop) : run;
        var since = run.BasisRun is null
            ? (await PayoutStore.ById(connection, run.Id, stop)).KnownThrough
            : from.KnownThrough;
        return
        [
            .. await connection.Rows("""
                select distinct person_id from claim where run_id = $1
                union select person_id from recovery_reach where act > $2
                """, r => r.GetInt32(0), stop, from.Id, since),
            .. await RunNews.Since(connection, run with { KnownThrough = since }, stop),
        ];
    }
}
