using System.Runtime.CompilerServices;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>A person of the population with where he stands.</summary>
internal sealed record PersonStanding(Member Member, VerificationFile File, Standing Standing);

/// <summary>Where everybody of a campaign stands, a range of people at a time.</summary>
internal static class StandingReading
{
    public static async IAsyncEnumerable<List<PersonStanding>> Of(
        NpgsqlConnection connection, Campaign campaign, long known, DateOnly today,
        [EnumeratorCancellation] CancellationToken stop)
    {
        var frame = await CampaignStore.Frame(connection, campaign, known, stop);
        var reading = new VerificationReading(
            connection, known, await ParameterStore.Evidence(connection, known, today, stop));
        var last = await CampaignStore.LastPerson(connection, stop);
        foreach (var scope in PeopleScope.Ranges(last))
        {
            var files = await reading.Files(scope, campaign.Year, stop);
            if (files.Count == 0) continue;
            yield return [.. files.Select(f => new PersonStanding(
                f.File.Member!, f.File, Standing.Of(frame, f.File, today)))];
        }
    }
}

/// <summary>How many stand where, and what that comes to.</summary>
public sealed class ProgressSums(IReadOnlyDictionary<VerificationClass, int> counts)
{
    public int People => counts.Values.Sum();

    public int Confirmed => counts.Where(c => c.Key.IsConfirmed()).Sum(c => c.Value);

    public int AccountedFor => counts.Where(c => c.Key.IsAccountedFor()).Sum(c => c.Value);

    public int Of(VerificationClass of) => counts.GetValueOrDefault(of);

    /// <summary>100 % means accounted for; how many were confirmed stands apart (rules §7, close).</summary>
    public string Sentence => $"有着落{AccountedFor}人（{Percent(AccountedFor)}），其中确认{Confirmed}人（{Percent(Confirmed)}）；"
        + string.Join('、', VerificationClasses.All.Where(c => Of(c) > 0).Select(c => $"{c.Label()}{Of(c)}人")) + "。";

    private string Percent(int part) => PercentOf(part, People);

    /// <summary>Rounded down: 100 % is said of everybody only.</summary>
    public static string PercentOf(int part, int whole) => whole == 0
        ? "—"
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{part * 1000L / whole / 10m:0.#}%");
}
