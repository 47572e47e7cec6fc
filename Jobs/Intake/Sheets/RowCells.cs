using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>
/// The typed values of one row. An empty cell is null; a wrong one is null too and leaves a fault, and the reading goes
/// on, so that all faults of the row are found at once.
/// </summary>
/// <param name="today">The business date.</param>
public sealed class RowCells(DateOnly today)
{
    /// <summary>No document, reason or note is longer; a longer cell is several cells that ran together.</summary>
    private const int MostCharacters = 300;

    private readonly List<Fault> faults = [];
    private Reading<string>? readIdentity;
    private SheetRow row;

    private delegate string? Reading<T>(string text, out T value);

    public DateOnly Today => today;

    public int LineNumber => row.LineNumber;

    public bool IsFaulty => faults.Count > 0;

    /// <summary>Turns to another row and forgets the faults of the last.</summary>
    public void Turn(SheetRow next)
    {
        row = next;
        faults.Clear();
        if (next.Fault is { } reason) faults.Add(new Fault(null, reason));
    }

    /// <summary>Everything wrong with the row so far.</summary>
    public Rejection Rejection()
    {
        _ = IdentityCell.Read(Raw(Column.IdNumber), out var number);
        var name = Characters.Trim(Raw(Column.Name));
        return new Rejection(row, [.. faults], number.Length == 18 ? number : null, name.Length == 0 ? null : name);
    }

    public bool IsEmpty(Column column) => Characters.IsBlank(Raw(column));

    public void Fault(Column column, string reason) => faults.Add(new Fault(column, reason));

    /// <summary>Leaves a fault where the cell is empty.</summary>
    public void Require(Column column)
    {
        if (IsEmpty(column)) Fault(column, RejectionReason.Empty(ColumnNames.Of(column).Chinese));
    }

    /// <summary>
    /// Free text: trimmed, full-width digits and letters made half-width, line breaks inside made spaces.
    /// </summary>
    public string? Text(Column column)
    {
        var text = Characters.Trim(Raw(column));
        if (text.Length == 0 || IsError(column, text)) return null;
        if (text.Length > MostCharacters) Fault(column, RejectionReason.TooLong(text.Length, MostCharacters));
        return Characters.HalfWidthAlphanumerics(Characters.WithoutControls(text));
    }

    /// <summary>
    /// Digits kept as text (a phone, a certificate, a code): as text, but Excel must not have made a number of it.
    /// </summary>
    public string? DigitText(Column column)
    {
        var text = Text(column);
        if (text is null || !Characters.IsScientific(text)) return text;
        Fault(column, RejectionReason.Scientific(text));
        return null;
    }

    /// <summary>组成, of which the content root makes one field of a line.</summary>
    public string? Component(Column column)
    {
        var text = Text(column);
        if (text?.Contains('|', StringComparison.Ordinal) == true) Fault(column, RejectionReason.BarInComponent);
        return text;
    }

    public string? Name(Column column) => Object<string>(column, NameCell.Read);

    public string? IdNumber(Column column) => Object(column, readIdentity ??= ReadIdentity);

    /// <summary>The number of a person, or an old one of 15 digits as other people's lists still have it.</summary>
    public string? AnyIdNumber(Column column)
    {
        _ = IdentityCell.Read(Raw(column), out var number);
        if (IdentityNumber.FromFifteen(number) is not { } eighteen) return IdNumber(column);
        if (IdentityNumber.BirthDate(eighteen) is not null) return number;
        Fault(column, RejectionReason.IdentityBirthDate(eighteen[6..14]));
        return null;
    }

    public string? AccountNumber(Column column) => Object<string>(column, AccountCell.Read);

    public Category? Category(Column column) => Object<Category?>(column, CategoryCell.Read);

    public DateOnly? Date(Column column) => Value<DateOnly>(column, ReadDate);

    public PayMonth? Month(Column column) => Value<PayMonth>(column, ReadMonth);

    /// <summary>A date, or a month for its last day.</summary>
    public DateOnly? DateOrMonthEnd(Column column) => !IsEmpty(column)
        && ReadDate(Raw(column), out _) is not null
        && ReadMonth(Raw(column), out var month) is null
            ? month.LastDay
            : Date(column);

