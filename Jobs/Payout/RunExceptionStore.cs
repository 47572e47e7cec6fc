using Disbursement.Jobs.Intake;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Payout;

/// <summary>The exception list of a run.</summary>
internal static class RunExceptionStore
{
    public static async Task Write(
        NpgsqlConnection connection, RunFrame frame, List<RunException> exceptions, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"""
            copy {frame.Tables.Exception} (run_id, code, ordinal, person_id, category, benefit_month, fen, held_fen,
                arguments)
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
        }

        await copy.CompleteAsync(stop);
    }
}
