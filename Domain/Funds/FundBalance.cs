namespace Disbursement.Domain.Funds;

/// <summary>A county advance 垫付 for a fund that was short: fen, and how much of it still is not replaced.</summary>
/// <param name="Document">Finance's written consent; null: the county's setting lets approvals pass.</param>
public sealed record Advance(int Run, long Act, long Fen, string? Document)
{
    public long OutstandingFen { get; init; } = Fen;
}

/// <summary>
/// What is available in a fund, and which advances stand. Money that comes in, or comes back, replaces advances, the
/// oldest first: available is then less below zero.
/// </summary>
public sealed class FundBalance
{
    private readonly List<Advance> advances = [];

    /// <summary>Fen; below zero as long as the county advances it.</summary>
    public long Available { get; private set; }

    /// <summary>What can be reserved without another advance.</summary>
    public long Free => Math.Max(0, Available);

    /// <summary>Not replaced yet, oldest first.</summary>
    public IReadOnlyList<Advance> Advances => advances;

    public long Advanced => advances.Sum(a => a.OutstandingFen);

    /// <summary>What a reservation of so many fen lacks; 0: nothing.</summary>
    public long Gap(long need) => need <= 0 ? 0 : Math.Max(0, need - Free);

    /// <summary>The county advances so much; the reservation that needs it follows in the same act.</summary>
    public void Add(Advance advance) => advances.Add(advance);

    /// <summary>An act moved so many fen to what is available, or away from it (negative).</summary>
    public void Move(long fen)
    {
        Available += fen;
        var replaced = Advanced - Math.Max(0, -Available);
        while (replaced > 0 && advances is [var oldest, ..])
        {
            var part = Math.Min(replaced, oldest.OutstandingFen);
            replaced -= part;
            if (part == oldest.OutstandingFen) advances.RemoveAt(0);
            else advances[0] = oldest with { OutstandingFen = oldest.OutstandingFen - part };
        }
    }
}
