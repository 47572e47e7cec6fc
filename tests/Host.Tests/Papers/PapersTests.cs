using System.Security.Cryptography;
using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;

namespace Disbursement.Host.Tests.Papers;

/// <summary>What people sign says the same everywhere, before and after, on paper and in the computer.</summary>
[Collection(OneHome.Name)]
public sealed class PapersTests
{
    private static readonly string[] Names =
    [
        "01优抚资金发放审批单", "02增减变动表", "03账户与收款人变更表", "04放行清单", "05标准参数变更", "06补发追缴明细",
        "07优抚资金发放汇总表", "08优抚资金申请表", "09优抚资金发放清册", "10异常名单",
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_paper_has_the_count_sum_and_root_of_the_run_and_all_come_to_its_lines()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await Month(county, "2026-02", "2026-02-05", ["changes"]);
        await Month(county, "2026-03", "2026-03-12", ["rates-2025", "changes"]);
        var folder = await Papers(county, "2026-03", "2026-03-12");
        var papers = ReadPaper.Folder(folder);
        Assert.Equal(Names, papers.Where(p => !p.Paper.Contains('/')).Select(p => p.Paper).Distinct());
        Assert.Equal(papers.Count, papers.Select(p => p.Name).Distinct().Count());
        var root = await Root(county, "2026-03");
        foreach (var paper in papers)
        {
            Assert.Contains("2026-03-1-送审稿", paper.Name);
            Assert.Contains("本批 10笔　34,982.34元", paper.All);
            Assert.Contains($"内容根 {root}", paper.All);
            Assert.Contains("第1次　送审稿", paper.All);
            Assert.Contains("演练 不得付款", paper.All);
            Assert.Contains("云溪县退役军人事务局", paper.All);
        }

        await AddsUp(county, papers);
        // Both forms of a paper say the same, but for what only the workbook has room for.
        foreach (var pair in papers.GroupBy(p => p.Paper).Where(g => g.Count() == 2 && !g.Key.Contains("10异常")))
            Assert.Equal(Figures(pair.First()), Figures(pair.Last()));
    }

