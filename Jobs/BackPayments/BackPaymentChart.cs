using System.Globalization;
using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// 四方进度图: of the approved months how many are billed, paid and posted, one bar each, by insurance. SVG that prints
/// without colours too.
/// </summary>
public static class BackPaymentChart
{
    private const int Width = 860;
    private const int Left = 120;
    private const int Right = 210;
    private const int Bar = 22;
    private const int Step = 30;

    private static readonly (MonthStage Stage, string Word, string Colour)[] Stages =
    [
        (MonthStage.Approved, "核定", "#8a8a8a"), (MonthStage.Billed, "开单", "#5b8fd6"),
        (MonthStage.Paid, "缴清", "#2f9e6e"), (MonthStage.Posted, "记账", "#0b6b45"),
    ];

    public static string Draw(BackPaymentTally of)
    {
        var most = Math.Max(1, Insurances.All.Max(i => of.Of(i, MonthStage.Approved).Months));
        var height = Insurances.All.Count * ((Stages.Length * Step) + 20);
        var svg = new StringBuilder("<svg xmlns='http://www.w3.org/2000/svg' role='img' aria-label='社保补缴四方进度图'")
            .Append(CultureInfo.InvariantCulture, $" viewBox='0 0 {Width} {height}' width='100%'")
            .Append(" font-family='sans-serif' font-size='13'>");
        var y = 8;
        foreach (var insurance in Insurances.All)
        {
            svg.Append(Text(8, y + 16, "font-weight='bold'", insurance.Label()));
            foreach (var (stage, word, colour) in Stages)
            {
                var (months, fen) = of.Of(insurance, stage);
                var width = (Width - Left - Right) * (double)months / most;
                svg.Append(Text(Left - 8, y + 16, "text-anchor='end' fill='#444'", word))
                    .Append(CultureInfo.InvariantCulture, $"<rect x='{Left}' y='{y}' width='{width:0.#}' ")
                    .Append(CultureInfo.InvariantCulture, $"height='{Bar}' fill='{colour}'/>")
                    .Append(Text(Left + width + 6, y + 16, "fill='#222'", string.Create(
                        CultureInfo.InvariantCulture, $"{months:#,0}个月　{Money.Spoken(fen)}")));
                y += Step;
            }

            y += 20;
        }

        return svg.Append("</svg>").ToString();
    }

    /// <param name="look">Its other attributes.</param>
    private static string Text(double x, double y, string look, string words) => string.Create(
        CultureInfo.InvariantCulture, $"<text x='{x:0.#}' y='{y:0.#}' {look}>{words}</text>");
}
