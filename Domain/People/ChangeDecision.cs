using Disbursement.Domain.Payouts;

namespace Disbursement.Domain.People;

/// <summary>
/// What becomes of a row of a file: it is a new fact, it is known already, or it is sent back with a reason.
/// </summary>
/// <param name="Column">Of a rejection: the Chinese name of the column.</param>
public readonly record struct Verdict(bool IsAccepted, bool IsKnown, string? Column, string? Reason)
{
    public static Verdict Accepted { get; } = new(true, false, null, null);

    public static Verdict Known { get; } = new(false, true, null, null);

    public static Verdict Rejected(string column, string reason) => new(false, false, column, reason);
}

/// <summary>Judges a change against what is known of the person (contracts, changes; rules §2, withdrawal).</summary>
public static class ChangeDecision
{
    /// <summary>
    /// Fills in what can only mean one thing (the category of a person with one identity, what is withdrawn).
    /// </summary>
    /// <param name="change">As read; its place is where it would stand.</param>
    /// <param name="name">The person's name as known now, for the reasons.</param>
    public static (Verdict Verdict, Change Change) Decide(
        PersonHistory person, Change change, string name)
    {
        var categories = person.Enrolments.Select(e => e.Category).ToArray();
        if (change.Category is { } given && change.Type != ChangeType.Withdrawal && !categories.Contains(given))
            return (Verdict.Rejected("优抚类别", $"{name}没有登记“{Policy.Category.Of(given).Label}”；"
                + "请核对类别，新增身份请导入名册（月报的“新增”表）"), change);
        if (change.Type.IsOfOneIdentity() && change.Category is null)
        {
            if (categories.Length > 1 && !IsOfPersonOnly(change))
                return (Verdict.Rejected("优抚类别", $"{name}有{categories.Length}个身份，“{change.Type.Label()}”要写明是哪一个"),
                    change);
            if (categories.Length == 1) change = change with { Category = categories[0] };
        }

        if (AlreadySaid(person, change) is { } said) return (said, change);
        if (ReleasesNothing(person, change, name) is { } nothing) return (nothing, change);
        if (ApprovesNothing(person, change, name) is { } approved) return (approved, change);
        if (change.Type == ChangeType.FuneralApplication && !person.Standing().Any(c => c.Type == ChangeType.Death))
            return (Verdict.Rejected("变动类型", $"{name}没有登记死亡，不能报“丧葬申请”；请先报“死亡”"), change);
        if (change.Type != ChangeType.Withdrawal) return (Verdict.Accepted, change);
        var targets = Targets(person, change);
        return targets.Length switch
        {
            1 => (Verdict.Accepted, change with { Withdraws = targets[0].Place }),
            0 => (Verdict.Rejected("文号",
                $"{name}没有文号为{change.Document}的{Named(change.WithdrawnType)}可以撤销；"
                + "新增录错的不用“撤销”：报“停发”，生效日期写起发年月以前的一天"), change),
            _ => (Verdict.Rejected("撤销类型",
                $"{change.Document}下{name}有{targets.Length}条变动，请在“撤销类型”里写明撤销哪一条"), change),
        };
    }

    /// <summary>
    /// A name beside a change says whom it is about: where it is nobody's the number found, the number is wrong. Of a
    /// 更正 it is the new name.
    /// </summary>
    /// <param name="said">姓名 of the row.</param>
    /// <param name="name">The person's name as known now.</param>
    public static Verdict? OtherName(PersonHistory person, ChangeType type, string? said, string name) =>
        said is null || type == ChangeType.Correction || PersonName.Same(said, name)
        || person.Names().Any(n => PersonName.Same(said, n))
            ? null
            : Verdict.Rejected("姓名",
                $"系统里姓名是“{name}”，文件里是“{said}”；请先核对身份证号是不是这个人，确实改了名的先报“更正”");

    private static string Named(ChangeType? type) => type is { } named ? $"“{named.Label()}”" : "变动";

    /// <summary>A correction that says nothing of an identity, only of the person, needs no category.</summary>
    private static bool IsOfPersonOnly(Change change) =>
        change.Type == ChangeType.Correction && change.Grade == default && change.Start is null
        && change.Nursing == Nursing.Unsaid && change.Details is not null;

