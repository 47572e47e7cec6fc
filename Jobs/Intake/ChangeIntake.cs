using System.Globalization;
using Disbursement.Domain.People;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using NpgsqlTypes;

namespace Disbursement.Jobs.Intake;

/// <summary>变动表: changes of people already known.</summary>
internal sealed class ChangeIntake(Act act) : IIntake<ChangeRow>
{
    private bool prepared;

    public async Task Take(IReadOnlyList<ChangeRow> rows, IntakeTally tally, CancellationToken stop)
    {
        if (!prepared) await VersionStore.Prepare(act.Connection, stop);
        prepared = true;
        var numbers = rows.Select(r => r.IdNumber)
            .Concat(rows.Select(r => r.NewIdNumber).OfType<string>()).Distinct(StringComparer.Ordinal).ToArray();
        var serials = await PersonStore.Serials(act.Connection, numbers, stop);
        var people = (await PersonStore.Histories(act.Connection, [.. serials.Values.Distinct()], stop))
            .ToDictionary(h => h.Key, h => new KnownPerson(h.Key, h.Value, isNew: false));
        var accepted = new List<(int Person, ChangeRow Row, Change Change)>(rows.Count);
        foreach (var row in rows)
        {
            var verdict = Judge(row, serials, people, accepted);
            if (verdict.IsAccepted || verdict.IsKnown) tally.CameIn.Add((RowKey.Of(row), verdict.IsAccepted));
            if (verdict.IsAccepted) tally.Accepted++;
            else if (verdict.IsKnown) tally.Known++;
            else tally.Rejected.Add((row.LineNumber, verdict.Column!, verdict.Reason!));
        }

        await Write(accepted, stop);
        KnownPerson[] touched = [.. people.Values.Where(p => p.IsTouched)];
        await PersonStore.Renumber(act.Connection, act.Number, touched, stop);
        await VersionStore.Write(act.Connection, act.Number, touched, stop);
        await LikenessStore.FindAlike(act.Connection, act.Number, touched, stop);
    }

    private Verdict Judge(
        ChangeRow row, Dictionary<string, int> serials, Dictionary<int, KnownPerson> people,
        List<(int Person, ChangeRow Row, Change Change)> accepted)
    {
        if (!serials.TryGetValue(row.IdNumber, out var serial) || !people.ContainsKey(serial))
            return Verdict.Rejected("身份证号",
                RejectionReason.PersonUnknown(row.Name ?? "这个人", IdentityNumber.Tail(row.IdNumber)));
        var person = people[serial];
        var folded = person.Folded!;
        if (row.NewIdNumber is { } wanted && serials.TryGetValue(wanted, out var other) && other != serial)
            return Verdict.Rejected("新身份证号", $"尾号{IdentityNumber.Tail(wanted)}已是另一个人的身份证号；请核对，两份档案不能直接并成一份");
        if (ChangeDecision.OtherName(person.History, row.Type, row.Name, folded.Name) is { } another) return another;
        var (verdict, change) = ChangeDecision.Decide(person.History, ChangeOf(row), folded.Name);
        if (!verdict.IsAccepted) return verdict;
        if (row.Type == ChangeType.AccountChange && row.AccountName is { } holder
            && !IsKnownHolder(row, holder, folded))
            return Verdict.Rejected("户名", RejectionReason.HolderIsAnother(holder, folded.Name));
        if (change.Payee is { IsHeir: true } && change.Account?.Number is { } number
            && OwnAccounts(person.History).Contains(number))
            return Verdict.Rejected("银行账号", RejectionReason.AccountOfTheDead(folded.Name));
        if (change is { Type: ChangeType.InformationChange, Details: { } said } && row.HomeVisit is null
            && Domain.Entitlements.Folding.Says(person.History, said))
            return Verdict.Rejected("变动类型", RejectionReason.SaysWhatIsKnown);
        Learn(person, change, serials);
        accepted.Add((serial, row, change));
        return verdict;
    }

    /// <summary>The rows behind a change are found by the numbers it leaves.</summary>
    private static void Learn(KnownPerson person, Change change, Dictionary<string, int> serials)
    {
        var before = person.History;
        person.Learn(before with { Changes = before.Changes.Add(change) });
        if (change.Type != ChangeType.Withdrawal && change.Details?.IdNumber is null) return;
        foreach (var number in before.Numbers()) serials.Remove(number);
        foreach (var number in person.History.Numbers()) serials[number] = person.Id;
    }

