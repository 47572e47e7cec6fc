using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Counties;

/// <summary>Rows of changes of every kind: right, late, twice, and wrong.</summary>
sealed class CountyChanges(Dice dice, Knowledge known, CountyTerms terms, CountyOptions options)
{
    private static readonly IReadOnlyList<(string, int)> Kinds =
    [
        ("死亡", 9), ("丧葬申请", 7), ("账户变更", 11), ("收款人变更", 10), ("停发", 9), ("中止", 6), ("恢复", 10), ("迁出", 2),
        ("等级调整", 12), ("更正", 12), ("护理变更", 6), ("暂缓", 9), ("解除暂缓", 9), ("撤销", 14), ("信息变更", 2),
        ("无此人", 1), ("同键异文", 2), ("无文号", 1),
    ];

    private readonly List<ChangeRow> written = [];

    public IReadOnlyList<Row> Some(int count, DateOnly today)
    {
        var rows = new List<ChangeRow>();
        while (rows.Count < count)
            if (One(dice.Weighted(Kinds), today) is { } row)
                rows.Add(row);
        written.AddRange(rows);
        return [.. rows];
    }

    /// <summary>Rows imported before, in their order, for a file that overlaps others.</summary>
    public IReadOnlyList<Row> Again(int count)
    {
        var from = dice.Between(0, Math.Max(0, written.Count - count));
        return [.. written.Skip(from).Take(count)];
    }

    private ChangeRow? One(string kind, DateOnly today)
    {
        var person = Person(kind, today);
        var row = new ChangeRow(dice.Chance(0.7) ? person.Number : person.EnrolledNumber, kind, Date(today))
        {
            Document = Document(person, kind, today),
        };
        return kind switch
        {
            "死亡" => row with
            {
                EffectiveOn = dice.Chance(0.04) ? today.AddDays(9) : Past(row.EffectiveOn, today),
                Cause = dice.Pick("因病", "因病", "病故", "", "旧伤复发"),
            },
            "丧葬申请" => row with
            {
                EffectiveOn = Past(row.EffectiveOn, today), Cause = dice.Pick("", "", "", "因病", "旧伤复发"),
            },
            "账户变更" => Account(person, row, today),
            "收款人变更" => Payee(person, row, today),
            "停发" => OfOne(person, row) with { Reason = "不再符合条件" },
            "中止" => OfAny(person, row) with { Reason = "服刑" },
            "恢复" => Resumption(person, row),
            "迁出" => OfAny(person, row),
            "等级调整" => Identity(person, row, terms.Regrade),
            "更正" => Identity(person, row, terms.Correction),
            "护理变更" => Identity(person, row, terms.Nursing),
            "暂缓" => OfAny(person, row) with { Reason = "核实情况", Document = dice.Chance(0.5) ? "" : row.Document },
            "解除暂缓" => Release(person, row),
            "撤销" => Withdrawal(person, row, today),
            "信息变更" => row with
            {
                Phone = $"1380311{dice.Between(1000, 9999)}", Document = "",
                InSchoolUntil = person.Identities[0].Row.Relation == "子女" && dice.Chance(0.7)
                    ? Months.Of(today).AddMonths(dice.Between(-2, 10)) : null,
            },
            "无此人" => row with { Type = "停发", IdNumber = dice.IdNumber() },
            "同键异文" => OtherContent(person),
            _ => OfOne(person, row) with { Type = "停发", Document = "" },
        };
    }

    /// <summary>
    /// A few people have much of it; resumptions, releases, heirs and withdrawals go where they mean something.
    /// </summary>
    private KnownPerson Person(string kind, DateOnly today)
    {
        var people = known.People;
        IReadOnlyList<KnownPerson> fitting = kind switch
        {
            "恢复" => [.. people.Where(p => p.Standing("停发", "中止").Any())],
            "信息变更" when dice.Chance(0.6) => [.. people.Where(p => p.Identities[0].Row.Relation == "子女")],
            "解除暂缓" => [.. people.Where(p => p.Standing("暂缓").Any())],
            "撤销" or "同键异文" => [.. people.Where(p => p.Changes.Exists(c => c.Row.Document != ""))],
            "丧葬申请" when dice.Chance(0.9) => [.. people.Where(p => p.Standing("死亡").Any())],
            "收款人变更" when dice.Chance(0.6) => [.. people.Where(p => p.Standing("死亡").Any())],
            "账户变更" when dice.Chance(0.3) => [.. people.Where(p => p.Identities.TrueForAll(i => i.Row.Account == ""))],
            _ when dice.Chance(0.4) => [.. people.Where((_, i) => i % 8 == today.Year % 8)],
            _ => people,
        };
        return dice.Pick(fitting.Count == 0 || dice.Chance(0.05) ? people : fitting);
    }

