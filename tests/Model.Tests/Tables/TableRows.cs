using System.Globalization;
using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Tables;

/// <summary>A line of a table as the row of a file.</summary>
static class TableRows
{
    /// <summary>The words of the form name=value.</summary>
    public static Dictionary<string, string> Cells(string[] words) => words
        .Where(w => w.Contains('=')).Select(w => w.Split('=', 2))
        .ToDictionary(w => w[0], w => w[1], StringComparer.Ordinal);

    public static Row Of(string[] w, Dictionary<string, string> cells, Func<string, string> number) => w[0] switch
    {
        "rate" => Rate(w, cells),
        "wage" => new WageRow(w[1], Fen.Parse(w[2]), Months.Day(w[3]), "统计公报"),
        "enrol" => Enrol(w, cells, number),
        "change" => Change(w, cells, number),
        "history" => new HistoryRow(number(w[1]), w[2], w[3] == "-" ? "" : w[3], Months.Parse(w[4]), Fen.Parse(w[5])),
        _ => new AssessedRow(
            number(w[1]), w[2], w[3], Fen.Parse(w[4]), Months.Parse(w[5]),
            w.Length > 6 ? Months.Parse(w[6]) : null, "核1"),
    };

    private static RateRow Rate(string[] w, Dictionary<string, string> cells) =>
        new(w[1], w[2], w[3], Fen.Parse(w[4]), Months.Day(w[5]))
        {
            Level = Number(cells, "level"),
            Nature = Text(cells, "nature"),
            Period = Text(cells, "period"),
            Rounding = Text(cells, "rounding"),
            Withdrawn = w.Contains("withdrawn"),
            Document = "标准1号",
        };

    private static RosterRow Enrol(string[] w, Dictionary<string, string> cells, Func<string, string> number) =>
        new(number(w[1]), w[1] + "某", w[2])
        {
            Level = Number(cells, "level"),
            Nature = Text(cells, "nature"),
            Period = Text(cells, "period"),
            ServiceYears = Years(cells),
            AssessedFen = Amount(cells),
            StartMonth = cells.TryGetValue("start", out var start) ? Months.Parse(start) : null,
            ApprovedOn = cells.TryGetValue("approved", out var approved) ? Months.Day(approved) : null,
            ApprovalDocument = w.Contains("undocumented") ? "" : "历史数据",
            Nursing = Text(cells, "nursing"),
            Account = w.Contains("no-account") ? "" : "6217" + number(w[1])[2..17],
            AccountName = Text(cells, "account-name"),
        };

    private static ChangeRow Change(string[] w, Dictionary<string, string> cells, Func<string, string> number) =>
        new(number(w[1]), w[2], Months.Day(w[3]))
        {
            Category = Text(cells, "category"),
            Document = Text(cells, "document"),
            Reason = cells.GetValueOrDefault("reason", w[2] == "恢复" ? "重新认定" : ""),
            WithdrawnType = Text(cells, "withdraws"),
            NewIdNumber = cells.TryGetValue("new-number", out var other) ? number(other) : "",
            Name = Text(cells, "name"),
            StartMonth = cells.TryGetValue("start", out var start) ? Months.Parse(start) : null,
            Level = Number(cells, "level"),
            Nature = Text(cells, "nature"),
            Period = Text(cells, "period"),
            ServiceYears = Years(cells),
            AssessedFen = Amount(cells),
            Nursing = Text(cells, "nursing"),
            Account = cells.TryGetValue("payee", out var receiver)
                ? "6228" + number(receiver)[2..17]
                : Text(cells, "account"),
            AccountName = Text(cells, cells.ContainsKey("payee") ? "payee" : "account-name"),
            PayeeName = Text(cells, "payee"),
            PayeeId = cells.TryGetValue("payee", out var payee) ? number(payee) : "",
            PayeeRelation = Text(cells, "relation"),
        };

    private static string Text(Dictionary<string, string> cells, string name) => cells.GetValueOrDefault(name, "");

    private static int? Number(Dictionary<string, string> cells, string name) =>
        cells.TryGetValue(name, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static decimal? Years(Dictionary<string, string> cells) =>
        cells.TryGetValue("years", out var text) ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;

    private static long? Amount(Dictionary<string, string> cells) =>
        cells.TryGetValue("amount", out var text) ? Fen.Parse(text) : null;
}
