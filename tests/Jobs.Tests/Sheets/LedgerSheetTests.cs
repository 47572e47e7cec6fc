using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Tests.Sheets.Workbooks;
using static Disbursement.Jobs.Tests.Sheets.Workbooks.MadeWorkbook;

namespace Disbursement.Jobs.Tests.Sheets;

/// <summary>缴费基数和费率, the lists of the four parties, and 凭证认领.</summary>
public sealed class LedgerSheetTests
{
    private const string TooMuch = "这个金额不合理；单位是元，请核对";

    [Theory]
    [InlineData("contribution", "月平均工资=0", "月平均工资: 这一格要大于0")]
    [InlineData("contribution", "月平均工资=-6000", "月平均工资: 金额不能是负数")]
    [InlineData("contribution", "月平均工资=21474836.48", "月平均工资: " + TooMuch)]
    [InlineData("contribution", "单位费率=百分之十六", "单位费率: “百分之十六”不是费率；写成 16% 或 0.16")]
    [InlineData("contribution", "单位费率=0", "单位费率: 费率“0”不合理；写成 16% 或 0.16，不超过50%")]
    [InlineData("contribution", "单位费率=51%", "单位费率: 费率“51%”不合理；写成 16% 或 0.16，不超过50%")]
    [InlineData("contribution", "单位费率=16.0005%", "单位费率: 费率“16.0005%”小数太多；最多到千分之一个百分点")]
    [InlineData("contribution", "单位费率=9999999999999999999999999999",
        "单位费率: 费率“9999999999999999999999999999”不合理；写成 16% 或 0.16，不超过50%")]
    [InlineData("contribution", "个人费率=-8%", "个人费率: “-8%”不是费率；写成 16% 或 0.16")]
    [InlineData("contribution", "生效日期=2026-07-01", "good")]
    [InlineData("contribution", "生效日期=七月", "生效日期: “七月”不是日期；可以写 2026-03-05、2026/3/5、2026.3.5、20260305、2026年3月5日")]
    [InlineData("billing", "其他费用=;其他费用名目=;身份证号=;姓名=;撤销=", "good")]
    [InlineData("billing", "止=2019-02", "止: 止月早于起月")]
    [InlineData("billing", "缴费基数=0", "缴费基数: 这一格要大于0")]
    [InlineData("billing", "单位金额=0", "good")]
    [InlineData("billing", "单位金额=0;个人金额=0", "单位金额: 这一格要大于0")]
    [InlineData("billing", "个人金额=-2880", "个人金额: 金额不能是负数")]
    [InlineData("billing", "个人金额=21474836.48", "个人金额: " + TooMuch)]
    [InlineData("billing", "其他费用=12.345", "其他费用: 金额最多两位小数：12.345")]
    [InlineData("billing", "其他费用=999999999999", "其他费用: " + TooMuch)]
    [InlineData("billing", "身份证号=999001680515001", "good")]
    [InlineData("billing", "身份证号=999001681315001",
        "身份证号: 身份证号里的出生日期19681315不存在；请对照证件")]
    [InlineData("receipts", "票据号=1.2E+10",
        "票据号: 这一格是“1.2E+10”，是Excel把长数字变成了科学计数法，后几位已丢失；请把列设为文本后从原始材料重录")]
    [InlineData("receipts", "止=2019-02", "止: 止月早于起月")]
    [InlineData("receipts", "付款方=税务", "付款方: “税务”看不懂；这一格只能填：单位、上级、财政、个人")]
    [InlineData("receipts", "金额=0", "金额: 这一格要大于0")]
    [InlineData("receipts", "金额=二千", "金额: “二千”不是金额；请写成 1234.56（单位元）")]
    [InlineData("receipts", "金额=21474836.48", "金额: " + TooMuch)]
    [InlineData("receipts", "缴费日期=2026-03-06", "缴费日期: 2026年3月6日还没到")]
    [InlineData("receipts", "缴费日期=2026-02-29", "缴费日期: 没有2026-02-29这一天")]
    [InlineData("refunds", "原因=;撤销=", "good")]
    [InlineData("refunds", "止=2019-11", "止: 止月早于起月")]
    [InlineData("refunds", "金额=-288", "金额: 金额不能是负数")]
    [InlineData("refunds", "金额=21474836.48", "金额: " + TooMuch)]
    [InlineData("refunds", "退费日期=2026-03-06", "退费日期: 2026年3月6日还没到")]
    [InlineData("refunds", "撤销=要", "撤销: “要”看不懂；这一格只能填：是、否")]
    [InlineData("postings", "姓名=", "good")]
    [InlineData("postings", "身份证号=99900119680515001", "身份证号: 身份证号应为18位，文件里是17位；请对照证件")]
    [InlineData("postings", "月份=2019.1", "月份: “2019.1”可能是1月，也可能是被Excel去掉了0的10月；请写成 2019-01 或 2019-10")]
    [InlineData("postings", "单位金额=-21474836.48", "单位金额: " + TooMuch)]
    [InlineData("postings", "缴费基数=1,23", "缴费基数: “1,23”不是金额；请写成 1234.56（单位元）")]
    [InlineData("postings", "记账日期=2026-03-06", "记账日期: 2026年3月6日还没到")]
    [InlineData("coverage", "撤销=", "good")]
    [InlineData("coverage", "身份证号=999001196805150010", "身份证号: 身份证号最后一位应为6，文件里是0；请对照证件")]
    [InlineData("coverage", "月份=2019-13", "月份: “2019-13”不是月份；可以写 2026-03、2026/3、2026.3、202603、2026年3月")]
    [InlineData("coverage", "撤销=对", "撤销: “对”看不懂；这一格只能填：是、否")]
    [InlineData("backpay-allotments", "撤销=", "good")]
    [InlineData("backpay-allotments", "金额=0", "金额: 这一格要大于0")]
    [InlineData("backpay-allotments", "金额=21474836.48", "金额: " + TooMuch)]
    [InlineData("backpay-allotments", "付款方=本人", "付款方: “本人”看不懂；这一格只能填：单位、上级、财政、个人")]
    [InlineData("backpay-allotments", "月份=2019年", "月份: “2019年”不是月份；可以写 2026-03、2026/3、2026.3、202603、2026年3月")]
    public void A_row_is_taken_or_says_where_and_why_not(string kind, string values, string expected) =>
        Assert.Equal(expected == "good" ? expected : "2 " + expected, BackPaymentRow.Faults(kind, values));

