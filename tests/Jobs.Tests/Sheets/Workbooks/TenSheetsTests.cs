using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Jobs.Intake.Sheets;
using static Disbursement.Jobs.Tests.Sheets.Workbooks.MadeWorkbook;

namespace Disbursement.Jobs.Tests.Sheets.Workbooks;

/// <summary>
/// Ten sheets as stations make them, one mess each: all of it comes in right, and a wrong cell is named by sheet, row
/// and column.
/// </summary>
public sealed class TenSheetsTests
{
    private const string Zhang = SheetFile.IdNumber;
    private const string Li = "110101199003070038";

    private static readonly Cell?[] Heading = ["身份证号", "姓名", "优抚类别", "起发年月", "批准日期"];

    [Fact]
    public void One_titles_above_totals_and_signatures_below_and_columns_without_a_name()
    {
        using var made = new MadeWorkbook().Sheet("新增",
        [
            Row(1, "云溪县优抚对象新增表"), Row(2, null, null, "2026年3月", null, "单位：元"),
            Row(4, "序号", null, "身份证号", "姓 名", "类别", "起发年月", null, "备注"),
            Row(5, Number("1"), null, Zhang, "张三", "烈士遗属", "2026-03"),
            Row(6, Number("2"), null, Li, "李四", "烈士家属", "2026-03"),
            Row(7, "小 计", null, Number("2")), Row(9, "合计", null, Number("2")),
            Row(10, "制表人：王五", null, null, "审核人：赵六"),
        ], after: Merge("A1:H1", "A9:B9"));
        var (good, told, notices) = Roster(made);
        Assert.Equal("5 张三", Assert.Single(good, r => r.Name == "张三") is var row ? $"{row.LineNumber} {row.Name}" : "");
        Assert.StartsWith("工作表“新增”第6行E列“优抚类别”：没有“烈士家属”这一类", Assert.Single(told));
        Assert.Equal(
            [
                "这些列系统不用，已忽略：序号、备注", "第7行是合计或制表人，已跳过（不算错误）",
                "第9行是合计或制表人，已跳过（不算错误）", "第10行是合计或制表人，已跳过（不算错误）",
            ], notices);
    }

    [Fact]
    public void Two_cells_merged_over_two_rows_count_for_both_but_an_amount_is_not_guessed()
    {
        using var made = new MadeWorkbook().Sheet("名册",
        [
            Row(1, "身份证号", "姓名", "优抚类别", "残疾情况", null, "起发年月", "核定月标准"),
            Row(2, null, null, null, "等级", "性质"),
            Row(3, Zhang, "张三", "残疾军人", Number("6"), "因战", "2020-01"),
            Row(4, null, null, "参战退役人员", null, null, "2021-05"),
            Row(5, Li, "李四", "军休干部", null, null, "2020-01", Number("5000")),
            Row(6, Zhang, "张三", "军休干部", null, null, "2020-01"),
        ], after: Merge("A1:A2", "B1:B2", "C1:C2", "F1:F2", "G1:G2", "D1:E1", "A3:A4", "B3:B4", "G5:G6"));
        var (good, told, _) = Roster(made);
        Assert.Equal(["张三 残疾军人 6 2020-01", "张三 参战退役人员 0 2021-05"],
            good.Select(r => $"{r.Name} {r.Category.Label} {r.Grade.Level} {r.StartMonth}"));
        const string amount = "G列“核定月标准”：" + RejectionReason.AmountMerged;
        Assert.Equal(["工作表“名册”第5行" + amount, "工作表“名册”第6行" + amount], told);
    }

    [Fact]
    public void Three_dates_in_every_form_that_excel_and_people_have()
    {
        using var made = new MadeWorkbook();
        made.Styles.AddRange(
        [
            "14", "31", "57", "yyyy\"年\"m\"月\"d\"日\";@", "[$-804]yyyy/m/d", "yyyy\\-mm\\-dd hh:mm", "General",
            "[Red]0.00",
        ]);
        Cell[] dates =
        [
            "2026-03-05", "2026/3/5", "2026.3.5", "20260305", "２０２６年３月５日", "2026-03-05 00:00:00", Number("46086", 1),
            Number("46086", 2), Number("46086", 3), Number("46086.75", 4), Number("46086", 5), Number("46086", 6),
            Number("46086", 7), Number("46086", 8), Number("20260305"), new("t='d' ", "<v>2026-03-05T00:00:00</v>"),
        ];
        made.Sheet("名册",
        [
            Row(1, Heading),
            .. dates.Select((date, i) => Row(i + 2, Zhang, "张三", "烈士遗属", null, date)),
            Row(99, Zhang, "张三", "烈士遗属", null, Number("46086.5", 6)),
            Row(100, Zhang, "张三", "烈士遗属", null, "2026-02-30"),
        ]);
        var (good, told, _) = Roster(made);
        Assert.Equal(dates.Length, good.Count);
        Assert.All(good, r => Assert.Equal(new DateOnly(2026, 3, 5), r.ApprovedOn));
        Assert.Equal(2, told.Count);
        Assert.StartsWith("工作表“名册”第99行E列“批准日期”：“2026-03-05 12:00:00”不是日期", told[0]);
        Assert.Equal("工作表“名册”第100行E列“批准日期”：没有2026-02-30这一天", told[1]);
    }

