using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Entitlements;

/// <summary>Months of an identity that the person's age forbids, as far as the facts say.</summary>
/// <param name="Birthday">The 60th or the 18th.</param>
/// <param name="SchoolUntil">在校至, where it is later than the birthday.</param>
/// <param name="IsHeld">Money waits; else it is only said, and paid on.</param>
public readonly record struct AgeLimit(Bar Bar, DateOnly Birthday, DateOnly? SchoolUntil, bool IsHeld);

/// <summary>
/// 年满60周岁 for 81 and B1 (令791 art. 21 and the notices on rural soldiers); under 18, or at school, for children and
/// siblings among survivors (令788 art. 19). Who came with the first load was examined by those who paid before: there
/// it is only said, but where a child turns 18 under our eyes.
/// </summary>
public static class AgeLimits
{
    private const int PensionAge = 60;
    private const int FullAge = 18;

    /// <summary>与牺牲者关系 of those who do not receive as minors; whatever else is written is asked about.</summary>
    private static readonly string[] Adults =
    [
        "父母", "父亲", "母亲", "配偶", "妻子", "丈夫", "父", "母", "妻", "夫", "遗孀", "祖父母", "祖父", "祖母", "养父母", "养父", "养母",
        "继父", "继母", "抚养人",
    ];

    /// <param name="first">The setting first-month.</param>
    /// <param name="firstLoad">The last act that belongs to the first load: what the first approved run knew.</param>
    public static IEnumerable<AgeLimit> Of(
        PersonHistory history, FoldedPerson person, PayMonth first, long firstLoad)
    {
        if (IdentityNumber.BirthDate(person.IdNumber) is not { } born) yield break;
        var inSchoolUntil = Folding.Details(history).InSchoolUntil is { } day ? DateOnly.Parse(day) : (DateOnly?)null;
        foreach (var enrolment in history.Enrolments)
        {
            var isOld = enrolment.Place.Act <= firstLoad
                && string.Equals(enrolment.ApprovalDocument, Enrolment.FirstLoad, StringComparison.Ordinal);
            var category = Category.Of(enrolment.Category);
            if (category.IsFromSixty) yield return NotYetSixty(category, born, isOld);
            if (IsChild(category, enrolment.Relation))
                yield return Overage(category, born, inSchoolUntil, isOld, first);
        }
    }

    private static bool IsChild(Category category, string? relation) =>
        category.Benefit == Benefit.SurvivorsPension && !string.IsNullOrEmpty(relation) && !Adults.Contains(relation);

    private static AgeLimit NotYetSixty(Category category, DateOnly born, bool isOld)
    {
        var birthday = born.AddYears(PensionAge);
        return new AgeLimit(
            new Bar(category.Number, default, PayMonth.Of(birthday) - 1, Block.AgeNotReached), birthday, null, !isOld);
    }

    private static AgeLimit Overage(
        Category category, DateOnly born, DateOnly? inSchoolUntil, bool isOld, PayMonth first)
    {
        var birthday = born.AddYears(FullAge);
        var school = inSchoolUntil > birthday ? inSchoolUntil : null;
        var from = PayMonth.Of(school ?? birthday) + 1;
        return new AgeLimit(
            new Bar(category.Number, from, PayMonth.Max, Block.OverageSurvivorChild), birthday, school,
            !isOld || from > first);
    }
}
