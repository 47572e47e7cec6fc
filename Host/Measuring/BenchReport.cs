using System.Text.Json;
using System.Text.Json.Serialization;

namespace Disbursement.Host.Measuring;

/// <summary>One step of the bench.</summary>
/// <param name="Name">The month and what was done in it; the roster has no month.</param>
/// <param name="Rows">What it worked on: rows of files, people, lines or bank rows.</param>
/// <param name="PeakMb">Most memory this process held until then.</param>
/// <param name="ContentRoot">Of a month worked out: the same county gives the same root for ever.</param>
public sealed record BenchStep(
    string Name, double Seconds, long Rows, double PeakMb,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ContentRoot = null);

/// <summary>What the bench measured (contracts, Bench).</summary>
/// <param name="Seconds">All months together: import, assess, finish, sign, export. Not the first roster, which comes
/// in once, nor the making of the files.</param>
/// <param name="FloorSeconds">The same lines by SQL alone, in the same run: the average of one beside each
/// month.</param>
/// <param name="Ratio">Average seconds of a month by the seconds of the floor.</param>
/// <param name="PeakMb">Most memory this process ever held, the making of the county's files included; before
/// papers.</param>
/// <param name="PapersPeakMb">The same after papers were made; null: they were not.</param>
public sealed record BenchReport(
    int People, int Months, double Seconds, double FloorSeconds, double Ratio, double PeakMb,
    IReadOnlyList<BenchStep> Steps,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? PapersPeakMb = null)
{
    private string PapersPeak => PapersPeakMb is { } mb ? $"；印完表内存最多{mb:0}MB" : "";

    public string Json() => JsonSerializer.Serialize(this, BenchJson.Default.BenchReport);

    public string Sentence() => $"""
        {People:N0}人，{Months}个月：平均每月{Seconds / Months:0.0}秒，是下限{FloorSeconds:0.0}秒的{Ratio:0.0}倍；内存最多{PeakMb:0}MB。
        每月＝导入变动＋测算＋汇总＋签字＋导出；下限＝同样多的明细只用SQL写一遍、按主键读一遍，每个月旁边各测一次取平均。
        用时最多的：{string.Join("，",
            Steps.OrderByDescending(s => s.Seconds).Take(5).Select(s => $"{s.Name} {s.Seconds:0.0}秒"))}{PapersPeak}
        """;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(BenchReport))]
internal sealed partial class BenchJson : JsonSerializerContext;
