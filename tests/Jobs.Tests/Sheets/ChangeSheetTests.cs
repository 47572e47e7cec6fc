using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Tests.Sheets;

public sealed class ChangeSheetTests
{
    private static readonly Column[] Fields =
    [
        Column.Category, Column.Document, Column.Reason, Column.Level, Column.Nature, Column.Nursing,
        Column.AccountNumber, Column.PayeeName, Column.PayeeId, Column.PayeeRelation, Column.WithdrawnChange,
        Column.Phone, Column.NewIdNumber, Column.StartMonth, Column.Cause, Column.Name,
        Column.Bank, Column.NameAtBank,
    ];

    [Theory]
    [InlineData("死亡", "2026-03-05", "文号=证1", "good")]
    [InlineData("死亡", "2026-03-06", "文号=证1", "生效日期: 2026年3月6日还没到；变动日期不能晚于今天")]
    [InlineData("停发", "2026-03-06", "文号=决1", "good")]
    [InlineData("停发", "", "文号=决1", "生效日期: 生效日期不能空")]
    [InlineData("死亡", "2026-03-01", "", "文号: “死亡”必须有文号（死亡证明、火化证或户口注销证明的编号）")]
    [InlineData("等级调整", "2026-03-01", "残疾等级=5", "文号: “等级调整”必须有文号（等级评定批复文号）")]
    [InlineData("中止", "2026-03-01", "", "文号: 中止、取消待遇须有省级退役军人事务部门的决定文号；还没有的请先报“暂缓”")]
    [InlineData("暂缓", "2026-03-01", "", "good")]
    [InlineData("解除暂缓", "2026-03-01", "", "good")]
    [InlineData("信息变更", "2026-03-01", "联系电话=13800138000", "good")]
    [InlineData("信息变更", "2026-03-01", "联系电话=1.38E+10",
        "联系电话: 这一格是“1.38E+10”，是Excel把长数字变成了科学计数法，后几位已丢失；请把列设为文本后从原始材料重录")]
    [InlineData("信息变更", "2026-03-01", "姓名=张三", "姓名: “信息变更”不改姓名；请报“更正”")]
    [InlineData("信息变更", "2026-03-01", "姓名=张三;联系电话=13800138000", "good")]
    [InlineData("信息变更", "2026-03-01", "银行户名=张三", "银行户名: “信息变更”不改银行户名；请报“账户变更”")]
    [InlineData("信息变更", "2026-03-01", "开户行=农商行;联系电话=13800138000", "开户行: “信息变更”不改开户行；请报“账户变更”")]
    [InlineData("信息变更", "2026-03-01", "护理=是", "护理: “信息变更”不改护理；请报“护理变更”")]
    [InlineData("信息变更", "2026-03-01", "", "联系电话: “信息变更”至少要填其中一项：联系电话、行政区划代码、在校至、上门对象")]
    [InlineData("恢复", "2026-03-01", "文号=决2;原因=刑满", "good")]
    [InlineData("恢复", "2026-03-01", "文号=决2;原因=停错了",
        "原因: “恢复”不补发停掉的月份。停错了请用“撤销”；确实要恢复的，请在“原因”里写：刑满、重新确认、重新认定")]
    [InlineData("收款人变更", "2026-03-01",
        "文号=委1;收款人姓名=李四;收款人证件号=11010519491231002X;与本人关系=委托代领;银行账号=6217", "good")]
    [InlineData("收款人变更", "2026-03-01", "文号=委1;收款人姓名=李四;与本人关系=委托代领",
        "收款人证件号: 收款人变更要填：收款人姓名、身份证号、关系、文号")]
    [InlineData("收款人变更", "2026-03-01", "收款人姓名=李四;收款人证件号=11010519491231002X;与本人关系=继承人",
        "文号: 收款人变更要填：收款人姓名、身份证号、关系、文号")]
    [InlineData("收款人变更", "2026-03-01", "文号=委2;与本人关系=本人", "good")]
    [InlineData("撤销", "", "文号=决1;撤销类型=停发", "good")]
    [InlineData("撤销", "", "", "文号: “撤销”必须有文号（要撤销的那条变动的文号）")]
    [InlineData("撤销", "", "文号=决1;撤销类型=撤销",
        "撤销类型: “撤销”看不懂；这一格只能填：死亡、账户变更、收款人变更、信息变更、停发、等级调整、更正、护理变更、中止、恢复、迁出、暂缓、解除暂缓、丧葬申请")]
    [InlineData("账户变更", "2026-03-01", "文号=申1", "银行账号: “账户变更”至少要填其中一项：银行账号、开户行、户名、银行户名")]
    [InlineData("护理变更", "2026-03-01", "文号=申1", "护理: 护理不能空")]
    [InlineData("更正", "2026-03-01", "文号=申1;残疾等级=8;残疾性质=因病", "残疾等级: 因病致残只有一至六级")]
    [InlineData("更正", "2026-03-01", "文号=申1;新身份证号=11010519491231002X", "good")]
    [InlineData("丧葬申请", "2026-03-01", "文号=申1;死因=因病", "good")]
    [InlineData("涨钱", "2026-03-01", "文号=1",
        "变动类型: “涨钱”看不懂；这一格只能填：死亡、账户变更、收款人变更、信息变更、停发、等级调整、更正、护理变更、中止、恢复、迁出、暂缓、解除暂缓、撤销、丧葬申请")]
    [InlineData("死亡", "2026-02-30", "文号=证1", "生效日期: 没有2026-02-30这一天")]
    public void Each_type_says_what_it_must(string type, string on, string values, string expected)
    {
        var entry = Assert.Single(Read(type, on, values).Entries);
        var faults = SheetFile.Faults(entry);
        Assert.Equal(expected == "good" ? expected : "2 " + expected, faults);
    }

