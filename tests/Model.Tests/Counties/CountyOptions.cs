namespace Disbursement.Model.Tests.Counties;

/// <summary>
/// How large a county is drawn, and which readings it tries that the documents leave open: each can be left out while a
/// difference is being looked into.
/// </summary>
sealed record CountyOptions
{
    public int People { get; init; } = 300;

    public int Months { get; init; } = 12;

    /// <summary>Rows of changes in an ordinary month.</summary>
    public int ChangesAMonth { get; init; } = 30;

    /// <summary>Changes other than deaths dated after today.</summary>
    public bool FutureDates { get; init; } = true;

    /// <summary>A correction to 因病 by itself, whatever the level: months that cannot be.</summary>
    public bool ImpossibleLevels { get; init; } = true;

    /// <summary>An account in somebody else's name, without a payee.</summary>
    public bool OtherNames { get; init; } = true;

    /// <summary>Supplementary runs for some people only: such a run says nothing of the others.</summary>
    public bool PartialRuns { get; init; } = true;

    /// <summary>Runs go to the bank, and some rows do not go through.</summary>
    public bool Results { get; init; }

    /// <summary>Claims are decided about, paid back and waived.</summary>
    public bool Recoveries { get; init; }

    /// <summary>Lists of one-off payments beside the months.</summary>
    public bool OneOffs { get; init; }

    /// <summary>Service years such as 3.5.</summary>
    public bool PartYears { get; init; } = true;
}
