using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>How the rows of the single cases are filled in.</summary>
internal sealed partial class Episodes
{
    /// <summary>A survivor's child turned eighteen in November and brings the proof of school in January.</summary>
    private IEnumerable<ChangeRow> Grown(DateOnly today) =>
        cast.TakeAll(p => p.First is { Relation: "子女", InSchoolUntil: null } && p.Born.Year == 2007, most: 1)
            .Select(p => new ChangeRow(p.IdNumber, "信息变更", today.AddDays(-3))
            {
                Source = "乡镇站", InSchoolUntil = new DateOnly(2026, 7, 15), Reason = "在校证明",
            });

    private static ChangeRow Hold(RosterPerson person, DateOnly day, string reason) =>
        new(person.IdNumber, "暂缓", day) { Source = "乡镇站", Reason = reason };

    private static ChangeRow Release(RosterPerson person, DateOnly day, string reason) =>
        new(person.IdNumber, "解除暂缓", day) { Source = "经办", Reason = reason };

    private static ChangeRow OfOne(RosterPerson person, string change, DateOnly day, string document, string reason) =>
        new(person.IdNumber, change, day)
        {
            Category = person.First.Category.Label, Document = document, Reason = reason, Source = "经办",
        };

    private ChangeRow Regraded(RosterPerson person, DateOnly day, int level) =>
        OfOne(person, "等级调整", day, cast.Paper("残疾等级评定批复", day), "复查评定") with
        {
            Level = level, Nature = person.First.Nature,
        };

    private ChangeRow Corrected(RosterPerson person, DateOnly day) =>
        OfOne(person, "更正", day, cast.Paper("云退役军人更正", day), "查档案原件");

    private ChangeRow Renamed(RosterPerson person, DateOnly day) =>
        Corrected(person, day) with { Name = person.Name[..2] + "喆", Reason = "户口簿与名册不符" };

    private ChangeRow Nursed(RosterPerson person, DateOnly day, string? was, string becomes) =>
        OfOne(person, "护理变更", day, cast.Paper("护理等级审批表", day), was is null ? "新评定" : "入住优抚医院") with
        {
            Nursing = becomes,
        };

    private ChangeRow Payee(
        RosterPerson person,
        DateOnly day,
        (string Name, string Number, string Account) payee,
        string relation,
        string reason) =>
        new(person.IdNumber, "收款人变更", day)
        {
            Document = cast.Paper("收款人变更申请表", day), Source = "乡镇站", Reason = reason,
            Bank = person.Township.Branch, Account = payee.Account, AccountName = payee.Name,
            PayeeName = payee.Name, PayeeId = payee.Number, PayeeRelation = relation,
        };
}
