namespace Disbursement.Domain.Funds;

/// <summary>How money comes into a fund (rules §5). The numbers are stored.</summary>
public enum FundKind : short
{
    /// <summary>拨款</summary>
    Appropriation = 1,

    /// <summary>结转: last year's balance.</summary>
    CarryOver = 2,

    /// <summary>收回: recovered money, after the treasury had it, by finance's document.</summary>
    Recovered = 3,
}

/// <summary>Labels of the kinds.</summary>
public static class FundKinds
{
    private static readonly string[] Labels = ["", "拨款", "结转", "收回"];

    public static string Label(this FundKind kind) => Labels[(int)kind];
}
