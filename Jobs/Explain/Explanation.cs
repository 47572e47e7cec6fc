using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Explain;

/// <summary>The answer: how one month of one person came about. Money in fen; the identity number is masked but for its
/// tail.</summary>
/// <param name="AsOf">As which run knew it; null: as known now.</param>
/// <param name="Identities">Of each identity: entitled in the month or not, and why.</param>
/// <param name="Undecided">Why the whole month cannot be worked out; null when it can.</param>
/// <param name="Blocked">Why what is owed is not sent.</param>
/// <param name="History">Every change known of the person, in order of knowledge.</param>
public sealed record Explanation(
    string IdNumber, string Name, PayMonth Month, string? AsOf, IReadOnlyList<string> Identities, string? Undecided,
    IReadOnlyList<ExplainedComponent> Components, IReadOnlyList<ExplainedPayment> Payments,
    IReadOnlyList<string> Blocked, IReadOnlyList<string> History)
{
    /// <summary>The setting first-month: earlier months are not this system's; null while it is not set.</summary>
    public PayMonth? FirstMonth { get; init; }

    /// <summary>尾差 to what was paid before this system: neither sent nor claimed.</summary>
    public long DifferenceFen { get; init; }

    /// <summary>Of 丧葬补助, beside the positions: not asked for, not to be said, paid outside.</summary>
    public IReadOnlyList<string> Funeral { get; init; } = [];

    /// <summary>The month has not begun on the day of asking.</summary>
    public bool IsAhead { get; init; }

    /// <summary>A run of this month or a later one was worked out.</summary>
    public bool IsWorkedOut { get; init; }

    /// <summary>核销 of the month: the claim is smaller, nothing was paid.</summary>
    public long WaivedFen { get; init; }

    public long OwedFen => Components.Sum(c => c.OwedFen);

    public long PaidFen => Components.Sum(c => c.PaidFen);

    /// <summary>owed − paid. Positive: to be sent; negative: paid too much.</summary>
    public long DeltaFen => OwedFen - PaidFen;
}

/// <summary>One position of the month.</summary>
/// <param name="Document">Of the standard, wage or decision; with the date from which it holds.</param>
/// <param name="Arithmetic">How the amount is worked out, in yuan.</param>
/// <param name="PaidFen">What counts as paid, by runs and before this system.</param>
public sealed record ExplainedComponent(
    Category Category, string Component, long OwedFen, long PaidFen, string Document, string Arithmetic);

/// <summary>A line of a run, or a total paid before this system.</summary>
/// <param name="Counts">False for a draft, and for what was cancelled.</param>
public sealed record ExplainedPayment(
    string By, string Status, DateOnly? On, Category Category, string Component, long Fen, string Document, bool Counts,
    bool IsHeld)
{
    /// <summary>收回: money that came back, no line of a run.</summary>
    public bool IsBack { get; init; }

    /// <summary>In a run that was not approved yet.</summary>
    public bool IsDraft { get; init; }
}

/// <summary>A line of the month as stored.</summary>
internal sealed record StoredLine(
    string Run, short Attempt, RunState State, DateOnly? ApprovedOn, short Category, short Component, long Fen,
    int StandardId, bool WasHeld)
{
    public int RunId { get; init; }

    public LineKind Kind { get; init; }

    /// <summary>What became of its bank row, where that is known.</summary>
    public Outcome? Outcome { get; init; }

    /// <summary>Code of the bank's reason.</summary>
    public string? Reason { get; init; }

    /// <summary>What a cancelled attempt held is held by the attempt that took its place.</summary>
    public bool IsHeld => WasHeld && State != RunState.Cancelled;

    public string Status => State == RunState.Cancelled
        ? $"{State.Label()}，第{Attempt}次{(WasHeld ? "测算时暂缓" : "")}"
        : WasHeld ? "暂缓"
        : Outcome is { } outcome
            ? outcome.Label() + (Reason is null ? "" : $"（{BankReason.Find(Reason)?.Words ?? Reason}）")
            : State.Label();
}

/// <summary>Money that came back of the month, as registered.</summary>
internal sealed record StoredMoneyBack(
    short Category, short Component, long Fen, string Document, DateOnly On, bool ByBank);
