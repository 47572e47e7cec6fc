using System.Globalization;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Cases;

namespace Disbursement.Jobs.Verification;

/// <summary>How far each township is, and whether at its pace it gets everybody by the deadline.</summary>
internal sealed class StationPace(CampaignFrame? frame, DateOnly today)
{
    /// <summary>Before a week is over nobody is behind.</summary>
    private const int FirstDays = 7;

    private readonly SortedDictionary<string, (int People, int Done)> townships = new(StringComparer.Ordinal);
    private readonly SortedSet<string> questioned = new(StringComparer.Ordinal);

    /// <summary>Stations of which somebody is to be confirmed anew.</summary>
    public IReadOnlyCollection<string> Questioned => questioned;

    public void Count(VerificationFile file, Standing standing)
    {
        var member = file.Member!;
        if (standing.Class == VerificationClass.Questioned)
            questioned.UnionWith(file.Confirmations.Where(c => frame!.IsQuestioned(c, member.Region))
                .Select(c => CampaignFrame.StationOf(c, member.Region)));
        var township = TownshipOf(member.Region);
        var (people, done) = townships.GetValueOrDefault(township);
        townships[township] = (people + 1, done + (standing.Class.IsAccountedFor() ? 1 : 0));
    }

    /// <summary>Nine digits; "" where there are none.</summary>
    public static string TownshipOf(string? region) => region is { Length: >= 9 } ? region[..9] : "";

    public IEnumerable<FoundCase> Cases()
    {
        if (frame is not { Campaign: var campaign } || today > campaign.Deadline) yield break;
        var elapsed = today.DayNumber - campaign.From.DayNumber + 1;
        var left = campaign.Deadline.DayNumber - today.DayNumber;
        if (elapsed < FirstDays) yield break;
        foreach (var (township, (people, done)) in townships)
        {
            var behind = people - done - (int)((long)done * left / elapsed);
            if (behind <= 0) continue;
            var rate = people == 0 ? 0m : done * 1000L / people / 10m;
            yield return new FoundCase(
                CaseKey.Of(ExceptionCode.VerifyStationBehind, null, $"{campaign.Year}", null, null, township),
                Severity.Warn, null, new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["乡镇"] = township.Length == 0 ? "（没有乡镇）" : township,
                    ["比例"] = rate.ToString("0.#", CultureInfo.InvariantCulture),
                    ["日期"] = Spoken.Date(campaign.Deadline), ["人数"] = $"{behind}",
                });
        }
    }
}
