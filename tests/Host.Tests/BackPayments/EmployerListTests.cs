using Disbursement.Host.Tests.Export;
using Disbursement.Host.Tests.Papers;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>催缴清单: what is handed to an employer is about its own people, and about its own months of them.</summary>
[Collection(OneHome.Name)]
public sealed class EmployerListTests
{
    private const string Wang = "999001197003031239";
    private const string Zhao = "999001196904041253";
    private const string Qian = "99900119680505127X";
    private const string Sun = "999001196706061296";
    private const string Zhou = "999001196607071317";
    private const string LongName = "云溪县国营红星农业机械修理制造厂破产清算留守处暨退役军人劳动服务公司驻外埠第三分公司第一车间筹备组";

    /// <summary>Everybody's unit part is open: 538.88 a month of 养老.</summary>
    private static readonly string[] Asked =
    [
        Case("B1", Wang, "王五", "2002-01", "2002-02", "某厂", "", "单位"),
        Case("B1", Wang, "王五", "2002-03", "2002-03", "另一厂", "", "单位"),
        Case("B2", Zhao, "赵六", "2001-01", "2001-01", "甲/乙公司", "", "单位"),
        Case("B3", Qian, "钱七", "2001-01", "2001-01", "甲:乙公司", "", "单位"),
        Case("B4", Sun, "孙八", "2001-01", "2001-01", "", "", "单位"),
        Case("B5", Zhou, "周九", "2001-01", "2001-01", "../某厂", "", "上级"),
        Case("B5", Zhou, "周九", "2001-02", "2001-02", LongName, "91350100M000100Y43", "财政"),
    ];

    [Fact]
    public async Task An_employers_file_has_only_its_own_people_and_of_them_no_identity_number()
    {
        await using var county = await Reported();
        var lists = Lists(county, "单位");
        Assert.Equal(
            "另一厂：B1王五1,538.88｜未写单位：B4孙八1,538.88｜某厂：A2李四1,269.44、A2李四1,538.88、B1王五2,1077.76"
                + "｜甲_乙公司：B2赵六1,538.88｜甲_乙公司：B3钱七1,538.88",
            string.Join('｜', lists.Where(l => l.Key[0] != '云').Select(l => $"{l.Key.Split('~')[0]}：" + string.Join('、',
                l.Value.Csv.Select(r => $"{r[0]}{r[1]}{r[4]},{r[5]}").Order(StringComparer.Ordinal))).Order(
                    StringComparer.Ordinal)));
        Assert.Equal(6, lists.Count);
        foreach (var (employer, (csv, papers)) in lists)
        {
            // Sheet and page have the same rows, nobody else, and say for whom they are.
            Assert.Equal(2, papers.Length);
            foreach (var paper in papers)
            {
                var others = new[] { "张三", "李四", "王五", "赵六", "钱七", "孙八", "周九" }
                    .Except(csv.Select(r => r[1])).ToList();
                Assert.DoesNotContain(others, name => paper.All.Contains(name, StringComparison.Ordinal));
                Assert.All(csv, r => Assert.Contains(r[0], paper.All, StringComparison.Ordinal));
                Assert.Contains("演练", paper.All, StringComparison.Ordinal);
                if (!employer.Contains('~', StringComparison.Ordinal))
                    Assert.Contains($"{employer}　截至", paper.All, StringComparison.Ordinal);
            }
        }

        Assert.DoesNotContain("另一厂", lists["某厂"].Papers[0].All, StringComparison.Ordinal);
        Assert.Contains("不给任何单位", lists["未写单位"].Papers[0].All, StringComparison.Ordinal);
        RequireNoNumbers(Path.Combine(county.Home, "表", "各方", "单位"));
    }

    [Fact]
    public async Task The_superior_has_a_file_of_its_own_and_public_money_beside_an_employer_is_asked_of_it_by_name()
    {
        await using var county = await Reported();
        var (superior, (rows, papers)) = Assert.Single(Lists(county, "上级"));
        Assert.StartsWith("_某厂~", superior, StringComparison.Ordinal);
        Assert.Equal(["B5", "周九", "养老", "2001年1月", "1", "538.88", "bp-not-paid"], Assert.Single(rows)[..7]);
        Assert.Contains("../某厂的上级单位", papers[0].All, StringComparison.Ordinal);
        RequireNoNumbers(Path.Combine(county.Home, "表", "各方", "上级"));

        var (employer, (asked, _)) = Lists(county, "单位").Single(l => l.Key[0] == '云');
        Assert.StartsWith(LongName[..40] + "~", employer, StringComparison.Ordinal);
        Assert.Equal(
            ["B5", "周九", "养老", "2001年2月", "1", "538.88", "bp-public-with-employer"], Assert.Single(asked)[..7]);
    }

