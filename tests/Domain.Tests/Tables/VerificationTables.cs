using System.Globalization;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Verification;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>Rules §7: where a person stands, whom other people's lists hold, who is called on, who is drawn.</summary>
public sealed class VerificationTables
{
    private static readonly Campaign Campaign = new(2026, new DateOnly(2026, 1, 10), new DateOnly(2026, 4, 4), 1);

    [Fact]
    public void Where_a_person_stands() => ClerkTable.Holds("""
        | 身份   | 上门 | 免 | 登记                                                           | 今天       | 归类 |
        | 51     |      |    |                                                                | 2026-04-04 | 待确认 |
        | 51     |      |    |                                                                | 2026-04-05 | 未通知 |
        | 51     |      |    | 确认 2026-01-02 现场 通过                                      | 2026-04-05 | 确认通过 |
        | 51     |      |    | 确认 2025-12-31 现场 通过                                      | 2026-04-05 | 未通知 |
        | 51     |      |    | 确认 2026-04-04 视频 信息有变                                  | 2026-04-05 | 信息有变 |
        | 51     |      |    | 确认 2026-04-05 现场 通过                                      | 2026-04-05 | 逾期确认 |
        | 51     |      |    | 通知 2026-04-06 书面 2026-04-07                                | 2026-04-07 | 暂缓发放 暂缓51 |
        | 51     |      |    | 通知 2026-04-06 书面 2026-04-07                                | 2026-04-06 | 未通知 |
        | 51     |      |    | 通知 2026-02-01 电话 2026-02-01                                | 2026-04-04 | 待确认 |
        | 51     |      |    | 通知 2026-02-01 电话 2026-02-01                                | 2026-04-05 | 暂缓发放 暂缓51 |
        | 51     |      |    | 通知 2026-04-06 书面                                           | 2026-04-20 | 未通知 |
        | 51     |      |    | 通知 2026-04-06 书面 2026-04-07；确认 2026-05-01 现场 通过     | 2026-05-02 | 逾期确认 |
        | 51     |      |    | 通知 2026-04-06 恢复 2026-04-07                                | 2026-04-20 | 未通知 |
        | 51     | 是   |    | 通知 2026-04-06 书面 2026-04-07                                | 2026-04-20 | 未通知 |
        | 51     | 是   |    | 确认 2026-04-06 入户 失联                                      | 2026-04-20 | 暂缓发放 暂缓51 |
        | 51     |      | 是 |                                                                | 2026-04-20 | 免确认 |
        | 51     |      |    | 确认 2026-03-01 异地协查 失联；通知 2026-04-06 书面 2026-04-07 | 2026-05-20 | 失联 |
        | 51     |      |    | 确认 2026-03-01 视频 失联                                      | 2026-04-20 | 失联 |
        | 51     |      |    | 确认 2026-03-01 视频 境外                                      | 2026-04-20 | 境外 |
        | 51     |      |    | 确认 2026-03-01 境外证明 境外 证明                             | 2026-04-20 | 确认通过 |
        | 51     |      |    | 确认 2026-03-01 现场 不再符合；通知 2026-04-06 书面 2026-04-07 | 2026-04-20 | 不再符合 |
        | 51     |      |    | 确认 2026-03-01 现场 身份不符                                  | 2026-04-20 | 身份不符 |
        | 51     |      |    | 确认 2026-03-01 现场 不再符合；确认 2026-03-05 入户 失联       | 2026-04-20 | 不再符合 |
        | 51     |      |    | 确认 2026-03-01 现场 不再符合；确认 2026-03-05 入户 通过       | 2026-04-20 | 确认通过 |
        | 51     |      |    | 确认 2026-03-01 现场 通过；确认 2026-03-05 入户 身份不符       | 2026-04-20 | 身份不符 |
        | 51     |      |    | 确认 2026-03-01 现场 通过；确认 2026-03-05 入户 失联           | 2026-04-20 | 确认通过 |
        | 51     |      |    | 确认 2026-03-01 入户 死亡                                      | 2026-04-20 | 死亡待核 |
        | 11     |      |    | 通知 2026-02-01 书面 2026-02-03                                | 2026-04-04 | 待确认 |
        | 11     |      |    | 通知 2026-02-01 书面 2026-02-03                                | 2026-04-05 | 拟停发 |
        | 11     |      |    | 通知 2026-02-01 公告 2026-02-05                                | 2026-04-05 | 通知中 |
        | 11     |      |    | 通知 2026-02-01 公告 2026-02-05                                | 2026-04-06 | 拟停发 |
        | 11     |      |    | 通知 2026-02-01 电话 2026-02-03                                | 2026-04-20 | 未通知 |
        | 11     |      |    | 通知 2026-02-01 书面                                           | 2026-04-20 | 未通知 |
        | 11     | 是   |    | 通知 2026-02-01 书面 2026-02-03                                | 2026-04-20 | 未通知 |
        | 11     | 是   |    | 通知 2026-02-01 书面 2026-02-03；确认 2026-03-01 入户 失联     | 2026-04-20 | 拟停发 |
        | 11     |      |    | 通知 2026-02-01 书面 2026-02-03；决定 2026-04-08 继续发放      | 2026-04-20 | 未通知 |
        | 11 | | | 通知 2026-02-01 书面 2026-02-03；决定 2026-04-08 继续发放；通知 2026-04-09 书面 2026-04-10 | 2026-04-20 | 通知中 |
        | 11     |      |    | 通知 2026-02-01 书面 2026-02-03；确认 2026-04-20 现场 通过     | 2026-04-20 | 逾期确认 |
        | 11；21 |      |    | 通知 2026-02-01 书面 2026-02-03                                | 2026-04-05 | 拟停发 暂缓21 |
        | 11；21 |      |    | 确认 2026-03-01 入户 失联                                      | 2026-04-05 | 失联 暂缓21 |
        """, row =>
        {
            var standing = Standing.Of(Frame(), FileOf(row), Day(row["今天"]));
            var overdue = string.Join(' ', standing.Overdue.Select(c => Category.Of(c).Code));
            return standing.Class.Label() + (overdue.Length == 0 ? "" : $" 暂缓{overdue}");
        });

