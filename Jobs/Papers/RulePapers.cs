using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Papers;

/// <summary>放行清单: what was held in the run before and is not held any more, and by what it was let go.</summary>
internal static class ReleasesPaper
{
    public static readonly Paper Paper = new("04", "放行清单");

    public static async Task Write(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        files.Begin(new PaperTable("一、上批暂不发放、本批不再拦的", [
            Columns.Number, Columns.Name, Columns.IdNumber, Columns.Township, Columns.Text("上批原因", 20),
            Columns.Text("月份", 20), Columns.Money("上批暂缓"), Columns.Money("本批发出"), Columns.Money("本批仍暂缓"),
            Columns.Text("结果", 18),
        ], Sheet: "放行"));
        var number = 0;
        var ended = await TableStore.EndedBlocks(of, stop);
        foreach (var e in ended)
        {
            files.Row(
                Cell.Count(++number), e.Person.Name, e.Person.IdNumber, of.Township(e.Person.Region),
                Meanings.Of(ExceptionCode.Of(e.Reason.Code())), Spoken.Months(e.Months), Cell.Money(e.Fen),
                Cell.Money(e.SentFen), Cell.Money(e.HeldFen), Result(e));
        }

        files.Total(
            "", $"合计{ended.Count}项", "", "", "", "", Cell.Money(ended.Sum(e => e.Fen)),
            Cell.Money(ended.Sum(e => e.SentFen)), Cell.Money(ended.Sum(e => e.HeldFen)), "");
        await WriteReleases(files, of, stop);
        await WriteDecisions(files, of, stop);
        files.Finish();
    }

    /// <summary>放行: blocks that people ended by reason and document since the run before, and takings back.</summary>
    private static async Task WriteDecisions(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        files.Begin(new PaperTable("三、上批以来凭理由和文号放行的拦付（签字就是同意放行）", [
            Columns.Number, Columns.Text("放行什么", 20), Columns.Name, Columns.IdNumber, Columns.Text("理由", 28),
            Columns.Document, Columns.Code("放行到", 9), Columns.Sent, Columns.RecordedBy, Columns.RecordedOn,
        ], Sheet: "放行决定"));
        var number = 0;
        foreach (var d in await NewsStore.Decisions(of, stop))
        {
            files.Row(
                Cell.Count(++number),
                (d.IsWithdrawn ? "撤回：" : "") + Meanings.Of(ExceptionCode.Of(d.Code)) + d.Subject, d.Name, d.IdNumber,
                d.Reason, d.Document, d.Until?.ToString() ?? (d.IsWithdrawn ? null : "不限"),
                d.IdNumber is null ? default : Cell.Money(d.SentFen), d.Recorded.By, Cell.Date(d.Recorded.On));
        }
    }

    private static string Result(EndedBlock ended) => ended switch
    {
        { SentFen: > 0 } => "随本批发出",
        { HeldFen: not 0 } => "改因其他原因暂缓",
        _ => "不再应发，或已在别的批次发出",
    };

    private static async Task WriteReleases(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        files.Begin(new PaperTable("二、上批以来解除、撤销的暂缓", [
            Columns.Number, Columns.Name, Columns.IdNumber, Columns.Text("类别", 14), Columns.Text("类型", 10),
            Columns.Code("日期", 11), Columns.Text("内容", 20), Columns.Text("来源、原因", 18), Columns.Document, Columns.Sent,
            Columns.RecordedBy, Columns.RecordedOn,
        ], Sheet: "解除暂缓"));
        var number = 0;
        foreach (var c in await NewsStore.Releases(of, stop))
        {
            files.Row(
                Cell.Count(++number), c.Person.Name, c.Person.IdNumber,
                c.Category is { } category ? Category.Of(category).Label : null, c.Type.Label(), Cell.Date(c.On),
                c.Content, string.Join(' ', new[] { c.Source, c.Reason }.Where(t => !string.IsNullOrEmpty(t))),
                c.Document, Cell.Money(c.Person.SentFen), c.Recorded.By, Cell.Date(c.Recorded.On));
        }
    }
}

/// <summary>标准参数变更: what became another rule since the run before.</summary>
internal static class StandardsPaper
{
    public static readonly Paper Paper = new("05", "标准参数变更");

