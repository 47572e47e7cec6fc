using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// 补缴案件: a row is a segment; what it says of the person and the case is what the case's first row said. A row with 撤销
/// takes the segment back that says the same.
/// </summary>
internal sealed class CaseIntake(Act act, CorrectedCases corrected) : IIntake<BackPaymentCaseRow>
{
    private readonly LedgerNumbers numbers = new(act);

    public bool ComesLast(BackPaymentCaseRow row) => corrected.Has(row);

    public async Task Take(IReadOnlyList<BackPaymentCaseRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var cases = await numbers.Cases(rows.Select(r => r.CaseNumber), stop);
        var people = await numbers.People(rows.Select(r => r.IdNumber), stop);
        var (known, versions) = await Known([.. rows.Select(r => cases[r.CaseNumber]).Distinct()], stop);
        var mendable = await Mendable(rows, known, cases, stop);
        var written = new Dictionary<int, BackPaymentCaseRow>();
        var accepted = new List<(BackPaymentCaseRow Row, int Version)>();
        // What is taken back goes first: then the case may say something else.
        foreach (var row in rows.OrderBy(r => !r.IsWithdrawal))
        {
            var id = cases[row.CaseNumber];
            var first = known.GetValueOrDefault(id);
            if (first is not null && !row.IsWithdrawal && Difference(row, first) is not null && mendable.Remove(id))
            {
                // Once: the other rows have to say the same as this one.
                versions[id] = versions.GetValueOrDefault(id) + 1;
                first = null;
            }

            if (first is null) known[id] = written[id] = first = row;
            else if (Filled(first, row) is var filled && filled != first)
                known[id] = written[id] = first = filled with { LineNumber = row.LineNumber };
            if (Difference(row, first) is { } fault) tally.Rejected.Add((row.LineNumber, fault.Column, fault.Reason));
            else accepted.Add((row, versions.GetValueOrDefault(id)));
        }

        await KeepTogether(rows, cases, written, accepted, tally, stop);
        var fresh = written.Values.ToList();
        await WriteCases(fresh, cases, people, versions, stop);
        var isNew = await WriteSegments(accepted, cases, stop);
        tally.Accepted += isNew.Count;
        tally.Known += accepted.Count - isNew.Count;
        foreach (var row in accepted.Select(a => a.Row))
            tally.CameIn.Add((RowKey.Of(row), isNew.Contains(row.LineNumber)));
        int[] changed =
            [.. accepted.Where(a => isNew.Contains(a.Row.LineNumber)).Select(a => cases[a.Row.CaseNumber])];
        await SayOverlaps(changed, tally, stop);
        await SayWithdrawn([.. accepted.Select(a => a.Row)], cases, tally, stop);
    }

    /// <summary>A row that takes nothing back, and a row that was taken back before.</summary>
    private async Task SayWithdrawn(
        List<BackPaymentCaseRow> accepted, Dictionary<string, int> cases, IntakeTally tally, CancellationToken stop)
    {
        var rows = accepted.Where(r => !r.IsWithdrawal).ToList();
        var nothing = await act.Connection.Scalar<int>("""
            select count(*)::int from back_payment_segment w where w.act = $1 and w.is_withdrawal
                and w.row_number = any($2) and not exists (
                    select from back_payment_segment s where not s.is_withdrawal and s.case_id = w.case_id
                        and s.kind = w.kind and s.reason = w.reason and s.from_month = w.from_month
                        and s.to_month = w.to_month and s.unit_payer = w.unit_payer
                        and s.employer is not distinct from w.employer
                        and s.credit_code is not distinct from w.credit_code
                        and s.document is not distinct from w.document and s.version is not distinct from w.version)
            """, stop, act.Number, accepted.Where(r => r.IsWithdrawal).Select(r => r.LineNumber).ToArray());
        if (nothing > 0)
            tally.Notices.Add($"有{nothing}行撤销没有对应的原行：原行还没导入，或者与原行不完全一样，请核对");
        var taken = await act.Connection.Scalar<int>("""
            select count(*)::int from unnest($1::int[], $2::smallint[], $3::smallint[], $4::date[], $5::date[],
                $6::smallint[], $7::text[], $8::text[], $9::text[]) as u (case_id, kind, reason, from_month, to_month,
                unit_payer, employer, credit_code, document)
            where exists (select from back_payment_segment w where w.case_id = u.case_id and w.is_withdrawal)
                and not exists (select from standing_segment s where s.case_id = u.case_id and s.kind = u.kind
                    and s.reason = u.reason and s.from_month = u.from_month and s.to_month = u.to_month
                    and s.unit_payer = u.unit_payer and s.employer is not distinct from u.employer
                    and s.credit_code is not distinct from u.credit_code
                    and s.document is not distinct from u.document)
            """, stop, Segments(rows, cases));
        if (taken > 0)
            tally.Notices.Add($"有{taken}行以前撤销过，不算数；撤销错的，换一个“依据文号”再登记");
    }

