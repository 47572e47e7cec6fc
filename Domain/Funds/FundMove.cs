using Disbursement.Domain.Payouts;

namespace Disbursement.Domain.Funds;

/// <summary>Where money of a fund lies. The names are stored.</summary>
public enum FundAccount
{
    /// <summary>拨入: what came in, as its other side.</summary>
    Appropriated,

    /// <summary>可用</summary>
    Available,

    /// <summary>预留: for a run that was approved.</summary>
    Reserved,

    /// <summary>已支出</summary>
    Spent,
}

/// <summary>What moves money of a fund: an entry of the ledger is one of these, from an account to another.</summary>
public enum FundMove
{
    /// <summary>拨入: by finance's document.</summary>
    Appropriate,

    /// <summary>预留, with the approval.</summary>
    Reserve,

    /// <summary>入账: the bank credited it.</summary>
    Post,

    /// <summary>释放: it failed, or was struck out.</summary>
    Void,

    /// <summary>冲回: it was credited and came back later.</summary>
    Reverse,

    /// <summary>取消: the approval was undone.</summary>
    Release,
}

/// <summary>The accounts of each move, and what results move.</summary>
public static class FundMoves
{
    private static readonly (FundAccount From, FundAccount To)[] Accounts =
    [
        (FundAccount.Appropriated, FundAccount.Available), (FundAccount.Available, FundAccount.Reserved),
        (FundAccount.Reserved, FundAccount.Spent), (FundAccount.Reserved, FundAccount.Available),
        (FundAccount.Spent, FundAccount.Available), (FundAccount.Reserved, FundAccount.Available),
    ];

    public static FundAccount From(this FundMove move) => Accounts[(int)move].From;

    public static FundAccount To(this FundMove move) => Accounts[(int)move].To;

    /// <summary>As stored: "reserve".</summary>
    public static string Code(this FundMove move) => move.ToString().ToLowerInvariant();

    public static string Code(this FundAccount account) => account.ToString().ToLowerInvariant();

    /// <summary>
    /// What a word of the bank moves of a row: what was reserved is posted as far as it was credited, and the rest is
    /// void; what was posted and is not credited any more is reversed.
    /// </summary>
    /// <param name="before">Null: nothing was known of it.</param>
    /// <param name="whole">The row's lines by level.</param>
    /// <param name="countedBefore">What of it counted as credited.</param>
    /// <param name="countedNow">What of it counts now.</param>
    public static IEnumerable<(FundMove Move, Parts Parts)> Of(
        Outcome? before, Outcome now, Parts whole, Parts countedBefore, Parts countedNow)
    {
        if (before is not (null or Outcome.Unknown)) return [(FundMove.Reverse, countedBefore - countedNow)];
        return now == Outcome.Unknown
            ? []
            : [(FundMove.Post, countedNow), (FundMove.Void, whole - countedNow)];
    }
}

/// <summary>An entry of the ledger: one run or file, one fund, one move; fen.</summary>
public readonly record struct FundEntry(Fund Fund, FundMove Move, long Fen);
