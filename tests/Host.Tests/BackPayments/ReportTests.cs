using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Serving;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.BackPayments;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>Files in any order, twice, or in parts end in the same report; each party reads what it needs.</summary>
[Collection(OneHome.Name)]
public sealed class ReportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static readonly (string Kind, string Header, string[] Rows)[] Lists =
    [
        ("cases", OfCases, Cases), ("billing", OfBilling, Bills),
        ("receipts", OfReceipts, [.. Receipts.Skip(1), "R9,A9,养老,2001-01,2001-01,单位,100.00,2026-03-03"]),
        ("postings", OfPostings, [Postings[0], $"{Zhang},养老,2000-01,3368.00,538.88,269.44,S7,2026-04-10"]),
        ("refunds", OfRefunds, ["U3,A2,医保,2001-01,2001-01,单位,269.44,误缴,2026-04-15"]),
        ("coverage", "id_number,insurance,month", [$"{Li},养老,2001-01"]),
    ];

    [Fact]
    public async Task In_any_order_twice_or_in_parts_the_report_is_the_same()
    {
        // Decisions are made by what is known that day: they come with the cases.
        var straight = await Report(county => Everything(county, Lists));
        Assert.Contains("bp-already-covered", straight, StringComparison.Ordinal);
        Assert.Contains("bp-case-unknown", straight, StringComparison.Ordinal);
        Assert.Contains("bp-posted-not-paid", straight, StringComparison.Ordinal);
        foreach (var seed in new[] { 1, 2, 3 })
        {
            var dice = new Random(seed);
            var shuffled = Lists.Where(l => l.Kind != "cases" || seed > 1).SelectMany(l => Parts(l, dice)).ToArray();
            dice.Shuffle(shuffled);
            if (seed == 1) shuffled = [Lists[0], .. shuffled];
            Assert.Equal(straight, await Report(county => Everything(county, shuffled)));
        }
    }

    /// <summary>In two parts, one of them twice, the rows of each in another order.</summary>
    private static IEnumerable<(string, string, string[])> Parts(
        (string Kind, string Header, string[] Rows) of, Random dice)
    {
        string[] rows = [.. of.Rows];
        dice.Shuffle(rows);
        var cut = dice.Next(rows.Length + 1);
        yield return (of.Kind, of.Header, [.. rows.Take(cut), rows[^1]]);
        yield return (of.Kind, of.Header, rows[cut..]);
        yield return (of.Kind, of.Header, rows);
    }

    /// <summary>All lists; decided as soon as all cases are there, which other lists may be before.</summary>
    private static async Task Everything(TinyCounty county, (string Kind, string Header, string[] Rows)[] lists)
    {
        var last = Array.FindLastIndex(lists, l => l.Kind == "cases");
        var isCoverageLate = Array.FindIndex(lists, l => l.Kind == "coverage") > last;
        for (var i = 0; i < lists.Length; i++)
        {
            var (kind, header, rows) = lists[i];
            if (kind == "coverage" && !isCoverageLate && i < last) continue;
            if (rows.Length > 0) await county.Comes(kind, header, rows);
            if (i == last) await county.Decided(Decisions);
        }

        // What was covered before the decision would not have been approved: here it became known afterwards.
        if (!isCoverageLate) await county.Comes("coverage", Lists[5].Header, Lists[5].Rows);
    }

    private static async Task<string> Report(Func<TinyCounty, Task> files)
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await files(county);
        await county.Reconciled();
        await county.Done("backpay", "report", "--out", Path.Combine(county.Home, "表"), "--today", Today);
        var everything = await Read(county, "02不一致清单.csv");
        // The list and the exception list say the same.
        Assert.Equal(
            everything.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1, (await county.Open()).Length);
        return everything;
    }

    private static Task<string> Read(TinyCounty county, string end) => File.ReadAllTextAsync(Directory.EnumerateFiles(
        Path.Combine(county.Home, "表"), "*", SearchOption.AllDirectories)
            .Single(f => f.EndsWith(end, StringComparison.Ordinal)));

    [Fact]
    public async Task Each_party_gets_what_it_has_to_do_and_of_people_only_what_it_needs()
    {
        await using var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, Cases);
        await county.Decided(Decisions);
        await county.Comes("billing", OfBilling, Bills.Take(2).ToArray());
        await county.Comes("receipts", OfReceipts, Receipts[0]);
        await county.Done("backpay", "report", "--out", Path.Combine(county.Home, "表"), "--today", Today);

        var agency = await Read(county, "医保核对清单-医保.csv");
        Assert.Contains($"A2,李四,{Li},医保,2001年1月,336.80,,,bp-not-billed", agency, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", agency, StringComparison.Ordinal);
        var treasury = await Read(county, "财政待拨清单-财政.csv");
        Assert.Contains("A1,养老,2000年1月至2月,1077.76,还没有申请,bp-not-paid", treasury, StringComparison.Ordinal);
        Assert.DoesNotContain(Zhang, treasury, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", treasury, StringComparison.Ordinal);
        var employer = await Read(county, "单位催缴清单-某厂.csv");
        Assert.Contains("A2,李四,养老,2001年1月,1,538.88", employer, StringComparison.Ordinal);
        Assert.DoesNotContain(Li, employer, StringComparison.Ordinal);
        Assert.Contains("A2,李四,养老,2001年1月,269.44", await Read(county, "个人待缴清单（窗口用）-个人.csv"),
            StringComparison.Ordinal);
        Assert.Contains($"A1,{Zhang},张三,已开单,2025-11-03,2,0,1616.64,", await Read(county, "案件清单.csv"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("A", (await Read(county, "社保核对清单-社保.csv")).Split('\n', 2)[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_schedule_reconciles_every_month_and_late_for_another_month_it_does_nothing()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        var clock = new BusinessClock(new DateOnly(2026, 5, 1), TimeProvider.System);
        var jobs = new BackPaymentJobs(
            session.Source, clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<BackPaymentJobs>.Instance);
        await jobs.Reconcile("2026-04", Stop);
        Assert.Empty(await county.Open("2026-05-01"));
        await jobs.Reconcile("2026-05", Stop);
        await jobs.Reconcile("2026-05", Stop);
        Assert.Equal(3, (await county.Open("2026-05-01")).Length);
        Assert.Contains("社保补缴：四方不一致3项", await county.Done("status", "--today", "2026-05-01"), StringComparison.Ordinal);

        // The page says the same, of no person.
        var page = BackPaymentPage.Of(
            await BackPaymentOverview.Read(session.Source, clock.Today, Stop),
            new PageHead("云溪县", IsLive: false, clock.Today, FinanceReviews: false));
        Assert.Contains("3项，涉及2,222.88元", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.DoesNotContain("张三", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reconciled_again_nothing_changes_and_what_is_mended_goes()
    {
        await using var county = new TinyCounty();
        await county.Billed();
        Assert.Contains("新立3项", await county.Reconciled(), StringComparison.Ordinal);
        Assert.Contains("与上次相同，没有再做任何事", await county.Reconciled(), StringComparison.Ordinal);
        await county.Comes("postings", OfPostings, Postings);
        Assert.Contains("消去2项", await county.Reconciled(), StringComparison.Ordinal);
        Assert.Contains("全部对得上", await county.Done("audit", "check", "--today", Today), StringComparison.Ordinal);
        Assert.Contains("新增0行，已知1行", await county.Comes("postings", OfPostings, Postings[0]),
            StringComparison.Ordinal);
    }
}