    /// <summary>
    /// What is taken back of a case and what comes in its place come in together or not at all; what is known already
    /// is in.
    /// </summary>
    private async Task KeepTogether(
        IReadOnlyList<BackPaymentCaseRow> rows, Dictionary<string, int> cases,
        Dictionary<int, BackPaymentCaseRow> written, List<(BackPaymentCaseRow Row, int Version)> accepted,
        IntakeTally tally, CancellationToken stop)
    {
        var rejected = tally.Rejected.Select(r => r.Line).ToHashSet();
        var whole = rows.Where(r => corrected.Holds(r)
                || (corrected.Has(r) && rejected.Contains(r.LineNumber)))
            .Select(r => cases[r.CaseNumber]).ToHashSet();
        if (whole.Count == 0) return;
        var held = accepted.Where(a => whole.Contains(cases[a.Row.CaseNumber])).ToList();
        var known = await KnownSegments(held, cases, stop);
        held.RemoveAll(a => known.Contains(a.Row.LineNumber));
        foreach (var (row, _) in held)
            tally.Rejected.Add((row.LineNumber, "案件号",
                $"这个文件里有另一行没有收（是案件{row.CaseNumber}的，或者看不出案件号），撤销和改对的行要一起收：改好那一行，再一起导入"));
        accepted.RemoveAll(a => whole.Contains(cases[a.Row.CaseNumber]) && !known.Contains(a.Row.LineNumber));
        foreach (var id in whole) written.Remove(id);
    }

    /// <summary>Lines whose rows were taken in before.</summary>
    private async Task<HashSet<int>> KnownSegments(
        List<(BackPaymentCaseRow Row, int Version)> accepted, Dictionary<string, int> cases, CancellationToken stop) =>
    [
        .. await act.Connection.Rows("""
            select l from unnest($1::int[], $2::smallint[], $3::smallint[], $4::date[], $5::date[], $6::smallint[],
                $7::text[], $8::text[], $9::text[], $10::boolean[], $11::int[], $12::int[])
                as u (c, k, r, f, t, p, e, cc, d, w, l, v)
            where exists (select from back_payment_segment s where s.case_id = c and s.kind = k and s.reason = r
                and s.from_month = f and s.to_month = t and s.unit_payer = p and s.employer is not distinct from e
                and s.credit_code is not distinct from cc and s.document is not distinct from d
                and s.is_withdrawal = w and coalesce(s.version, 0) = v)
            """, r => r.GetInt32(0), stop, Versions(accepted, cases)),
    ];

    /// <summary>A segment that was mended stands beside the old one until that is taken back.</summary>
    private async Task SayOverlaps(int[] changed, IntakeTally tally, CancellationToken stop)
    {
        foreach (var number in await act.Connection.Rows("""
            with standing as materialized (select * from standing_segment where case_id = any($1))
            select distinct n.number from standing a join standing b using (case_id, kind)
            join case_number n using (case_id)
            where (a.act, a.row_number) < (b.act, b.row_number) and a.from_month <= b.to_month
                and b.from_month <= a.to_month
            order by n.number limit 5
            """, r => r.GetString(0), stop, changed))
            tally.Notices.Add($"案件{number}有两个时段重叠：改登的，把原来那行原样写上、“撤销”填“是”再导入");
    }

