using Disbursement.Domain.People;

namespace Disbursement.Domain.OneOffs;

/// <summary>Judges a row of a one-off batch against what is known of the person.</summary>
public static class OneOffDecision
{
    /// <summary>The rows that nobody took back, in order of knowledge.</summary>
    public static IEnumerable<OneOffRow> Standing(IReadOnlyCollection<OneOffRow> all)
    {
        var withdrawn = all.Where(r => r.Withdraws is not null).Select(r => r.Withdraws!.Value).ToHashSet();
        return all.Where(r => r.Withdraws is null && !withdrawn.Contains(r.StandardId)).OrderBy(r => r.Place);
    }

    /// <param name="all">Every row of the person, of any batch.</param>
    /// <param name="row">As read; its place is where it would stand.</param>
    /// <param name="isWithdrawal">撤销: takes back the row of the same batch, amount and document.</param>
    /// <returns>The row with what it takes back.</returns>
    public static (Verdict Verdict, OneOffRow Row) Decide(
        IReadOnlyCollection<OneOffRow> all, OneOffRow row, bool isWithdrawal)
    {
        var same = all.Where(r => r.Batch == row.Batch && r.Fen == row.Fen && r.Document == row.Document).ToList();
        var standing = Standing(all).ToList();
        if (isWithdrawal)
        {
            if (standing.FindLast(same.Contains) is { } target)
                return (Verdict.Accepted, row with { Withdraws = target.StandardId });
            return (same.Count > 0
                ? Verdict.Known
                : Verdict.Rejected("撤销", "没有批次、金额、文号都相同的一行可以撤销；请照原来那一行填写"), row);
        }

        var known = same.Where(r => r.Withdraws is null).Where(row.SaysTheSame).ToList();
        if (known.Count == 0) return (Verdict.Accepted, row);
        return (known.Exists(standing.Contains)
            ? Verdict.Known
            : Verdict.Rejected("文号", "这一行已撤销；要重新列入请写另一个文号"), row);
    }
}
