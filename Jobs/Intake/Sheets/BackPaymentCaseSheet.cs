using System.Text.RegularExpressions;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.People;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A segment of a case: a row of cases 补缴案件.</summary>
/// <param name="BirthDate">Checked against the number; nothing else is made of it.</param>
/// <param name="IsWithdrawal">撤销: takes back the segment that says the same.</param>
public sealed record BackPaymentCaseRow(
    int LineNumber, string CaseNumber, string IdNumber, string Name, string? PlacementArea, string? InsuredArea,
    DateOnly EnlistedOn, DateOnly DischargedOn, DateOnly? BirthDate, Insurance Insurance, SegmentKind Kind,
    PayMonth From, PayMonth To, string? Employer, string? CreditCode, Payer UnitPayer, Hardship Hardship,
    DateOnly AppliedOn, string? Document, bool IsWithdrawal);

/// <summary>What a file takes back, and what of it waits for a row that cannot be read.</summary>
/// <param name="Numbers">案件号 of cases of which rows are taken back.</param>
/// <param name="HeldNumbers">Those among them of which another row cannot be read, or may be such a row.</param>
/// <param name="HeldPeople">身份证号 of whom a row that takes something back says no case.</param>
public sealed record CorrectedCases(
    IReadOnlySet<string> Numbers, IReadOnlySet<string> HeldNumbers, IReadOnlySet<string> HeldPeople)
{
    public static CorrectedCases None { get; } =
        new(new HashSet<string>(), new HashSet<string>(), new HashSet<string>());

    /// <summary>It is looked at with the other rows of its case.</summary>
    public bool Has(BackPaymentCaseRow row) => Numbers.Contains(row.CaseNumber) || HeldPeople.Contains(row.IdNumber);

    public bool Holds(BackPaymentCaseRow row) =>
        HeldNumbers.Contains(row.CaseNumber) || HeldPeople.Contains(row.IdNumber);
}

/// <summary>Reads cases of back-payment.</summary>
public static partial class BackPaymentCaseSheet
{
    private const int LongestNumber = 30;

