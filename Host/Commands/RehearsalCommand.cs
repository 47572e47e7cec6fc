using System.CommandLine;
using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>payout run --rehearse: what a run would come to.</summary>
internal static class RehearsalCommand
{
    public static async Task<int> Rehearse(
        CommandShell shell, ParseResult parsed, Session session, Performer performer, PayoutOrder order,
        string? directory, CancellationToken stop)
    {
        var rehearsal = await TerminalProgress.Of(shell, parsed, progress =>
            new RehearsalJob(session.Source).Run(order, performer, directory, progress, stop));
        var run = rehearsal.Run;
        shell.Answer(parsed, false, Said(rehearsal, directory), ("rehearsed", true), ("run", run.Name),
            ("count", run.RowCount), ("sum_fen", run.SumFen), ("held_fen", run.HeldFen), ("lines", run.LineCount),
            ("claim_fen", rehearsal.ClaimFen), ("content_root", run.ContentRoot), ("partial", run.IsPartial),
            ("exceptions", rehearsal.Reasons.Select(r => new
            {
                code = r.Code.Code, severity = r.Severity.Code(), cases = r.Cases, amount_fen = r.Fen,
                held_fen = r.HeldFen,
            })));
        return CommandLine.Done;
    }

    private static string Said(Rehearsal rehearsal, string? directory)
    {
        var run = rehearsal.Run;
        var said = new StringBuilder($"试算{run.Name}")
            .Append(rehearsal.People is { } people ? $"（只算名单上的{people}人）" : "")
            .Append($"：{run.RowCount}笔，{Money.Spoken(run.SumFen ?? 0)}，明细{run.LineCount}条；")
            .Append($"暂缓{Money.Spoken(run.HeldFen ?? 0)}，多发{Money.Spoken(rehearsal.ClaimFen)}。")
            .Append($"\n内容根 {run.ContentRoot}");
        foreach (var reason in rehearsal.Reasons)
        {
            var (code, severity) = (reason.Code, reason.Severity.Label());
            said.Append($"\n  {Meanings.Of(code)}（{code.Code}，{severity}）：{reason.Cases}件");
            if (reason.HeldFen != 0) said.Append($"，暂缓{Money.Spoken(reason.HeldFen)}");
        }

        if (directory is not null) said.Append($"\n明细和异常名单在 {directory}");
        return said.Append("\n这只是试算，没有留下批次，什么都没有改。要办理，去掉 --rehearse 再执行。").ToString();
    }
}
