using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Payout;

/// <summary>The exception list of a run.</summary>
internal static class RunExceptionStore
{
    /// <summary>Said once, of what became known for this run: next month it is another case.</summary>
    private static readonly string[] NewsOfTheRun =
    [
        .. new[]
        {
            ExceptionCode.Newcomer, ExceptionCode.AmountJump, ExceptionCode.RunEarly, ExceptionCode.ChangesToCheck,
            ExceptionCode.AccountChangedRecently, ExceptionCode.ResumeLosesMonths, ExceptionCode.RegradeDown,
            ExceptionCode.DeathWithdrawn, ExceptionCode.StationNotReported, ExceptionCode.ArrearsLarge,
            ExceptionCode.ArrearsWhileOwing, ExceptionCode.PolicyChanged, ExceptionCode.RateSuspicious,
            ExceptionCode.NursingInInstitution, ExceptionCode.CrossPurposeNetting,
        }.Select(c => c.Code),
    ];

    public static async Task Write(
        NpgsqlConnection connection, RunFrame frame, List<RunException> exceptions, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"""
            copy {frame.Tables.Exception} (run_id, code, ordinal, person_id, category, benefit_month, fen, held_fen,
                arguments, severity, subject)
            from stdin (format binary)
            """, stop);
        var ordinal = 0;
        foreach (var found in exceptions)
        {
            copy.StartRow();
            copy.Write(frame.Run.Id, NpgsqlDbType.Integer);
            copy.Text(found.Code.Code);
            copy.Write(++ordinal, NpgsqlDbType.Integer);
            if (found.Person is { } person) copy.Write(person, NpgsqlDbType.Integer);
            else copy.WriteNull();
            if (found.Category is { } category) copy.Small(category);
            else copy.WriteNull();
            copy.Month(found.Month);
            copy.Fen(found.Fen);
            copy.Fen(found.HeldFen);
            copy.Write(found.Json(), NpgsqlDbType.Jsonb);
            if (found.Severity is { } severity) copy.Small((int)severity);
            else copy.WriteNull();
            copy.Text(found.Subject);
        }

        await copy.CompleteAsync(stop);
    }

    /// <summary>
    /// Cases that were there in the run before, cancelled attempts included, are known since then. Once for a whole
    /// run.
    /// </summary>
    public static async Task Carry(NpgsqlConnection connection, RunFrame frame, CancellationToken stop)
    {
        // A batch is paid once: its cases begin with it.
        if (frame.Run.Batch is not null) return;
        // Some cases are only looked for in regular runs: a supplementary one between two of them ends none.
        var before = (await connection.Rows("""
            (select run_id from payout_run
                where kind <> 'oneoff' and not is_partial and approval_act is not null and run_id <> $1
                order by approval_act desc limit 1)
            union
            (select run_id from payout_run
                where kind = 'regular' and approval_act is not null and run_id <> $1
                order by approval_act desc limit 1)
            """, r => r.GetInt32(0), stop, frame.Run.Id)).ToArray();
        if (before.Length == 0) return;
        // The server takes the cases for a handful and would go through all of one run for each of the other.
        await connection.Execute("set local enable_nestloop = off; set local enable_mergejoin = off", stop);
        // The month is part of the case, but for want of a wage or of a whole category's standards, which go on.
        await connection.Execute($"""
            update {frame.Tables.Exception} x set first_run = coalesce(b.first_run, b.run_id)
            from (select distinct on (code, person_id, category, subject, month)
                    code, person_id, category, subject, first_run, run_id,
                    case when code = 'wage-missing' or person_id is null then null else benefit_month end as month
                from run_exception where run_id = any($2)
                order by code, person_id, category, subject, month, coalesce(first_run, run_id)) b
            where x.run_id = $1 and x.code = b.code and x.code <> all($3)
                and coalesce(x.person_id, 0) = coalesce(b.person_id, 0)
                and coalesce(x.category, 0) = coalesce(b.category, 0)
                and coalesce(x.subject, '') = coalesce(b.subject, '')
                and coalesce(case when x.code = 'wage-missing' or x.person_id is null then null
                    else x.benefit_month end, '-infinity') = coalesce(b.month, '-infinity')
            """, stop, frame.Run.Id, before, NewsOfTheRun);
    }
}