    [Fact]
    public void Four_numbers_that_lost_their_last_digits_are_not_taken_for_whole()
    {
        using var made = Of(
            Row(1, "身份证号", "姓名", "优抚类别", "起发年月", "银行账号", "行政区划代码"),
            Row(2, Zhang, "张三", "烈士遗属", "2020-01", "6299980900000000015", Number("999001101")),
            Row(3, Number("3.70102194003070E+17"), "张三", "烈士遗属", "2020-01"),
            Row(4, Zhang, "张三", "烈士遗属", "2020-01", Number("6299980900000000000")),
            Row(5, Number("110101199003070000"), "张三", "烈士遗属", "2020-01"));
        var (good, told, _) = Roster(made);
        Assert.Equal(("6299980900000000015", "999001101"), (good[0].AccountNumber, good[0].RegionCode));
        Assert.Equal(
            [
                "工作表“名册”第3行A列“身份证号”：" + RejectionReason.Scientific("3.7010219400307E+17"),
                "工作表“名册”第4行E列“银行账号”：" + RejectionReason.Scientific("6.2999809E+18"),
                "工作表“名册”第5行A列“身份证号”：" + RejectionReason.Scientific("1.1010119900307E+17"),
            ], told);
    }

    [Fact]
    public void Five_amounts_with_the_noise_of_binary_fractions_and_as_text()
    {
        Cell[] amounts =
        [
            Number("1234.5600000001"), Number("1234.5599999999999"), Number("1234.56"), "1,234.56", "￥１２３４.５６元",
            Number("1.23456E3"),
        ];
        using var made = new MadeWorkbook().Sheet("核定",
        [
            Row(1, "身份证号", "优抚类别", "组成", "月额", "起", "文号"),
            .. amounts.Select((amount, i) => Row(i + 2, Zhang, "残疾军人", "孤老增发", amount, "2026-01", "云1号")),
            Row(20, Zhang, "残疾军人", "孤老增发", Number("1234.565"), "2026-01", "云1号"),
            Row(21, Zhang, "残疾军人", "孤老增发", Number("-5"), "2026-01", "云1号"),
        ]);
        var entries = Entries(made, AssessedSheet.Read, out _);
        Assert.All(entries.Take(amounts.Length), e => Assert.Equal(123456, e.Row?.MonthlyFen));
        Assert.Equal(
            ["工作表“核定”第20行D列“月额”：金额最多两位小数：1234.565", "工作表“核定”第21行D列“月额”：金额不能是负数"],
            entries.Skip(amounts.Length).Select(e => e.Rejection!.Told));
    }

    [Fact]
    public void Six_formulas_count_by_their_result_and_one_without_or_with_an_error_is_told()
    {
        using var made = new MadeWorkbook { Styles = { "14" } }.Sheet("名册",
        [
            Row(1, Heading),
            Row(2, Formula("B9", Zhang, "str"), Formula("C9", "张三", "str"), "烈士遗属", null,
                new Cell("s='1' ", "<f>TODAY()</f><v>46086</v>")),
            Row(3, Zhang, Error("#N/A"), "烈士遗属", "2020-01"),
            Row(4, Zhang, "张三", "烈士遗属", new Cell("", "<f>D2</f>")),
            Row(5, Zhang, "#REF!", "烈士遗属", "2020-01"),
        ]);
        var (good, told, _) = Roster(made);
        Assert.Equal(("张三", new DateOnly(2026, 3, 5)), (good[0].Name, good[0].ApprovedOn));
        Assert.Equal(
            [
                "工作表“名册”第3行B列“姓名”：这一格是“#N/A”，是Excel公式出错的结果；请改成确切的内容",
                "工作表“名册”第4行D列“起发年月”：这一格是公式，文件里没有算好的结果；请在Excel或WPS里打开、保存一次再导入",
                "工作表“名册”第5行B列“姓名”：这一格是“#REF!”，是Excel公式出错的结果；请改成确切的内容",
            ], told);
    }

    [Fact]
    public void Seven_another_programs_workbook_without_addresses_with_texts_in_pieces_and_readings_above_them()
    {
        using var made = new MadeWorkbook
        {
            Shared =
            {
                "<si><r><rPr><b/></rPr><t>张</t></r><r><t>三</t></r><rPh sb='0' eb='1'><t>チョウ</t></rPh>"
                + "<phoneticPr fontId='1'/></si>",
                "<si><t xml:space='preserve'> 烈士遗属_x000D_ </t></si>", "<si/>",
            },
        };
        string Bare(params Cell[] cells) => $"<row>{string.Concat(cells.Select(c => c.Anywhere))}</row>";
        made.Sheet("Sheet1",
        [
            "<!-- written by nobody -->", Bare("id_number", "name", "category", "start_month"),
            Bare(Zhang, SharedText(0), SharedText(1), "2020-01"), "<row/>",
            Bare(Zhang, SharedText(0), SharedText(1), "2020-13"), Bare(Zhang, SharedText(2), SharedText(1), "2020-01"),
        ]);
        var (good, told, _) = Roster(made);
        Assert.Equal("2 张三 烈士遗属", $"{good[0].LineNumber} {good[0].Name} {good[0].Category.Label}");
        Assert.StartsWith("工作表“Sheet1”第4行D列“起发年月”：“2020-13”不是月份", told[0]);
        Assert.Equal("工作表“Sheet1”第5行B列“姓名”：姓名不能空", told[1]);
    }

