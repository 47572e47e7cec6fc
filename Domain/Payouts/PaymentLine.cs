using Disbursement.Domain.Entitlements;

namespace Disbursement.Domain.Payouts;

/// <summary>What a line is (rules §4). The numbers are stored.</summary>
public enum LineKind : short
{
    Regular = 1,
    Arrears = 2,
    Recovery = 3,
    Reissue = 4,
    OneOff = 5,
    Funeral = 6,
}

public static class LineKinds
{
    private static readonly string[] Codes =
        ["", "regular", "arrears", "recovery", "reissue", "oneoff", "funeral"];

    public static string Code(this LineKind kind) => Codes[(int)kind];
}

/// <summary>One position's whole delta in a run: fen, signed, never 0.</summary>
/// <param name="Ordinal">How many lines the position had before, cancelled ones too: two runs from the same knowledge
/// collide on it.</param>
public readonly record struct PaymentLine(
    short Category, short Component, PayMonth Month, long Fen, int StandardId, LineKind Kind, short Ordinal);

/// <summary>A delta that is owed and not sent: fen, signed, never 0.</summary>
public readonly record struct HeldAmount(
    short Category, short Component, PayMonth Month, long Fen, int StandardId, LineKind Kind, Block Reason);

/// <summary>Where an earlier run held an amount.</summary>
public readonly record struct HeldPosition(short Category, short Component, PayMonth Month);

/// <summary>追缴: what was paid too much in a month, fen, positive.</summary>
public readonly record struct Claim(PayMonth Month, long Fen);

/// <summary>待定: a month whose amount cannot be known yet.</summary>
public readonly record struct UndecidedMonth(PayMonth Month, short Category, UndecidedReason Reason);

/// <summary>尾差: owed − imported history of a position, too small to be paid or claimed; fen, signed.</summary>
public readonly record struct RoundingDifference(short Category, short Component, PayMonth Month, long Fen);

/// <summary>Lines of earlier runs on one position.</summary>
/// <param name="Fen">What counts of them (rules §4, paid).</param>
/// <param name="Lines">How many there are, counting or not: the next ordinal.</param>
/// <param name="LinesCounting">How many of them count.</param>
/// <param name="LastCameBack">The last line failed or was returned.</param>
public readonly record struct PaidPosition(
    short Category, short Component, PayMonth Month, long Fen, short Lines, short LinesCounting, bool LastCameBack);

/// <summary>Imported history: the latest known total, in fen.</summary>
/// <param name="Component">0: a total of the identity's month without component.</param>
public readonly record struct HistoryTotal(short Category, short Component, PayMonth Month, long Fen);
