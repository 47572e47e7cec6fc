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
    /// <param name="withdrawnType">撤销类型 of a withdrawal.</param>
    /// <param name="name">The person's name as known now, for the reasons.</param>
    public static (Verdict Verdict, Change Change) Decide(
        PersonHistory person, Change change, ChangeType? withdrawnType, string name)
    {
        var categories = person.Enrolments.Select(e => e.Category).ToArray();
        if (change.Category is { } given && change.Type != ChangeType.Withdrawal && !categories.Contains(given))
            return (Verdict.Rejected("优抚类别", $"{name}没有登记“{Policy.Category.Of(given).Label}”；请核对类别，新增请用《新增表》"), change);
        if (change.Type.IsOfOneIdentity() && change.Category is null)
        {
            if (categories.Length > 1 && !IsOfPersonOnly(change))
                return (Verdict.Rejected("优抚类别", $"{name}有{categories.Length}个身份，“{change.Type.Label()}”要写明是哪一个"),
                    change);
            if (categories.Length == 1) change = change with { Category = categories[0] };
        }

        if (AlreadySaid(person, change) is { } said) return (said, change);
        if (change.Type != ChangeType.Withdrawal) return (Verdict.Accepted, change);
        var targets = Targets(person, change, withdrawnType);
        return targets.Length switch
        {
            1 => (Verdict.Accepted, change with { Withdraws = targets[0].Place }),
            0 => (Verdict.Rejected("文号",
                $"{name}没有文号为{change.Document}的{Named(withdrawnType)}可以撤销"), change),
            _ => (Verdict.Rejected("撤销类型",
                $"{change.Document}下{name}有{targets.Length}条变动，请在“撤销类型”里写明撤销哪一条"), change),
        };
    }

    /// <summary>A correction that says nothing of an identity, only of the person, needs no category.</summary>
    private static string Named(ChangeType? type) => type is { } named ? $"“{named.Label()}”" : "变动";

    private static bool IsOfPersonOnly(Change change) =>
        change.Type == ChangeType.Correction && change.Grade == default && change.Start is null
        && change.Nursing == Nursing.Unsaid;

    private static Change[] Targets(PersonHistory person, Change withdrawal, ChangeType? type) =>
        [.. person.Standing().Where(c =>
            string.Equals(c.Document, withdrawal.Document, StringComparison.Ordinal)
            && c.Place < withdrawal.Place
            && (type is null || c.Type == type)
            && (withdrawal.Category is null || c.Category is null || c.Category == withdrawal.Category))];

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
            : Verdict.Rejected("文号",
                $"已有同日期、同文号的“{change.Type.Label()}”而内容不同；写错了请先撤销原来那条，再用另一个文号登记");
    }

    private static bool HasKeyOf(Change a, Change b) =>
        a.Type == b.Type && a.Category == b.Category && a.On == b.On
        && string.Equals(a.Document ?? "", b.Document ?? "", StringComparison.Ordinal);

    private static bool SaysTheSame(Change a, Change b) =>
        a.Reason == b.Reason && a.Start == b.Start && a.Grade == b.Grade && a.Nursing == b.Nursing
        && Equals(a.Details, b.Details) && Equals(a.Account, b.Account) && Equals(a.Payee, b.Payee);
}
