using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Tests.Sheets;

public sealed class PolicySheetTests
{
    [Fact]
    public void Rates_as_published_are_read()
    {
        using var file = new SheetFile("""
            category,level,nature,period,unit,amount_yuan,effective_from,published_on,document,mark
            残疾军人,1,因战,,year,72850,2017-10-01,2017-10-02,2017年标准,V
            在乡复员军人,,,抗日战争时期,service-year-month,51.5,2017-10-01,,2017年标准,V
            残疾军人,7,因病,,year,1,2017-10-01,,2017年标准,V
            """);
        using var reading = RateSheet.Read(file.Path, SheetFile.Today);
        var rows = reading.Entries().ToList();
        Assert.Equal(
            new RateRow
            {
                LineNumber = 2,
                Category = Category.Of("11"),
                Level = 1,
                Nature = Nature.War,
                Component = "国家标准",
                Unit = RateUnit.Year,
                Fen = 7285000,
                EffectiveFrom = new DateOnly(2017, 10, 1),
                PublishedOn = new DateOnly(2017, 10, 2),
                Document = "2017年标准",
            },
            rows[0].Row);
        Assert.Equal((Period.AntiJapaneseWar, RateUnit.ServiceYearMonth), (rows[1].Row!.Period, rows[1].Row!.Unit));
        Assert.Equal("4 残疾等级: 因病致残只有一至六级", SheetFile.Faults(rows[2]));
        Assert.Equal(["这些列系统不用，已忽略：mark"], reading.Notices);
    }

    [Fact]
    public void A_rate_taken_back_needs_no_amount()
    {
        using var file = new SheetFile("""
            优抚类别,残疾等级,残疾性质,时期,组成,单位,金额,生效日期,发布日期,文号,舍入,撤销
            烈士遗属,,,,省补,,,2025-08-01,,鲁〔2025〕1号,,是
            烈士遗属,,,,省补,,,2025-08-01,,,yuan-up,否
            """);
        var rows = file.All(RateSheet.Read);
        Assert.True(rows[0].Row!.IsWithdrawal);
        Assert.Equal("省补", rows[0].Row!.Component);
        Assert.Equal("3 文号、单位、金额: ①文号不能空②单位不能空③金额不能空", SheetFile.Faults(rows[1]));
    }

    [Fact]
    public void Wages_are_read()
    {
        using var file = new SheetFile("""
            area,monthly_yuan,effective_from,document
            某市,"8,765.43",2025-07-01,统1
            某市,0,2025-07-01,统1
            """);
        var rows = file.All(WageSheet.Read);
        Assert.Equal(new WageRow(2, "某市", 876543, new DateOnly(2025, 7, 1), "统1"), rows[0].Row);
        Assert.Equal("3 月平均工资: 这一格要大于0", SheetFile.Faults(rows[1]));
    }

    [Fact]
    public void Assessed_amounts_are_read()
    {
        using var file = new SheetFile(
            "id_number,category,component,monthly_yuan,from_month,to_month,document\n"
            + $"{SheetFile.IdNumber},JX,核定标准,9000,2025-01,,核1\n"
            + $"{SheetFile.IdNumber},11,孤老增发,100,2025-03,2025-02,\n");
        var rows = file.All(AssessedSheet.Read);
        Assert.Equal(
            new AssessedRow(
                2, SheetFile.IdNumber, Category.Of("JX"), "核定标准", 900000, new PayMonth(2025, 1), null, "核1"),
            rows[0].Row);
        Assert.Equal("3 止: 止月早于起月", SheetFile.Faults(rows[1]));
    }

    [Fact]
    public void Paying_banks_are_read()
    {
        using var file = new SheetFile("""
            代发银行,格式,开户行包含,联行号,付款账号,付款户名,客户号,每文件笔数,截止时间,生效日期
            某农商行,rcb-pipe,农商,402 451 000 010,9010 0001,某县退役军人事务局,C01,5000,16:30,2026-01-01
            某工行,icbc-hash,,,,,,0,,
            """);
        var rows = file.All(PayingBankSheet.Read);
        var row = rows[0].Row!;
        Assert.Equal(
            ("某农商行", "rcb-pipe", "农商", "402451000010", "90100001", 5000, "16:30"),
            (row.PayingBank, row.Profile, row.Match, row.Cnaps, row.DebitAccount, row.RowsPerFile!.Value, row.CutOff));
        Assert.Equal("3 每文件笔数: 这一格要大于0", SheetFile.Faults(rows[1]));
    }

    [Fact]
    public void The_calendar_is_read()
    {
        using var file = new SheetFile("date,name,kind,source\n2026-01-01,元旦,off,国办\n2026-01-04,元旦,work,国办\n日期,,休,\n");
        var rows = file.All(CalendarSheet.Read);
        Assert.Equal(new CalendarRow(2, new DateOnly(2026, 1, 1), "元旦", false, "国办"), rows[0].Row);
        Assert.True(rows[1].Row!.IsWorkingDay);
        Assert.Equal("来源、日期", rows[2].Rejection!.Column);
    }

    [Fact]
    public void What_was_paid_before_is_read()
    {
        using var file = new SheetFile(
            "id_number,category,component,benefit_month,amount_yuan\n"
            + $"{SheetFile.IdNumber},11,,2025-12,1234.56\n{SheetFile.IdNumber},11,省补,2025.1,1\n");
        var rows = file.All(PaidHistorySheet.Read);
        Assert.Equal(
            new PaidHistoryRow(2, SheetFile.IdNumber, Category.Of("11"), null, new PayMonth(2025, 12), 123456),
            rows[0].Row);
        Assert.Equal(
            "3 待遇月份: “2025.1”可能是1月，也可能是被Excel去掉了0的10月；请写成 2025-01 或 2025-10", SheetFile.Faults(rows[1]));
    }

    [Fact]
    public void Every_kind_knows_all_its_columns_in_both_languages_without_confusion()
    {
        SheetKind[] kinds =
        [
            SheetKind.Roster, SheetKind.Changes, SheetKind.Assessed, SheetKind.Rates, SheetKind.Wages,
            SheetKind.Parameters, SheetKind.Banks, SheetKind.Calendar, SheetKind.PaidHistory,
        ];
        foreach (var kind in kinds)
        {
            var columns = kind.Columns.ToList();
            foreach (var names in new[] { columns.Select(Chinese), columns.Select(c => ColumnNames.Of(c).Others[0]) })
            {
                using var file = new SheetFile(string.Join(',', names) + "\n");
                using var sheet = SheetReader.Open(file.Path, kind);
                Assert.Equal(Enumerable.Range(0, columns.Count), columns.Select(sheet.Header.IndexOf));
            }
        }

        static string Chinese(Column column) => ColumnNames.Of(column).Chinese;
    }
}
