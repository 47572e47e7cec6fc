using System.Collections.Frozen;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Jobs.Intake.Sheets;

/// <content>Words of 社保补缴.</content>
internal static partial class ChoiceCells
{
    public static ChoiceCell<Insurance> Insurance { get; } = Of(
        "养老、医保",
        ("养老", Domain.BackPayments.Insurance.Pension), ("医保", Domain.BackPayments.Insurance.Medical),
        ("养老保险", Domain.BackPayments.Insurance.Pension), ("医疗", Domain.BackPayments.Insurance.Medical),
        ("医疗保险", Domain.BackPayments.Insurance.Medical), ("职工养老", Domain.BackPayments.Insurance.Pension),
        ("职工医保", Domain.BackPayments.Insurance.Medical));

    public static ChoiceCell<SegmentKind> SegmentKind { get; } = new(
        Enum.GetValues<SegmentKind>().ToFrozenDictionary(k => k.Label()),
        string.Join("、", Enum.GetValues<SegmentKind>().Select(k => k.Label())));

    public static ChoiceCell<Payer> Payer { get; } = new(
        PayerWords.All.ToFrozenDictionary(p => p.Label()), string.Join("、", PayerWords.All.Select(p => p.Label())));

    /// <summary>The person never bears the unit part.</summary>
    public static ChoiceCell<Payer> UnitPayer { get; } = Of(
        "单位、上级、财政", ("单位", Domain.Reconciliation.Payer.Employer), ("上级", Domain.Reconciliation.Payer.Superior),
        ("财政", Domain.Reconciliation.Payer.Treasury));

    public static ChoiceCell<Hardship> Hardship { get; } = Of(
        "低保、特困，没有的空着",
        ("低保", Domain.BackPayments.Hardship.MinimumLiving), ("特困", Domain.BackPayments.Hardship.ExtremePoverty),
        ("无", Domain.BackPayments.Hardship.None), ("否", Domain.BackPayments.Hardship.None));

    public static ChoiceCell<CaseStep> CaseStep { get; } = new(
        CaseStepWords.All.ToFrozenDictionary(s => s.Label()),
        string.Join("、", CaseStepWords.All.Select(s => s.Label())));
}
