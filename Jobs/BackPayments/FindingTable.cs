using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>A mismatch as lists print it.</summary>
/// <param name="Employer">Whose months of it are, where the case names one.</param>
internal sealed record FindingRow(
    ExceptionCode Code, string CaseNumber, string? IdNumber, string? Name, string? Insurance, string Months, long? Fen,
    DateOnly Since, string Sentence, string NextStep, string Owner, string? Employer)
{
    /// <summary>Who has not paid, or to whom it goes back.</summary>
    public string? Payer { get; init; }

    public string? ReceiptNumber { get; init; }

    /// <summary>拨款批次 of what finance has not paid.</summary>
    public string? Batches { get; init; }

    /// <summary>What finance is asked for.</summary>
    public string? Asked { get; init; }
}

/// <summary>
/// Everything that is found, in a table of the transaction: report and lists are all read from it, so their numbers are
/// the same.
/// </summary>
internal static class FindingTable
{
    public static Task Create(NpgsqlConnection connection, CancellationToken stop) => connection.Execute("""
        create temp table finding_now (
            code text not null, case_number text not null, id_number text, name text, insurance text,
            months text not null, fen bigint, since date not null, sentence text not null, next_step text not null,
            owner text not null, employer text, payer text, receipt text, batches text,
            asked text, place int generated always as identity) on commit drop
        """, stop);

    /// <param name="grounds">What somebody wrote down the ground of keeps no money.</param>
    public static async Task Add(
        NpgsqlConnection connection, ReconciledRange range, WrittenGrounds grounds, CancellationToken stop)
    {
        var stopping = (await grounds.Unexplained(range.Findings.Where(f => f.StopsPublicMoney), stop))
            .ToLookup(f => f.Case.Id);
        var accounts = range.People.SelectMany(p => p.Accounts).ToLookup(a => (a.Of.Case.Id, a.Insurance));
        await Add(connection, range.Findings.Select(f =>
        {
            var unpaid = f is { Payer: Domain.Reconciliation.Payer.Treasury, Insurance: { } insurance }
                && f.Code == ExceptionCode.BpNotPaid
                    ? UnpaidShare.Of(accounts[(f.Case.Id, insurance)].Single())
                    : [];
            var asked = unpaid.Count == 0 ? null : BackPaymentMatters.AskedOfTreasury(unpaid);
            return new FindingRow(
                f.Code, f.Case.Number, f.Case.IdNumber, f.Case.Name, f.Insurance?.Label(),
                f.Months.Count > 0 ? Spoken.Months(f.Months) : f.Blanks.GetValueOrDefault("月份") ?? "",
                f.Fen, f.Since, ExceptionSentence.Render(f.Code, f.Blanks),
                ExceptionSentence.RenderNextStep(f.Code, f.Blanks), f.Owner, EmployerOf(f))
            {
                Payer = f.Payer?.Label(), ReceiptNumber = f.ReceiptNumber,
                Batches = unpaid.Count == 0 ? null : BackPaymentMatters.Batches(unpaid),
                Asked = BackPaymentMatters.Held(f, stopping[f.Case.Id], asked) ?? asked,
            };
        }), stop);
    }

    public static async Task Add(NpgsqlConnection connection, IEnumerable<FoundCase> found, CancellationToken stop) =>
        await Add(connection, found.Select(f =>
        {
            var code = ExceptionCode.Of(f.Key.Code);
            return new FindingRow(
                code, f.Key.Run![0] == '#' ? "" : f.Key.Run, null, null, f.Blanks.GetValueOrDefault("险种"),
                f.Blanks.GetValueOrDefault("月份") ?? "",
                f.Fen, f.Since!.Value, ExceptionSentence.Render(code, f.Blanks),
                ExceptionSentence.RenderNextStep(code, f.Blanks), ExceptionSentence.RenderOwner(code, f.Blanks), null);
        }), stop);

