using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Tests.Sheets;

/// <summary>补缴案件 and 补缴决定, and what all lists of 社保补缴 have in common.</summary>
public sealed class BackPaymentSheetTests
{
    private const string OnlyThese = "最多30个字，只能是汉字、字母、数字、横线和下划线";

    private static readonly string[] Kinds =
    [
        "cases", "contribution", "billing", "receipts", "postings", "coverage", "refunds", "backpay-decisions",
        "backpay-allotments",
    ];

    public static TheoryData<string> AllKinds => [.. Kinds];

    [Theory]
    [InlineData("", "good")]
    [InlineData("案件号=", "案件号: 案件号不能空")]
    [InlineData("案件号=云补２０２６－００１", "good")]
    [InlineData("案件号=2026/001", "案件号: 案件号“2026/001”不行：" + OnlyThese)]
    [InlineData("案件号=2026-0000000000000000000000000001",
        "案件号: 案件号“2026-0000000000000000000000000001”不行：" + OnlyThese)]
    [InlineData("案件号=2.026E+9",
        "案件号: 这一格是“2.026E+9”，是Excel把长数字变成了科学计数法，后几位已丢失；请把列设为文本后从原始材料重录")]
    [InlineData("身份证号=999001196805150010", "身份证号: 身份证号最后一位应为6，文件里是0；请对照证件")]
    [InlineData("身份证号=999001680515001", "身份证号: 这是15位旧号，请填18位（推算为999001196805150016，须对照证件后再填）")]
    [InlineData("姓名=张 三", "姓名: 姓名里有空格；请重新输入")]
    [InlineData("入伍日期=1986-11-31", "入伍日期: 没有1986-11-31这一天")]
    [InlineData("退役日期=1986-11-01", "退役日期: 退役日期要在入伍日期以后")]
    [InlineData("退役日期=2026-03-06", "退役日期: 2026年3月6日还没到")]
    [InlineData("受理日期=2026-03-06", "受理日期: 2026年3月6日还没到")]
    [InlineData("出生日期=", "good")]
    [InlineData("出生日期=1968-05-16", "出生日期: 出生日期1968年5月16日与身份证号里的1968年5月15日不一致")]
    [InlineData("险种=工伤", "险种: “工伤”看不懂；这一格只能填：养老、医保")]
    [InlineData("类型=漏缴", "类型: “漏缴”看不懂；这一格只能填：断缴、未参保、延缴、趸缴、医保补年限、待安排期")]
    [InlineData("类型=医保补年限", "类型: “医保补年限”只有医保才有")]
    [InlineData("险种=医保;类型=医保补年限", "good")]
    [InlineData("险种=医保;类型=趸缴", "类型: “趸缴”只有养老才有")]
    [InlineData("险种=医保;类型=延缴", "类型: “延缴”只有养老才有")]
    [InlineData("安置地=", "安置地: 养老的安置地不能空")]
    [InlineData("险种=医保;安置地=", "good")]
    [InlineData("险种=医保;参保地=", "参保地: 医保的参保地不能空")]
    [InlineData("参保地=", "good")]
    [InlineData("起=1984-04", "起: 满16周岁才能参保，这个人从1984-05起：核对身份证号和起月")]
    [InlineData("起=1984-04;撤销=是", "good")]
    [InlineData("起=1984-05", "good")]
    [InlineData("止=2019-02", "止: 止月早于起月")]
    [InlineData("止=2026-03", "good")]
    [InlineData("止=2026-04", "止: 2026年4月1日还没到")]
    [InlineData("单位部分承担=个人", "单位部分承担: “个人”看不懂；这一格只能填：单位、上级、财政")]
    [InlineData("困难=残疾", "困难: “残疾”看不懂；这一格只能填：低保、特困，没有的空着")]
    [InlineData("困难=无", "good")]
    [InlineData("困难=;单位名称=;信用代码=;文号=;撤销=", "good")]
    [InlineData("信用代码=91999001MA00000018",
        "信用代码: 信用代码“91999001MA00000018”不对（18位，最后一位是校验码）；请对照营业执照")]
    [InlineData("信用代码=91999001MA0000001", "信用代码: 信用代码“91999001MA0000001”不对（18位，最后一位是校验码）；请对照营业执照")]
    [InlineData("信用代码=91999001 ma0000001 ９", "good")]
    [InlineData("信用代码=91370102E000000042", "good")]
    [InlineData("信用代码=9.1999E+17",
        "信用代码: 这一格是“9.1999E+17”，是Excel把长数字变成了科学计数法，后几位已丢失；请把列设为文本后从原始材料重录")]
    [InlineData("撤销=是", "good")]
    [InlineData("撤销=撤", "撤销: “撤”看不懂；这一格只能填：是、否")]
    [InlineData("姓名=;险种=失业", "姓名、险种: ①姓名不能空②“失业”看不懂；这一格只能填：养老、医保")]
    public void A_segment_is_taken_or_says_where_and_why_not(string values, string expected) =>
        Told("cases", values, expected);

