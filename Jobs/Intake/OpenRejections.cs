using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Intake;

/// <summary>A row that was sent back and has not come in.</summary>
/// <param name="Columns">The columns that were wrong.</param>
/// <param name="Numbers">The identity numbers, old and new, of the person; at least the one in the row.</param>
internal sealed record OpenRejection(
    long Id, string File, string? Content, string[] Columns, RowKey Key, string[] Numbers, DateOnly FoundOn)
{
    /// <summary>
    /// The row said the same of the same person. Where a cell was wrong it may say something else now; a row that was
    /// known before is then not this one, and type, date and document must not all be in doubt.
    /// </summary>
    public bool IsKeyOf(RowKey row, bool isNew)
    {
        if (row.IdNumber is null || !Numbers.Contains(row.IdNumber, StringComparer.Ordinal)) return false;
        return SaysTheSame(row, isNew);
    }

    /// <summary>Mended where it stood: the same line of a file of that name, the same person and matter.</summary>
    public bool IsMendedAt(RowKey row, string file, int line) =>
        file == File && line == Key.Line
        && row.IdNumber is { } number && Numbers.Contains(number, StringComparer.Ordinal)
        && (row.Subject == Key.Subject || Wrong(Subject)) && (row.Category == Key.Category || Wrong(Column.Category))
        && (row.Document == Key.Document || Wrong(Document)) && (row.On == Key.On || Wrong(On));

    /// <summary>The number itself was wrong: the same line of a file of that name brings the same name.</summary>
    public bool IsPlaceOf(RowKey row, string file, int line)
    {
        if (file != File || line != Key.Line || !Wrong(Column.IdNumber)) return false;
        if (Key.Name is { } name && row.Name is { } other) return PersonName.Same(name, other);
        return Key.Name is null && row.Name is null && IsMisspelt(row.IdNumber) && SaysTheSame(row, isNew: false);
    }

    /// <summary>Without names: a digit or two were wrong, and all the rest is as it was.</summary>
    private bool IsMisspelt(string? number) =>
        number is not null && Key.IdNumber is { } wrong && Spelling.Distance(wrong, number) <= 2;

    private bool SaysTheSame(RowKey row, bool isNew)
    {
        var isSame = Agrees(Column.Category, Key.Category == row.Category)
            && Agrees(Subject, Key.Subject == row.Subject)
            && Agrees(On, Key.On == row.On)
            && Agrees(Document, Key.Document == row.Document);
        if (!isSame || row.Subject is null) return isSame;
        return Alike(Key.Subject, row.Subject) + Alike(Key.On, row.On) + Alike(Key.Document, row.Document) >= 2;

        bool Agrees(Column column, bool isEqual) => isEqual || (isNew && Wrong(column));
    }

    private Column Subject => Key.Subject is not null && Wrong(Column.Component) ? Column.Component
        : Wrong(Column.CaseNumber) ? Column.CaseNumber : Column.ChangeType;

    private Column Document => Wrong(Column.Withdrawn) ? Column.Withdrawn
        : Wrong(Column.Insurance) ? Column.Insurance : Column.Document;

    private Column On => Wrong(Column.FromMonth) ? Column.FromMonth
        : Wrong(Column.ToMonth) ? Column.ToMonth : Column.EffectiveOn;

    private bool Wrong(Column column) => Columns.Contains(ColumnNames.Of(column).Chinese, StringComparer.Ordinal);

    private static int Alike(string? one, string? other) => one is not null && one == other ? 1 : 0;
}

/// <summary>The open ones of a kind while a file comes in: which of its rows bring them.</summary>
internal sealed class OpenRejections(IReadOnlyList<OpenRejection> open, string file)
{
    private readonly ILookup<string, OpenRejection> byNumber = open
        .SelectMany(o => o.Numbers.Select(n => (Number: n, Rejection: o))).ToLookup(p => p.Number, p => p.Rejection);

    private readonly ILookup<int, OpenRejection> byLine =
        open.Where(o => o.File == file).ToLookup(o => o.Key.Line);

    private readonly HashSet<long> cameIn = [];

    /// <summary>A row that is a fact now, or was one before.</summary>
    /// <param name="line">Its line in the file that was first sent back.</param>
    public void Bring(RowKey row, int line, bool isNew)
    {
        if (open.Count > 0) cameIn.UnionWith(Of(row, line, isNew).Select(o => o.Id));
    }

    /// <summary>The same row, sent back once more: with the same content, or with something else wrong.</summary>
    public OpenRejection? Same(string content) => open.FirstOrDefault(o => o.Content == content);

    public OpenRejection? Before(RowKey row, int line) => Of(row, line, isNew: true).FirstOrDefault();

    public IEnumerable<long> CameIn => cameIn;

    private IEnumerable<OpenRejection> Of(RowKey row, int line, bool isNew) =>
        (row.IdNumber is { } number ? byNumber[number].Where(o => o.IsKeyOf(row, isNew)) : [])
        .Concat(byLine[line].Where(o => o.IsPlaceOf(row, file, line) || o.IsMendedAt(row, file, line)));
}