    [Fact]
    public void A_regrade_arrives_in_its_types()
    {
        var row = Assert.Single(Read("等级调整", "46082", "优抚类别=残疾军人;文号=决〔２０２６〕3号;残疾等级=五级").Entries).Row!;
        Assert.Equal(
            (ChangeType.Regrade, new DateOnly(2026, 3, 1), "决〔2026〕3号", (byte)5, Category.Of("11")),
            (row.Type, row.EffectiveOn!.Value, row.Document, row.Grade.Level, row.Category));
        Assert.Null(row.StartMonth);
        Assert.Equal(new PayMonth(2026, 3), PayMonth.Of(row.EffectiveOn.Value));
    }

    [Fact]
    public void A_category_beside_a_change_of_the_person_is_ignored_with_a_notice()
    {
        var (entries, notices) = Read("死亡", "2026-03-01", "优抚类别=残疾军人;文号=证1");
        Assert.Null(Assert.Single(entries).Row!.Category);
        Assert.Equal(["第2行起：死亡是对人的，优抚类别不用填，已忽略"], notices);
    }

    private static (SheetEntry<ChangeRow>[] Entries, string[] Notices) Read(string type, string on, string values)
    {
        var given = values.Split(';', StringSplitOptions.RemoveEmptyEntries)
            .ToDictionary(value => value.Split('=')[0], value => value.Split('=')[1]);
        var names = Fields.Select(field => ColumnNames.Of(field).Chinese).ToList();
        Assert.Empty(given.Keys.Except(names));
        var cells = names.Select(name => given.GetValueOrDefault(name, ""));
        using var file = new SheetFile(
            $"身份证号,变动类型,生效日期,{string.Join(',', names)}\n{SheetFile.IdNumber},{type},{on},{string.Join(',', cells)}\n");
        using var reading = ChangeSheet.Read(file.Path, SheetFile.Today);
        return ([.. reading.Entries()], [.. reading.Notices]);
    }
}