    private static async Task Add(NpgsqlConnection connection, IEnumerable<FindingRow> rows, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy finding_now (code, case_number, id_number, name, insurance, months, fen, since, sentence, next_step,
                owner, employer, payer, receipt, batches, asked) from stdin (format binary)
            """, stop);
        foreach (var row in rows)
        {
            copy.StartRow();
            copy.Text(row.Code.Code);
            copy.Text(row.CaseNumber);
            copy.Text(row.IdNumber);
            copy.Text(row.Name);
            copy.Text(row.Insurance);
            copy.Text(row.Months);
            copy.Fen(row.Fen);
            copy.Day(row.Since);
            copy.Text(row.Sentence);
            copy.Text(row.NextStep);
            copy.Text(row.Owner);
            copy.Text(row.Employer);
            copy.Text(row.Payer);
            copy.Text(row.ReceiptNumber);
            copy.Text(row.Batches);
            copy.Text(row.Asked);
        }

        await copy.CompleteAsync(stop);
    }

    private static string? EmployerOf(BackPaymentFinding of) => of.Payer is Payer.Employer or Payer.Superior
        || of.Code == ExceptionCode.BpPublicWithEmployer
            ? of.Case.Segments.FirstOrDefault(s => s.Employer is not null
                && (of.Insurance is null || s.Insurance == of.Insurance)
                && (of.Months.Count == 0 || s.Covers(of.Months[0])))?.Employer
            : null;

    /// <summary>A row at a time, in the order of codes and cases.</summary>
    /// <param name="owner">Null: all; else what this party has to do with, alone or with others.</param>
    public static async IAsyncEnumerable<FindingRow> Rows(
        NpgsqlConnection connection, string? owner,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = connection.Statement("""
            select code, case_number, id_number, name, insurance, months, fen, since, sentence, next_step, owner,
                employer, payer, receipt, batches, asked
            from finding_now where $1::text is null or $1 = any(string_to_array(owner, '、'))
            order by code, case_number, insurance, place
            """, owner);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
            yield return new FindingRow(
                ExceptionCode.Of(reader.GetString(0)), reader.GetString(1), reader.TextOrNull(2), reader.TextOrNull(3),
                reader.TextOrNull(4), reader.GetString(5), reader.LongOrNull(6), reader.Date(7), reader.GetString(8),
                reader.GetString(9), reader.GetString(10), reader.TextOrNull(11))
            {
                Payer = reader.TextOrNull(12), ReceiptNumber = reader.TextOrNull(13), Batches = reader.TextOrNull(14),
                Asked = reader.TextOrNull(15),
            };
    }

    /// <summary>By code: how many, how much, and how old.</summary>
    public static Task<List<(ExceptionCode Code, int Count, long Fen, int[] Ages)>> ByCode(
        NpgsqlConnection connection, DateOnly today, CancellationToken stop) => connection.Rows("""
            select code, count(*)::int, coalesce(sum(fen), 0)::bigint,
                count(*) filter (where $1::date - since <= 30)::int,
                count(*) filter (where $1::date - since between 31 and 60)::int,
                count(*) filter (where $1::date - since between 61 and 90)::int,
                count(*) filter (where $1::date - since > 90)::int
            from finding_now group by code order by code
            """, r => (ExceptionCode.Of(r.GetString(0)), r.GetInt32(1), r.GetInt64(2),
                new[] { r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6) }), stop, today);

    /// <summary>By whose turn it is: how many, and how much.</summary>
    public static Task<List<(string Owner, int Count, long Fen)>> ByOwner(
        NpgsqlConnection connection, CancellationToken stop) => connection.Rows("""
            select o.owner, count(*)::int, coalesce(sum(fen), 0)::bigint
            from finding_now f cross join lateral unnest(string_to_array(f.owner, '、')) as o (owner)
            group by o.owner order by o.owner
            """, r => (r.GetString(0), r.GetInt32(1), r.GetInt64(2)), stop);
}
