using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Samples.Counties;

namespace Disbursement.Domain.Tests;

public sealed class SampleCountyTests
{
    private const string RosterHash = "8197222b24ac8f351443649e5e52d7299ba93f4004ec1b2cb752f244f8751b0d";

    private static readonly RosterPerson[] People = [.. new County(County.DemoPeople).Everybody()];

    [Theory]
    [InlineData(8_500)]
    [InlineData(200_000)]
    public void Identity_numbers_are_unique_and_valid(int people)
    {
        var seen = new HashSet<string>(people, StringComparer.Ordinal);
        foreach (var person in new County(people).Everybody())
        {
            Assert.True(IdentityNumber.IsValid(person.IdNumber), person.IdNumber);
            Assert.False(person.IdNumber.EndsWith("000", StringComparison.Ordinal), person.IdNumber);
            Assert.True(seen.Add(person.IdNumber), person.IdNumber);
            Assert.Equal(person.Male, (person.IdNumber[16] - '0') % 2 == 1);
        }
    }

    [Fact]
    public void No_two_of_a_nation_share_a_number()
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        var county = new County(8_700_000);
        for (var index = 0; index < 8_700_000; index += 97) Assert.True(places.Add(county.Person(index).IdNumber));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        using var stream = new MemoryStream();
        using (var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true))
        {
            new County(County.DemoPeople).WriteRoster(writer);
        }

        Assert.Equal(RosterHash, Convert.ToHexStringLower(SHA256.HashData(stream.ToArray())));
    }

    [Theory]
    [InlineData("81", 0.60, 0.67)]
    [InlineData("51", 0.115, 0.145)]
    [InlineData("42", 0.08, 0.10)]
    [InlineData("11", 0.045, 0.065)]
    [InlineData("B1", 0.04, 0.055)]
    [InlineData("41", 0.005, 0.012)]
    [InlineData("21", 0.003, 0.010)]
    public void The_mix_is_that_of_a_county(string category, double least, double most)
    {
        var share = (double)People.Count(p => p.First.Category.Code == category) / People.Length;
        Assert.InRange(share, least, most);
    }

    [Fact]
    public void A_head_costs_about_what_it_cost_in_Huaiyuan()
    {
        // 6,570 yuan in 2023 (policy §7); the standards of 2024 are about five in a hundred higher.
        var total = People.Sum(p => SampleCountyRates.YearlyYuan(p.First, "2024-08-01"));
        Assert.InRange(total / People.Length, 6_300, 7_500);
    }

    [Fact]
    public void Births_suit_the_category()
    {
        foreach (var person in People.Where(p => p.Second is null))
        {
            var (least, most) = person.First.Category.Code switch
            {
                "81" => (1945, 1965),
                "51" or "61" => (1940, 1962),
                "B1" => (1930, 1950),
                "41" => (1925, 1936),
                "11" => (1935, 2000),
                _ => (1917, 2018),
            };
            Assert.InRange(person.Born.Year, least, most);
            if (!person.First.Category.IsByServiceYears) continue;
            Assert.True(person.First.Start.LastDay >= person.Born.AddYears(60), person.IdNumber);
        }
    }

    [Fact]
    public void Accounts_are_mostly_right_and_sometimes_missing_shared_or_odd()
    {
        var accounts = People.Where(p => p.Account is not null).ToList();
        Assert.InRange(People.Length - accounts.Count, 15, 40);
        Assert.InRange(accounts.Count(a => a.Account!.Length == 23), 50, 300);
        var cards = accounts.Where(a => a.Account!.Length == 19).ToList();
        Assert.InRange(cards.Count(c => Numbers.LuhnDigit(c.Account![..18]) != c.Account![18] - '0'), 5, 40);
        Assert.InRange(accounts.Count - accounts.DistinctBy(a => a.Account).Count(), 4, 25);
        Assert.InRange(People.Count(p => p is { AccountName: not null, Payee: null }), 3, 15);
        Assert.InRange(People.Count(p => p.Payee is not null), 5, 60);
        Assert.All(People.Where(p => p.Payee is not null), p => Assert.True(IdentityNumber.IsValid(p.Payee!.IdNumber)));
    }

    [Fact]
    public void About_one_in_a_hundred_has_two_identities_and_a_few_need_nursing()
    {
        Assert.InRange(People.Count(p => p.Second is not null), 55, 115);
        Assert.DoesNotContain(People, p => p.Second?.Category == p.First.Category);
        Assert.InRange(People.Count(p => p.First is { Nursing: "是", Level: >= 1 and <= 4 }), 8, 40);
        Assert.Contains(People, p => p.First.ServiceYears == "2.5");
        Assert.InRange(People.Count(p => p.First.Category.IsAssessed), 3, 20);
    }

    [Fact]
    public void Illness_stops_at_level_six_and_every_row_has_its_obligatory_columns()
    {
        foreach (var identity in People.SelectMany(p => p.Second is null ? [p.First] : new[] { p.First, p.Second }))
        {
            Assert.Equal(identity.Category.IsDisability, identity.Level is >= 1 and <= 10);
            Assert.False(identity is { Nature: "因病", Level: > 6 });
            Assert.Equal(identity.Category.IsByPeriod, identity.Period is not null);
            Assert.Equal(identity.Category.IsByServiceYears, identity.ServiceYears is not null);
            Assert.Equal(identity.Category.IsAssessed, identity.AssessedYuan > 0);
            Assert.Equal(identity.Category.Benefit == Benefit.SurvivorsPension, identity.Relation is not null);
            Assert.Equal("历史数据", identity.Document);
        }
    }

    [Theory]
    [InlineData("𬱖")]
    [InlineData("䶮")]
    [InlineData("㛃")]
    [InlineData("𠮷")]
    [InlineData("喆")]
    [InlineData("堃")]
    [InlineData("镕")]
    [InlineData("昇")]
    [InlineData("玥")]
    [InlineData("珅")]
    [InlineData("瑋")]
    [InlineData("億")]
    [InlineData("·")]
    public void Names_carry_the_characters_that_break_files(string character) =>
        Assert.Contains(People, p => p.Name.Contains(character, StringComparison.Ordinal));
}