    /// <summary>An amount in fen, not negative.</summary>
    public long? Fen(Column column)
    {
        var fen = SignedFen(column);
        if (fen is null or >= 0) return fen;
        Fault(column, RejectionReason.Negative);
        return null;
    }

    /// <summary>An amount in fen, negative where it takes something back.</summary>
    public long? SignedFen(Column column)
    {
        if (!row.IsMerged(column) || IsEmpty(column)) return Value<long>(column, AmountCell.Read);
        Fault(column, RejectionReason.AmountMerged);
        return null;
    }

    public int? Whole(Column column) => Value<int>(column, NumberCell.ReadWhole);

    /// <summary>A rate, per 100,000.</summary>
    public int? Rate(Column column) => Value<int>(column, RateCell.Read);

    public bool? YesNo(Column column) => Choice(column, ChoiceCells.YesNo);

    /// <summary>
    /// What the row says of level, nature, period, years and assessed amount; 因病 knows the levels 1–6 only.
    /// </summary>
    public Grade Grade()
    {
        var grade = new Grade(
            Choice(Column.Level, ChoiceCells.Level) ?? 0,
            Choice(Column.Nature, ChoiceCells.Nature) ?? Nature.None,
            Choice(Column.Period, ChoiceCells.Period) ?? Period.None,
            Value<decimal>(Column.ServiceYears, NumberCell.ReadServiceYears),
            Fen(Column.AssessedMonthly));
        if (grade.IsImpossible) Fault(Column.Level, RejectionReason.IllnessAboveSix);
        return grade;
    }

    public Nursing Nursing() => Choice(Column.Nursing, ChoiceCells.Nursing) ?? Domain.People.Nursing.Unsaid;

    /// <summary>The number of a payee: an institution has a credit code instead of an identity number.</summary>
    public string? PayeeId()
    {
        var isInstitution = Characters.Trim(Raw(Column.PayeeRelation)) == "机构";
        return isInstitution ? DigitText(Column.PayeeId) : IdNumber(Column.PayeeId);
    }

    internal T? Choice<T>(Column column, ChoiceCell<T> choice) where T : struct =>
        Value<T>(column, choice.Read, isWord: true);

    private string Raw(Column column)
    {
        var text = row.Cell(column);

        // The quote that keeps a spreadsheet from running a cell as a formula is ours, not the officer's.
        var isEscaped = row.Header is { IsOfRejectedFile: true } && text.Length > 1 && text[0] == '\''
            && text[1] is '=' or '+' or '-' or '@' or '\t' or '\r';
        return isEscaped ? text[1..] : text;
    }

    private string? ReadDate(string text, out DateOnly date) => DateCell.Read(InOurCalendar(text), out date);

    private string? ReadMonth(string text, out PayMonth month) => DateCell.ReadMonth(InOurCalendar(text), out month);

    /// <summary>A serial that is not shown as a date, from a workbook that counts from 1904.</summary>
    private string InOurCalendar(string text) => row.Worksheet is { CountsFrom1904: true } && text.Length == 5
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
            ? (serial + Worksheet.DaysFrom1900To1904).ToString(CultureInfo.InvariantCulture)
            : text;

    private bool IsError(Column column, string text)
    {
        if (ErrorCell.Reason(text) is not { } reason) return false;
        Fault(column, reason);
        return true;
    }

    private T? Value<T>(Column column, Reading<T> reading, bool isWord = false) where T : struct
    {
        var text = Raw(column);
        if (Characters.IsBlank(text) || IsError(column, text)) return null;
        if (reading(isWord ? Characters.Trim(text) : text, out var value) is not { } reason) return value;
        Fault(column, reason);
        return null;
    }

    private T? Object<T>(Column column, Reading<T> reading) where T : class?
    {
        var text = Raw(column);
        if (Characters.IsBlank(text) || IsError(column, text)) return null;
        if (reading(text, out var value) is not { } reason) return value;
        Fault(column, reason);
        return null;
    }

    private string? ReadIdentity(string text, out string number) => IdentityCell.Read(text, out number)
        ?? (IdentityNumber.BirthDate(number) > today ? RejectionReason.NotBornYet(number[6..14]) : null);
}
