using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Counties;

/// <summary>Something the office does. A scenario is a list of steps; model and engine take the same ones.</summary>
abstract record Step(DateOnly Today);

sealed record SetSetting(DateOnly Today, string Key, string Value) : Step(Today);

/// <summary>One file. The text is what is imported: the same text again is the same file.</summary>
sealed record ImportFile(DateOnly Today, string Kind, string Name, string Text, IReadOnlyList<Row> Rows) : Step(Today);

/// <summary>
/// Opens the run, or works it out again when it is open. A supplementary run has the month of the last one.
/// </summary>
/// <param name="Only">Identity numbers: a supplementary run for these people. Null: for everybody.</param>
sealed record WorkOut(
    DateOnly Today, string Run, DateOnly Month, bool Full, bool Supplementary, IReadOnlyList<string>? Only = null)
    : Step(Today);

/// <summary>The same of a one-off batch.</summary>
sealed record WorkOutBatch(DateOnly Today, string Run, string Batch, bool Supplementary) : Step(Today);

/// <summary>Submitted and sent back by the checker: it can be worked out again.</summary>
sealed record SendBack(DateOnly Today, string Run) : Step(Today);

/// <summary>Submitted, checked and approved by three people.</summary>
sealed record Approve(DateOnly Today, string Run) : Step(Today);

/// <summary>Exported and handed over, the first time; then the bank's word of its rows: all others arrived.</summary>
sealed record BankSays(DateOnly Today, string Run, IReadOnlyList<RowSays> Rows, bool IsFirst) : Step(Today);

/// <param name="IdNumber">As the run knew it.</param>
/// <param name="What">failed, returned, partly, unknown.</param>
sealed record RowSays(string IdNumber, string What, long CreditedFen);

/// <summary>A file of decisions about claims; of one kind of decider.</summary>
sealed record DecideRecovery(DateOnly Today, IReadOnlyList<DecisionRow> Rows) : Step(Today);

sealed record DecisionRow(
    string IdNumber, DateOnly Month, string Method, long Fen, string Basis, string Document, bool IsWithdrawal = false);

/// <summary>Money that came back, or a receipt that was wrong.</summary>
sealed record ReceiveMoney(DateOnly Today, string IdNumber, long Fen, string Document, bool IsWithdrawal = false)
    : Step(Today);

/// <param name="IsDraft">Nobody has signed it yet: its maker gives it up.</param>
sealed record CancelRun(DateOnly Today, string Run, bool IsDraft = false) : Step(Today);

/// <summary>What a table says of the run worked out last: every row of it, nothing else.</summary>
sealed record Expect(DateOnly Today, IReadOnlyList<string> Rows, int SourceLine) : Step(Today);
