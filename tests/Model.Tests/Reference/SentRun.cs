namespace Disbursement.Model.Tests.Reference;

/// <summary>A bank row of a run.</summary>
/// <param name="OwnAccount">The person's own, where he receives himself.</param>
sealed record SentRow(string IdNumber, long Fen, string? OwnAccount);

/// <summary>A run as the bank sees it.</summary>
class SentRun(string name, IEnumerable<(KnownPerson Person, long Fen)> sums)
{
    public string Name { get; } = name;

    /// <summary>"line of a person without a bank row in the run (sum 0)": no row.</summary>
    public Dictionary<KnownPerson, SentRow> Rows { get; } = sums.Where(s => s.Fen > 0)
        .ToDictionary(s => s.Person, s => new SentRow(s.Person.Number, s.Fen, Receiving.Account(s.Person)));

    /// <summary>"the latest result": what was credited. No entry: paid, or no result yet.</summary>
    public Dictionary<KnownPerson, (string What, long CreditedFen)> Results { get; } = [];

    public bool IsAtTheBank { get; private set; }

    /// <summary>Bank rows to an account of the person's own.</summary>
    public IReadOnlyList<(string IdNumber, long Fen)> OwnRows(bool paidOnly) =>
    [
        .. Rows.Where(r => r.Value.OwnAccount is not null && !(paidOnly && Results.ContainsKey(r.Key)))
            .Select(r => (r.Value.IdNumber, r.Value.Fen)),
    ];

    /// <returns>Accounts that take no money.</returns>
    public IEnumerable<string> BankSays(IReadOnlyList<Counties.RowSays> said)
    {
        IsAtTheBank = true;
        foreach (var row in said)
        {
            var (person, sent) = Rows.First(r => r.Value.IdNumber == row.IdNumber);
            Results[person] = (row.What, row.CreditedFen);
            // "A row that failed or came back for a reason of the account blocks everything to that account"
            if (row.What is "failed" or "returned") yield return sent.OwnAccount!;
        }
    }
}
