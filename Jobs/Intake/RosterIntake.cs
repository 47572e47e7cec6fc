using System.Globalization;
using Disbursement.Domain.People;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using NpgsqlTypes;

namespace Disbursement.Jobs.Intake;

/// <summary>名册: one row per identity; people who were not known become known.</summary>
/// <param name="township">Of newcomers whose own cell is empty; null: none is named above the rows.</param>
internal sealed class RosterIntake(Act act, string? township = null) : IIntake<RosterRow>
{
    private bool prepared;

    public async Task Take(IReadOnlyList<RosterRow> rows, IntakeTally tally, CancellationToken stop)
    {
        if (!prepared) await VersionStore.Prepare(act.Connection, stop);
        prepared = true;
        var people = await Known(rows, stop);
        var accepted = new List<(KnownPerson Person, RosterRow Row, Enrolment Enrolment)>(rows.Count);
        foreach (var written in rows)
        {
            var person = people[written.IdNumber];
            var row = person.IsNew && written.RegionCode is null ? written with { RegionCode = township } : written;
            var enrolment = EnrolmentOf(row);
            var isFirst = person.History.Enrolments.IsEmpty;
            var verdict = RosterDecision.Decide(isFirst ? null : person.History, person.Folded, enrolment);
            if (verdict.IsAccepted || verdict.IsKnown) tally.CameIn.Add((RowKey.Of(row), verdict.IsAccepted));
            if (verdict.IsAccepted)
            {
                person.Learn(person.History with { Enrolments = person.History.Enrolments.Add(enrolment) });
                accepted.Add((person, row, enrolment));
            }
            else if (!verdict.IsKnown)
            {
                tally.Rejected.Add((row.LineNumber, verdict.Column!, verdict.Reason!));
            }

            tally.Known += verdict.IsKnown ? 1 : 0;
        }

        tally.Accepted += accepted.Count;
        await Write(accepted, stop);
        KnownPerson[] touched = [.. people.Values.Where(p => p.IsTouched)];
        await VersionStore.Write(act.Connection, act.Number, touched, stop);
        await LikenessStore.FindAlike(act.Connection, act.Number, touched, stop);
    }

    /// <summary>Everybody the rows name, the new ones with serials of their own.</summary>
    private async Task<Dictionary<string, KnownPerson>> Known(IReadOnlyList<RosterRow> rows, CancellationToken stop)
    {
        var numbers = rows.Select(r => r.IdNumber).Distinct(StringComparer.Ordinal).ToArray();
        var serials = await PersonStore.Serials(act.Connection, numbers, stop);
        var histories = await PersonStore.Histories(act.Connection, [.. serials.Values.Distinct()], stop);
        var missing = numbers.Where(n => !serials.ContainsKey(n)).ToArray();
        // Whoever was sent money by a run that an older backup does not know keeps the serial of then.
        var fresh = await act.Connection.Rows("""
            select coalesce((select person_id from reserved_person r where r.id_number = n),
                nextval('person_serial')::int)
            from unnest($1::text[]) with ordinality as u (n, place) order by place
            """, r => r.GetInt32(0), stop, [missing]);
        var byId = serials.Values.Distinct()
            .ToDictionary(id => id, id => new KnownPerson(
                id, histories.GetValueOrDefault(id, PersonHistory.Empty), isNew: false));
        var people = serials.ToDictionary(s => s.Key, s => byId[s.Value], StringComparer.Ordinal);
        for (var i = 0; i < missing.Length; i++)
            people.Add(missing[i], new KnownPerson(fresh[i], PersonHistory.Empty, isNew: true));
        return people;
    }

    private Enrolment EnrolmentOf(RosterRow row) => new()
    {
        Place = new Place(act.Number, row.LineNumber),
        Category = row.Category.Number,
        Start = row.StartMonth,
        ApprovedOn = row.ApprovedOn,
        ApprovalDocument = row.ApprovalDocument,
        Grade = row.Grade,
        Nursing = row.Nursing,
        Details = new PersonDetails(row.Name, row.IdNumber, row.RegionCode, row.Phone,
            row.InSchoolUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        Account = PersonStore.AccountOf(row.Bank, row.AccountNumber, row.AccountName, row.NameAtBank),
        Payee = PersonStore.PayeeOf(row.PayeeName, row.PayeeId, row.PayeeRelation, null),
        Relation = row.Relation,
    };

    private async Task Write(
        List<(KnownPerson Person, RosterRow Row, Enrolment Enrolment)> accepted, CancellationToken stop)
    {
        var newcomers = accepted.Where(a => a.Person.IsNew).DistinctBy(a => a.Person.Id).ToArray();
        await act.Connection.Execute("""
            insert into person_number (id_number, person_id, act)
            select n, p, $3 from unnest($1::text[], $2::int[]) as u (n, p)
            """, stop, newcomers.Select(n => n.Row.IdNumber).ToArray(), newcomers.Select(n => n.Person.Id).ToArray(),
            act.Number);
        await using var copy = await act.Connection.BeginBinaryImportAsync("""
            copy enrolment (person_id, category, act, row_number, id_number, name, region, phone, certificate_number,
                level, nature, period, service_years, assessed_fen, start_month, approved_on, approval_document,
                nursing,
                bank, account, account_name, name_at_bank, payee_name, payee_id, payee_relation, relation,
                in_school_until, enlisted_on, discharged_on, home_visit) from stdin (format binary)
            """, stop);
        foreach (var (person, row, enrolment) in accepted)
        {
            copy.StartRow();
            copy.Write(person.Id, NpgsqlDbType.Integer);
            copy.Small(enrolment.Category);
            copy.Write(act.Number, NpgsqlDbType.Bigint);
            copy.Write(row.LineNumber, NpgsqlDbType.Integer);
            foreach (var text in new[] { row.IdNumber, row.Name, row.RegionCode, row.Phone, row.CertificateNumber })
                copy.Text(text);
            GradeColumns.Write(copy, row.Grade);
            copy.Month(row.StartMonth);
            copy.Day(row.ApprovedOn);
            copy.Text(row.ApprovalDocument);
            copy.Small((int)row.Nursing);
            foreach (var text in new[]
            {
                row.Bank, row.AccountNumber, row.AccountName, row.NameAtBank, row.PayeeName, row.PayeeId,
                row.PayeeRelation, row.Relation,
            })
                copy.Text(text);
            copy.Day(row.InSchoolUntil);
            copy.Day(row.EnlistedOn);
            copy.Day(row.DischargedOn);
            copy.Flag(row.HomeVisit);
        }

        await copy.CompleteAsync(stop);
    }
}

/// <summary>
/// level, nature, period, service_years, assessed_fen: the same five columns wherever a grade is stored.
/// </summary>
internal static class GradeColumns
{
    public static void Write(Npgsql.NpgsqlBinaryImporter copy, Grade grade)
    {
        copy.Small(grade.Level);
        copy.Small((int)grade.Nature);
        copy.Small((int)grade.Period);
        copy.Number(grade.ServiceYears);
        copy.Fen(grade.AssessedFen);
    }
}
