namespace Disbursement.Domain.Policy;

/// <summary>The dated parameters of the county as known at one act (rules, ⚙).</summary>
public sealed record Parameters(OverlapMatrix Overlap, FuneralRules Funeral)
{
    /// <summary>What holds as long as nothing was imported.</summary>
    public static Parameters Default { get; } = new(OverlapMatrix.Default, FuneralRules.Default);
}