    /// <summary>Every account that was the person's own.</summary>
    private static IEnumerable<string> OwnAccounts(PersonHistory history) => history.Enrolments.Select(e => e.Account)
        .Concat(history.Changes.Where(c => c.Type == ChangeType.AccountChange).Select(c => c.Account))
        .Select(a => a?.Number).OfType<string>();

    private static bool IsKnownHolder(ChangeRow row, string holder, Domain.Entitlements.FoldedPerson person) =>
        PersonName.Same(holder, person.Name)
        || (row.NameAtBank is { } atBank && PersonName.Same(holder, atBank))
        || (person.Receiving.Payee is { } payee && PersonName.Same(holder, payee.Name));

    private Change ChangeOf(ChangeRow row)
    {
        // Only what the type changes is taken: a name beside a death is there for the reader.
        var details = row.Type is ChangeType.Correction or ChangeType.InformationChange
            ? PersonStore.DetailsOf(
                row.Type == ChangeType.Correction ? row.Name : null,
                row.Type == ChangeType.Correction ? row.NewIdNumber : null, row.RegionCode, row.Phone,
                row.InSchoolUntil?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
            : null;
        var receives = row.Type is ChangeType.AccountChange or ChangeType.PayeeChange;
        return new Change
        {
            Place = new Place(act.Number, row.LineNumber),
            Type = row.Type,
            Category = row.Category?.Number,
            On = row.EffectiveOn ?? default,
            Document = row.Document,
            Reason = row.Reason,
            Cause = row.Type.SaysCause() ? row.Cause : null,
            ReviewOn = row.ReviewOn,
            WithdrawnType = row.Type == ChangeType.Withdrawal ? row.WithdrawnChange : null,
            Start = row.Type == ChangeType.Correction ? row.StartMonth : null,
            Grade = row.Type is ChangeType.Correction or ChangeType.Regrade ? row.Grade : default,
            Nursing = row.Type is ChangeType.Correction or ChangeType.NursingChange ? row.Nursing : Nursing.Unsaid,
            Details = details,
            Account = receives
                ? PersonStore.AccountOf(row.Bank, row.AccountNumber, row.AccountName, row.NameAtBank) : null,
            Payee = row.Type == ChangeType.PayeeChange
                ? PersonStore.PayeeOf(row.PayeeName ?? row.PayeeRelation, row.PayeeId, row.PayeeRelation, row.Document)
                : null,
        };
    }

    private async Task Write(List<(int Person, ChangeRow Row, Change Change)> accepted, CancellationToken stop)
    {
        await using var copy = await act.Connection.BeginBinaryImportAsync("""
            copy change (person_id, act, row_number, type, category, effective_on, document, source, reason, cause,
                withdraws_act, withdraws_row, new_id_number, name, region, phone, start_month, level, nature, period,
                service_years, assessed_fen, nursing, in_school_until, home_visit, bank, account, account_name,
                name_at_bank, payee_name, payee_id, payee_relation, note, withdrawn_type, review_on)
            from stdin (format binary)
            """, stop);
        foreach (var (person, row, change) in accepted)
        {
            copy.StartRow();
            copy.Write(person, NpgsqlDbType.Integer);
            copy.Write(act.Number, NpgsqlDbType.Bigint);
            copy.Write(row.LineNumber, NpgsqlDbType.Integer);
            copy.Small((int)change.Type);
            if (change.Category is { } category) copy.Small(category);
            else copy.WriteNull();
            copy.Day(row.EffectiveOn);
            foreach (var text in new[] { row.Document, row.Source, row.Reason, row.Cause }) copy.Text(text);
            copy.Fen(change.Withdraws?.Act);
            if (change.Withdraws is { } target) copy.Write(target.Row, NpgsqlDbType.Integer);
            else copy.WriteNull();
            copy.Text(change.Details?.IdNumber);
            copy.Text(change.Details?.Name);
            copy.Text(change.Details?.Region);
            copy.Text(change.Details?.Phone);
            copy.Month(change.Start);
            GradeColumns.Write(copy, change.Grade);
            copy.Small((int)change.Nursing);
            copy.Day(change.Details is null ? null : row.InSchoolUntil);
            copy.Flag(row.HomeVisit);
            foreach (var text in new[]
            {
                change.Account?.Bank, change.Account?.Number, change.Account?.HolderName, change.Account?.NameAtBank,
                change.Payee?.Name, change.Payee?.IdNumber, change.Payee?.Relation, row.Note,
            })
                copy.Text(text);
            if (change.WithdrawnType is { } withdrawn) copy.Small((int)withdrawn);
            else copy.WriteNull();
            copy.Day(change.ReviewOn);
        }

        await copy.CompleteAsync(stop);
    }
}
