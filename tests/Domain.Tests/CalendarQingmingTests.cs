using Disbursement.Domain.Calendar;

namespace Disbursement.Domain.Tests;

public sealed class CalendarQingmingTests
{
    /// <summary>The day of April, from the check table of 2015–2035.</summary>
    [Theory]
    [InlineData(2015, 5)]
    [InlineData(2016, 4)]
    [InlineData(2017, 4)]
    [InlineData(2018, 5)]
    [InlineData(2019, 5)]
    [InlineData(2020, 4)]
    [InlineData(2021, 4)]
    [InlineData(2022, 5)]
    [InlineData(2023, 5)]
    [InlineData(2024, 4)]
    [InlineData(2025, 4)]
    [InlineData(2026, 5)]
    [InlineData(2027, 5)]
    [InlineData(2028, 4)]
    [InlineData(2029, 4)]
    [InlineData(2030, 5)]
    [InlineData(2031, 5)]
    [InlineData(2032, 4)]
    [InlineData(2033, 4)]
    [InlineData(2034, 5)]
    [InlineData(2035, 5)]
    public void Qingming_falls_on_the_day_of_the_table(int year, int dayOfApril) =>
        Assert.Equal(new DateOnly(year, 4, dayOfApril), Qingming.On(year));

    [Theory]
    [InlineData(1999)]
    [InlineData(2100)]
    public void Other_centuries_are_refused(int year) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Qingming.On(year));
}
