using Disbursement.Domain.People;
using Disbursement.Samples.Stories;

namespace Disbursement.Domain.Tests;

public sealed class SampleCampaignTests
{
    private static readonly Story Story = Story.Of();

    private static IEnumerable<StoryFile> Files =>
        Story.Months.SelectMany(m => m.Files).Concat(Story.Campaign.Days.SelectMany(d => d.Files));

    [Fact]
    public void Every_station_confirms_some_eight_thousand_people_in_time()
    {
        var rows = Rows("confirmations", "确认表").ToList();
        Assert.InRange(rows.Select(r => r[0]).Distinct(StringComparer.Ordinal).Count(), 8_200, 8_500);
        Assert.Equal(22, rows.Where(r => r[3] == "通过").Select(r => r[4]).Distinct(StringComparer.Ordinal).Count());
        Assert.All(rows, r => Assert.True(r[1].CompareTo("2026-01-09") >= 0 && r[1].CompareTo("2026-04-04") <= 0));
        Assert.Equal(
            ["人脸识别", "入户", "境外证明", "异地协查", "现场", "视频"],
            rows.Select(r => r[2]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.InRange(rows.Count(r => r[3] == "信息有变"), 5, 40);
        Assert.Single(rows, r => r[3] == "不再符合");
    }

    [Fact]
    public void Who_goes_to_a_home_goes_with_another_and_who_speaks_for_afar_has_a_paper()
    {
        foreach (var row in Rows("confirmations", ""))
        {
            if (row[2] == "入户") Assert.NotEqual("", row[6]);
            if (row[2] is "异地协查" or "境外证明") Assert.NotEqual("", row[7]);
            Assert.NotEqual(row[5], row[6]);
        }
    }

    [Fact]
    public void Sixty_are_not_confirmed_in_time_in_each_group()
    {
        var confirmed = Rows("confirmations", "确认表").Where(r => r[3] is "通过" or "信息有变").Select(r => r[0])
            .ToHashSet(StringComparer.Ordinal);
        var people = Story.County.Everybody().ToDictionary(p => p.IdNumber, StringComparer.Ordinal);
        Assert.Equal(60, Story.Campaign.Missed.Distinct(StringComparer.Ordinal).Count());
        Assert.All(Story.Campaign.Missed, number => Assert.DoesNotContain(number, confirmed));
        Assert.Equal(14, Story.Campaign.Missed.Count(n => people[n].First.Category.IsDisability));
    }

    [Fact]
    public void Nobody_is_met_after_the_day_on_which_he_died()
    {
        var deaths = Story.Months.SelectMany(m => m.Changes)
            .Where(c => c.Change == "死亡" && c.IdNumber != Story.WronglyDead).DistinctBy(c => c.IdNumber)
            .ToDictionary(c => c.IdNumber, c => $"{c.EffectiveOn:yyyy-MM-dd}", StringComparer.Ordinal);
        Assert.All(Rows("confirmations", "").Where(r => deaths.ContainsKey(r[0])),
            r => Assert.True(r[1].CompareTo(deaths[r[0]]) <= 0));
    }

    [Fact]
    public void Lists_of_other_offices_are_mostly_about_strangers_and_know_the_dead_of_the_county()
    {
        var ours = Story.County.Everybody().Select(p => p.IdNumber).ToHashSet(StringComparer.Ordinal);
        var rows = Rows("evidence", "比对名单").ToList();
        Assert.All(rows.Where(r => r[1].Length == 18), r => Assert.True(IdentityNumber.IsValid(r[1])));
        Assert.Single(rows, r => r[1].Length == 15);
        var dead = rows.Where(r => r[3] is "火化" or "死亡医学证明" && ours.Contains(r[1])).Select(r => r[1])
            .Distinct(StringComparer.Ordinal).ToList();
        Assert.InRange(dead.Count, 60, 100);
        var recorded = Story.Months.SelectMany(m => m.Changes).Where(c => c.Change == "死亡").Select(c => c.IdNumber);
        Assert.Equal(
            [Story.Campaign.ReportedTwice, Story.Campaign.OtherName],
            dead.Except(recorded, StringComparer.Ordinal));
        Assert.InRange(rows.Count(r => ours.Contains(r[1])), 200, rows.Count / 4);
    }

    [Fact]
    public void The_man_whose_death_is_taken_back_was_met_at_home_by_two_and_that_comes_in_before()
    {
        var february = Story.Months.Single(m => m.Month == new PayMonth(2026, 2));
        var kinds = february.Files.Select(f => f.Kind).ToList();
        Assert.True(kinds.IndexOf("confirmations") < kinds.IndexOf("changes"));
        var seen = Assert.Single(Rows("confirmations", "确认表-2026-02"), r => r[0] == Story.WronglyDead);
        Assert.Equal("入户", seen[2]);
    }

    [Fact]
    public void It_is_told_the_same_twice()
    {
        var again = Story.Of();
        var files = again.Months.SelectMany(m => m.Files).Concat(again.Campaign.Days.SelectMany(d => d.Files));
        Assert.All(Files.Zip(files), f => Assert.Equal(Text(f.First), Text(f.Second)));
    }

    private static IEnumerable<string[]> Rows(string kind, string name) => Files
        .Where(f => f.Kind == kind && f.Name.StartsWith(name, StringComparison.Ordinal))
        .SelectMany(f => Text(f).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)).Select(l => l.Split(','));

    private static string Text(StoryFile file)
    {
        using var writer = new StringWriter();
        file.Content(writer);
        return writer.ToString();
    }
}
