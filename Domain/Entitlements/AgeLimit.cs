using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Entitlements;

/// <summary>Months of an identity that the person's age forbids, as far as the facts say.</summary>
/// <param name="Birthday">The 60th or the 18th.</param>
/// <param name="IsHeld">Money waits; else it is only said, and paid on.</param>
public readonly record struct AgeLimit(Bar Bar, DateOnly Birthday, bool IsHeld);

/// <summary>
/// 年满60周岁 for 81 and B1 (令791 art. 21 and the notices on rural soldiers); under 18, or at school, for children and
/// siblings among survivors (令788 art. 19). Who came with the first load was examined by those who paid before: there
/// it is only said, but where a child turns 18 under our eyes.
/// </summary>
public static class AgeLimits
{
    private const int PensionAge = 60;
    private const int FullAge = 18;

    /// <param name="first">The setting first-month.</param>
    public static IEnumerable<AgeLimit> Of(PersonHistory history, FoldedPerson person, PayMonth first)
    {
        if (IdentityNumber.BirthDate(person.IdNumber) is not { } born) yield break;
        var inSchoolUntil = Folding.Details(history).InSchoolUntil is { } day ? DateOnly.Parse(day) : (DateOnly?)null;
        foreach (var enrolment in history.Enrolments)
        {
            var isOld = string.Equals(enrolment.ApprovalDocument, Enrolment.FirstLoad, StringComparison.Ordinal);
            var category = Category.Of(enrolment.Category);
            if (category.IsFromSixty) yield return NotYetSixty(category, born, isOld);
            if (IsChild(category, enrolment.Relation))
                yield return Overage(category, born, inSchoolUntil, isOld, first);
        }
    }

    /// <summary>Whether months of an identity can depend on it at all; to be asked of few.</summary>
    public static bool IsChild(Category category, string? relation) =>
        category.Benefit == Benefit.SurvivorsPension && relation is not null && Children.Contains(relation);

    /// <summary>与牺牲者关系 of those who receive as minors.</summary>
    public static readonly string[] Children =
    [
        "子女", "儿子", "女儿", "养子女", "继子女", "遗腹子女", "兄弟姐妹", "兄弟", "姐妹", "弟弟", "妹妹", "哥哥", "姐姐", "弟", "妹", "子", "女",
    ];

    private static AgeLimit NotYetSixty(Category category, DateOnly born, bool isOld)
    {
        var birthday = born.AddYears(PensionAge);
        return new AgeLimit(
            new Bar(category.Number, default, PayMonth.Of(birthday) - 1, Block.AgeNotReached), birthday, !isOld);
    }

    private static AgeLimit Overage(
        Category category, DateOnly born, DateOnly? inSchoolUntil, bool isOld, PayMonth first)
    {
        var birthday = born.AddYears(FullAge);
        var last = inSchoolUntil > birthday ? inSchoolUntil.Value : birthday;
        var from = PayMonth.Of(last) + 1;
        return new AgeLimit(
            new Bar(category.Number, from, PayMonth.Max, Block.OverageSurvivorChild), birthday, !isOld || from > first);
    }
}
