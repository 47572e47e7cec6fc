namespace Disbursement.Domain.Payouts;

/// <summary>How a person of a run differs from another list of the same month.</summary>
public enum ListDifference
{
    None,
    OnlyInList,
    OnlyInRun,
    Amount,
    Account,
    AmountAndAccount,
    Name,
}

/// <summary>Which difference it is, and its words.</summary>
public static class ListDifferences
{
    private static readonly string[] Codes =
        ["same", "only-in-list", "only-in-run", "amount", "account", "amount-and-account", "name"];

    private static readonly string[] Labels = ["相同", "只在名单", "只在本批", "金额不同", "账号不同", "金额和账号不同", "姓名不同"];

    public static string Code(this ListDifference difference) => Codes[(int)difference];

    public static string Label(this ListDifference difference) => Labels[(int)difference];

    /// <summary>Decides by amounts in fen; 0 is not being there at all.</summary>
    /// <param name="otherAccount">An account of the list that is not the run's; null: none, or the list has no
    /// accounts.</param>
    /// <param name="otherName">A name of the list that is not the person's; null: none.</param>
    public static ListDifference Of(
        long listFen, long runFen, string? otherAccount, string? otherName = null) => (listFen, runFen) switch
    {
        (0, 0) => ListDifference.None,
        (_, 0) => ListDifference.OnlyInList,
        (0, _) => ListDifference.OnlyInRun,
        _ when listFen == runFen && otherAccount is null =>
            otherName is null ? ListDifference.None : ListDifference.Name,
        _ when listFen == runFen => ListDifference.Account,
        _ => otherAccount is null ? ListDifference.Amount : ListDifference.AmountAndAccount,
    };
}

/// <summary>What a comparison comes to: people (or identities) and fen on both sides, by difference.</summary>
public sealed class ListTally
{
    private readonly (int Count, long ListFen, long RunFen)[] of = new (int, long, long)[7];

    /// <summary>In the list, with an amount.</summary>
    public (int Count, long Fen) List => Sum(d => d != ListDifference.OnlyInRun, t => t.ListFen);

    /// <summary>In the run, with an amount.</summary>
    public (int Count, long Fen) Run => Sum(d => d != ListDifference.OnlyInList, t => t.RunFen);

    public int Differing => List.Count + Of(ListDifference.OnlyInRun).Count - Of(ListDifference.None).Count;

    /// <summary>How many, and run − list in fen: added to the list's sum, all kinds come to the run's sum.</summary>
    public (int Count, long Fen) Of(ListDifference difference) =>
        (of[(int)difference].Count, of[(int)difference].RunFen - of[(int)difference].ListFen);

    public void Add(ListDifference difference, long listFen, long runFen)
    {
        if (listFen == 0 && runFen == 0) return;
        ref var tally = ref of[(int)difference];
        tally = (tally.Count + 1, tally.ListFen + listFen, tally.RunFen + runFen);
    }

    private (int, long) Sum(Func<ListDifference, bool> counts, Func<(int, long ListFen, long RunFen), long> fen)
    {
        var (people, sum) = (0, 0L);
        for (var i = 0; i < of.Length; i++)
        {
            if (!counts((ListDifference)i)) continue;
            people += of[i].Count;
            sum += fen(of[i]);
        }

        return (people, sum);
    }
}
