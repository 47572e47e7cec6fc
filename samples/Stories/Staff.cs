using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>Who confirms: four at each station, and two of the county bureau who look again.</summary>
internal static class Staff
{
    private const ulong Seed = 9_104;
    private const int AtAStation = 4;

    private static readonly Dictionary<string, string[]> Stations = Township.All
        .Select((t, place) => (t.Name, Staff: Names(place))).ToDictionary(t => t.Name, t => t.Staff);

    /// <summary>Of the bureau: nobody of them is at a station.</summary>
    public static (string By, string Second) Bureau => ("周核查", "吴核查");

    /// <summary>Two different ones of a station; who alone confirms is the first.</summary>
    public static (string By, string Second) Of(Township station, int lot)
    {
        var staff = Stations[station.Name];
        return (staff[lot % AtAStation], staff[(lot + 1) % AtAStation]);
    }

    private static string[] Names(int place)
    {
        var dice = Dice.For(Seed, place);
        var names = new List<string>();
        while (names.Count < AtAStation)
        {
            var name = Counties.Names.Draw(dice.Percent(50), dice.Between(1970, 1999), ref dice);
            if (!names.Contains(name)) names.Add(name);
        }

        return [.. names];
    }
}
