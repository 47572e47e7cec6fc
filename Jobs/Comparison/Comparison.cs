using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Payout;

namespace Disbursement.Jobs.Comparison;

/// <summary>A run beside another list of the same month: all who differ by name, and sums that tie.</summary>
/// <param name="Against">Name of the file or of the other run.</param>
/// <param name="Word">What sentences call it: 名单, or the name of the other run.</param>
/// <param name="ByCategory">Compared identity by identity; else person by person.</param>
/// <param name="Tally">What the sides come to; the run's is the run's own sum.</param>
/// <param name="Rows">Who differs, in order of identity number.</param>
/// <param name="Unread">Rows of the list that could not be read; they are in no sum.</param>
/// <param name="Notices">What the officer should know though nothing is wrong.</param>
public sealed record RunComparison(
    PayoutRun Run, string Against, string Word, bool ByCategory, ListTally Tally, IReadOnlyList<DifferenceRow> Rows,
    IReadOnlyList<Rejection> Unread, IReadOnlyList<string> Notices);

/// <summary>One who differs. Accounts by their tails only.</summary>
/// <param name="Category">Label; null when people are compared.</param>
/// <param name="Reasons">What the engine sees, one sentence each; never empty.</param>
public sealed record DifferenceRow(
    ListDifference Difference, string IdNumber, string? Name, string? Category, long ListFen, long RunFen,
    string? ListAccountTail, string? RunAccountTail, IReadOnlyList<string> Reasons)
{
    /// <summary>Run − list.</summary>
    public long DifferenceFen => RunFen - ListFen;
}
