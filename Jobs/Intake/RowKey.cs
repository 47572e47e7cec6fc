using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Intake;

/// <summary>What a row is about: whom, and which of the facts of its kind. Null: not said, or not readable.</summary>
/// <param name="Line">Its line in the file.</param>
/// <param name="Subject">The type of a change, the component of an assessed amount.</param>
/// <param name="On">The date of a change, the months of an assessed amount.</param>
internal readonly record struct RowKey(
    int Line, string? IdNumber, string? Name, short? Category, string? Subject, string? On, string? Document)
{
    public static RowKey Of(RosterRow row) =>
        new(row.LineNumber, row.IdNumber, row.Name, row.Category.Number, null, null, null);

    public static RowKey Of(ChangeRow row) => new(
        row.LineNumber, row.IdNumber, row.Name, row.Category?.Number, row.Type.Label(), Day(row.EffectiveOn),
        row.Document);

    public static RowKey Of(AssessedRow row) => new(
        row.LineNumber, row.IdNumber, null, row.Category.Number, row.Component, Months(row.From, row.To), row.Document);

    public static RowKey Of(OneOffSheetRow row) =>
        new(row.LineNumber, row.IdNumber, row.Name, null, row.Batch, null, row.Document);

    public static RowKey Of(ConfirmationRow row) => new(
        row.LineNumber, row.IdNumber, row.Name, null, row.Method.Label(), Day(row.ConfirmedOn), row.Result.Label());

    public static RowKey Of(NoticeRow row) => new(
        row.LineNumber, row.IdNumber, row.Name, null, row.Kind.Label(), Day(row.NotifiedOn), row.Method.Label());

    public static RowKey Of(EvidenceRow row) =>
        new(row.LineNumber, row.Number, row.Name, null, row.Source, row.Fact, row.Document);

    public static RowKey Of(BackPaymentCaseRow row) => new(
        row.LineNumber, row.IdNumber, row.Name, null, row.CaseNumber, Months(row.From, row.To),
        Insured(row.Insurance, row.IsWithdrawal));

    /// <summary>Of a row that was sent back: what can be read of it, right or wrong.</summary>
    public static RowKey Of(string kind, Rejection rejection, DateOnly today)
    {
        var cells = new RowCells(today);
        cells.Turn(rejection.Row);
        var key = new RowKey(
            rejection.LineNumber, rejection.IdNumber, rejection.Name, cells.Category(Column.Category)?.Number,
            null, null, null);
        return kind switch
        {
            "changes" => ChangeOf(key, cells),
            "assessed" => key with
            {
                Subject = cells.Text(Column.Component),
                On = cells.Month(Column.FromMonth) is { } from ? Months(from, cells.Month(Column.ToMonth)) : null,
                Document = cells.Text(Column.Document),
            },
            "confirmations" => key with
            {
                Subject = cells.Choice(Column.Method, ChoiceCells.ConfirmationMethod)?.Label(),
                On = Day(cells.Date(Column.ConfirmedOn)),
                Document = cells.Choice(Column.Result, ChoiceCells.ConfirmationResult)?.Label(),
            },
            "notices" => key with
            {
                Subject = cells.Choice(Column.NoticeKind, ChoiceCells.NoticeKind)?.Label(),
                On = Day(cells.Date(Column.NotifiedOn)),
                Document = cells.Choice(Column.NoticeMethod, ChoiceCells.NoticeMethod)?.Label(),
            },
            "evidence" => key with
            {
                Subject = cells.Text(Column.Source),
                On = cells.Text(Column.Fact),
                Document = cells.Text(Column.Document),
            },
            "cases" => key with
            {
                Subject = cells.DigitText(Column.CaseNumber),
                On = cells.Month(Column.FromMonth) is { } first ? Months(first, cells.Month(Column.ToMonth)) : null,
                Document = cells.Choice(Column.Insurance, ChoiceCells.Insurance) is { } insurance
                    ? Insured(insurance, cells.YesNo(Column.Withdrawn) == true)
                    : null,
            },
            "oneoff" => key with { Subject = cells.Text(Column.Batch), Document = cells.Text(Column.Document) },
            _ => key,
        };
    }

    private static RowKey ChangeOf(RowKey key, RowCells cells)
    {
        var type = cells.Choice(Column.ChangeType, ChoiceCells.ChangeType);
        return key with
        {
            Category = type?.IsOfPerson() == true ? null : key.Category,
            Subject = type?.Label(),
            On = Day(cells.Date(Column.EffectiveOn)),
            Document = cells.Text(Column.Document),
        };
    }

    /// <summary>What takes a row back is another row.</summary>
    private static string Insured(Domain.BackPayments.Insurance insurance, bool isWithdrawal) =>
        Domain.BackPayments.BackPaymentWords.Label(insurance) + (isWithdrawal ? "撤销" : "");

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Months(PayMonth from, PayMonth? to) => $"{from}—{to}";
}
