using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Tests.Sheets;

public sealed class RosterSheetTests
{
    private const string Header = "身份证号,姓名,优抚类别,残疾等级,残疾性质,起发年月,服役年限,核定月标准,银行账号";

    [Fact]
    public void Every_column_arrives_in_its_type()
    {
        var rows = SheetFile.Roster(
            "id_number,name,region_code,category,certificate_no,level,nature,period,service_years,"
            + "assessed_monthly_yuan,start_month,approved_on,approval_document,nursing,bank,account,account_name,"
            + "name_at_bank,payee_name,payee_id,payee_relation,relation,in_school_until,enlisted_on,discharged_on,"
            + "home_visit,phone\n"
            + SheetFile.IdNumber + ",张三,370102001,残疾军人,鲁军Ａ００１,六级,公,其他,2.5,1234.5,2020年1月,2019/12/5,"
            + "鲁退役军人〔２０２０〕１号,精神,某农商行,6217 0001,张三,张叁,李四,11010519491231002x,监护人,子女,"
            + "2027-06,1960.1.1,19640101,是,１３８００１３８０００\n");
        Assert.Equal(
            new RosterRow
            {
                LineNumber = 2,
                IdNumber = SheetFile.IdNumber,
                Name = "张三",
                Category = Category.Of("11"),
                RegionCode = "370102001",
                CertificateNumber = "鲁军A001",
                Grade = new Grade(6, Nature.Duty, Period.Other, 2.5m, 123450),
                StartMonth = new PayMonth(2020, 1),
                ApprovedOn = new DateOnly(2019, 12, 5),
                ApprovalDocument = "鲁退役军人〔2020〕1号",
                Nursing = Nursing.Mental,
                Bank = "某农商行",
                AccountNumber = "62170001",
                AccountName = "张三",
                NameAtBank = "张叁",
                PayeeName = "李四",
                PayeeId = "11010519491231002X",
                PayeeRelation = "监护人",
                Relation = "子女",
                InSchoolUntil = new DateOnly(2027, 6, 30),
                EnlistedOn = new DateOnly(1960, 1, 1),
                DischargedOn = new DateOnly(1964, 1, 1),
                HomeVisit = true,
                Phone = "13800138000",
            },
            Assert.Single(rows).Row);
    }

    [Theory]
    [InlineData("370102194003070013,张三,残疾军人,6,因病,2020-01", "good")]
    [InlineData("370102194003070013,张三,残疾军人,6级,因战,2020-01", "good")]
    [InlineData("370102194003070013,张三,年满60周岁农村籍退役士兵,,,2020-01", "good")]
    [InlineData("370102194003070013,张三,在乡复员军人,,,2020-01", "good")]
    [InlineData("370102194003070013,张三,军休干部,,,2020-01", "good")]
    [InlineData("370102194003070013,张三,残疾军人,7,因病,2020-01", "2 残疾等级: 因病致残只有一至六级")]
    [InlineData("370102194003070013,张三,残疾军人,,因病,2020-01", "2 残疾等级: 残疾军人必须填等级和性质")]
    [InlineData("370102194003070013,张三,伤残人民警察,6,,2020-01", "2 残疾性质: 伤残人民警察必须填等级和性质")]
    [InlineData("370102194003070013,张三,残疾军人,11,因病,2020-01",
        "2 残疾等级: “11”看不懂；这一格只能填：1至10（或一级至十级）")]
    [InlineData("370102194003070013,张三,残疾军人,6,因伤,2020-01", "2 残疾性质: “因伤”看不懂；这一格只能填：因战、因公、因病")]
    [InlineData("370102194003070013,张三,烈士遗属,,,", "2 起发年月: 起发年月和批准日期至少填一个，不然不知道从哪个月发起")]
    [InlineData(",张三,烈士遗属,,,2020-01", "2 身份证号: 身份证号不能空")]
    [InlineData("370102400307001,张三,烈士遗属,,,2020-01",
        "2 身份证号: 这是15位旧号，请填18位（推算为370102194003070013，须对照证件后再填）")]
    [InlineData("370102194003070012,张三,烈士遗属,,,2020-01", "2 身份证号: 身份证号最后一位应为3，文件里是2；请对照证件")]
    [InlineData("370102194003070000,张三,烈士遗属,,,2020-01", "2 身份证号: 身份证号末三位是000，像是被Excel截断；请重录")]
    [InlineData("370102194003070013,=张三,烈士遗属,,,2020-01", "2 姓名: 这一格以“=”开头，不是姓名")]
    [InlineData("370102194003070013,张 三,烈士遗属,,,2020-01", "2 姓名: 姓名里有空格；请重新输入")]
    [InlineData("370102194003070013,张三,81,,,2020-01,70", "2 服役年限: 服役70年不合理（应为1至60）")]
    [InlineData("370102194003070013,张三,JX,,,2020-01,,1.234", "2 核定月标准: 金额最多两位小数：1.234")]
    [InlineData("370102194003070013,张三,JX,,,2020-01,,-1", "2 核定月标准: 金额不能是负数")]
    [InlineData("370102194003070013,张三,21,,,2020-01,,,6.22E+18",
        "2 银行账号: 这一格是“6.22E+18”，是Excel把长数字变成了科学计数法，后几位已丢失；请把列设为文本后从原始材料重录")]
    public void A_row_is_good_or_says_where_and_why(string row, string expected) =>
        Assert.Equal(expected, SheetFile.Faults(Assert.Single(SheetFile.Roster($"{Header}\n{row}\n"))));

    [Fact]
    public void All_faults_of_a_row_are_named_at_once_and_the_person_as_far_as_he_can_be_told()
    {
        var rejection = SheetFile.Roster($"{Header}\n370102194003070012,张三,烈属们,0,因战,2020-02-30\n")[0].Rejection!;
        Assert.Equal("身份证号、优抚类别、残疾等级、起发年月", rejection.Column);
        Assert.Matches(
            "^①身份证号最后一位应为3，文件里是2；请对照证件②没有“烈属们”这一类；你要写的可能是：烈士遗属、", rejection.Reason);
        Assert.Equal("张三", rejection.Name);
        Assert.Equal(("370102194003070012", "0012"), (rejection.IdNumber, rejection.IdNumberTail));
        var unreadable = SheetFile.Roster($"{Header}\n3.7E+17,,烈属\n")[0].Rejection!;
        Assert.Equal((null, null, null), (unreadable.Name, unreadable.IdNumber, unreadable.IdNumberTail));
    }

    [Fact]
    public void An_institution_as_payee_has_a_credit_code()
    {
        const string header = "身份证号,姓名,优抚类别,起发年月,收款人姓名,收款人证件号,与本人关系";
        var rows = SheetFile.Roster(
            $"{header}\n{SheetFile.IdNumber},张三,21,2020-01,某县光荣院,12370102MB2858006X,机构\n"
            + $"{SheetFile.IdNumber},张三,21,2020-01,李四,12370102MB2858006X,监护人\n");
        Assert.Equal("12370102MB2858006X", rows[0].Row!.PayeeId);
        Assert.Equal("3 收款人证件号: 身份证号第9位是“M”，不是数字；请对照证件", SheetFile.Faults(rows[1]));
    }
}
