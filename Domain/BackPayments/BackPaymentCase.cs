using System.Collections.Immutable;
using Disbursement.Domain.People;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>时段: months of one insurance that are to be paid in, and who bears the unit part.</summary>
/// <param name="Employer">单位名称</param>
/// <param name="CreditCode">信用代码: an employer that has one exists.</param>
public sealed record Segment(
    Insurance Insurance, SegmentKind Kind, PayMonth From, PayMonth To, Payer UnitPayer, string? Employer,
    string? CreditCode)
{
    /// <summary>The act that registered it.</summary>
    public long Act { get; init; }

    public bool Covers(PayMonth month) => month >= From && month <= To;

    /// <summary>Counts against the months served; 延缴, 趸缴 and 医保补年限 against limits of their own (rules §8).</summary>
    public static bool IsLimitedByService(SegmentKind kind) =>
        kind is SegmentKind.Interrupted or SegmentKind.NeverInsured or SegmentKind.AwaitingPlacement;
}

/// <summary>补缴案件 as it was applied for.</summary>
/// <param name="Id">Of its number, whoever named it first.</param>
/// <param name="AppliedOn">受理日期</param>
public sealed record BackPaymentCase(
    int Id, string Number, string IdNumber, string Name, string? PlacementArea, string? InsuredArea,
    DateOnly EnlistedOn, DateOnly DischargedOn, Hardship Hardship, DateOnly AppliedOn,
    ImmutableArray<Segment> Segments)
{
    /// <summary>军龄 in months: both end months belong to service (rules §8).</summary>
    public int MonthsServed => ServiceTo - ServiceFrom + 1;

    public PayMonth ServiceFrom => PayMonth.Of(EnlistedOn);

    public PayMonth ServiceTo => PayMonth.Of(DischargedOn);

    public bool IsInService(PayMonth month) => month >= ServiceFrom && month <= ServiceTo;

    /// <summary>Whose average wage counts: 养老 the placement area, 医保 the insured area (rules §8).</summary>
    public string? AreaOf(Insurance insurance) => insurance == Insurance.Pension ? PlacementArea : InsuredArea;

    /// <summary>The first that has the month; null: none.</summary>
    public Segment? SegmentOf(Insurance insurance, PayMonth month)
    {
        foreach (var segment in Segments)
        {
            if (segment.Insurance == insurance && segment.Covers(month)) return segment;
        }

        return null;
    }

    /// <summary>Which of two cases of a person comes first, whatever the order in which they were registered.</summary>
    public bool IsBefore(BackPaymentCase other) => (AppliedOn, Number).CompareTo((other.AppliedOn, other.Number)) < 0;
}

/// <summary>A decision about a case, as it was recorded.</summary>
/// <param name="Insurance">Of one insurance, or of both; months likewise.</param>
/// <param name="Fen">Of 接受分差: how much was accepted.</param>
public sealed record CaseDecision(
    Place Place, CaseStep Step, DateOnly On, string? Document, string? Reason, Insurance? Insurance, PayMonth? From,
    PayMonth? To, long Fen);

/// <summary>核定的月份: what a decision approved, with the terms as they were then.</summary>
/// <param name="HelpPercent">困难补助 of the personal part.</param>
/// <param name="ApprovedOn">The day of the decision.</param>
public sealed record ApprovedSpan(
    Insurance Insurance, PayMonth From, PayMonth To, Payer UnitPayer, MonthlyAmounts Amounts, int HelpPercent,
    DateOnly ApprovedOn)
{
    public bool Covers(PayMonth month) => month >= From && month <= To;
}
