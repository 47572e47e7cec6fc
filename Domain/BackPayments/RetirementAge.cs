namespace Disbursement.Domain.BackPayments;

/// <summary>
/// 法定退休年龄: by the decision of 2024-09-13 on raising it step by step (全国人大常委会《关于实施渐进式延迟法定退休年龄的决定》),
/// in force since 2025-01-01.
/// </summary>
public static class RetirementAge
{
    private const int Months = 12;

    /// <summary>The day on which the age is reached.</summary>
    /// <param name="womenAt">Of women before the rise: 50, or 55 in posts of cadres.</param>
    public static DateOnly On(DateOnly birth, bool isMan, int womenAt)
    {
        // Whoever reached the old age before 2025 has it; the others later by a month for so many months of birth.
        var (age, step, most) = isMan ? (60, 4, 36) : womenAt == 55 ? (55, 4, 36) : (50, 2, 60);
        var since = new PayMonth(2025, 1) - (age * Months);
        var after = PayMonth.Of(birth) - since;
        var later = after < 0 ? 0 : Math.Min(most, (after / step) + 1);
        return birth.AddMonths((age * Months) + later);
    }
}