    [Theory]
    [InlineData("16%", 16000)]
    [InlineData("１６％", 16000)]
    [InlineData("16", 16000)]
    [InlineData("0.16", 16000)]
    [InlineData("7.5%", 7500)]
    [InlineData("0.005", 500)]
    [InlineData("50%", 50000)]
    public void A_rate_is_taken_in_per_cent_and_as_a_ratio(string rate, int of) => Assert.Equal(
        of, BackPaymentRow.Good("contribution", $"单位费率={rate}", LedgerSheets.Contributions).UnitRate);

    [Theory]
    [InlineData("12345.6")]
    [InlineData("12,345.60")]
    [InlineData("￥12，345.60元")]
    [InlineData("１２３４５．６０")]
    public void Money_is_taken_as_clerks_write_it(string amount)
    {
        const long fen = 1234560;
        Assert.Equal(fen, BackPaymentRow.Good("billing", $"单位金额={amount}", LedgerSheets.Billing).UnitFen);
        Assert.Equal(fen, BackPaymentRow.Good("receipts", $"金额={amount}", LedgerSheets.Receipts).Fen);
        Assert.Equal(-fen, BackPaymentRow.Good("postings", $"个人金额=-{amount}", LedgerSheets.Postings).PersonalFen);
    }

    /// <summary>Their lists are old: whose months they are is told by the 18 characters.</summary>
    [Theory]
    [InlineData("999001680515001", "999001680515001")]
    [InlineData("'999001680515001", "999001680515001")]
    [InlineData(" 999001 680515 001", "999001680515001")]
    [InlineData("999001196805150016", "999001196805150016")]
    public void An_old_number_of_fifteen_digits_is_the_same_person(string written, string kept)
    {
        var posting = BackPaymentRow.Good("postings", $"身份证号={written}", LedgerSheets.Postings);
        Assert.Equal(("999001196805150016", kept), (posting.Number, posting.IdNumber));
        var covered = BackPaymentRow.Good("coverage", $"身份证号={written}", LedgerSheets.Coverage);
        Assert.Equal(("999001196805150016", kept), (covered.Number, covered.IdNumber));
    }

