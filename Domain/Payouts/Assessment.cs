using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Payouts;

/// <summary>
/// Owed − paid for one person over a span of months (rules §4): lines, held amounts, claims and undecided months.
/// One instance is filled again and again.
/// </summary>
/// <param name="payMonth">所属期: its own lines are regular, those of other months arrears.</param>
/// <param name="first">The setting first-month: nothing is worked out before it.</param>
/// <param name="roundingLimit">尾差 up to this many fen over all months of an identity is not paid.</param>
public sealed partial class Assessment(
    StandardTable standards, Parameters parameters, PayMonth payMonth, PayMonth first, long roundingLimit)
{
    private readonly Owed owed = new(standards, parameters);
    private readonly List<Delta> deltas = [];
    private readonly List<HistoryTotal> shares = [];
    private readonly List<short> roundingCategories = [];

    public List<PaymentLine> Lines { get; } = [];

    public List<HeldAmount> Held { get; } = [];

    /// <summary>What stays open of months paid too much: less what is waived and what this run takes.</summary>
    public List<Claim> Claims { get; } = [];

    public List<UndecidedMonth> Undecided { get; } = [];

    public List<RoundingDifference> RoundingDifferences { get; } = [];

    /// <summary>
    /// Identities not owed this pay month because another is higher, and what they would have come to.
    /// </summary>
    public List<(short Category, long Fen)> Lower { get; } = [];

    /// <summary>Identities whose nursing stays as it is this pay month for want of a wage.</summary>
    public List<short> WageMissing { get; } = [];

    /// <summary>
    /// 丧葬补助 that stays as it is (funeral-already-paid): what another identity or imported history has; fen.
    /// </summary>
    public (short Category, PayMonth Month, long Fen)? FuneralPaidBefore { get; private set; }

    /// <summary>What the person is owed for the pay month itself, blocked or not, but for 丧葬补助; fen.</summary>
    public long PayMonthFen { get; private set; }

    /// <summary>The bank row: fen, never negative.</summary>
    public long RowFen
    {
        get
        {
            var sum = 0L;
            foreach (var line in Lines) sum += line.Fen;
            return sum;
        }
    }

    /// <summary>放行: of what was held, something is held no more, and there is something to send.</summary>
    public bool Releases(IEnumerable<HeldPosition> heldBefore) => Lines.Count > 0 && heldBefore.Any(before =>
        !Held.Exists(h => h.Category == before.Category && h.Component == before.Component && h.Month == before.Month));

    public void WorkOut(PersonFile file, PayMonth from)
    {
        Lines.Clear();
        Held.Clear();
        Claims.Clear();
        Overpayments.Clear();
        OverpaidPositions.Clear();
        Taken.Clear();
        Undecided.Clear();
        RoundingDifferences.Clear();
        Lower.Clear();
        WageMissing.Clear();
        PayMonthFen = 0;
        FuneralPaidBefore = null;
        sendableFen = 0;
        if (file.OneOff is { } batch)
        {
            Settle(file, batch);
            return;
        }

        FindRoundingDifferences(file, from);
        for (var month = PayMonth.Later(from, first); month <= payMonth; month += 1) WorkOutMonth(file, month);
        if (Overpayments.Count > 0) Recover(file.Recovery);
    }

    private void WorkOutMonth(PersonFile file, PayMonth month)
    {
        owed.WorkOut(file.Person, month);
        if (owed.Undecided is { } undecided)
        {
            Undecided.Add(new UndecidedMonth(month, undecided.Category, undecided.Reason));
            return;
        }

        CollectDeltas(file, month);
        if (month == payMonth) NotePayMonth();
        Settle(file, month);
    }

    private void NotePayMonth()
    {
        WageMissing.AddRange(owed.WageMissing);
        Lower.AddRange(owed.Lower);
        foreach (var component in owed.Components)
            if (component.Component != Component.Funeral) PayMonthFen += component.Fen;
    }

    private void CollectDeltas(PersonFile file, PayMonth month)
    {
        deltas.Clear();
        foreach (var component in owed.Components)
        {
            deltas.Add(new Delta(component.Category, component.Component)
            {
                Fen = component.Fen, StandardId = component.StandardId, SetAside = component.SetAside,
            });
        }

        SubtractHistory(file, month);
        foreach (var paid in file.Paid)
        {
            if (paid.Month != month) continue;
            var delta = DeltaAt(paid.Category, paid.Component);
            delta.Fen -= paid.Fen;
            delta.Ordinal = paid.Lines;
            delta.LastCameBack = paid.LastCameBack;
        }

        foreach (var back in file.Recovery.Back)
        {
            if (back.Month == month && back.Category != Category.OneOff.Number)
                DeltaAt(back.Category, back.Component).Fen += back.Fen;
        }

        // Without a wage in force only this position stays as it is (rules §3, 护理费).
        foreach (var category in owed.WageMissing) DeltaAt(category, Component.Nursing).Fen = 0;
        if (file.Person.DiedOn is not null) KeepFuneral(file, month);
    }

    /// <summary>
    /// One grant a death (rules §10): nothing more goes out where imported history or another identity has it, and
    /// nothing changes while it cannot be said. Without a standing death it is a position like any other.
    /// </summary>
    private void KeepFuneral(PersonFile file, PayMonth month)
    {
        var before = HistoryShares.FuneralOf(file.Person, file.History);
        if (before.Fen == 0 && owed.Funeral is not { IsKnown: false })
        {
            var sum = 0L;
            foreach (var delta in deltas) sum += delta.Component == Component.Funeral ? delta.Fen : 0;
            if (sum <= 0 || owed.Funeral?.Best is not { } best) return;
            var other = file.Paid.Find(p => p.Month == month && p.Component == Component.Funeral
                && p.Category != best.Category && p.Fen > 0);
            if (other.Fen == 0) return;
            before = new HistoryTotal(other.Category, Component.Funeral, month, other.Fen);
        }

        foreach (var delta in deltas)
            if (delta.Component == Component.Funeral) delta.Fen = 0;
        if (before.Fen > 0) FuneralPaidBefore = (before.Category, before.Month, before.Fen);
    }

    private void SubtractHistory(PersonFile file, PayMonth month)
    {
        if (file.History.Count == 0) return;
        shares.Clear();
        HistoryShares.Of(month, file.History, owed.Components, shares);
        foreach (var share in shares) DeltaAt(share.Category, share.Component).Fen -= share.Fen;
        if (roundingCategories.Count == 0) return;
        foreach (var delta in deltas)
        {
            if (delta.Fen == 0 || delta.Component == Component.Funeral) continue;
            if (!roundingCategories.Contains(delta.Category)) continue;
            if (!HasHistory(file, delta.Category, month)) continue;
            RoundingDifferences.Add(new RoundingDifference(delta.Category, delta.Component, month, delta.Fen));
            delta.Fen = 0;
        }
    }

    /// <summary>尾差: identities whose differences to the imported history are small over all its months.</summary>
    private void FindRoundingDifferences(PersonFile file, PayMonth from)
    {
        roundingCategories.Clear();
        if (file.History.Count == 0 || file.History.TrueForAll(h => h.Month < from)) return;
        var sums = new SortedDictionary<short, long>();
        foreach (var month in file.History.Select(h => h.Month).Distinct().Order())
        {
            if (month < first || month > payMonth) continue;
            owed.WorkOut(file.Person, month);
            if (owed.Undecided is not null) continue;
            AddDifferences(file, month, sums);
        }

        roundingCategories.AddRange(sums.Where(s => s.Value is > 0 && s.Value <= roundingLimit).Select(s => s.Key));
    }

    private void AddDifferences(PersonFile file, PayMonth month, SortedDictionary<short, long> sums)
    {
        deltas.Clear();
        foreach (var component in owed.Components)
            DeltaAt(component.Category, component.Component).Fen += component.Fen;
        shares.Clear();
        HistoryShares.Of(month, file.History, owed.Components, shares);
        foreach (var share in shares) DeltaAt(share.Category, share.Component).Fen -= share.Fen;
        foreach (var category in owed.WageMissing) DeltaAt(category, Component.Nursing).Fen = 0;
        foreach (var delta in deltas)
        {
            if (delta.Component != Component.Funeral && HasHistory(file, delta.Category, month))
                sums[delta.Category] = sums.GetValueOrDefault(delta.Category) + Math.Abs(delta.Fen);
        }
    }

    private static bool HasHistory(PersonFile file, short category, PayMonth month) =>
        file.History.Exists(h => h.Category == category && h.Month == month && h.Component != Component.Funeral);

    /// <summary>The table of rules §4: what f and h become.</summary>
    private void Settle(PersonFile file, PayMonth month)
    {
        long free = 0, held = 0;
        var reason = Block.None;
        foreach (var delta in deltas)
        {
            delta.Reason = Reason(file, delta, month);
            if (delta.Reason == Block.None) free += delta.Fen;
            else held += delta.Fen;
            if (delta.Reason != Block.None && delta.Fen != 0 && reason == Block.None) reason = delta.Reason;
        }

        if (month == payMonth) NoteSendable();
        if (free + held < 0)
        {
            Overpayments.Add(new Claim(month, -(free + held)));
            NoteOverpaid(month);
            return;
        }

        var sendsFree = free >= 0 && held >= 0;
        foreach (var delta in deltas)
        {
            if (delta.Fen == 0) continue;
            if (sendsFree && delta.Reason == Block.None) Lines.Add(LineOf(delta, month));
            else Held.Add(HeldOf(delta, month, delta.Reason == Block.None ? reason : delta.Reason));
        }
    }

    /// <summary>
    /// Why an identity may not be paid; set aside is a matter of the identity's month, not of one component.
    /// </summary>
    private Block Reason(PersonFile file, Delta delta, PayMonth month)
    {
        if (file.Person.Hold is not null) return Block.OnHold;
        if (file.Receiver != Block.None) return file.Receiver;
        if (deltas.Exists(d => d.SetAside && d.Category == delta.Category)) return Block.OverlapReview;
        var identity = Array.Find(file.Person.Identities, i => i.Category == delta.Category);
        if (identity?.Hold is not null) return Block.OnHold;
        if (identity is { IsDocumented: false }) return Block.NewcomerUndocumented;
        foreach (var bar in file.Bars)
        {
            if (bar.Covers(delta.Category, month)) return bar.Reason;
        }

        return Block.None;
    }

    private PaymentLine LineOf(Delta delta, PayMonth month) => new(
        delta.Category, delta.Component, month, delta.Fen, delta.StandardId, KindOf(delta, month), delta.Ordinal);

    private HeldAmount HeldOf(Delta delta, PayMonth month, Block reason) => new(
        delta.Category, delta.Component, month, delta.Fen, delta.StandardId, KindOf(delta, month), reason);

    private LineKind KindOf(Delta delta, PayMonth month) =>
        delta.LastCameBack ? LineKind.Reissue
        : delta.Component == Component.Funeral ? LineKind.Funeral
        : month == payMonth ? LineKind.Regular : LineKind.Arrears;
}
