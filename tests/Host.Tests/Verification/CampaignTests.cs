using System.Globalization;
using Disbursement.Domain.Verification;
using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Serving;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Disbursement.Jobs.Verification;
using Disbursement.Host.Tests.Export;
using Disbursement.Host.Tests.Papers;
using static Disbursement.Host.Tests.Verification.VerificationDesk;

namespace Disbursement.Host.Tests.Verification;

/// <summary>The campaign from its opening to its close, the daily sweep, and what is printed of it.</summary>
[Collection(OneHome.Name)]
public sealed class CampaignTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_opened_once_and_closed_once_after_the_deadline()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Refused("还没有开始", "verification", "status", "2026", "--today", "2026-01-10");
        await county.Refused("要在2026年里", "verification", "open", "2026", "--deadline", "2027-01-05",
            "--today", "2026-01-10", "--user", "甲");
        var said = await county.Done(
            "verification", "open", "2026", "--document", "确字1号", "--today", "2026-01-10", "--user", "甲");
        Assert.Contains("2026年1月10日至2026年4月4日", said, StringComparison.Ordinal);
        Assert.Contains("应确认12人，其中免确认（确认期内首次发放）0人、上门对象2人", said, StringComparison.Ordinal);
        Assert.Contains("没有再做任何事", await county.Done(
            "verification", "open", "2026", "--today", "2026-02-10", "--from", "2026-01-10", "--user", "甲"),
            StringComparison.Ordinal);
        await county.Refused("不能再改", "verification", "open", "2026", "--deadline", "2026-05-01",
            "--today", "2026-02-10", "--user", "甲");
        await county.Refused("才结束", "verification", "close", "2026", "--today", "2026-04-04", "--user", "乙");
        await county.Refused("结束年度确认要由复核办理", "verification", "close", "2026", "--today", "2026-04-05", "--user", "甲");
        await county.Done("verification", "close", "2026", "--today", "2026-04-05", "--user", "乙");
        Assert.Contains("没有再做任何事", await county.Done(
            "verification", "close", "2026", "--today", "2026-05-05", "--user", "乙"), StringComparison.Ordinal);
        await county.Refused("已经结束", "verification", "sample", "2026", "--today", "2026-05-05", "--user", "乙");
    }

    [Fact]
    public async Task The_sweep_finds_what_is_to_be_done_and_a_second_time_changes_nothing()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        Assert.Contains("与上次相同，没有再做任何事", await county.Swept("2026-01-11"), StringComparison.Ordinal);
        await county.Notified("2026-02-03", $"{ZhangJianguo},2026-02-01,催告,书面,2026-02-02,张站长");
        await county.Confirmed("2026-03-20",
            $"{SunWenzhe},2026-03-20,入户,失联,双桥站,孙站长,周干事", $"{LiuGuilan},2026-03-01,视频,境外,双桥站,孙站长",
            $"{ChenYongfu},2026-03-01,异地协查,失联,外县局,陈站长,,协查1号");
        Assert.Contains("新立", await county.Swept("2026-03-20"), StringComparison.Ordinal);
        Assert.Contains("与上次相同，没有再做任何事", await county.Swept("2026-03-20"), StringComparison.Ordinal);
        Assert.Equal(
            ["verify-home-visit-due warn 周学海（二级）应当上门确认，还没有上门记录。"], await county.CasesOf("周学海", "2026-03-20"));
        Assert.Equal(
            ["verify-home-visit-due warn 吴志强（92岁）应当上门确认，还没有上门记录。"], await county.CasesOf("吴志强", "2026-03-20"));

        await county.Swept("2026-04-05");
        Assert.Contains("与上次相同，没有再做任何事", await county.Swept("2026-04-05"), StringComparison.Ordinal);
        Assert.Equal(
            ["verify-not-notified warn 王卫东还没有确认，也没有任何通知或上门记录。没有通知，不得暂缓，更不得停发。"],
            await county.CasesOf("王卫东", "2026-04-05"));
        Assert.Equal(
            ["verify-stop-proposed warn 拟停发张建国（残疾军人），每月4015.00元：通知2026年2月2日送达，满60日为2026年4月3日。停发各月不补。"],
            await county.CasesOf("张建国", "2026-04-05"));
        Assert.Equal(
            [
                "verification-overdue block 孙文喆没有完成2026年度确认。",
                "verify-lost-contact warn 孙文喆联系不上：已1次（2026年3月20日）。",
            ], await county.CasesOf("孙文喆", "2026-04-05"));
        Assert.StartsWith("verify-abroad warn",
            Assert.Single(await county.CasesOf("刘桂兰", "2026-04-05")), StringComparison.Ordinal);
        Assert.StartsWith("verify-elsewhere-pending warn 陈永福居住在外县局，协查函协查1号发出35天未回",
            Assert.Single(await county.CasesOf("陈永福", "2026-04-05")), StringComparison.Ordinal);

        // Decided about like any other case; and gone once it is done.
        await county.Done("exceptions", "assign", "P3:verify-not-notified", "--to", "李站长", "--due", "2026-04-12",
            "--today", "2026-04-05", "--user", "甲");
        var row = TinyCounty.Rows(await county.Done(
            "exceptions", "list", "--code", "verify-not-notified", "--today", "2026-04-06")).Single(r => r[5] == "王卫东");
        Assert.Equal(("李站长", "2026-04-12", "open"), (row[13], row[14], row[15]));
        await county.Confirmed("2026-04-06", $"{WangWeidong},2026-04-06,现场,通过,清河站,李站长");
        await county.Swept("2026-04-06");
        Assert.Equal(
            ["verify-late-confirmed warn 王卫东于2026年4月6日重新确认。"], await county.CasesOf("王卫东", "2026-04-06"));
        await county.Swept("2026-07-06");
        Assert.Empty(await county.CasesOf("王卫东", "2026-07-06"));
    }

    [Fact]
    public async Task The_sixty_days_are_said_before_they_are_over_and_who_is_only_seen_from_afar_is_named()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Notified("2026-03-02", $"{ZhangJianguo},2026-03-01,催告,书面,2026-03-01,张站长");
        await county.Confirmed("2026-03-02",
            $"{WangWeidong},2024-03-01,视频,通过,清河站,李站长", $"{WangWeidong},2025-03-01,人脸识别,通过,清河站,李站长");
        await county.Swept("2026-03-02");
        Assert.Equal(
            ["verify-remote-recheck warn 王卫东连续2年都是视频或他人代办确认。"], await county.CasesOf("王卫东", "2026-03-02"));
        await county.Swept("2026-04-05");
        Assert.Equal(
            ["verify-60-days warn 张建国（伤残类）个人通知已送达35天，满60日为2026年4月30日，最早可以停发的月份是2026年5月。"],
            await county.CasesOf("张建国", "2026-04-05"));
        // Given to somebody, it stays with him though the days go on.
        await county.Done(
            "exceptions", "assign", "P1:verify-60-days", "--to", "张站长", "--today", "2026-04-05", "--user", "甲");
        await county.Swept("2026-04-06");
        var days = TinyCounty.Rows(await county.Done(
            "exceptions", "list", "--code", "verify-60-days", "--today", "2026-04-06")).Single();
        Assert.Equal(("张站长", true), (days[13], days[9].Contains("36天", StringComparison.Ordinal)));
        Assert.Empty(TinyCounty.Rows(await county.Done(
            "exceptions", "list", "--code", "verify-station-behind", "--today", "2026-04-05")));
    }

    [Fact]
    public async Task Progress_lists_and_report_say_the_same_by_township_and_category()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Confirmed("2026-03-20",
            $"{SunWenzhe},2026-03-20,入户,通过,双桥站,孙站长,周干事", $"{LiXiuying},2026-03-01,现场,信息有变,清河站,李站长");
        await county.Notified("2026-04-07", $"{WangWeidong},2026-04-05,催告,书面,2026-04-06,李站长");
        var classes = await county.Classes("2026-04-08");
        await county.Done("verification", "close", "2026", "--today", "2026-04-08", "--user", "乙");
        Assert.Equal(classes, await county.Classes("2026-04-08"));
        Assert.Equal(12, classes.Values.Sum());
        var folder = Path.Combine(county.Home, "表");
        await county.Done("verification", "status", "2026", "--out", folder, "--forms", "--today", "2026-05-01");

        // Everybody by name, in one class.
        var everybody = People(folder, "05归类名册", "归类名册");
        Assert.Equal(12, everybody.Select(r => r["身份证号"]).Distinct().Count());
        Assert.Equal(classes.OrderBy(c => c.Key, StringComparer.Ordinal),
            everybody.GroupBy(r => r["归类"]).ToDictionary(g => g.Key, g => g.Count())
                .OrderBy(c => c.Key, StringComparer.Ordinal));
        // The report, township by township and category by category, is those names counted.
        foreach (var (table, column) in new[] { ("各乡镇归类", "乡镇"), ("各类别归类", "优抚类别") })
        {
            foreach (var row in Table(folder, "01年度确认进度和总结", table))
            {
                var of = row[column] == "合计" ? everybody : [.. everybody.Where(p => p[column] == row[column])];
                Assert.Equal(of.Count, int.Parse(row["应确认"], CultureInfo.InvariantCulture));
                foreach (var name in classes.Keys)
                    Assert.Equal(of.Count(p => p["归类"] == name), int.Parse(row[name], CultureInfo.InvariantCulture));
            }
        }

        // Who is outstanding, station by station, with a phone; house calls first.
        var outstanding = People(folder, "02未确认名单", "未确认名单");
        Assert.Equal(
            everybody.Where(p => VerificationClasses.All.First(c => c.Label() == p["归类"]).IsOutstanding())
                .Select(p => p["姓名"]).Order(StringComparer.Ordinal),
            outstanding.Select(p => p["姓名"]).Order(StringComparer.Ordinal));
        var own = People(folder, "02未确认名单-999001104", "999001104未确认名单");
        Assert.All(own, r => Assert.Equal("999001104", r["乡镇"]));
        Assert.Equal(("上门", "10000000009"), (own[0]["上门"], own.Single(r => r["姓名"] == "吴志强")["联系电话"]));
        var form = await File.ReadAllTextAsync(
            Directory.GetFiles(folder, "*06确认表-999001104.html", SearchOption.AllDirectories).Single(), Stop);
        Assert.Contains("本人（监护人）签字或按手印", form, StringComparison.Ordinal);
        var progress = await File.ReadAllTextAsync(Directory.GetFiles(folder, "*01年度确认进度和总结.html").Single(), Stop);
        Assert.Contains("<polyline", progress, StringComparison.Ordinal);
        Assert.Contains("按期应找到", progress, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notices_are_of_each_person_and_the_sheet_that_was_printed_comes_back_as_their_delivery()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Confirmed("2026-02-01", $"{LiXiuying},2026-02-01,现场,通过,清河站,李站长");
        var folder = Path.Combine(county.Home, "通知");
        var said = await county.Done(
            "verification", "notices", "2026", "--out", folder, "--today", "2026-02-02", "--user", "甲");
        Assert.Contains("催告通知书11份", said, StringComparison.Ordinal);
        var pages = string.Concat(await Task.WhenAll(
            Directory.GetFiles(folder, "*通知书-*.html", SearchOption.AllDirectories)
                .Select(f => File.ReadAllTextAsync(f, Stop))));
        Assert.Equal(11, pages.Split("<article>").Length - 1);
        Assert.DoesNotContain("李秀英", pages, StringComparison.Ordinal);
        Assert.Contains("满60日仍没有确认的，从次月起停发", pages, StringComparison.Ordinal);
        Assert.Contains("截止日以后仍没有确认的，先暂缓发放", pages, StringComparison.Ordinal);

        // As it is, without 经办人: nothing was delivered. Filled in, it is the record.
        var sheet = Directory.GetFiles(folder, "*通知书合并和送达登记.xlsx").Single();
        var (code, _, error) = await county.Command("import", "notices", sheet, "--today", "2026-02-03", "--user", "甲");
        Assert.Equal(3, code);
        Assert.Contains("11行没有导入", error, StringComparison.Ordinal);
        var filled = ReadPaper.Of(folder, sheet).Table("送达以后填").Select(r =>
            $"{r["身份证号"]},{r["通知日期"]},{r["种类"]},{r["方式"]},2026-02-03,站长,{r["附件"]}");
        await county.Notified("2026-02-03", [.. filled]);
        await county.Notified("2026-02-03", $"{ZhangJianguo},2026-02-01,催告,电话,2026-02-01,张站长");
        Assert.Equal(2, (await county.Classes("2026-04-05")).GetValueOrDefault("拟停发"));
        // What the approver looks at, person by person: by what it was delivered.
        await county.Done("verification", "status", "2026", "--out", folder, "--today", "2026-04-05");
        var proposed = People(folder, "03拟停发名单", "拟停发名单");
        Assert.Equal(2, proposed.Count);
        Assert.All(proposed, r =>
        {
            Assert.StartsWith("书面　2026年确认催告第", r["送达凭证"], StringComparison.Ordinal);
            Assert.Equal(("2026-02-03", "2026-04-04"), (r["通知送达"], r["满60日"]));
        });
    }

    [Fact]
    public async Task Who_has_to_be_called_on_is_asked_for_anew_and_two_ways_to_write_a_name_are_one_person()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Notified("2026-04-06",
            $"{WangWeidong},2026-04-05,催告,书面,2026-04-06,李站长", $"{LiuGuilan},2026-04-05,催告,书面,2026-04-06,孙站长");
        Assert.Equal(2, (await county.Classes("2026-04-07"))["暂缓发放"]);
        await county.Changed("2026-04-07", "身份证号,变动类型,生效日期,上门对象,文号",
            $"{WangWeidong},信息变更,2026-04-07,是,证明1号");
        Assert.Equal(1, (await county.Classes("2026-04-07"))["暂缓发放"]);
        await county.Paid("2026-02", "2026-04-07");
        Assert.Equal(["王卫东 882.00", "刘桂兰 0.00 暂缓 726.00"], await county.Sums("2026-02", "王卫东", "刘桂兰"));

        var (code, _, error) = await county.Command("import", "confirmations", county.File("一人.csv",
            "身份证号,确认日期,方式,结果,经办站,经办人,见证人\n"
            + $"{WangWeidong},2026-04-08,入户,通过,清河站,买买提·艾力,买买提•艾力\n"), "--today", "2026-04-08", "--user", "甲");
        Assert.Equal(3, code);
        Assert.Contains("1行没有导入", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cases_of_a_campaign_outlive_its_end_and_who_fits_no_condition_any_more_is_one()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        Assert.Contains("有的确认日期不在2026年，不算今年的确认", await county.Confirmed("2026-03-02",
            $"{LiXiuying},2026-03-01,现场,不再符合,清河站,李站长,,已再婚", $"{SunWenzhe},2025-12-30,现场,通过,双桥站,孙站长"),
            StringComparison.Ordinal);
        await county.Swept("2026-04-06");
        string[] found = ["verify-not-eligible warn 李秀英于2026年3月1日确认时发现不再符合条件（已再婚），现在照发。"];
        Assert.Equal(found, (await county.CasesOf("李秀英", "2026-04-06")).Select(c => c.Split('。')[0] + "。"));
        await county.Done("verification", "close", "2026", "--today", "2026-04-08", "--user", "乙");
        await county.Swept("2026-04-09");
        Assert.Equal(found, (await county.CasesOf("李秀英", "2026-04-09")).Select(c => c.Split('。')[0] + "。"));
    }

    [Fact]
    public async Task Two_sweeps_at_once_find_each_case_once_and_two_openings_open_once()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        var maker = new Performer("甲", "test", new DateOnly(2026, 1, 10), TimeProvider.System);
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            new CampaignJob(session.Source).Open(2026, maker.Today, null, null, maker, Stop)));
        Assert.Equal(1, opened.Count(o => o.Changed));
        var after = maker with { Today = new DateOnly(2026, 4, 5) };
        var swept = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ =>
            new SweepJob(session.Source).Sweep(after, scheduled: true, Stop)));
        Assert.Equal(1, swept.Count(s => s.Changed));
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        Assert.Equal(0, await connection.Scalar<long>("""
            select count(*) from (select key from verification_case group by key having count(*) > 1) d
            """, Stop));
        Assert.Equal(12, await connection.Scalar<long>("select count(*) from campaign_person", Stop));
    }

    [Fact]
    public async Task The_schedule_sweeps_every_day_and_late_for_another_day_it_does_nothing()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        var clock = new BusinessClock(new DateOnly(2026, 4, 5), TimeProvider.System);
        var jobs = new VerificationJobs(
            session.Source, clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<VerificationJobs>.Instance);
        await jobs.Sweep("2026-04-04", Stop);
        Assert.Empty(await county.CasesOf("王卫东", "2026-04-05"));
        await jobs.Sweep("2026-04-05", Stop);
        await jobs.Sweep("2026-04-05", Stop);
        Assert.Single(await county.CasesOf("王卫东", "2026-04-05"));
    }

    /// <summary>People of a list, the total left out.</summary>
    private static List<Dictionary<string, string>> People(string folder, string paper, string table) =>
        [.. Table(folder, paper, table).Where(r => r["身份证号"].Length > 0)];

    private static IReadOnlyList<Dictionary<string, string>> Table(string folder, string paper, string table) =>
        ReadPaper.Of(folder, Directory.GetFiles(folder, $"*{paper}*.xlsx", SearchOption.AllDirectories)
            .Where(f => paper.Contains('-', StringComparison.Ordinal) || !f.Contains("乡镇/", StringComparison.Ordinal))
            .Single()).Table(table);
}
