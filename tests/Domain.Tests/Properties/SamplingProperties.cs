using System.Globalization;
using CsCheck;
using Disbursement.Domain.Verification;

namespace Disbursement.Domain.Tests.Properties;

/// <summary>抽查: whoever knows the seed draws the same, and nobody can choose whom.</summary>
public sealed class SamplingProperties
{
    private static readonly Gen<Candidate[]> Station = Gen.Bool.Array[0, 300].Select(doubles => doubles
        .Select((d, i) => new Candidate(i, string.Create(CultureInfo.InvariantCulture, $"9990011960{i:00000000}"), d))
        .ToArray());

    [Fact]
    public void The_same_seed_draws_the_same_people_in_whatever_order_they_lie() => Check.Sample(
        Gen.Select(Station, Gen.String[1, 8], Gen.Int[1, 50]), (station, seed, percent) =>
            Assert.Equal(
                Sampling.Draw(seed, 2026, percent, station).Select(c => c.Person),
                Sampling.Draw(seed, 2026, percent, [.. station.Reverse()]).Select(c => c.Person)));

    [Fact]
    public void At_least_three_of_a_station_the_percent_of_each_kind_and_twice_that_of_the_remote() => Check.Sample(
        Gen.Select(Station, Gen.Int[1, 50]), (station, percent) =>
        {
            var drawn = Sampling.Draw("甲子", 2026, percent, station);
            Assert.Equal(drawn.Count, drawn.Select(c => c.Person).Distinct().Count());
            Assert.True(drawn.Count >= Math.Min(3, station.Length));
            var (remote, near) = (station.Count(c => c.IsDouble), station.Count(c => !c.IsDouble));
            Assert.True(drawn.Count(c => c.IsDouble) * 100 >= remote * Math.Min(100, 2 * percent));
            Assert.True(drawn.Count(c => !c.IsDouble) * 100 >= near * percent);
            // No more than that, but for the least of a station.
            var most = Math.Ceiling(remote * Math.Min(100, 2 * percent) / 100.0) + Math.Ceiling(near * percent / 100.0);
            Assert.True(drawn.Count <= Math.Max(most, Math.Min(3, station.Length)));
        });

    [Fact]
    public void Another_seed_or_year_draws_others()
    {
        Candidate[] station =
            [.. Enumerable.Range(0, 400).Select(i => new Candidate(i, $"99900119600000{i:0000}", false))];
        var drawn = Sampling.Draw("甲", 2026, 5, station).Select(c => c.Person).ToList();
        Assert.Equal(20, drawn.Count);
        Assert.NotEqual(drawn, Sampling.Draw("乙", 2026, 5, station).Select(c => c.Person));
        Assert.NotEqual(drawn, Sampling.Draw("甲", 2027, 5, station).Select(c => c.Person));
    }
}
