using Disbursement.Domain;
using Disbursement.Jobs.Intake.Monthly;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;

namespace Disbursement.Jobs.Intake.Templates;

/// <summary>
/// 空白表样: a workbook that comes in again by import as it is, filled. It reads nothing and keeps nothing.
/// </summary>
public static class TemplateJob
{
    public static IReadOnlyList<string> Kinds { get; } = [.. TemplateSheet.Kinds.Select(k => k.Kind)];

    /// <summary>"roster 名册、changes 变动表 …".</summary>
    public static string KindsSpoken => string.Join('、', TemplateSheet.Kinds.Select(k => $"{k.Kind} {k.Name}"));

    /// <summary>What its file is called unless the officer says otherwise.</summary>
    public static string FileName(string kind, string? township, PayMonth month) =>
        TemplateSheet.Kinds.First(k => k.Kind == kind).Name + (township is null ? "" : "-" + township)
        + (kind == MonthlyJob.Kind ? $"-{month}" : "") + ".xlsx";

    /// <summary>Whether it is the code of a township or village.</summary>
    public static bool IsTownship(string code) => ZeroReportSheet.TownshipOf(code) is not null;

    /// <exception cref="Refused">There is such a file already: it may be filled in.</exception>
    public static void Write(string kind, string? township, PayMonth month, string path)
    {
        if (File.Exists(path) || Directory.Exists(path))
            throw new Refused($"已经有 {path}，可能已填了内容，没有改动它。要新的请换个名字（--out 文件）。");
        var writing = path + ".writing";
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder) Directory.CreateDirectory(folder);
            File.Delete(writing);
            TemplateWorkbook.Write(writing, TemplateSheet.Of(kind, township, month));
            File.Move(writing, path, overwrite: false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(writing);
            throw new Refused($"{path} 写不了：{FileFault.Words(e)}。请换一个可以写的文件夹（--out 文件）。");
        }
    }
}
