using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Jobs.Export;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Papers;

/// <summary>
/// A run as its papers see it: one snapshot of the database, the run it starts from, the month before.
/// </summary>
internal sealed class PaperRun
{
    /// <summary>A village's code has twelve digits, its township's nine.</summary>
    private const int TownshipDigits = 9;

    private PaperRun(NpgsqlConnection connection, RunHead head)
    {
        Connection = connection;
        Head = head;
    }

    public NpgsqlConnection Connection { get; }

    public RunHead Head { get; }

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

    /// <summary>Names by code, as stations gave them with their reports.</summary>
    private readonly Dictionary<string, string> townships = new(StringComparer.Ordinal);

    public static async Task<PaperRun> Read(
        NpgsqlConnection connection, PayoutRun run, bool rehearsal, CancellationToken stop)
    {
        var authority = await ExportStore.Setting(connection, run, "authority-name", stop) ?? "（未设置单位名称）";
        var (lastMonth, runs) = await RunBridgeStore.LastMonth(connection, run, stop);
        var of = new PaperRun(connection, new RunHead(run, authority, rehearsal))
        {
            Basis = run.BasisRun is { } id ? await PayoutStore.ById(connection, id, stop) : null,
            LastMonth = lastMonth,
            LastMonthRuns = runs,
            Bridge = await RunBridgeStore.Of(connection, run, stop),
            Components = await ComponentStore.Labels(connection, stop),
        };
        foreach (var (region, name) in await connection.Rows("""
            select distinct on (region) region, township from station_report
            where act <= $1 and township is not null order by region, act desc
            """, r => (r.GetString(0), r.GetString(1)), stop, run.KnownThrough)) of.townships.Add(region, name);
        return of;
    }

    /// <summary>用途 as papers name it: of a one-off batch, its name.</summary>
    public string Label(Purpose purpose) => purpose.IsOfBatch() ? Components[(short)purpose] : purpose.Label();

    /// <summary>The township of a person's region: its code, and its name where a station gave one.</summary>
    public string Township(string? region)
    {
        if (string.IsNullOrEmpty(region)) return "（未填）";
        var code = region.Length > TownshipDigits ? region[..TownshipDigits] : region;
        return townships.TryGetValue(code, out var name) ? $"{code}{name}" : code;
    }
}
