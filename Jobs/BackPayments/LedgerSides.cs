using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.People;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>The lists of the four parties, of some cases or people.</summary>
internal static class LedgerSides
{
    public static Task<List<(int Case, CaseDecision Of)>> Decisions(
        NpgsqlConnection connection, int[] cases, CancellationToken stop) => connection.Rows("""
            select case_id, act, row_number, step, decided_on, document, reason, kind, from_month, to_month, fen
            from back_payment_decision where case_id = any($1) order by case_id, act, row_number
            """, r => (r.GetInt32(0), new CaseDecision(
                new Place(r.GetInt64(1), r.GetInt32(2)), (CaseStep)r.GetInt16(3), r.Date(4), r.TextOrNull(5),
                r.TextOrNull(6), r.IsDBNull(7) ? null : (Insurance)r.GetInt16(7), r.MonthOrNull(8), r.MonthOrNull(9),
                r.GetInt64(10))), stop, [cases]);

    public static Task<List<(int Case, (ApprovedSpan Span, bool IsRevoked) Of)>> Approved(
        NpgsqlConnection connection, int[] cases, CancellationToken stop) => connection.Rows("""
            select case_id, kind, from_month, to_month, unit_payer, base_fen, unit_fen, personal_fen, help_percent,
                approved_on, is_revoked
            from approved_span where case_id = any($1) order by case_id, act, row_number
            """, r => (r.GetInt32(0), (new ApprovedSpan(
                (Insurance)r.GetInt16(1), r.Month(2), r.Month(3), (Payer)r.GetInt16(4),
                new MonthlyAmounts(r.GetInt32(5), r.GetInt32(6), r.GetInt32(7)), r.GetInt16(8), r.Date(9)),
                r.GetBoolean(10))), stop, [cases]);