    /// <summary>The first thing in which a row differs from its case.</summary>
    private static (string Column, string Reason)? Difference(BackPaymentCaseRow row, BackPaymentCaseRow first) =>
        row.IdNumber != first.IdNumber ? Told(row, "身份证号", $"尾号{IdentityNumber.Tail(first.IdNumber)}")
        : !PersonName.Same(row.Name, first.Name) ? Told(row, "姓名", first.Name)
        : Differs(row.PlacementArea, first.PlacementArea) ? Told(row, "安置地", first.PlacementArea)
        : Differs(row.InsuredArea, first.InsuredArea) ? Told(row, "参保地", first.InsuredArea)
        : row.EnlistedOn != first.EnlistedOn ? Told(row, "入伍日期", $"{first.EnlistedOn:yyyy-MM-dd}")
        : row.DischargedOn != first.DischargedOn ? Told(row, "退役日期", $"{first.DischargedOn:yyyy-MM-dd}")
        : row.Hardship != first.Hardship
            ? Told(row, "困难", Domain.BackPayments.BackPaymentWords.Label(first.Hardship))
        : row.AppliedOn != first.AppliedOn ? Told(row, "受理日期", $"{first.AppliedOn:yyyy-MM-dd}")
        : null;

    private static (string Column, string Reason) Told(BackPaymentCaseRow row, string column, string? known) =>
        (column, $"案件{row.CaseNumber}的{column}登记的是“{known}”，同一案件的各行要一样；登记错了的，还没有核定的：把登记过的各行原样写上、“撤销”填“是”，"
            + "和改对的行一起导入；已经核定的，凭依据另立案件，原案件终止");

    /// <summary>An area that a row does not say is not another one: of each insurance one of them counts.</summary>
    private static bool Differs(string? said, string? known) => said is not null && known is not null && said != known;

    private static BackPaymentCaseRow Filled(BackPaymentCaseRow first, BackPaymentCaseRow row) => first with
    {
        PlacementArea = first.PlacementArea ?? row.PlacementArea, InsuredArea = first.InsuredArea ?? row.InsuredArea,
    };

    /// <summary>Cases of which nothing was ever approved and no segment stands once these rows are in.</summary>
    private async Task<HashSet<int>> Mendable(
        IReadOnlyList<BackPaymentCaseRow> rows, Dictionary<int, BackPaymentCaseRow> known,
        Dictionary<string, int> cases, CancellationToken stop)
    {
        int[] other = [.. rows.Where(r => !r.IsWithdrawal && known.TryGetValue(cases[r.CaseNumber], out var first)
            && Difference(r, first) is not null).Select(r => cases[r.CaseNumber]).Distinct()];
        if (other.Length == 0) return [];
        // What is rejected takes nothing back.
        var taken = rows.Where(r => r.IsWithdrawal && known.TryGetValue(cases[r.CaseNumber], out var first)
            && Difference(r, first) is null).Select(r => (
            cases[r.CaseNumber], (short)r.Insurance, (short)r.Kind, r.From, r.To, (short)r.UnitPayer, r.Employer,
            r.CreditCode, r.Document)).ToHashSet();
        var standing = await act.Connection.Rows("""
            select s.case_id, s.kind, s.reason, s.from_month, s.to_month, s.unit_payer, s.employer, s.credit_code,
                s.document
            from standing_segment s where s.case_id = any($1)
            """, r => (r.GetInt32(0), r.GetInt16(1), r.GetInt16(2), r.Month(3), r.Month(4), r.GetInt16(5),
                r.TextOrNull(6), r.TextOrNull(7), r.TextOrNull(8)), stop, other);
        var decided = await act.Connection.Rows(
            "select distinct case_id from back_payment_decision where case_id = any($1) and step = 1",
            r => r.GetInt32(0), stop, other);
        return [.. other.Except(standing.Where(s => !taken.Contains(s)).Select(s => s.Item1)).Except(decided)];
    }

