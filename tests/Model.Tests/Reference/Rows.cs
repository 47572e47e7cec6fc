namespace Disbursement.Model.Tests.Reference;

/// <summary>
/// A row of an imported file, as contracts.md "Files in" describes it. Empty text and null are empty cells.
/// </summary>
abstract record Row;

sealed record RosterRow(string IdNumber, string Name, string Category) : Row
{
    public int? Level { get; init; }
    public string Nature { get; init; } = "";
    public string Period { get; init; } = "";
    public decimal? ServiceYears { get; init; }
    public long? AssessedFen { get; init; }
    public DateOnly? StartMonth { get; init; }
    public DateOnly? ApprovedOn { get; init; }
    public string ApprovalDocument { get; init; } = "";
    public string Nursing { get; init; } = "";
    public string Account { get; init; } = "";
    public string AccountName { get; init; } = "";
    public string Relation { get; init; } = "";
    public DateOnly? InSchoolUntil { get; init; }
}

sealed record ChangeRow(string IdNumber, string Type, DateOnly EffectiveOn) : Row
{
    public string Category { get; init; } = "";
    public string Document { get; init; } = "";
    public string Reason { get; init; } = "";
    public string Cause { get; init; } = "";
    public string WithdrawnType { get; init; } = "";
    public string NewIdNumber { get; init; } = "";
    public string Name { get; init; } = "";
    public DateOnly? StartMonth { get; init; }
    public int? Level { get; init; }
    public string Nature { get; init; } = "";
    public string Period { get; init; } = "";
    public decimal? ServiceYears { get; init; }
    public long? AssessedFen { get; init; }
    public string Nursing { get; init; } = "";
    public string Account { get; init; } = "";
    public string AccountName { get; init; } = "";
    public string PayeeName { get; init; } = "";
    public string PayeeId { get; init; } = "";
    public string PayeeRelation { get; init; } = "";
    public string Phone { get; init; } = "";
    public DateOnly? InSchoolUntil { get; init; }
}

sealed record RateRow(string Category, string Component, string Unit, long Fen, DateOnly EffectiveFrom) : Row
{
    public int? Level { get; init; }
    public string Nature { get; init; } = "";
    public string Period { get; init; } = "";
    public string Document { get; init; } = "";
    public string Rounding { get; init; } = "";
    public bool Withdrawn { get; init; }

    /// <summary>"equal category, level, nature, period, component and 生效日期".</summary>
    public (string, int?, string, string, string, DateOnly) Key =>
        (Category, Level, Nature, Period, Component, EffectiveFrom);
}

sealed record WageRow(string Area, long Fen, DateOnly EffectiveFrom, string Document) : Row;

/// <summary>参数: overlap of two categories, funeral-months or funeral-months-CAUSE of one.</summary>
sealed record ParameterRow(string Key, string A, string B, string Value, DateOnly EffectiveFrom, string Document) : Row;

/// <summary>Component may be empty: the whole amount of the identity's month.</summary>
sealed record HistoryRow(string IdNumber, string Category, string Component, DateOnly Month, long Fen) : Row;

sealed record AssessedRow(
    string IdNumber, string Category, string Component, long Fen, DateOnly From, DateOnly? To, string Document) : Row;

/// <summary>A row of a one-off batch; all of the same purpose.</summary>
sealed record OneOffRow(string Batch, string IdNumber, string Name, long Fen, string Document, bool IsWithdrawal) : Row;

/// <summary>What the import must say of a row.</summary>
enum Outcome
{
    Taken,

    /// <summary>Already known: skipped and counted.</summary>
    Known,

    Rejected,

    /// <summary>No fact comes of it; whether it is rejected or kept aside the documents do not say.</summary>
    Ignored,
}
