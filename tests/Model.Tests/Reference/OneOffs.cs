namespace Disbursement.Model.Tests.Reference;

/// <summary>A row of a one-off batch that came in.</summary>
sealed class KnownOneOff(KnownPerson person, OneOffRow row, Place place)
{
    public KnownPerson Person { get; } = person;

    public OneOffRow Row { get; } = row;

    public Place Place { get; } = place;

    public bool Stands { get; set; } = true;
}

/// <summary>
/// One-off batches: what their rows say is owed once, less what their runs paid. Beside the months, and knowing nothing
/// of them but the person: whether he lives, is held, and takes money.
/// </summary>
sealed class OneOffs(Knowledge known)
{
    private const string Category = "一次性";

    private sealed class BatchRun(string name, string batch, IReadOnlyDictionary<KnownPerson, long> lines)
        : SentRun(name, lines.Select(l => (l.Key, l.Value)))
    {
        public string Batch { get; } = batch;

        public IReadOnlyDictionary<KnownPerson, long> Lines { get; } = lines;

        public long Counted(KnownPerson person)
        {
            var fen = Lines.GetValueOrDefault(person);
            if (fen == 0 || !Results.TryGetValue(person, out var said) || said.What == "unknown") return fen;
            return said.What == "partly" ? said.CreditedFen : 0;
        }
    }

    private readonly List<BatchRun> approved = [];
    private BatchRun? open;

    public IReadOnlyList<SentRun> Approved => approved;

    /// <summary>Paid to nobody: there is nothing to approve.</summary>
    public bool IsEmpty => open is { Lines.Count: 0 };

    public RunResult Run(string name, string batch)
    {
        var lines = new Dictionary<KnownPerson, long>();
        var (said, held, claims) = (new List<ExpectedLine>(), new List<ExpectedLine>(), new List<ExpectedClaim>());
        var month = known.OneOffMonths[batch];
        foreach (var of in known.OneOffs.Where(o => o.Row.Batch == batch).GroupBy(o => o.Person))
        {
            var paid = approved.Where(r => r.Batch == batch).Sum(r => r.Counted(of.Key));
            var (free, kept, over) = Settle(paid, [.. of.Where(o => o.Stands).OrderBy(o => o.Place)]);
            if (free > 0)
            {
                lines.Add(of.Key, free);
                said.Add(Line(of.Key, LastCameBack(of.Key, batch) ? "reissue" : "oneoff", free));
            }

            if (kept > 0) held.Add(Line(of.Key, "", kept));
            if (over > 0) claims.Add(new ExpectedClaim(of.Key.Number, month, over));
        }

        open = new BatchRun(name, batch, lines);
        return new RunResult(said, held, claims, []);

        ExpectedLine Line(KnownPerson person, string kind, long fen) =>
            new(person.Number, Category, batch, month, kind, fen);
    }

    public void Approve(string name)
    {
        if (open?.Name != name) throw new InvalidOperationException($"{name} is not open");
        approved.Add(open);
        open = null;
    }

    /// <summary>Open or approved; what went to the bank is not cancelled.</summary>
    public void Cancel(string name)
    {
        if (open?.Name == name) open = null;
        else if (approved.RemoveAll(r => r.Name == name) != 1) throw new InvalidOperationException($"no {name}");
    }

    /// <summary>What was paid covers the rows in the order in which they became known.</summary>
    private (long Free, long Held, long Over) Settle(long left, IReadOnlyList<KnownOneOff> rows)
    {
        var (free, held) = (0L, 0L);
        foreach (var row in rows)
        {
            var covered = Math.Min(left, row.Row.Fen);
            left -= covered;
            if (Waits(row)) held += row.Row.Fen - covered;
            else free += row.Row.Fen - covered;
        }

        return (free, held, left);
    }

    /// <summary>
    /// The dead are not on such lists; one matter is paid once, whichever list names it; and what holds all money of a
    /// person holds this too.
    /// </summary>
    private bool Waits(KnownOneOff row) =>
        row.Person.Standing("死亡").Any()
        || known.OneOffs.Exists(o => o.Person == row.Person && o.Stands && o.Place < row.Place
            && o.Row.Document == row.Row.Document)
        || Receiving.Blocked(row.Person) is not null
        || (Receiving.Account(row.Person) is { } account && known.DeadAccounts.Contains(account));

    private bool LastCameBack(KnownPerson person, string batch) =>
        approved.FindLast(r => r.Batch == batch && r.Lines.ContainsKey(person)) is { } last
        && last.Counted(person) < last.Lines[person];
}
