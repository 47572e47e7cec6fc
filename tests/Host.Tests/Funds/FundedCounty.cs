using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.AfterTheBank;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Funds;

namespace Disbursement.Host.Tests.Funds;

/// <summary>The twelve people, with shares and money of 2026 from the treasury.</summary>
sealed class FundedCounty : IAsyncDisposable
{
    /// <summary>Of each category without a default; they add up to the standards of 2024.</summary>
    private const string Shares = """
        category,period,unit,central,province,city,county,difference_at,effective_from,document
        参战退役人员,,year,6353,2368,0,1863,,2024-08-01,分担1号
        带病回乡退役军人,,,5860,1854,,2114,县,2024-08-01,分担1号
        在乡复员军人,其他时期,year,23681,2352,0,428,县,2024-08-01,分担1号
        年满60周岁农村籍退役士兵,,service-year-year,480,120,0,120,,2024-08-01,分担1号
        部分烈士老年子女,,year,8712,0,0,0,,2024-08-01,分担1号
        """;

    public const string Header = "年度,来源,用途,类型,金额,文号,到账日期\n";

    private int files;

    public TinyCounty County { get; } = new();

    /// <summary>January is worked out; shares and money are in.</summary>
    /// <param name="disability">What there is of 中央伤残抚恤; January needs 19,196.00.</param>
    public static async Task<FundedCounty> January(string disability = "20000.00", bool shares = true)
    {
        var county = new FundedCounty();
        await county.County.January();
        await county.County.Done("user", "add", "丁", "--roles", "财务");
        if (shares) await county.Import("shares", Shares);
        await county.Import("funds", Header + $"""
            2026,中央,伤残抚恤,拨款,{disability},拨1号,2026-01-05
            2026,中央,死亡抚恤,拨款,6000,拨1号,2026-01-05
            2026,中央,死亡抚恤,结转,1000,结1号,2026-01-05
            2026,中央,生活补助,拨款,3717.19,拨1号,2026-01-05
            2026,省,生活补助,拨款,547.82,拨2号,2026-01-05
            2026,县,生活补助,拨款,367.07,拨3号,2026-01-05
            2026,中央,农村籍退役士兵老年生活补助,拨款,280,拨1号,2026-01-05
            2026,省,农村籍退役士兵老年生活补助,拨款,70,拨2号,2026-01-05
            2026,县,农村籍退役士兵老年生活补助,拨款,70,拨3号,2026-01-05
            """);
        await county.County.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        return county;
    }

    public async Task<FundedCounty> Checked()
    {
        await By("甲", "submit", "2026-01");
        await By("乙", "check", "2026-01");
        return this;
    }

    /// <summary>January is with the bank.</summary>
    public static async Task<FundedCounty> Sent()
    {
        var county = await January();
        await county.County.Sign();
        await county.Bank.Take();
        return county;
    }

    public BankDesk Bank => new(County);

    public Task<string> Import(string kind, string text, string today = "2026-01-08", string user = "丁") =>
        County.Done("import", kind, County.File($"{kind}-{++files}.csv", text), "--today", today, "--user", user);

    public Task<string> By(string user, params string[] what) =>
        County.Done(["payout", .. what, "--today", "2026-01-08", "--user", user]);

    public Task Refused(string why, string user, params string[] what) =>
        County.Refused(why, ["payout", .. what, "--today", "2026-01-08", "--user", user]);

    public Task<string> Show() => County.Done("funds", "show", "--year", "2026");

    /// <summary>A fund as funds show says it, without its name.</summary>
    public async Task<string> Fund(string name) => (await Show()).Split('\n')
        .Single(l => l.StartsWith($"2026年{name}：", StringComparison.Ordinal)).Split('：')[1].TrimEnd();

    /// <summary>Reserved, spent and available of funds, in yuan.</summary>
    public async Task Stands(params (string Fund, string Reserved, string Spent, string Available)[] wanted)
    {
        var shown = await Show();
        Assert.All(wanted, w => Assert.Contains(
            shown.Split('\n'), l => l.StartsWith($"2026年{w.Fund}：", StringComparison.Ordinal)
                && l.Contains($"预留{w.Reserved}元，支出{w.Spent}元，可用{w.Available}元", StringComparison.Ordinal)));
        Assert.Empty(await Proof());
    }

    /// <summary>What does not tie.</summary>
    public async Task<IReadOnlyList<FundDifference>> Proof()
    {
        await using var session = await Session.Open(HomeFolder.Open(County.Home), CancellationToken.None);
        return await new FundsJob(session.Source).FundsProof(CancellationToken.None);
    }

    public async Task<List<string>> Cases(string? run = null, string today = "2026-01-08")
    {
        string[] codes = ["share-missing", "share-standard-differs", "funds-short", "advance-unreplaced"];
        string[] list = run is null ? ["exceptions", "list"] : ["exceptions", "list", run];
        return
        [
            .. TinyCounty.Rows(await County.Done([.. list, "--today", today])).Where(r => codes.Contains(r[1]))
                .Select(r => $"{r[1]} {r[2]} {r[9]}"),
        ];
    }

    public ValueTask DisposeAsync() => County.DisposeAsync();
}
