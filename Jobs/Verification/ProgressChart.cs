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
        var (from, deadline) = (of.Campaign.From, of.Campaign.Deadline);
        var last = of.Today > deadline ? of.Today : deadline;
        var people = Math.Max(1, of.People);
        double X(DateOnly day) => Left + ((Width - Left - Right) * (double)(day.DayNumber - from.DayNumber)
            / Math.Max(1, last.DayNumber - from.DayNumber));
        double Y(double count) => Height - Bottom - ((Height - Top - Bottom) * count / people);
        var svg = new StringBuilder("<svg xmlns='http://www.w3.org/2000/svg' role='img' aria-label='年度确认进度图'")
            .Append(CultureInfo.InvariantCulture, $" viewBox='0 0 {Width} {Height}' width='100%'")
            .Append(" font-family='sans-serif' font-size='12'>");
        for (var part = 0; part <= 4; part++)
        {
            var count = people * part / 4;
            svg.Append(Line(Left, Y(count), Width - Right, Y(count), "stroke='#ddd'"))
                .Append(Text(Left - 6, Y(count) + 4, "text-anchor='end' fill='#555'", $"{count}"));
        }

        foreach (var month in MonthsBetween(from, last))
            svg.Append(Line(X(month), Top, X(month), Height - Bottom, "stroke='#eee'"))
                .Append(Text(X(month), Height - Bottom + 16, "text-anchor='middle' fill='#555'", Spoken(month)));
        var target = of.People - of.Cells.Where(c => !Counts(c.Class)).Sum(c => c.People);
        svg.Append(Line(
                X(from), Y(0), X(deadline), Y(target), "stroke='#888' stroke-width='1.5' stroke-dasharray='7 4'"))
            .Append(Text(X(deadline) + 6, Y(target) + 4, "fill='#666'", $"按期应找到 {target}人"))
            .Append(Line(X(deadline), Top, X(deadline), Height - Bottom, "stroke='#b00' stroke-width='1'"))
            .Append(Text(
                X(deadline), Height - Bottom + 32, "text-anchor='middle' fill='#b00'", $"截止 {Spoken(deadline)}"));
        Actual(svg, of, X, Y);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Who has to be found: the dead, the moved and the exempt need no confirmation.</summary>
    private static bool Counts(Domain.Verification.VerificationClass of) =>
        of is not (Domain.Verification.VerificationClass.Exempt or Domain.Verification.VerificationClass.Dead
            or Domain.Verification.VerificationClass.MovedOut or Domain.Verification.VerificationClass.Ended);

    private static void Actual(
        StringBuilder svg, VerificationOverview of, Func<DateOnly, double> x, Func<double, double> y)
    {
        var points = new List<(DateOnly Day, int Confirmed)> { (of.Campaign.From, 0) };
        foreach (var (day, confirmed) in of.Days.Where(d => d.Day >= of.Campaign.From && d.Day <= of.Today))
        {
            points.Add((day, points[^1].Confirmed));
            points.Add((day, confirmed));
        }

        points.Add((of.Today, points[^1].Confirmed));
        var now = points[^1].Confirmed;
        var corners = string.Join(' ', points.Select(p => string.Create(
            CultureInfo.InvariantCulture, $"{x(p.Day):0.#},{y(p.Confirmed):0.#}")));
        svg.Append($"<polyline fill='none' stroke='#0a5' stroke-width='2.5' points='{corners}'/>")
            .Append(CultureInfo.InvariantCulture, $"<circle cx='{x(of.Today):0.#}' cy='{y(now):0.#}' ")
            .Append("r='4' fill='#0a5'/>");
        if (of.DaysLeft > 0 && of.Stored.ClosedOn is null)
        {
            var end = Math.Min(of.People, now + (double)(of.Pace * of.DaysLeft));
            svg.Append(Line(
                x(of.Today), y(now), x(of.Campaign.Deadline), y(end),
                "stroke='#0a5' stroke-width='1.5' stroke-dasharray='2 4'"));
        }

        var nearEnd = x(of.Today) > Width - Right - 90;
        svg.Append(Text(
            // Below the words of the other line, where both end together.
            x(of.Today) + (nearEnd ? -8 : 8), y(now) + (nearEnd ? 34 : 18),
            $"text-anchor='{(nearEnd ? "end" : "start")}' fill='#073'",
            $"已确认 {now}人"));
    }

    /// <param name="look">Its other attributes.</param>
    private static string Line(double x1, double y1, double x2, double y2, string look) => string.Create(
        CultureInfo.InvariantCulture, $"<line x1='{x1:0.#}' y1='{y1:0.#}' x2='{x2:0.#}' y2='{y2:0.#}' {look}/>");

    /// <param name="look">Its other attributes.</param>
    private static string Text(double x, double y, string look, string words) => string.Create(
        CultureInfo.InvariantCulture, $"<text x='{x:0.#}' y='{y:0.#}' {look}>{words}</text>");

    private static string Spoken(DateOnly day) => $"{day.Month}月{day.Day}日";

    private static IEnumerable<DateOnly> MonthsBetween(DateOnly from, DateOnly last)
    {
        yield return from;
        for (var month = new DateOnly(from.Year, from.Month, 1).AddMonths(1); month <= last; month = month.AddMonths(1))
            if (month.DayNumber - from.DayNumber > 10) yield return month;
    }
}
