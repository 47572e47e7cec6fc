namespace Disbursement.Domain.Payouts;

/// <summary>What counts as paid of the lines of a bank row once its result is in (rules §4, paid).</summary>
public static class CreditedLines
{
    /// <summary>
    /// Credited in part: negative lines count whole, then positive ones in their order until the sum is reached. All
    /// credited counts everything, nothing credited nothing.
    /// </summary>
    /// <param name="lines">Fen, in order of benefit month, category, component.</param>
    /// <param name="creditedFen">0 to what the lines add up to.</param>
    /// <returns>What counts of each, in the same order; together exactly what was credited.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More was credited than was sent, or less than nothing.</exception>
    public static long[] Of(ReadOnlySpan<long> lines, long creditedFen)
    {
        long sum = 0, negative = 0;
        foreach (var fen in lines)
        {
            sum += fen;
            if (fen < 0) negative += fen;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(creditedFen);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(creditedFen, sum);
        var counted = new long[lines.Length];
        if (creditedFen == 0) return counted;
        var left = creditedFen - negative;
        for (var i = 0; i < lines.Length; i++)
        {
            counted[i] = Math.Min(lines[i], left);
            if (lines[i] > 0) left -= counted[i];
        }

        return counted;
    }
}
