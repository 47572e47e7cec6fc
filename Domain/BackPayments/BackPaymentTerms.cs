namespace Disbursement.Domain.BackPayments;

/// <summary>⚙ of back-payment, as a county has set them.</summary>
public sealed record BackPaymentTerms
{
    /// <summary>基数 as a part of last year's average wage.</summary>
    public int BasePercent { get; init; } = 60;

    /// <summary>Public money is asked for when the personal receipt is in.</summary>
    public bool PersonalFirst { get; init; } = true;

    /// <summary>困难补助 of the personal part; null: nobody has said how much, so it cannot be worked out.</summary>
    public int? HelpPercent { get; init; }

    /// <summary>延缴: at most so many months.</summary>
    public int ExtendedMonths { get; init; } = 180;

    /// <summary>趸缴</summary>
    public int LumpSumMonths { get; init; } = 180;

    /// <summary>医保补年限</summary>
    public int MedicalMonths { get; init; } = 300;

    /// <summary>Cents of all cases together beyond which somebody looks at the rules; fen.</summary>
    public long CentsLimitFen { get; init; } = 100;

    /// <summary>So many days before retirement an unfinished case is urgent.</summary>
    public int RetireDays { get; init; } = 180;

    /// <summary>
    /// The day of the first approved batch: public money that is paid from then on is in one. Null: there is none.
    /// </summary>
    public DateOnly? BatchesSince { get; init; }

    /// <summary>Age at which a woman retires before the rise of 2025: 50 or 55.</summary>
    public int WomenRetireAt { get; init; } = 50;

    /// <summary>Of a kind with a limit of its own; null: the months served.</summary>
    public int? LimitOf(SegmentKind kind) => kind switch
    {
        SegmentKind.Extended => ExtendedMonths,
        SegmentKind.LumpSum => LumpSumMonths,
        SegmentKind.MedicalYears => MedicalMonths,
        _ => null,
    };
}
