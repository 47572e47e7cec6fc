namespace Disbursement.Domain.Reconciliation;

/// <summary>付款方: who pays a part of what is owed for a month.</summary>
public enum Payer : short
{
    /// <summary>单位</summary>
    Employer = 1,

    /// <summary>上级 of the employer.</summary>
    Superior = 2,

    /// <summary>财政: public money.</summary>
    Treasury = 3,

    /// <summary>个人</summary>
    Person = 4,
}

/// <summary>The words of <see cref="Payer"/>.</summary>
public static class PayerWords
{
    public static IReadOnlyList<Payer> All { get; } = Enum.GetValues<Payer>();

    public static string Label(this Payer payer) => payer switch
    {
        Payer.Employer => "单位",
        Payer.Superior => "上级",
        Payer.Treasury => "财政",
        Payer.Person => "个人",
        _ => throw new ArgumentOutOfRangeException(nameof(payer), payer, null),
    };
}
