using System.Globalization;
using Disbursement.Domain.People;
using Disbursement.Model.Tests.Counties;
using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Tables;

/// <summary>
/// A scenario that a clerk can read, one step a line:
/// <code>
/// first-month 2025-01
/// rate 51 国家标准 month 1000.00 2024-01-01
/// enrol 甲 51 start=2024-01
/// change 甲 停发 2025-02-10 document=停1
/// run 2025-03
///   甲 51 国家标准 2025-01..2025-02 1000.00
/// approve
/// </code>
/// The indented rows after a run are all that the run may say: lines, `held`, `claim`, `undecided`. A line's kind is
/// regular
/// in the run's month, else arrears. A person is a name; everybody has an account and an approval unless told
/// otherwise.
/// </summary>
sealed class Table
{
    private static readonly char[] Blank = [' '];

    private readonly List<Step> steps = [];
    private readonly HashSet<string> texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> numbers = new(StringComparer.Ordinal);
    private DateOnly today = new(2025, 1, 5);
    private string run = "";
    private DateOnly runMonth;

    public static IReadOnlyList<Step> Parse(string text)
    {
        var table = new Table();
        var lines = text.Split('\n').Select(l => l.TrimEnd()).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Trim() is "" || lines[i].TrimStart().StartsWith('#')) continue;
            var words = lines[i].Split(Blank, StringSplitOptions.RemoveEmptyEntries);
            table.Take(words);
            if (words[0] != "run") continue;
            var expected = new List<string>();
            for (; i + 1 < lines.Count && lines[i + 1].StartsWith("  ", StringComparison.Ordinal); i++)
                expected.AddRange(table.Expected(lines[i + 1].Split(Blank, StringSplitOptions.RemoveEmptyEntries)));
            table.steps.Add(new Expect(table.today, expected, i + 1));
        }

        return table.steps;
    }

    private void Take(string[] words)
    {
        var cells = TableRows.Cells(words);
        switch (words[0])
        {
            case "first-month" or "wage-area" or "rounding":
                steps.Add(new SetSetting(today, words[0], words[1]));
                break;
            case "today":
                today = Months.Day(words[1]);
                break;
            case "rate" or "wage" or "enrol" or "change" or "history" or "assessed":
                Import(TableRows.Of(words, cells, Number));
                break;
            case "run":
                Run(words);
                break;
            case "send-back":
                steps.Add(new SendBack(today, run));
                break;
            case "approve":
                steps.Add(new Approve(today, run));
                break;
            case "cancel":
                steps.Add(new CancelRun(today, run));
                break;
            default:
                throw new FormatException(string.Join(' ', words));
        }
    }

    /// <summary>
    /// Each row is a file of its own. The same row again comes in another file: with English column names.
    /// </summary>
    private void Import(Row row)
    {
        var (kind, text) = CountyFile.Of([row], english: false);
        if (!texts.Add(text)) (kind, text) = CountyFile.Of([row], english: true);
        texts.Add(text);
        steps.Add(new ImportFile(today, kind, $"{steps.Count:000}-{kind}.csv", text, [row]));
    }

    private void Run(string[] words)
    {
        var supplementary = words[1].Contains("-S", StringComparison.Ordinal);
        (run, runMonth) = (words[1], Months.Parse(words[1][..7]));
        if (today < runMonth.AddDays(11)) today = runMonth.AddDays(11);
        steps.Add(new WorkOut(today, run, runMonth, words.Contains("full"), supplementary));
    }

    private IEnumerable<string> Expected(string[] words)
    {
        if (words[0] is "claim")
            return Range(words[2]).Select(m => $"claim {Number(words[1])} {Months.Text(m)} {words[3]}");
        if (words[0] is "undecided")
            return Range(words[2]).Select(m => $"undecided {Number(words[1])} {Months.Text(m)}");
        var held = words[0] == "held";
        if (held) words = words[1..];
        return Range(words[3]).Select(m => string.Join(' ', new[]
        {
            held ? "held" : "line", Number(words[0]), Categories.Label(words[1]), words[2], Months.Text(m),
            held ? "" : m == runMonth ? "regular" : "arrears", words[4],
        }.Where(w => w != "")));
    }

    private static IEnumerable<DateOnly> Range(string text) => text.Split("..") is [var first, var last]
        ? Months.Through(Months.Parse(first), Months.Parse(last))
        : [Months.Parse(text)];

    /// <summary>A valid number for a name: the same name, the same number.</summary>
    private string Number(string name)
    {
        if (numbers.TryGetValue(name, out var number)) return number;
        var seventeen = string.Create(CultureInfo.InvariantCulture, $"13043419480305{(numbers.Count + 1) * 7:000}");
        return numbers[name] = seventeen + IdentityNumber.CheckCharacter(seventeen);
    }
}
