using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using Disbursement.Samples.Stories;

namespace Disbursement.Samples.BackPayments;

/// <summary>A case with everything that any file says of it, and what is to be found.</summary>
internal sealed class CaseSheet
{
    private int receipts;

    public required int Index { get; init; }

    public required string Number { get; init; }

    public required Applicant Person { get; init; }

    public required CaseWish Wish { get; init; }

    public required DateOnly AppliedOn { get; init; }

    /// <summary>The case of the same person that was applied for before.</summary>
    public CaseSheet? Earlier { get; init; }

    public string PlacementArea => Wish.PlacementArea;

    public string InsuredArea => Wish.InsuredArea;

    public Payer UnitPayer => Wish.UnitPayer;

    public Hardship Hardship => Wish.Hardship;

    public List<SegmentRow> Segments { get; } = [];

    public IReadOnlyList<Lane> Lanes { get; private set; } = [];

    /// <summary>False: no 核定.</summary>
    public bool IsDecided { get; set; } = true;

    /// <summary>核定 up to this month only.</summary>
    public PayMonth? DecidedUntil { get; set; }

    public List<DecisionRow> Decisions { get; } = [];

    /// <summary>Those of the second file.</summary>
    public List<DecisionRow> LaterDecisions { get; } = [];

    public List<EvidenceRow> Evidence { get; } = [];

    public List<ExpectedFinding> Expected { get; } = [];

    public Lane Of(Insurance insurance) => Lanes.First(l => l.Insurance == insurance);

    public void MakeLanes() => Lanes =
        [.. Segments.Select(s => s.Insurance).Distinct().Order().Select(i => new Lane(this, i))];

    /// <summary>困难补助 of a month's personal part.</summary>
    public long HelpOf(long personal) => Hardship == Hardship.None
        ? 0
        : Tariff.HalfUp(personal * BackPaymentCounty.HelpPercent, 100);

    /// <summary>Digits, used once.</summary>
    public string NextReceipt() => Earlier is null
        ? $"9990{Index + 1:0000000}{++receipts:00}"
        : $"9991{Index + 1:0000000}{++receipts:00}";

    /// <summary>The months that may be paid in are approved, the oldest first (spec, Words and Set aside).</summary>
    public void Approve()
    {
        foreach (var lane in Lanes)
        {
            var counted = new Dictionary<SegmentKind, int>();
            var paidByPublic = Earlier is { UnitPayer: Payer.Treasury }
                ? Earlier.Of(lane.Insurance).Approved.Count
                : 0;
            foreach (var month in lane.Asked.Where(m => IsPayable(lane, m)))
            {
                var segment = lane.Segments.First(s => s.Has(month));
                var kind = segment.IsRegular ? SegmentKind.Interrupted : segment.Kind;
                counted[kind] = counted.GetValueOrDefault(kind) + 1;
                if (counted[kind] > LimitOf(kind)) continue;
                if (segment.IsRegular && UnitPayer == Payer.Treasury && ++paidByPublic > Person.Served) continue;
                if (IsDecided && (DecidedUntil is null || month <= DecidedUntil)) lane.Approved.Add(month);
            }
        }
    }

    private int LimitOf(SegmentKind kind) => kind switch
    {
        SegmentKind.Extended or SegmentKind.LumpSum => 180,
        SegmentKind.MedicalYears => 300,
        _ => Person.Served,
    };

    private bool IsPayable(Lane lane, PayMonth month) =>
        lane.Segments.Count(s => s.Has(month)) == 1
        && (Earlier is null || !Earlier.Of(lane.Insurance).Segments.Any(s => s.Has(month)))
        && (month < Person.ServiceFrom || month > Person.ServiceTo)
        && !lane.Covered.Contains(month);

    public void Decide()
    {
        if (!IsDecided) return;
        var document = $"云退役核〔2026〕{(Index / 100) + 1}号（虚构）";
        if (DecidedUntil is null)
        {
            Decisions.Add(new DecisionRow(CaseStep.Approve, BackPaymentCounty.DecidedOn, document));
            return;
        }

        foreach (var lane in Lanes)
        {
            Decisions.Add(new DecisionRow(
                CaseStep.Approve, BackPaymentCounty.DecidedOn, document, null, lane.Insurance, lane.Approved[0],
                lane.Approved[^1]));
        }
    }

    /// <summary>A list of another office.</summary>
    public void Listed(string source, string fact, DateOnly on) =>
        Evidence.Add(new EvidenceRow(source, Person.IdNumber, Person.Name, fact, on));

    public void Later(CaseStep step, DateOnly on, string? reason = null) => LaterDecisions.Add(new DecisionRow(
        step, on, $"云退役补〔2026〕{Index + 1}号（虚构）", reason));

    public void Expect(
        string code, Lane? lane = null, IEnumerable<PayMonth>? months = null, long? fen = null, Payer? payer = null,
        string? receipt = null) => Expected.Add(new ExpectedFinding(
            Number, code, lane?.Insurance, payer, receipt, months is null ? null : ExpectedFinding.Spoken(months), fen,
            null));
}
