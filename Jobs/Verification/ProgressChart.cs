using System.Globalization;
using System.Text;

namespace Disbursement.Jobs.Verification;

/// <summary>
/// 进度图: confirmed day by day, the line that reaches everybody on the last day, and where the pace leads. SVG that
/// prints without colours too.
/// </summary>
public static class ProgressChart
{
    private const int Width = 860;
    private const int Height = 300;
    private const int Left = 62;
    private const int Right = 112;
    private const int Top = 18;
    private const int Bottom = 40;

    public static string Draw(VerificationOverview of)
    {
        var from = of.Campaign.From;
        var last = of.Today > of.Campaign.Deadline ? of.Today : of.Campaign.Deadline;
        var people = Math.Max(1, of.People);
        double X(DateOnly day) => Left + ((Width - Left - Right) * (double)(day.DayNumber - from.DayNumber)
            / Math.Max(1, last.DayNumber - from.DayNumber));
        double Y(double count) => Height - Bottom - ((Height - Top - Bottom) * count / people);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg viewBox="0 0 {Width} {Height}" width="100%" role="img" aria-label="年度确认进度图" xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" font-size="12">
            """);
        for (var part = 0; part <= 4; part++)
        {
            var count = people * part / 4;
            svg.Append(CultureInfo.InvariantCulture, $"""
                <line x1="{Left}" x2="{Width - Right}" y1="{Y(count):0.#}" y2="{Y(count):0.#}" stroke="#ddd"/>
                <text x="{Left - 6}" y="{Y(count) + 4:0.#}" text-anchor="end" fill="#555">{count}</text>
                """);
        }

        foreach (var month in MonthsBetween(from, last))
            svg.Append(CultureInfo.InvariantCulture, $"""
                <line x1="{X(month):0.#}" x2="{X(month):0.#}" y1="{Top}" y2="{Height - Bottom}" stroke="#eee"/>
                <text x="{X(month):0.#}" y="{Height - Bottom + 16}" text-anchor="middle" fill="#555">{month.Month}月{month.Day}日</text>
                """);
        var target = of.People - of.Cells.Where(c => !Counts(c.Class)).Sum(c => c.People);
        svg.Append(CultureInfo.InvariantCulture, $"""
            <line x1="{X(from):0.#}" y1="{Y(0):0.#}" x2="{X(of.Campaign.Deadline):0.#}" y2="{Y(target):0.#}" stroke="#888" stroke-width="1.5" stroke-dasharray="7 4"/>
            <text x="{X(of.Campaign.Deadline) + 6:0.#}" y="{Y(target) + 4:0.#}" fill="#666">按期完成线 {target}人</text>
            <line x1="{X(of.Campaign.Deadline):0.#}" x2="{X(of.Campaign.Deadline):0.#}" y1="{Top}" y2="{Height - Bottom}" stroke="#b00" stroke-width="1"/>
            <text x="{X(of.Campaign.Deadline):0.#}" y="{Height - Bottom + 32}" text-anchor="middle" fill="#b00">截止 {of.Campaign.Deadline.Month}月{of.Campaign.Deadline.Day}日</text>
            """);
        Actual(svg, of, X, Y);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Who has to be found: the dead, the moved and the exempt need no confirmation.</summary>
    private static bool Counts(Domain.Verification.VerificationClass of) =>
        of is not (Domain.Verification.VerificationClass.Exempt or Domain.Verification.VerificationClass.Dead
            or Domain.Verification.VerificationClass.MovedOut or Domain.Verification.VerificationClass.Ended);

    private static void Actual(StringBuilder svg, VerificationOverview of, Func<DateOnly, double> x, Func<double, double> y)
    {
        var points = new List<(DateOnly Day, int Confirmed)> { (of.Campaign.From, 0) };
        foreach (var (day, confirmed) in of.Days.Where(d => d.Day >= of.Campaign.From && d.Day <= of.Today))
        {
            points.Add((day, points[^1].Confirmed));
            points.Add((day, confirmed));
        }

        points.Add((of.Today, points[^1].Confirmed));
        var now = points[^1].Confirmed;
        svg.Append(CultureInfo.InvariantCulture, $"""
            <polyline fill="none" stroke="#0a5" stroke-width="2.5" points="{string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{x(p.Day):0.#},{y(p.Confirmed):0.#}")))}"/>
            <circle cx="{x(of.Today):0.#}" cy="{y(now):0.#}" r="4" fill="#0a5"/>
            """);
        if (of.DaysLeft > 0 && of.Stored.ClosedOn is null)
        {
            var end = Math.Min(of.People, now + (double)(of.Pace * of.DaysLeft));
            svg.Append(CultureInfo.InvariantCulture, $"""
                <line x1="{x(of.Today):0.#}" y1="{y(now):0.#}" x2="{x(of.Campaign.Deadline):0.#}" y2="{y(end):0.#}" stroke="#0a5" stroke-width="1.5" stroke-dasharray="2 4"/>
                """);
        }

        var nearEnd = x(of.Today) > Width - Right - 90;
        svg.Append(CultureInfo.InvariantCulture, $"""
            <text x="{(nearEnd ? x(of.Today) - 8 : x(of.Today) + 8):0.#}" y="{y(now) + 18:0.#}" text-anchor="{(nearEnd ? "end" : "start")}" fill="#073">已确认 {now}人</text>
            """);
    }

    private static IEnumerable<DateOnly> MonthsBetween(DateOnly from, DateOnly last)
    {
        yield return from;
        for (var month = new DateOnly(from.Year, from.Month, 1).AddMonths(1); month <= last; month = month.AddMonths(1))
            if (month.DayNumber - from.DayNumber > 10) yield return month;
    }
}
