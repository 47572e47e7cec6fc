using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Payouts;

/// <summary>
/// Imported history set against the components of a month. A total without component counts over the identity's owed
/// components in order, the rest on 国家标准 (rules §4, paid).
/// </summary>
public static class HistoryShares
{
    /// <summary>Adds the positions of one month's history to the list.</summary>
    public static void Of(
        PayMonth month, List<HistoryTotal> history, List<OwedComponent> owed, List<HistoryTotal> shares)
    {
        foreach (var total in history)
        {
            if (total.Month != month) continue;
            if (total.Component != 0) shares.Add(total);
            else Spread(total, owed, shares);
        }
    }

    /// <summary>丧葬补助 that was paid for a death outside this system, in its month or later; fen 0: none.</summary>
    public static HistoryTotal FuneralOf(FoldedPerson person, IEnumerable<HistoryTotal> history) =>
        person.DiedOn is not { } died
            ? default
            : history.FirstOrDefault(h =>
                h.Component == Component.Funeral && h.Fen > 0 && h.Month >= PayMonth.Of(died));

    private static void Spread(HistoryTotal total, List<OwedComponent> owed, List<HistoryTotal> shares)
    {
        var rest = total.Fen;
        var national = -1;
        foreach (var component in owed)
        {
            if (component.Category != total.Category || component.Fen <= 0) continue;
            // A month's total is of the month's own: a grant was paid only where it is named.
            if (component.Component == Component.Funeral) continue;
            var share = Math.Clamp(rest, 0, component.Fen);
            if (component.Component == Component.National) national = shares.Count;
            shares.Add(total with { Component = component.Component, Fen = share });
            rest -= share;
        }

        if (rest == 0) return;
        if (national >= 0) shares[national] = shares[national] with { Fen = shares[national].Fen + rest };
        else shares.Add(total with { Component = Component.National, Fen = rest });
    }
}
