using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Intake.Templates;

namespace Disbursement.Jobs.Tests.Sheets;

/// <summary>The example row of a template of 社保补缴, some of its cells written otherwise.</summary>
internal static class BackPaymentRow
{
    /// <param name="values">列=内容;列=内容</param>
    /// <returns>good, or "line column: reason".</returns>
    public static string Faults(string kind, string values) => kind switch
    {
        "cases" => Told(kind, values, BackPaymentCaseSheet.Read),
        "contribution" => Told(kind, values, LedgerSheets.Contributions),
        "billing" => Told(kind, values, LedgerSheets.Billing),
        "receipts" => Told(kind, values, LedgerSheets.Receipts),
        "postings" => Told(kind, values, LedgerSheets.Postings),
        "coverage" => Told(kind, values, LedgerSheets.Coverage),
        "refunds" => Told(kind, values, LedgerSheets.Refunds),
        "backpay-decisions" => Told(kind, values, BackPaymentDecisionSheet.Read),
        _ => Told(kind, values, AllotmentSheet.Read),
    };

    public static T Good<T>(string kind, string values, Func<SheetSource, DateOnly, SheetReading<T>> read)
        where T : class
    {
        var entry = Only(kind, values, read);
        Assert.Equal("good", SheetFile.Faults(entry));
        return entry.Row!;
    }

    private static string Told<T>(string kind, string values, Func<SheetSource, DateOnly, SheetReading<T>> read)
        where T : class => SheetFile.Faults(Only(kind, values, read));

    private static SheetEntry<T> Only<T>(
        string kind, string values, Func<SheetSource, DateOnly, SheetReading<T>> read) where T : class
    {
        var given = values.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=', 2))
            .ToDictionary(v => v[0], v => v[1]);
        TemplateColumn[] columns = [.. TemplateColumn.Of(SheetKind.Of(kind))];
        Assert.Empty(given.Keys.Except(columns.Select(Named)));
        using var file = new SheetFile(string.Join(',', columns.Select(Named)) + "\n"
            + string.Join(',', columns.Select(c => $"\"{given.GetValueOrDefault(Named(c), c.Example!)}\"")) + "\n");
        return Assert.Single(file.All(read));

        static string Named(TemplateColumn column) => ColumnNames.Of(column.Column).Chinese;
    }
}
