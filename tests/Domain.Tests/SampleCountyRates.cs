using System.Globalization;
using Disbursement.Samples.Counties;
using Disbursement.Samples.Stories;

namespace Disbursement.Domain.Tests;

/// <summary>The standards files as the sample tests read them: a plain lookup, not the engine's.</summary>
internal static class SampleCountyRates
{
    /// <summary>Cells of a standards file, header left out.</summary>
    public static List<string[]> Rows(string name)
    {
        using var writer = new StringWriter();
        StoryFile.Standard("rates", name).Content(writer);
        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(line => line.Split(','))];
    }

    /// <summary>Yuan a year by the national standard that took effect on a day; JX as assessed.</summary>
    public static decimal YearlyYuan(RosterIdentity identity, string effectiveFrom)
    {
        if (identity.Category.IsAssessed) return identity.AssessedYuan * 12;
        var category = identity.Category.IsDisability ? "残疾军人" : identity.Category.Label;
        var row = National.Single(r =>
            r[0] == category && r[7] == effectiveFrom
            && (r[1].Length == 0 || int.Parse(r[1]) == identity.Level)
            && (r[2].Length == 0 || r[2] == identity.Nature)
            && (r[3].Length == 0 || r[3] == identity.Period));
        // A part year counts as one.
        var years = Math.Ceiling(decimal.Parse(identity.ServiceYears ?? "1", CultureInfo.InvariantCulture));
        return decimal.Parse(row[6], CultureInfo.InvariantCulture) * years;
    }

    private static readonly List<string[]> National = Rows("rates-national.csv");
}
