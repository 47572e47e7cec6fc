namespace Disbursement.Domain.Funds;

/// <summary>
/// 资金 (rules §5): money of one source for one purpose in one year. The year is that of the day on which a run is
/// credited.
/// </summary>
public readonly record struct Fund(short Year, Source Source, Purpose Purpose)
{
    /// <summary>"2026年中央伤残抚恤".</summary>
    /// <param name="purpose">As the purpose is called; that of a one-off batch only the database can name.</param>
    public string Label(string purpose) => $"{Year}年{Source.Label()}{purpose}";
}
