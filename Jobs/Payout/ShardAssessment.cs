using System.Runtime.InteropServices;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Recoveries;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Payout;

/// <summary>One pass through Domain for the people of a shard, and one COPY of what came out.</summary>
/// <param name="frame">What is the same for everybody in the run.</param>
/// <param name="rows">Takes the bank rows, of this shard and of others.</param>
internal sealed class ShardAssessment(RunFrame frame, RunRowSort rows)
{
    private readonly List<RunLine> row = [];
    private readonly List<(int Person, PaymentLine Line)> lines = [];
    private readonly List<(int Person, HeldAmount Held)> held = [];
    private readonly List<(int Person, Claim Claim)> claims = [];
    private readonly List<(int Person, RecoveryTaken Taken)> taken = [];
    private readonly List<(int Person, UndecidedMonth Month)> undecided = [];
    private readonly List<(int Person, RoundingDifference Difference)> differences = [];
    private readonly List<RunException> exceptions = [];
    private readonly List<ShardPerson> receivers = [];

    public int LineCount => lines.Count;

    public int PersonCount { get; private set; }

    public ShardBridge Bridge { get; } = new();

    public async Task WorkOut(ShardReading shard, CancellationToken stop)
    {
        var assessment = frame.Assessment();
        var notes = new PersonExceptions(frame, exceptions);
        await foreach (var person in shard.People(stop))
        {
            PersonCount++;
            var file = shard.FileOf(person);
            assessment.WorkOut(file, person.From);
            foreach (var line in assessment.Lines) lines.Add((person.Id, line));
            if (assessment.RowFen > 0) rows.Add(person.Id, shard.BankRow, Row(assessment.Lines));
            if (assessment.RowFen > 0 && person.HasOwnReceiver) receivers.Add(person);
            foreach (var amount in assessment.Held) held.Add((person.Id, amount));
            foreach (var claim in assessment.Claims) claims.Add((person.Id, claim));
            foreach (var one in assessment.Taken) taken.Add((person.Id, one));
            foreach (var month in assessment.Undecided) undecided.Add((person.Id, month));
            foreach (var difference in assessment.RoundingDifferences) differences.Add((person.Id, difference));
            var before = shard.LastMonth.TryGetValue(person.Id, out var fen) ? fen : (long?)null;
            Bridge.Add(before ?? 0, PayMonthLines(assessment));
            notes.Note(person, file, assessment, before);
        }
    }

    private ReadOnlySpan<RunLine> Row(List<PaymentLine> of)
    {
        row.Clear();
        foreach (var line in of)
            row.Add(RunLine.For(line.Category, line.Component, line.Month, line.Kind, line.Fen));
        if (row.Count > 1) row.Sort();
        return CollectionsMarshal.AsSpan(row);
    }

    private long PayMonthLines(Assessment assessment)
    {
        var fen = 0L;
        foreach (var line in assessment.Lines)
            if (line.Month == frame.Run.Month) fen += line.Fen;
        return fen;
    }

    /// <param name="shard">Its ordinal in the run.</param>
    public async Task Write(NpgsqlConnection connection, int shard, CancellationToken stop)
    {
        await WriteLines(connection, stop);
        await WriteHeld(connection, stop);
        await WriteRest(connection, stop);
        await WriteReceivers(connection, stop);
        await WriteTaken(connection, shard, stop);
        await WriteExceptions(connection, stop);
    }

    private async Task WriteLines(NpgsqlConnection connection, CancellationToken stop)
    {
        // In order of the key: a month's rows go to the end of its part of the index.
        lines.Sort((a, b) => a.Line.Month != b.Line.Month
            ? a.Line.Month.CompareTo(b.Line.Month)
            : a.Person.CompareTo(b.Person));
        await using var copy = await CopyWriter.Open(connection, $"""
            {frame.Tables.Line} (person_id, run_id, benefit_month, standard_id, fen, category, component, ordinal, kind)
            """, stop);
        foreach (var (person, line) in lines)
        {
            copy.Row();
            copy.Int(person);
            copy.Int(frame.Run.Id);
            copy.Month(line.Month);
            copy.Int(line.StandardId);
            copy.Long(line.Fen);
            copy.Short(line.Category);
            copy.Short(line.Component);
            copy.Short(line.Ordinal);
            copy.Short((short)line.Kind);
        }

        await copy.Complete(stop);
    }

