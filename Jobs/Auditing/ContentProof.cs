using System.Data;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Auditing;

/// <summary>
/// 明细: of every signed run rows and lines as they lie give the content root that was signed, and the totals. Where they
/// do not, the run is worked out again from what it knew, and the lines that differ are named.
/// </summary>
internal sealed class ContentProof : IProof
{
    public string Name => "明细与内容根";

    public async Task Prove(AuditGround ground, Findings findings, CancellationToken stop)
    {
        var (rows, fen, lines) = (0L, 0L, 0L);
        var components = await ComponentStore.Labels(ground.Connection, stop);
        foreach (var run in await PayoutStore.All(ground.Connection, stop))
        {
            if (run.ContentRoot is null || run.ApprovedBy is null) continue;
            rows += run.RowCount ?? 0;
            fen += run.SumFen ?? 0;
            var (same, count) = await Totals(ground.Connection, run, findings, stop);
            lines += count;
            if ((!await Root(ground, run, components, findings, stop) || !same) && run.AdoptedAct is null)
                await Differing(ground, run, components, findings, stop);
        }

        await Strays(ground.Connection, findings, stop);
        findings.Proved.Add(new Proved("各批银行行与签过字的内容根一致", rows, fen, $"{lines}条明细"));
    }

    private static async Task<bool> Root(
        AuditGround ground, PayoutRun run, Dictionary<short, string> components, Findings findings,
        CancellationToken stop)
    {
        using var root = new ContentRoot();
        try
        {
            await foreach (var row in RunRows.Read(ground.Source, run, stop)) root.Add(row, components);
        }
        catch (InvalidOperationException)
        {
            findings.Add(new Break("明细", "人员", "都是本批知道的人", "有本批不知道的人的明细", run.Name));
            return false;
        }

        var (count, fen, hash) = (root.Count, root.SumFen, root.Finish());
        findings.Compare(new Break("明细", "笔数、金额", $"{run.RowCount}笔 {Money.Spoken(run.SumFen ?? 0)}",
            $"{count}笔 {Money.Spoken(fen)}", run.Name));
        findings.Compare(new Break("明细", "内容根", run.ContentRoot!, hash, run.Name));
        return hash == run.ContentRoot;
    }

    private static async Task<(bool Same, long Lines)> Totals(
        NpgsqlConnection connection, PayoutRun run, Findings findings, CancellationToken stop)
    {
        var (lines, fen, held) = (await connection.Rows("""
            select count(*), coalesce(sum(fen), 0)::bigint,
                (select coalesce(sum(fen), 0)::bigint from held_amount where run_id = $1)
            from payment_line where run_id = $1
            """, r => (r.GetInt64(0), r.GetInt64(1), r.GetInt64(2)), stop, run.Id))[0];
        var (expected, found) = (
            $"{run.LineCount}条 {Money.Spoken(run.SumFen ?? 0)}，暂缓{Money.Spoken(run.HeldFen ?? 0)}",
            $"{lines}条 {Money.Spoken(fen)}，暂缓{Money.Spoken(held)}");
        findings.Compare(new Break("明细", "条数、合计", expected, found, run.Name));
        return (expected == found, lines);
    }

    /// <summary>Lines of no run.</summary>
    private static async Task Strays(NpgsqlConnection connection, Findings findings, CancellationToken stop)
    {
        foreach (var (run, count, fen) in await connection.Rows("""
            select run_id, count(*), sum(fen)::bigint from payment_line l
            where not exists (select from payout_run r where r.run_id = l.run_id) group by run_id order by run_id
            """, r => (r.GetInt32(0), r.GetInt64(1), r.GetInt64(2)), stop))
            findings.Add(new Break("明细", $"第{run}号批次的明细", "有这个批次", $"没有批次，{count}条 {Money.Spoken(fen)}"));
    }

    /// <summary>Which lines: those that the run, worked out again from what it knew, has otherwise.</summary>
    private static async Task Differing(
        AuditGround ground, PayoutRun run, Dictionary<short, string> components, Findings findings,
        CancellationToken stop)
    {
        await using var connection = await ground.Source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        foreach (var line in await ReplayJob.Differing(connection, run, stop))
        {
            var position = $"{Category.Of(line.Category).Label}{components.GetValueOrDefault(line.Component)}"
                + (line.IsHeld ? "（暂缓）" : "");
            findings.Add(new Break("明细", position, Spoken(line.Again), Spoken(line.Stored), run.Name,
                Findings.Tail(line.IdNumber), line.Month.ToString()));
        }
    }

    private static string Spoken(long? fen) => fen is { } of ? Money.Spoken(of) : "没有";
}
