using System.Globalization;
using System.Text;
using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Counties;

/// <summary>Rows written as the CSV of contracts.md "Files in"; only columns with something in them.</summary>
static class CountyFile
{
    private sealed record Column<T>(string Chinese, string English, Func<T, object?> Cell);

    private static readonly Column<RosterRow>[] Roster =
    [
        new("身份证号", "id_number", r => r.IdNumber), new("姓名", "name", r => r.Name),
        new("行政区划代码", "region_code", _ => "130434100"),
        new("优抚类别", "category", r => r.Category), new("残疾等级", "level", r => r.Level),
        new("残疾性质", "nature", r => r.Nature), new("时期", "period", r => r.Period),
        new("服役年限", "service_years", r => r.ServiceYears),
        new("核定月标准", "assessed_monthly_yuan", r => Yuan(r.AssessedFen)),
        new("起发年月", "start_month", r => Month(r.StartMonth)), new("批准日期", "approved_on", r => r.ApprovedOn),
        new("批准文号", "approval_document", r => r.ApprovalDocument), new("护理", "nursing", r => r.Nursing),
        new("开户行", "bank", r => r.Account == "" ? "" : "县农商银行"),
        new("银行账号", "account", r => r.Account), new("户名", "account_name", r => r.AccountName),
        new("与牺牲者关系", "relation", r => r.Relation), new("在校至", "in_school_until", r => r.InSchoolUntil),
    ];

    private static readonly Column<ChangeRow>[] Changes =
    [
        new("身份证号", "id_number", r => r.IdNumber), new("优抚类别", "category", r => r.Category),
        new("变动类型", "change", r => r.Type), new("生效日期", "effective_on", r => r.EffectiveOn),
        new("文号", "document", r => r.Document), new("原因", "reason", r => r.Reason),
        new("死因", "cause", r => r.Cause),
        new("撤销类型", "withdrawn_change", r => r.WithdrawnType),
        new("新身份证号", "new_id_number", r => r.NewIdNumber), new("姓名", "name", r => r.Name),
        new("起发年月", "start_month", r => Month(r.StartMonth)), new("残疾等级", "level", r => r.Level),
        new("残疾性质", "nature", r => r.Nature), new("时期", "period", r => r.Period),
        new("服役年限", "service_years", r => r.ServiceYears),
        new("核定月标准", "assessed_monthly_yuan", r => Yuan(r.AssessedFen)),
        new("护理", "nursing", r => r.Nursing), new("联系电话", "phone", r => r.Phone),
        new("开户行", "bank", r => r.Account == "" ? "" : "县农商银行"),
        new("银行账号", "account", r => r.Account), new("户名", "account_name", r => r.AccountName),
        new("收款人姓名", "payee_name", r => r.PayeeName), new("收款人证件号", "payee_id", r => r.PayeeId),
        new("与本人关系", "payee_relation", r => r.PayeeRelation),
        new("在校至", "in_school_until", r => r.InSchoolUntil),
    ];

    private static readonly Column<RateRow>[] Rates =
    [
        new("优抚类别", "category", r => r.Category), new("残疾等级", "level", r => r.Level),
        new("残疾性质", "nature", r => r.Nature), new("时期", "period", r => r.Period),
        new("组成", "component", r => r.Component), new("单位", "unit", r => r.Unit),
        new("金额", "amount_yuan", r => Yuan(r.Fen)), new("生效日期", "effective_from", r => r.EffectiveFrom),
        new("文号", "document", r => r.Document), new("舍入", "rounding", r => r.Rounding),
        new("撤销", "withdrawn", r => r.Withdrawn ? "是" : ""),
    ];

    private static readonly Column<WageRow>[] Wages =
    [
        new("地区", "area", r => r.Area), new("月平均工资", "monthly_yuan", r => Yuan(r.Fen)),
        new("生效日期", "effective_from", r => r.EffectiveFrom), new("文号", "document", r => r.Document),
    ];

    private static readonly Column<ParameterRow>[] Parameters =
    [
        new("参数", "key", r => r.Key), new("类别甲", "category_a", r => r.A), new("类别乙", "category_b", r => r.B),
        new("值", "value", r => r.Value), new("生效日期", "effective_from", r => r.EffectiveFrom),
        new("文号", "document", r => r.Document),
    ];

    private static readonly Column<HistoryRow>[] History =
    [
        new("身份证号", "id_number", r => r.IdNumber), new("优抚类别", "category", r => r.Category),
        new("组成", "component", r => r.Component), new("待遇月份", "benefit_month", r => Month(r.Month)),
        new("金额", "amount_yuan", r => Yuan(r.Fen)),
    ];

    private static readonly Column<AssessedRow>[] Assessed =
    [
        new("身份证号", "id_number", r => r.IdNumber), new("优抚类别", "category", r => r.Category),
        new("组成", "component", r => r.Component), new("月额", "monthly_yuan", r => Yuan(r.Fen)),
        new("起", "from_month", r => Month(r.From)), new("止", "to_month", r => Month(r.To)),
        new("文号", "document", r => r.Document),
    ];

    private static readonly Column<OneOffRow>[] OneOffs =
    [
        new("批次名", "batch", r => r.Batch), new("身份证号", "id_number", r => r.IdNumber),
        new("姓名", "name", r => r.Name), new("金额", "amount_yuan", r => Yuan(r.Fen)),
        new("用途", "purpose", _ => "慰问"), new("文号", "document", r => r.Document),
        new("撤销", "withdrawn", r => r.IsWithdrawal ? "是" : ""),
    ];

    /// <summary>The kind of the import and the file's text. paid-history has English names only.</summary>
    public static (string Kind, string Text) Of(IReadOnlyList<Row> rows, bool english) => rows[0] switch
    {
        RosterRow => ("roster", Csv(Roster, rows, english)),
        ChangeRow => ("changes", Csv(Changes, rows, english)),
        RateRow => ("rates", Csv(Rates, rows, english)),
        WageRow => ("wages", Csv(Wages, rows, english)),
        ParameterRow => ("parameters", Csv(Parameters, rows, english)),
        HistoryRow => ("paid-history", Csv(History, rows, english: true)),
        OneOffRow => ("oneoff", Csv(OneOffs, rows, english)),
        AssessedRow => ("assessed", Csv(Assessed, rows, english)),
        _ => throw new ArgumentException(rows[0].ToString(), nameof(rows)),
    };

    private static string Csv<T>(Column<T>[] columns, IReadOnlyList<Row> rows, bool english)
    {
        var cells = rows.Cast<T>().Select(r => columns.Select(c => Text(c.Cell(r))).ToList()).ToList();
        var used = Enumerable.Range(0, columns.Length).Where(i => cells.Exists(r => r[i] != "")).ToList();
        var text = new StringBuilder();
        text.AppendJoin(',', used.Select(i => english ? columns[i].English : columns[i].Chinese)).Append('\n');
        foreach (var row in cells) text.AppendJoin(',', used.Select(i => row[i])).Append('\n');
        return text.ToString();
    }

    private static string? Yuan(long? fen) => fen is { } some ? Fen.Yuan(some) : null;

    private static string? Month(DateOnly? month) => month is { } some ? Months.Text(some) : null;

    private static string Text(object? value) => value switch
    {
        null => "",
        DateOnly day => Months.DayText(day),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
