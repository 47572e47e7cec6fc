using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Tests.Sheets;

public sealed class CellTests
{
    [Theory]
    [InlineData("2026-03-05", "2026-03-05")]
    [InlineData("2026/3/5", "2026-03-05")]
    [InlineData("2026.3.5", "2026-03-05")]
    [InlineData("20260305", "2026-03-05")]
    [InlineData("2026年3月5日", "2026-03-05")]
    [InlineData(" 2026 年 3 月 5 日　", "2026-03-05")]
    [InlineData("２０２６－０３－０５", "2026-03-05")]
    [InlineData("2026-03-05 00:00:00", "2026-03-05")]
    [InlineData("2026-03-05T00:00:00.000", "2026-03-05")]
    [InlineData("46086", "2026-03-05")]
    [InlineData("73415", "2100-12-31")]
    [InlineData("73416", "“73416”不是日期；可以写 2026-03-05、2026/3/5、2026.3.5、20260305、2026年3月5日")]
    [InlineData("2024-02-29", "2024-02-29")]
    [InlineData("2026-02-30", "没有2026-02-30这一天")]
    [InlineData("20261301", "没有20261301这一天")]
    [InlineData("2026年3月0日", "没有2026年3月0日这一天")]
    [InlineData("26-3-5", "“26-3-5”不是日期；可以写 2026-03-05、2026/3/5、2026.3.5、20260305、2026年3月5日")]
    [InlineData("3/5/2026", "“3/5/2026”不是日期；可以写 2026-03-05、2026/3/5、2026.3.5、20260305、2026年3月5日")]
    [InlineData("2026-03/05", "“2026-03/05”不是日期；可以写 2026-03-05、2026/3/5、2026.3.5、20260305、2026年3月5日")]
    [InlineData("2026-03-05 08:15", "“2026-03-05 08:15”不是日期；可以写 2026-03-05、2026/3/5、2026.3.5、20260305、2026年3月5日")]
    [InlineData("去年底", "“去年底”不是日期；可以写 2026-03-05、2026/3/5、2026.3.5、20260305、2026年3月5日")]
    [InlineData("1850-01-01", "“1850-01-01”不是日期；可以写 2026-03-05、2026/3/5、2026.3.5、20260305、2026年3月5日")]
    public void A_date_is_read_in_every_form_or_says_why_not(string text, string expected) =>
        Assert.Equal(expected, DateCell.Read(text, out var date) ?? date.ToString("yyyy-MM-dd"));

    [Theory]
    [InlineData("2026-03", "2026-03")]
    [InlineData("2026/3", "2026-03")]
    [InlineData("2026.3", "2026-03")]
    [InlineData("2026.10", "2026-10")]
    [InlineData("202603", "2026-03")]
    [InlineData("2026年3月", "2026-03")]
    [InlineData("２０２６年３月份", "2026-03")]
    [InlineData("2026-03-01", "2026-03")]
    [InlineData("2026/3/1 00:00:00", "2026-03")]
    [InlineData("46082", "2026-03")]
    [InlineData("2026.1", "“2026.1”可能是1月，也可能是被Excel去掉了0的10月；请写成 2026-01 或 2026-10")]
    [InlineData("2026-13", "“2026-13”不是月份；可以写 2026-03、2026/3、2026.3、202603、2026年3月")]
    [InlineData("2026-03-05", "“2026-03-05”不是月份；可以写 2026-03、2026/3、2026.3、202603、2026年3月")]
    [InlineData("Mar-26", "“Mar-26”不是月份；可以写 2026-03、2026/3、2026.3、202603、2026年3月")]
    public void A_month_is_read_in_every_form_or_says_why_not(string text, string expected) =>
        Assert.Equal(expected, DateCell.ReadMonth(text, out var month) ?? month.ToString());

    [Theory]
    [InlineData("1234.56", "123456")]
    [InlineData("1234.5", "123450")]
    [InlineData("1,234.56", "123456")]
    [InlineData("1，234，567", "123456700")]
    [InlineData("￥1234", "123400")]
    [InlineData("¥ 1,234.00元", "123400")]
    [InlineData("１２３４．５６", "123456")]
    [InlineData("0", "0")]
    [InlineData("-12.30", "-1230")]
    [InlineData("999999999999.99", "99999999999999")]
    [InlineData("9999999999999", "“9999999999999”不是金额；请写成 1234.56（单位元）")]
    [InlineData("12.345", "金额最多两位小数：12.345")]
    [InlineData("1.2E+3", "这一格是“1.2E+3”，是Excel把长数字变成了科学计数法，后几位已丢失；请把列设为文本后从原始材料重录")]
    [InlineData("1,23", "“1,23”不是金额；请写成 1234.56（单位元）")]
    [InlineData("1234,567", "“1234,567”不是金额；请写成 1234.56（单位元）")]
    [InlineData("12,3456", "“12,3456”不是金额；请写成 1234.56（单位元）")]
    [InlineData("12.", "“12.”不是金额；请写成 1234.56（单位元）")]
    [InlineData("一千", "“一千”不是金额；请写成 1234.56（单位元）")]
    public void An_amount_is_whole_fen_or_says_why_not(string text, string expected) =>
        Assert.Equal(expected, AmountCell.Read(text, out var fen) ?? fen.ToString());

    [Theory]
    [InlineData("12", "12")]
    [InlineData("２．５年", "2.5")]
    [InlineData("60", "60")]
    [InlineData("61", "服役61年不合理（应为1至60）")]
    [InlineData("0.5", "服役0.5年不合理（应为1至60）")]
    [InlineData("3.125", "服役年限最多两位小数：3.125")]
    [InlineData("-2", "服役-2年不合理（应为1至60）")]
    [InlineData("-3", "服役-3年不合理（应为1至60）")]
    [InlineData("三年", "“三年”不是数字")]
    public void Years_of_service_are_between_one_and_sixty(string text, string expected) => Assert.Equal(
        expected,
        NumberCell.ReadServiceYears(text, out var years) ?? years.ToString());