    [Fact]
    public void Confirmations_of_a_station_whose_sample_failed_do_not_count_until_done_again_and_hold_nobody()
    {
        var frame = new CampaignFrame(Campaign, new Dictionary<string, long> { ["清河站"] = 100 }, 1);
        var notice = new Notice(new Place(3, 1), new(2026, 4, 6), NoticeKind.Reminder, NoticeMethod.Written,
            new(2026, 4, 7), "站长", null);
        var before = new Confirmation(new Place(9, 1), new(2026, 3, 1), ConfirmationMethod.AtTheStation,
            ConfirmationResult.Passed, "清河站", "李", null, null);
        var file = File("51", "", "") with { Confirmations = [before], Notices = [notice] };
        var standing = Standing.Of(frame, file, new(2026, 5, 1));
        Assert.Equal(VerificationClass.Questioned, standing.Class);
        Assert.Empty(standing.Overdue);
        var again = before with { Place = new Place(101, 1), On = new(2026, 4, 30) };
        Assert.Equal(VerificationClass.Confirmed,
            Standing.Of(frame, file with { Confirmations = [before, again] }, new(2026, 5, 1)).Class);
        Assert.Equal(VerificationClass.Confirmed,
            Standing.Of(frame, file with { Confirmations = [before with { Station = "白塔站" }] }, new(2026, 5, 1)).Class);
    }

