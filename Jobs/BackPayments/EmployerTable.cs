using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.BackPayments;

/// <summary>What one employer, or its superior, is asked for of one person and insurance.</summary>
/// <param name="Party">单位 or 上级.</param>
/// <param name="Count">Months.</param>
/// <param name="Asked">请办</param>
internal sealed record EmployerRow(
    string Party, string Employer, ExceptionCode Code, string CaseNumber, string Name, string? Insurance,
    string Months, int Count, long? Fen, string Asked)
{
    /// <summary>Of all that this employer is asked for: how many rows, and how much.</summary>
    public (int Count, long Fen) Of { get; init; }
}

/// <summary>
/// Findings of 单位 and 上级 by employer, in a table of the transaction. A finding can be about months at two employers:
/// each has its own months and amount, and nothing of the other.
/// </summary>
internal static class EmployerTable
{
    /// <summary>Months of which the case does not say at which employer they were.</summary>
    public const string Unnamed = "未写单位";

    public static readonly string[] Parties = [Payer.Employer.Label(), Payer.Superior.Label()];

    public static Task Create(NpgsqlConnection connection, CancellationToken stop) => connection.Execute("""
        create temp table employer_now (
            party text not null, employer text not null, code text not null, case_number text not null,
            name text not null, insurance text, months text not null, count int not null, fen bigint,
            asked text not null, place int generated always as identity) on commit drop
        """, stop);

    public static async Task Add(NpgsqlConnection connection, ReconciledRange range, CancellationToken stop)
    {
        var stopping = range.Findings.Where(f => f.StopsPublicMoney).ToLookup(f => f.Case.Id);
        var accounts = range.People.SelectMany(p => p.Accounts).ToLookup(a => a.Of.Case.Id);
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy employer_now (party, employer, code, case_number, name, insurance, months, count, fen, asked)
            from stdin (format binary)
            """, stop);
        foreach (var found in range.Findings)
        {
            foreach (var party in found.Owner.Split('、').Where(Parties.Contains))
            {
                foreach (var row in Rows(party, found, stopping[found.Case.Id], accounts[found.Case.Id]))
                    Write(copy, row);
            }
        }

        await copy.CompleteAsync(stop);
    }

    private static void Write(NpgsqlBinaryImporter copy, EmployerRow row)
    {
        copy.StartRow();
        copy.Text(row.Party);
        copy.Text(row.Employer);
        copy.Text(row.Code.Code);
        copy.Text(row.CaseNumber);
        copy.Text(row.Name);
        copy.Text(row.Insurance);
        copy.Text(row.Months);
        copy.Write(row.Count, NpgsqlDbType.Integer);
        copy.Fen(row.Fen);
        copy.Text(row.Asked);
    }

    private static IEnumerable<EmployerRow> Rows(
        string party, BackPaymentFinding found, IEnumerable<BackPaymentFinding> stopping,
        IEnumerable<ContributionAccount> accounts)
    {
        var asked = BackPaymentMatters.Held(found, stopping, null) ?? BackPaymentMatters.Request(found.Code)
            ?? ExceptionSentence.RenderNextStep(found.Code, found.Blanks);
        var months = Months(found, accounts).ToList();
        if (months.Count == 0)
            // Of the case as a whole: whose it is, a person finds out.
            yield return new EmployerRow(
                party, Unnamed, found.Code, found.Case.Number, found.Case.Name, found.Insurance?.Label(),
                Spoken.Months(found.Months), found.Months.Count, found.Fen, asked);
        foreach (var part in months.GroupBy(m => (Employer: EmployerOf(found.Case, m.Insurance, m.Month), m.Insurance)))
            yield return new EmployerRow(
                party, part.Key.Employer, found.Code, found.Case.Number, found.Case.Name, part.Key.Insurance.Label(),
                Spoken.Months(part.Select(m => m.Month)), part.Count(), part.Sum(m => m.Fen), asked);
    }

    private static string EmployerOf(BackPaymentCase of, Insurance insurance, PayMonth month) =>
        of.SegmentOf(insurance, month)?.Employer ?? Unnamed;

    /// <summary>What a finding comes to, month by month.</summary>
    private static IEnumerable<(Insurance Insurance, PayMonth Month, long Fen)> Months(
        BackPaymentFinding of, IEnumerable<ContributionAccount> accounts)
    {
        var own = accounts.Where(a => of.Insurance is null || a.Insurance == of.Insurance);
        return of.Code == ExceptionCode.BpNotPaid
            ? own.SelectMany(a => a.Breaks.Where(b => b.Kind == BreakKind.NotPaid && b.Payer == of.Payer)
                .Select(b => (a.Insurance, b.Month, b.Fen)))
            : of.Code == ExceptionCode.BpPublicWithEmployer
                ? own.SelectMany(a => a.Sound.Where(m => m.UnitPayer == Payer.Treasury
                        && of.Case.SegmentOf(a.Insurance, m.Month)?.CreditCode is not null)
                    .Select(m => (a.Insurance, m.Month, m.IsBilled ? m.Billed.Unit : m.Approved.Unit)))
                : [];
    }

    /// <summary>A row at a time, an employer's together.</summary>
    public static async IAsyncEnumerable<EmployerRow> Rows(
        NpgsqlConnection connection, string party,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = connection.Statement("""
            select n.party, n.employer, n.code, n.case_number, n.name, n.insurance, n.months, n.count, n.fen, n.asked,
                e.count, e.fen
            from employer_now n
            join (select employer, count(*)::int as count, coalesce(sum(fen), 0)::bigint as fen from employer_now
                where party = $1 group by employer) e using (employer)
            where n.party = $1 order by n.employer, n.code, n.case_number, n.insurance, n.place
            """, party);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
            yield return new EmployerRow(
                reader.GetString(0), reader.GetString(1), ExceptionCode.Of(reader.GetString(2)), reader.GetString(3),
                reader.GetString(4), reader.TextOrNull(5), reader.GetString(6), reader.GetInt32(7),
                reader.LongOrNull(8), reader.GetString(9))
            {
                Of = (reader.GetInt32(10), reader.GetInt64(11)),
            };
    }
}
