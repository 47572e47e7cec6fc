using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A row of the changes 变动表. Null, zero or none: not said, stays as it was.</summary>
public sealed record ChangeRow
{
    public required int LineNumber { get; init; }

    /// <summary>18 characters, check character right.</summary>
    public required string IdNumber { get; init; }

    public required ChangeType Type { get; init; }

    /// <summary>Null: not said, or of the person, where a category means nothing.</summary>
    public Category? Category { get; init; }

    /// <summary>生效日期; null only for a 撤销.</summary>
    public DateOnly? EffectiveOn { get; init; }

    /// <summary>文号; null only for 信息变更, 暂缓 and 解除暂缓.</summary>
    public string? Document { get; init; }

    public string? Source { get; init; }

    public string? Reason { get; init; }

    /// <summary>死因</summary>
    public string? Cause { get; init; }

    /// <summary>撤销类型: narrows what a 撤销 takes back.</summary>
    public ChangeType? WithdrawnChange { get; init; }

    public string? NewIdNumber { get; init; }

    public string? Name { get; init; }

    public PayMonth? StartMonth { get; init; }

    /// <summary>等级, 性质, 时期, 服役年限, 核定月标准 (fen).</summary>
    public Grade Grade { get; init; }

    public Nursing Nursing { get; init; }

    public string? RegionCode { get; init; }

    public string? Phone { get; init; }

    public DateOnly? InSchoolUntil { get; init; }

    /// <summary>上门对象</summary>
    public bool? HomeVisit { get; init; }

    public string? Bank { get; init; }

    /// <summary>Digits as text.</summary>
    public string? AccountNumber { get; init; }

    public string? AccountName { get; init; }

    public string? NameAtBank { get; init; }

    public string? PayeeName { get; init; }

    public string? PayeeId { get; init; }

    public string? PayeeRelation { get; init; }

    public string? Note { get; init; }

    /// <summary>复查日 of a 暂缓</summary>
    public DateOnly? ReviewOn { get; init; }
}

/// <summary>Reads the changes.</summary>
public static class ChangeSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<ChangeRow> Read(SheetSource source, DateOnly today)
    {
        var categoriesIgnored = false;
        SheetReading<ChangeRow>? reading = null;
        reading = new SheetReading<ChangeRow>(source, SheetKind.Changes, today, cells =>
        {
            var row = Row(cells);
            if (row is null || !row.Type.IsOfPerson() || cells.IsEmpty(Column.Category)) return row;
            if (!categoriesIgnored) reading!.Note(RejectionReason.CategoryIgnored(cells.LineNumber, row.Type.Label()));
            categoriesIgnored = true;
            return row;
        });
        return reading;
    }

    private static ChangeRow? Row(RowCells cells)
    {
        cells.Require(Column.IdNumber);
        cells.Require(Column.ChangeType);
        var type = cells.Choice(Column.ChangeType, ChoiceCells.ChangeType);
        var row = new ChangeRow
        {
            LineNumber = cells.LineNumber,
            IdNumber = cells.IdNumber(Column.IdNumber)!,
            Type = type ?? default,
            Category = type?.IsOfPerson() == true ? null : cells.Category(Column.Category),
            EffectiveOn = cells.Date(Column.EffectiveOn),
            Document = cells.Text(Column.Document),
            Source = cells.Text(Column.Source),
            Reason = cells.Text(Column.Reason),
            Cause = cells.Text(Column.Cause),
            WithdrawnChange = cells.Choice(Column.WithdrawnChange, ChoiceCells.WithdrawnChange),
            NewIdNumber = cells.IdNumber(Column.NewIdNumber),
            Name = cells.Name(Column.Name),
            StartMonth = cells.Month(Column.StartMonth),
            Grade = cells.Grade(),
            Nursing = cells.Nursing(),
            RegionCode = cells.DigitText(Column.RegionCode),
            Phone = cells.DigitText(Column.Phone),
            InSchoolUntil = cells.DateOrMonthEnd(Column.InSchoolUntil),
            HomeVisit = cells.YesNo(Column.HomeVisit),
            Bank = cells.Text(Column.Bank),
            AccountNumber = cells.AccountNumber(Column.AccountNumber),
            AccountName = cells.Name(Column.AccountName),
            NameAtBank = cells.Name(Column.NameAtBank),
            PayeeName = cells.Name(Column.PayeeName),
            PayeeId = cells.PayeeId(),
            PayeeRelation = cells.Text(Column.PayeeRelation),
            Note = cells.Text(Column.Note),
            ReviewOn = type == ChangeType.Hold ? cells.Date(Column.ReviewOn) : null,
        };
        if (type is not null) ChangeChecks.Check(cells, row);
        return row;
    }
}
