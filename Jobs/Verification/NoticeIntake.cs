using Disbursement.Domain.People;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Verification;

/// <summary>
/// 通知记录: a notice of a person's own, and that it arrived. A row with 送达 for a notice known without says the rest of it.
/// </summary>
internal sealed class NoticeIntake(Act act) : IIntake<NoticeRow>
{
    public async Task Take(IReadOnlyList<NoticeRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var found = await FoundPeople.Of(act.Connection, rows.Select(r => r.IdNumber), stop);
        var known = found.Ids.Length == 0
            ? []
            : (await new VerificationReading(act.Connection, act.Number, EvidenceTable.Default)
                .Notices(PeopleScope.Of(found.Ids), stop)).GroupBy(n => n.Person)
                .ToDictionary(g => g.Key, g => g.Select(n => n.Of).ToList());
        var accepted = new List<(int Person, NoticeRow Row, Place? Withdraws)>();
        foreach (var row in rows)
        {
            if (found.Fault(row.IdNumber, row.Name) is { } fault)
            {
                tally.Rejected.Add((row.LineNumber, fault.Column, fault.Reason));
                continue;
            }

            var person = found.Id(row.IdNumber);
            var all = known.TryGetValue(person, out var list) ? list : known[person] = [];
            Judge(row, person, all, accepted, tally);
        }

        tally.Accepted += accepted.DistinctBy(a => a.Row.LineNumber).Count();
        await Write(accepted, stop);
    }

    private void Judge(
        NoticeRow row, int person, List<Notice> all, List<(int Person, NoticeRow Row, Place? Withdraws)> accepted,
        IntakeTally tally)
    {
        var same = all.FindAll(n => n.On == row.NotifiedOn && n.Kind == row.Kind && n.Method == row.Method);
        if (row.IsWithdrawal)
        {
            if (same.Count == 0)
            {
                tally.Rejected.Add((row.LineNumber, "撤销", "没有通知日期、种类、方式都相同的通知可以撤销"));
                return;
            }

            // 送达 came with a row of its own: the notice goes with all its rows.
            accepted.AddRange(same.Select(n => (person, row, (Place?)n.Place)));
            all.RemoveAll(same.Contains);
            tally.CameIn.Add((RowKey.Of(row), true));
            return;
        }

        var isKnown = same.Exists(n => n.DeliveredOn == row.DeliveredOn
            || (row.DeliveredOn is null && n.DeliveredOn is not null));
        tally.CameIn.Add((RowKey.Of(row), !isKnown));
        if (isKnown)
        {
            tally.Known++;
            return;
        }

        if (same.Find(n => n.DeliveredOn is not null) is { } delivered)
        {
            tally.CameIn.RemoveAt(tally.CameIn.Count - 1);
            tally.Rejected.Add((row.LineNumber, "送达",
                $"这份通知登记的送达日期是{delivered.DeliveredOn:yyyy-MM-dd}；登记错了的先撤销再登记"));
            return;
        }

        accepted.Add((person, row, null));
        all.Add(new Notice(
            new Place(act.Number, row.LineNumber), row.NotifiedOn, row.Kind, row.Method, row.DeliveredOn, row.By,
            row.Attachment));
    }

    /// <summary>A withdrawal of several rows stands under a number of its own for each.</summary>
    private async Task Write(List<(int Person, NoticeRow Row, Place? Withdraws)> rows, CancellationToken stop)
    {
        if (rows.Count == 0) return;
        var seen = new HashSet<(int, int)>();
        var numbers = rows.Select(r =>
        {
            var number = r.Row.LineNumber;
            while (!seen.Add((r.Person, number))) number += 1_000_000_000;
            return number;
        }).ToArray();
        await act.Connection.Execute("""
            insert into notice (person_id, act, row_number, notified_on, kind, method, delivered_on, recorded_by,
                attachment, withdraws_act, withdraws_row)
            select p, $1, l, d, k, m, dd, b, a, wa, wr from unnest($2::int[], $3::int[], $4::date[], $5::smallint[],
                $6::smallint[], $7::date[], $8::text[], $9::text[], $10::bigint[], $11::int[])
                as u (p, l, d, k, m, dd, b, a, wa, wr)
            """, stop, act.Number, rows.Select(r => r.Person).ToArray(), numbers,
            rows.Select(r => r.Row.NotifiedOn).ToArray(), rows.Select(r => (short)r.Row.Kind).ToArray(),
            rows.Select(r => (short)r.Row.Method).ToArray(), rows.Select(r => r.Row.DeliveredOn).ToArray(),
            rows.Select(r => r.Row.By).ToArray(), rows.Select(r => r.Row.Attachment).ToArray(),
            rows.Select(r => r.Withdraws?.Act).ToArray(), rows.Select(r => r.Withdraws?.Row).ToArray());
    }
}