    [Fact]
    public async Task All_employers_in_one_is_for_the_office_and_people_for_the_window_and_both_say_so()
    {
        await using var county = await Reported();
        var folder = Path.Combine(county.Home, "表");
        // Everybody of all employers stands in no file but these.
        var whole = Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories)
            .Where(f => File.ReadAllText(f) is var text && text.Contains("李四", StringComparison.Ordinal)
                && text.Contains("赵六", StringComparison.Ordinal))
            .Select(f => Path.GetRelativePath(folder, f).Replace("社保补缴-20260420-", "", StringComparison.Ordinal));
        Assert.Equal(
            [
                "02不一致清单.csv", "03案件清单.csv", "04单位催缴清单（内部汇总）.csv",
                "各方/个人/10个人待缴清单（窗口用）-个人.csv",
            ],
            whole.Order(StringComparer.Ordinal));
        var overview = TinyCounty.Rows(await File.ReadAllTextAsync(
            Path.Combine(folder, "社保补缴-20260420-04单位催缴清单（内部汇总）.csv"), TestContext.Current.CancellationToken));
        Assert.Equal(8, overview.Count());
        Assert.Equal(
            overview.Select(r => string.Join(',', r[1..])).Order(StringComparer.Ordinal),
            Lists(county, "单位").SelectMany(l => l.Value.Csv).Select(r => string.Join(',', r))
                .Order(StringComparer.Ordinal));
    }

    private static async Task<TinyCounty> Reported()
    {
        var county = new TinyCounty();
        await county.Insured();
        await county.Comes("cases", OfCases, [.. Cases, .. Asked]);
        string[] numbers = ["B1", "B2", "B3", "B4", "B5"];
        await county.Decided([.. Decisions, .. numbers.Select(n => $"{n},核定,2026-01-26,云退役核1")]);
        await county.Comes("billing", OfBilling,
        [
            .. Bills, "B1,养老,2002-01,2002-03,3368.00,1616.64,808.32,0",
            "B5,养老,2001-01,2001-02,3368.00,1077.76,538.88,0",
            .. numbers[1..4].Select(n => $"{n},养老,2001-01,2001-01,3368.00,538.88,269.44,0"),
        ]);
        await county.Done("backpay", "report", "--out", Path.Combine(county.Home, "表"), "--today", Today);
        return county;
    }

    private static string Case(
        string number, string id, string name, string from, string to, string employer, string code, string payer) =>
        $"{number},{id},{name},云溪县,云溪县,1990-12-10,1993-12-01,养老,断缴,{from},{to},{employer},{code},{payer},,"
        + "2025-11-04,云文2";

    /// <summary>By the folder of each: its rows as CSV, and sheet and page.</summary>
    private static Dictionary<string, (string[][] Csv, ReadPaper[] Papers)> Lists(TinyCounty county, string party) =>
        Directory.EnumerateDirectories(Path.Combine(county.Home, "表", "各方", party)).Order(StringComparer.Ordinal)
            .ToDictionary(f => Path.GetFileName(f), f => (
                TinyCounty.Rows(File.ReadAllText(Directory.EnumerateFiles(f, "*.csv").Single())).ToArray(),
                Directory.EnumerateFiles(f).Where(p => !p.EndsWith(".csv", StringComparison.Ordinal))
                    .Select(p => ReadPaper.Of(f, p)).ToArray()));

    private static void RequireNoNumbers(string folder)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var text = file.EndsWith(".csv", StringComparison.Ordinal)
                ? File.ReadAllText(file)
                : ReadPaper.Of(folder, file).All;
            Assert.DoesNotContain(
                new[] { Zhang, Li, Wang, Zhao, Qian, Sun, Zhou }, n => text.Contains(n, StringComparison.Ordinal));
        }
    }
}