    [Theory]
    [InlineData("是", true)]
    [InlineData("否", false)]
    [InlineData("", false)]
    public void A_row_says_whether_it_takes_one_back(string word, bool isWithdrawal)
    {
        var values = $"撤销={word}";
        Assert.Equal(isWithdrawal, BackPaymentRow.Good("billing", values, LedgerSheets.Billing).IsWithdrawal);
        Assert.Equal(isWithdrawal, BackPaymentRow.Good("receipts", values, LedgerSheets.Receipts).IsWithdrawal);
        Assert.Equal(isWithdrawal, BackPaymentRow.Good("refunds", values, LedgerSheets.Refunds).IsWithdrawal);
        Assert.Equal(isWithdrawal, BackPaymentRow.Good("coverage", values, LedgerSheets.Coverage).IsWithdrawal);
        Assert.Equal(isWithdrawal, BackPaymentRow.Good("cases", values, BackPaymentCaseSheet.Read).IsWithdrawal);
        Assert.Equal(
            isWithdrawal, BackPaymentRow.Good("backpay-allotments", values, AllotmentSheet.Read).IsWithdrawal);
    }

    [Fact]
    public void Every_cell_of_a_receipt_and_of_a_bill_comes_to_its_place()
    {
        Assert.Equal(
            new ReceiptRow(2, "0012345678", "2026-001", Insurance.Pension, new PayMonth(2019, 3),
                new PayMonth(2019, 12), Payer.Person, 288000, new DateOnly(2026, 1, 26), false),
            BackPaymentRow.Good("receipts", "", LedgerSheets.Receipts));
        Assert.Equal(
            new BillingRow(2, "2026-001", Insurance.Pension, new PayMonth(2019, 3), new PayMonth(2019, 12), 360000,
                576000, 288000, 1250, "滞纳金", "999001196805150016", "张三",
                "云退役补〔2026〕1号", false),
            BackPaymentRow.Good("billing", "", LedgerSheets.Billing));
    }

    [Fact]
    public void A_line_of_sums_below_the_list_is_passed_over()
    {
        using var file = new SheetFile("""
            票据号,案件号,险种,起,止,付款方,金额（元）,缴费日期
            001,A1,养老,2019-03,2019-12,个人,"2,880.00",2026-01-26
            合计,,,,,,"2,880.00",
            """);
        using var reading = LedgerSheets.Receipts(file.Path, SheetFile.Today);
        Assert.Equal(288000, Assert.Single(reading.Entries()).Row!.Fen);
        Assert.Equal(["第3行是合计或制表人，已跳过（不算错误）"], reading.Notices);
    }

    [Fact]
    public void An_amount_merged_over_two_months_is_not_posted_twice()
    {
        using var made = new MadeWorkbook().Sheet("记账",
        [
            Row(1, "身份证号", "险种", "月份", "缴费基数", "单位金额", "个人金额", "流水号", "记账日期"),
            Row(2, "999001196805150016", "养老", "2019-03", "3600", "576", Number("288"), "J1", "2026-01-28"),
            Row(3, "999001196805150016", "养老", "2019-04", "3600", "576", null, "J2", "2026-01-28"),
        ], after: Merge("F2:F3"));
        using var reading = LedgerSheets.Postings(made.Write(), SheetFile.Today);
        Assert.All(reading.Entries(), e => Assert.EndsWith(RejectionReason.AmountMerged, SheetFile.Faults(e)));
    }
}
