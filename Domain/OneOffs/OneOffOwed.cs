using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;

namespace Disbursement.Domain.OneOffs;

/// <summary>A row of a batch, and why it may not be paid as it stands; none where it may.</summary>
/// <param name="Twin">The earlier row of the same matter, of this batch or of another.</param>
public sealed record OneOffAmount(OneOffRow Row, Block Reason, OneOffRow? Twin);

/// <summary>What a person is owed in a batch, once: a fact, and no month's.</summary>
/// <param name="Amounts">In order of knowledge: what was paid covers the first ones first.</param>
/// <param name="Receiving">Who receives by what the batch says; null: as for everything else.</param>
public sealed record OneOffOwed(short Batch, IReadOnlyList<OneOffAmount> Amounts, Receiving? Receiving)
{
    /// <param name="all">Every row of the person that is known, of any batch.</param>
    /// <param name="schemes">Papers by which people of the roster are in the batch: none of them is an approval of its
    /// own for somebody who is on no roster.</param>
    public static OneOffOwed Of(
        short batch, FoldedPerson person, IReadOnlyCollection<OneOffRow> all, IReadOnlySet<string> schemes)
    {
        var standing = OneOffDecision.Standing(all).ToList();
        var amounts = new List<OneOffAmount>();
        foreach (var row in standing.Where(r => r.Batch == batch))
        {
            var twin = standing.Find(r => r.Place < row.Place && r.IsOfTheSameMatter(row));
            amounts.Add(new OneOffAmount(row, Reason(person, row, twin, schemes), twin));
        }

        return new OneOffOwed(batch, amounts, ReceivingOf(person, amounts));
    }

    private static Block Reason(
        FoldedPerson person, OneOffRow row, OneOffRow? twin, IReadOnlySet<string> schemes)
    {
        // Of the dead only an heir receives, and only where the batch itself says so by a paper.
        if (person.DiedOn is not null && (row.Payee is not { IsHeir: true } || row.Document is null))
            return Block.OneOffDead;
        if (person.Identities.Length == 0 && (row.Document is null || schemes.Contains(row.Document)))
            return Block.OneOffNotOnRoster;
        return twin is null ? Block.None : Block.OneOffDuplicate;
    }

    /// <summary>The last row with an account or payee of its own counts; a known payee needs no account anew.</summary>
    private static Receiving? ReceivingOf(FoldedPerson person, List<OneOffAmount> amounts)
    {
        if (amounts.FindLast(a => a.Row.Account?.Number is not null || a.Row.Payee is not null)?.Row is not { } own)
            return null;
        var payee = own.Payee is { IsSelf: false } other ? other : null;
        var known = person.Receiving.Payee?.Name ?? person.Name;
        if (own.Account?.Number is null && PersonName.Same(payee?.Name ?? person.Name, known)) return null;
        return new Receiving(
            own.Account?.Number is null ? null : own.Account, payee, payee is not null, HeirMissing: false,
            own.Place.Act);
    }
}
