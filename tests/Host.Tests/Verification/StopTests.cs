using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;
using Npgsql;
using static Disbursement.Host.Tests.Verification.VerificationDesk;

namespace Disbursement.Host.Tests.Verification;

/// <summary>停发 for want of confirmation: by 审批, person by person, never without a notice, never computed.</summary>
[Collection(OneHome.Name)]
public sealed class StopTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_who_was_told_sixty_days_before_is_stopped_and_only_by_the_approver()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Notified("2026-02-06",
            $"{ZhangJianguo},2026-02-01,催告,书面,2026-02-06,张站长", $"{MaXilai},2026-02-01,催告,电话,2026-02-02,张站长",
            $"{ZhouXuehai},2026-02-01,催告,书面,2026-02-02,张站长");
        await Refused(county, "现在是“通知中”，不是拟停发：满60日是2026年4月7日", ZhangJianguo, "2026-04-06");
        await Refused(county, "现在是“未通知”", MaXilai, "2026-04-10");
        // Whoever is called on is never stopped without a house call.
        await Refused(county, "现在是“未通知”", ZhouXuehai, "2026-04-10");
        await Refused(county, "没有", LiXiuying[..17] + "1", "2026-04-10");
        await county.Refused("决定停发要由审批办理", "verification", "decide", "2026", ZhangJianguo, "--outcome", "停发",
            "--document", "停1号", "--today", "2026-04-08", "--user", "乙");
        await county.Refused("文号", "verification", "decide", "2026", ZhangJianguo, "--outcome", "停发",
            "--today", "2026-04-08", "--user", "丙");
        await Decided(county, ZhangJianguo, "停发", "停1号");
        Assert.Contains("登记0项，已知1项", await Decided(county, ZhangJianguo, "停发", "停1号"), StringComparison.Ordinal);
        // It is a change like any other: of its own day, with its paper.
        await county.Paid("2026-04", "2026-04-10");
        await county.Paid("2026-05", "2026-05-08");
        Assert.Equal(["张建国 0.00"], await county.Sums("2026-05", "张建国"));
        Assert.Contains("停1号", await county.Done("explain", ZhangJianguo, "2026-05"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_identities_the_disability_is_stopped_the_other_only_held_and_paid_back()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Notified("2026-02-03", $"{MaXilai},2026-02-01,催告,书面,2026-02-02,张站长");
        await county.Paid("2026-02", "2026-02-06");
        await county.Paid("2026-03", "2026-03-06");
        await Decided(county, MaXilai, "停发", "停1号");
        foreach (var (month, today) in new[] { ("2026-04", "2026-04-10"), ("2026-05", "2026-05-08") })
            await county.Paid(month, today);
        // As long as the higher one is paid, nothing is owed of the lower.
        Assert.Equal(["马喜来 1830.00"], await county.Sums("2026-04", "马喜来"));
        Assert.Equal(["马喜来 0.00 暂缓 882.00"], await county.Sums("2026-05", "马喜来"));
        Assert.Contains("登记0项，已知1项", await Decided(county, MaXilai, "停发", "停1号"), StringComparison.Ordinal);

        // Found: what was held of May comes whole; what was stopped begins again in June, and May's is lost.
        await county.Confirmed("2026-05-20", $"{MaXilai},2026-05-20,现场,通过,石门站,吴站长");
        await county.Paid("2026-06", "2026-06-08");
        Assert.Equal(["马喜来 2712.00"], await county.Sums("2026-06", "马喜来"));
        await county.Paid("2026-07", "2026-07-08");
        Assert.Equal(["马喜来 1830.00"], await county.Sums("2026-07", "马喜来"));
    }

    [Fact]
    public async Task Letters_of_a_hold_a_stop_and_its_end_go_to_those_whom_they_concern_and_say_by_what()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Confirmed("2026-02-01", $"{LiXiuying},2026-02-01,现场,通过,清河站,李站长");
        await county.Notified("2026-02-03",
            $"{ZhangJianguo},2026-02-01,催告,书面,2026-02-02,张站长", $"{MaXilai},2026-02-01,催告,书面,2026-02-02,张站长",
            $"{WangWeidong},2026-02-01,催告,书面,2026-02-02,张站长");
        await county.Done("verification", "decide", "2026", ZhangJianguo, "--outcome", "停发", "--document", "停1号",
            "--today", "2026-04-08", "--user", "丙");
        Assert.Equal(["王卫东：暂缓的各月在下一批全部补发"],
            await Letters(county, "暂缓", "2026-04-09", "暂缓的各月在下一批全部补发"));
        Assert.Equal(["张建国：（停1号），从2026年5月起停发"],
            await Letters(county, "停发", "2026-04-09", "（停1号），从2026年5月起停发"));
        await county.Paid("2026-04", "2026-04-10");
        await county.Confirmed("2026-04-20",
            $"{ZhangJianguo},2026-04-20,现场,通过,城关站,张站长", $"{WangWeidong},2026-04-20,现场,通过,清河站,李站长",
            $"{MaXilai},2026-04-20,现场,通过,清河站,李站长");
        // Nothing was ever stopped or held of the others.
        Assert.Equal(["张建国：按停1号停发的各月按规定不补", "王卫东：暂缓发放的各月在下一批全部补发"],
            await Letters(county, "恢复", "2026-04-21", "按停1号停发的各月按规定不补", "暂缓发放的各月在下一批全部补发"));
    }

    /// <summary>Name and what a letter says of the phrases looked for.</summary>
    private static async Task<string[]> Letters(TinyCounty county, string kind, string today, params string[] phrases)
    {
        var folder = Path.Combine(county.Home, "通知" + kind);
        await county.Done(
            "verification", "notices", "2026", "--kind", kind, "--out", folder, "--today", today, "--user", "甲");
        var pages = await Task.WhenAll(Directory.GetFiles(folder, "*通知书-*.html", SearchOption.AllDirectories)
            .Select(f => File.ReadAllTextAsync(f, Stop)));
        return
        [
            .. pages.SelectMany(p => p.Split("<article>").Skip(1)).Select(a =>
                $"{new[] { "张建国", "王卫东", "马喜来", "李秀英" }.Single(n => a.Contains(n, StringComparison.Ordinal))}："
                + string.Concat(phrases.Where(p => a.Contains(p, StringComparison.Ordinal))))
                .Order(StringComparer.Ordinal),
        ];
    }

    [Fact]
    public async Task Who_is_told_to_be_paid_on_needs_a_new_notice_before_he_is_proposed_again()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Notified("2026-02-03", $"{ZhangJianguo},2026-02-01,催告,书面,2026-02-02,张站长");
        await county.Done("verification", "decide", "2026", ZhangJianguo, "--outcome", "继续发放", "--document", "退1号",
            "--reason", "送达回证没有签字", "--today", "2026-04-08", "--user", "丙");
        await Refused(county, "现在是“未通知”", ZhangJianguo, "2026-05-10");
        await county.Notified("2026-05-11", $"{ZhangJianguo},2026-05-10,催告,公告,2026-05-11,张站长");
        await Refused(county, "满60日是2026年7月10日", ZhangJianguo, "2026-07-09");
        await county.Done("verification", "decide", "2026", ZhangJianguo, "--outcome", "停发", "--document", "停2号",
            "--today", "2026-07-10", "--user", "丙");
    }

    [Fact]
    public async Task A_file_of_decisions_comes_in_whole_or_not_at_all()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Notified("2026-02-03",
            $"{ZhangJianguo},2026-02-01,催告,书面,2026-02-02,张站长", $"{MaXilai},2026-02-01,催告,书面,2026-02-02,张站长");
        var file = county.File("决定.csv",
            $"身份证号,决定,文号\n{ZhangJianguo},停发,停1号\n{WangWeidong},停发,停1号\n");
        await county.Refused("整份没有导入", "verification", "decide", "2026", file, "--today", "2026-04-08", "--user", "丙");
        Assert.Equal(2, (await county.Classes("2026-04-08"))["拟停发"]);
        file = county.File("决定2.csv", $"身份证号,姓名,决定,文号\n{ZhangJianguo},张建国,停发,停1号\n{MaXilai},马喜来,继续发放,停1号\n");
        Assert.Contains("登记2项", await county.Done(
            "verification", "decide", "2026", file, "--today", "2026-04-08", "--user", "丙"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_confirmation_of_before_the_stop_that_comes_to_light_is_a_case_and_a_stop_taken_back_is_paid()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Notified("2026-02-03", $"{ZhangJianguo},2026-02-01,催告,书面,2026-02-02,张站长");
        await Decided(county, ZhangJianguo, "停发", "停1号");
        await county.Paid("2026-04", "2026-04-10");
        await county.Paid("2026-05", "2026-05-08");
        // The form of March lay in a drawer.
        await county.Confirmed("2026-05-20", $"{ZhangJianguo},2026-03-15,现场,通过,城关站,张站长");
        await county.Swept("2026-05-20");
        Assert.Contains("verify-stop-unfounded warn 张建国的停发（停1号）没有依据：2026年3月15日已经确认，在停发之前。",
            await county.CasesOf("张建国", "2026-05-20"));
        await county.Changed("2026-05-21", "身份证号,变动类型,文号", $"{ZhangJianguo},撤销,停1号");
        await county.Paid("2026-06", "2026-06-08");
        Assert.Equal(["张建国 8030.00"], await county.Sums("2026-06", "张建国"));
    }

    [Fact]
    public async Task A_stop_whose_notice_is_taken_back_is_a_case_and_a_confirmation_that_resumed_is_not_taken_away()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Notified("2026-02-03",
            $"{ZhangJianguo},2026-02-01,催告,书面,2026-02-02,张站长", $"{MaXilai},2026-02-01,催告,书面,2026-02-02,张站长");
        await Decided(county, ZhangJianguo, "停发", "停1号");
        await Decided(county, MaXilai, "停发", "停2号");
        await county.Notified("2026-04-20", $"{MaXilai},2026-02-01,催告,书面,,张站长,,是");
        await county.Swept("2026-04-20");
        Assert.Contains("verify-stop-unfounded warn 马喜来的停发（停2号）没有依据：停发以前没有送达满60日的通知，登记过的已经撤销。",
            await county.CasesOf("马喜来", "2026-04-20"));

        var said = await county.Confirmed("2026-04-21", $"{ZhangJianguo},2026-04-21,现场,通过,城关站,张站长");
        Assert.Contains("停发过的1人重新确认，从确认的次月起恢复发放", said, StringComparison.Ordinal);
        var (code, _, error) = await county.Command("import", "confirmations", county.File("撤.csv",
            "身份证号,确认日期,方式,结果,经办站,经办人,撤销\n" + $"{ZhangJianguo},2026-04-21,现场,通过,城关站,张站长,是\n"),
            "--today", "2026-04-22", "--user", "甲");
        Assert.Equal(3, code);
        Assert.Contains("1行没有导入", error, StringComparison.Ordinal);
        await county.Changed("2026-04-22", "身份证号,变动类型,撤销类型,文号", $"{ZhangJianguo},撤销,恢复,确认表2026-04-21");
        await county.Confirmed("2026-04-22", $"{ZhangJianguo},2026-04-21,现场,通过,城关站,张站长,,,是");
        Assert.Equal("停发（未确认）", (await county.Classes("2026-05-10")).Keys
            .Single(k => k.StartsWith("停发", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_row_that_says_something_else_of_the_same_confirmation_comes_back()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Confirmed("2026-02-05", $"{LiXiuying},2026-02-05,现场,通过,清河站,李站长");
        Assert.Contains("已知1行", await county.Confirmed(
            "2026-02-06", $"{LiXiuying},2026-02-05,现场,通过,清河站,李站长",
            $"{WangWeidong},2026-02-05,现场,通过,清河站,李站长"), StringComparison.Ordinal);
        var (code, _, error) = await county.Command("import", "confirmations", county.File("另.csv",
            $"身份证号,确认日期,方式,结果,经办站,经办人\n{LiXiuying},2026-02-05,现场,通过,白塔站,赵站长\n"),
            "--today", "2026-02-07", "--user", "甲");
        Assert.Equal(3, code);
        Assert.Contains("内容不同", await File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(county.Home)!, "另.csv.rejected.csv"), Stop), StringComparison.Ordinal);
        Assert.Contains("1行没有导入", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_lets_nobody_be_stopped_whom_nobody_told()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Notified("2026-03-03", $"{ZhangJianguo},2026-03-01,催告,书面,2026-03-02,张站长");
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        foreach (var (person, day) in new[] { (2, "2026-05-30"), (1, "2026-04-30"), (1, "2026-04-04") })
        {
            var fault = await Assert.ThrowsAsync<PostgresException>(() => connection.Execute("""
                insert into stop_decision (year, person_id, act, outcome, decided_on, document)
                values (2026, $1, 999, 1, $2::date, '停1号')
                """, Stop, person, DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
            Assert.Contains("sixty days", fault.MessageText,
                StringComparison.Ordinal);
        }
    }

    private static Task Refused(TinyCounty county, string why, string idNumber, string today) => county.Refused(
        why, "verification", "decide", "2026", idNumber, "--outcome", "停发", "--document", "停1号", "--today", today,
        "--user", "丙");

    private static Task<string> Decided(TinyCounty county, string idNumber, string outcome, string document) =>
        county.Done("verification", "decide", "2026", idNumber, "--outcome", outcome, "--document", document,
            "--today", "2026-04-08", "--user", "丙");
}
