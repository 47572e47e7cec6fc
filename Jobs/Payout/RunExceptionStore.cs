using Disbursement.Jobs.Intake;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Payout;

/// <summary>The exception list of a run.</summary>
internal static class RunExceptionStore
{
    public static async Task Write(
        NpgsqlConnection connection, int run, List<RunException> exceptions, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy run_exception (run_id, code, ordinal, person_id, category, benefit_month, fen, held_fen, arguments)
            from stdin (format binary)
            """, stop);
        var ordinal = 0;
        foreach (var found in exceptions)
        {
            await copy.StartRowAsync(stop);
            await copy.WriteAsync(run, NpgsqlDbType.Integer, stop);
            await copy.Text(found.Code.Code, stop);
            await copy.WriteAsync(++ordinal, NpgsqlDbType.Integer, stop);
            if (found.Person is { } person) await copy.WriteAsync(person, NpgsqlDbType.Integer, stop);
            else await copy.WriteNullAsync(stop);
            if (found.Category is { } category) await copy.Small(category, stop);
            else await copy.WriteNullAsync(stop);
            await copy.Month(found.Month, stop);
            await copy.Fen(found.Fen, stop);
            await copy.Fen(found.HeldFen, stop);
            await copy.WriteAsync(found.Json(), NpgsqlDbType.Jsonb, stop);
        }

        await copy.CompleteAsync(stop);
    }
}
