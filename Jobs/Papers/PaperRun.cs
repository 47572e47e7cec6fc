using Disbursement.Domain;
using Disbursement.Jobs.Export;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Npgsql;

namespace Disbursement.Jobs.Papers;

/// <summary>
/// A run as its papers see it: one snapshot of the database, the run it starts from, the month before.
/// </summary>
internal sealed class PaperRun
{
    /// <summary>A village's code has twelve digits, its township's nine.</summary>
    private const int TownshipDigits = 9;

    private PaperRun(NpgsqlConnection connection, PaperHead head)
    {
        Connection = connection;
        Head = head;
    }

    public NpgsqlConnection Connection { get; }

    public PaperHead Head { get; }

    public PayoutRun Run => Head.Run;

    /// <summary>Null: the first run; everything is new in it.</summary>
    public required PayoutRun? Basis { get; init; }

    /// <summary>The last act that was known to the run before; 0: there was none.</summary>
    public long Since => Basis?.KnownThrough ?? 0;

    public required PayMonth? LastMonth { get; init; }

    /// <summary>What was sent for the last month: its regular run and the supplementary ones after it.</summary>
    public required int[] LastMonthRuns { get; init; }

    /// <summary>Null: no regular run.</summary>
    public required RunBridge? Bridge { get; init; }

    public required IReadOnlyDictionary<short, string> Components { get; init; }

    public static async Task<PaperRun> Read(
        NpgsqlConnection connection, PayoutRun run, bool rehearsal, CancellationToken stop)
    {
        var authority = await ExportStore.Setting(connection, run, "authority-name", stop) ?? "（未设置单位名称）";
        var (lastMonth, runs) = await RunBridgeStore.LastMonth(connection, run, stop);
        return new PaperRun(connection, new PaperHead(run, authority, rehearsal))
        {
            Basis = run.BasisRun is { } id ? await PayoutStore.ById(connection, id, stop) : null,
            LastMonth = lastMonth,
            LastMonthRuns = runs,
            Bridge = await RunBridgeStore.Of(connection, run, stop),
            Components = await ComponentStore.Labels(connection, stop),
        };
    }

    /// <summary>The code of the township of a person's region.</summary>
    public static string Township(string? region) => region switch
    {
        null or "" => "（未填）",
        { Length: > TownshipDigits } => region[..TownshipDigits],
        _ => region,
    };
}