    [Fact]
    public async Task After_the_approval_they_are_final_with_the_same_root_and_making_them_is_on_record()
    {
        await using var county = new TinyCounty();
        await county.January();
        var folder = await Papers(county, "2026-01", "2026-01-08");
        var draft = ReadPaper.Folder(folder);
        await county.Sign();
        string[] again = ["payout", "papers", "2026-01", "--today", "2026-01-09", "--user"];
        // Papers of another run in the same folder stay where they are.
        var supplementary = Path.Combine(folder, "2026-01-S1-1-送审稿-01优抚资金发放审批单.html");
        await File.WriteAllTextAsync(supplementary, "", Stop);
        Assert.Contains("定稿", await county.Done([.. again, "乙"]));
        var final = ReadPaper.Folder(folder).Where(p => p.Name.Contains("定稿")).ToArray();
        Assert.Equal(draft.Count, final.Length);
        var root = await Root(county, "2026-01");
        Assert.All(draft.Concat(final), p => Assert.Contains(root, p.All));
        var approval = final.First(p => p.Paper == Names[0]).All;
        Assert.Contains("甲", approval);
        Assert.Contains("丙", approval);

        Assert.Contains("一字未变", await county.Done([.. again, "丙"]));
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        var recorded = await connection.Rows("""
            select performed_by, detail ->> 'stage', f ->> 'name', f ->> 'sha256'
            from audit_entry, jsonb_array_elements(detail -> 'files') f where what = 'papers'
            order by position, 3
            """, r => (By: r.GetString(0), Stage: r.GetString(1), Name: r.GetString(2), Hash: r.GetString(3)), Stop);
        Assert.Equal(draft.Count + final.Length, recorded.Count);
        Assert.All(recorded, r => Assert.Equal(r.Stage == "定稿" ? "乙" : "", r.Stage == "定稿" ? r.By : ""));
        Assert.True(File.Exists(supplementary));
        // The drafts lie aside now, as they were: nobody files one for the final paper.
        foreach (var entry in recorded)
            Assert.Equal(entry.Hash, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(
                Path.Combine(folder, entry.Stage == "定稿" ? "" : "旧稿", entry.Name), Stop))));
    }

    [Fact]
    public async Task Papers_of_an_exported_run_that_was_cancelled_leave_their_place_with_its_bank_files()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        var folder = await Papers(county, "2026-01", "2026-01-08");
        string[] day = ["2026-01", "--today", "2026-01-08", "--user"];
        await county.Done(["payout", "export", .. day, "乙"]);
        await county.Done(["payout", "cancel", .. day, "乙"]);
        await county.Done(["payout", "cancel", .. day, "丙"]);
        Assert.False(Directory.Exists(folder));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(county.Home, "out", "2026-01", "cancelled-1", "papers")));
    }

    [Fact]
    public async Task A_run_that_is_not_worked_out_any_more_has_no_papers()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Done("payout", "cancel", "2026-01", "--today", "2026-01-08", "--user", "甲");
        var (code, _, error) = await county.Command("payout", "papers", "2026-01");
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains("“已取消”，没有可印的表", error);
        Assert.False(Directory.Exists(Path.Combine(county.Home, "out", "2026-01", "papers")));
    }

    /// <summary>Registers, summaries, funds and arrears against the lines, person by person.</summary>
    private static async Task AddsUp(TinyCounty county, IReadOnlyList<ReadPaper> papers)
    {
        var lines = (await county.Done("lines", "2026-03")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(l => l.Split(',')).Where(l => l[8] != "held").ToArray();
        var perPerson = lines.GroupBy(l => l[1]).ToDictionary(g => g.Key, g => g.Sum(l => ReadPaper.Yuan(l[7])));
        var sheets = papers.Where(p => p.Paper == Names[8]).Single();
        Assert.Equal(perPerson, Persons(sheets.Rows));
        var pages = papers.Where(p => p.Paper.Contains(Names[8]) && p.Paper.Contains('/')).ToArray();
        Assert.True(pages.Length > 1);
        Assert.Equal(perPerson, Persons(pages.SelectMany(p => p.Rows)));
        Assert.All(pages, p => Assert.All(Persons(p.Rows).Keys, id => Assert.Contains(id, perPerson.Keys)));
        foreach (var paper in papers.Where(p => p.Paper == Names[6] || p.Paper == Names[7] || p.Paper == Names[0]))
        {
            var totals = paper.Rows.Where(r => r.Any(c => c is "合计" or "合计（按人）" or "10 本批实发")).Select(r => r[^1])
                .Where(c => c.Length > 0).Select(ReadPaper.Yuan).Distinct().ToArray();
            Assert.Contains(34_982.34m, totals);
            Assert.True(totals.Length == (paper.Paper == Names[0] ? 2 : 1), paper.Name);
        }

        foreach (var paper in papers.Where(p => p.Paper == Names[5]))
        {
            var late = paper.Table("一、随本批");
            Assert.Equal(
                lines.Where(l => l[6] != "regular").Sum(l => ReadPaper.Yuan(l[7])),
                ReadPaper.Yuan(late[^1]["金额（元）"]));
            var owing = Assert.Single(paper.Table("二、以前月份"), r => r["序号"].Length > 0);
            Assert.Equal(("陈永福", 180m), (owing["姓名"], ReadPaper.Yuan(owing["待追缴（元）"])));
        }
    }

    /// <summary>Rows of the register: the sum of each identity number.</summary>
    private static Dictionary<string, decimal> Persons(IEnumerable<string[]> rows) => rows
        .Where(r => r.Length == 11 && r[2].Length == 18)
        .ToDictionary(r => r[2], r => ReadPaper.Yuan(r[6]));

    private static string[] Figures(ReadPaper paper) =>
    [
        .. paper.Rows.SelectMany(r => r).Select(c => c.Replace("【演练 不得付款】", "", StringComparison.Ordinal))
            .Where(c => c.Length > 0 && c != "无" && c != "演练 不得付款")
            .Select(c => decimal.TryParse(c.Replace(",", ""), out var number) && c.Length < 15 ? $"{number:0.##}" : c)
            .Where(c => !c.Contains("签章") && !c.EndsWith("年　　月　　日", StringComparison.Ordinal))
            .Distinct().Order(StringComparer.Ordinal),
    ];

    internal static async Task Month(TinyCounty county, string month, string today, string[] files)
    {
        foreach (var file in files)
        {
            var kind = file.Split('-')[0];
            await county.Done(
                "import", kind, TinyCounty.Sample(kind == "changes" ? $"{file}-{month}.csv" : $"{file}.csv"), "--today",
                today, "--user", "甲");
        }

        await county.Done("payout", "run", month, "--today", today, "--user", "甲");
        if (month == "2026-03") return;
        foreach (var (deed, user) in new[] { ("submit", "甲"), ("check", "乙"), ("approve", "丙") })
            await county.Done("payout", deed, month, "--today", today, "--user", user);
    }

    internal static async Task<string> Papers(TinyCounty county, string run, string today)
    {
        await county.Done("payout", "papers", run, "--today", today, "--user", "甲");
        return Path.Combine(county.Home, "out", run, "papers");
    }

    private static async Task<string> Root(TinyCounty county, string run) =>
        (await county.Done("payout", "show", run)).Split('\n')
            .Single(l => l.StartsWith("内容根", StringComparison.Ordinal)).Split(' ')[1].Trim();
}
