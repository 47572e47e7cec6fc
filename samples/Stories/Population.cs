using Disbursement.Domain;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>Who is to confirm in 2026: paid when the campaign opens, and not first paid inside its window.</summary>
internal sealed class Population
{
    /// <summary>Step of January 2026, the last before the campaign is opened.</summary>
    private const int LastStep = 5;

    private readonly HashSet<string> gone = [];
    private readonly HashSet<string> calledOn = [];
    private readonly List<RosterPerson> all;

    /// <param name="changes">By step.</param>
    /// <param name="newcomers">By step.</param>
    /// <param name="wronglyDead">Who is recorded as dead and is not.</param>
    public Population(
        Cast cast, IReadOnlyList<List<ChangeRow>> changes, IReadOnlyList<List<RosterPerson>> newcomers,
        string wronglyDead)
    {
        Deaths = changes.SelectMany(rows => rows).Where(c => c.Change == "死亡" && c.IdNumber != wronglyDead)
            .DistinctBy(c => c.IdNumber).ToDictionary(c => c.IdNumber, c => c.EffectiveOn, StringComparer.Ordinal);
        foreach (var row in changes.Take(LastStep + 1).SelectMany(rows => rows))
        {
            if (row.Change is "迁出" or "停发" or "中止" || (row.Change == "死亡" && row.EffectiveOn.Year < CampaignStory.Year))
                gone.Add(row.IdNumber);
            if (row.HomeVisit == "是") calledOn.Add(row.IdNumber);
        }

        var known = cast.People.Select(p => p.IdNumber).ToHashSet(StringComparer.Ordinal);
        all =
        [
            .. cast.People,
            .. newcomers.Take(LastStep + 1).SelectMany(p => p).Where(p => !known.Contains(p.IdNumber) && !IsExempt(p)),
        ];
    }

    /// <summary>By identity number.</summary>
    public IReadOnlyDictionary<string, DateOnly> Deaths { get; }

    public IEnumerable<RosterPerson> People => all.Where(p => !gone.Contains(p.IdNumber));

    public bool IsAlive(RosterPerson person, DateOnly on) =>
        !Deaths.TryGetValue(person.IdNumber, out var died) || on <= died;

    /// <summary>上门对象 (rules §7): eighty, level 1–4, mental illness, or the roster says so.</summary>
    public bool IsHouseCall(RosterPerson person) =>
        person.HomeVisit || calledOn.Contains(person.IdNumber) || person.Born.AddYears(80) <= CampaignStory.Deadline
        || new[] { person.First, person.Second }.Any(i => i is { Level: >= 1 and <= 4 } or { Nursing: "精神" });

    /// <summary>Approved and first paid in the year; for who moved here the other county confirms.</summary>
    private static bool IsExempt(RosterPerson person) =>
        person.First.Start >= new PayMonth(CampaignStory.Year, 1)
        && person.First.ApprovedOn?.Year == CampaignStory.Year && !IsMovedIn(person);

    public static bool IsMovedIn(RosterPerson person) =>
        person.First.Document.StartsWith("抚恤关系转入函", StringComparison.Ordinal);
}
