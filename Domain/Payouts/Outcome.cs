namespace Disbursement.Domain.Payouts;

/// <summary>What became of a bank row (architecture, A month, 11). The numbers are stored.</summary>
public enum Outcome : short
{
    /// <summary>到账</summary>
    Paid = 1,

    /// <summary>失败: never reached the account.</summary>
    Failed = 2,

    /// <summary>退回: reached it, and came back later.</summary>
    Returned = 3,

    /// <summary>部分到账</summary>
    Partly = 4,

    /// <summary>结果不明: none of the others; neither paid nor payable.</summary>
    Unknown = 5,

    /// <summary>撤下: taken out after the approval, before it went to the bank.</summary>
    StruckOut = 6,
}

/// <summary>How outcomes are written, and which may follow which.</summary>
public static class Outcomes
{
    private static readonly (string Code, string Label)[] Words =
    [
        ("", ""), ("paid", "到账"), ("failed", "失败"), ("returned", "退回"), ("partly", "部分到账"),
        ("unknown", "结果不明"), ("cancelled", "撤下"),
    ];

    /// <summary>As the lines list it (contracts, Files out, status).</summary>
    public static string Code(this Outcome outcome) => Words[(int)outcome].Code;

    public static string Label(this Outcome outcome) => Words[(int)outcome].Label;

    /// <summary>The money did not stay with the person: the row, or the rest of it, is owed again.</summary>
    public static bool CameBack(this Outcome outcome) =>
        outcome is Outcome.Failed or Outcome.Returned or Outcome.Partly or Outcome.StruckOut;

    /// <summary>
    /// What a bank's later word makes of an earlier one: a row that was paid and is reported as failed came back. What
    /// came back stays so: a bank does not pay a row again.
    /// </summary>
    /// <returns>Null: the word says nothing new, or contradicts what is known.</returns>
    public static Outcome? Next(Outcome? known, Outcome told) => (known, told) switch
    {
        (null or Outcome.Unknown, Outcome.Unknown) => known is null ? Outcome.Unknown : null,
        (null or Outcome.Unknown, _) => told,
        (Outcome.Paid or Outcome.Partly, Outcome.Failed or Outcome.Returned) => Outcome.Returned,
        _ => null,
    };

    /// <summary>Whether a word that says nothing new agrees with what is known.</summary>
    public static bool Agrees(Outcome known, Outcome told) => known == told
        || (known == Outcome.Returned && told == Outcome.Failed) || told == Outcome.Unknown;
}
