namespace Disbursement.Jobs.Papers;

/// <summary>Columns that several papers have.</summary>
internal static class Columns
{
    public static readonly PaperColumn Number = new("序号", ColumnKind.Count, 6);
    public static readonly PaperColumn Name = new("姓名", ColumnKind.Text, 10);
    public static readonly PaperColumn IdNumber = new("身份证号", ColumnKind.Code, 20);
    public static readonly PaperColumn Township = new("乡镇", ColumnKind.Code, 11);
    public static readonly PaperColumn Category = new("优抚类别", ColumnKind.Text, 16);
    public static readonly PaperColumn Document = new("文号", ColumnKind.Text, 16);
    public static readonly PaperColumn RecordedBy = new("录入人", ColumnKind.Text, 9);
    public static readonly PaperColumn RecordedOn = new("录入日期", ColumnKind.Code, 11);
    public static readonly PaperColumn Sent = new("本批发放", ColumnKind.Money, 12);
    public static readonly PaperColumn People = new("人数", ColumnKind.Count, 9);
    public static readonly PaperColumn Amount = new("金额（元）", ColumnKind.Money, 16);

    public static PaperColumn Text(string title, int width) => new(title, ColumnKind.Text, width);

    public static PaperColumn Code(string title, int width) => new(title, ColumnKind.Code, width);

    public static PaperColumn Money(string title, int width = 13) => new(title, ColumnKind.Money, width);

    public static PaperColumn Count(string title, int width = 9) => new(title, ColumnKind.Count, width);
}
