using System.Globalization;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Reconciliation;
using static Disbursement.Domain.Exceptions.ExceptionCode;

namespace Disbursement.Domain.BackPayments;

/// <summary>What is wrong with a case as a whole, beside its months.</summary>
internal sealed class CaseFindings(ReconciledPerson person, CaseFile file, BackPaymentTerms terms, DateOnly today)
{
    private readonly BackPaymentCase of = file.Case;
    private readonly PersonLedger ledger = person.Person;

    public IEnumerable<BackPaymentFinding> All()
    {
        if (file.Decided == CaseState.Refused)
        {
            if (RefusalUnanswered() is { } unanswered) yield return unanswered;
            yield break;
        }

        if (Recomputed() is { } recomputed) yield return recomputed;
        if (!file.Counts) yield break;
        foreach (var overlap in SegmentsOverlap()) yield return overlap;
        if (TwoCases() is { } two) yield return two;
        // What else may be said of a case was looked at when it was closed.
        if (file.Decided == CaseState.Closed) yield break;
        foreach (var found in new[]
        {
            IdentityDiffers(), PublicWithEmployer(), MonthsDiffer(), HardshipDiffers(), PayableOrder(),
        }.OfType<BackPaymentFinding>())
        {
            yield return found;
        }

        var changed = PersonChanged();
        if (changed is not null) yield return changed;
        else if (RetireDeadline() is { } deadline) yield return deadline;
    }

    private bool HasRegularMonths => of.Segments.Any(s => Segment.IsLimitedByService(s.Kind));

    private DateOnly RetiresOn => RetirementAge.ReachedOn(
        IdentityNumber.BirthDate(of.IdNumber)!.Value, IdentityNumber.IsMan(of.IdNumber), terms.WomenRetireAt);

    private BackPaymentFinding? RefusalUnanswered()
    {
        if (file.IsRefusalDelivered) return null;
        var on = file.Decisions.Last(d => d.Step == CaseStep.Refuse).On;
        return Made(BpRefusalUnanswered, null, on, ("天数", Figure(today.DayNumber - on.DayNumber)));
    }

    private IEnumerable<BackPaymentFinding> SegmentsOverlap()
    {
        foreach (var insurance in Insurances.All)
        {
            List<Segment> segments = [.. of.Segments.Where(s => s.Insurance == insurance)];
            var months = Months(insurance).Where(m => MonthReasons.HasTwoSegments(of, insurance, m)).ToList();
            if (months.Count == 0) continue;
            var two = segments.Where(s => s.Covers(months[0])).Take(2).ToList();
            yield return Made(BpSegmentsOverlap, Fen(insurance, months) is > 0 and var fen ? fen : null, of.AppliedOn,
                ("险种", insurance.Label()), ("甲", Named(two[0])), ("起止甲", Span(two[0])),
                ("乙", Named(two[1])), ("起止乙", Span(two[1]))) with { Insurance = insurance, Months = months };
        }
    }

    private static string Named(Segment of) => of.Employer ?? of.Kind.Label();

    private static string Span(Segment of) => Spoken.Months(Range(of.From, of.To));

    private static IEnumerable<PayMonth> Range(PayMonth from, PayMonth to)
    {
        for (var month = from; month <= to; month += 1) yield return month;
    }

    /// <summary>Months that the case asks for, or that are approved or billed.</summary>
    private IEnumerable<PayMonth> Months(Insurance insurance) => Plan.Asked(of, insurance);

    private BackPaymentFinding? TwoCases()
    {
        if (ledger.Cases.Length == 1) return null;
        var months = new SortedSet<PayMonth>();
        var with = new SortedSet<string>(StringComparer.Ordinal);
        var areas = new SortedSet<string>(StringComparer.Ordinal);
        long fen = 0;
        foreach (var insurance in Insurances.All)
        {
            var shared = Months(insurance).Where(m => MonthReasons.IsOfAnother(ledger, file, insurance, m)).ToList();
            if (shared.Count == 0) continue;
            fen += Fen(insurance, shared);
            months.UnionWith(shared);
            foreach (var other in ledger.Cases.Where(o => o.Counts && o != file
                && shared.Exists(m => o.HasMonth(insurance, m))))
            {
                with.Add(other.Case.Number);
                if (other.Case.PlacementArea is { } area) areas.Add(area);
            }
        }

        return months.Count == 0
            ? null
            : Made(BpTwoCases, fen, of.AppliedOn, ("姓名", of.Name),
                ("地区", areas.Count == 0 ? "本县" : string.Join('、', areas)), ("案号", string.Join('、', with)),
                ("月数", Figure(months.Count))) with { Months = [.. months] };
    }

