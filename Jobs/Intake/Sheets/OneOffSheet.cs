using System.Text.RegularExpressions;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>What one person is to be paid once: a row of oneoff 一次性批次.</summary>
/// <param name="Batch">批次名; the run is called by it.</param>
/// <param name="Fen">More than nothing.</param>
/// <param name="Purpose">用途; null: as the batch says.</param>
/// <param name="IsWithdrawal">撤销: takes back the row of the same batch, amount and document.</param>
public sealed record OneOffSheetRow(
    int LineNumber, string Batch, string IdNumber, string Name, long Fen, string? Purpose, string? Document,
    bool IsWithdrawal)
{
    public string? PayeeName { get; init; }

    public string? PayeeId { get; init; }

    public string? PayeeRelation { get; init; }

    public string? Bank { get; init; }

    public string? AccountNumber { get; init; }

    public string? AccountName { get; init; }
}

/// <summary>Reads one-off batches.</summary>
public static partial class OneOffSheet
{
    /// <summary>A folder, a file and a run are called by it.</summary>
    private const int LongestName = 30;

    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<OneOffSheetRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.OneOff, today, Row);

    private static OneOffSheetRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.OneOff.Obligatory) cells.Require(column);
        var batch = cells.Text(Column.Batch);
        if (batch is not null && FaultOf(batch) is { } fault) cells.Fault(Column.Batch, fault);
        var fen = cells.Fen(Column.Amount);
        if (fen == 0) cells.Fault(Column.Amount, RejectionReason.NotPositive);
        return new OneOffSheetRow(
            cells.LineNumber, batch!, cells.IdNumber(Column.IdNumber)!, cells.Name(Column.Name)!, fen ?? 0,
            cells.Text(Column.Purpose), cells.Text(Column.Document), cells.YesNo(Column.Withdrawn) ?? false)
        {
            PayeeName = cells.Name(Column.PayeeName),
            PayeeId = cells.PayeeId(),
            PayeeRelation = cells.Text(Column.PayeeRelation),
            Bank = cells.Text(Column.Bank),
            AccountNumber = cells.AccountNumber(Column.AccountNumber),
            AccountName = cells.Name(Column.AccountName),
        };
    }

    private static string? FaultOf(string name)
    {
        if (name.Length > LongestName) return $"批次名有{name.Length}个字，最多{LongestName}个";
        if (!Letters().IsMatch(name)) return "批次名只能是汉字、字母、数字、横线和下划线，不能有空格或其他符号";
        if (Supplement().IsMatch(name)) return "批次名不能以“-S”加数字结尾，那是补发批的写法";
        if (Purposes.Find(name) is not null) return $"“{name}”是资金用途的名称，请换一个批次名";
        return Component.Find(name) is null ? null : $"“{name}”是待遇组成的名称，请换一个批次名";
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}_-]+$")]
    private static partial Regex Letters();

    [GeneratedRegex(@"-S\d+$")]
    private static partial Regex Supplement();
}