    private async Task WriteHeld(NpgsqlConnection connection, CancellationToken stop)
    {
        if (held.Count == 0) return;
        await using var copy = await connection.BeginBinaryImportAsync($"""
            copy {frame.Tables.Held} (run_id, person_id, benefit_month, category, component, fen, standard_id, kind,
                reason)
            from stdin (format binary)
            """, stop);
        foreach (var (person, amount) in held)
        {
            copy.StartRow();
            copy.Write(frame.Run.Id, NpgsqlDbType.Integer);
            copy.Write(person, NpgsqlDbType.Integer);
            copy.Month(amount.Month);
            copy.Small(amount.Category);
            copy.Small(amount.Component);
            copy.Fen(amount.Fen);
            copy.Write(amount.StandardId, NpgsqlDbType.Integer);
            copy.Small((int)amount.Kind);
            copy.Small((int)amount.Reason);
        }

        await copy.CompleteAsync(stop);
    }

    private async Task WriteRest(NpgsqlConnection connection, CancellationToken stop)
    {
        foreach (var chunk in claims.Chunk(5000))
        {
            await connection.Execute($"""
                insert into {frame.Tables.Claim} (run_id, person_id, benefit_month, fen)
                select $1, p, m, f from unnest($2::int[], $3::date[], $4::bigint[]) as u (p, m, f)
                """, stop, frame.Run.Id, chunk.Select(c => c.Person).ToArray(),
                chunk.Select(c => c.Claim.Month.FirstDay).ToArray(), chunk.Select(c => c.Claim.Fen).ToArray());
        }

        foreach (var chunk in undecided.Chunk(5000))
        {
            await connection.Execute($"""
                insert into {frame.Tables.Undecided} (run_id, person_id, benefit_month, category, reason)
                select $1, p, m, c, r from unnest($2::int[], $3::date[], $4::smallint[], $5::smallint[]) as u (p, m, c,
                r)
                """, stop, frame.Run.Id, chunk.Select(c => c.Person).ToArray(),
                chunk.Select(c => c.Month.Month.FirstDay).ToArray(), chunk.Select(c => c.Month.Category).ToArray(),
                chunk.Select(c => (short)c.Month.Reason).ToArray());
        }

        foreach (var chunk in differences.Chunk(5000))
        {
            await connection.Execute($"""
                insert into {frame.Tables.Difference} (run_id, person_id, benefit_month, category, component, fen)
                select $1, p, m, c, o, f
                from unnest($2::int[], $3::date[], $4::smallint[], $5::smallint[], $6::bigint[]) as u (p, m, c, o, f)
                """, stop, frame.Run.Id, chunk.Select(c => c.Person).ToArray(),
                chunk.Select(c => c.Difference.Month.FirstDay).ToArray(),
                chunk.Select(c => c.Difference.Category).ToArray(), chunk.Select(c => c.Difference.Component).ToArray(),
                chunk.Select(c => c.Difference.Fen).ToArray());
        }
    }

    private async Task WriteReceivers(NpgsqlConnection connection, CancellationToken stop)
    {
        if (receivers.Count == 0) return;
        await connection.Execute($"""
            insert into {frame.Tables.Receiver} (run_id, person_id, bank, account, account_name, payee_name)
            select $1, p, b, a, h, n from unnest($2::int[], $3::text[], $4::text[], $5::text[], $6::text[])
                as u (p, b, a, h, n)
            """, stop, frame.Run.Id, receivers.Select(r => r.Id).ToArray(),
            receivers.Select(r => r.Person.Receiving.Account!.Bank).ToArray(),
            receivers.Select(r => r.Person.Receiving.Account!.Number).ToArray(),
            receivers.Select(r => r.Person.HolderName).ToArray(),
            receivers.Select(r => r.Person.Receiving.Payee?.Name).ToArray());
    }

    private async Task WriteTaken(NpgsqlConnection connection, int shard, CancellationToken stop)
    {
        foreach (var chunk in taken.Chunk(5000))
        {
            await connection.Execute($"""
                insert into {frame.Tables.Taken} (run_id, shard, person_id, benefit_month, decision_act, decision_row,
                    fen)
                select $1, $2, p, m, a, r, f
                from unnest($3::int[], $4::date[], $5::bigint[], $6::int[], $7::bigint[]) as u (p, m, a, r, f)
                """, stop, frame.Run.Id, shard, chunk.Select(t => t.Person).ToArray(),
                chunk.Select(t => t.Taken.Month.FirstDay).ToArray(),
                chunk.Select(t => t.Taken.Decision.Act).ToArray(), chunk.Select(t => t.Taken.Decision.Row).ToArray(),
                chunk.Select(t => t.Taken.Fen).ToArray());
        }
    }

    private async Task WriteExceptions(NpgsqlConnection connection, CancellationToken stop)
    {
        if (exceptions.Count == 0) return;
        await CasePapers.Complete(connection, frame, exceptions, stop);
        await FuneralCases.CompleteClaims(connection, frame, exceptions, stop);
        await RunExceptionStore.Write(connection, frame, exceptions, stop);
    }
}
