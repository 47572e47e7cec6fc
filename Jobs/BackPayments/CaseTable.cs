using Disbursement.Domain.BackPayments;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.BackPayments;

/// <summary>A case as lists print it.</summary>
/// <param name="Open">How much of it does not agree.</param>
internal sealed record CaseRow(
    string Number, string IdNumber, string Name, CaseState State, DateOnly AppliedOn, int Approved, int Posted,
    long BilledFen, int Open);

/// <summary>Where every case stands, in a table of the transaction.</summary>
internal static class CaseTable
{
    public static Task Create(NpgsqlConnection connection, CancellationToken stop) => connection.Execute("""
        create temp table case_now (
            number text primary key, id_number text not null, name text not null, state smallint not null,
            applied_on date not null, approved int not null, posted int not null, billed_fen bigint not null)
            on commit drop
        """, stop);

    public static async Task Add(
        NpgsqlConnection connection, IReadOnlyList<ReconciledPerson> people, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy case_now (number, id_number, name, state, applied_on, approved, posted, billed_fen)
            from stdin (format binary)
            """, stop);
        foreach (var person in people)
        {
            foreach (var file in person.Person.Cases)
            {
                // Of what was refused or ended nothing is to be paid in any more.
                var months = file.Counts ? person.Of(file).SelectMany(a => a.Sound).ToList() : [];
                copy.StartRow();
                copy.Text(file.Case.Number);
                copy.Text(file.Case.IdNumber);
                copy.Text(file.Case.Name);
                copy.Small((int)person.StateOf(file));
                copy.Day(file.Case.AppliedOn);
                copy.Write(months.Count, NpgsqlDbType.Integer);
                copy.Write(months.Count(m => m.IsPosted), NpgsqlDbType.Integer);
                copy.Fen(months.Sum(m => m.Billed.Sum));
            }
        }

        await copy.CompleteAsync(stop);
    }

    public static async IAsyncEnumerable<CaseRow> Rows(
        NpgsqlConnection connection, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = connection.Statement("""
            select c.number, c.id_number, c.name, c.state, c.applied_on, c.approved, c.posted, c.billed_fen,
                coalesce(f.open, 0)
            from case_now c
            left join (select case_number, count(*)::int as open from finding_now group by case_number) f
                on f.case_number = c.number
            order by c.number
            """);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
            yield return new CaseRow(
                reader.GetString(0), reader.GetString(1), reader.GetString(2), (CaseState)reader.GetInt16(3),
                reader.Date(4), reader.GetInt32(5), reader.GetInt32(6), reader.GetInt64(7), reader.GetInt32(8));
    }
}
