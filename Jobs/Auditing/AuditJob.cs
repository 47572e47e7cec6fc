using System.Data;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Auditing;

/// <summary>What an audit found: nothing broken, or what, by name.</summary>
/// <param name="BreakCount">All of them; of very many only the first are in the list.</param>
public sealed record AuditResult(IReadOnlyList<Proved> Proved, IReadOnlyList<Break> Breaks, long BreakCount)
{
    public bool Holds => BreakCount == 0;

    public string Said => string.Join('\n', Proved.Select(p => "  " + p.Said)) + (Holds
        ? "\n核查完毕，全部对得上。"
        : $"\n核查发现{BreakCount}处对不上：\n" + string.Join('\n', Breaks.Select(b => "  " + b.Said))
            + (BreakCount > Breaks.Count ? $"\n  ……还有{BreakCount - Breaks.Count}处" : "")
            + "\n存的数据可能被改动过。请停止办理发放，保留现场，报分管局长和审计核查。");
}

/// <summary>One thing that is proved, by a path of its own.</summary>
internal interface IProof
{
    /// <summary>As progress shows it.</summary>
    string Name { get; }

    Task Prove(AuditGround ground, Findings findings, CancellationToken stop);
}

/// <summary>What all proofs stand on: one snapshot of the database, and what lies outside it.</summary>
/// <param name="Source">For streams of what nobody changes any more.</param>
/// <param name="Journal">As it was before the snapshot: all it says, the snapshot knows.</param>
internal sealed record AuditGround(
    NpgsqlConnection Connection, NpgsqlDataSource Source, IReadOnlyList<JournalEntry> Journal,
    IReadOnlyList<ChainHead> Heads);

/// <summary>
/// 审计核查: proves that what is stored holds together, each thing by a path of its own, and names the row that breaks.
/// It changes nothing but the audit itself; heads of chains that hold are noted in the journal, outside the database.
/// </summary>
public sealed class AuditJob(NpgsqlDataSource source, HandOverJournal journal)
{
    /// <summary>A new thing to be proved is a line here.</summary>
    private static readonly IProof[] Proofs =
    [
        new ChainProof(), new ActProof(), new RunProof(), new FileProof(), new ContentProof(), new ResultProof(),
        new CacheProof(), new OwedProof(), new BatchProof(), new RecoveryProof(), new FundProof(),
    ];

    public async Task<AuditResult> Check(
        Performer performer, IProgress<PayoutProgress>? progress, CancellationToken stop)
    {
        await Audit.Record(source, performer, "audit-check", new { begins = true }, stop);
        var findings = new Findings();
        await Prove(findings, progress, stop);
        var result = new AuditResult(findings.Proved, findings.Breaks, findings.BreakCount);
        await Audit.Record(source, performer, "audit-check", new
        {
            breaks = result.BreakCount, proofs = result.Proved.Select(p => new { p.Proof, p.Count, p.Fen }),
        }, stop);
        if (result.Holds) await NoteHeads(performer, stop);
        return result;
    }

    private async Task Prove(Findings findings, IProgress<PayoutProgress>? progress, CancellationToken stop)
    {
        var (entries, heads) = (journal.Read(), journal.Heads());
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        await connection.Execute("set transaction read only", stop);
        var ground = new AuditGround(connection, source, entries, heads);
        for (var i = 0; i < Proofs.Length; i++)
        {
            progress?.Report(new PayoutProgress(Proofs[i].Name, i, Proofs.Length));
            await Prove(Proofs[i], ground, findings, stop);
        }

        progress?.Report(new PayoutProgress("核查完毕", Proofs.Length, Proofs.Length));
    }

    /// <summary>What was tampered with may be such that nothing can be worked out from it.</summary>
    private static async Task Prove(IProof proof, AuditGround ground, Findings findings, CancellationToken stop)
    {
        try
        {
            await proof.Prove(ground, findings, stop);
        }
        catch (Exception fault) when (fault is InvalidOperationException or ArgumentException or KeyNotFoundException
            or IndexOutOfRangeException or InvalidCastException or FormatException or IOException)
        {
            findings.Add(new Break(proof.Name, "核查", "算得出结果", $"算不下去：{fault.Message}"));
        }
    }

    private async Task NoteHeads(Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        journal.TryNote(await ChainHead.New(connection, journal.Heads(), stop), performer);
    }
}
