using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.Verification.VerificationDesk;

namespace Disbursement.Host.Tests.Verification;

/// <summary>
/// Every class of recipient, from the opening of the campaign to the payout: one small county in one year, and what
/// each of its people is sent and kept back month by month (rules §7).
/// </summary>
[Collection(OneHome.Name)]
public sealed class ClassTests
{
    private static readonly string[] Everybody =
    [
        "张建国", "李秀英", "王卫东", "赵德山", "陈永福", "刘桂兰", "孙文喆", "周学海", "吴志强", "马喜来", "郑小月", "钱大勇",
    ];

    /// <summary>Sent in February, March, … July; 暂缓 is kept back in that run, and not yet gone.</summary>
    private const string Table = """
        张建国, 4015.00, 4015.00, 4015.00, 0.00, 0.00, 4015.00
        李秀英, 3488.00, 3488.00, 3488.00, 3488.00, 3488.00, 3488.00
        王卫东, 882.00, 882.00, 0.00 暂缓 882.00, 0.00 暂缓 1764.00, 2646.00, 882.00
        赵德山, 240.00, 240.00, 240.00, 240.00, 240.00, 240.00
        陈永福, 180.00, 180.00, 180.00, 180.00, 180.00, 180.00
        刘桂兰, 726.00, 0.00, 0.00, 0.00 暂缓 2178.00, 2904.00, 726.00
        孙文喆, 819.00, 0.00 暂缓 819.00, 1638.00, 819.00, 819.00, 819.00
        周学海, 18679.00, 16015.00, 13351.00 暂缓 2664.00, 13351.00 暂缓 5328.00, 13351.00 暂缓 7992.00, 13351.00 暂缓 10656.00
        吴志强, 2205.08, 2205.09, 0.00, 0.00, 0.00, 0.00
        马喜来, 1830.00, 1830.00, 1830.00, 0.00 暂缓 882.00, 3660.00, 1830.00
        郑小月, 2664.00, 2664.00, 2664.00, 2664.00, 2664.00, 2664.00
        钱大勇, 1764.00, 882.00, 882.00, 882.00, 882.00, 882.00
        """;

    private const string Classes = """
        免确认 1
        减员—死亡 1
        境外 1
        失联 1
        未通知 2
        确认通过 4
        迁移 1
        逾期确认 2
        """;

