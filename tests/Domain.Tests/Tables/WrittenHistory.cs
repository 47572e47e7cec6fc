using System.Globalization;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>
/// A person's history in the words of the tables: identities "11 等级=5；21", changes "停发 2025-02-10；撤销 2025-03-01
/// 第1条", both in the order in which they became known.
/// </summary>
static class WrittenHistory
{
    public static FoldedPerson Fold(string identities, string changes) => Folding.Fold(Of(identities, changes));

    public static PersonHistory Of(string identities, string changes) => new(
        [.. Items(identities).Select(Enrolment)], [.. Items(changes).Select(Change)], []);

    /// <summary>The owed months as "2025-01至2025-03，2025-06起"; 无 when there are none.</summary>
    public static string Months(FoldedIdentity identity)
    {
        var joined = new List<(PayMonth From, PayMonth To)>();
        foreach (var span in identity.Spans)
        {
            if (joined.Count > 0 && joined[^1].To + 1 == span.From) joined[^1] = (joined[^1].From, span.To);
            else joined.Add((span.From, span.To));
        }

        return joined.Count == 0 ? "无" : string.Join('，', joined.Select(s =>
            s.To == PayMonth.Max ? $"{s.From}起" : s.From == s.To ? $"{s.From}" : $"{s.From}至{s.To}"));
    }

    /// <summary>Without a start and without an approval date the identity starts in 2025-01.</summary>
    private static Enrolment Enrolment(string text, int index)
    {
        var (words, said) = Words(text);
        var approved = said.TryGetValue("批准", out var day) ? DateOnly.Parse(day) : (DateOnly?)null;
        return new Enrolment
        {
            Place = new Place(1, index + 1),
            Category = Category.Of(words[0]).Number,
            Start = said.TryGetValue("起发", out var start) ? PayMonth.Parse(start)
                : approved is null ? new PayMonth(2025, 1) : null,
            ApprovedOn = approved,
            ApprovalDocument = "历史数据",
            Grade = Grade(said),
            Nursing = Nursing(said),
            Details = new PersonDetails("甲", "999001194803050019", null, null, null),
            Account = new Account("云溪农商银行", "6299980000000000001", null, null),
        };
    }

    private static Change Change(string text, int index)
    {
        var (words, said) = Words(text);
        var heir = said.GetValueOrDefault("收款人");
        return new Change
        {
            Place = new Place(index + 2, 1),
            Type = ChangeTypes.Find(words[0]) ?? throw new FormatException(text),
            On = DateOnly.Parse(words[1]),
            Document = $"文{index + 1}",
            Category = said.TryGetValue("类别", out var category) ? Category.Of(category).Number : null,
            Start = said.TryGetValue("起发", out var start) ? PayMonth.Parse(start) : null,
            Cause = said.GetValueOrDefault("死因"),
            Grade = Grade(said),
            Nursing = Nursing(said),
            Payee = heir is null ? null : new Payee(heir, null, said.GetValueOrDefault("关系", "继承人"), $"文{index + 1}"),
            Account = heir is null ? null : new Account("云溪农商银行", "6299980000000000002", heir, null),
            Withdraws = words.Length > 2 ? new Place(int.Parse(words[2].Trim('第', '条')) + 1, 1) : null,
        };
    }

    private static string[] Items(string text) =>
        text.Split('；', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static (string[] Words, Dictionary<string, string> Said) Words(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return ([.. words.Where(w => !w.Contains('='))],
            words.Where(w => w.Contains('=')).Select(w => w.Split('=')).ToDictionary(w => w[0], w => w[1]));
    }

    private static Grade Grade(Dictionary<string, string> said) => new(
        byte.Parse(said.GetValueOrDefault("等级", "0")),
        Enum.GetValues<Nature>().First(n => n.Label() == said.GetValueOrDefault("性质", "")),
        Period.None,
        said.TryGetValue("服役", out var years) ? decimal.Parse(years, CultureInfo.InvariantCulture) : null,
        null);

    private static Nursing Nursing(Dictionary<string, string> said) =>
        Enum.GetValues<Nursing>().First(n => n.Label() == said.GetValueOrDefault("护理", ""));
}
