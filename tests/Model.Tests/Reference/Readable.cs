using System.Globalization;
using System.Reflection;

namespace Disbursement.Model.Tests.Reference;

/// <summary>A row in one line for reports: only the cells that are filled.</summary>
static class Readable
{
    public static string Of(Row row)
    {
        var cells = row.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.Name is not ("EqualityContract" or "IdNumber" or "Key"))
            .OrderBy(p => p.MetadataToken)
            .Select(p => (p.Name, Text: Cell(p.GetValue(row))))
            .Where(c => c.Text is not ("" or "False"))
            .Select(c => $"{c.Name}={c.Text}");
        return $"{row.GetType().Name[..^3].ToUpperInvariant()} {string.Join(' ', cells)}";
    }

    private static string Cell(object? value) => value switch
    {
        null => "",
        DateOnly day => Months.DayText(day),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
