using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;

namespace Disbursement.Host.Commands;

/// <summary>How many cases a run has, how to see them, and what keeps the whole run from going on.</summary>
/// <param name="Block">Cases that hold money.</param>
/// <param name="Warn">Cases that only say something.</param>
/// <param name="Rejected">Rows of files that have not come in; they belong to no run.</param>
/// <param name="WholeRun">Sentences of the cases that hold the whole run.</param>
internal sealed record CaseCount(string Run, long Block, long Warn, long Rejected, string[] WholeRun)
{
    public static async Task<CaseCount> Of(Session session, PayoutRun run, CancellationToken stop)
    {
        var reasons = await new MonthReport(session.Source).Reasons(run.Name, stop);
        var missing = reasons.Any(r => r.Code == ExceptionCode.RateMissing)
            ? await new ExceptionReport(session.Source).Rows(run.Name, ExceptionCode.RateMissing.Code, stop)
            : [];
        var unknown = reasons.Any(r => r.Code == ExceptionCode.CalendarMissing)
            ? await new ExceptionReport(session.Source).Rows(run.Name, ExceptionCode.CalendarMissing.Code, stop)
            : [];
        return new CaseCount(
            run.Name, reasons.Where(r => r.Severity == Severity.Block).Sum(r => r.Cases),
            reasons.Where(r => r.Severity == Severity.Warn).Sum(r => r.Cases),
            await new ExceptionReport(session.Source).RejectedRows(stop),
            [.. missing.Where(m => m.IdNumber is null).Select(m =>
                $"不能往下走：{m.Category}整个类别没有任何标准，一个人也发不了。{ExceptionSentence.Render(m.Code, m.Arguments)}"),
            .. unknown.Select(u => $"不能往下走：{ExceptionSentence.Render(u.Code, u.Arguments)}"
                + ExceptionSentence.RenderNextStep(u.Code, u.Arguments))]);
    }

    /// <summary>In lines of their own.</summary>
    public string Said() => string.Concat(WholeRun.Select(w => w + "\n"))
        + (Block + Warn == 0
            ? "没有异常。\n"
            : $"异常{Block + Warn}件：拦付{Block}件，提示{Warn}件。看名单：./disburse exceptions list {Run}\n")
        + (Rejected == 0
            ? ""
            : $"另有{Rejected}行导入时退回、还没有进来，也在名单里（import-rejected）：里面的人和变动这一批都没有算。\n");
}
