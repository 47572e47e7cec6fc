using System.Globalization;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.People;
using Disbursement.Domain.Tests.Tables;

namespace Disbursement.Domain.Tests.BackPayments;

/// <summary>法定退休年龄 by the decision of 2024-09-13: the steps of its three tables, before, at and after them.</summary>
public sealed class RetirementAgeTests
{
    [Fact]
    public void Age_and_day_by_month_of_birth() => ClerkTable.Holds("""
        | 谁     | 出生       | 年龄和退休日           |
        | 男     | 1950-06-15 | 60岁 2010-06-15        |
        | 男     | 1964-12-31 | 60岁 2024-12-31        |
        | 男     | 1965-01-01 | 60岁1个月 2025-02-01   |
        | 男     | 1965-04-30 | 60岁1个月 2025-05-30   |
        | 男     | 1965-05-01 | 60岁2个月 2025-07-01   |
        | 男     | 1966-01-20 | 60岁4个月 2026-05-20   |
        | 男     | 1968-12-05 | 61岁 2029-12-05        |
        | 男     | 1970-01-08 | 61岁4个月 2031-05-08   |
        | 男     | 1976-08-31 | 62岁11个月 2039-07-31  |
        | 男     | 1976-09-01 | 63岁 2039-09-01        |
        | 男     | 1976-12-31 | 63岁 2039-12-31        |
        | 男     | 1990-03-10 | 63岁 2053-03-10        |
        | 女50岁 | 1974-12-31 | 50岁 2024-12-31        |
        | 女50岁 | 1975-01-01 | 50岁1个月 2025-02-01   |
        | 女50岁 | 1975-02-28 | 50岁1个月 2025-03-28   |
        | 女50岁 | 1975-03-01 | 50岁2个月 2025-05-01   |
        | 女50岁 | 1980-01-15 | 52岁7个月 2032-08-15   |
        | 女50岁 | 1984-10-31 | 54岁11个月 2039-09-30  |
        | 女50岁 | 1984-11-01 | 55岁 2039-11-01        |
        | 女50岁 | 1990-03-10 | 55岁 2045-03-10        |
        | 女55岁 | 1969-12-31 | 55岁 2024-12-31        |
        | 女55岁 | 1970-01-01 | 55岁1个月 2025-02-01   |
        | 女55岁 | 1970-05-01 | 55岁2个月 2025-07-01   |
        | 女55岁 | 1981-08-31 | 57岁11个月 2039-07-31  |
        | 女55岁 | 1981-09-01 | 58岁 2039-09-01        |
        | 女55岁 | 1990-03-10 | 58岁 2048-03-10        |
        """, Said);

    /// <summary>Born on the 29th to 31st, reached in a month that has no such day: its last day.</summary>
    [Fact]
    public void A_month_without_the_day_has_its_last_day() => ClerkTable.Holds("""
        | 谁     | 出生       | 年龄和退休日          |
        | 男     | 1965-01-29 | 60岁1个月 2025-02-28  |
        | 男     | 1965-01-31 | 60岁1个月 2025-02-28  |
        | 男     | 1965-03-31 | 60岁1个月 2025-04-30  |
        | 男     | 1966-10-31 | 60岁6个月 2027-04-30  |
        | 男     | 1964-02-29 | 60岁 2024-02-29       |
        | 女50岁 | 1972-02-29 | 50岁 2022-02-28       |
        """, Said);

    [Theory]
    [InlineData("110105196501011235", true)]
    [InlineData("110105196501011243", false)]
    [InlineData("11010519650101121X", true)]
    [InlineData("110105196501011200", false)]
    public void A_man_is_told_by_digit_17_of_the_identity_number(string number, bool isMan) =>
        Assert.Equal(isMan, IdentityNumber.IsMan(number));

    [Fact]
    public void Of_a_woman_whose_post_is_not_said_the_age_was_50() => Assert.Equal(
        new DateOnly(2025, 2, 1), RetirementAge.ReachedOn(new(1975, 1, 1), isMan: false));

    [Theory]
    [InlineData(45)]
    [InlineData(60)]
    public void Women_of_another_age_are_a_programmers_error(int age) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RetirementAge.ReachedOn(new(1975, 1, 1), false, age));

    /// <summary>Day by day over forty years: a step of the ladder never lets a younger person go first.</summary>
    [Theory]
    [InlineData(true, 50, 60, 63)]
    [InlineData(false, 50, 50, 55)]
    [InlineData(false, 55, 55, 58)]
    public void Who_is_born_later_never_retires_earlier_and_all_between_the_two_ages(
        bool isMan, int ageOfWomen, int lowest, int highest)
    {
        var before = default(DateOnly);
        for (var born = new DateOnly(1955, 1, 1); born.Year < 1995; born = born.AddDays(1))
        {
            var day = RetirementAge.ReachedOn(born, isMan, ageOfWomen);
            Assert.True(day >= before, $"{born:yyyy-MM-dd}");
            Assert.InRange(day, born.AddYears(lowest), born.AddYears(highest));
            before = day;
        }
    }

    private static string Said(Row row)
    {
        var born = DateOnly.ParseExact(row["出生"], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var (isMan, age) = (row["谁"] == "男", row["谁"] == "女55岁" ? 55 : 50);
        var months = RetirementAge.MonthsFor(born, isMan, age);
        var rest = months % 12 == 0 ? "" : $"{months % 12}个月";
        return $"{months / 12}岁{rest} {RetirementAge.ReachedOn(born, isMan, age):yyyy-MM-dd}";
    }
}
