using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>A row of somebody else's list 比对名单 (contracts, Files in). A null is an empty cell.</summary>
public sealed record EvidenceRow(string Source, string IdNumber, string Name, string Fact, DateOnly On)
{
    public string? Reason { get; init; }

    public string? Document { get; init; }

    public string? Detail { get; init; }

    /// <summary>The file; streams.</summary>
    public static void Write(TextWriter writer, IEnumerable<EvidenceRow> rows)
    {
        var csv = new Csv(writer);
        csv.Row("来源", "身份证号", "姓名", "事实", "日期", "原因", "文号", "说明");
        foreach (var row in rows)
        {
            csv.Field(row.Source).Field(row.IdNumber).Field(row.Name).Field(row.Fact).Field(row.On);
            csv.Field(row.Reason).Field(row.Document).Field(row.Detail);
            csv.End();
        }
    }
}
