using Disbursement.Domain.Verification;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A row of notices 通知记录.</summary>
/// <param name="Name">To compare with whom the number finds; null: not said.</param>
/// <param name="IsWithdrawal">
/// 撤销: takes the rows of the same day, kind and method back: the notice was never given.
/// </param>
public sealed record NoticeRow(
    int LineNumber, string IdNumber, string? Name, DateOnly NotifiedOn, NoticeKind Kind, NoticeMethod Method,
    DateOnly? DeliveredOn, string By, string? Attachment, bool IsWithdrawal);

/// <summary>Reads notices.</summary>
public static class NoticeSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<NoticeRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Notices, today, Row);

    private static NoticeRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.Notices.Obligatory) cells.Require(column);
        var (day, delivered) = (cells.Date(Column.NotifiedOn), cells.Date(Column.DeliveredOn));
        foreach (var (column, date) in new[] { (Column.NotifiedOn, day), (Column.DeliveredOn, delivered) })
            if (date > cells.Today) cells.Fault(column, RejectionReason.NotYetCome(date.Value));
        if (delivered < day) cells.Fault(Column.DeliveredOn, "送达早于通知日期");
        return new NoticeRow(
            cells.LineNumber, cells.IdNumber(Column.IdNumber)!, cells.Name(Column.Name), day ?? default,
            cells.Choice(Column.NoticeKind, ChoiceCells.NoticeKind) ?? NoticeKind.Reminder,
            cells.Choice(Column.NoticeMethod, ChoiceCells.NoticeMethod) ?? NoticeMethod.Written, delivered,
            cells.Text(Column.Reporter) ?? "", cells.Text(Column.Attachment),
            cells.YesNo(Column.Withdrawn) == true);
    }
}
