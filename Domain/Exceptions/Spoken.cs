using System.Globalization;

namespace Disbursement.Domain.Exceptions;

/// <summary>How dates, months and levels are said in sentences; money is <see cref="Money.Spoken"/>.</summary>
public static class Spoken
{
    private static readonly string[] Levels = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

    /// <summary>"2026年3月5日".</summary>
    public static string Date(DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"{date.Year}年{date.Month}月{date.Day}日");

    /// <summary>
    /// The day behind <see cref="Date"/>; of our own sentences, so anything else is a broken invariant.
    /// </summary>
    public static DateOnly ReadDate(string spoken) =>
        DateOnly.ParseExact(spoken, "yyyy年M月d日", CultureInfo.InvariantCulture);

    /// <summary>"2026年3月".</summary>
    public static string Month(PayMonth month) =>
        string.Create(CultureInfo.InvariantCulture, $"{month.Year}年{month.Number}月");

    /// <summary>
    /// Consecutive months joined: "2025年8月至12月、2026年2月". In any order, each month said once; "" for none.
    /// </summary>
    public static string Months(IEnumerable<PayMonth> months)
    {
        var spans = new List<(PayMonth First, PayMonth Last)>();
        foreach (var month in months.Distinct().Order())
        {
            if (spans.Count > 0 && month - spans[^1].Last == 1) spans[^1] = (spans[^1].First, month);
            else spans.Add((month, month));
        }

        return string.Join('、', spans.Select(Span));
    }

    /// <summary>Disability level 1–10 as certificates write it: "一" … "十".</summary>
    public static string Level(int level) => Levels[level - 1];

    private static string Span((PayMonth First, PayMonth Last) span)
    {
        if (span.First == span.Last) return Month(span.First);
        var last = span.First.Year == span.Last.Year
            ? string.Create(CultureInfo.InvariantCulture, $"{span.Last.Number}月")
            : Month(span.Last);
        return $"{Month(span.First)}至{last}";
    }
}
