using System.Collections.Immutable;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>核定单的一行: months of an insurance with their base and sums.</summary>
/// <param name="Base">Of a month; fen.</param>
/// <param name="Unit">Sum of the span; so are the personal part and what else is asked for.</param>
/// <param name="OtherKind">What else it is called.</param>
public sealed record Bill(
    Insurance Insurance, PayMonth From, PayMonth To, long Base, long Unit, long Personal, long Other, string? OtherKind)
{
    /// <summary>Its number, where it has one: the same months under another are another bill.</summary>
    public string? Document { get; init; }

    /// <summary>The day on which we came to know it.</summary>
    public DateOnly KnownOn { get; init; }

    public int Months => To - From + 1;

    public bool Covers(PayMonth month) => month >= From && month <= To;

    /// <summary>It says the same, whenever it came.</summary>
    public bool Says(Bill other) =>
        (Insurance, From, To, Base, Unit) == (other.Insurance, other.From, other.To, other.Base, other.Unit)
        && (Personal, Other, OtherKind, Document)
        == (other.Personal, other.Other, other.OtherKind, other.Document);

    /// <summary>A month's part: twelve shares add up to the whole.</summary>
    public TwoParts Of(PayMonth month) => new(Share(Unit, month), Share(Personal, month));

    public long ChargeOf(PayMonth month) => Share(Other, month);

    private long Share(long fen, PayMonth month)
    {
        var place = month - From;
        return (fen * (place + 1) / Months) - (fen * place / Months);
    }
}

/// <summary>A month in the account, as the agency posted it: all its postings together.</summary>
/// <param name="On">The first day.</param>
public sealed record PostedMonth(Insurance Insurance, PayMonth Month, TwoParts Parts, DateOnly On);

/// <summary>Whose months a list says they are: no part of what is compared, and said beside it.</summary>
/// <param name="IdNumber">As written, where that is not the person's number.</param>
/// <param name="Name">As written, where it was.</param>
public readonly record struct SaidName(string? IdNumber, string? Name);

/// <summary>A case with everything that is known of it.</summary>
public sealed class CaseFile
{
    public required BackPaymentCase Case { get; init; }

    /// <summary>In order of knowledge.</summary>
    public ImmutableArray<CaseDecision> Decisions { get; init; } = [];

    /// <summary>Standing, none over another.</summary>
    public ImmutableArray<ApprovedSpan> Approved { get; init; } = [];

    /// <summary>What was approved and stands no more, none over another.</summary>
    public ImmutableArray<ApprovedSpan> Revoked { get; init; } = [];

    public ImmutableArray<Bill> Bills { get; init; } = [];

    public ImmutableArray<(Insurance Insurance, Receipt Receipt)> Receipts { get; init; } = [];

    public ImmutableArray<(Insurance Insurance, Refund Refund)> Refunds { get; init; } = [];

    /// <summary>Whose they are by the bills, where a bill says it.</summary>
    public ImmutableArray<SaidName> BilledNames { get; init; } = [];

    /// <summary>Months for which a standing batch asks public money.</summary>
    public IReadOnlyDictionary<(Insurance Insurance, PayMonth Month), AskedMonth> Funded { get; init; } =
        ImmutableDictionary<(Insurance, PayMonth), AskedMonth>.Empty;

    /// <summary>What batches asked for once: the months left them.</summary>
    public ILookup<(Insurance Insurance, PayMonth Month), AskedMonth> AskedBefore { get; init; } = NothingAsked;

    private static ILookup<(Insurance, PayMonth), AskedMonth> NothingAsked { get; } =
        Array.Empty<AskedMonth>().ToLookup(_ => default((Insurance, PayMonth)));

    /// <summary>By people alone; null: by the files.</summary>
    public CaseState? Decided => CaseStates.Decided(Decisions);

    /// <summary>
    /// Its months count, for limits and beside other cases: everything but what was refused or ended; who closed a case
    /// has not undone it.
    /// </summary>
    public bool Counts => Decided is not (CaseState.Refused or CaseState.Terminated);

    /// <summary>As it would be, had nobody refused or ended it.</summary>
    public CaseFile AsIfLive() => With([], Approved, Revoked);

    /// <summary>The same case after more was decided.</summary>
    public CaseFile With(
        ImmutableArray<CaseDecision> decisions, ImmutableArray<ApprovedSpan> approved,
        ImmutableArray<ApprovedSpan> revoked) => new()
    {
        Case = Case, Decisions = decisions, Approved = approved, Revoked = revoked, Bills = Bills, Receipts = Receipts,
        Refunds = Refunds, BilledNames = BilledNames, Funded = Funded, AskedBefore = AskedBefore,
    };

    /// <summary>The notice of the last refusal was delivered.</summary>
    public bool IsRefusalDelivered => Decisions.LastOrDefault(d =>
        d.Step is CaseStep.Refuse or CaseStep.RefusalDelivered)?.Step == CaseStep.RefusalDelivered;

    public ApprovedSpan? ApprovalOf(Insurance insurance, PayMonth month) => Find(Approved, insurance, month);

