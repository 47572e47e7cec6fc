using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Funds;

/// <summary>
/// 用途 (rules §5): a purpose never pays for another. Each one-off batch has its own, which is its number as a component.
/// </summary>
public enum Purpose : short
{
    /// <summary>伤残抚恤: 11–15, and 护理费</summary>
    DisabilityRelief = 1,

    /// <summary>死亡抚恤: 21–23</summary>
    DeathRelief = 2,

    /// <summary>生活补助: 31–61, B1</summary>
    LivingAllowance = 3,

    /// <summary>农村籍退役士兵老年生活补助: 81</summary>
    RuralVeterans = 4,

    /// <summary>军休: JX</summary>
    RetiredOfficers = 5,

    /// <summary>社保补缴: public money for contributions; no payment line has it.</summary>
    BackPayment = 6,
}

/// <summary>Labels of the purposes, and which an amount has.</summary>
public static class Purposes
{
    private static readonly string[] Labels =
        ["", "伤残抚恤", "死亡抚恤", "生活补助", "农村籍退役士兵老年生活补助", "军休", "社保补缴"];

    /// <summary>Of the purposes of every month; that of a batch is <see cref="IsOfBatch"/>.</summary>
    public static string Label(this Purpose purpose) => Labels[(int)purpose];

    /// <summary>By label; null when there is no such purpose.</summary>
    public static Purpose? Find(string label)
    {
        var index = Array.IndexOf(Labels, label, 1);
        return index < 0 ? null : (Purpose)index;
    }

    /// <summary>The purpose of a one-off batch, which is called as the batch is.</summary>
    public static bool IsOfBatch(this Purpose purpose) => (short)purpose >= Component.FirstNamed;

    public static Purpose Of(Category category, short component) => component == Component.Nursing
        ? Purpose.DisabilityRelief
        : category.Benefit switch
        {
            Benefit.DisabilityPension => Purpose.DisabilityRelief,
            Benefit.SurvivorsPension => Purpose.DeathRelief,
            Benefit.RetiredOfficersTreatment => Purpose.RetiredOfficers,
            Benefit.OneOff => (Purpose)component,
            _ => category.IsByServiceYears ? Purpose.RuralVeterans : Purpose.LivingAllowance,
        };
}
