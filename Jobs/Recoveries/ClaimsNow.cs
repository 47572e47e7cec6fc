using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Recoveries;
using Disbursement.Jobs.OneOffs;
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
    /// <summary>Null: of a month.</summary>
    public string? Batch { get; init; }

    public long WaivedFen => Batch is null ? Math.Min(Fen, Known.WaivedFen(Month)) : 0;

    /// <summary>What is still to be recovered.</summary>
    public long OpenFen => Fen - WaivedFen;

    /// <summary>Taken of later money, and come back.</summary>
    public long RecoveredFen => Batch is null
        ? Known.Of(Month).RecoveredFen
        : Known.Back.Where(b => (b.Category, b.Component) == (Positions[0].Category, Positions[0].Component))
            .Sum(b => b.Fen);

    /// <summary>By whatever method, waivers apart.</summary>
    public long DecidedFen => Batch is null ? Known.Of(Month).DecidedFen : 0;
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
        await Add(claims, connection, run, people ?? await Concerned(connection, run, stop), stop);
        return claims;
    }

    /// <summary>
    /// Of one-off batches, taken back after they were paid: they are paid back, and nothing is deducted or decided.
    /// </summary>
    public static async Task<List<ClaimNow>> OfBatches(
        NpgsqlConnection connection, long known, int[]? people, CancellationToken stop)
    {
        var claims = new List<ClaimNow>();
        var runs = await PayoutStore.All(connection, stop);
        foreach (var (batch, whose) in await OneOffStore.TakenBack(connection, people, known, stop))
        {
            var last = runs.FindLast(r => r.Batch == batch && r.State != RunState.Cancelled);
            if (last is null) continue;
            await Add(
                claims, connection, last with { Id = 0, KnownThrough = known, BasisRun = null }, whose, stop);
        }

        return claims;
    }

    private static async Task Add(
        List<ClaimNow> claims, NpgsqlConnection connection, PayoutRun run, int[] people, CancellationToken stop)
    {
        if (people.Length == 0) return;
        people = [.. people.Distinct().Order()];
        var frame = await RunFrame.Read(connection, run, people, RunTables.Stored, stop);
        var assessment = frame.Assessment();
        foreach (var range in await RunShards.Ranges(
            connection, run.KnownThrough, people, RunShards.UsualSize, stop))
        {
            var shard = new ShardReading(connection, frame, range.FirstPerson, range.LastPerson);
            await shard.Read(stop);
            await foreach (var person in shard.People(stop))
            {
                var file = shard.FileOf(person);
                assessment.WorkOut(file, person.From);
                foreach (var claim in assessment.Overpayments)
                    claims.Add(new ClaimNow(person.Id, claim.Month, claim.Fen, file.Recovery,
                        [.. assessment.OverpaidPositions.Where(p => p.Month == claim.Month)])
                    {
                        Batch = run.BatchName,
                    });
            }
        }
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
