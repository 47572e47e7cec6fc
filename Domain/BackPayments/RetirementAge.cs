namespace Disbursement.Domain.BackPayments;

/// <summary>法定退休年龄, and the day on which a person reaches it.</summary>
/// <remarks>
/// 全国人民代表大会常务委员会关于实施渐进式延迟法定退休年龄的决定 of 2024-09-13 with the 办法 of the State Council that it
/// approves, in force from 2025-01-01: men from 60 to 63, a month for each four months of birth; women of 55 to 58, a
/// month for each four; women of 50 to 55, a month for each two. Who was born earlier retires as before. Neither what a
/// person may choose (弹性退休, up to three years) nor earlier ages of hard work or illness are in it.
/// </remarks>
public static class RetirementAge
{
    /// <summary>Of women workers; those in management or technical posts had 55.</summary>
    public const int OfWomenWorkers = 50;

    private static readonly Ladder Men = new(60, new PayMonth(1965, 1), BirthMonthsPerStep: 4, DelayMax: 36);
    private static readonly Ladder Women55 = new(55, new PayMonth(1970, 1), BirthMonthsPerStep: 4, DelayMax: 36);
    private static readonly Ladder Women50 = new(50, new PayMonth(1975, 1), BirthMonthsPerStep: 2, DelayMax: 60);

    /// <summary>
    /// The birthday at that age: as many months after the birth; the last day of a month that has no such day.
    /// </summary>
    /// <param name="isMan">By digit 17 of the identity number: <see cref="People.IdentityNumber.IsMan"/>.</param>
    /// <param name="ageOfWomen">The age before the decision, 50 or 55; of men nothing is asked.</param>
    public static DateOnly ReachedOn(DateOnly born, bool isMan, int ageOfWomen = OfWomenWorkers) =>
        born.AddMonths(MonthsFor(born, isMan, ageOfWomen));

    /// <summary>The age itself, in months: 721 is 60 years and a month.</summary>
    /// <inheritdoc cref="ReachedOn"/>
    public static int MonthsFor(DateOnly born, bool isMan, int ageOfWomen = OfWomenWorkers)
    {
        var ladder = (isMan, ageOfWomen) switch
        {
            (true, _) => Men,
            (_, 55) => Women55,
            (_, OfWomenWorkers) => Women50,
            _ => throw new ArgumentOutOfRangeException(nameof(ageOfWomen), ageOfWomen, "Women had 50 or 55."),
        };
        return (ladder.Age * 12) + ladder.Delay(PayMonth.Of(born));
    }

    /// <param name="Age">In years, before the decision.</param>
    /// <param name="First">The first month of birth that is delayed, by one month.</param>
    private readonly record struct Ladder(int Age, PayMonth First, int BirthMonthsPerStep, int DelayMax)
    {
        /// <summary>In months.</summary>
        public int Delay(PayMonth birth) =>
            birth < First ? 0 : Math.Min(((birth - First) / BirthMonthsPerStep) + 1, DelayMax);
    }
}
