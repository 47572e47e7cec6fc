namespace Disbursement.Domain.Funds;

/// <summary>An amount by level of government 中央、省、市、县, in fen. The default is nothing from anybody.</summary>
public readonly record struct Parts(long Central, long Province, long City, long County)
{
    /// <summary>What they add up to.</summary>
    public long All => Central + Province + City + County;

    public long this[Source source] => source switch
    {
        Source.Central => Central,
        Source.Province => Province,
        Source.City => City,
        _ => County,
    };

    /// <summary>All of it from one level.</summary>
    public static Parts Of(Source source, long fen) => default(Parts).With(source, fen);

    public Parts With(Source source, long fen) => source switch
    {
        Source.Central => this with { Central = fen },
        Source.Province => this with { Province = fen },
        Source.City => this with { City = fen },
        _ => this with { County = fen },
    };

    public static Parts operator +(Parts a, Parts b) =>
        new(a.Central + b.Central, a.Province + b.Province, a.City + b.City, a.County + b.County);

    public static Parts operator -(Parts a, Parts b) =>
        new(a.Central - b.Central, a.Province - b.Province, a.City - b.City, a.County - b.County);

    /// <summary>So many lines of the same amount.</summary>
    public static Parts operator *(Parts parts, long count) =>
        new(parts.Central * count, parts.Province * count, parts.City * count, parts.County * count);

    /// <summary>
    /// Rules §5: of x fen each level has ⌊|x| × its share ÷ all shares⌋, the largest (first of equals) the rest, all
    /// with the sign of x. The parts add up to x.
    /// </summary>
    /// <param name="fen">x.</param>
    /// <exception cref="InvalidOperationException">Nobody has a share, or somebody a negative one.</exception>
    public Parts Split(long fen)
    {
        if (All <= 0 || Central < 0 || Province < 0 || City < 0 || County < 0)
            throw new InvalidOperationException("Shares are not negative, and somebody has one.");
        var amount = Math.Abs(fen);
        var parts = new Parts(
            Floor(amount, Central), Floor(amount, Province), Floor(amount, City), Floor(amount, County));
        parts = parts.With(Largest, parts[Largest] + amount - parts.All);
        return fen < 0 ? default(Parts) - parts : parts;
    }

    private Source Largest
    {
        get
        {
            var largest = Source.Central;
            for (var source = Source.Province; source <= Source.County; source++)
                if (this[source] > this[largest]) largest = source;
            return largest;
        }
    }

    /// <summary>The product of two amounts can be longer than a long.</summary>
    private long Floor(long amount, long share) => (long)((Int128)amount * share / All);
}
