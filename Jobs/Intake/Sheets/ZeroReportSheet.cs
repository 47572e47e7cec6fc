using Disbursement.Domain;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>零报告: a station says that nothing has changed. One of code and name is there.</summary>
/// <param name="Region">行政区划代码 of the township, nine digits; null where only the name is given.</param>
/// <param name="Reporter">经办人 of the station.</param>
public sealed record ZeroReportRow(
    int LineNumber, string? Region, string? Township, PayMonth Month, string Reporter);

/// <summary>Reads reports of nothing.</summary>
public static class ZeroReportSheet
{
    /// <summary>Digits of a township's code; a village has three more.</summary>
    public const int TownshipDigits = 9;

    private const int VillageDigits = 12;

    /// <exception cref="SheetRefusedException">The sheet as a whole cannot be read.</exception>
    public static SheetReading<ZeroReportRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.ZeroReport, today, Row);

    /// <summary>The township of a code; null for what is no such code.</summary>
    public static string? TownshipOf(string? code) => code is { Length: TownshipDigits or VillageDigits }
        && !code.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? code[..TownshipDigits]
            : null;

    private static ZeroReportRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.ZeroReport.Obligatory) cells.Require(column);
        var code = cells.DigitText(Column.RegionCode);
        var name = cells.Text(Column.Township);

        // Under either heading stations write either.
        if (name is not null && TownshipOf(name) is not null && code is null) (code, name) = (name, null);
        if (code is null && name is null)
            cells.Fault(Column.RegionCode, RejectionReason.Empty(ColumnNames.Of(Column.RegionCode).Chinese));
        else if (code is not null && TownshipOf(code) is null)
            cells.Fault(Column.RegionCode, RejectionReason.NotATownship(code));
        return new ZeroReportRow(cells.LineNumber, TownshipOf(code), name, cells.Month(Column.ReportMonth) ?? default,
            cells.Text(Column.Reporter)!);
    }
}
