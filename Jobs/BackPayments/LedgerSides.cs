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

    /// <summary>What says the same but for the name is one bill: whom it names is kept beside.</summary>
    public static async Task<(Dictionary<int, List<Bill>> Bills, Dictionary<int, HashSet<SaidName>> Names)> Bills(
        NpgsqlConnection connection, int[] cases, IReadOnlyDictionary<long, DateOnly> days, CancellationToken stop)
    {
        var found = new Dictionary<int, List<Bill>>();
        var names = new Dictionary<int, HashSet<SaidName>>();
        var withdrawn = new HashSet<(int Case, Bill Of)>();
        var named = new List<(int Case, Bill Of, SaidName Name)>();
        await using var command = connection.Statement("""
            select case_id, kind, from_month, to_month, base_fen, unit_fen, personal_fen, other_fen, is_withdrawal,
                other_kind, id_number, name, act, document
            from billed_span where case_id = any($1)
            order by case_id, kind, from_month, to_month, base_fen, unit_fen, personal_fen, other_fen, other_kind,
                document, act
            """, [cases]);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            var id = reader.GetInt32(0);
            var bill = new Bill(
                (Insurance)reader.GetInt16(1), reader.Month(2), reader.Month(3), reader.GetInt32(4),
                reader.GetInt32(5), reader.GetInt32(6), reader.GetInt32(7), reader.TextOrNull(9))
            {
                Document = reader.TextOrNull(13),
            };
            var name = new SaidName(reader.TextOrNull(10), reader.TextOrNull(11));
            if (reader.GetBoolean(8))
            {
                withdrawn.Add((id, bill));
                continue;
            }

            if (found.GetValueOrDefault(id)?[^1].Says(bill) != true)
                Add(found, id, bill with { KnownOn = days.GetValueOrDefault(reader.GetInt64(12)) });
            if (name != default) named.Add((id, bill, name));
        }

        foreach (var (id, bill) in withdrawn) found.GetValueOrDefault(id)?.RemoveAll(b => b.Says(bill));
        foreach (var (id, bill, name) in named.Where(n => !withdrawn.Contains((n.Case, n.Of)))) Name(names, id, name);
        return (found, names);
    }

    public static async Task<Dictionary<int, List<(Insurance Insurance, Receipt Receipt)>>> Receipts(
        NpgsqlConnection connection, int[] cases, CancellationToken stop)
    {
        var claimed = (await Claimed(connection, cases, stop)).ToLookup(c => c.Key, c => c.Of);
        var found = new Dictionary<int, List<(Insurance Insurance, Receipt Receipt)>>();
        var withdrawn = new List<(int Case, Insurance Insurance, Receipt Receipt)>();
        await using var command = connection.Statement("""
            select case_id, kind, number, from_month, to_month, payer, fen, paid_on, is_withdrawal, act
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
                Claimed = LastSaid(claimed[(id, insurance, reader.GetString(2), (Payer)reader.GetInt16(5))],
                    reader.Month(3), reader.Month(4)),
                Act = reader.GetInt64(9),
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

    private sealed record SaidOfMonth(PayMonth Month, long Fen, short Step, long Act);

    /// <summary>Of a line of a receipt: 复核 said the last word, and the same as 经办.</summary>
    private static IReadOnlyList<(PayMonth Month, long Fen)> LastSaid(
        IEnumerable<SaidOfMonth> said, PayMonth from, PayMonth to)
    {
        List<SaidOfMonth> of = [.. said.Where(s => s.Month >= from && s.Month <= to)];
        if (of.Count == 0) return [];
        var last = of.Max(s => s.Act);
        return [.. of.Where(s => s.Act == last && s.Step == 2).OrderBy(s => s.Month).Select(s => (s.Month, s.Fen))];
    }

    /// <summary>What was ever said of the months of receipts.</summary>
    private static Task<List<((int, Insurance, string, Payer) Key, SaidOfMonth Of)>> Claimed(
        NpgsqlConnection connection, int[] cases, CancellationToken stop) => connection.Rows("""
            select case_id, kind, number, payer, month, fen, coalesce(step, 0)::smallint, act
            from receipt_allotment where case_id = any($1)
            """, r => ((r.GetInt32(0), (Insurance)r.GetInt16(1), r.GetString(2), (Payer)r.GetInt16(3)), new SaidOfMonth(
                r.Month(4), r.GetInt64(5), r.GetInt16(6), r.GetInt64(7))), stop, [cases]);

    public static Task<List<(int Case, (Insurance Insurance, Refund Refund) Of)>> Refunds(
        NpgsqlConnection connection, int[] cases, CancellationToken stop) => connection.Rows("""
            select case_id, kind, number, from_month, to_month, payer, fen, refunded_on
            from contribution_refund r where case_id = any($1) and is_withdrawal is null and not exists (
                select from contribution_refund w where w.case_id = r.case_id and w.kind = r.kind
                    and w.number = r.number and w.from_month = r.from_month and w.to_month = r.to_month
                    and w.payer = r.payer and w.refunded_on = r.refunded_on and w.fen = r.fen and w.is_withdrawal)
            order by case_id, kind, number, refunded_on, from_month, payer
            """, r => (r.GetInt32(0), ((Insurance)r.GetInt16(1), new Refund(
                r.GetString(2), r.Month(3), r.Month(4), (Payer)r.GetInt16(5), r.GetInt64(6), r.Date(7)))), stop,
            [cases]);

    /// <summary>Of cases that batches asked public money for: their months, as they stand and as they left.</summary>
    public static async Task<ILookup<int, ((Insurance, PayMonth) Month, AskedMonth Asked)>> Asked(
        NpgsqlConnection connection, int[] cases, IReadOnlyDictionary<int, AskingBatch> batches,
        CancellationToken stop) => (await connection.Rows("""
            select case_id, kind, month, batch_id, unit_fen, help_fen, left_act from batch_ask
            where case_id = any($1)
            """, r => (Case: r.GetInt32(0), Of: (((Insurance)r.GetInt16(1), r.Month(2)), new AskedMonth(
                batches[r.GetInt32(3)], r.GetInt32(4), r.GetInt32(5), r.IsDBNull(6) ? null : r.GetInt64(6)))),
            stop, [cases])).ToLookup(a => a.Case, a => a.Of);

    /// <summary>By person; a month's rows together, whom they name beside.</summary>
    public static async Task<(Dictionary<int, List<PostedMonth>> Months, Dictionary<int, HashSet<SaidName>> Names)>
        Postings(NpgsqlConnection connection, int[] people, PersonNumbers numbers, CancellationToken stop)
    {
        var found = new Dictionary<int, List<PostedMonth>>();
        var names = new Dictionary<int, HashSet<SaidName>>();
        foreach (var (id, name) in await connection.Rows(
            "select number_id, id_number, name from posted_name where number_id = any($1)",
            r => (r.GetInt32(0), new SaidName(r.TextOrNull(1), r.TextOrNull(2))), stop, [people]))
            Name(names, numbers.First(id), name);
        await using var command = connection.Statement("""
            select number_id, kind, month, unit_fen, personal_fen, posted_on, id_number, name
            from posted_month where number_id = any($1) order by number_id, kind, month, serial
            """, [people]);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            var id = numbers.First(reader.GetInt32(0));
            var posting = new PostedMonth(
                (Insurance)reader.GetInt16(1), reader.Month(2), new TwoParts(reader.GetInt32(3), reader.GetInt32(4)),
                reader.Date(5));
            var name = new SaidName(reader.TextOrNull(6), reader.TextOrNull(7));
            if (name != default) Name(names, id, name);
            Add(found, id, posting);
        }

        foreach (var (id, list) in found) found[id] = Together(list);
        return (found, names);
    }

    /// <summary>In order; a person with several numbers has a month in more than one place.</summary>
    private static List<PostedMonth> Together(List<PostedMonth> list)
    {
        var (months, inOrder) = (new List<PostedMonth>(list.Count), true);
        for (var i = 1; i < list.Count && inOrder; i++)
            inOrder = (list[i - 1].Insurance, list[i - 1].Month).CompareTo((list[i].Insurance, list[i].Month)) <= 0;
        foreach (var posting in inOrder ? list : [.. list.OrderBy(p => p.Insurance).ThenBy(p => p.Month)])
        {
            if (months.Count > 0 && months[^1] is var last && last.Insurance == posting.Insurance
                && last.Month == posting.Month)
                months[^1] = last with
                {
                    Parts = last.Parts + posting.Parts, On = last.On < posting.On ? last.On : posting.On,
                };
            else months.Add(posting);
        }

        return months;
    }

    public static async Task<Dictionary<int, HashSet<(Insurance, PayMonth)>>> Covered(
        NpgsqlConnection connection, int[] people, PersonNumbers numbers, CancellationToken stop)
    {
        var found = new Dictionary<int, HashSet<(Insurance, PayMonth)>>();
        await using var command = connection.Statement("""
            select distinct number_id, kind, month from (
                select number_id, kind, month from covered_month where number_id = any($1)
                group by number_id, kind, month, document
                having not coalesce(bool_or(is_withdrawal), false)) as standing
            """, [people]);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            var id = numbers.First(reader.GetInt32(0));
            var of = found.TryGetValue(id, out var known) ? known : found[id] = [];
            of.Add(((Insurance)reader.GetInt16(1), reader.Month(2)));
        }

        return found;
    }

    private static void Name(Dictionary<int, HashSet<SaidName>> names, int id, SaidName name) =>
        (names.TryGetValue(id, out var of) ? of : names[id] = []).Add(name);

    private static void Add<T>(Dictionary<int, List<T>> found, int id, T of)
    {
        if (!found.TryGetValue(id, out var list)) found.Add(id, list = []);
        list.Add(of);
    }
}
