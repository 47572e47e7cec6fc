using System.Collections.Immutable;
using Disbursement.Domain.People;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>What is wrong with one cell; with the whole row where the column is null.</summary>
public readonly record struct Fault(Column? Column, string Reason)
{
    public const string WholeRow = "整行";

    /// <summary>The Chinese name of the column.</summary>
    public string ColumnName => Column is { } column ? ColumnNames.Of(column).Chinese : WholeRow;
}

/// <summary>A row that is sent back, with everything that is wrong with it: one round of corrections must do.</summary>
/// <param name="IdNumber">The identity number in full, right or not; null where it has not 18 characters.</param>
/// <param name="Name">The name where the row has one.</param>
public sealed record Rejection(SheetRow Row, ImmutableArray<Fault> Faults, string? IdNumber, string? Name)
{
    private const string Numerals = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";

    public int LineNumber => Row.LineNumber;

    /// <summary>The line in the officer's own file, also where it comes back by the FILE.rejected.csv.</summary>
    public int OriginalLine => Row.OriginalLine;

    /// <summary>The column, or all of them in the order of the reasons.</summary>
    public string Column => string.Join("、", Faults.Select(fault => fault.ColumnName));

    /// <summary>The same with worksheet, row and letter, where there are such.</summary>
    public string Place => Row.Worksheet is null ? Column : string.Join("、", Places);

    /// <summary>The sentence with the place before it, for those who do not see the row beside it.</summary>
    public string Told => Row.Worksheet is null
        ? Reason
        : string.Join('；', Faults.Zip(Places, (fault, place) => $"{place}：{fault.Reason}"));

    /// <summary>The sentence; several are numbered in the order of the columns.</summary>
    public string Reason => Faults.Length == 1
        ? Faults[0].Reason
        : string.Concat(Faults.Select((fault, i) => Numerals[Math.Min(i, Numerals.Length - 1)] + fault.Reason));

    private IEnumerable<string> Places
    {
        get
        {
            foreach (var fault in Faults) yield return Row.PlaceOf(fault.Column);
        }
    }

    /// <summary>All that lists and logs show of the number.</summary>
    public string? IdNumberTail => IdNumber is null ? null : IdentityNumber.Tail(IdNumber);
}