    private long Fen(Insurance insurance, List<PayMonth> months) => person.Of(file)
        .Where(a => a.Insurance == insurance).SelectMany(a => a.Months).Where(m => months.Contains(m.Month))
        .Sum(m => m.IsBilled ? m.Billed.Sum : m.Approved.Sum);

    private BackPaymentFinding? IdentityDiffers()
    {
        var said = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (number, name) in file.BilledNames) Say("核定单", number, name);
        // Postings name a person: they are said of the first case.
        foreach (var (number, name) in ledger.Cases[0] == file ? ledger.PostedNames : []) Say("记账", number, name);
        foreach (var other in ledger.Cases.Where(o => o != file && o.Counts && (o.Case.EnlistedOn, o.Case.DischargedOn)
            != (of.EnlistedOn, of.DischargedOn)))
            said.Add($"案件{other.Case.Number}的服役时间是{Spoken.Date(other.Case.EnlistedOn)}至"
                + Spoken.Date(other.Case.DischargedOn));
        return said.Count == 0
            ? null
            : Made(BpIdentityDiffers, null, of.AppliedOn,
                ("明细", $"案件是{of.Name}（尾号{IdentityNumber.Tail(of.IdNumber)}），{string.Join("，", said)}"));

        void Say(string list, string? number, string? name)
        {
            if (number is { Length: 15 } && IdentityNumber.FromFifteen(number) == of.IdNumber)
                said.Add($"{list}用的是15位旧号");
            else if (number is not null && number != of.IdNumber)
                said.Add($"{list}的证件号尾号{IdentityNumber.Tail(number)}");
            if (name is not null && !Payouts.PersonName.Same(name, of.Name)) said.Add($"{list}的姓名“{name}”");
        }
    }

    private BackPaymentFinding? PersonChanged()
    {
        var (what, on) = ledger.DiedOn is { } died ? ("去世", died)
            : ledger.CivilServantOn is { } moved ? ("转入机关养老", moved)
            : ledger.RetiredOn is { } retired && HasRegularMonths && !IsPostedWhole ? ("退休", retired)
            : ("", default);
        return what.Length == 0
            ? null
            : Made(BpPersonChanged, null, on, ("姓名", of.Name), ("情形", what), ("日期", Spoken.Date(on)));
    }

    private bool IsPostedWhole => person.StateOf(file) == CaseState.Posted;

    private BackPaymentFinding? PublicWithEmployer()
    {
        var months = new SortedSet<PayMonth>();
        var employers = new SortedSet<string>(StringComparer.Ordinal);
        var (fen, since) = (0L, today);
        foreach (var account in person.Of(file))
        {
            foreach (var month in account.Sound)
            {
                if (month.UnitPayer != Payer.Treasury
                    || of.SegmentOf(account.Insurance, month.Month) is not { CreditCode: not null } segment
                    || IsExcused(account.Insurance, month.Month, segment)) continue;
                months.Add(month.Month);
                employers.Add(segment.Employer ?? segment.CreditCode!);
                fen += month.IsBilled ? month.Billed.Unit : month.Approved.Unit;
                var approved = file.ApprovedOn(account.Insurance, [month.Month]);
                if (approved < since) since = approved;
            }
        }

        return months.Count == 0
            ? null
            : Made(BpPublicWithEmployer, fen, since, ("月份", Spoken.Months(months)),
                ("单位", string.Join('、', employers))) with { Months = [.. months] };
    }

    /// <summary>单位无力缴纳 was decided of the month, and after its segment was registered.</summary>
    private bool IsExcused(Insurance insurance, PayMonth month, Segment segment) => file.Decisions.Any(d =>
        d.Step == CaseStep.EmployerCannotPay && d.Place.Act > segment.Act
        && (d.Insurance is null || d.Insurance == insurance)
        && (d.From is null || (month >= d.From && month <= d.To)));

    private BackPaymentFinding? MonthsDiffer()
    {
        var (pension, medical) = (Regular(Insurance.Pension), Regular(Insurance.Medical));
        if (pension.Count == 0 || medical.Count == 0 || pension.SetEquals(medical)) return null;
        pension.SymmetricExceptWith(medical);
        return Made(BpMonthsDiffer, null, file.Approved.Max(s => s.ApprovedOn),
            ("甲", Figure(Regular(Insurance.Pension).Count)), ("乙", Figure(medical.Count)))
            with { Months = [.. pension] };
    }

    /// <summary>Approved, of the kinds that are limited by service.</summary>
    private SortedSet<PayMonth> Regular(Insurance insurance) => [.. file.Approved
        .Where(s => s.Insurance == insurance).SelectMany(s => Range(s.From, s.To))
        .Where(m => of.SegmentOf(insurance, m) is not { } segment || Segment.IsLimitedByService(segment.Kind))];

    private BackPaymentFinding? HardshipDiffers()
    {
        if (ledger.IsOnHardshipList is not { } isListed || isListed == (of.Hardship != Hardship.None)) return null;
        var on = ledger.HardshipListOn!.Value;
        return Made(BpHardshipDiffers, null, on > of.AppliedOn ? on : of.AppliedOn,
            ("情形", isListed ? "在册未补" : "补了不在册"), ("日期", Spoken.Date(on)));
    }

    /// <summary>Nothing is approved yet, and more months are asked for than may be paid in.</summary>
    private BackPaymentFinding? PayableOrder()
    {
        if (file.Approved.Length > 0 || file.Decided is not null) return null;
        var reasons = Plan.Reasons(ledger, file, (_, _) => false, terms);
        var beyond = new SortedSet<PayMonth>();
        foreach (var insurance in Insurances.All)
        {
            beyond.UnionWith(Months(insurance).Where(m => reasons.Of(of.Id, insurance, m)
                is MonthReason.OverLimit or MonthReason.PublicOverLimit));
        }

        return beyond.Count == 0 ? null : Made(BpNotPayableOrder, null, of.AppliedOn);
    }

    private BackPaymentFinding? RetireDeadline()
    {
        if (file.Decided == CaseState.Suspended || RetiresOn > today.AddDays(terms.RetireDays)) return null;
        var isOpen = person.Of(file).SelectMany(a => a.Sound.Where(m =>
            Segment.IsLimitedByService(of.SegmentOf(a.Insurance, m.Month)?.Kind ?? SegmentKind.Interrupted)))
            .Any(m => !m.IsPosted);
        return isOpen
            ? Made(BpRetireDeadline, null, of.AppliedOn, ("姓名", of.Name), ("日期", Spoken.Date(RetiresOn)))
            : null;
    }

    private BackPaymentFinding? Recomputed()
    {
        if (file.Decided is CaseState.Terminated) return null;
        var pension = person.Of(file).Where(a => a.Insurance == Insurance.Pension).SelectMany(a => a.Sound).ToList();
        if (pension.Count == 0 || !pension.TrueForAll(m => m.IsPosted)) return null;
        // Who retires later has the months in his pension from the beginning.
        var posted = ledger.Postings.Where(p => p.Insurance == Insurance.Pension).Max(p => p.On);
        var retired = ledger.RetiredOn is { } listed && listed < RetiresOn ? listed : RetiresOn;
        // A pension that was worked out before the months were in it does not have them.
        return retired <= posted && !file.Decisions.Any(d => d.Step == CaseStep.PensionRecomputed && d.On >= posted)
            ? Made(BpBenefitNotRecalculated, null, posted, ("姓名", of.Name))
            : null;
    }

    private BackPaymentFinding Made(
        ExceptionCode code, long? fen, DateOnly since, params ReadOnlySpan<(string, string)> blanks)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal) { ["案号"] = of.Number };
        foreach (var (name, value) in blanks) all[name] = value;
        foreach (var name in all.Keys.Where(k => !code.Known.Contains(k)).ToList()) all.Remove(name);
        return new BackPaymentFinding(code, of, fen, since, all);
    }

    private static string Figure(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Everything that is found of a person's cases.</summary>
public static class BackPaymentFindings
{
    /// <param name="today">The business date.</param>
    public static IEnumerable<BackPaymentFinding> Of(
        ReconciledPerson person, ContributionTable contributions, BackPaymentTerms terms, DateOnly today)
    {
        foreach (var file in person.Person.Cases)
        {
            foreach (var found in new CaseFindings(person, file, terms, today).All()) yield return found;
            foreach (var account in person.Of(file))
            {
                foreach (var found in new AccountFindings(person, account, contributions, terms, today).All())
                    yield return found;
            }
        }
    }
}
