using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Samples.BackPayments;

/// <summary>One insurance of a case, with what each of the four parties has of it.</summary>
internal sealed class Lane(CaseSheet sheet, Insurance insurance)
{
    private readonly Dictionary<Payer, HashSet<PayMonth>> unpaid = [];

    public Insurance Insurance => insurance;

    public CaseSheet Sheet => sheet;

    public string Area => insurance == Insurance.Pension ? sheet.PlacementArea : sheet.InsuredArea;

    public TariffRow Tariff => BackPayments.Tariff.Row(Area, insurance);

    public List<PayMonth> Approved { get; } = [];

    /// <summary>Billed though not approved.</summary>
    public HashSet<PayMonth> BilledBeside { get; } = [];

    public HashSet<PayMonth> NotBilled { get; } = [];

    public HashSet<PayMonth> NotPosted { get; } = [];

    /// <summary>Posted though somebody has not paid.</summary>
    public HashSet<PayMonth> PostedBeside { get; } = [];

    public HashSet<PayMonth> Covered { get; } = [];

    public HashSet<PayMonth> CoveredLate { get; } = [];

    public List<BillRow> Bills { get; } = [];

    public List<ReceiptRow> Receipts { get; } = [];

    public List<PostingRow> Postings { get; } = [];

    public List<RefundRow> Refunds { get; } = [];

    /// <summary>Who pays the other charges of the bills; null: nobody.</summary>
    public Payer? ChargePayer { get; set; }

    /// <summary>When everything of it was paid, where that was unusual.</summary>
    public DateOnly? PaidOn { get; set; }

    public IEnumerable<SegmentRow> Segments => sheet.Segments.Where(s => s.Insurance == insurance);

    public IEnumerable<PayMonth> Asked => Segments.SelectMany(s => s.Months).Distinct().OrderBy(m => m.Index);

    public IEnumerable<PayMonth> Billed => Approved.Where(m => !NotBilled.Contains(m)).Concat(BilledBeside).Distinct()
        .OrderBy(m => m.Index);

    public IReadOnlyList<Payer> Payers => sheet.UnitPayer == Payer.Treasury || sheet.Hardship == Hardship.None
        ? [sheet.UnitPayer, Payer.Person]
        : [sheet.UnitPayer, Payer.Person, Payer.Treasury];

    public HashSet<PayMonth> Unpaid(Payer payer) =>
        unpaid.TryGetValue(payer, out var months) ? months : unpaid[payer] = [];

    public void NobodyPays(IEnumerable<PayMonth> months)
    {
        foreach (var payer in Payers) Unpaid(payer).UnionWith(months);
        NotPosted.UnionWith(months);
    }

    public MonthParts PartsOf(PayMonth month)
    {
        var bill = Bills.Find(b => b.Has(month) && b.StrayCase is null)!;
        var personal = bill.Share(bill.Personal, month);
        var help = sheet.HelpOf(personal);
        return new MonthParts(bill.Share(bill.Unit, month), personal - help, help);
    }

    /// <summary>What a payer is to pay of a month.</summary>
    public long PartOf(Payer payer, PayMonth month)
    {
        var parts = PartsOf(month);
        return (payer == sheet.UnitPayer ? parts.Unit : 0) + (payer == Payer.Person ? parts.Own : 0)
            + (payer == Payer.Treasury ? parts.Help : 0);
    }

    public long PartsOf(Payer payer, IEnumerable<PayMonth> months) => months.Sum(m => PartOf(payer, m));

    /// <summary>Sums of all bills for these months.</summary>
    public long BilledFen(IEnumerable<PayMonth> months) => months.Sum(m => Bills
        .Where(b => b.StrayCase is null && b.Has(m)).Sum(b => b.Share(b.Unit, m) + b.Share(b.Personal, m)));

    public long ApprovedFen(int months) => months * (Tariff.Unit + Tariff.Personal);

    public long PaidFen(Payer payer, IReadOnlyCollection<PayMonth> months) => Receipts
        .Where(r => r.Payer == payer && r.StrayCase is null).SelectMany(r => r.Meant)
        .Where(m => months.Contains(m.Month)).Sum(m => m.Fen);

    /// <summary>Billed months of which every payer has paid his part.</summary>
    public HashSet<PayMonth> PaidWhole()
    {
        var whole = Billed.ToHashSet();
        foreach (var payer in Payers)
        {
            var paid = Receipts.Where(r => r.Payer == payer).SelectMany(r => r.Meant).Select(m => m.Month).ToHashSet();
            whole.RemoveWhere(m => !paid.Contains(m) && PartOf(payer, m) > 0);
        }

        return whole;
    }
}
