using System.Collections.Immutable;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>The row that names the columns, and where each column is.</summary>
public sealed class SheetHeader
{
    /// <summary>Titles may stand above it, this far down at most.</summary>
    public const int LastRow = 10;

    /// <summary>One known name may be a word in a title; two are a header, where the kind has two.</summary>
    private const int LeastColumns = 2;

    /// <summary>
    /// What <see cref="RejectedFile"/> puts before the cells: a corrected file comes in again with these on it.
    /// </summary>
    internal static readonly ImmutableArray<string> RejectionColumns = ["行号", "列", "原因"];

    private readonly int[] places = new int[Enum.GetValues<Column>().Length];
    private readonly List<string> ignored = [];

    private SheetHeader(string[] texts)
    {
        Texts = [.. texts.Select(Characters.Trim)];
        Array.Fill(places, -1);
    }

    public static SheetHeader None { get; } = new([]);

    /// <summary>The cells of the header row.</summary>
    public ImmutableArray<string> Texts { get; }

    /// <summary>How many columns were recognised.</summary>
    public int Count { get; private set; }

    /// <summary>Names that mean nothing in this kind of file.</summary>
    public IReadOnlyList<string> Ignored => ignored;

    /// <summary>The file is a <see cref="RejectedFile"/> that somebody has corrected.</summary>
    public bool IsOfRejectedFile { get; private init; }

    /// <summary>The place of a column from 0; −1 when the file does not have it.</summary>
    public int IndexOf(Column column) => places[(int)column];

    /// <summary>The best header among the first rows; null when none of them is one.</summary>
    public static SheetHeader? Find(IEnumerable<SheetRow> rows, SheetKind kind, out int index)
    {
        SheetHeader? best = null;
        index = -1;
        var names = Names(kind);
        var least = Math.Min(LeastColumns, kind.Columns.Count());
        foreach (var (at, row) in rows.Take(LastRow).Index())
        {
            var header = Read(row.Texts, names);
            if (header.Count < least || header.Count <= best?.Count) continue;
            (best, index) = (header, at);
        }

        return best;
    }

    /// <exception cref="SheetRefusedException">An obligatory column is missing, or one is there twice.</exception>
    public void Check(SheetKind kind)
    {
        var missing = kind.Obligatory.Where(column => IndexOf(column) < 0).Select(Spoken).ToList();
        if (missing.Count > 0)
            throw new SheetRefusedException(RejectionReason.ColumnMissing(string.Join("、", missing)));
        var names = Names(kind);
        for (var i = 0; i < Texts.Length; i++)
        {
            if (IsOfRejectedFile && i < RejectionColumns.Length) continue;
            if (!TryFind(names, Texts[i], out var column) || IndexOf(column) == i) continue;
            throw new SheetRefusedException(
                RejectionReason.ColumnTwice(Spoken(column), Texts[IndexOf(column)], Texts[i]));
        }
    }

    private static SheetHeader Read(string[] texts, Dictionary<string, Column> names)
    {
        var isRejected = texts.Length > RejectionColumns.Length
            && texts.Take(RejectionColumns.Length).Select(Characters.Trim).SequenceEqual(RejectionColumns);
        var header = new SheetHeader(texts) { IsOfRejectedFile = isRejected };
        for (var i = isRejected ? RejectionColumns.Length : 0; i < texts.Length; i++)
        {
            if (Characters.IsBlank(texts[i])) continue;
            if (!TryFind(names, texts[i], out var column)) header.ignored.Add(header.Texts[i]);
            else if (header.places[(int)column] < 0) header.Place(column, i);
        }

        return header;
    }

    private void Place(Column column, int index)
    {
        places[(int)column] = index;
        Count++;
    }

    /// <summary>The whole name first; then without what stands in brackets behind it, as in 金额（元）.</summary>
    private static bool TryFind(Dictionary<string, Column> names, string text, out Column column)
    {
        var name = Characters.Compact(text).Replace("*", "", StringComparison.Ordinal);
        if (names.TryGetValue(name, out column)) return true;
        var bracket = name.IndexOf('(');
        return bracket > 0 && names.TryGetValue(name[..bracket], out column);
    }

    private static Dictionary<string, Column> Names(SheetKind kind)
    {
        var names = new Dictionary<string, Column>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in kind.Columns)
        {
            var known = ColumnNames.Of(column);
            names.Add(known.Chinese, column);
            foreach (var other in known.Others) names.Add(other, column);
        }

        return names;
    }

    private static string Spoken(Column column) => ColumnNames.Of(column).Chinese;
}