    /// <summary>As it was approved before that was taken back.</summary>
    public ApprovedSpan? RevokedOf(Insurance insurance, PayMonth month) => Find(Revoked, insurance, month);

    /// <summary>
    /// Public money was paid for it, and not all of that went back: of a receipt of several lines, what is said to be
    /// of this one, or all of them together.
    /// </summary>
    public bool HasPublicMoney(Insurance insurance, PayMonth month) => Receipts.Any(r => r.Insurance == insurance
        && r.Receipt.Payer == Payer.Treasury && r.Receipt.Covers(month)
        && r.Receipt.Fen > Back(insurance, r.Receipt.Number, r.Receipt.Covers)
        && Receipts.Where(o => o.Insurance == insurance && o.Receipt.Payer == Payer.Treasury
            && o.Receipt.Number == r.Receipt.Number).Sum(o => o.Receipt.Fen)
            > Back(insurance, r.Receipt.Number, _ => true));

    /// <summary>What went back to the treasury of a receipt's months, its whole span among them; fen.</summary>
    private long Back(Insurance insurance, string number, Func<PayMonth, bool> isOf) => Refunds.Where(b =>
        b.Insurance == insurance && b.Refund.ReceiptNumber == number && b.Refund.Payer == Payer.Treasury
        && isOf(b.Refund.From) && isOf(b.Refund.To)).Sum(b => b.Refund.Fen);

    /// <summary>It asks for the month, or has it approved.</summary>
    public bool HasMonth(Insurance insurance, PayMonth month) =>
        Case.SegmentOf(insurance, month) is not null || ApprovalOf(insurance, month) is not null;

    private static ApprovedSpan? Find(ImmutableArray<ApprovedSpan> spans, Insurance insurance, PayMonth month)
    {
        foreach (var span in spans)
        {
            if (span.Insurance == insurance && span.Covers(month)) return span;
        }

        return null;
    }

    /// <summary>Since when these months are approved; where none of them is, since when they are billed.</summary>
    public DateOnly ApprovedOn(Insurance insurance, IReadOnlyList<PayMonth> months) => months
        .Select(m => ApprovalOf(insurance, m)?.ApprovedOn).OfType<DateOnly>()
        .DefaultIfEmpty(BilledOn(insurance, months)).Min();

    /// <summary>When the last bill of these months became known; not before the application.</summary>
    public DateOnly BilledOn(Insurance insurance, IReadOnlyList<PayMonth> months) => Bills
        .Where(b => b.Insurance == insurance && months.Any(b.Covers)).Select(b => b.KnownOn).Append(Case.AppliedOn)
        .Max();

    /// <summary>Months that somebody approved or billed, in order.</summary>
    public SortedSet<PayMonth> Months(Insurance insurance)
    {
        var months = new SortedSet<PayMonth>();
        foreach (var span in Approved)
        {
            if (span.Insurance != insurance) continue;
            for (var month = span.From; month <= span.To; month += 1) months.Add(month);
        }

        foreach (var bill in Bills)
        {
            if (bill.Insurance != insurance) continue;
            for (var month = bill.From; month <= bill.To; month += 1) months.Add(month);
        }

        return months;
    }
}

/// <summary>A person with all cases, and what other lists say of the months.</summary>
public sealed class PersonLedger
{
    /// <summary>The first applied for comes first.</summary>
    public required ImmutableArray<CaseFile> Cases { get; init; }

    /// <summary>In order of insurance and month, each once.</summary>
    public ImmutableArray<PostedMonth> Postings { get; init; } = [];

    /// <summary>Whose they are by the postings, where they say it.</summary>
    public ImmutableArray<SaidName> PostedNames { get; init; } = [];

    /// <summary>正常缴费: months paid in the ordinary way.</summary>
    public IReadOnlySet<(Insurance Insurance, PayMonth Month)> Covered { get; init; } =
        new HashSet<(Insurance, PayMonth)>();

    public DateOnly? DiedOn { get; init; }

    /// <summary>By a list of pensioners.</summary>
    public DateOnly? RetiredOn { get; init; }

    /// <summary>转入机关养老</summary>
    public DateOnly? CivilServantOn { get; init; }

    /// <summary>Whether the list of 民政 has the person; null: no such list ever came.</summary>
    public bool? IsOnHardshipList { get; init; }

    /// <summary>Of that list, the latest.</summary>
    public DateOnly? HardshipListOn { get; init; }

    public bool IsPosted(Insurance insurance, PayMonth month) =>
        Postings.Any(p => p.Insurance == insurance && p.Month == month && p.Parts != default);

    /// <summary>The same person, with his cases as they are after a decision.</summary>
    public PersonLedger With(ImmutableArray<CaseFile> cases) => new()
    {
        Cases = cases, Postings = Postings, PostedNames = PostedNames, Covered = Covered, DiedOn = DiedOn,
        RetiredOn = RetiredOn,
        CivilServantOn = CivilServantOn, IsOnHardshipList = IsOnHardshipList, HardshipListOn = HardshipListOn,
    };
}
