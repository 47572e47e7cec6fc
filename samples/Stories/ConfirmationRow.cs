using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>A row of the file 确认表 (contracts, Files in). A property that is null is an empty cell.</summary>
public sealed record ConfirmationRow(string IdNumber, DateOnly On, string Method, string Result = "通过")
{
    public string? Station { get; init; }

    public required string By { get; init; }

    /// <summary>见证人</summary>
    public string? Second { get; init; }

    public string? Proof { get; init; }

    /// <summary>The file; streams.</summary>
    public static void Write(TextWriter writer, IEnumerable<ConfirmationRow> rows)
    {
        var csv = new Csv(writer);
        csv.Row("身份证号", "确认日期", "方式", "结果", "经办站", "经办人", "见证人", "证明");
        foreach (var row in rows)
        {
            csv.Field(row.IdNumber).Field(row.On).Field(row.Method).Field(row.Result).Field(row.Station);
            csv.Field(row.By).Field(row.Second).Field(row.Proof);
            csv.End();
        }
    }
}
