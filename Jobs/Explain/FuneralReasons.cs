using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Explain;

/// <summary>Why 丧葬补助 of a death is not paid (yet), in the words an officer acts on.</summary>
internal static class FuneralReasons
{
    /// <summary>The rule's document, and from when it holds.</summary>
    public static string Document(FuneralRule rule) => rule.EffectiveFrom == DateOnly.MinValue
        ? rule.Document
        : $"{rule.Document}（{rule.EffectiveFrom:yyyy-MM-dd}起）";

    public static IEnumerable<string> Of(FoldedPerson person, FuneralGrant grant, IEnumerable<HistoryTotal> before)
    {
        foreach (var (category, gap) in grant.Gaps)
        {
            yield return $"丧葬补助（{Category.Of(category).Label}）：" + (gap == FuneralGap.CauseMissing
                ? "没有登记死亡原因，先不算（报“丧葬申请”时填死因）"
                : "本县没有设定月数，先不算，也不当作0（导入 parameters）");
        }

        if (HistoryShares.FuneralOf(person, before) is { Fen: > 0 } paid)
            yield return $"丧葬补助：以前系统{Spoken.Month(paid.Month)}已发{Money.Spoken(paid.Fen)}，一人去世只发一次，不再发";
        else if (grant is { IsKnown: true, Best: { } best } && person.Funeral is not { IsApplied: true })
            yield return $"丧葬补助：家属还没有申请，申请后可发（{Category.Of(best.Category).Label}）{best.Arithmetic}，"
                + Document(best.Rule);
    }
}
