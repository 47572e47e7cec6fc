using System.Collections.Immutable;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.People;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// Everything known of the cases of some people: a statement for each list, for all of them. What is taken back is left
/// out.
/// </summary>
internal sealed class LedgerReading(NpgsqlConnection connection, ListsKnown lists)
{
    /// <summary>All people with a case, by the small numbers of their identity numbers, so many together.</summary>
    public static async Task<List<int[]>> Parts(
        NpgsqlConnection connection, PersonNumbers numbers, CancellationToken stop, int size = 256)
    {
        var parts = await connection.Rows("""
            select array_agg(number_id order by number_id) from (
                select number_id, (row_number() over (order by number_id) - 1) / $1 as part
                from (select distinct number_id from current_case) as people
                where not (number_id = any($2))) as parts
            group by part order by part
            """, r => r.GetFieldValue<int[]>(0), stop, size, numbers.Several);
        var several = await connection.Rows(
            "select distinct number_id from current_case where number_id = any($1)", r => r.GetInt32(0), stop,
            numbers.Several);
        parts.AddRange(several.Select(numbers.First).Distinct().Chunk(size).Select(c => numbers.All(c)));
        return parts;
    }

    /// <summary>People of some cases, with all their numbers.</summary>
    public static async Task<int[]> PeopleOf(
        NpgsqlConnection connection, PersonNumbers numbers, IEnumerable<string> caseNumbers, CancellationToken stop) =>
        numbers.All(await connection.Rows("""
            select distinct c.number_id from case_number n join current_case c using (case_id)
            where n.number = any($1) order by c.number_id
            """, r => r.GetInt32(0), stop, [caseNumbers.Distinct(StringComparer.Ordinal).ToArray()]));

    /// <param name="people">All numbers of each.</param>
    /// <returns>In order of their numbers; of each person the first case first.</returns>
    public async Task<List<PersonLedger>> People(int[] people, PersonNumbers numbers, CancellationToken stop)
    {
        if (people.Length == 0) return [];
        var cases = await Cases(people, stop);
        int[] ids = [.. cases.Select(c => c.Case.Id)];
        var decisions = (await LedgerSides.Decisions(connection, ids, stop)).ToLookup(d => d.Case, d => d.Of);
        var approved = (await LedgerSides.Approved(connection, ids, stop)).ToLookup(a => a.Case, a => a.Of);
        var (bills, billedNames) = await LedgerSides.Bills(connection, ids, lists.BilledOn, stop);
        var receipts = await LedgerSides.Receipts(connection, ids, stop);
        var refunds = (await LedgerSides.Refunds(connection, ids, stop)).ToLookup(r => r.Case, r => r.Of);
        var (postings, postedNames) = await LedgerSides.Postings(connection, people, numbers, stop);
        var covered = await LedgerSides.Covered(connection, people, numbers, stop);
        var asked = await LedgerSides.Asked(connection, ids, lists.Batches, stop);
        var facts = await LedgerFacts.Read(connection, lists, people, numbers, stop);
        return
        [
            .. cases.GroupBy(c => numbers.First(c.Person)).Select(of => facts.Of(of.Key, new PersonLedger
            {
                Cases =
                [
                    .. of.OrderBy(c => c.Case.AppliedOn).ThenBy(c => c.Case.Number, StringComparer.Ordinal)
                        .Select(c => new CaseFile
                        {
                            Case = c.Case,
                            Decisions = [.. decisions[c.Case.Id]],
                            Approved = ApprovedMonths.Standing(approved[c.Case.Id]),
                            Revoked = ApprovedMonths.Revoked(approved[c.Case.Id]),
                            Bills = [.. bills.GetValueOrDefault(c.Case.Id) ?? []],
                            BilledNames = [.. billedNames.GetValueOrDefault(c.Case.Id) ?? []],
                            Receipts = [.. receipts.GetValueOrDefault(c.Case.Id) ?? []],
                            Refunds = [.. refunds[c.Case.Id]],
                            Funded = asked[c.Case.Id].Where(a => a.Asked.LeftAct is null)
                                .ToDictionary(a => a.Month, a => a.Asked),
                            AskedBefore = asked[c.Case.Id].Where(a => a.Asked.LeftAct is not null)
                                .ToLookup(a => a.Month, a => a.Asked),
                        }),
                ],
                Postings = [.. postings.GetValueOrDefault(of.Key) ?? []],
                PostedNames = [.. postedNames.GetValueOrDefault(of.Key) ?? []],
                Covered = covered.GetValueOrDefault(of.Key) ?? [],
            })),
        ];
    }

    private async Task<List<(int Person, BackPaymentCase Case)>> Cases(int[] people, CancellationToken stop)
    {
        var segments = (await connection.Rows("""
            select s.case_id, s.kind, s.reason, s.from_month, s.to_month, s.unit_payer, s.employer, s.credit_code, (
                -- Who bears the unit part may be mended: the months at this employer were known before.
                select min(f.act) from back_payment_segment f where f.case_id = s.case_id and not f.is_withdrawal
                    and f.kind = s.kind and f.from_month = s.from_month and f.to_month = s.to_month
                    and f.employer is not distinct from s.employer
                    and f.credit_code is not distinct from s.credit_code)
            from standing_segment s
            join current_case c using (case_id)
            where c.number_id = any($1)
            order by s.case_id, s.kind, s.from_month, s.to_month, s.reason, s.unit_payer, coalesce(s.employer, '')
            """, r => (Case: r.GetInt32(0), Of: new Segment(
                (Insurance)r.GetInt16(1), (SegmentKind)r.GetInt16(2), r.Month(3), r.Month(4), (Payer)r.GetInt16(5),
                r.TextOrNull(6), r.TextOrNull(7)) { Act = r.GetInt64(8) }), stop, [people]))
            .ToLookup(s => s.Case, s => s.Of);
        return await connection.Rows("""
            select c.case_id, c.number_id, n.number, i.number, c.name, c.placement_area, c.insured_area, c.enlisted_on,
                c.discharged_on, c.hardship, c.applied_on
            from current_case c
            join case_number n using (case_id)
            join insured_number i using (number_id)
            where c.number_id = any($1) order by c.number_id, c.case_id
            """, r => (r.GetInt32(1), new BackPaymentCase(
                r.GetInt32(0), r.GetString(2), r.GetString(3), r.GetString(4), r.TextOrNull(5), r.TextOrNull(6),
                r.Date(7), r.Date(8), (Hardship)r.GetInt16(9), r.Date(10), [.. segments[r.GetInt32(0)]])), stop,
            [people]);
    }
}
