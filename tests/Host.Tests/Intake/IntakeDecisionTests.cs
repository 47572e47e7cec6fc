using Disbursement.Host.Tests.Runs;

namespace Disbursement.Host.Tests.Intake;

/// <summary>What becomes of rows that cannot be right, as the office sees it: nothing is passed over.</summary>
public sealed class IntakeDecisionTests
{
    private const string Someone = "110105194912310011";

    [Fact]
    public async Task Two_numbers_for_one_thing_are_refused_and_a_row_sent_back_names_its_person()
    {
        using var office = await Office.With(2000);
        await Refused(office, "rates",
            "第2行和第3行同一生效日有两个数",
            "优抚类别,组成,单位,金额,生效日期,文号",
            "参战退役人员,国家标准,month,900,2025-09-01,标1", "参战退役人员,国家标准,month,910,2025-09-01,标1");
        await Refused(office, "wages", "第2行和第3行同一生效日有两个数",
            "地区,月平均工资,生效日期,文号", "云溪县,7000,2025-07-01,公报", "云溪县,7100,2025-07-01,公报");
        await Taken(office, "roster", "身份证号,姓名,优抚类别,起发年月,批准文号,开户行,银行账号,收款人姓名",
            $"{Someone},赵甲,参战退役人员,2025-08,批1,云溪农商行,6299980900000000017,钱乙");
        await Refused(office, "paid-history", "第2行和第3行是同一个人、同一类别、同一个月的两个数",
            "id_number,category,component,benefit_month,amount_yuan",
            $"{Someone},参战退役人员,,2025-08,900", $"{Someone},参战退役人员,,2025-08,100");

        var changes = office.Write("变动.csv", ["身份证号,变动类型,生效日期,文号,撤销类型", $"{Someone},撤销,,停9,停发"]);
        Assert.Equal(3, (await Import(office, "changes", changes)).Code);
        var roster = office.Write("名册.csv", ["身份证号,姓名,优抚类别,起发年月,批准文号,银行账号",
            $"{Someone},赵甲,参试退役人员,2025-08,批2,6299980900000000025"]);
        Assert.Equal(3, (await Import(office, "roster", roster)).Code);
        var list = office.Write("异常.csv", []);
        await office.Do("exceptions", "list", "--out", list, "--today", "2025-08-05", "--user", "甲");
        var told = await File.ReadAllTextAsync(list, TestContext.Current.CancellationToken);
        Assert.Contains("变动.csv第2行（赵甲）没有导入", told, StringComparison.Ordinal);
        Assert.Contains("系统里银行账号是“尾号0017”，文件里是“尾号0025”", told, StringComparison.Ordinal);
        Assert.DoesNotContain("62999809", told, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payee_without_number_or_relation_is_held_until_the_papers_are_there()
    {
        using var office = await Office.With(2000);
        await Taken(office, "roster",
            "身份证号,姓名,优抚类别,起发年月,批准文号,开户行,银行账号,户名,收款人姓名,与本人关系",
            $"{Someone},赵甲,参战退役人员,2025-08,批1,云溪农商行,6299980900000000017,钱乙,钱乙,监护人");
        await office.Do("payout", "run", "2025-08", "--today", "2025-08-05", "--user", "甲");
        Assert.Contains($"{Someone},", Held(await office.Lines("2025-08")), StringComparison.Ordinal);
        var list = office.Write("异常.csv", []);
        await office.Do("exceptions", "list", "2025-08", "--out", list, "--today", "2025-08-05", "--user", "甲");
        Assert.Contains("赵甲由钱乙（监护人）代收，缺收款人证件号",
            await File.ReadAllTextAsync(list, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains("缺收款人证件号",
            await office.Do("explain", Someone, "2025-08", "--today", "2025-08-05", "--user", "甲"),
            StringComparison.Ordinal);

        await Taken(office, "changes", "身份证号,变动类型,生效日期,文号,收款人姓名,收款人证件号,与本人关系",
            $"{Someone},收款人变更,2025-08-05,委1,钱乙,11010519491231002X,监护人");
        await office.Do("payout", "run", "2025-08", "--today", "2025-08-05", "--user", "甲");
        Assert.DoesNotContain($"{Someone},", Held(await office.Lines("2025-08")), StringComparison.Ordinal);
    }

    private static string Held(string lines) =>
        string.Join('\n', lines.Split('\n').Where(l => l.Contains(",held,", StringComparison.Ordinal))
            .Select(l => string.Join(',', l.Split(',').Skip(1))));

    private static async Task Refused(Office office, string kind, string why, params string[] lines)
    {
        var (code, said) = await Import(office, kind, office.Write($"{kind}-两个数.csv", lines));
        Assert.Equal(1, code);
        Assert.Contains(why, said, StringComparison.Ordinal);
    }

    private static async Task Taken(Office office, string kind, params string[] lines) =>
        Assert.Equal(0, (await Import(office, kind, office.Write($"{kind}-{lines.Length}.csv", lines))).Code);

    private static Task<(int Code, string Said)> Import(Office office, string kind, string file) =>
        office.Try("import", kind, file, "--today", "2025-08-05", "--user", "甲");
}
