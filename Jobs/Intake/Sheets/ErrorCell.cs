using System.Collections.Frozen;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>What Excel writes into a cell instead of a value: no name, no number, and nothing to be taken in.</summary>
internal static class ErrorCell
{
    /// <summary>A formula that no program has worked out yet: whoever sees the cell sees nothing there.</summary>
    public const string NotWorkedOut = "#公式未计算";

    private static readonly FrozenSet<string> Errors = new[]
    {
        "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!",
        "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#GETTING_DATA",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <returns>Null, or the reason why the cell says nothing.</returns>
    public static string? Reason(string text)
    {
        if (!text.Contains('#', StringComparison.Ordinal)) return null;
        var trimmed = Characters.Trim(text);
        if (trimmed == NotWorkedOut) return RejectionReason.FormulaNotWorkedOut;
        return Errors.Contains(trimmed) ? RejectionReason.ErrorCell(trimmed) : null;
    }
}
