using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>What is asked about before it is believed: ages, new standards; and how a case is named.</summary>
public sealed class DoubtTables
{
    private const short County = Component.County;

    private static readonly PayMonth FirstMonth = new(2026, 1);

    [Fact]
    public void Months_that_age_forbids() => ClerkTable.Holds("""
        | 类别 | 出生       | 关系   | 在校至     | 文号     | 登记 | 答                       |
        | 81   | 1966-03-15 |        |            | 云退1号  |      | 到2026-02为止 拦         |
        | 81   | 1966-03-15 |        |            | 历史数据 |      | 到2026-02为止 说         |
        | B1   | 1966-02-28 |        |            | 云退1号  |      | 到2026-01为止 拦         |
        | 51   | 1990-01-01 |        |            | 云退1号  |      | 无                       |
        | 21   | 2008-01-20 | 子女   |            | 云退1号  |      | 2026-02起 拦             |
        | 22   | 2008-01-20 | 妹妹   |            | 历史数据 |      | 2026-02起 拦             |
        | 21   | 2007-12-31 | 子女   |            | 历史数据 |      | 2026-01起 说             |
        | 23   | 2007-06-01 | 子女   | 2026-07-15 | 历史数据 |      | 2026-08起 拦             |
        | 23   | 2009-06-01 | 子女   | 2026-07-15 | 历史数据 |      | 2027-07起 拦             |
        | 21   | 1950-06-01 | 配偶   |            | 云退1号  |      | 无                       |
        | 21   | 1950-06-01 |        |            | 云退1号  |      | 无                       |
        | 81   | 1966-03-15 |        |            | 历史数据 | 后来 | 到2026-02为止 拦         |
        | 21   | 2008-01-20 | 长子   |            | 云退1号  |      | 2026-02起 拦             |
        | 21   | 1950-06-01 | 祖父   |            | 云退1号  |      | 无                       |
        """, row =>
    {
        var history = HistoryOf(row);
        var firstLoad = row["登记"] == "后来" ? 0 : 9;
        var found = AgeLimits.Of(history, Folding.Fold(history), FirstMonth, firstLoad).ToArray();
        if (found is not [var limit]) return "无";
        var months = limit.Bar.To == PayMonth.Max ? $"{limit.Bar.From}起" : $"到{limit.Bar.To}为止";
        return $"{months} {(limit.IsHeld ? "拦" : "说")}";
    });

    [Fact]
    public void Numbers_of_people_and_accounts_within_a_sentence() => ClerkTable.Holds("""
        | 原文                       | 显示               |
        | 卡号6217001234567890的     | 卡号尾号7890的     |
        | 6217001234567890.00        | 尾号7890.00        |
        | 账号6217001234567890.      | 账号尾号7890.      |
        | 99900119650815055X         | 尾号055X           |
        | 6.217E+15 不是数           | 6.217E+15 不是数   |
        | 3.141592653589793          | 3.141592653589793  |
        | 云财〔2026〕12号           | 云财〔2026〕12号   |
        """, row => LongNumber.Masked(row["原文"]));

    [Fact]
    public void A_new_table_of_standards_that_looks_wrong() => ClerkTable.Holds("""
        | 原来（2024-08） | 新表（2025-08） | 疑点 |
        | 11-1 900；11-2 800 | 11-1 980；11-2 870 | 无 |
        | 11-1 900；11-2 800 | 11-1 890；11-2 870 | 残疾军人因战一级由每月900.00变为每月890.00（−1.1%） |
        | 11-1 900 | 11-1 1350 | 无 |
        | 11-1 900 | 11-1 1351 | 残疾军人因战一级由每月900.00变为每月1,351.00（+50.1%） |
        | 11-1 900 | 11-1 0 | 残疾军人因战一级由每月900.00变为每月0.00（−100%） |
        | 11-1 10800年 | 11-1 980 | 无 |
        | 11-1 10800年 | 11-1 10800 | 残疾军人因战一级由每年10,800.00变为每月10,800.00（+1100%） |
        | 11-1 900；11-2 800 | 11 1300 | 残疾军人由每月800.00变为每月1,300.00（+62.5%） |
        | 21 900 | 21县补 90 | 无 |
        | 21 900 | 21县补 901 | 新增的烈士遗属县补每月901.00，比国家标准每月900.00还高 |
        | 11-1 9；11-2 8；11-3 7；11-4 6 | 11-1 9；11-2 8；11-3 7 | 2025-08-01起缺残疾军人因战四级 |
        | 11-1 9；11-2 8；11-3 7；11-4 6 | 11-4 7 | 无 |
        |  | 11-1 900；21 30 | 无 |
        """, row =>
    {
        var known = Standards(row["原来（2024-08）"], 1, 2024).Concat(Standards(row["新表（2025-08）"], 2, 2025)).ToArray();
        var doubts = StandardDoubts.Of(known, 1, 2, FirstMonth, 50, new Dictionary<short, string> { [County] = "县补" });
        return doubts.Count == 0 ? "无" : string.Join('；', doubts);
    });

    [Fact]
    public void A_row_that_was_followed_before_the_first_month_is_not_asked_about()
    {
        Standard[] known =
            [.. Standards("51 900", 1, 2022), .. Standards("51 500", 2, 2023), .. Standards("51 950", 2, 2024)];
        Assert.Equal(
            ["参战退役人员由每月500.00变为每月950.00（+90%）"],
            StandardDoubts.Of(known, 1, 2, FirstMonth, 50, new Dictionary<short, string>()));
        Assert.Empty(StandardDoubts.Of(known, 1, 2, new PayMonth(2026, 1), 95, new Dictionary<short, string>()));
    }

