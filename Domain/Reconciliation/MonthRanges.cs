namespace Disbursement.Domain.Reconciliation;

/// <summary>Months as sentences say them: "2019-03至2019-08、2020-01".</summary>
public static class MonthRanges
{
    /// <param name="months">In order, each once.</param>
    public static string Spoken(IEnumerable<PayMonth> months) =>
        string.Join('、', Of(months).Select(r => r.From == r.To ? $"{r.From}" : $"{r.From}至{r.To}"));

    public static List<(PayMonth From, PayMonth To)> Of(IEnumerable<PayMonth> months)
    {
        var ranges = new List<(PayMonth From, PayMonth To)>();
        foreach (var month in months)
        {
            if (ranges.Count > 0 && ranges[^1].To + 1 == month) ranges[^1] = (ranges[^1].From, month);
            else ranges.Add((month, month));
        }

        return ranges;
    }
}
