using System.Text.Json;
using Disbursement.Host.Tests.AfterTheBank;
using Disbursement.Host.Tests.Export;
using Disbursement.Host.Tests.OneOff;
using static Disbursement.Host.Tests.OneOff.OneOffDesk;

namespace Disbursement.Host.Tests.Funds;

/// <summary>A one-off batch is paid from funds of its own, called as the batch; by no other purpose.</summary>
[Collection(OneHome.Name)]
public sealed class OneOffFundTests
{
    private const string Later = "2026-01-13";

    /// <summary>Of 1,300.50 the province bears 780.30 and the county 520.20.</summary>
    private const string SixToFour = "优抚类别,组成,省,县,生效日期,文号\n一次性,春节慰问,60,40,2026-01-01,方案1号\n";

    private static readonly string[] Three =
    [
        $"春节慰问,{ZhangJianguo},张建国,500,慰问,慰字1号",
        $"春节慰问,{LiXiuying},李秀英,500,慰问,慰字1号",
        $"春节慰问,{HeShoutian},何守田,300.5,慰问,慰字1号,,,,云溪农村商业银行清河支行,6299980900000000999",
    ];

    [Fact]
    public async Task Money_and_shares_name_a_batch_that_is_known()
    {
        await using var county = await FundedCounty.January();
        await Refuses("funds", "还没有一次性批次", FundedCounty.Header + "2026,省,春节慰问,拨款,1,拨11号,2026-01-08\n");
        await county.County.Brought(Three);
        await Refuses("funds", "一次性批次：春节慰问", FundedCounty.Header + "2026,省,端午慰问,拨款,1,拨11号,2026-01-08\n");
        await Refuses("shares", "没有“端午慰问”这个一次性批次", SixToFour.Replace("春节", "端午", StringComparison.Ordinal));
        await Refuses("shares", "生效日期要写2026-01-01或更早",
            SixToFour.Replace("2026-01-01", "2026-01-02", StringComparison.Ordinal));
        await Refuses("shares", "不分等级", "优抚类别,等级,组成,省,生效日期,文号\n一次性,3,春节慰问,60,2026-01-01,方案1号\n");
        Assert.Contains("新增1行", await county.Import("shares", SixToFour, Day));
        Assert.Contains("新增1行", await county.Import("funds", FundedCounty.Header
            + "2026,省,春节慰问,拨款,800,拨11号,2026-01-08\n", Day));
        Assert.StartsWith("拨入800.00元，", await county.Fund("省春节慰问"));
        using var shown = JsonDocument.Parse(await county.County.Done("funds", "show", "--json"));
        Assert.Contains("春节慰问", shown.RootElement.GetProperty("funds").EnumerateArray()
            .Select(f => f.GetProperty("purpose").GetString()));
        await county.County.Bring($"生活补助,{WuZhiqiang},吴志强,5,慰问,慰字1号");
        Assert.Contains(
            "是资金用途的名称", await county.County.Done("exceptions", "list", "--code", "import-rejected"));

        async Task Refuses(string kind, string why, string text)
        {
            var (code, said, error) = await county.County.Command(
                "import", kind, county.County.File($"{Guid.NewGuid():N}.csv", text), "--today", Day, "--user", "丁");
            Assert.NotEqual(0, code);
            var rejected = await county.County.Done("exceptions", "list", "--code", "import-rejected");
            Assert.Contains(why, said + error + rejected);
        }
    }

