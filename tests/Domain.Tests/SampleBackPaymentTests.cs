using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Samples.BackPayments;
using Disbursement.Samples.Stories;

namespace Disbursement.Domain.Tests;

public sealed class SampleBackPaymentTests
{
    /// <summary>All that there are: a new one has to be planted, and so found in the county of Host.Tests.</summary>
    private static readonly string[] Codes =
    [
        // What follows from the office's own acts, batches and segments taken back, no party's list can plant: see
        // BackPaymentMoneyTables.
        .. ExceptionCode.All.Select(c => c.Code).Where(c => c.StartsWith("bp-", StringComparison.Ordinal))
            .Except(["bp-approved-outside", "bp-public-outside-batch"]).Order(StringComparer.Ordinal),
    ];

    private static readonly BackPaymentCounty County = new();

    private static readonly Dictionary<string, List<string[]>> Rows = County.Files.ToDictionary(
        f => f.Name, f => Lines(f).Skip(1).Select(l => l.Split(',')).ToList(), StringComparer.Ordinal);

    [Fact]
    public void Every_code_is_planted_in_at_least_eight_cases()
    {
        var found = County.Expected.GroupBy(e => e.Code, e => e.CaseNumber, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Distinct(StringComparer.Ordinal).Count(), StringComparer.Ordinal);
        Assert.Equal(Codes, found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, f => Assert.True(f.Value >= 8, $"{f.Key} {f.Value}"));
        Assert.Equal(Codes, BackPaymentCounty.PlantsByCode.Select(c => c.Key).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(BackPaymentCounty.LeastCases)]
    [InlineData(777)]
    public void A_county_of_another_size_has_every_code_too(int cases)
    {
        var county = new BackPaymentCounty(cases);
        Assert.Equal(Codes, county.Expected.Select(e => e.Code).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal));
        Assert.Equal(cases, Lines(county.Files[1]).Skip(1).Select(l => l.Split(',')[0])
            .Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Four_cases_in_five_are_whole()
    {
        var cases = Rows["cases.csv"].Select(r => r[0]).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(BackPaymentCounty.DemoCases, cases.Count);
        var found = County.Expected.Select(e => e.CaseNumber).Where(cases.Contains).Distinct(StringComparer.Ordinal);
        Assert.InRange(found.Count(), 380, 440);
        Assert.Empty(found.Intersect(County.Untouched, StringComparer.Ordinal));
    }

    [Fact]
    public void Nothing_is_expected_twice_and_every_amount_is_more_than_nothing()
    {
        var expected = County.Expected.ToList();
        Assert.Equal(
            expected.Count,
            expected.Select(e => (e.CaseNumber, e.Code, e.Insurance, e.Payer, e.ReceiptNumber, e.FileKind))
                .Distinct().Count());
        Assert.All(expected, e => Assert.True(e.AmountFen is null or > 0, $"{e}"));
        Assert.All(expected, e => Assert.NotEqual("", e.Months));
    }

    [Fact]
    public void Identity_numbers_and_credit_codes_have_right_check_digits_and_no_two_people_are_equal()
    {
        var people = Rows["cases.csv"].Select(r => (Number: r[1], Name: r[2])).Distinct().ToList();
        Assert.Equal(County.People, people.Count);
        Assert.Equal(people.Count, people.Select(p => p.Number).Distinct(StringComparer.Ordinal).Count());
        Assert.All(people, p => Assert.True(IdentityNumber.IsValid(p.Number) && p.Number.StartsWith("9990")));
        Assert.All(Rows["evidence.csv"], r => Assert.True(IdentityNumber.IsValid(r[1])));
        Assert.All(Rows["billing.csv"], r => Assert.True(IdentityNumber.IsValid(r[9])));
        Assert.All(Rows["cases.csv"].Where(r => r[13].Length > 0), r => Assert.True(Employer.IsValid(r[13])));
        // The example of GB 32100-2015 (policy §8.4).
        Assert.True(Employer.IsValid("91350100M000100Y43"));
        Assert.False(Employer.IsValid("91350100M000100Y44"));
    }

    [Fact]
    public void An_employer_is_named_where_it_or_what_is_above_it_pays()
    {
        var planted = County.Plants["单位存在却由财政负担"] + County.Plants["单位无力缴纳有决定"];
        Assert.All(Rows["cases.csv"], r => Assert.True(r[13].Length > 0 || r[14] == "财政"));
        Assert.Equal(planted, Rows["cases.csv"].Count(r => r[13].Length > 0 && r[14] == "财政"));
    }

    [Fact]
    public void Of_a_whole_case_bills_receipts_and_postings_are_one_sum()
    {
        var people = Rows["cases.csv"].DistinctBy(r => r[0]).ToDictionary(r => r[0], r => r[1], StringComparer.Ordinal);
        var billed = Sums("billing.csv", r => (r[0], r[1]), r => Fen(r[5]) + Fen(r[6]) + Fen(r[7]));
        var paid = Sums("receipts.csv", r => (r[1], r[2]), r => Fen(r[6]));
        var posted = Sums("postings.csv", r => (r[0], r[1]), r => Fen(r[4]) + Fen(r[5]));
        var untouched = County.Untouched.ToHashSet(StringComparer.Ordinal);
        var whole = billed.Where(b => untouched.Contains(b.Key.Item1)).ToList();
        Assert.InRange(whole.Count, 2_700, 3_000);
        foreach (var (key, fen) in whole)
        {
            Assert.Equal(fen, paid[key]);
            Assert.Equal(fen, posted[(people[key.Item1], key.Item2)]);
        }
    }

    [Fact]
    public void Public_money_is_not_paid_where_the_person_has_not_paid()
    {
        var persons = Rows["receipts.csv"].Where(r => r[5] == "个人").SelectMany(Months).ToHashSet();
        var asked = Rows["receipts.csv"].Where(r => r[5] == "财政").SelectMany(Months)
            .Where(m => !persons.Contains(m)).ToList();
        Assert.Empty(asked);
    }

    [Fact]
    public void It_is_the_same_twice_and_for_another_seed_another()
    {
        Assert.Equal(County.Files.Select(Hash), new BackPaymentCounty().Files.Select(Hash));
        Assert.Equal(County.Expected, new BackPaymentCounty().Expected);
        Assert.NotEqual(Hash(County.Files[1]), Hash(new BackPaymentCounty(seed: 1).Files[1]));
    }

    [Fact]
    public void Shuffled_files_have_the_same_rows_and_each_the_header()
    {
        var receipts = County.Files.Single(f => f.Name == "receipts.csv");
        var parts = ShuffledRows.Of(receipts, 3, 7);
        Assert.Equal(3, parts.Select(p => p.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(parts, p => Assert.Equal(Lines(receipts)[0], Lines(p)[0]));
        Assert.Equal(
            Lines(receipts).Skip(1).Order(StringComparer.Ordinal),
            parts.SelectMany(p => Lines(p).Skip(1)).Order(StringComparer.Ordinal));
        Assert.NotEqual(Lines(receipts), Lines(ShuffledRows.Of(receipts, 1, 7)[0]));
        Assert.Equal(Hash(parts[2]), Hash(ShuffledRows.Of(receipts, 3, 7)[2]));
    }

    private static Dictionary<(string, string), long> Sums(
        string file, Func<string[], (string, string)> key, Func<string[], long> fen) =>
        Rows[file].GroupBy(key).ToDictionary(g => g.Key, g => g.Sum(fen));

    private static IEnumerable<(string Case, string Insurance, PayMonth Month)> Months(string[] receipt)
    {
        for (var month = PayMonth.Parse(receipt[3]); month <= PayMonth.Parse(receipt[4]); month += 1)
            yield return (receipt[1], receipt[2], month);
    }

    private static long Fen(string yuan) =>
        yuan.Length == 0 ? 0 : (long)(decimal.Parse(yuan, CultureInfo.InvariantCulture) * 100);

    private static string[] Lines(StoryFile file) => Text(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string Hash(StoryFile file) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Text(file))));

    private static string Text(StoryFile file)
    {
        using var writer = new StringWriter();
        file.Content(writer);
        return writer.ToString();
    }
}
