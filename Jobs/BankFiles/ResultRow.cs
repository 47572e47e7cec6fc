using Disbursement.Domain.Payouts;

namespace Disbursement.Jobs.BankFiles;

/// <summary>What a bank says of one row.</summary>
/// <param name="Line">1-based; of XML the line where the row begins.</param>
/// <param name="Account">Null: the file does not say.</param>
/// <param name="Fen">What the bank says we sent; null: it does not.</param>
/// <param name="CreditedFen">What it booked; null: all, or nothing, as the outcome says.</param>
/// <param name="ReasonText">The bank's own words.</param>
public sealed record ResultRow(
    int Line, RowId Id, Outcome Outcome, string? Account = null, string? Name = null, long? Fen = null,
    long? CreditedFen = null, string? ReasonText = null, string? BankSerial = null, string? NewAccount = null);

/// <summary>A result file as read: its rows, and for whom it speaks beyond them.</summary>
/// <param name="MessageId">pain.002: of the message it answers.</param>
/// <param name="Rest">pain.002: what became of rows that it does not list; null: nothing is said.</param>
/// <param name="IsOfFailures">One of a pair of files, the one with the failed rows; null: no pair.</param>
public sealed record ResultFile(
    string Name, IReadOnlyList<ResultRow> Rows, string? MessageId = null, Outcome? Rest = null,
    bool? IsOfFailures = null);