    [Fact]
    public void What_lists_say_of_a_person() => ClerkTable.Holds("""
        | 身份 | 变动            | 名单                          | 登记                          | 结果 |
        | 51   |                 | 火化 死亡 2026-03-01          |                               | death-reported 暂缓 |
        | 51   |                 | 火化名单 已火化 2026-03-01    |                               | death-reported 暂缓 |
        | 51   |                 | 公安局 已出境 2026-03-01      |                               | verify-abroad |
        | 51   |                 | 公安局 已出境 2026-03-01      | 确认 2026-03-05 视频 通过     | |
        | 51   |                 | 死亡医学证明 死亡 2026-03-01  |                               | death-reported 暂缓 |
        | 51   |                 | 公安 户籍注销 2026-03-01 死亡 |                               | death-reported 暂缓 |
        | 51   |                 | 公安 户籍注销 2026-03-01      |                               | household-cancelled |
        | 51   |                 | 公安 户籍注销 2026-03-01 出国定居 |                           | household-cancelled |
        | 51   |                 | 医保 医保停 2026-03-01        |                               | death-reported |
        | 51   |                 | 公安 户籍注销 2026-03-01；医保 医保停 2026-03-02 |            | death-reported |
        | 51   |                 | 火化 死亡 2026-03-01；医保 医保停 2026-03-02 |                | death-reported 暂缓 |
        | 51   |                 | 某站 死亡 2026-03-01          |                               | death-reported |
        | 51   |                 | 火化 死亡 2026-03-01          | 确认 2026-03-05 入户 通过     | |
        | 51   |                 | 火化 死亡 2026-03-01          | 确认 2026-02-05 入户 通过     | death-reported 暂缓 |
        | 51   |                 | 火化 死亡 2026-03-01          | 确认 2026-03-05 视频 通过     | evidence-contradicts 暂缓 |
        | 51   |                 | 医保 医保停 2026-03-01        | 确认 2026-03-05 现场 通过     | evidence-contradicts |
        | 51   |                 | 火化 死亡 2026-03-01；医保 就医 2026-03-20 |                  | evidence-contradicts 暂缓 |
        | 51   |                 | 火化 死亡 2026-03-01；医保 就医 2026-02-20 |                  | death-reported 暂缓 |
        | 51   | 死亡 2026-03-01 | 火化 死亡 2026-03-01          |                               | |
        | 51   | 死亡 2026-03-01 |                               | 确认 2026-03-05 视频 通过     | confirmed-after-death 暂缓 |
        | 51   | 死亡 2026-03-01 |                               | 确认 2026-02-05 现场 通过     | |
        | 51   | 死亡 2026-03-01 | 医保 就医 2026-03-20          |                               | evidence-contradicts |
        | 51   |                 |                               | 确认 2026-03-05 入户 死亡     | death-reported 暂缓 |
        | 51   |                 | 服刑名册 服刑 2026-03-01      |                               | sentence-reported 暂缓 |
        | 51   |                 | 公安 通缉 2026-03-01          |                               | sentence-reported 暂缓 |
        | 51   |                 | 服刑名册 服刑 2026-03-01 缓刑三年 |                           | sentence-reported |
        | 51   |                 | 公安 拘留 2026-03-01          |                               | sentence-reported |
        | 51   |                 | 公安 逮捕 2026-03-01          |                               | sentence-reported |
        | 51   |                 | 司法 社区矫正 2026-03-01      |                               | sentence-reported |
        | 51   |                 |                               | 确认 2026-03-05 现场 服刑     | sentence-reported |
        | 51   | 中止 2026-03-20 | 服刑名册 服刑 2026-03-01      |                               | |
        | 51   | 停发 2026-03-20 类别=51 | 服刑名册 服刑 2026-03-01 |                            | |
        | 11；51 | 停发 2026-03-20 类别=11 | 服刑名册 服刑 2026-03-01 |                          | sentence-reported 暂缓 |
        | 51   |                 |                               | 确认 2026-03-05 现场 身份不符 | verify-identity-mismatch 暂缓 |
        | 51   |                 |                               | 确认 2026-03-05 现场 身份不符；确认 2026-03-09 入户 通过 | |
        | 81   |                 | 人社 职工养老 2026-03-01      |                               | employee-pension 暂缓 |
        | B1   |                 | 人社 职工养老 2026-03-01      |                               | employee-pension 暂缓 |
        | 51   |                 | 人社 职工养老 2026-03-01      |                               | employee-pension |
        | 42   |                 | 人社 职工养老 2026-03-01      |                               | |
        | 51   |                 | 外县 外县在发 2026-03-01      |                               | paid-elsewhere |
        | 51   |                 | 医保 就医 2026-03-01          |                               | |
        | 51   |                 | 某单位 困难补助 2026-03-01    |                               | |
        """, row => string.Join('；', EvidenceFindings.Of(
                FileOf(row) with { Evidence = [.. Lists(row["名单"])] }, 1, new DateOnly(2026, 4, 1))
            .Select(f => f.Code.Code + (f.Holds ? " 暂缓" : ""))));