    [Fact]
    public void Eight_what_is_hidden_is_read_and_told_and_hidden_sheets_are_none()
    {
        var hidden = Row(3, Li, "李四", "烈士遗属", "2020-01")
            .Replace("<row ", "<row hidden='1' ", StringComparison.Ordinal);
        using var made = new MadeWorkbook()
            .Sheet("字典", [Row(1, "身份证号", "姓名", "优抚类别"), Row(2, "x", "y", "z")], state: "veryHidden")
            .Sheet("名册",
                [
                    Row(1, Heading), Row(2, Zhang, "张三", "烈士遗属", "2020-01"), hidden,
                    Row(4, Li, "李四", "烈士遗属", "x"),
                ],
                before: "<cols><col min='4' max='5' hidden='1'/></cols>")
            .Sheet("去年", [Row(1, Heading)])
            .Sheet("填写说明", [Row(1, "怎么填")]);
        var (good, told, notices) = Roster(made);
        Assert.Equal([2, 3], good.Select(r => r.LineNumber));
        Assert.StartsWith("工作表“名册”第4行D列“起发年月”：", Assert.Single(told));
        Assert.Equal(
            [
                "D列“起发年月”是隐藏的，也一样读了", "E列“批准日期”是隐藏的，也一样读了",
                "只读了第一张工作表“名册”；另有“去年”没有读，要导入的请另存为单独的文件", "有1行是隐藏的（第3行），也一样读了",
            ], notices);
    }

    [Fact]
    public void Nine_a_workbook_that_counts_days_from_1904_is_not_four_years_off()
    {
        using var made = new MadeWorkbook { CountsFrom1904 = true, Styles = { "14" } }.Sheet("名册",
        [
            Row(1, Heading), Row(2, Zhang, "张三", "烈士遗属", null, Number("44624", 1)),
            Row(3, Zhang, "张三", "烈士遗属", null, Number("44624")), Row(4, Zhang, "张三", "烈士遗属", Number("44620")),
            Row(5, Zhang, "张三", "烈士遗属", Number("44624")),
        ]);
        var (good, told, _) = Roster(made);
        Assert.All(good.Take(2), r => Assert.Equal(new DateOnly(2026, 3, 5), r.ApprovedOn));
        Assert.Equal(new PayMonth(2026, 3), good[2].StartMonth);
        Assert.StartsWith("工作表“名册”第5行D列“起发年月”：", Assert.Single(told));
    }

    [Fact]
    public void Ten_full_width_digits_line_breaks_apostrophes_and_characters_nobody_sees()
    {
        var wide = string.Concat(Zhang.Select(c => (char)(c + 0xFEE0)));
        using var made = Of(
            Row(1, "公民身份\n号码*", "姓 名", "优抚类别（必填）", "起发年月", "残疾等级", "残疾性质", "上门对象", "服役年限"),
            Row(2, wide, " 阿依·买买提\u3000", "残疾军人", "２０２０年１月", "六级", "因战",
                new Cell("t='b' ", "<v>1</v>"), Number("12.5")),
            Row(3, "'" + Zhang, "张三", "残疾军人", "2020-01", Number("6"), "因战"),
            Row(4, "\u200B" + Zhang + "\u00A0", "张\u200B三", "残疾军人", "2020-01", Number("6"), "因战"));
        var (good, told, _) = Roster(made);
        Assert.Equal([Zhang, Zhang], good.Select(r => r.IdNumber));
        Assert.Equal(
            ("阿依·买买提", new PayMonth(2020, 1), new Grade(6, Nature.War, Period.None, 12.5m, null), true),
            (good[0].Name, good[0].StartMonth, good[0].Grade, good[0].HomeVisit));
        Assert.Equal("工作表“名册”第4行B列“姓名”：" + RejectionReason.NameStrange("零宽字符"), Assert.Single(told));
    }

    private static (List<RosterRow> Good, List<string> Told, IReadOnlyList<string> Notices) Roster(MadeWorkbook made)
    {
        var entries = Entries(made, RosterSheet.Read, out var notices);
        return ([.. entries.Select(e => e.Row).OfType<RosterRow>()],
            [.. entries.Select(e => e.Rejection?.Told).OfType<string>()], notices);
    }

    private static List<SheetEntry<T>> Entries<T>(
        MadeWorkbook made, Func<SheetSource, DateOnly, SheetReading<T>> read, out IReadOnlyList<string> notices)
        where T : class
    {
        using var reading = read(made.Write(), SheetFile.Today);
        List<SheetEntry<T>> entries = [.. reading.Entries()];
        notices = reading.Notices;
        return entries;
    }
}
