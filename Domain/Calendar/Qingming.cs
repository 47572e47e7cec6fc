namespace Disbursement.Domain.Calendar;

/// <summary>清明: the day on which the sun's longitude is 15°, at UTC+8. 年度确认 ends the day before.</summary>
public static class Qingming
{
    /// <summary>The day in a year of this century, 2000–2099.</summary>
    /// <remarks>
    /// The customary formula ⌊0.2422·y + 4.81⌋ − ⌊y ÷ 4⌋ with the last two digits y of the year. Compared with a solar
    /// longitude series for each of the hundred years: all agree. The closest call is 2071, where the moment falls on
    /// the midnight itself within what the earth's rotation can be foretold.
    /// </remarks>
    public static DateOnly On(int year)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 2000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 2099);
        var y = year - 2000;
        return new(year, 4, (((2422 * y) + 48_100) / 10_000) - (y / 4));
    }
}