    /// <summary>What cases say now, and how often what they say was mended.</summary>
    private async Task<(Dictionary<int, BackPaymentCaseRow> Rows, Dictionary<int, int> Versions)> Known(
        int[] cases, CancellationToken stop)
    {
        var found = await act.Connection.Rows("""
            select c.case_id, n.number, i.number, c.name, c.placement_area, c.insured_area, c.enlisted_on,
                c.discharged_on, c.hardship, c.applied_on, c.version
            from current_case c
            join case_number n using (case_id)
            join insured_number i using (number_id)
            where c.case_id = any($1)
            """, r => (Id: r.GetInt32(0), Row: new BackPaymentCaseRow(
                0, r.GetString(1), r.GetString(2), r.GetString(3), r.TextOrNull(4), r.TextOrNull(5), r.Date(6),
                r.Date(7), null, default, default, default, default, null, null, default,
                (Domain.BackPayments.Hardship)r.GetInt16(8), r.Date(9), null, false),
                Version: r.IsDBNull(10) ? 0 : r.GetInt32(10)), stop, [cases]);
        return (found.ToDictionary(c => c.Id, c => c.Row), found.ToDictionary(c => c.Id, c => c.Version));
    }

    private Task WriteCases(
        List<BackPaymentCaseRow> rows, Dictionary<string, int> cases, Dictionary<string, int> people,
        Dictionary<int, int> versions, CancellationToken stop) => act.Connection.Execute("""
            insert into back_payment_case (case_id, number_id, name, placement_area, insured_area, enlisted_on,
                discharged_on, hardship, applied_on, act, row_number, version)
            select c, p, n, a, i, e, d, h, o, $1, l, nullif(v, 0)
            from unnest($2::int[], $3::int[], $4::text[], $5::text[], $6::text[], $7::date[], $8::date[],
                $9::smallint[], $10::date[], $11::int[], $12::int[])
                as u (c, p, n, a, i, e, d, h, o, l, v)
            """, stop, act.Number, rows.Select(r => cases[r.CaseNumber]).ToArray(),
            rows.Select(r => people[r.IdNumber]).ToArray(), rows.Select(r => r.Name).ToArray(),
            rows.Select(r => r.PlacementArea).ToArray(), rows.Select(r => r.InsuredArea).ToArray(),
            rows.Select(r => r.EnlistedOn).ToArray(), rows.Select(r => r.DischargedOn).ToArray(),
            rows.Select(r => (short)r.Hardship).ToArray(), rows.Select(r => r.AppliedOn).ToArray(),
            rows.Select(r => r.LineNumber).ToArray(),
            rows.Select(r => versions.GetValueOrDefault(cases[r.CaseNumber])).ToArray());

    private async Task<HashSet<int>> WriteSegments(
        List<(BackPaymentCaseRow Row, int Version)> accepted, Dictionary<string, int> cases, CancellationToken stop) =>
    [
        .. await act.Connection.Rows("""
            insert into back_payment_segment (case_id, kind, reason, from_month, to_month, unit_payer, employer,
                credit_code, document, is_withdrawal, act, row_number, version)
            select c, k, r, f, t, p, e, cc, d, w, $13, l, nullif(v, 0)
            from unnest($1::int[], $2::smallint[], $3::smallint[], $4::date[], $5::date[], $6::smallint[],
                $7::text[], $8::text[], $9::text[], $10::boolean[], $11::int[], $12::int[])
                with ordinality as u (c, k, r, f, t, p, e, cc, d, w, l, v, place)
            order by place on conflict do nothing returning row_number
            """, r => r.GetInt32(0), stop, [.. Versions(accepted, cases), act.Number]),
    ];

    private static object[] Versions(
        List<(BackPaymentCaseRow Row, int Version)> accepted, Dictionary<string, int> cases)
    {
        var rows = accepted.ConvertAll(a => a.Row);
        return
        [
            .. Segments(rows, cases), rows.Select(r => r.IsWithdrawal).ToArray(),
            rows.Select(r => r.LineNumber).ToArray(), accepted.Select(a => a.Version).ToArray(),
        ];
    }

    /// <summary>What segments say, a column each.</summary>
    private static object[] Segments(List<BackPaymentCaseRow> rows, Dictionary<string, int> cases) =>
    [
        rows.Select(r => cases[r.CaseNumber]).ToArray(), rows.Select(r => (short)r.Insurance).ToArray(),
        rows.Select(r => (short)r.Kind).ToArray(), rows.Select(r => r.From.FirstDay).ToArray(),
        rows.Select(r => r.To.FirstDay).ToArray(), rows.Select(r => (short)r.UnitPayer).ToArray(),
        rows.Select(r => r.Employer).ToArray(), rows.Select(r => r.CreditCode).ToArray(),
        rows.Select(r => r.Document).ToArray(),
    ];
}