    [Theory]
    [InlineData("", "good")]
    [InlineData("决定=同意", "决定: “同意”看不懂；这一格只能填："
        + "核定、撤销核定、不予受理、送达、挂起、继续办理、终止、结案、待遇重核、单位无力缴纳、接受分差")]
    [InlineData("日期=", "日期: 日期不能空")]
    [InlineData("日期=2026-03-06", "日期: 2026年3月6日还没到")]
    [InlineData("文号=", "文号: 文号不能空")]
    [InlineData("原因=;险种=;起=;止=", "good")]
    [InlineData("决定=撤销核定;原因=", "原因: 原因不能空")]
    [InlineData("决定=不予受理;原因=;文号=", "文号、原因: ①文号不能空②原因不能空")]
    [InlineData("决定=终止;原因=", "原因: 原因不能空")]
    [InlineData("决定=挂起;文号=", "good")]
    [InlineData("决定=挂起;原因=", "原因: 原因不能空")]
    [InlineData("决定=送达;文号=;原因=", "good")]
    [InlineData("决定=继续办理;文号=;原因=", "good")]
    [InlineData("决定=接受分差;文号=;原因=", "good")]
    [InlineData("决定=结案;文号=", "文号: 文号不能空")]
    [InlineData("决定=待遇重核;文号=", "文号: 文号不能空")]
    [InlineData("决定=单位无力缴纳;文号=", "文号: 文号不能空")]
    [InlineData("起=", "起: 写了另一头的月份，这一头不能空")]
    [InlineData("止=", "止: 写了另一头的月份，这一头不能空")]
    [InlineData("险种=", "险种: 险种不能空")]
    [InlineData("止=2019-02", "止: 止月早于起月")]
    [InlineData("起=春天", "起: “春天”不是月份；可以写 2026-03、2026/3、2026.3、202603、2026年3月")]
    public void A_decision_is_taken_or_says_where_and_why_not(string values, string expected) =>
        Told("backpay-decisions", values, expected);

    [Theory]
    [InlineData("2019-03")]
    [InlineData("2019/3")]
    [InlineData("2019.3")]
    [InlineData("201903")]
    [InlineData("2019年3月")]
    [InlineData("２０１９年３月份")]
    [InlineData("2019-03-01")]
    [InlineData("43525")]
    public void A_month_is_taken_as_clerks_and_Excel_write_it(string month) => Assert.Equal(
        new PayMonth(2019, 3), BackPaymentRow.Good("cases", $"起={month}", BackPaymentCaseSheet.Read).From);

    [Theory]
    [InlineData("养老", Insurance.Pension)]
    [InlineData("养老保险", Insurance.Pension)]
    [InlineData("职工养老", Insurance.Pension)]
    [InlineData(" 养 老 ", Insurance.Pension)]
    [InlineData("医保", Insurance.Medical)]
    [InlineData("医疗", Insurance.Medical)]
    [InlineData("医疗保险", Insurance.Medical)]
    [InlineData("职工医保", Insurance.Medical)]
    public void An_insurance_is_taken_by_the_names_it_has(string word, Insurance insurance) => Assert.Equal(
        insurance, BackPaymentRow.Good("coverage", $"险种={word}", LedgerSheets.Coverage).Insurance);

    /// <summary>One number, however it was typed: else the lists of the four parties would not meet.</summary>
    [Theory]
    [InlineData("2026-001")]
    [InlineData("２０２６－００１")]
    [InlineData("2026—001")]
    [InlineData(" 2026 - 001　")]
    public void A_case_has_the_same_number_in_every_list(string number)
    {
        var of = $"案件号={number}";
        Assert.Equal("2026-001", BackPaymentRow.Good("cases", of, BackPaymentCaseSheet.Read).CaseNumber);
        Assert.Equal("2026-001", BackPaymentRow.Good("billing", of, LedgerSheets.Billing).CaseNumber);
        Assert.Equal("2026-001", BackPaymentRow.Good("receipts", of, LedgerSheets.Receipts).CaseNumber);
        Assert.Equal("2026-001", BackPaymentRow.Good("refunds", of, LedgerSheets.Refunds).CaseNumber);
        Assert.Equal("2026-001", BackPaymentRow.Good("backpay-allotments", of, AllotmentSheet.Read).CaseNumber);
        Assert.Equal(
            "2026-001", BackPaymentRow.Good("backpay-decisions", of, BackPaymentDecisionSheet.Read).CaseNumber);
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void A_column_that_must_be_there_is_named_and_so_is_its_empty_cell(string kind)
    {
        var of = SheetKind.Of(kind);
        foreach (var column in of.Obligatory)
        {
            var name = ColumnNames.Of(column).Chinese;
            using var file = new SheetFile(
                string.Join(',', of.Columns.Where(c => c != column).Select(c => ColumnNames.Of(c).Chinese)) + "\n");
            Assert.Equal($"表头里缺少必填的列：{name}；请补上", file.Refusal(of));
            Assert.Equal($"2 {name}: {name}不能空", BackPaymentRow.Faults(kind, $"{name}="));
        }
    }

    [Theory]
    [MemberData(nameof(AllKinds))]
    public void Its_columns_are_known_in_both_languages(string kind)
    {
        Column[] columns = [.. SheetKind.Of(kind).Columns];
        foreach (var names in new[] { columns.Select(Chinese), columns.Select(c => ColumnNames.Of(c).Others[0]) })
        {
            using var file = new SheetFile(string.Join(',', names) + "\n");
            using var sheet = SheetReader.Open(file.Path, SheetKind.Of(kind));
            Assert.Equal(Enumerable.Range(0, columns.Length), columns.Select(sheet.Header.IndexOf));
        }

        static string Chinese(Column column) => ColumnNames.Of(column).Chinese;
    }

    private static void Told(string kind, string values, string expected) =>
        Assert.Equal(expected == "good" ? expected : "2 " + expected, BackPaymentRow.Faults(kind, values));
}
