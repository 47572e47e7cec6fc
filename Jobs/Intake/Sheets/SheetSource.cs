namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>Where rows come from: a file, one worksheet of a workbook, or what was typed at the counter.</summary>
/// <param name="Path">The file; at the counter only a name.</param>
/// <param name="Worksheet">Null: of a workbook the first worksheet that can be seen.</param>
public sealed record SheetSource(string Path, string? Worksheet = null)
{
    private const string RejectedEnd = ".rejected.csv";

    /// <summary>Header and cells of the only row; null where there is a file.</summary>
    public (string[] Header, string[] Cells)? Typed { get; private init; }

    /// <summary>乡镇 above the rows: of newcomers whose own cell is empty. Null: none is named.</summary>
    public string? Township { get; init; }

    /// <summary>
    /// How lists name it. A mended FILE.rejected.csv is the file it came from; two worksheets are two of them.
    /// </summary>
    public string Name => System.IO.Path.GetFileName(Path).Replace(RejectedEnd, "", StringComparison.Ordinal) + Suffix;

    /// <summary>Where the rows go that are sent back.</summary>
    public string RejectedPath => Path + Suffix + RejectedEnd;

    private string Suffix => Worksheet is null ? "" : "." + Worksheet;

    public static implicit operator SheetSource(string path) => new(path);

    /// <summary>One row as it was typed, cell by cell behind its column.</summary>
    public static SheetSource AtTheCounter(IEnumerable<(string Column, string Text)> cells)
    {
        var typed = cells.ToArray();
        return new SheetSource("柜台办理")
        {
            Typed = ([.. typed.Select(c => c.Column)], [.. typed.Select(c => c.Text)]),
        };
    }
}
