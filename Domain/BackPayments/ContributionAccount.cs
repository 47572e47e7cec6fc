using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>A case's months of one insurance, as all four parties have them, and where they part.</summary>
public sealed class ContributionAccount
{
    /// <summary>Whose months they are.</summary>
    public required CaseFile Of { get; init; }

    public required Insurance Insurance { get; init; }

    /// <summary>In order.</summary>
    public required IReadOnlyList<MonthSides> Months { get; init; }

    /// <summary>Of the months set aside, in order.</summary>
    public required IReadOnlyDictionary<PayMonth, MonthReason> Reasons { get; init; }

    public required IReadOnlyList<Break> Breaks { get; init; }

    /// <summary>In the order of payment.</summary>
    public required IReadOnlyList<AllocatedReceipt> Receipts { get; init; }

    /// <summary>Approved, and nothing is wrong with the month.</summary>
    public IEnumerable<MonthSides> Sound => Months.Where(m => m.IsApproved && !m.IsSetAside);

    /// <summary>Which batches its public money was paid for.</summary>
    public BatchSpending Spending => field ??= new BatchSpending(Of, Insurance, Months, Receipts);
}

/// <summary>A person's accounts, reconciled.</summary>
/// <param name="Accounts">In order of cases and insurances; only those with months.</param>
public sealed record ReconciledPerson(
    PersonLedger Person, IReadOnlyList<ContributionAccount> Accounts, MonthReasons Reasons)
{
    public IEnumerable<ContributionAccount> Of(CaseFile file) => Accounts.Where(a => a.Of == file);

    /// <summary>Where a case stands: by people's decisions, else by how far its approved months have come.</summary>
    public CaseState StateOf(CaseFile file)
    {
        if (file.Decided is { } decided) return decided;
        var accounts = Of(file).ToList();
        if (accounts.Exists(a => a.Breaks.Any(b => b.Kind == BreakKind.RefundDue))) return CaseState.Refunding;
        var sound = accounts.SelectMany(a => a.Sound).ToList();
        return sound.Count == 0 ? CaseState.Accepted
            : sound.TrueForAll(m => m.IsPaidWhole && m.IsPosted) ? CaseState.Posted
            : sound.TrueForAll(m => m.IsBilled && m.IsPaidWhole) ? CaseState.Paid
            : sound.TrueForAll(m => m.IsBilled) ? CaseState.Billed
            : CaseState.Approved;
    }

    public static ReconciledPerson Of(PersonLedger person, BackPaymentTerms terms)
    {
        var reasons = MonthReasons.Of(person, terms, (file, insurance) => file.Months(insurance));
        var postings = Assigned(person);
        var accounts = new List<ContributionAccount>();
        foreach (var file in person.Cases)
        {
            foreach (var insurance in Insurances.All)
            {
                var posted = postings.GetValueOrDefault((file.Case.Id, insurance)) ?? [];
                if (AccountOf(file, insurance, [.. posted.Where(p => IsOfCase(person, file, p))],
                        reasons, terms) is { } account) accounts.Add(account);
            }
        }

        return new ReconciledPerson(person, accounts, reasons);
    }

    /// <summary>
    /// Postings name a person and no case: theirs is the case that approved or billed the month, else the one that asks
    /// for it, else the first.
    /// </summary>
    private static Dictionary<(int Case, Insurance), List<PostedMonth>> Assigned(PersonLedger person)
    {
        var found = new Dictionary<(int, Insurance), List<PostedMonth>>();
        foreach (var posting in person.Postings)
        {
            var (insurance, month) = (posting.Insurance, posting.Month);
            var of = person.Cases.FirstOrDefault(f => f.Counts && f.ApprovalOf(insurance, month) is not null)
                ?? person.Cases.FirstOrDefault(f => f.Bills.Any(b => b.Insurance == insurance && b.Covers(month)))
                ?? person.Cases.FirstOrDefault(f => f.ApprovalOf(insurance, month) is not null)
                ?? person.Cases.FirstOrDefault(f => f.Case.SegmentOf(insurance, month) is not null)
                ?? person.Cases[0];
            if (!found.TryGetValue((of.Case.Id, insurance), out var list))
                found.Add((of.Case.Id, insurance), list = []);
            list.Add(posting);
        }

        return found;
    }

    /// <summary>An ordinary month, paid in the ordinary way, is nothing of the case.</summary>
    private static bool IsOfCase(PersonLedger person, CaseFile file, PostedMonth of) =>
        !person.Covered.Contains((of.Insurance, of.Month)) || file.ApprovalOf(of.Insurance, of.Month) is not null
        || file.Bills.Any(b => b.Insurance == of.Insurance && b.Covers(of.Month));

    private static ContributionAccount? AccountOf(
        CaseFile file, Insurance insurance, List<PostedMonth> posted, MonthReasons reasons, BackPaymentTerms terms)
    {
        var months = MonthsOf(file, insurance, posted, terms);
        Receipt[] receipts = [.. file.Receipts.Where(r => r.Insurance == insurance).Select(r => r.Receipt)];
        if (months.Count == 0 && receipts.Length == 0 && !file.Refunds.Any(r => r.Insurance == insurance)) return null;
        var setAside = new Dictionary<PayMonth, MonthReason>();
        foreach (var month in months)
        {
            if (reasons.Of(file.Case.Id, insurance, month.Month) is not MonthReason.None and var reason)
                setAside.Add(month.Month, reason);
            month.IsSetAside = setAside.ContainsKey(month.Month);
        }

        var compared = FourWay.Compare(
            months, receipts, [.. file.Refunds.Where(r => r.Insurance == insurance).Select(r => r.Refund)],
            new AccountTerms(file.Counts, file.Decided == CaseState.Suspended, terms.PersonalFirst),
            (month, payer) => file.Counts
                ? month.IsRevoked || GoesBack(setAside.GetValueOrDefault(month.Month), payer)
                : month.IsSetAside || !month.IsPosted);
        return new ContributionAccount
        {
            Of = file, Insurance = insurance, Months = months, Reasons = setAside, Breaks = compared.Breaks,
            Receipts = compared.Receipts,
        };
    }

    /// <summary>Beyond a limit public money alone has no place; the person may go on by the ordinary rules.</summary>
    private static bool GoesBack(MonthReason reason, Payer payer) => reason switch
    {
        MonthReason.InService or MonthReason.Covered or MonthReason.OtherCase => true,
        MonthReason.OverLimit or MonthReason.PublicOverLimit => payer == Payer.Treasury,
        _ => false,
    };

    private static List<MonthSides> MonthsOf(
        CaseFile file, Insurance insurance, List<PostedMonth> posted, BackPaymentTerms terms)
    {
        var sides = new SortedDictionary<PayMonth, MonthSides>();
        foreach (var span in file.Approved.Where(s => s.Insurance == insurance))
        {
            for (var month = span.From; month <= span.To; month += 1)
            {
                var of = Side(sides, month);
                (of.IsApproved, of.Approved, of.UnitPayer) = (true, span.Amounts.Parts, span.UnitPayer);
            }
        }

        foreach (var bill in file.Bills.Where(b => b.Insurance == insurance))
        {
            for (var month = bill.From; month <= bill.To; month += 1)
            {
                var of = Side(sides, month);
                of.Bills++;
                of.Billed += bill.Of(month);
                of.Charge += bill.ChargeOf(month);
            }
        }

        foreach (var posting in posted)
        {
            Side(sides, posting.Month).Posted += posting.Parts;
        }

        foreach (var of in sides.Values)
        {
            var approval = file.ApprovalOf(insurance, of.Month);
            if (approval is null && file.RevokedOf(insurance, of.Month) is { } revoked)
                (approval, of.IsRevoked, of.UnitPayer) = (revoked, true, revoked.UnitPayer);
            else if (approval is null && file.Case.SegmentOf(insurance, of.Month) is { } segment)
                of.UnitPayer = segment.UnitPayer;
            var percent = approval?.HelpPercent
                ?? (file.Case.Hardship == Hardship.None ? 0 : terms.HelpPercent ?? 0);
            of.Divide(Money.DivideHalfUp(of.Billed.Personal * percent, 100));
        }

        return [.. sides.Values];
    }

    private static MonthSides Side(SortedDictionary<PayMonth, MonthSides> sides, PayMonth month)
    {
        if (!sides.TryGetValue(month, out var of)) sides.Add(month, of = new MonthSides(month));
        return of;
    }
}
