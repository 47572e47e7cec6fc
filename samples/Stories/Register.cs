using System.Globalization;
using Disbursement.Domain;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>
/// 退役士兵信息采集: most are on the roster or too young; who turns sixty in these months applies in time, but for two.
/// </summary>
internal sealed class Register
{
    private const ulong Seed = 9_108;
    private const int TooYoung = 150;
    private const int EverySoMany = 200;
    private readonly List<EvidenceRow> rows = [];

    /// <param name="coming">Who applies in the months to come.</param>
    public Register(Cast cast, IEnumerable<RosterPerson> coming, DateOnly on)
    {
        foreach (var person in cast.People.Where((p, i) => i % EverySoMany == 0 && p.Is("81")).Concat(coming))
            rows.Add(Of(person.IdNumber, person.Name, on, person.First.ServiceYears ?? "3"));
        var dice = new Dice(Seed);
        for (var n = 0; n < TooYoung; n++)
        {
            var born = new DateOnly(dice.Between(1967, 1985), dice.Between(1, 12), dice.Between(1, 28));
            rows.Add(Of(cast.NumberOf(born, male: true), Names.Draw(male: true, born.Year, ref dice), on, "2"));
        }

        foreach (var born in (DateOnly[])[new(1966, 5, 16), new(1965, 11, 20)])
            rows.Add(Of(cast.NumberOf(born, male: true), Names.Draw(male: true, born.Year, ref dice), on, "4"));
    }

    public IEnumerable<EvidenceRow> Rows => rows;

    /// <summary>His sixtieth birthday is in May.</summary>
    public string TurningSixty => rows[^2].IdNumber;

    /// <summary>Sixty since November, and on no roster.</summary>
    public string Unpaid => rows[^1].IdNumber;

    private static EvidenceRow Of(string number, string name, DateOnly on, string years) =>
        new("退役士兵信息采集", number, name, "退役士兵", on)
        {
            Detail = string.Create(CultureInfo.InvariantCulture, $"农村入伍，服役{years}年"),
        };
}
