using Disbursement.Domain.Calendar;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Verification;

/// <summary>年度确认 of a year: from when, until when, who was on the roster when it was opened.</summary>
/// <param name="Deadline">The last day on which a confirmation is in time.</param>
/// <param name="KnownThrough">The roster as known at this act is the population.</param>
public sealed record Campaign(short Year, DateOnly From, DateOnly Deadline, long KnownThrough)
{
    /// <summary>Days after delivery after which a disability pension may be stopped (办法 art. 25).</summary>
    public const int NoticeDays = 60;

    /// <summary>From this age on the person is called on (rules §7).</summary>
    public const int HouseCallAge = 80;

    /// <summary>The day before Qingming: the dead are remembered with everybody accounted for.</summary>
    public static DateOnly UsualDeadline(int year) => Qingming.On(year).AddDays(-1);

    /// <summary>
    /// A confirmation of any day of the year counts, and a later one ends what was held for this year.
    /// </summary>
    public bool Covers(DateOnly confirmedOn) => confirmedOn.Year >= Year;
}

/// <summary>A person of the population, frozen by name when the campaign was opened.</summary>
/// <param name="Category">The identity under which the person is counted: of several the lowest code.</param>
/// <param name="Region">行政区划代码, as it was then.</param>
/// <param name="IsExempt">免确认: first paid inside the window.</param>
/// <param name="IsHouseCall">上门对象</param>
public sealed record Member(
    int Person, string IdNumber, string Name, string? Region, short Category, bool IsExempt, bool IsHouseCall)
{
    /// <summary>Whether a person belongs to the population, and how; null: nothing is paid that year.</summary>
    /// <param name="enrolments">For approval days, which the folded person does not have.</param>
    /// <param name="flagged">上门对象 as the roster says.</param>
    public static Member? Of(
        Campaign campaign, int id, FoldedPerson person, IEnumerable<Approval> approvals, bool flagged)
    {
        var month = PayMonth.Of(campaign.From);
        var entitled = person.Identities.Where(i => i.Spans.Length > 0 && i.Spans[^1].To >= month)
            .OrderBy(i => i.Category).ToArray();
        if (entitled.Length == 0) return null;
        return new Member(
            id, person.IdNumber, person.Name, person.Region, entitled[0].Category,
            IsNew(campaign, person, approvals), flagged || NeedsHouseCall(campaign, person, entitled));
    }

    /// <summary>
    /// First paid inside the window. Who moved in begins in January too, but was approved before: for him the other
    /// county's confirmation is asked for, which is a confirmation like any other.
    /// </summary>
    private static bool IsNew(Campaign campaign, FoldedPerson person, IEnumerable<Approval> approvals)
    {
        var first = person.Identities.SelectMany(i => i.Spans).Min(s => s.From);
        if (first < PayMonth.Of(campaign.From) || first > PayMonth.Of(campaign.Deadline)) return false;
        var isMovedIn = approvals.Any(a => a.StartIsGiven && a.On is { } day && day.Year < campaign.Year);
        return !isMovedIn;
    }

    private static bool NeedsHouseCall(Campaign campaign, FoldedPerson person, FoldedIdentity[] entitled)
    {
        if (IdentityNumber.BirthDate(person.IdNumber) is { } born
            && born.AddYears(Campaign.HouseCallAge) <= campaign.Deadline) return true;
        return IsSeverelyDisabled(entitled);
    }

    /// <summary>Level 1–4, or a mental disorder: asked again whenever somebody is to be pressed.</summary>
    public static bool IsSeverelyDisabled(IEnumerable<FoldedIdentity> identities) => identities.Any(i =>
        Policy.Category.Of(i.Category).IsDisability && i.Spans.Length > 0
        && (i.Spans[^1].Grade.Level is >= 1 and <= 4 || i.Spans[^1].Nursing == Nursing.Mental));
}

/// <summary>When an identity was approved, and whether its first month was given beside.</summary>
public readonly record struct Approval(DateOnly? On, bool StartIsGiven);
