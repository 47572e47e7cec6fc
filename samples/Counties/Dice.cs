namespace Disbursement.Samples.Counties;

/// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same numbers everywhere.</summary>
/// <remarks>System.Random promises no sequence across versions; the golden roster needs one.</remarks>
public struct Dice(ulong seed)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong state = seed;

    /// <summary>Dice of their own for the n-th thing: any one of millions can be made without the others.</summary>
    public static Dice For(ulong seed, long n)
    {
        unchecked
        {
            return new Dice(Mixed(seed + ((ulong)n * Golden)));
        }
    }

    public ulong Next()
    {
        unchecked
        {
            state += Golden;
        }

        return Mixed(state);
    }

    /// <summary>0 … bound − 1.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>Both ends included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool OneIn(int bound) => Below(bound) == 0;

    public bool Percent(int share) => Below(100) < share;

    public T Of<T>(T[] choices) => choices[Below(choices.Length)];

    private static ulong Mixed(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