    public static async Task Write(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        files.Begin(new PaperTable(of.Basis is null ? "首批所用的全部" : "上批以来的变更", [
            Columns.Number, Columns.Text("种类", 14), Columns.Text("项目", 34), Columns.Text("值", 30),
            Columns.Text("原值", 16), Columns.Code("生效日期", 11), Columns.Text("文号", 28), Columns.RecordedBy,
            Columns.RecordedOn,
        ], Sheet: "标准参数"));
        var number = 0;
        foreach (var rows in new[]
        {
            await TableStore.Rates(of, stop), await TableStore.Wages(of, stop),
            await ParameterNews.Read(of, stop), await TableStore.Settings(of, stop), await TableStore.Banks(of, stop),
            await TableStore.Days(of, stop),
        })
        {
            foreach (var rule in rows)
            {
                files.Row(
                    Cell.Count(++number), rule.Kind, rule.What, rule.Value, rule.Before, rule.From, rule.Document,
                    rule.Recorded.By, Cell.Date(rule.Recorded.On));
            }
        }

        files.Finish();
    }
}

/// <summary>补发追缴明细: what is sent beside the month's own, and what was paid too much.</summary>
internal static class ArrearsPaper
{
    public static readonly Paper Paper = new("06", "补发追缴明细");

    private static readonly string[] Kinds = ["", "当月", "补发", "抵扣", "重发", "一次性", "丧葬补助"];

    public static async Task Write(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        files.Begin(new PaperTable("一、随本批发放的补发、重发、抵扣", [
            Columns.Number, Columns.Name, Columns.IdNumber, Columns.Township, Columns.Category, Columns.Text("组成", 12),
            Columns.Text("性质", 8), Columns.Text("待遇月份", 36), Columns.Money("金额（元）", 15),
        ], Sheet: "补发"));
        var (number, sum) = (0, 0L);
        await foreach (var line in TableStore.Late(of, stop))
        {
            files.Row(
                Cell.Count(++number), line.Name, line.IdNumber, of.Township(line.Region),
                Category.Of(line.Category).Label, of.Components[line.Component], Kinds[(int)line.Kind],
                Spoken.Months(line.Months), Cell.Money(line.Fen));
            sum += line.Fen;
        }

        files.Total("", $"合计{number}项", "", "", "", "", "", "", Cell.Money(sum));
        await WriteClaims(files, of, stop);
        await WriteRecoveries(files, of, stop);
        files.Finish();
    }

    /// <summary>What was decided and what came back since the run before: signing is seeing it.</summary>
    private static async Task WriteRecoveries(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        var news = await RecoveryNews.Read(of, stop);
        if (news.Count == 0) return;
        files.Begin(new PaperTable("三、上批以来的追缴决定、收回的多发款", [
            Columns.Number, Columns.Name, Columns.IdNumber, Columns.Township, Columns.Text("事项", 14),
            Columns.Text("多发月份", 24), Columns.Money("金额（元）", 13), Columns.Document, Columns.Sent, Columns.RecordedBy,
            Columns.RecordedOn,
        ], Sheet: "追缴决定"));
        var number = 0;
        foreach (var n in news)
        {
            files.Row(
                Cell.Count(++number), n.Person.Name, n.Person.IdNumber, of.Township(n.Person.Region),
                (n.IsWithdrawn ? "撤销：" : "") + n.What, Spoken.Months(n.Months), Cell.Money(n.Fen), n.Document,
                Cell.Money(n.Person.SentFen), n.Recorded.By, Cell.Date(n.Recorded.On));
        }
    }

    private static async Task WriteClaims(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        files.Begin(new PaperTable("二、以前月份多发、待追缴的（系统不自己扣款）", [
            Columns.Number, Columns.Name, Columns.IdNumber, Columns.Township, Columns.Text("多发月份", 36),
            Columns.Text("原因（文号）", 28), Columns.Money("待追缴（元）", 15), Columns.Money("其中本批新列（元）", 15),
        ], Sheet: "追缴"));
        var claims = await TableStore.Claims(of, stop);
        for (var i = 0; i < claims.Count; i++)
        {
            var c = claims[i];
            files.Row(
                Cell.Count(i + 1), c.Name, c.IdNumber, of.Township(c.Region), Spoken.Months(c.Months), c.Why,
                Cell.Money(c.Fen), Cell.Money(c.NewFen));
        }

        files.Total(
            "", $"合计{claims.Count}人", "", "", "", "", Cell.Money(claims.Sum(c => c.Fen)),
            Cell.Money(claims.Sum(c => c.NewFen)));
    }
}
