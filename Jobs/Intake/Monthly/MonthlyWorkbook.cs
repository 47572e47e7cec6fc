using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Domain;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Intake.Sheets.Workbooks;

namespace Disbursement.Jobs.Intake.Monthly;

/// <summary>
/// 增减变动月报: what a station sends for a month, looked through before anything of it is taken in. Whose it is and for
/// which month stands above the headers; where it does not, it follows from its rows, its name or the day.
/// </summary>
internal sealed partial class MonthlyWorkbook
{
    public const string Newcomers = "新增";
    public const string Changes = "变动";
    public const string Nothing = "零报告";

    private static readonly string[] Wanted = [Newcomers, Changes, Nothing];

    private readonly List<string> titles = [];

    private MonthlyWorkbook()
    {
    }

    /// <summary>The sheets that have rows, in the order in which they are taken in.</summary>
    public List<string> Sheets { get; } = [];

    /// <summary>Codes of townships as the titles name them.</summary>
    public HashSet<string> TitledTownships { get; } = new(StringComparer.Ordinal);

    /// <summary>Codes of townships of the newcomers.</summary>
    public HashSet<string> Townships { get; } = new(StringComparer.Ordinal);

    /// <summary>Whose changes it holds.</summary>
    public HashSet<string> IdNumbers { get; } = new(StringComparer.Ordinal);

    public List<ZeroReportRow> Zeros { get; } = [];

    public List<string> Notices { get; } = [];

    /// <summary>Null where neither the titles nor the name of the file say.</summary>
    public PayMonth? Month { get; private set; }

    /// <exception cref="SheetRefusedException">It is no such workbook, or a sheet of it cannot be read.</exception>
    public static MonthlyWorkbook Read(string file, DateOnly today)
    {
        if (!FileContent.IsWorkbook(file)) throw new SheetRefusedException(RejectionReason.MonthlyNotAWorkbook);
        var found = new MonthlyWorkbook();
        string[] names;
        using (var workbook = Workbook.Open(file)) names = [.. workbook.Names.Select(n => n.Trim())];
        if (!names.Intersect(Wanted).Any()) throw new SheetRefusedException(RejectionReason.MonthlySheetsMissing);
        foreach (var name in Wanted.Intersect(names))
        {
            if (IsEmpty(file, name)) continue;
            var source = new SheetSource(file, name);
            if (name == Newcomers) found.Look(source, SheetKind.Roster, found.Newcomer);
            else if (name == Changes) found.Look(source, SheetKind.Changes, found.Change);
            else found.Look(source, today);
        }

        foreach (var other in names.Except(Wanted).Where(n => !n.Contains("说明", StringComparison.Ordinal)))
            found.Notices.Add($"工作表“{other}”不是月报的表（新增、变动、零报告），没有读。");
        found.ReadTitles(Path.GetFileNameWithoutExtension(file));
        return found;
    }

    private static bool IsEmpty(string file, string name)
    {
        using var rows = Workbook.Open(file).Rows(name);
        return !rows.Read(SheetHeader.None, out _);
    }

    private void Look(SheetSource source, SheetKind kind, Action<SheetRow> look)
    {
        try
        {
            using var sheet = SheetReader.Open(source, kind);
            titles.AddRange(sheet.Titles);
            var hasRows = false;
            foreach (var row in sheet.Rows())
            {
                hasRows = true;
                look(row);
            }

            if (hasRows) Sheets.Add(source.Worksheet!);
        }
        catch (SheetRefusedException refused)
        {
            throw new SheetRefusedException(RejectionReason.OfWorksheet(source.Worksheet!, refused.Message));
        }
    }

    /// <summary>Reports of nothing come whole or not at all.</summary>
    private void Look(SheetSource source, DateOnly today)
    {
        try
        {
            using var sheet = ZeroReportSheet.Read(source, today);
            titles.AddRange(sheet.Titles);
            foreach (var entry in sheet.Entries())
            {
                if (entry.Rejection is { } bad) throw new SheetRefusedException(bad.Told);
                Zeros.Add(entry.Row!);
            }
        }
        catch (SheetRefusedException refused)
        {
            throw new SheetRefusedException(RejectionReason.OfWorksheet(source.Worksheet!, refused.Message));
        }
    }

    private void Newcomer(SheetRow row)
    {
        if (ZeroReportSheet.TownshipOf(Characters.Compact(row.Cell(Column.RegionCode))) is { } township)
            Townships.Add(township);
    }

    private void Change(SheetRow row)
    {
        if (IdentityCell.Read(row.Cell(Column.IdNumber), out var number) is null) IdNumbers.Add(number);
    }

    private void ReadTitles(string fileName)
    {
        var text = Characters.HalfWidth(string.Join('\n', titles));
        foreach (Match code in TownshipCode().Matches(text))
            TitledTownships.Add(code.Value[..ZeroReportSheet.TownshipDigits]);
        Month = MonthIn(text) ?? MonthIn(Characters.HalfWidth(fileName));
    }

    private static PayMonth? MonthIn(string text) => MonthOfTitle().Match(text) is { Success: true } found
        ? new PayMonth(
            int.Parse(found.Groups["year"].ValueSpan, CultureInfo.InvariantCulture),
            int.Parse(found.Groups["month"].ValueSpan, CultureInfo.InvariantCulture))
        : null;

    [GeneratedRegex("(?<![0-9])[0-9]{9}(?:[0-9]{3})?(?![0-9])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TownshipCode();

    /// <summary>2026年3月, 2026-03; not the day on which somebody filled it in.</summary>
    [GeneratedRegex(
        "(?<![0-9])(?<year>20[0-9]{2}) *(年|[-/.]) *(?<month>1[0-2]|0?[1-9])(?![0-9])"
        + "(?! *[-/.] *[0-9])(?! *月 *[0-9])", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MonthOfTitle();
}