    [Fact]
    public void Number_first_then_name() => ClerkTable.Holds("""
        | 名单上的号码       | 名单上的姓名 | 结果          |
        | 999001197103050314 | 张建国       | Equal         |
        | 999001197103050314 | 张 建国      | Equal         |
        | 999001197103050314 | 张建囯       | NameDiffers   |
        | 999001710305031    | 张建国       | FifteenDigits |
        | 999001710305031    | 李四         | FifteenDigits |
        | 999001197103050330 | 张建国       | NumberDiffers |
        | 999001197103050330 | 李四         |               |
        | 999001197103060330 | 张建国       |               |
        """, row => Evidence.Compare(
            row["名单上的号码"], row["名单上的姓名"], "999001197103050314", "张建国")?.ToString() ?? "");

    [Fact]
    public void A_match_that_is_not_equal_counts_only_once_it_is_adopted()
    {
        var near = Lists("火化 死亡 2026-03-01").First() with { Match = MatchKind.NameDiffers };
        var file = File("51", "", "") with { Evidence = [near] };
        Assert.Equal(ExceptionCode.EvidenceNameDiffers, Single(file).Code);
        Assert.Equal(ExceptionCode.DeathReported, Single(file with { Evidence = [near with { Said = true }] }).Code);
        Assert.Empty(EvidenceFindings.Of(file with { Evidence = [near with { Said = false }] }, 1, new(2026, 4, 1)));

        static Finding Single(VerificationFile of) =>
            Assert.Single(EvidenceFindings.Of(of, 1, new DateOnly(2026, 4, 1)));
    }

    [Fact]
    public void A_death_taken_back_waits_for_two_who_saw_the_person() => ClerkTable.Holds("""
        | 登记                                               | 结果                        |
        |                                                    | death-withdrawn-unseen 暂缓 |
        | 确认 2026-03-05 视频 通过                          | death-withdrawn-unseen 暂缓 |
        | 确认 2026-03-05 现场 通过                          | death-withdrawn-unseen 暂缓 |
        | 确认 2026-02-20 入户 通过                          | death-withdrawn-unseen 暂缓 |
        | 确认 2026-03-05 入户 通过                          |                             |
        """, row => string.Join('；', EvidenceFindings.Of(
                File("51", "", row["登记"]) with { WithdrawnDeaths = [new(50, new(2026, 3, 1), "证明1号")] }, 1,
                new DateOnly(2026, 4, 1)).Select(f => f.Code.Code + (f.Holds ? " 暂缓" : ""))));

    [Fact]
    public void What_a_county_says_of_a_source_counts_from_its_day()
    {
        EvidenceRule Rule(EvidenceAspect aspect, string value, int day) =>
            new(new Place(day, 1), aspect, "医保停", value, new DateOnly(2026, 1, day));
        var rules = new[] { Rule(EvidenceAspect.Weight, "强", 5), Rule(EvidenceAspect.Weight, "不用", 20) };
        Assert.Equal(EvidenceWeight.Weak, new EvidenceTable(rules, new(2026, 1, 4)).Of("医保", "医保停", null).Weight);
        Assert.Equal(EvidenceWeight.Strong, new EvidenceTable(rules, new(2026, 1, 5)).Of("医保", "医保停", null).Weight);
        Assert.Equal(EvidenceWeight.None, new EvidenceTable(rules, new(2026, 1, 20)).Of("医保", "医保停", null).Weight);
        var own = new EvidenceTable(
            [new EvidenceRule(new Place(1, 1), EvidenceAspect.Bearing, "村里讣告", "死亡", new(2026, 1, 1))],
            new(2026, 1, 1));
        Assert.Equal(EvidenceBearing.Death, own.Of("清河村", "村里讣告", null).Bearing);
    }

    [Fact]
    public void Who_belongs_to_the_population_and_how() => ClerkTable.Holds("""
        | 身份                  | 变动            | 出生 | 起发    | 批准       | 登记上门 | 结果   |
        | 51                    |                 | 1959 | 2019-05 |            |          | 应确认 |
        | 51                    |                 | 1946 | 2019-05 |            |          | 上门   |
        | 51                    |                 | 1959 | 2019-05 |            | 是       | 上门   |
        | 11 等级=4 性质=因公   |                 | 1971 | 2015-06 |            |          | 上门   |
        | 11 等级=5 性质=因公   |                 | 1971 | 2015-06 |            |          | 应确认 |
        | 11 等级=6 性质=因病 护理=精神 |         | 1971 | 2015-06 |            |          | 上门   |
        | 51                    |                 | 1959 | 2026-02 | 2026-02-10 |          | 免确认 |
        | 51                    |                 | 1959 | 2026-01 | 2021-02-10 |          | 应确认 |
        | 51                    | 死亡 2025-12-20 | 1959 | 2019-05 |            |          | 不在   |
        | 51                    | 停发 2025-12-20 类别=51 | 1959 | 2019-05 |    |          | 不在   |
        | 51                    | 迁出 2026-03-10 | 1959 | 2019-05 |            |          | 应确认 |
        """, row =>
        {
            var identity = row["身份"] + $" 起发={row["起发"]}";
            var person = WrittenHistory.Fold(identity, row["变动"]) with { IdNumber = $"999001{row["出生"]}03050314" };
            var approved = row["批准"].Length == 0 ? (DateOnly?)null : Day(row["批准"]);
            var member = Member.Of(
                Campaign, 1, person, [new Approval(approved, row["起发"] == "2026-01")], row["登记上门"] == "是");
            return member is null ? "不在" : member.IsExempt ? "免确认" : member.IsHouseCall ? "上门" : "应确认";
        });