    public static async Task<Dictionary<int, List<Bill>>> Bills(
        NpgsqlConnection connection, int[] cases, CancellationToken stop)
    {
        var found = new Dictionary<int, List<Bill>>();
        var withdrawn = new List<(int Case, Bill Of)>();
        await using var command = connection.Statement("""
            select case_id, kind, from_month, to_month, base_fen, unit_fen, personal_fen, other_fen, is_withdrawal,
                other_kind, id_number, name
            from billed_span where case_id = any($1)
            order by case_id, kind, from_month, to_month, base_fen, unit_fen, personal_fen
            """, [cases]);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            var bill = new Bill(
                (Insurance)reader.GetInt16(1), reader.Month(2), reader.Month(3), reader.GetInt32(4),
                reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7), reader.TextOrNull(9), reader.TextOrNull(10),
                reader.TextOrNull(11));
            if (reader.GetBoolean(8)) withdrawn.Add((reader.GetInt32(0), bill));
            else Add(found, reader.GetInt32(0), bill);
        }

        foreach (var (id, bill) in withdrawn) found.GetValueOrDefault(id)?.Remove(bill);
        return found;
    }

    public static async Task<Dictionary<int, List<(Insurance Insurance, Receipt Receipt)>>> Receipts(
        NpgsqlConnection connection, int[] cases, CancellationToken stop)
    {
        var claimed = (await Claimed(connection, cases, stop)).ToLookup(c => c.Key, c => (c.Month, c.Fen));
        var found = new Dictionary<int, List<(Insurance Insurance, Receipt Receipt)>>();
        var withdrawn = new List<(int Case, Insurance Insurance, Receipt Receipt)>();
        await using var command = connection.Statement("""
            select case_id, kind, number, from_month, to_month, payer, fen, paid_on, is_withdrawal
            from contribution_receipt where case_id = any($1)
            """, [cases]);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            var (id, insurance) = (reader.GetInt32(0), (Insurance)reader.GetInt16(1));
            var receipt = new Receipt(
                reader.GetString(2), reader.Month(3), reader.Month(4), (Payer)reader.GetInt16(5), reader.GetInt64(6),
                reader.Date(7))
            {
                Claimed = [.. claimed[(id, insurance, reader.GetString(2), (Payer)reader.GetInt16(5))]],
            };
            if (reader.GetBoolean(8)) withdrawn.Add((id, insurance, receipt));
            else Add(found, id, (insurance, receipt));
        }

        foreach (var (id, insurance, receipt) in withdrawn)
        {
            found.GetValueOrDefault(id)?.RemoveAll(r => r.Insurance == insurance && Same(r.Receipt, receipt));
        }

        return found;
    }

    private static bool Same(Receipt a, Receipt b) =>
        (a.Number, a.From, a.To, a.Payer, a.Fen, a.PaidOn) == (b.Number, b.From, b.To, b.Payer, b.Fen, b.PaidOn);

    /// <summary>Months of a receipt that two people have said the same of, all of them.</summary>
    private static Task<List<((int, Insurance, string, Payer) Key, PayMonth Month, long Fen)>> Claimed(
        NpgsqlConnection connection, int[] cases, CancellationToken stop) => connection.Rows("""
            select case_id, kind, number, payer, month, fen from receipt_allotment where case_id = any($1)
            group by case_id, kind, number, payer, month, fen having count(distinct stated_by) > 1
            order by case_id, kind, number, payer, month
            """, r => ((r.GetInt32(0), (Insurance)r.GetInt16(1), r.GetString(2), (Payer)r.GetInt16(3)), r.Month(4),
                r.GetInt64(5)), stop, [cases]);

    public static Task<List<(int Case, (Insurance Insurance, Refund Refund) Of)>> Refunds(
        NpgsqlConnection connection, int[] cases, CancellationToken stop) => connection.Rows("""
            select case_id, kind, number, from_month, to_month, payer, fen, refunded_on
            from contribution_refund where case_id = any($1)
            order by case_id, kind, number, refunded_on, from_month, payer
            """, r => (r.GetInt32(0), ((Insurance)r.GetInt16(1), new Refund(
                r.GetString(2), r.Month(3), r.Month(4), (Payer)r.GetInt16(5), r.GetInt64(6), r.Date(7)))), stop,
            [cases]);

    /// <summary>By person; a month's rows together.</summary>
    public static async Task<Dictionary<int, List<PostedMonth>>> Postings(
        NpgsqlConnection connection, int[] people, CancellationToken stop)
    {
        var found = new Dictionary<int, List<PostedMonth>>();
        await using var command = connection.Statement("""
            select number_id, kind, month, unit_fen, personal_fen, posted_on, id_number, name
            from posted_month where number_id = any($1) order by number_id, kind, month, serial
            """, [people]);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            var id = reader.GetInt32(0);
            var posting = new PostedMonth(
                (Insurance)reader.GetInt16(1), reader.Month(2), new TwoParts(reader.GetInt32(3), reader.GetInt32(4)),
                reader.Date(5), reader.TextOrNull(6), reader.TextOrNull(7));
            var list = found.TryGetValue(id, out var known) ? known : found[id] = [];
            if (list.Count > 0 && list[^1] is var last && last.Insurance == posting.Insurance
                && last.Month == posting.Month)
            {
                list[^1] = last with
                {
                    Parts = last.Parts + posting.Parts,
                    On = last.On < posting.On ? last.On : posting.On,
                    IdNumber = last.IdNumber ?? posting.IdNumber,
                    Name = last.Name ?? posting.Name,
                };
            }
            else list.Add(posting);
        }

        return found;
    }

    public static async Task<Dictionary<int, HashSet<(Insurance, PayMonth)>>> Covered(
        NpgsqlConnection connection, int[] people, CancellationToken stop)
    {
        var found = new Dictionary<int, HashSet<(Insurance, PayMonth)>>();
        await using var command = connection.Statement("""
            select number_id, kind, month from covered_month where number_id = any($1)
            """, [people]);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            var of = found.TryGetValue(reader.GetInt32(0), out var known) ? known : found[reader.GetInt32(0)] = [];
            of.Add(((Insurance)reader.GetInt16(1), reader.Month(2)));
        }

        return found;
    }

    private static void Add<T>(Dictionary<int, List<T>> found, int id, T of)
    {
        if (!found.TryGetValue(id, out var list)) found.Add(id, list = []);
        list.Add(of);
    }
}