    [Fact]
    public async Task Without_a_row_of_shares_it_is_not_approved_and_no_other_purpose_pays_for_it()
    {
        await using var county = await FundedCounty.January();
        await county.County.Brought(Three);
        await county.Import("funds", FundedCounty.Header + """
            2026,省,生活补助,拨款,100000,拨9号,2026-01-08
            2026,县,生活补助,拨款,100000,拨9号,2026-01-08

            """, Day);
        await county.County.WorkedOut();
        Assert.Equal(
            ["share-missing block 一次性（春节慰问）2026年1月没有资金分担标准，不知道中央、省、市、县各出多少，涉及1300.50元。"],
            await county.Cases(Run));
        await Checked(county);
        await county.County.Refused("组成写“春节慰问”", "payout", "approve", Run, "--today", Day, "--user", "丙");
        await county.County.Done("payout", "reject", Run, "--today", Day, "--user", "乙");

        await county.Import("shares", SixToFour, Day);
        await county.County.WorkedOut();
        Assert.Equal(
            [
                "funds-short block 2026年省春节慰问可用0.00元，本批需要780.30元，缺780.30元。",
                "funds-short block 2026年县春节慰问可用0.00元，本批需要520.20元，缺520.20元。",
            ], await county.Cases(Run));
        await Checked(county);
        await county.County.Refused(
            "2026年省春节慰问可用0.00元，本批需要780.30元，缺780.30元", "payout", "approve", Run, "--today", Day, "--user", "丙");
        Assert.Contains("2026年县春节慰问520.20元", await county.County.Done(
            "payout", "approve", Run, "--advance", "财函2号", "--today", Day, "--user", "丙"));
        await county.Stands(
            ("省春节慰问", "780.30", "0.00", "-780.30"), ("县春节慰问", "520.20", "0.00", "-520.20"),
            ("省生活补助", "0.00", "0.00", "100,547.82"));
        Assert.Contains($"垫付待归垫：2026年省春节慰问780.30元（{Run}，2026-01-09，财函2号）", await county.Show());
        Assert.Contains("advance-unreplaced warn 省春节慰问由县级垫付780.30元，已11天没有归垫。",
            await county.Cases(Run, "2026-01-20"));
    }

    [Fact]
    public async Task What_it_reserves_the_bank_posts_and_voids_and_its_supplementary_reserves_again()
    {
        await using var county = await FundedCounty.January();
        await county.County.Brought(Three);
        await county.Import("shares", SixToFour, Day);
        await county.Import("funds", FundedCounty.Header + """
            2026,省,春节慰问,拨款,800,拨11号,2026-01-08
            2026,县,春节慰问,拨款,520.20,拨12号,2026-01-08

            """, Day);
        await county.County.WorkedOut();
        Assert.Empty(await county.Cases(Run));
        await county.County.Sign(Run, Day);
        await county.Stands(("省春节慰问", "780.30", "0.00", "19.70"), ("县春节慰问", "520.20", "0.00", "0.00"));

        var bank = new BankDesk(county.County, Run);
        await bank.Take();
        await bank.Tell(("何守田", "账号不存在"));
        await county.Stands(("省春节慰问", "0.00", "600.00", "200.00"), ("县春节慰问", "0.00", "400.00", "120.20"));

        await county.County.Brought(
            $"春节慰问,{HeShoutian},何守田,300.5,慰问,慰字1号,,,,,,,是",
            $"春节慰问,{HeShoutian},何守田,300.5,慰问,慰字1号,,,,云溪农村商业银行清河支行,6299980900000000882");
        await county.County.Done("payout", "run", Run, "--supplementary", "--today", Later, "--user", "甲");
        await county.County.Sign($"{Run}-S1", Later);
        await county.Stands(
            ("省春节慰问", "180.30", "600.00", "19.70"), ("县春节慰问", "120.20", "400.00", "0.00"));
        var again = new BankDesk(county.County, $"{Run}-S1");
        await again.Take(Later);
        await again.Tell();
        await county.Stands(("省春节慰问", "0.00", "780.30", "19.70"), ("县春节慰问", "0.00", "520.20", "0.00"));

        // 张建国's money arrived and came back.
        var (_, returned) = bank.Answer(("张建国", "退票：户名不符"));
        await county.County.Done("import", "bank-result", bank.Write("退票_F.txt", returned), "--bank",
            BankDesk.Bank, "--today", "2026-01-20", "--user", "甲");
        await county.Stands(("省春节慰问", "0.00", "480.30", "319.70"), ("县春节慰问", "0.00", "320.20", "200.00"));
        Assert.Contains(
            "\"holds\":true", await county.County.Done("audit", "check", "--json", "--today", "2026-01-20"));
        await county.County.Done("payout", "papers", Run, "--today", "2026-01-20", "--user", "甲");
        var papers = Path.Combine(county.County.Home, "out", Run, "papers");
        Assert.Contains("春节慰问", await File.ReadAllTextAsync(
            Directory.GetFiles(papers, "*资金申请表.html").Single(), TestContext.Current.CancellationToken));
    }

    private static async Task Checked(FundedCounty county)
    {
        foreach (var (deed, user) in new[] { ("submit", "甲"), ("check", "乙") })
            await county.County.Done("payout", deed, Run, "--today", Day, "--user", user);
    }
}