    [Theory]
    [InlineData("370102194003070013", "370102194003070013")]
    [InlineData("'370102194003070013", "370102194003070013")]
    [InlineData(" 370102 19400307 0013", "370102194003070013")]
    [InlineData("３７０１０２１９４００３０７００１３", "370102194003070013")]
    [InlineData("11010519491231002x", "11010519491231002X")]
    [InlineData("370102194003070017", "身份证号最后一位应为3，文件里是7；请对照证件")]
    [InlineData("370102400307001", "这是15位旧号，请填18位（推算为370102194003070013，须对照证件后再填）")]
    [InlineData(
        "3.70102E+17",
        "这一格是“3.70102E+17”，是Excel把长数字变成了科学计数法，后几位已丢失；请把列设为文本后从原始材料重录")]
    [InlineData("370102194003070000", "身份证号末三位是000，像是被Excel截断；请重录")]
    [InlineData("37010219400307001", "身份证号应为18位，文件里是17位；请对照证件")]
    [InlineData("37O102194003070013", "身份证号第3位是“O”，不是数字；请对照证件")]
    [InlineData("370102194002300016", "身份证号里的出生日期19400230不存在；请对照证件")]
    public void An_identity_number_is_right_or_says_why_not(string text, string expected) =>
        Assert.Equal(expected, IdentityCell.Read(text, out var number) ?? number);

    [Fact]
    public void A_true_identity_number_may_end_in_three_zeros()
    {
        var genuine = Enumerable.Range(0, 365)
            .Select(day => "370102" + new DateOnly(1940, 1, 1).AddDays(day).ToString("yyyyMMdd") + "000")
            .First(seventeen => IdentityNumber.CheckCharacter(seventeen) == '0') + "0";
        Assert.Null(IdentityCell.Read(genuine, out var number));
        Assert.Equal(genuine, number);
    }

    [Theory]
    [InlineData("6217 0000 1234 5678 901", "6217000012345678901")]
    [InlineData("6217-0000-1234-5678", "6217000012345678")]
    [InlineData("'６２１７０００", "6217000")]
    [InlineData("00123456", "00123456")]
    [InlineData(
        "6.22E+18", "这一格是“6.22E+18”，是Excel把长数字变成了科学计数法，后几位已丢失；请把列设为文本后从原始材料重录")]
    [InlineData("6217存折", "账号里有“存”，只能是数字；请对照卡（折）面")]
    public void An_account_is_digits_as_text(string text, string expected) =>
        Assert.Equal(expected, AccountCell.Read(text, out var account) ?? account);

    [Theory]
    [InlineData("　张三 ", "张三")]
    [InlineData("阿卜杜拉•买买提", "阿卜杜拉·买买提")]
    [InlineData("阿卜杜拉．买买提", "阿卜杜拉·买买提")]
    [InlineData("阿卜杜拉‧买买提・库尔班", "阿卜杜拉·买买提·库尔班")]
    [InlineData("𠮷野", "𠮷野")]
    [InlineData("王Ａ", "王Ａ")]
    [InlineData("张 三", "姓名里有空格；请重新输入")]
    [InlineData("张　三", "姓名里有空格；请重新输入")]
    [InlineData("张三\u200B", "姓名里有零宽字符；请重新输入")]
    [InlineData("\uFEFF张三", "姓名里有零宽字符；请重新输入")]
    [InlineData("张\u200B三", "姓名里有零宽字符；请重新输入")]
    [InlineData("张\u0007三", "姓名里有控制字符；请重新输入")]
    [InlineData("张\uE863", "姓名里有自造字 U+E863；请重新输入")]
    [InlineData("张\U000F0001", "姓名里有自造字 U+F0001；请重新输入")]
    [InlineData("张?", "姓名里有问号（多半是生僻字没有转换过来）；请重新输入")]
    [InlineData("=SUM(A1)", "这一格以“=”开头，不是姓名")]
    [InlineData("@张三", "这一格以“@”开头，不是姓名")]
    [InlineData("-张三", "这一格以“-”开头，不是姓名")]
    [InlineData("＋张三", "这一格以“＋”开头，不是姓名")]
    public void A_name_keeps_its_characters_or_says_which_is_wrong(string text, string expected) =>
        Assert.Equal(expected, NameCell.Read(text, out var name) ?? name);

    [Theory]
    [InlineData("残疾军人", "11")]
    [InlineData("１１", "11")]
    [InlineData("b1", "B1")]
    [InlineData("带病回乡退伍军人", "42")]
    [InlineData("残疾 军人", "11")]
    [InlineData("遗属", "没有“遗属”这一类；你要写的可能是：烈士遗属、因公牺牲军人遗属、病故军人遗属")]
    public void A_category_is_known_by_code_label_and_old_names(string text, string expected) =>
        Assert.Equal(expected, CategoryCell.Read(text, out var category) ?? category!.Code);

    [Fact]
    public void An_unknown_category_is_answered_with_the_nearest()
    {
        Assert.Matches("^没有“残疾军属”这一类；你要写的可能是：残疾军人、", CategoryCell.Read("残疾军属", out _));
        Assert.Matches("^没有“参战退休人员”这一类；你要写的可能是：参战退役人员、", CategoryCell.Read("参战退休人员", out _));
    }

    [Fact]
    public void Months_of_a_sheet_are_those_of_the_domain()
    {
        Assert.Null(DateCell.ReadMonth("2026年12月", out var month));
        Assert.Equal(new PayMonth(2026, 12), month);
    }
}
