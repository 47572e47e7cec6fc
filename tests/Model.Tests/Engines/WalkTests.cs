using Disbursement.Model.Tests.Counties;

namespace Disbursement.Model.Tests.Engines;

/// <summary>
/// The comparison itself: it agrees with what agrees, and names the person of a line that is missing.
/// </summary>
public sealed class WalkTests
{
    private static readonly IReadOnlyList<Step> Year = RandomCounty.Year(3, new CountyOptions { People = 60 });

    [Fact]
    public async Task A_program_that_says_what_the_model_says_passes()
    {
        var folder = Homes.Folder("puppet");
        var walk = new Walk("puppet", folder, new EngineDriver(new Puppet(Year), folder));
        await walk.Play(Year);
        Assert.True(walk.Runs >= 8 && walk.Rows > 500, $"{walk.Runs} runs, {walk.Rows} rows");
        var replay = await File.ReadAllTextAsync(
            Path.Combine(folder, "replay.sh"), TestContext.Current.CancellationToken);
        Assert.Contains("payout approve", replay);
        Homes.Delete(folder);
    }

    [Fact]
    public async Task A_missing_line_is_found_and_told_with_the_persons_history()
    {
        var folder = Homes.Folder("puppet");
        var wrong = Year.OfType<WorkOut>().ElementAt(4);
        var walk = new Walk("puppet", folder, new EngineDriver(new Puppet(Year, wrong.Run), folder));
        var failure = await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => walk.Play(Year));
        Assert.Contains($"WorkOut {wrong.Run}", failure.Message);
        Assert.Contains("1 rows missing, 0 too many", failure.Message);
        Assert.Contains("ROSTER Name=", failure.Message);
        Homes.Delete(folder);
    }
}
