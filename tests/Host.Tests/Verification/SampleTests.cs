using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.Verification.VerificationDesk;

namespace Disbursement.Host.Tests.Verification;

/// <summary>
/// 抽查: drawn by a seed that is kept, frozen, looked at by others; one mismatch calls the station into question.
/// </summary>
[Collection(OneHome.Name)]
public sealed class SampleTests
{
    private const string Header = "身份证号,核查日期,核查结果,经办人,见证人,情形\n";

    [Fact]
    public async Task A_mismatch_reopens_the_station_and_holds_nobody()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        Assert.Contains("没有还没抽过的确认", await county.Done(
            "verification", "sample", "2026", "--today", "2026-03-01", "--user", "乙"), StringComparison.Ordinal);
        await county.Confirmed("2026-03-10",
            $"{LiXiuying},2026-03-01,现场,通过,清河站,李站长", $"{WangWeidong},2026-03-01,现场,通过,清河站,李站长",
            $"{ChenYongfu},2026-03-01,现场,通过,清河站,李站长", $"{ZhaoDeshan},2026-03-01,现场,通过,清河站,李站长",
            $"{SunWenzhe},2026-03-02,视频,通过,双桥站,孙站长");
        var list = await DrawnOnce(county);

        var drawn = new[] { LiXiuying, WangWeidong, ChenYongfu, ZhaoDeshan }.Where(list.Contains).ToArray();
        Assert.Equal(3, drawn.Length);
        var other = new[] { LiXiuying, WangWeidong, ChenYongfu, ZhaoDeshan }.Single(n => !list.Contains(n));
        await Refused(county, "不在抽查名单里", $"{other},2026-03-12,相符,县局甲,县局乙,");
        await Refused(county, "不能是原来确认的人", $"{drawn[0]},2026-03-12,相符,李站长,县局乙,");
        await Refused(county, "同一个人", $"{drawn[0]},2026-03-12,相符,县局甲,县局甲,");
        await Refused(county, "同一个人写了两行",
            $"{drawn[0]},2026-03-12,相符,县局甲,县局乙,\n{drawn[0]},2026-03-12,不符,县局甲,县局乙,没人来");
        await Refused(county, "写明情形", $"{drawn[0]},2026-03-12,不符,县局甲,县局乙,");
        await county.Notified("2026-04-06", $"{drawn[0]},2026-04-05,催告,书面,2026-04-06,李站长");
        Assert.Contains("清河站抽查不符：这个站本年的确认全部要重新核对", await county.Done(
            "verification", "sample", "2026", county.File("结果.csv", Header
                + $"{drawn[0]},2026-03-12,不符,县局甲,县局乙,本人说没有人来过\n{drawn[1]},2026-03-12,相符,县局甲,县局乙,\n"),
            "--today", "2026-04-07", "--user", "甲"), StringComparison.Ordinal);

        Assert.Equal(4, (await county.Classes("2026-04-08"))["待重核"]);
        await county.Swept("2026-04-08");
        var failed = TinyCounty.Rows(await county.Done(
            "exceptions", "list", "--code", "verify-sample-failed", "--today", "2026-04-08")).Single();
        Assert.StartsWith("抽查清河站2人，1人不符（本人说没有人来过）。该站本年确认全部重新核对。", failed[9], StringComparison.Ordinal);
        await county.Paid("2026-02", "2026-04-08");
        Assert.Equal(["李秀英 3488.00", "王卫东 882.00"], await county.Sums("2026-02", "李秀英", "王卫东"));

        // Done again by others, they count; and when all are, the station is no case any more.
        await county.Confirmed("2026-04-20",
            $"{LiXiuying},2026-04-20,入户,通过,清河站,县局甲,县局乙", $"{WangWeidong},2026-04-20,入户,通过,清河站,县局甲,县局乙",
            $"{ChenYongfu},2026-04-20,入户,通过,清河站,县局甲,县局乙", $"{ZhaoDeshan},2026-04-20,入户,通过,清河站,县局甲,县局乙");
        Assert.False((await county.Classes("2026-04-20")).ContainsKey("待重核"));
        await county.Swept("2026-04-20");
        Assert.Empty(TinyCounty.Rows(await county.Done(
            "exceptions", "list", "--code", "verify-sample-failed", "--today", "2026-04-20")));
    }

    [Fact]
    public async Task Where_no_station_is_written_the_township_is_done_again()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Confirmed("2026-03-10",
            $"{LiXiuying},2026-03-01,现场,通过,,李站长", $"{WangWeidong},2026-03-01,现场,通过,,李站长",
            $"{SunWenzhe},2026-03-02,现场,通过,,孙站长");
        await county.Done("verification", "sample", "2026", "--today", "2026-03-11", "--user", "乙");
        await Refused(county, "不能是原来确认的人", $"{WangWeidong},2026-03-12,相符,李 站长,县局乙,");
        await county.Done("verification", "sample", "2026", county.File("结果.csv",
            $"{Header}{LiXiuying},2026-03-12,不符,县局甲,县局乙,本人说没有人来过\n"), "--today", "2026-03-12", "--user", "甲");
        var classes = await county.Classes("2026-03-12");
        Assert.Equal((2, 1), (classes["待重核"], classes["确认通过"]));
    }

    [Fact]
    public async Task Nothing_is_recorded_of_a_sample_after_the_campaign_is_closed()
    {
        await using var county = new TinyCounty();
        await county.Campaign();
        await county.Confirmed("2026-03-10", $"{LiXiuying},2026-03-01,现场,通过,清河站,李站长");
        await county.Done("verification", "sample", "2026", "--today", "2026-03-11", "--user", "乙");
        await county.Done("verification", "close", "2026", "--today", "2026-04-08", "--user", "乙");
        await Refused(county, "结束", $"{LiXiuying},2026-04-01,不符,县局甲,县局乙,本人说没有人来过");
    }

    /// <summary>Four of five; a second time nothing is drawn, and the list is the same.</summary>
    private static async Task<string> DrawnOnce(TinyCounty county)
    {
        await county.Refused(
            "抽取抽查名单要由复核办理", "verification", "sample", "2026", "--today", "2026-03-10", "--user", "甲");
        Assert.Contains("2个站的5份确认里抽了4份", await county.Done(
            "verification", "sample", "2026", "--seed", "甲子", "--today", "2026-03-10", "--user", "乙"),
            StringComparison.Ordinal);
        var list = await county.Done("verification", "sample", "2026", "--list", "--today", "2026-03-10");
        Assert.Contains("没有再做任何事", await county.Done(
            "verification", "sample", "2026", "--seed", "甲子", "--today", "2026-03-11", "--user", "乙"),
            StringComparison.Ordinal);
        Assert.Contains("没有还没抽过的确认", await county.Done(
            "verification", "sample", "2026", "--today", "2026-03-11", "--user", "乙"), StringComparison.Ordinal);
        Assert.Equal(list, await county.Done("verification", "sample", "2026", "--list", "--today", "2026-03-11"));
        return list;
    }

    private static Task Refused(TinyCounty county, string why, string row) => county.Refused(
        why, "verification", "sample", "2026", county.File($"{Guid.NewGuid():N}.csv", Header + row + "\n"),
        "--today", "2026-04-08", "--user", "甲");
}