    [Fact]
    public async Task Everybody_is_paid_what_the_year_of_confirmation_leaves_him()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await Winter(county);
        await Spring(county);
        await Summer(county);
        Assert.Equal(Table, await Sums(county));
        await Closed(county);
    }

    /// <summary>Opened; first confirmations, notices and lists; paid for February and March.</summary>
    private static async Task Winter(TinyCounty county)
    {
        // Newly approved; and a second identity, of another kind, of one who is called on.
        await county.Done("import", "roster", county.File("新增.csv",
            "身份证号,姓名,行政区划代码,优抚类别,批准日期,批准文号,开户行,银行账号\n"
            + $"{QianDayong},钱大勇,999001101,参战退役人员,2026-01-05,批1号,云溪农村商业银行清河支行,6299980900000000874\n"
            + $"{ZhouXuehai},周学海,,病故军人遗属,2026-01-05,批2号,,\n"), "--today", "2026-01-09", "--user", "甲");
        await county.Done("verification", "open", "2026", "--today", "2026-01-10", "--user", "甲");

        await county.Notified("2026-02-03",
            $"{ZhangJianguo},2026-02-01,催告,书面,2026-02-02,张站长", $"{MaXilai},2026-02-01,催告,邮寄,2026-02-02,张站长");
        await county.Confirmed("2026-02-05", $"{LiXiuying},2026-02-05,现场,通过,清河站,李站长");
        await county.Paid("2026-02", "2026-02-06");
        await county.Changed("2026-02-10", "身份证号,变动类型,生效日期,文号", $"{LiuGuilan},死亡,2026-02-01,误报1号");
        // One weak source, and two of which one is strong.
        await county.Reported("2026-02-20",
            $"公安户籍,{ZhaoDeshan},赵德山,户籍注销,2026-02-15", $"火化,{SunWenzhe},孙文喆,死亡,2026-02-15",
            $"医保,{SunWenzhe},孙文喆,医保停,2026-02-16");
        await county.Paid("2026-03", "2026-03-06");
    }

    /// <summary>The deadline, who came before it, and who is held or stopped after it; paid for April.</summary>
    private static async Task Spring(TinyCounty county)
    {
        await county.Changed("2026-03-20", "身份证号,变动类型,生效日期,文号",
            $"{ZhengXiaoyue},迁出,2026-03-10,迁1号", $"{WuZhiqiang},死亡,2026-03-15,证明1号");
        await county.Confirmed("2026-03-25",
            $"{ZhaoDeshan},2026-03-20,入户,通过,白塔站,赵站长,钱干事", $"{SunWenzhe},2026-03-20,入户,通过,双桥站,孙站长,周干事",
            $"{LiuGuilan},2026-03-25,现场,通过,双桥站,孙站长", $"{HeShoutian},2026-03-25,视频,境外,石门站,吴站长");
        await county.Notified("2026-04-07", $"{WangWeidong},2026-04-05,催告,书面,2026-04-06,李站长");
        await county.Confirmed("2026-04-07", $"{ZhouXuehai},2026-04-07,入户,失联,龙潭站,郑站长,王干事");
        await county.Done("verification", "decide", "2026", ZhangJianguo, "--outcome", "停发", "--document", "停1号",
            "--today", "2026-04-08", "--user", "丙");
        await county.Done("verification", "decide", "2026", MaXilai, "--outcome", "停发", "--document", "停2号",
            "--today", "2026-04-08", "--user", "丙");
        await county.Paid("2026-04", "2026-04-10");
    }

    /// <summary>Who comes late is paid again, a stop and a death are taken back; paid for May, June and July.</summary>
    private static async Task Summer(TinyCounty county)
    {
        await county.Changed("2026-04-12", "身份证号,变动类型,文号", $"{LiuGuilan},撤销,误报1号");
        await county.Paid("2026-05", "2026-05-08");

        await county.Confirmed("2026-05-20",
            $"{LiuGuilan},2026-05-15,入户,通过,双桥站,孙站长,周干事", $"{WangWeidong},2026-05-20,现场,通过,清河站,李站长");
        await county.Changed("2026-05-21", "身份证号,变动类型,文号", $"{MaXilai},撤销,停2号");
        await county.Notified("2026-05-21", $"{MaXilai},2026-02-01,催告,邮寄,,张站长,,是");
        await county.Paid("2026-06", "2026-06-08");
        await county.Confirmed("2026-06-15", $"{ZhangJianguo},2026-06-15,现场,通过,城关站,张站长");
        await county.Paid("2026-07", "2026-07-08");
    }

    /// <summary>Everybody in one class, by name, and nobody changed by it.</summary>
    private static async Task Closed(TinyCounty county)
    {
        await county.Swept("2026-07-09");
        var standing = await county.Classes("2026-07-10");
        Assert.Equal(Classes, string.Join(
            '\n', standing.Select(c => $"{c.Key} {c.Value}").Order(StringComparer.Ordinal)));
        var said = await county.Done("verification", "close", "2026", "--today", "2026-07-10", "--user", "乙");
        Assert.Contains("应确认13人，有着落11人（84.6%），其中确认6人（46.1%）", said, StringComparison.Ordinal);
        Assert.Equal(standing, await county.Classes("2026-12-31"));
        await county.Confirmed("2026-07-11", $"{ChenYongfu},2026-07-11,现场,通过,白塔站,赵站长");
        Assert.Equal(standing, await county.Classes("2026-12-31"));
        Assert.Contains("全部对得上", await county.Done("audit", "check"), StringComparison.Ordinal);
    }

    private static async Task<string> Sums(TinyCounty county)
    {
        var rows = Everybody.ToDictionary(name => name, name => new List<string> { name });
        foreach (var run in new[] { "2026-02", "2026-03", "2026-04", "2026-05", "2026-06", "2026-07" })
            foreach (var sum in await county.Sums(run, Everybody))
                rows[sum.Split(' ')[0]].Add(sum[(sum.IndexOf(' ', StringComparison.Ordinal) + 1)..]);
        return string.Join('\n', rows.Values.Select(r => string.Join(", ", r)));
    }
}
