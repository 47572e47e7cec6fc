using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>How far months have come: 应补缴尽补缴.</summary>
public enum MonthStage
{
    /// <summary>核定</summary>
    Approved = 1,

    /// <summary>开单</summary>
    Billed = 2,

    /// <summary>缴清</summary>
    Paid = 3,

    /// <summary>记账</summary>
    Posted = 4,
}

/// <summary>A number of a tally, as it is kept.</summary>
/// <param name="Key">Of a state, an insurance and stage, a payer.</param>
public readonly record struct TallyRow(string Name, short Key, long Count, long Fen);

/// <summary>What all cases come to: counted person by person, so that memory does not grow with them.</summary>
public sealed class BackPaymentTally
{
    private readonly Dictionary<CaseState, int> states = [];
    private readonly Dictionary<(Insurance, MonthStage), (int Months, long Fen)> months = [];
    private readonly Dictionary<Payer, long> paid = [];

    public int People { get; private set; }

    public int Cases => states.Values.Sum();

    /// <summary>不予受理 whose notice was not delivered.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Public money by its receipts, and what of that went back to the treasury; fen.</summary>
    public (long Paid, long Returned) Treasury { get; private set; }

    public int Of(CaseState state) => states.GetValueOrDefault(state);

    /// <summary>受理: everything but what was refused.</summary>
    public int Accepted => Cases - Of(CaseState.Refused);

    /// <summary>Approved months that nothing is wrong with, and how many of them have come so far.</summary>
    public (int Months, long Fen) Of(Insurance insurance, MonthStage stage) =>
        months.GetValueOrDefault((insurance, stage));

    /// <summary>Paid for those months by a payer; fen.</summary>
    public long PaidBy(Payer payer) => paid.GetValueOrDefault(payer);

    public void Add(ReconciledPerson person)
    {
        People++;
        foreach (var file in person.Person.Cases)
        {
            // Entered by mistake and taken back: nobody applied.
            if (file.Case.Segments.Length == 0 && person.Of(file).All(a => a.Months.Count == 0)) continue;
            var state = person.StateOf(file);
            states[state] = states.GetValueOrDefault(state) + 1;
            if (state == CaseState.Refused && !file.IsRefusalDelivered) Unanswered++;
        }

        foreach (var account in person.Accounts)
        {
            // Of what was refused or ended nothing is to be paid in any more.
            if (account.Of.Counts)
                foreach (var month in account.Sound) Add(account.Insurance, month);
            foreach (var receipt in account.Receipts.Where(r => r.Receipt.Payer == Payer.Treasury))
                Treasury = (Treasury.Paid + receipt.Receipt.Fen,
                    Treasury.Returned + receipt.Receipt.Fen - receipt.LeftFen);
        }
    }

    /// <summary>All its numbers.</summary>
    public IEnumerable<TallyRow> Rows =>
    [
        new TallyRow("people", 0, People, 0), new TallyRow("unanswered", 0, Unanswered, 0),
        .. states.OrderBy(s => s.Key).Select(s => new TallyRow("state", (short)s.Key, s.Value, 0)),
        .. months.OrderBy(m => m.Key).Select(m => new TallyRow(
            "month", (short)(((short)m.Key.Item1 * 10) + (int)m.Key.Item2), m.Value.Months, m.Value.Fen)),
        .. paid.OrderBy(p => p.Key).Select(p => new TallyRow("paid", (short)p.Key, 0, p.Value)),
        new TallyRow("treasury", 1, 0, Treasury.Paid), new TallyRow("treasury", 3, 0, Treasury.Returned),
    ];

    /// <summary>As it was kept.</summary>
    public static BackPaymentTally Of(IEnumerable<TallyRow> rows)
    {
        var tally = new BackPaymentTally();
        foreach (var (name, key, count, fen) in rows)
        {
            switch (name)
            {
                case "people": tally.People = (int)count; break;
                case "unanswered": tally.Unanswered = (int)count; break;
                case "state": tally.states[(CaseState)key] = (int)count; break;
                case "month":
                    tally.months[((Insurance)(key / 10), (MonthStage)(key % 10))] = ((int)count, fen);
                    break;
                case "treasury":
                    // What is 1 now was 1 and 2 once.
                    tally.Treasury = key == 3
                        ? tally.Treasury with { Returned = fen }
                        : tally.Treasury with { Paid = tally.Treasury.Paid + fen };
                    break;
                default: tally.paid[(Payer)key] = fen; break;
            }
        }

        return tally;
    }

    private void Add(Insurance insurance, MonthSides month)
    {
        Count(insurance, MonthStage.Approved, month.Approved.Sum);
        if (month.IsBilled) Count(insurance, MonthStage.Billed, month.Billed.Sum);
        if (month.IsBilled && month.IsPaidWhole) Count(insurance, MonthStage.Paid, month.Billed.Sum);
        if (month.IsPosted) Count(insurance, MonthStage.Posted, month.Posted.Sum);
        foreach (var slot in Slots.All)
        {
            if (month.Paid(slot) == 0) continue;
            var payer = month.PayerOf(slot);
            paid[payer] = paid.GetValueOrDefault(payer) + month.Paid(slot);
        }
    }

    private void Count(Insurance insurance, MonthStage stage, long fen)
    {
        var (count, sum) = months.GetValueOrDefault((insurance, stage));
        months[(insurance, stage)] = (count + 1, sum + fen);
    }
}
