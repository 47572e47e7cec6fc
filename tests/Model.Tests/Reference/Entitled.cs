namespace Disbursement.Model.Tests.Reference;

/// <summary>Which months an identity is entitled to, before overlap (rules §2).</summary>
static class Entitled
{
    public static bool In(KnownPerson person, KnownIdentity identity, DateOnly month) =>
        month >= Terms.FirstMonth(person, identity)
        && month <= LastMonth(person, identity)
        && !IsStopped(person, identity, month);

    private static DateOnly LastMonth(KnownPerson person, KnownIdentity identity)
    {
        var last = DateOnly.MaxValue;
        // "of several standing ones the earliest: month of D owed in full, nothing after, for all identities"
        foreach (var death in person.Standing("死亡")) last = Earlier(last, Months.Of(death.Row.EffectiveOn));
        // "owed to December of D's year"
        foreach (var transfer in person.StandingOf(identity.Category, "迁出"))
            last = Earlier(last, new DateOnly(transfer.Row.EffectiveOn.Year, 12, 1));
        return last;
    }

    /// <summary>
    /// "each opens a stop at D: not owed in months after D's month while any stop is open"; a resumption "of the stops
    /// still open at its place in the order closes the latest one, one only: owed again from the month after D, the
    /// months
    /// between never; without an open stop it has no effect".
    /// </summary>
    private static bool IsStopped(KnownPerson person, KnownIdentity identity, DateOnly month)
    {
        var open = new Stack<DateOnly>();
        foreach (var change in person.StandingOf(identity.Category, "停发", "中止", "恢复"))
        {
            var changed = Months.Of(change.Row.EffectiveOn);
            if (change.Row.Type != "恢复") open.Push(changed);
            else if (open.TryPop(out var stopped) && stopped < month && month <= changed) return true;
        }

        return open.Any(stopped => stopped < month);
    }

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
