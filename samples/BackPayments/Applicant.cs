using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.BackPayments;

/// <summary>How near to retirement a person is on the day of the reconciliation.</summary>
internal enum LifeStage
{
    /// <summary>Years away from it.</summary>
    Working,

    /// <summary>A man born in the first months of 1966: he retires between May and August 2026.</summary>
    Nearly,

    /// <summary>A man born before 1964: sixty for two years and more.</summary>
    Retired,

    /// <summary>A woman, years away from it.</summary>
    WorkingWoman,
}

/// <summary>A person who was discharged with placement and applies.</summary>
internal sealed record Applicant(
    string IdNumber, string Name, bool Male, DateOnly Born, DateOnly EnlistedOn, DateOnly DischargedOn)
{
    /// <summary>Indexes below are residents of <see cref="County"/>: nobody is both.</summary>
    private const int FirstIndex = 200_000;

    /// <summary>Days on which those are born who nearly retire.</summary>
    private const int NearDays = 120;

    public PayMonth ServiceFrom => PayMonth.Of(EnlistedOn);

    public PayMonth ServiceTo => PayMonth.Of(DischargedOn);

    /// <summary>Both end months.</summary>
    public int Served => ServiceTo - ServiceFrom + 1;

    /// <param name="ordinal">Which of those who nearly retire.</param>
    public static Applicant Of(int index, LifeStage stage, int served, int ordinal, ref Dice dice)
    {
        var male = stage != LifeStage.WorkingWoman;
        var (first, last) = stage switch
        {
            LifeStage.Retired => (new DateOnly(1959, 6, 1), new DateOnly(1963, 12, 31)),
            LifeStage.WorkingWoman => (new DateOnly(1980, 1, 1), new DateOnly(1984, 6, 30)),
            _ => (new DateOnly(1968, 5, 1), new DateOnly(1979, 12, 31)),
        };
        var number = stage == LifeStage.Nearly
            ? Numbers.IdentityOutside(new DateOnly(1966, 1, 1).AddDays(ordinal % NearDays), true, ordinal / NearDays)
            : Numbers.Identity(FirstIndex + index, male, first, last, ref dice);
        var born = IdentityNumber.BirthDate(number)!.Value;
        var enlisted = new DateOnly(Math.Max(born.Year + 18, 1980), 12, dice.Between(1, 20));
        var discharged = PayMonth.Of(enlisted) + (served - 1);
        return new Applicant(
            number, Names.Draw(male, born.Year, ref dice), male, born, enlisted,
            discharged.FirstDay.AddDays(dice.Between(0, 27)));
    }

    /// <summary>Somebody on a list of another office who never applied.</summary>
    public static (string IdNumber, string Name) Stranger(int index, ref Dice dice)
    {
        var number = Numbers.Identity(FirstIndex + index, true, new(1950, 1, 1), new(1990, 12, 31), ref dice);
        return (number, Names.Draw(true, 1970, ref dice));
    }
}