    [Fact]
    public void The_window_ends_the_day_before_Qingming()
    {
        Assert.Equal(new DateOnly(2026, 4, 4), Campaign.UsualDeadline(2026));
        Assert.Equal(new DateOnly(2028, 4, 3), Campaign.UsualDeadline(2028));
    }

    private static CampaignFrame Frame() => new(Campaign, new Dictionary<string, long>(), 1);

    private static VerificationFile FileOf(Row row) =>
        File(row["身份"], row.Columns.Contains("变动") ? row["变动"] : "", row["登记"]) is var file
        && row.Columns.Contains("上门")
            ? file with { Member = file.Member! with { IsHouseCall = row["上门"] == "是", IsExempt = row["免"] == "是" } }
            : file;

    private static VerificationFile File(string identities, string changes, string recorded)
    {
        var person = WrittenHistory.Fold(identities, changes);
        var member = new Member(
            1, person.IdNumber, person.Name, null, person.Identities.Min(i => i.Category), false, false);
        var file = new VerificationFile(member, person) 
        {
            Endings =
            [
                .. WrittenHistory.Of(identities, changes).Changes.Where(c => c.Type is ChangeType.Suspension
                    or ChangeType.Ending or ChangeType.TransferOut)
                    .Select(c => new Ending(c.Type, c.Place, c.Category, c.On, c.Document)),
            ],
        };
        var act = 10;
        foreach (var words in recorded.Split('；', StringSplitOptions.RemoveEmptyEntries)
            .Select(r => r.Trim().Split(' ')))
        {
            var place = new Place(++act, 1);
            file = words[0] switch
            {
                "确认" => file with
                {
                    Confirmations = file.Confirmations.Add(new Confirmation(
                        place, Day(words[1]), Enum.GetValues<ConfirmationMethod>().First(m => m.Label() == words[2]),
                        Enum.GetValues<ConfirmationResult>().First(r => r.Label() == words[3]), null, "甲",
                        words[2] == "入户" ? "乙" : null, words.Length > 4 ? words[4] : null)),
                },
                "通知" => file with
                {
                    Notices = file.Notices.Add(new Notice(
                        place, Day(words[1]), words[2] == "恢复" ? NoticeKind.Resumption : NoticeKind.Reminder,
                        Enum.GetValues<NoticeMethod>().FirstOrDefault(m => m.Label() == words[2], NoticeMethod.Written),
                        words.Length > 3 ? Day(words[3]) : null, "站长", null)),
                },
                _ => file with
                {
                    Decisions = file.Decisions.Add(new StopDecision(
                        place.Act, 2026, words[2] == "停发" ? StopOutcome.Stop : StopOutcome.PayOn, Day(words[1]),
                        "文1号")),
                },
            };
        }

        return file;
    }

    /// <summary>来源 事实 日期 原因.</summary>
    private static IEnumerable<Evidence> Lists(string text) => text.Split('；', StringSplitOptions.RemoveEmptyEntries)
        .Select(r => r.Trim().Split(' ')).Select((w, i) =>
        {
            var reason = w.Length > 3 ? w[3] : null;
            return new Evidence(
                i + 1, 100 + i, EvidenceTable.Default.Of(w[0], w[1], reason), MatchKind.Equal, w[0], w[1], Day(w[2]),
                new DateOnly(2026, 3, 30), "999001197103050314", "张建国", reason, null, null);
        });

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
