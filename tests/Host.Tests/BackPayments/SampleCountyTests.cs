using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;
using Disbursement.Host.Tests.Export;
using Disbursement.Samples.BackPayments;
using Disbursement.Samples.Stories;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>
/// The made-up county of back-payment: what is found is what was planted, written down from the rules alone, each where
/// it was planted and nowhere else; of the county of the demo, and of others drawn at random.
/// </summary>
[Collection(OneHome.Name)]
public sealed class SampleCountyTests
{
    /// <summary>More or other counties: DISBURSE_MODEL_SEED.</summary>
    private static readonly ulong Seed = ulong.TryParse(
        Environment.GetEnvironmentVariable("DISBURSE_MODEL_SEED"), CultureInfo.InvariantCulture, out var seed)
            ? seed
            : 1;

    /// <summary>What is said of a receipt or of a whole case names its months in the sentence only.</summary>
    private static readonly string[] WithoutMonths =
        ["bp-refund-due", "bp-refund-unmatched", "bp-receipt-unallocated", "bp-months-differ"];

    public static TheoryData<int, ulong> Counties => new()
    {
        { BackPaymentCounty.DemoCases, BackPaymentCounty.DemoSeed }, { 160, Seed }, { 160, Seed + 1 },
    };

    [Theory]
    [MemberData(nameof(Counties))]
    public async Task What_was_planted_is_found_and_nothing_else(int cases, ulong seed)
    {
        var made = new BackPaymentCounty(cases, seed);
        await using var county = new TinyCounty();
        await Come(county, made.Files);

        Assert.Equal(
            string.Join('\n', made.Expected.Select(Said).Distinct().Order(StringComparer.Ordinal)),
            string.Join('\n', (await Found(county)).Distinct().Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task The_rows_shuffled_and_the_lists_in_parts_and_in_another_order_end_in_the_same_report()
    {
        var made = new BackPaymentCounty(BackPaymentCounty.LeastCases, Seed + 2);
        string[] straight, shuffled;
        await using (var county = new TinyCounty())
        {
            await Come(county, made.Files);
            straight = await Found(county);
        }

        await using (var county = new TinyCounty())
        {
            // Lists of the four parties first, and twice; what people decide, when the cases are there.
            var early = made.Files
                .Where(f => f.Kind is "billing" or "receipts" or "postings" or "refunds" or "evidence")
                .SelectMany(f => ShuffledRows.Of(f, 3, Seed)).OrderBy(f => f.Name, StringComparer.Ordinal).ToList();
            await Come(county,
                [.. early, .. early.Take(4), .. made.Files.Where(f => !early.Exists(e => e.Kind == f.Kind))]);
            shuffled = await Found(county);
        }

        Assert.NotEmpty(straight);
        Assert.Equal(straight, shuffled);
    }

    private static async Task Come(TinyCounty county, IReadOnlyList<StoryFile> files)
    {
        await county.January();
        await county.Done("settings", "backpay-help-percent", $"{BackPaymentCounty.HelpPercent}");
        await county.Done("user", "add", "丁", "--roles", "经办,审批");
        var folder = Directory.CreateDirectory(Path.Combine(county.Home, "..", $"{Guid.NewGuid():N}")).FullName;
        foreach (var file in files)
        {
            var path = file.WriteInto(folder);
            string[] command = file.Kind == BackPaymentCounty.Decisions
                ? ["backpay", "decide", path, "--today", Today, "--user", "丁"]
                : ["import", file.Kind, path, "--today", Today, "--user", "甲"];
            await county.Done(command);
        }

        await county.Reconciled();
    }

    private static async Task<string[]> Found(TinyCounty county)
    {
        var folder = Path.Combine(county.Home, "表");
        await county.Done("backpay", "report", "--out", folder, "--today", Today);
        var csv = await File.ReadAllTextAsync(Directory.EnumerateFiles(folder).Single(f =>
            f.EndsWith("02不一致清单.csv", StringComparison.Ordinal)));
        var rows = TinyCounty.Rows(csv).ToList();
        await RequireSameSums(folder, rows);
        // What goes back to one payer is expected together, and listed receipt by receipt.
        return
        [
            .. rows.Where(r => r[0] != "bp-refund-due").Select(Said),
            .. rows.Where(r => r[0] == "bp-refund-due").GroupBy(r => (r[1], r[4], r[6])).Select(g =>
            {
                var first = g.First();
                first[8] = g.Sum(r => decimal.Parse(r[8], CultureInfo.InvariantCulture))
                    .ToString("0.00", CultureInfo.InvariantCulture);
                return Said(first);
            }),
        ];
    }

    /// <summary>What all employers are asked for, one by one, is what was found to be theirs.</summary>
    private static async Task RequireSameSums(string folder, List<string[]> rows)
    {
        foreach (var (party, overview) in new[] { ("单位", "04单位催缴清单（内部汇总）.csv"), ("上级", "05上级单位催缴清单（内部汇总）.csv") })
        {
            var all = await File.ReadAllTextAsync(Directory.EnumerateFiles(folder).Single(f =>
                f.EndsWith(overview, StringComparison.Ordinal)));
            Assert.Equal(
                rows.Where(r => r[11] == party).Sum(r => Yuan(r[8])), TinyCounty.Rows(all).Sum(r => Yuan(r[6])));
            Assert.Equal(TinyCounty.Rows(all).Sum(r => Yuan(r[6])), Directory
                .EnumerateFiles(Path.Combine(folder, "各方"), $"*10{(party == "单位" ? "" : "上级")}单位催缴清单-*.csv",
                    SearchOption.AllDirectories)
                .Sum(f => TinyCounty.Rows(File.ReadAllText(f)).Sum(r => Yuan(r[5]))));
        }
    }

    private static decimal Yuan(string amount) =>
        amount.Length == 0 ? 0 : decimal.Parse(amount, CultureInfo.InvariantCulture);

    /// <summary>A row of the list, without what the rules say nothing of.</summary>
    private static string Said(string[] row) => Said(
        row[1], row[0], row[4], row[0] is "bp-not-paid" or "bp-refund-due" ? row[6] : "",
        row[0] == "bp-receipt-unallocated" ? row[7] : "", row[5], row[8]);

    private static string Said(ExpectedFinding of) => Said(
        of.CaseNumber, of.Code, of.Insurance?.Label() ?? "", of.Payer?.Label() ?? "", of.ReceiptNumber ?? "",
        of.Months is { } months ? Spoken.Months(MonthsOf(months)) : "", of.AmountFen is { } fen ? Money.Yuan(fen) : "");

    /// <summary>Of a case that nobody knows only its number is expected, of two cases no insurance.</summary>
    private static string Said(
        string number, string code, string insurance, string payer, string receipt, string months, string yuan) =>
        string.Join(' ', (code switch
        {
            "bp-case-unknown" or "bp-public-with-employer" => new[] { number, code },
            "bp-two-cases" => [number, code, yuan],
            _ => [number, code, insurance, payer, receipt, WithoutMonths.Contains(code) ? "" : months, yuan],
        }).Where(c => c.Length > 0));

    /// <summary>"2019-03至2019-08、2020-01".</summary>
    private static IEnumerable<PayMonth> MonthsOf(string text)
    {
        foreach (var run in text.Split('、'))
        {
            var (from, to) = (PayMonth.Parse(run[..7]), PayMonth.Parse(run[^7..]));
            for (var month = from; month <= to; month += 1) yield return month;
        }
    }
}
