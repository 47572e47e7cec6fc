using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>A row of the file 变动 (contracts, Files in). A property that is null is an empty cell.</summary>
public sealed record ChangeRow(string IdNumber, string Change, DateOnly EffectiveOn)
{
    /// <summary>Only for changes of one identity.</summary>
    public string? Category { get; init; }

    public string? Document { get; init; }

    public string? Source { get; init; }

    public string? Reason { get; init; }

    public string? Cause { get; init; }

    public string? WithdrawnChange { get; init; }

    public string? NewIdNumber { get; init; }

    public string? Name { get; init; }

    public string? StartMonth { get; init; }

    public int Level { get; init; }

    public string? Nature { get; init; }

    public string? ServiceYears { get; init; }

    public int AssessedYuan { get; init; }

    public string? Nursing { get; init; }

    public string? Region { get; init; }

    public string? Phone { get; init; }

    public DateOnly? InSchoolUntil { get; init; }

    public string? HomeVisit { get; init; }

    public string? Bank { get; init; }

    public string? Account { get; init; }

    public string? AccountName { get; init; }

    public string? NameAtBank { get; init; }

    public string? PayeeName { get; init; }

    public string? PayeeId { get; init; }

    public string? PayeeRelation { get; init; }

    public string? Note { get; init; }
}

/// <summary>The file 变动.</summary>
public static class ChangesFile
{
    private static readonly string[] Columns =
    [
        "身份证号", "优抚类别", "变动类型", "生效日期", "文号", "来源", "原因", "死因", "撤销类型", "新身份证号", "姓名", "起发年月",
        "残疾等级", "残疾性质", "服役年限", "核定月标准", "护理", "行政区划代码", "联系电话", "在校至", "上门对象",
        "开户行", "银行账号", "户名", "银行户名", "收款人姓名", "收款人证件号", "与本人关系", "备注",
    ];

    /// <summary>Streams.</summary>
    /// <returns>Rows, header not counted.</returns>
    public static int Write(TextWriter writer, IEnumerable<ChangeRow> rows)
    {
        var csv = new Csv(writer);
        csv.Row(Columns);
        var count = 0;
        foreach (var row in rows)
        {
            Write(csv, row);
            count++;
        }

        return count;
    }

    private static void Write(Csv csv, ChangeRow row)
    {
        csv.Field(row.IdNumber).Field(row.Category).Field(row.Change).Field(row.EffectiveOn).Field(row.Document);
        csv.Field(row.Source).Field(row.Reason).Field(row.Cause).Field(row.WithdrawnChange).Field(row.NewIdNumber);
        csv.Field(row.Name).Field(row.StartMonth).Field(row.Level).Field(row.Nature).Field(row.ServiceYears);
        csv.Field(row.AssessedYuan).Field(row.Nursing).Field(row.Region).Field(row.Phone).Field(row.InSchoolUntil);
        csv.Field(row.HomeVisit).Field(row.Bank).Field(row.Account).Field(row.AccountName).Field(row.NameAtBank);
        csv.Field(row.PayeeName).Field(row.PayeeId).Field(row.PayeeRelation).Field(row.Note);
        csv.End();
    }
}
