using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>A row of the file 通知记录 (contracts, Files in). A property that is null is an empty cell.</summary>
/// <param name="Delivered">Null: nobody knows that it arrived.</param>
public sealed record NoticeRow(string IdNumber, DateOnly On, string Kind, string Method, DateOnly? Delivered)
{
    public required string By { get; init; }

    public string? Attachment { get; init; }

    /// <summary>撤销: it was never given.</summary>
    public bool IsWithdrawal { get; init; }

    /// <summary>The file; streams.</summary>
    public static void Write(TextWriter writer, IEnumerable<NoticeRow> rows)
    {
        var csv = new Csv(writer);
        csv.Row("身份证号", "通知日期", "种类", "方式", "送达", "经办人", "附件", "撤销");
        foreach (var row in rows)
        {
            csv.Field(row.IdNumber).Field(row.On).Field(row.Kind).Field(row.Method).Field(row.Delivered);
            csv.Field(row.By).Field(row.Attachment).Field(row.IsWithdrawal ? "是" : "");
            csv.End();
        }
    }
}
