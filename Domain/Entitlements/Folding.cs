using System.Collections.Immutable;
using Disbursement.Domain.People;

namespace Disbursement.Domain.Entitlements;

/// <summary>Folds the facts of a person into spans and a receiver (rules §2, and account and payee of §4).</summary>
public static class Folding
{
    public static FoldedPerson Fold(PersonHistory history)
    {
        var known = history.Standing();
        ImmutableArray<Change> dated = [.. known.OrderBy(c => c.On).ThenBy(c => c.Place)];
        var deaths = known.Where(c => c.Type == ChangeType.Death).ToArray();
        DateOnly? diedOn = deaths.Length == 0 ? null : deaths.Min(c => c.On);
        ImmutableArray<Enrolment> enrolments = [.. history.Enrolments.OrderBy(e => e.Place)];
        var details = DetailsOf(enrolments, dated);
        return new FoldedPerson(
            details.IdNumber ?? throw new InvalidOperationException("A person without an identity number was stored."),
            details.Name ?? throw new InvalidOperationException("A person without a name was stored."),
            details.Region,
            details.Phone,
            diedOn,
            HoldOn(known, category: null),
            ReceivingOf(enrolments, dated, deaths),
            [.. enrolments.Select(e => FoldIdentity(e, known, dated, diedOn, history.Assessed))])
        {
            Funeral = FuneralOf(known, deaths),
        };
    }

    /// <summary>An application, as an heir, counts only while a death known before it stands.</summary>
    private static FuneralFacts? FuneralOf(ImmutableArray<Change> known, Change[] deaths)
    {
        if (deaths.Length == 0) return null;
        var firstKnown = deaths.Min(c => c.Place);
        Change[] said = [.. known.Where(c => c.Place >= firstKnown
            && c.Type is ChangeType.Death or ChangeType.FuneralApplication)];
        var cause = said.LastOrDefault(c => !string.IsNullOrEmpty(c.Cause))?.Cause;
        var isApplied = Array.Exists(said, c => c.Type == ChangeType.FuneralApplication);
        return cause is null && !isApplied ? null : new FuneralFacts(cause, isApplied);
    }

    /// <summary>The first month in which what is owed can differ between two foldings; null when in none.</summary>
    public static PayMonth? FirstDifference(FoldedPerson? before, FoldedPerson after)
    {
        var first = FuneralDifference(before, after);
        foreach (var identity in after.Identities)
        {
            var old = before?.Identities.FirstOrDefault(i => i.Category == identity.Category);
            first = Least(first, IdentityDifference(old, identity));
        }

        return first;
    }

    /// <summary>丧葬补助 is owed for the month of the death, where nothing else need differ.</summary>
    private static PayMonth? FuneralDifference(FoldedPerson? before, FoldedPerson after)
    {
        var isApplied = before?.Funeral is { IsApplied: true } || after.Funeral is { IsApplied: true };
        if (!isApplied || (before?.DiedOn == after.DiedOn && before?.Funeral == after.Funeral)) return null;
        return Least(Month(before?.DiedOn), Month(after.DiedOn));

        static PayMonth? Month(DateOnly? day) => day is { } known ? PayMonth.Of(known) : null;
    }

    private static PayMonth? Least(PayMonth? a, PayMonth? b) =>
        a is null ? b : b is null ? a : PayMonth.Earlier(a.Value, b.Value);

    private static PayMonth? IdentityDifference(FoldedIdentity? old, FoldedIdentity now)
    {
        var oldSpans = old?.Spans ?? [];
        var edges = oldSpans.Concat(now.Spans).SelectMany(s => Edges(s.From, s.To))
            .Concat((old?.Assessed ?? []).Concat(now.Assessed).SelectMany(s => Edges(s.From, s.To)))
            .Distinct().Order();
        foreach (var month in edges)
        {
            var same = SpanValue(old, month) == SpanValue(now, month)
                && AssessedAt(old, month).SequenceEqual(AssessedAt(now, month));
            if (!same) return month;
        }

        return null;
    }

    private static IEnumerable<PayMonth> Edges(PayMonth from, PayMonth to) =>
        to == PayMonth.Max ? [from] : [from, to + 1];

    private static (Grade Grade, Nursing Nursing)? SpanValue(FoldedIdentity? identity, PayMonth month) =>
        identity?.At(month) is { } span ? (span.Grade, span.Nursing) : null;

    private static IEnumerable<(short, long, int)> AssessedAt(FoldedIdentity? identity, PayMonth month) =>
        (identity?.Assessed ?? []).Where(a => a.From <= month && month <= a.To)
            .Select(a => (a.Component, a.Fen, a.StandardId)).Order();

    /// <summary>What is known of the person beside the identities, as known now.</summary>
    public static PersonDetails Details(PersonHistory history) => DetailsOf(
        [.. history.Enrolments.OrderBy(e => e.Place)],
        [.. history.Standing().OrderBy(c => c.On).ThenBy(c => c.Place)]);

