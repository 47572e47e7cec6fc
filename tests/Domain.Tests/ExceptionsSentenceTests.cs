using Disbursement.Domain.Calendar;
using Disbursement.Domain.Exceptions;

namespace Disbursement.Domain.Tests;

public sealed class ExceptionsSentenceTests
{
    [Fact]
    public void A_missing_account_says_who_which_month_how_much_and_what_next()
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["姓名"] = "王建国",
            ["月份"] = Spoken.Month(new PayMonth(2026, 3)),
            ["金额"] = Money.Spoken(123_456),
        };

        Assert.Equal(
            "王建国没有可用的收款账户，2026年3月应发1,234.56元已计入暂缓，办妥后下一批补发。",
            ExceptionSentence.Render("account-missing", arguments));
        Assert.Contains(
            "到开户银行激活",
            ExceptionSentence.RenderNextStep(ExceptionCode.AccountMissing, arguments),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("五", "因战", "查不到残疾军人因战五级在2026年3月的标准（国家标准），涉及3人。不是0元，是算不出来；其他月份照发。")]
    [InlineData("", "", "查不到残疾军人在2026年3月的标准（国家标准），涉及3人。不是0元，是算不出来；其他月份照发。")]
    public void A_missing_standard_names_only_the_keys_there_are(string level, string nature, string sentence) =>
        Assert.Equal(sentence, ExceptionSentence.Render(ExceptionCode.RateMissing, new Dictionary<string, string>
        {
            ["类别"] = "残疾军人",
            ["等级"] = level,
            ["性质"] = nature,
            ["月份"] = "2026年3月",
            ["组成"] = "国家标准",
            ["人数"] = "3",
        }));

    [Fact]
    public void A_hold_without_document_or_review_day_still_reads_well()
    {
        var arguments = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["姓名"] = "李秀英",
            ["日期"] = "2026年1月5日",
            ["原因"] = "本人要求",
            ["月份"] = "2026年3月",
            ["金额"] = "100.00元",
            ["累计"] = "300.00元",
        };

        Assert.Equal(
            "李秀英自2026年1月5日起暂缓发放，原因：本人要求。2026年3月应发100.00元，累计暂缓300.00元，一分不少地记着。",
            ExceptionSentence.Render(ExceptionCode.OnHold, arguments));
        Assert.Equal("经办", ExceptionSentence.RenderOwner(ExceptionCode.OnHold, arguments));

        arguments["责任人"] = "张三";
        arguments["文号"] = "退役军人函〔2026〕1号";
        Assert.Equal("张三", ExceptionSentence.RenderOwner(ExceptionCode.OnHold, arguments));
        Assert.Contains(
            "本人要求（退役军人函〔2026〕1号）。",
            ExceptionSentence.Render(ExceptionCode.OnHold, arguments),
            StringComparison.Ordinal);
    }

    /// <summary>What is held and what is paid on are told by the blanks that are given.</summary>
    [Theory]
    [InlineData(
        "verification-overdue", "姓名=李秀英 年份=2026 日期=2026年4月8日 月份=2026年5月至6月 金额=1,500.00元",
        "李秀英没有完成2026年度确认。通知已于2026年4月8日送达，2026年5月至6月累计1,500.00元已计入暂缓，确认后全部补发。",
        "乡镇站联系本人，上门或视频确认，暂缓的1,500.00元次批补发。行动不便的必须有上门记录，没有上门记录不得暂缓或停发。")]
    [InlineData(
        "verification-overdue", "姓名=李秀英 年份=2026 动作=2026年4月8日上门没有见到本人 金额=1,500.00元",
        "李秀英没有完成2026年度确认。2026年4月8日上门没有见到本人，累计1,500.00元已计入暂缓，确认后全部补发。",
        "乡镇站联系本人，上门或视频确认，暂缓的1,500.00元次批补发。行动不便的必须有上门记录，没有上门记录不得暂缓或停发。")]
    [InlineData(
        "verification-overdue", "姓名=王建国 年份=2026 日期=2026年4月8日 应为=2026年6月7日",
        "王建国没有完成2026年度确认。个人通知2026年4月8日送达，满60日为2026年6月7日，到期前照发。",
        "乡镇站联系本人，上门或视频确认。2026年6月7日前必须见到本人；仍未确认的列入《拟停发名单》，由审批决定，停发月份不补。"
        + "行动不便的必须有上门记录，没有上门记录不得暂缓或停发。")]
    [InlineData(
        "verify-late-confirmed",
        "姓名=王建国 日期=2026年8月3日 月份=2026年9月 月份清单=2026年7月至8月 金额=1,000.00元",
        "王建国于2026年8月3日重新确认。2026年9月起恢复，2026年7月至8月停发的1,000.00元按规定不补。",
        "有不补的，把不补的原因书面告知本人。认为通知没有送达的，可申请撤销停发，由审批决定。")]
    [InlineData(
        "verify-late-confirmed", "姓名=李秀英 日期=2026年8月3日 补发=1,000.00元",
        "李秀英于2026年8月3日重新确认。暂缓的1,000.00元下一批补发。",
        "有不补的，把不补的原因书面告知本人。认为通知没有送达的，可申请撤销停发，由审批决定。")]
    [InlineData(
        "sentence-reported", "来源=公安名单 姓名=王建国 原因=被逮捕 应为=2026年3月19日",
        "公安名单显示王建国被逮捕。先照发，2026年3月19日前核实；中止或取消待遇由省厅决定，县里不能自行中止。",
        "调取判决书或通缉令，核对姓名、身份证号、刑种、起止日期，报市局转省厅；收到决定后凭文号报“中止”或“停发”。"
        + "缓刑、拘留、逮捕不等于服刑，不得暂缓，逐案请示。")]
    public void A_clause_is_said_only_where_its_blanks_are_given(
        string code, string given, string sentence, string next)
    {
        var arguments = given.Split(' ').Select(b => b.Split('=')).ToDictionary(b => b[0], b => b[1]);

        Assert.Equal(sentence, ExceptionSentence.Render(code, arguments));
        Assert.Equal(next, ExceptionSentence.RenderNextStep(ExceptionCode.Of(code), arguments));
    }

    /// <summary>Of a back-payment: which case, insurance and month, how much, and whose move it is.</summary>
    [Theory]
    [InlineData(
        "bp-not-billed", "案号=BJ2026-017 险种=养老 月份=2012年3月至12月 天数=35 对方=社保",
        "BJ2026-017养老2012年3月至12月已核定35天，社保还没有开单。",
        "社保 → 送《待开单清单》；对方认为不能补的，要书面理由。")]
    [InlineData(
        "bp-not-paid", "案号=BJ2026-017 险种=养老 月份=2012年3月 单位=538.88元 个人=269.44元 付款方=财政",
        "BJ2026-017养老2012年3月已开单（单位538.88元＋个人269.44元），财政没有缴费凭证。",
        "财政 → 单位：发催缴函；个人：乡镇站通知到窗口或电子税务局缴；财政：送拨款申请。")]
    [InlineData(
        "bp-personal-unpaid", "姓名=王建国 案号=BJ2026-017 险种=养老 月份=2012年3月至5月 金额=808.32元",
        "王建国（BJ2026-017养老2012年3月至5月）个人部分808.32元未缴，财政部分按规定等个人缴后再拨。",
        "个人 → 通知本人；低保、特困的核实身份后走困难补助。三次通知仍不缴的，记“本人暂不缴”，案件挂起不关闭。")]
    [InlineData(
        "bp-paid-not-posted",
        "案号=BJ2026-017 险种=医保 月份=2012年3月 日期=2026年5月6日 金额=303.12元 号=3301123 对方=医保",
        "BJ2026-017医保2012年3月，2026年5月6日已缴303.12元（票据3301123），个人账户没有这个月。",
        "医保 → 带票据复印件送医保补记；超过60日的报分管领导。")]
    [InlineData(
        "bp-base-wrong",
        "案号=BJ2026-017 险种=养老 月份=2012年3月 甲=3,400.00元 地区=云溪县 年份=2025 乙=3,368.00元 依据=养老看安置地 对方=社保",
        "BJ2026-017养老2012年3月开单基数3,400.00元，按云溪县2025年应为3,368.00元（养老看安置地）。",
        "社保 → 送核对函；以对方核定单为准的，补依据文号。")]
    public void A_break_of_a_back_payment_says_where_how_much_and_whose_move_it_is(
        string code, string given, string sentence, string move) => SaysAndMoves(code, given, sentence, move);

    /// <summary>Of a case of back-payment, where what is known of it decides how much is said.</summary>
    [Theory]
    [InlineData(
        "bp-public-over-limit", "案号=BJ2026-017 险种=养老 甲=150 乙=144 其他案件=BJ2021-003",
        "BJ2026-017养老财政承担150个月（含BJ2021-003），超过军龄（144个月）。",
        "县局 → 超出月份改为个人或单位承担，或撤销。")]
    [InlineData(
        "bp-public-over-limit", "案号=BJ2026-017 甲=150 乙=144",
        "BJ2026-017财政承担150个月，超过军龄（144个月）。",
        "县局 → 超出月份改为个人或单位承担，或撤销。")]
    [InlineData(
        "bp-segments-overlap",
        "案号=BJ2026-017 险种=养老 甲=云溪农机厂 起止甲=2012年3月至8月 乙=云溪纸厂 起止乙=2012年8月至12月",
        "BJ2026-017养老两家单位的时段重叠：云溪农机厂2012年3月至8月、云溪纸厂2012年8月至12月。",
        "县局 → 查劳动关系和档案，改清楚每个月归谁。")]
    [InlineData(
        "bp-person-changed", "姓名=王建国 情形=转入机关养老",
        "王建国已转入机关养老，案件还在走。",
        "县局 → 去世：终止，已缴个人部分按规定退继承人；退休：转“延缴或趸缴”；机关：转移接续，不再补。")]
    [InlineData(
        "bp-cents", "案号=BJ2026-017 险种=养老 月份=2012年3月 分=3 阈值=1.00元",
        "BJ2026-017养老2012年3月只差3分（按月四舍五入与合计四舍五入的差）。",
        "复核 → 由复核批量接受，差额记明；累计超过1.00元的查规则。")]
    [InlineData(
        "bp-case-unknown", "来源=核定单 案号=BJ2026-071 险种=养老 月份=2012年3月 金额=808.32元",
        "核定单里有案件BJ2026-071（养老2012年3月，808.32元），县局没有这个案件。",
        "县局 → 核对案件号：我方漏登记的补导入《补缴案件》；写错的请对方更正。")]
    [InlineData(
        "bp-case-unknown", "来源=退费登记 案号=BJ2026-071",
        "退费登记里有案件BJ2026-071，县局没有这个案件。",
        "县局 → 核对案件号：我方漏登记的补导入《补缴案件》；写错的请对方更正。")]
    public void A_case_of_back_payment_says_only_what_is_known_of_it(
        string code, string given, string sentence, string move) => SaysAndMoves(code, given, sentence, move);

    [Fact]
    public void Of_a_weak_list_a_reported_death_says_that_the_person_is_paid_on() => Assert.Equal(
        "医保名单2026年3月5日显示李秀英可能已去世（2026年2月20日）。共1个来源，先照发，核实前不停发。仅凭这一条不会停发。",
        ExceptionSentence.Render(ExceptionCode.DeathReported, new Dictionary<string, string>
        {
            ["来源"] = "医保名单", ["日期"] = "2026年3月5日", ["姓名"] = "李秀英", ["死亡日期"] = "2026年2月20日", ["项数"] = "1",
        }));

    [Fact]
    public void A_blank_not_given_and_one_not_known_are_programmers_errors()
    {
        var none = new Dictionary<string, string>(StringComparer.Ordinal);
        var foreign = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["姓名"] = "王建国", ["代码"] = "999999", ["金额"] = "1.00元",
        };

        Assert.Throws<ArgumentException>(() => ExceptionSentence.Render(ExceptionCode.RegionUnknown, none));
        Assert.Throws<ArgumentException>(() => ExceptionSentence.Render(ExceptionCode.RegionUnknown, foreign));
    }

    [Fact]
    public void An_empty_value_is_said_to_be_empty() => Assert.Equal(
        "王建国的行政区划代码（空白）不是本县乡镇的代码，清册上归不到乡镇。",
        ExceptionSentence.Render(
            ExceptionCode.RegionUnknown,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["姓名"] = "王建国", ["代码"] = "" }));

    [Theory]
    [InlineData("{姓名")]
    [InlineData("姓名}")]
    [InlineData("{}")]
    [InlineData("{姓 名}")]
    public void A_template_with_wrong_braces_is_refused(string text) =>
        Assert.Throws<FormatException>(() => new SentenceTemplate(text));

    [Theory]
    [InlineData("", "")]
    [InlineData("2026-03", "2026年3月")]
    [InlineData("2025-08 2025-09", "2025年8月至9月")]
    [InlineData("2026-02 2025-08 2025-09 2025-10 2025-11 2025-12", "2025年8月至12月、2026年2月")]
    [InlineData("2025-11 2025-12 2026-01", "2025年11月至2026年1月")]
    [InlineData("2026-03 2026-03", "2026年3月")]
    public void Months_in_a_row_are_joined(string months, string spoken) => Assert.Equal(
        spoken,
        Spoken.Months(months.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PayMonth.Parse)));

    [Fact]
    public void Days_and_levels_are_said_as_papers_write_them()
    {
        Assert.Equal("2026年3月5日", Spoken.Date(new(2026, 3, 5)));
        Assert.Equal("一 十", $"{Spoken.Level(1)} {Spoken.Level(10)}");
    }

    [Theory]
    [InlineData("交盘前", "2026-03-16")]
    [InlineData("当日", "2026-03-02")]
    [InlineData("下月前", "2026-03-31")]
    [InlineData("3个工作日", "2026-03-05")]
    [InlineData("复查日", "2026-06-30")]
    public void A_due_time_becomes_a_day(string label, string day)
    {
        var found = new DateOnly(2026, 3, 2);
        var due = new[] { Due.BeforeHandOver, Due.SameDay, Due.BeforeNextMonth, Due.WorkingDays(3), Due.OnReviewDay }
            .Single(d => d.Label == label);

        var planned = due.On(
            found, new(new(2026, 3, 16), Provisional: false), new WorkingCalendar([]).Provisional, new(2026, 6, 30));

        Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd"), planned.Date);
    }

    [Fact]
    public void A_case_found_after_hand_over_is_due_at_once_and_a_hold_without_review_day_before_hand_over()
    {
        var calendar = new WorkingCalendar([]).Provisional;
        var handOver = new PlannedDay(new(2026, 3, 16), Provisional: false);

        Assert.Equal(new(2026, 3, 18), Due.BeforeHandOver.On(new(2026, 3, 18), handOver, calendar).Date);
        Assert.Equal(handOver, Due.OnReviewDay.On(new(2026, 3, 2), handOver, calendar));
    }

    /// <param name="move">Owner → next step.</param>
    private static void SaysAndMoves(string code, string given, string sentence, string move)
    {
        var arguments = given.Split(' ').Select(b => b.Split('=')).ToDictionary(b => b[0], b => b[1]);
        var found = ExceptionCode.Of(code);

        Assert.Equal(sentence, ExceptionSentence.Render(found, arguments));
        var owner = ExceptionSentence.RenderOwner(found, arguments);
        Assert.Equal(move, $"{owner} → {ExceptionSentence.RenderNextStep(found, arguments)}");
    }
}
