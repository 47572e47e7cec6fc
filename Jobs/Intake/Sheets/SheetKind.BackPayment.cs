namespace Disbursement.Jobs.Intake.Sheets;

/// <content>Files of 社保补缴.</content>
public sealed partial record SheetKind
{
    /// <summary>补缴案件: a row is a segment.</summary>
    public static SheetKind Cases => Kinds[0];

    /// <summary>缴费基数和费率</summary>
    public static SheetKind Contribution => Kinds[1];

    /// <summary>核定单 of the agency.</summary>
    public static SheetKind Billing => Kinds[2];

    /// <summary>缴费凭证</summary>
    public static SheetKind Receipts => Kinds[3];

    /// <summary>记账明细</summary>
    public static SheetKind Postings => Kinds[4];

    /// <summary>正常缴费记录</summary>
    public static SheetKind Coverage => Kinds[5];

    /// <summary>退费记录</summary>
    public static SheetKind Refunds => Kinds[6];

    /// <summary>补缴决定: by a command of its own.</summary>
    public static SheetKind BackPaymentDecisions => Kinds[7];

    /// <summary>凭证认领: by a command of its own.</summary>
    public static SheetKind BackPaymentAllotments => Kinds[8];

    internal bool IsOfBackPayment => Array.Exists(Kinds, kind => kind.Name == Name);

    private static SheetKind[] OfBackPayment => Kinds;

    /// <summary>Apart, because the order in which the pages of a partial type are built is not defined.</summary>
    private static SheetKind[] Kinds => BackPaymentKinds.All;

    private static class BackPaymentKinds
    {
        internal static readonly SheetKind[] All =
        [
            new("cases",
                [
                    Column.CaseNumber, Column.IdNumber, Column.Name, Column.EnlistedOn, Column.DischargedOn,
                    Column.Insurance, Column.SegmentKind, Column.FromMonth, Column.ToMonth, Column.UnitPayer,
                    Column.AppliedOn,
                ],
                [
                    Column.PlacementArea, Column.InsuredArea, Column.BirthDate, Column.Employer, Column.CreditCode,
                    Column.Hardship, Column.Document, Column.Withdrawn,
                ]),
            new("contribution",
                [
                    Column.Area, Column.Insurance, Column.AverageWage, Column.UnitRate, Column.PersonalRate,
                    Column.EffectiveOn, Column.Document,
                ], []),
            new("billing",
                [
                    Column.CaseNumber, Column.Insurance, Column.FromMonth, Column.ToMonth, Column.ContributionBase,
                    Column.UnitPart, Column.PersonalPart,
                ],
                [
                    Column.OtherCharge, Column.OtherKind, Column.IdNumber, Column.Name, Column.Document,
                    Column.Withdrawn,
                ]),
            new("receipts",
                [
                    Column.ReceiptNumber, Column.CaseNumber, Column.Insurance, Column.FromMonth, Column.ToMonth,
                    Column.Payer, Column.Amount, Column.PaidOn,
                ], [Column.Withdrawn]),
            new("postings",
                [
                    Column.IdNumber, Column.Insurance, Column.PostedMonth, Column.ContributionBase, Column.UnitPart,
                    Column.PersonalPart, Column.BankSerial, Column.PostedOn,
                ], [Column.Name]),
            new(
                "coverage", [Column.IdNumber, Column.Insurance, Column.PostedMonth],
                [Column.Document, Column.Withdrawn]),
            new("refunds",
                [
                    Column.ReceiptNumber, Column.CaseNumber, Column.Insurance, Column.FromMonth, Column.ToMonth,
                    Column.Payer, Column.Amount, Column.RefundedOn,
                ], [Column.Reason, Column.Withdrawn]),
            new("backpay-decisions",
                [Column.CaseNumber, Column.CaseStep, Column.Date],
                [Column.Document, Column.Reason, Column.Insurance, Column.FromMonth, Column.ToMonth]),
            new("backpay-allotments",
                [
                    Column.ReceiptNumber, Column.CaseNumber, Column.Insurance, Column.Payer, Column.PostedMonth,
                    Column.Amount,
                ], [Column.Withdrawn]),
        ];
    }
}
