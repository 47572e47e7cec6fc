using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A row of the roster 名册: one identity of one person. Null, zero or none: not said.</summary>
public sealed record RosterRow
{
    public required int LineNumber { get; init; }

    /// <summary>18 characters, check character right.</summary>
    public required string IdNumber { get; init; }

    public required string Name { get; init; }

    public required Category Category { get; init; }

    public string? RegionCode { get; init; }

    public string? CertificateNumber { get; init; }

    /// <summary>等级, 性质, 时期, 服役年限, 核定月标准 (fen).</summary>
    public Grade Grade { get; init; }

    /// <summary>起发年月; at least one of this and <see cref="ApprovedOn"/> is there.</summary>
    public PayMonth? StartMonth { get; init; }

    public DateOnly? ApprovedOn { get; init; }

    public string? ApprovalDocument { get; init; }

    public Nursing Nursing { get; init; }

    public string? Bank { get; init; }

    /// <summary>Digits as text.</summary>
    public string? AccountNumber { get; init; }

    public string? AccountName { get; init; }

    public string? NameAtBank { get; init; }

    public string? PayeeName { get; init; }

    public string? PayeeId { get; init; }

    public string? PayeeRelation { get; init; }

    /// <summary>与牺牲者关系</summary>
    public string? Relation { get; init; }

    public DateOnly? InSchoolUntil { get; init; }

    public DateOnly? EnlistedOn { get; init; }

    public DateOnly? DischargedOn { get; init; }

    /// <summary>上门对象</summary>
    public bool? HomeVisit { get; init; }

    public string? Phone { get; init; }
}

/// <summary>Reads the roster.</summary>
public static class RosterSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<RosterRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Roster, today, Row);

    private static RosterRow? Row(RowCells cells)
    {
        cells.Require(Column.IdNumber);
        cells.Require(Column.Name);
        cells.Require(Column.Category);
        var row = new RosterRow
        {
            LineNumber = cells.LineNumber,
            IdNumber = cells.IdNumber(Column.IdNumber)!,
            Name = cells.Name(Column.Name)!,
            Category = cells.Category(Column.Category)!,
            RegionCode = cells.DigitText(Column.RegionCode),
            CertificateNumber = cells.DigitText(Column.CertificateNumber),
            Grade = cells.Grade(),
            StartMonth = cells.Month(Column.StartMonth),
            ApprovedOn = cells.Date(Column.ApprovedOn),
            ApprovalDocument = cells.Text(Column.ApprovalDocument),
            Nursing = cells.Nursing(),
            Bank = cells.Text(Column.Bank),
            AccountNumber = cells.AccountNumber(Column.AccountNumber),
            AccountName = cells.Name(Column.AccountName),
            NameAtBank = cells.Name(Column.NameAtBank),
            PayeeName = cells.Name(Column.PayeeName),
            PayeeId = cells.PayeeId(),
            PayeeRelation = cells.Text(Column.PayeeRelation),
            Relation = cells.Text(Column.Relation),
            InSchoolUntil = cells.DateOrMonthEnd(Column.InSchoolUntil),
            EnlistedOn = cells.Date(Column.EnlistedOn),
            DischargedOn = cells.Date(Column.DischargedOn),
            HomeVisit = cells.YesNo(Column.HomeVisit),
            Phone = cells.DigitText(Column.Phone),
        };
        Check(cells, row);
        return row;
    }

    /// <summary>
    /// A missing period (41), service years (81) or assessed amount (JX) is let in: the months stay undecided and say
    /// so, which the person sees sooner than a row that never came in.
    /// </summary>
    private static void Check(RowCells cells, RosterRow row)
    {
        if (row.Category is { IsDisability: true } category)
        {
            var missing = RejectionReason.GradeMissing(category.Label);
            if (cells.IsEmpty(Column.Level)) cells.Fault(Column.Level, missing);
            else if (cells.IsEmpty(Column.Nature)) cells.Fault(Column.Nature, missing);
        }

        if (cells.IsEmpty(Column.StartMonth) && cells.IsEmpty(Column.ApprovedOn))
            cells.Fault(Column.StartMonth, RejectionReason.StartMissing);
    }
}
