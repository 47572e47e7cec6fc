using System.Globalization;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.OneOffs;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>一次性批次: what a person is owed once, and what becomes of it.</summary>
public sealed class OneOffTables
{
    private const short Batch = 100;

    private static readonly PayMonth Month = new(2026, 1);

    /// <summary>A row is amount@document; 撤 before it takes the same back; 另 before it is of another batch.</summary>
    [Fact]
    public void What_is_sent_held_and_claimed() => ClerkTable.Holds("""
        | 名单             | 已发 | 情形     | 发  | 暂缓 | 多发 | 类型   | 原因                 |
        | 500@1            | 0    |          | 500 |      |      | oneoff |                      |
        | 500@1            | 500  |          |     |      |      |        |                      |
        | 500@1            | 0    | 退回过   | 500 |      |      | reissue |                     |
        | 500@1            | 200  | 退回过   | 300 |      |      | reissue |                     |
        | 500@1 300@2      | 0    |          | 800 |      |      | oneoff |                      |
        | 500@1 300@2      | 500  |          | 300 |      |      | oneoff |                      |
        | 500@1 300@1      | 0    |          | 500 | 300  |      | oneoff | oneoff-duplicate     |
        | 另500@1 500@1    | 0    |          |     | 500  |      |        | oneoff-duplicate     |
        | 另500@1 500@2    | 0    |          | 500 |      |      | oneoff |                      |
        | 500@1 另500@1    | 0    |          | 500 |      |      | oneoff |                      |
        | 另500@1 撤另500@1 500@1 | 0 |      | 500 |      |      | oneoff |                      |
        | 500@1 撤500@1    | 0    |          |     |      |      |        |                      |
        | 500@1 撤500@1    | 500  |          |     |      | 500  |        |                      |
        | 500@1 300@2 撤500@1 | 500 |        |     |      | 200  |        |                      |
        | 500@1            | 0    | 去世     |     | 500  |      |        | oneoff-dead          |
        | 500@1            | 500  | 去世     |     |      |      |        |                      |
        | 500@1            | 0    | 遗属     | 500 |      |      | oneoff |                      |
        | 500@             | 0    | 遗属     |     | 500  |      |        | oneoff-dead          |
        | 500@             | 0    | 不在名册 |     | 500  |      |        | oneoff-not-on-roster |
        | 500@1            | 0    | 不在名册 | 500 |      |      | oneoff |                      |
        | 500@1            | 0    | 暂缓     |     | 500  |      |        | on-hold              |
        | 500@1            | 0    | 身份暂缓 | 500 |      |      | oneoff |                      |
        | 500@1            | 0    | 没有账户 |     | 500  |      |        | account-missing      |
        """, row =>
    {
        var assessment = WorkedOut(row);
        var expected = string.Join(' ', row.Cells[3..7]);
        var found = string.Join(' ',
            Sum(assessment.Lines.Select(l => l.Fen)), Sum(assessment.Held.Select(h => h.Fen)),
            Sum(assessment.Claims.Select(c => c.Fen)), assessment.Lines.FirstOrDefault().Kind.Code());
        return found == expected ? assessment.Held.FirstOrDefault().Reason.Code() : found;
    });

    [Fact]
    public void What_becomes_of_a_row_that_comes_again() => ClerkTable.Holds("""
        | 名单          | 又来    | 是       |
        |               | 500@1   | 新       |
        | 500@1         | 500@1   | 早已知道 |
        | 500@1         | 300@1   | 新       |
        | 500@1         | 500@2   | 新       |
        | 500@1         | 撤500@1 | 新       |
        | 500@1 撤500@1 | 撤500@1 | 早已知道 |
        | 500@1 撤500@1 | 500@1   | 退回     |
        | 500@1 撤500@1 | 500@2   | 新       |
        | 500@1         | 撤300@1 | 退回     |
        | 另500@1       | 撤500@1 | 退回     |
        """, row =>
    {
        var (verdict, _) = OneOffDecision.Decide(
            RowsOf(row["名单"]), RowOf(row["又来"], 99, []), row["又来"].StartsWith('撤'));
        return verdict.IsAccepted ? "新" : verdict.IsKnown ? "早已知道" : "退回";
    });

    [Fact]
    public void The_number_of_the_category_is_that_of_the_statements_and_no_file_names_it()
    {
        Assert.Equal(875, Category.OneOff.Number);
        Assert.Null(Category.Find(Category.OneOff.Code));
        Assert.Null(Category.Find(Category.OneOff.Label));
    }

    private static Assessment WorkedOut(Row row)
    {
        var what = row["情形"];
        var person = PersonIn(what);
        var heir = what == "遗属" ? new Payee("李小红", "1", Payee.HeirRelation, null) : null;
        OneOffRow[] rows = [.. RowsOf(row["名单"]).Select(r => r with { Payee = heir })];
        var owed = OneOffOwed.Of(Batch, person, rows, new HashSet<string>());
        var assessment = new Assessment(new StandardTable([], []), Parameters.Default, Month, Month, 100);
        var paid = new PaidPosition(
            Category.OneOff.Number, Batch, Month, long.Parse(row["已发"], CultureInfo.InvariantCulture), 1, 1,
            what == "退回过");
        assessment.WorkOut(
            new PersonFile(person, what == "没有账户" ? Block.AccountMissing : Block.None, [paid], []) { OneOff = owed },
            Month);
        return assessment;
    }

    private static FoldedPerson PersonIn(string what)
    {
        var hold = new HoldInForce(new DateOnly(2026, 1, 1), null, null);
        var identity = new FoldedIdentity(
            Category.Of("51").Number, new Place(1, 1), true, what == "身份暂缓" ? hold : null, [], [], false);
        return new FoldedPerson(
            "1", "甲", null, null, what is "去世" or "遗属" ? new DateOnly(2026, 1, 1) : null,
            what == "暂缓" ? hold : null, new Receiving(null, null, false, false, 0),
            what == "不在名册" ? [] : [identity]);
    }

    private static List<OneOffRow> RowsOf(string list)
    {
        var rows = new List<OneOffRow>();
        foreach (var text in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            rows.Add(RowOf(text, rows.Count + 1, rows));
        return rows;
    }

    private static OneOffRow RowOf(string text, int number, List<OneOffRow> before)
    {
        var parts = text.TrimStart('撤').TrimStart('另').Split('@');
        var row = new OneOffRow(
            new Place(1, number), (short)(text.Contains('另') ? Batch + 1 : Batch), "慰问",
            long.Parse(parts[0], CultureInfo.InvariantCulture), parts[1].Length == 0 ? null : parts[1], null, null,
            number, null);
        return before.Count > 0 && text.StartsWith('撤') ? OneOffDecision.Decide(before, row, true).Row : row;
    }

    private static string Sum(IEnumerable<long> fen) => fen.Sum() is var sum and not 0 ? $"{sum}" : "";
}
