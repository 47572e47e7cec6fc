using System.Globalization;

namespace Disbursement.Model.Tests.Reference;

/// <summary>A month is its first day: the model shares no type with the engine.</summary>
static class Months
{
    public static DateOnly Of(DateOnly day) => new(day.Year, day.Month, 1);

    public static DateOnly Next(DateOnly month) => month.AddMonths(1);

    public static IEnumerable<DateOnly> Through(DateOnly first, DateOnly last)
    {
        for (var month = first; month <= last; month = month.AddMonths(1)) yield return month;
    }

    public static string Text(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public static string DayText(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Parse(string text) =>
        DateOnly.ParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>Fen to yuan and back, as files carry it.</summary>
static class Fen
{
    public static string Yuan(long fen) => (fen / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public static long Parse(string yuan) => (long)(decimal.Parse(yuan, CultureInfo.InvariantCulture) * 100m);
}
