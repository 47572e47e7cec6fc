using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Intake;

/// <summary>个人核定金额: amounts of single people, by component and months.</summary>
internal sealed class AssessedIntake(Act act) : IIntake<AssessedRow>
{
    private bool prepared;

    public async Task Take(IReadOnlyList<AssessedRow> rows, IntakeTally tally, CancellationToken stop)
    {
        if (!prepared) await VersionStore.Prepare(act.Connection, stop);
        prepared = true;
        var components = await ComponentStore.Numbers(act.Connection, rows.Select(r => r.Component), act.Number, stop);
        var serials = await PersonStore.Serials(
            act.Connection, [.. rows.Select(r => r.IdNumber).Distinct(StringComparer.Ordinal)], stop);
        var people = (await PersonStore.Histories(act.Connection, [.. serials.Values.Distinct()], stop))
            .ToDictionary(h => h.Key, h => new KnownPerson(h.Key, h.Value, isNew: false));
        var standards = await act.Connection.Rows(
            "select nextval('standard_serial')::int from generate_series(1, $1)", r => r.GetInt32(0), stop, rows.Count);
        var accepted = new List<(int Person, AssessedAmount Amount)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var verdict = Judge(rows[i], components, standards[i], serials, people, accepted);
            if (verdict.IsAccepted || verdict.IsKnown) tally.CameIn.Add((RowKey.Of(rows[i]), verdict.IsAccepted));
            if (verdict.IsAccepted) tally.Accepted++;
            else if (verdict.IsKnown) tally.Known++;
            else tally.Rejected.Add((rows[i].LineNumber, verdict.Column!, verdict.Reason!));
        }

        await Write(accepted, stop);
        await VersionStore.Write(act.Connection, act.Number, [.. people.Values.Where(p => p.IsTouched)], stop);
    }

    private Verdict Judge(
        AssessedRow row, Dictionary<string, short> components, int standard, Dictionary<string, int> serials,
        Dictionary<int, KnownPerson> people, List<(int Person, AssessedAmount Amount)> accepted)
    {
        if (!serials.TryGetValue(row.IdNumber, out var serial) || !people.ContainsKey(serial))
            return Verdict.Rejected("身份证号",
                RejectionReason.PersonUnknown("这个人", IdentityNumber.Tail(row.IdNumber)));
        var person = people[serial];
        if (!person.History.Enrolments.Any(e => e.Category == row.Category.Number))
            return Verdict.Rejected("优抚类别", $"{person.Folded!.Name}没有登记“{row.Category.Label}”；请核对类别");
        var component = components[row.Component];
        if (component is Component.National or Component.Nursing or Component.Funeral)
            return Verdict.Rejected("组成", $"“{row.Component}”由标准算出，不能按人核定");
        var latest = person.History.Assessed.Where(a => a.Category == row.Category.Number && a.Component == component
            && a.From == row.From && a.To == row.To).OrderBy(a => a.Place).LastOrDefault();
        if (latest is not null && latest.Fen == row.MonthlyFen && latest.Document == row.Document) return Verdict.Known;
        var amount = new AssessedAmount(
            new Place(act.Number, row.LineNumber), row.Category.Number, component, row.MonthlyFen, row.From, row.To,
            standard, row.Document);
        person.Learn(person.History with { Assessed = person.History.Assessed.Add(amount) });
        accepted.Add((serial, amount));
        return Verdict.Accepted;
    }

    private Task Write(List<(int Person, AssessedAmount Amount)> accepted, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into assessed_amount (standard_id, person_id, act, row_number, category, component, fen, from_month,
                to_month, document)
            select a.standard, a.person, $1, a.line, a.category, a.component, a.fen, a.since, a.until, a.document
            from unnest($2::int[], $3::int[], $4::int[], $5::smallint[], $6::smallint[], $7::bigint[], $8::date[],
                $9::date[], $10::text[])
                as a (standard, person, line, category, component, fen, since, until, document)
            """, stop, act.Number, accepted.Select(a => a.Amount.StandardId).ToArray(),
            accepted.Select(a => a.Person).ToArray(), accepted.Select(a => a.Amount.Place.Row).ToArray(),
            accepted.Select(a => a.Amount.Category).ToArray(), accepted.Select(a => a.Amount.Component).ToArray(),
            accepted.Select(a => a.Amount.Fen).ToArray(), accepted.Select(a => a.Amount.From.FirstDay).ToArray(),
            accepted.Select(a => a.Amount.To?.FirstDay).ToArray(), accepted.Select(a => a.Amount.Document).ToArray());
}