    /// <summary>Whether what is said is known already, all of it.</summary>
    public static bool Says(PersonHistory history, PersonDetails said)
    {
        var known = Details(history);
        return Fill(known, said, overwrite: true) == known;
    }

    private static PersonDetails DetailsOf(ImmutableArray<Enrolment> enrolments, ImmutableArray<Change> dated)
    {
        var details = new PersonDetails(null, null, null, null, null);
        foreach (var enrolment in enrolments) details = Fill(details, enrolment.Details, overwrite: false);
        foreach (var change in dated)
        {
            if (change.Type is ChangeType.Correction or ChangeType.InformationChange)
                details = Fill(details, change.Details, overwrite: true);
        }

        return details;
    }

    private static PersonDetails Fill(PersonDetails old, PersonDetails? said, bool overwrite)
    {
        if (said is null) return old;
        var (first, second) = overwrite ? (said, old) : (old, said);
        return new PersonDetails(
            first.Name ?? second.Name,
            first.IdNumber ?? second.IdNumber,
            first.Region ?? second.Region,
            first.Phone ?? second.Phone,
            first.InSchoolUntil ?? second.InSchoolUntil);
    }

    /// <summary>
    /// A hold counts from when it is known, whatever its date; a release ends the holds known before it on the same
    /// level, the person or that identity. Takes the standing changes in order of knowledge.
    /// </summary>
    private static HoldInForce? HoldOn(ImmutableArray<Change> known, short? category)
    {
        HoldInForce? hold = null;
        foreach (var change in known)
        {
            if (change.Category != category) continue;
            if (change.Type == ChangeType.Hold) hold ??= new HoldInForce(change.On, change.Reason, change.Document);
            else if (change.Type == ChangeType.HoldRelease) hold = null;
        }

        return hold;
    }

    private static Receiving ReceivingOf(
        ImmutableArray<Enrolment> enrolments, ImmutableArray<Change> dated, Change[] deaths)
    {
        var (own, ownKnown) = OwnAccount(enrolments, dated);
        if (deaths.Length > 0)
        {
            // Only an heir named after the first known death receives: an older card must not be paid on.
            var firstKnown = deaths.Min(c => c.Place);
            var heir = dated.LastOrDefault(c =>
                c.Type == ChangeType.PayeeChange && c.Payee!.IsHeir && c.Place > firstKnown);
            return heir is null
                ? new Receiving(null, null, false, HeirMissing: true, 0)
                : new Receiving(
                    heir.Account?.Number is null ? null : heir.Account, heir.Payee, true, HeirMissing: false,
                    heir.Place.Act);
        }

        var named = dated.LastOrDefault(c => c.Type == ChangeType.PayeeChange && !c.Payee!.IsHeir);
        var payee = named is null ? enrolments.LastOrDefault(e => e.Payee is not null)?.Payee : named.Payee;
        if (payee is null || payee.IsSelf) return new Receiving(own, null, false, false, ownKnown);
        // A payee who named no account of his own receives by the person's card.
        return named?.Account?.Number is not null
            ? new Receiving(named.Account, payee, IsPayeesAccount: true, false, named.Place.Act)
            : new Receiving(own, payee, IsPayeesAccount: false, false, ownKnown);
    }

    private static (Account? Account, long Known) OwnAccount(
        ImmutableArray<Enrolment> enrolments, ImmutableArray<Change> dated)
    {
        var enrolled = enrolments.LastOrDefault(e => e.Account?.Number is not null);
        var account = enrolled?.Account;
        var known = enrolled?.Place.Act ?? 0;
        foreach (var change in dated)
        {
            if (change.Type != ChangeType.AccountChange || change.Account is null) continue;
            account = change.Account.Number is not null || account is null
                ? change.Account
                : account with
                {
                    Bank = change.Account.Bank ?? account.Bank,
                    HolderName = change.Account.HolderName ?? account.HolderName,
                    NameAtBank = change.Account.NameAtBank ?? account.NameAtBank,
                };
            known = change.Place.Act;
        }

        return account?.Number is null ? (null, 0) : (account, known);
    }

    private static FoldedIdentity FoldIdentity(
        Enrolment enrolment,
        ImmutableArray<Change> known,
        ImmutableArray<Change> dated,
        DateOnly? diedOn,
        ImmutableArray<AssessedAmount> assessed)
    {
        var category = enrolment.Category;
        ImmutableArray<Change> own = [.. dated.Where(c => c.Category is null || c.Category == category)];
        var timeline = new IdentityTimeline(enrolment, own, diedOn);
        return new FoldedIdentity(
            category,
            enrolment.Place,
            !string.IsNullOrEmpty(enrolment.ApprovalDocument)
                || own.Any(c => c.IsApproval && c.Category == category),
            HoldOn(known, category),
            timeline.Spans(),
            AssessedTimeline.Spans([.. assessed.Where(a => a.Category == category)]),
            timeline.HasEnded);
    }
}