    /// <summary>Nobody works before that age (劳动法 art. 15), and nobody is insured.</summary>
    private const int YoungestInsured = 16;

    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<BackPaymentCaseRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Cases, today, Row);

    /// <summary>
    /// What a file takes back, from a first look at it; one without the column takes nothing back and is not looked at.
    /// </summary>
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static CorrectedCases Corrected(SheetSource source, DateOnly today)
    {
        var corrected = new Dictionary<string, string?>(StringComparer.Ordinal);
        var (unread, unnumbered, people) = (new HashSet<string>(), new HashSet<string>(), new HashSet<string>());
        var numbered = new HashSet<string>();
        using var sheet = SheetReader.Open(source, SheetKind.Cases);
        if (sheet.Header.IndexOf(Column.Withdrawn) < 0) return CorrectedCases.None;
        var (cells, isAnyNameless) = (new RowCells(today), false);
        foreach (var row in sheet.Rows())
        {
            cells.Turn(row);
            var number = CaseNumber(cells);
            if (cells.IsFaulty) number = null;
            var isWithdrawal = !cells.IsEmpty(Column.Withdrawn) && cells.YesNo(Column.Withdrawn) != false;
            var person = row.Fault is null ? cells.IdNumber(Column.IdNumber) : null;
            if (number is not null && isWithdrawal) corrected[number] = person;
            if (number is not null && person is not null) numbered.Add(person);
            Row(cells);
            if (!cells.IsFaulty) continue;
            if (number is not null) unread.Add(number);
            else if (person is null) isAnyNameless = true;
            else
            {
                unnumbered.Add(person);
                if (isWithdrawal) people.Add(person);
            }
        }

        // Somebody of whom the file has no case: his number may be the one that is put right.
        isAnyNameless |= !unnumbered.IsSubsetOf(numbered);
        return new CorrectedCases(
            corrected.Keys.ToHashSet(), corrected.Where(c => isAnyNameless || unread.Contains(c.Key)
                || (c.Value is { } of && unnumbered.Contains(of))).Select(c => c.Key).ToHashSet(), people);
    }

    private static BackPaymentCaseRow? Row(RowCells cells)
    {
        foreach (var column in SheetKind.Cases.Obligatory) cells.Require(column);
        var insurance = cells.Choice(Column.Insurance, ChoiceCells.Insurance);
        var row = new BackPaymentCaseRow(
            cells.LineNumber, CaseNumber(cells)!, cells.IdNumber(Column.IdNumber)!, cells.Name(Column.Name)!,
            cells.Text(Column.PlacementArea), cells.Text(Column.InsuredArea),
            cells.Date(Column.EnlistedOn) ?? default, cells.Date(Column.DischargedOn) ?? default,
            cells.Date(Column.BirthDate), insurance ?? default,
            cells.Choice(Column.SegmentKind, ChoiceCells.SegmentKind) ?? default,
            cells.Month(Column.FromMonth) ?? default, cells.Month(Column.ToMonth) ?? default,
            cells.Text(Column.Employer), Credit(cells),
            cells.Choice(Column.UnitPayer, ChoiceCells.UnitPayer) ?? default,
            cells.Choice(Column.Hardship, ChoiceCells.Hardship) ?? Hardship.None,
            cells.Date(Column.AppliedOn) ?? default, cells.Text(Column.Document),
            cells.YesNo(Column.Withdrawn) ?? false);
        if (!cells.IsFaulty) Check(cells, row);
        return row;
    }

    private static void Check(RowCells cells, BackPaymentCaseRow row)
    {
        if (row.To < row.From) cells.Fault(Column.ToMonth, RejectionReason.EndBeforeStart);
        // What came in before that was looked at can be taken back.
        if (!row.IsWithdrawal && IdentityNumber.BirthDate(row.IdNumber)?.AddYears(YoungestInsured) is { } ofAge
            && row.From < PayMonth.Of(ofAge))
            cells.Fault(Column.FromMonth, RejectionReason.TooYoung(YoungestInsured, PayMonth.Of(ofAge)));
        if (row.To > PayMonth.Of(cells.Today)) cells.Fault(Column.ToMonth, RejectionReason.NotYetCome(row.To.FirstDay));
        if (row.DischargedOn <= row.EnlistedOn) cells.Fault(Column.DischargedOn, RejectionReason.DischargedTooEarly);
        if (row.DischargedOn > cells.Today)
            cells.Fault(Column.DischargedOn, RejectionReason.NotYetCome(row.DischargedOn));
        if (row.AppliedOn > cells.Today) cells.Fault(Column.AppliedOn, RejectionReason.NotYetCome(row.AppliedOn));
        if (row.BirthDate is { } stated && IdentityNumber.BirthDate(row.IdNumber) is { } born && born != stated)
            cells.Fault(Column.BirthDate, RejectionReason.BirthDateDiffers(stated, born));
        if (row.Kind is SegmentKind.Extended or SegmentKind.LumpSum && row.Insurance != Insurance.Pension)
            cells.Fault(Column.SegmentKind, RejectionReason.KindOfOther(row.Kind.Label(), Insurance.Pension.Label()));
        if (row.Kind == SegmentKind.MedicalYears && row.Insurance != Insurance.Medical)
            cells.Fault(Column.SegmentKind, RejectionReason.KindOfOther(row.Kind.Label(), Insurance.Medical.Label()));
        if (row.Insurance == Insurance.Pension && row.PlacementArea is null)
            cells.Fault(Column.PlacementArea, RejectionReason.Empty("养老的安置地"));
        if (row.Insurance == Insurance.Medical && row.InsuredArea is null)
            cells.Fault(Column.InsuredArea, RejectionReason.Empty("医保的参保地"));
    }

    /// <summary>Blanks inside left out. One with an E between digits is right if its check character is.</summary>
    private static string? Credit(RowCells cells)
    {
        if (cells.Text(Column.CreditCode) is not { } text) return null;
        var code = Characters.Compact(text).ToUpperInvariant();
        if (!CreditCode.IsValid(code))
        {
            cells.Fault(Column.CreditCode, Characters.IsScientific(code)
                ? RejectionReason.Scientific(text)
                : RejectionReason.CreditCodeWrong(code));
        }

        return code;
    }

    /// <summary>案件号 of any list: letters, digits, Chinese, - and _, also as a Chinese keyboard writes them.</summary>
    internal static string? CaseNumber(RowCells cells)
    {
        if (cells.DigitText(Column.CaseNumber) is not { } text) return null;
        var number = Characters.Compact(text).Replace('—', '-').Replace('–', '-');
        if (number.Length > LongestNumber || !Letters().IsMatch(number))
            cells.Fault(Column.CaseNumber, RejectionReason.CaseNumberStrange(number, LongestNumber));
        return number;
    }

    [GeneratedRegex(@"^[\p{L}\p{Nd}_-]+$")]
    private static partial Regex Letters();
}