    private DateOnly Date(DateOnly today) => dice.Between(1, 20) switch
    {
        <= 10 => today.AddDays(-dice.Between(0, 60)),
        <= 13 => today.AddDays(-dice.Between(60, 540)),
        <= 15 => Months.Of(today).AddMonths(-dice.Between(0, 4)),
        <= 17 => Months.Of(today).AddMonths(-dice.Between(0, 4)).AddDays(-1),
        18 => new DateOnly(2024, 10, 1).AddDays(dice.Between(-2, 2)),
        _ => options.FutureDates ? today.AddDays(dice.Between(1, 90)) : today,
    };

    private static DateOnly Past(DateOnly date, DateOnly today) => date <= today ? date : today;

    /// <summary>Mostly its own; now and then one document stands for several changes of the person.</summary>
    private string Document(KnownPerson person, string kind, DateOnly today)
    {
        var used = person.Changes.Select(c => c.Row.Document).Where(d => d != "").Distinct().ToList();
        return used.Count > 0 && dice.Chance(0.08) ? dice.Pick(used) : dice.Document(kind, today);
    }

    private ChangeRow OfOne(KnownPerson person, ChangeRow row) => row with
    {
        Category = person.Identities.Count == 1 && dice.Chance(0.5) ? ""
            : person.Identities.Count > 1 && dice.Chance(0.04) ? ""
            : dice.Pick(person.Identities).Category,
    };

    private ChangeRow OfAny(KnownPerson person, ChangeRow row) =>
        row with { Category = dice.Chance(0.5) ? "" : dice.Pick(person.Identities).Category };

    private ChangeRow Account(KnownPerson person, ChangeRow row, DateOnly today)
    {
        var name = options.OtherNames && dice.Chance(0.06) ? dice.Name() : dice.Chance(0.5) ? "" : person.Name;
        // Not before the county started: the roster's account has no date to compare with.
        var date = Past(row.EffectiveOn, today);
        return row with
        {
            EffectiveOn = date < Months.Of(today).AddMonths(-2) ? Months.Of(today) : date,
            Account = dice.Account(),
            AccountName = name,
        };
    }

    private ChangeRow Payee(KnownPerson person, ChangeRow row, DateOnly today)
    {
        var heir = person.Standing("死亡").Any() ? dice.Chance(0.85) : dice.Chance(0.3);
        var name = dice.Name();
        return row with
        {
            EffectiveOn = Past(row.EffectiveOn, today),
            PayeeName = name,
            PayeeId = dice.IdNumber(),
            PayeeRelation = heir ? "继承人" : dice.Pick("监护人", "委托代领"),
            Account = dice.Account(),
            AccountName = name,
        };
    }

    private ChangeRow Resumption(KnownPerson person, ChangeRow row)
    {
        var stops = person.Standing("停发", "中止").ToList();
        var fits = stops.Count > 0 && dice.Chance(0.8);
        var category = fits ? dice.Pick(stops).Row.Category : OfAny(person, row).Category;
        return row with
        {
            Category = category,
            Reason = dice.Chance(0.06) ? "停错了" : dice.Pick("刑满", "重新确认", "重新认定"),
        };
    }

    private ChangeRow Release(KnownPerson person, ChangeRow row)
    {
        var holds = person.Standing("暂缓").ToList();
        var fits = holds.Count > 0 && dice.Chance(0.85);
        var category = fits ? dice.Pick(holds).Row.Category : OfAny(person, row).Category;
        return row with { Category = category, Document = dice.Chance(0.5) ? "" : row.Document };
    }

    /// <summary>Mostly of something that stands.</summary>
    private ChangeRow? Withdrawal(KnownPerson person, ChangeRow row, DateOnly today)
    {
        var targets = person.Changes
            .Where(c => c.Row.Document != "" && c.Row.Type != "撤销")
            .Where(c => c.Stands || dice.Chance(0.2)).ToList();
        if (targets.Count == 0) return null;
        var target = dice.Pick(targets).Row;
        return row with
        {
            EffectiveOn = today.AddDays(-dice.Between(0, 5)),
            Document = dice.Chance(0.05) ? dice.Document("无", today) : target.Document,
            WithdrawnType = dice.Chance(0.4) ? target.Type : "",
            Category = target.Category != "" && dice.Chance(0.4) ? target.Category : "",
        };
    }

    private ChangeRow? Identity(
        KnownPerson person, ChangeRow row, Func<KnownPerson, KnownIdentity, ChangeRow, ChangeRow?> specifics)
    {
        row = OfOne(person, row);
        var identity = person.Identity(row.Category) ?? person.Identities[0];
        return specifics(person, identity, row);
    }

    /// <summary>"the same key with other content is rejected". Holds have a rule of their own.</summary>
    private ChangeRow? OtherContent(KnownPerson person)
    {
        var changes = person.Changes.Where(c => c.Row.Document != "" && c.Row.Type is "停发" or "中止" or "死亡").ToList();
        return changes.Count == 0 ? null : dice.Pick(changes).Row with { Reason = "另一个原因", IdNumber = person.Number };
    }
}