    [Fact]
    public void Nothing_gets_past_by_steps_or_by_taking_the_old_number_back() => ClerkTable.Holds("""
        | 第二次导入 | 第三次导入                 | 疑点（第三次）                     |
        | 51 1300    | 51 1800                    | 有两个数1300和1800；900变为1800（+100%） |
        | 51 1300@09 | 51 1800@10                 | 900变为1800（+100%）               |
        | 撤51@2024  | 51 1800                    | 900变为1800（+100%）               |
        |            | 撤51@2024；51 1800@2024-09 | 900变为1800（+100%）；撤销了900没有新的代替 |
        |            | 撤51@2024；51 950@2024     | 无                                 |
        |            | 51 950@2024                | 有两个数900和950                   |
        |            | 撤51@2024                  | 撤销了900没有新的代替              |
        | 51 0       | 51 900@09                  | 0变为900                           |
        """, row =>
    {
        Standard[] known = [.. Standards("51 900", 1, 2024), .. Rows(row["第二次导入"], 2), .. Rows(row["第三次导入"], 3)];
        var doubts = StandardDoubts.Of(known, 1, 3, FirstMonth, 50, new Dictionary<short, string>());
        return doubts.Count == 0 ? "无" : string.Join('；', doubts.Select(Short));

        static string Short(string doubt) => System.Text.RegularExpressions.Regex.Replace(
            doubt, "参战退役人员由?|[0-9]{4}-[0-9]{2}-[0-9]{2}起的?|每月|，|(?<=[0-9])[.]00|,", "");

        static IEnumerable<Standard> Rows(string text, long act) =>
            text.Split('；', StringSplitOptions.RemoveEmptyEntries).SelectMany((item, i) =>
            {
                var (what, day) = item.Split('@') is [var w, var d] ? (w, d) : (item, "2025-08");
                if (day.Length == 2) day = "2025-" + day;
                if (day.Length == 4) day += "-08";
                var takesBack = what[0] == '撤';
                return Standards(takesBack ? what[1..] + " 900" : what, act, 2025).Select(s => s with
                {
                    Place = new Place(act, i + 2), Id = (int)(act * 100) + i, IsWithdrawal = takesBack,
                    EffectiveFrom = DateOnly.Parse(day + "-01"),
                });
            });
    });

    [Fact]
    public void A_case_is_named_as_lists_print_it() => ClerkTable.Holds("""
        | 编号                                | 读出来                                 |
        | P12:luhn-failed                     | 人12 luhn-failed                       |
        | P12:overlap-review:42               | 人12 overlap-review 42                 |
        | P12:overpaid::2026-01               | 人12 overpaid 2026-01                  |
        | 2026-03:rate-suspicious:41          | 批2026-03 rate-suspicious 41           |
        | 2026-03-S1:policy-changed           | 批2026-03-S1 policy-changed            |
        | P12:nosuch                          | 不是                                   |
        | P12:duplicate-person:P7             | 人12 duplicate-person P7               |
        | P12:attachment-missing:迁移函1号    | 人12 attachment-missing 迁移函1号      |
        | P12:attachment-missing:11           | 人12 attachment-missing 11             |
        | P12                                 | 不是                                   |
        | R12                                 | 不是                                   |
        | P12:overpaid::2026-1                | 不是                                   |
        """, row =>
    {
        if (CaseKey.Find(row["编号"]) is not { } key) return "不是";
        Assert.Equal(row["编号"], key.ToString());
        var of = key.Person is { } person ? $"人{person}" : $"批{key.Run}";
        var what = key.Subject ?? (key.Category is { } category ? Category.Of(category).Code : null);
        return string.Join(' ', new[] { of, key.Code, what, key.Month?.ToString() }.Where(t => t is not null));
    });

    private static PersonHistory HistoryOf(Row row)
    {
        var digits = $"999001{row["出生"].Replace("-", "", StringComparison.Ordinal)}001";
        return new PersonHistory(
        [
            new Enrolment
            {
                Place = new Place(1, 2), Category = Category.Of(row["类别"]).Number, Start = new PayMonth(2025, 1),
                ApprovalDocument = row["文号"], Relation = row["关系"].Length == 0 ? null : row["关系"],
                Details = new PersonDetails(
                    "甲", digits + IdentityNumber.CheckCharacter(digits), null, null,
                    row["在校至"].Length == 0 ? null : row["在校至"]),
            },
        ], [], []);
    }

    private static IEnumerable<Standard> Standards(string text, long act, int year) =>
        text.Split('；', StringSplitOptions.RemoveEmptyEntries).Select((item, i) =>
        {
            var words = item.Split(' ');
            var isCounty = words[0].EndsWith("县补", StringComparison.Ordinal);
            var parts = words[0].Replace("县补", "", StringComparison.Ordinal).Split('-');
            var isGraded = parts.Length > 1;
            var isYearly = words[1].EndsWith('年');
            return new Standard(
                (int)(act * 100) + i, new Place(act, i + 2), Category.Of(parts[0]).Number,
                isGraded ? byte.Parse(parts[1]) : (byte)0, isGraded ? Nature.War : Nature.None, Period.None,
                isCounty ? County : Component.National, isYearly ? RateUnit.Year : RateUnit.Month,
                long.Parse(words[1].TrimEnd('年')) * 100, new DateOnly(year, 8, 1), "标准1号", Rounding.Share,
                IsWithdrawal: false);
        });
}
