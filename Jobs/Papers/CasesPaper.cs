using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;

namespace Disbursement.Jobs.Papers;

/// <summary>异常名单: all, and one per township with that township's people only and how to reach them.</summary>
internal static class CasesPaper
{
    public static readonly Paper Paper = new("10", "异常名单");

    /// <summary>As the run found them: papers say what was signed.</summary>
    /// <param name="stem">Of the list of all.</param>
    /// <param name="stemOf">Of the list of a township.</param>
    public static async Task Write(string stem, Func<string, string> stemOf, PaperRun of, CancellationToken stop) =>
        Write(stem, stemOf, of,
            await ExceptionReport.OfRun(of.Connection, of.Run, RunTables.Stored, null, stop),
            await ExceptionReport.RejectedOf(of.Connection, of.Run, stop));

    /// <param name="stemOf">Of the list of a township; null: none of their own.</param>
    /// <param name="rejected">Rows of files that have not come in; the office's alone.</param>
    public static void Write(
        string stem, Func<string, string>? stemOf, PaperRun of, List<ExceptionRow> rows, List<ExceptionRow> rejected)
    {
        Write(stem, of, rows, "全部", withPhones: false, rejected);
        if (stemOf is null) return;
        foreach (var township in rows.Where(r => r.IdNumber is not null).GroupBy(r => of.Township(r.Township))
            .OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Write(stemOf(township.Key), of, [.. township.Select(r => OwnPeopleOnly(r, rows, township.Key, of))],
                $"乡镇 {township.Key}", withPhones: true);
        }
    }

    /// <summary>
    /// A shared account names all its holders; a township reads those of its own, and how many there are elsewhere.
    /// </summary>
    private static ExceptionRow OwnPeopleOnly(
        ExceptionRow row, List<ExceptionRow> all, string township, PaperRun of)
    {
        if (row.Code == ExceptionCode.DuplicatePerson
            && !row.Arguments["疑点"].Contains(RunBars.SameTownship, StringComparison.Ordinal))
        {
            return row with
            {
                Arguments = new Dictionary<string, string>(row.Arguments, StringComparer.Ordinal)
                {
                    ["甲"] = "外乡镇的一个人", ["乙"] = "见县局名单",
                },
            };
        }

        if (row.Code != ExceptionCode.AccountShared) return row;
        ExceptionRow[] holders = [.. all.Where(r => r.Code == row.Code
            && r.Arguments["账户尾号"] == row.Arguments["账户尾号"] && r.Arguments["名单"] == row.Arguments["名单"])];
        ExceptionRow[] own = [.. holders.Where(r => of.Township(r.Township) == township)];
        if (own.Length == holders.Length) return row;
        var arguments = new Dictionary<string, string>(row.Arguments, StringComparer.Ordinal)
        {
            ["名单"] = $"{string.Join('、', own.Select(r => r.Name))}，另{holders.Length - own.Length}人在外乡镇",
        };
        if (arguments.ContainsKey("名单2"))
        {
            var strangers = own.Where(r => r.Severity == Severity.Block).Select(r => r.Name).ToArray();
            arguments["名单2"] = strangers.Length == 0 ? "外乡镇的人" : string.Join('、', strangers) + "等";
        }

        return row with { Arguments = arguments };
    }

    private static void Write(
        string stem, PaperRun of, List<ExceptionRow> rows, string title, bool withPhones,
        List<ExceptionRow>? rejected = null)
    {
        using var files = PaperFiles.Create(stem, Paper, of.Head);
        PaperColumn[] phones = withPhones ? [Columns.Code("联系电话", 14)] : [];
        foreach (var severity in new[] { Severity.Block, Severity.Warn })
        {
            PaperColumn[] columns =
            [
                Columns.Number, Columns.Text("事项", 18) with { SheetOnly = true }, Columns.Name,
                Columns.Code("身份证号", 23), .. phones,
                Columns.Text("类别", 16) with { SheetOnly = true }, Columns.Code("月份", 8) with { SheetOnly = true },
                Columns.Money("金额（元）", 11), Columns.Money("暂缓（元）", 11), Columns.Text("情况", 72),
                Columns.Text("下一步", 46) with { SheetOnly = true }, Columns.Text("办理人", 10), Columns.Code("期限", 12),
                Columns.Code("编号", 26) with { SheetOnly = true },
            ];
            var label = severity == Severity.Block ? "拦付（钱先不发，办妥后自动补发）" : "提示（照发，要有人看）";
            files.Begin(new PaperTable(
                $"{title}　{label}", [.. columns], Sheet: severity.Label()));
            WriteRows(files, [.. rows.Where(r => r.Severity == severity)], withPhones);
        }

        if (rejected is { Count: > 0 }) WriteRejected(files, rejected);
        files.Finish();
    }

    private static string NextStep(ExceptionRow row) => ExceptionSentence.RenderNextStep(row.Code, row.Arguments);

    private static void WriteRejected(PaperFiles files, List<ExceptionRow> rows)
    {
        files.Begin(new PaperTable("导入时退回、到测算时还没有进来的行（里面的人和变动不在本批里）", [
            Columns.Number, Columns.Code("编号", 8), Columns.Name, Columns.Code("身份证号", 23), Columns.Text("情况", 60),
            Columns.Text("下一步", 46), Columns.Code("期限", 12),
        ], Sheet: "退回"));
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            files.Row(
                Cell.Count(i + 1), row.Id, row.Name, row.IdNumber, ExceptionSentence.Render(row.Code, row.Arguments),
                ExceptionSentence.RenderNextStep(row.Code, row.Arguments), row.DueOn);
        }

        files.Total("", "", $"合计{rows.Count}行", "", "", "", "");
    }

    private static void WriteRows(PaperFiles files, ExceptionRow[] rows, bool withPhones)
    {
        rows = [.. rows.OrderBy(r => r.Code.Code, StringComparer.Ordinal).ThenBy(NextStep, StringComparer.Ordinal)];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            var next = NextStep(row);
            if (i == 0 || rows[i - 1].Code != row.Code || NextStep(rows[i - 1]) != next)
                files.Group(Meanings.Of(row.Code), $"下一步：{next}");
            Cell[] phone = withPhones ? [row.Phone] : [];
            files.Row([
                Cell.Count(i + 1), Meanings.Of(row.Code), row.Name, row.IdNumber, .. phone, row.Category, row.Month,
                row.Fen is { } fen ? Cell.Money(fen) : default, row.HeldFen is { } held ? Cell.Money(held) : default,
                ExceptionSentence.Render(row.Code, row.Arguments), next, row.Owner, row.DueOn, row.Id,
            ]);
        }

        Cell[] no = withPhones ? [""] : [];
        files.Total([
            "", "", $"合计{rows.Length}件", "", .. no, "", "", default, Cell.Money(rows.Sum(r => r.HeldFen ?? 0)), "",
            "", "", "", "",
        ]);
    }
}
