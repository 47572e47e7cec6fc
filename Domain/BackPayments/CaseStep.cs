namespace Disbursement.Domain.BackPayments;

/// <summary>决定: a step of a case that a person takes, with a document where it needs one.</summary>
public enum CaseStep : short
{
    /// <summary>核定: its months, all that may be paid or those of a span.</summary>
    Approve = 1,

    /// <summary>撤销核定, of all months or those of a span.</summary>
    Revoke = 2,

    /// <summary>不予受理, with the reason.</summary>
    Refuse = 3,

    /// <summary>送达 of the notice that it was refused.</summary>
    RefusalDelivered = 4,

    /// <summary>挂起: waits, by the person's wish or for want of something.</summary>
    Suspend = 5,

    /// <summary>继续办理 of what waited, was refused, ended or closed.</summary>
    Resume = 6,

    /// <summary>终止: does not go on.</summary>
    Terminate = 7,

    /// <summary>结案</summary>
    Close = 8,

    /// <summary>待遇重核: a retired person's pension was worked out anew.</summary>
    PensionRecomputed = 9,

    /// <summary>单位无力缴纳: proof of the employer and opinion of what is above it.</summary>
    EmployerCannotPay = 10,

    /// <summary>接受分差 of a few fen, by 复核.</summary>
    AcceptCents = 11,
}

/// <summary>The words of <see cref="CaseStep"/>.</summary>
public static class CaseStepWords
{
    public static IReadOnlyList<CaseStep> All { get; } = Enum.GetValues<CaseStep>();

    /// <summary>What an earlier step made so is so no more after it.</summary>
    public static bool Undoes(this CaseStep step, CaseStep earlier) => (earlier, step) switch
    {
        (CaseStep.Approve, CaseStep.Revoke) or (CaseStep.Revoke, CaseStep.Approve) => true,
        (CaseStep.Suspend or CaseStep.Refuse or CaseStep.Terminate or CaseStep.Close, CaseStep.Resume) => true,
        (CaseStep.Resume, CaseStep.Suspend or CaseStep.Refuse or CaseStep.Terminate or CaseStep.Close) => true,
        _ => false,
    };

    /// <summary>
    /// Somebody tells it of another's doing: its day is of that, and may lie before what was decided since.
    /// </summary>
    public static bool IsTold(this CaseStep step) => step is CaseStep.RefusalDelivered or CaseStep.PensionRecomputed
        or CaseStep.EmployerCannotPay or CaseStep.AcceptCents;

    public static string Label(this CaseStep step) => step switch
    {
        CaseStep.Approve => "核定",
        CaseStep.Revoke => "撤销核定",
        CaseStep.Refuse => "不予受理",
        CaseStep.RefusalDelivered => "送达",
        CaseStep.Suspend => "挂起",
        CaseStep.Resume => "继续办理",
        CaseStep.Terminate => "终止",
        CaseStep.Close => "结案",
        CaseStep.PensionRecomputed => "待遇重核",
        CaseStep.EmployerCannotPay => "单位无力缴纳",
        CaseStep.AcceptCents => "接受分差",
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, null),
    };
}