    private static Change[] Targets(PersonHistory person, Change withdrawal) =>
        [.. person.Standing().Where(c =>
            string.Equals(c.Document, withdrawal.Document, StringComparison.Ordinal)
            && c.Place < withdrawal.Place
            && (withdrawal.WithdrawnType is null || c.Type == withdrawal.WithdrawnType)
            && (withdrawal.Category is null || c.Category is null || c.Category == withdrawal.Category))];

    /// <summary>A release ends the holds of its own level (rules §2): elsewhere it would be taken for done.</summary>
    private static Verdict? ReleasesNothing(PersonHistory person, Change change, string name)
    {
        if (change.Type != ChangeType.HoldRelease) return null;
        short?[] held = [.. person.Standing()
            .Where(c => c.Type is ChangeType.Hold or ChangeType.HoldRelease)
            .GroupBy(c => c.Category).Where(level => level.Last().Type == ChangeType.Hold).Select(level => level.Key)];
        if (held.Contains(change.Category)) return null;
        if (held.Length == 0) return Verdict.Rejected("变动类型", $"{name}现在没有登记的暂缓可以解除");
        var levels = string.Join('、', held.Select(c => c is null ? "全部身份（优抚类别空着）" : Policy.Category.Of(c.Value).Label));
        return Verdict.Rejected("优抚类别", $"{name}的暂缓登记在：{levels}；这一行没有解除它，请照着填优抚类别");
    }

    /// <summary>Where the identity has its document, a correction that corrects nothing is a slip.</summary>
    private static Verdict? ApprovesNothing(PersonHistory person, Change change, string name)
    {
        if (!change.IsApproval) return null;
        var document = person.Enrolments.First(e => e.Category == change.Category).ApprovalDocument
            ?? person.Standing().FirstOrDefault(c => c.IsApproval && c.Category == change.Category)?.Document;
        return string.IsNullOrEmpty(document)
            ? null
            : Verdict.Rejected("变动类型", $"这条“更正”没有填要改的栏；只填文号是补批准文号，{name}的批准文号已是“{document}”");
    }

    private static Verdict? AlreadySaid(PersonHistory person, Change change)
    {
        var withdrawn = person.Changes.Where(c => c.Withdraws is not null).Select(c => c.Withdraws!.Value).ToHashSet();
        var same = person.Changes.Where(c => HasKeyOf(c, change)).OrderBy(c => c.Place).ToArray();
        if (same.Length == 0) return null;
        if (Array.Exists(same, c => withdrawn.Contains(c.Place)))
            return Verdict.Rejected("文号", $"这条“{change.Type.Label()}”已撤销；重新登记要用另一个文号");
        if (change.Type is ChangeType.Hold or ChangeType.HoldRelease)
        {
            var last = person.Standing().Last(c =>
                c.Type is ChangeType.Hold or ChangeType.HoldRelease && c.Category == change.Category);
            if (!HasKeyOf(last, change)) return null;
            same = [last];
        }

        return Array.Exists(same, c => SaysTheSame(c, change))
            ? Verdict.Known
            : Verdict.Rejected("文号", change.Type == ChangeType.Withdrawal
                ? "已有同日期、同文号的“撤销”而内容不同；撤销不能改，要撤销另一条变动请在“撤销类型”里写明"
                : $"已有同日期、同文号的“{change.Type.Label()}”而内容不同；是两件事的，各写一个文号；"
                    + "原来那条写错了的，先撤销它，再用另一个文号登记");
    }

    /// <summary>What a 撤销 takes back is part of what it is: by 撤销类型 each change under a document goes.</summary>
    private static bool HasKeyOf(Change a, Change b) =>
        a.Type == b.Type && a.WithdrawnType == b.WithdrawnType && a.Category == b.Category && a.On == b.On
        && string.Equals(a.Document ?? "", b.Document ?? "", StringComparison.Ordinal);

    private static bool SaysTheSame(Change a, Change b) =>
        a.Reason == b.Reason && a.Cause == b.Cause && a.Start == b.Start && a.Grade == b.Grade && a.Nursing == b.Nursing
        && a.ReviewOn == b.ReviewOn && Equals(a.Details, b.Details) && Equals(a.Account, b.Account)
        && Equals(a.Payee, b.Payee);
}
