namespace Disbursement.Model.Tests.Reference;

/// <summary>Which rows of `changes` become known (contracts "Files in", rules §2).</summary>
sealed class ChangeIntake
{
    /// <summary>"of the person; a category beside them is ignored with a notice"</summary>
    public static readonly IReadOnlyList<string> OfThePerson = ["死亡", "账户变更", "收款人变更", "信息变更", "丧葬申请"];

    /// <summary>"of one identity; category needed if there are several"</summary>
    public static readonly IReadOnlyList<string> OfOneIdentity = ["停发", "等级调整", "更正", "护理变更"];

    private static readonly string[] Holds = ["暂缓", "解除暂缓"];

    public Outcome Take(KnownPerson person, ChangeRow row, Place place, DateOnly today)
    {
        if (OfThePerson.Contains(row.Type)) row = row with { Category = "" };
        if (OfOneIdentity.Contains(row.Type) && row.Category == "")
        {
            if (person.Identities.Count > 1) return Outcome.Rejected;
            row = row with { Category = person.Identities[0].Category };
        }

        // 姓名 beside a change says whom it is about; of a 更正 it is the new name.
        if (row.Type != "更正" && row.Name != "" && !person.Names.Contains(row.Name)) return Outcome.Rejected;
        if (row.Category != "" && person.Identity(row.Category) is null) return Outcome.Rejected;
        if (AlreadyKnown(person, row) is { } outcome) return outcome;

        // "document (obligatory except 信息变更, 暂缓, 解除暂缓)"; exceptions.md keeps such a row without effect.
        if (row.Document == "" && row.Type is not ("信息变更" or "暂缓" or "解除暂缓")) return Outcome.Ignored;
        // "a 死亡 dated after today"
        if (row.Type == "死亡" && row.EffectiveOn > today) return Outcome.Rejected;
        // Nobody applies for the living.
        if (row.Type == "丧葬申请" && !person.Standing("死亡").Any()) return Outcome.Rejected;
        // "Reason 刑满, 重新确认 or 重新认定, else rejected"
        if (row.Type == "恢复" && row.Reason is not ("刑满" or "重新确认" or "重新认定")) return Outcome.Rejected;
        if (row is { Nature: "因病", Level: > 6 }) return Outcome.Rejected;
        // exceptions.md H: 户名不是本人. On the roster such an account blocks instead (rules §4).
        if (row.Type == "账户变更" && row.AccountName != "" && row.AccountName != person.Name) return Outcome.Rejected;
        // "解除暂缓 ends the imported holds known before it on the same level": on this level there is none.
        if (row.Type == "解除暂缓" && LastHold(person, row.Category)?.Row.Type != "暂缓") return Outcome.Rejected;
        // One that says what is known already changes nothing.
        if (row.Type == "信息变更" && person.Standing("信息变更", "更正").LastOrDefault(c => c.Row.Phone != "")?.Row.Phone
            == row.Phone)
            return Outcome.Rejected;
        if (row.Type == "撤销")
        {
            var targets = Targets(person, row);
            // "none or several left → the row is rejected"
            if (targets.Count != 1) return Outcome.Rejected;
            targets[0].Stands = false;
        }

        person.Changes.Add(new KnownChange(row, place));
        return Outcome.Taken;
    }

    /// <summary>
    /// "key of a change: person, category, type, date, document; the same key with other content is rejected, and so is
    /// one equal to a withdrawn change; 暂缓 and 解除暂缓 are known only while they are the last on their level".
    /// </summary>
    private static Outcome? AlreadyKnown(KnownPerson person, ChangeRow row)
    {
        var same = person.Changes.Where(c => SameKey(c.Row, row)).ToList();
        if (same.Exists(c => !c.Stands)) return Outcome.Rejected;
        if (Holds.Contains(row.Type))
        {
            var last = LastHold(person, row.Category);
            same = last is not null && SameKey(last.Row, row) ? [last] : [];
        }

        if (same.Count == 0) return null;
        return same.Exists(c => SameContent(c.Row, row)) ? Outcome.Known : Outcome.Rejected;
    }

    /// <summary>
    /// "takes back the standing change of that person with that document known before it (never another 撤销; narrowed by
    /// 撤销类型, and by 优抚类别 for changes of one identity)".
    /// </summary>
    public static IReadOnlyList<KnownChange> Targets(KnownPerson person, ChangeRow row) =>
    [
        .. person.Changes.Where(c =>
            c.Stands && c.Row.Type != "撤销" && c.Row.Document == row.Document
            && (row.WithdrawnType == "" || c.Row.Type == row.WithdrawnType)
            && (row.Category == "" || c.Row.Category == "" || c.Row.Category == row.Category)),
    ];

    private static KnownChange? LastHold(KnownPerson person, string level) => person.Changes.LastOrDefault(c =>
        c.Stands && Holds.Contains(c.Row.Type) && c.Row.Category == level);

    /// <summary>A 撤销 is "narrowed by 撤销类型": one that names another type is not the same row.</summary>
    private static bool SameKey(ChangeRow a, ChangeRow b) =>
        a.Category == b.Category && a.Type == b.Type && a.WithdrawnType == b.WithdrawnType
        && a.EffectiveOn == b.EffectiveOn && a.Document == b.Document;

    private static bool SameContent(ChangeRow a, ChangeRow b) => a with { IdNumber = "" } == b with { IdNumber = "" };
}
