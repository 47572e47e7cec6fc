using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>What is the same for every person of a run: standards, banks, the run it starts from, reaches.</summary>
internal sealed class RunFrame
{
    private readonly Dictionary<short, PayMonth> reachOfCategory = [];
    private readonly List<(short A, short B, PayMonth From)> reachOfPairs = [];
    private readonly Dictionary<short, PayMonth> reachOfDead = [];
    private PayMonth? reachOfNursing;

    private RunFrame(PayoutRun run, PayoutRun? basis, PayoutRun? lastRegular, PayMonth first)
    {
        Run = run;
        Basis = basis;
        LastRegular = lastRegular;
        First = first;
    }

    public PayoutRun Run { get; }

    public PayoutRun? Basis { get; }

    public PayoutRun? LastRegular { get; }

    /// <summary>The setting first-month.</summary>
    public PayMonth First { get; }

    public required StandardTable Standards { get; init; }

    public required Parameters Parameters { get; init; }

    public required PayingBanks Banks { get; init; }

    public required HashSet<int> CountingRuns { get; init; }

    /// <summary>What was sent for the last month: its regular run and the supplementary ones after it.</summary>
    public required int[] LastMonthRuns { get; init; }

    /// <summary>Whom a partial run is for, in order; null: everybody.</summary>
    public required int[]? People { get; init; }

    public RunTables Tables { get; init; } = RunTables.Stored;

    public required bool HasHistory { get; init; }

    /// <summary>Somebody's claim was decided about, or money came back.</summary>
    public required bool HasRecoveries { get; init; }

    public required long RoundingLimit { get; init; }

    /// <summary>每月抵扣上限, in percent, as the run knew it.</summary>
    public required string RecoveryCap { get; init; }

    /// <summary>Whom something else than card and bank bars.</summary>
    public required RunBars Bars { get; init; }

    /// <summary>单人补发提醒 (arrears-review-yuan): from this many fen on somebody looks at it.</summary>
    public required long ArrearsReviewFen { get; init; }

    /// <summary>Names of one-off batches, where the run is of one.</summary>
    public required Dictionary<short, string> Batches { get; init; }

    /// <summary>How 行政区划代码 of ours begin; null where nobody has one that names a township.</summary>
    public required string? RegionPrefix { get; init; }

    public static async Task<RunFrame> Read(NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        await Read(connection, run, run.IsPartial ? await RunPeople.Of(connection, run.Id, stop) : null,
            RunTables.Stored, stop);

    /// <summary>For one worker more: what nobody changes any more is shared.</summary>
    public Task<RunFrame> Another(NpgsqlConnection connection, CancellationToken stop) =>
        Read(connection, Run, People, Tables, stop, Bars);

    /// <param name="run">Stored, or only planned.</param>
    /// <param name="bars">Null: to be read.</param>
    /// <param name="replays">A run of the past: what was approved and cancelled since does not count.</param>
    public static async Task<RunFrame> Read(
        NpgsqlConnection connection, PayoutRun run, int[]? people, RunTables tables, CancellationToken stop,
        RunBars? bars = null, bool replays = false)
    {
        var basis = run.BasisRun is { } id ? await PayoutStore.ById(connection, id, stop) : null;
        // Last month is compared with for warnings only, and a replay gives none.
        var lastRegular = replays || run.Batch is not null
            ? null
            : await PayoutStore.LastApproved(connection, false, regularOnly: true, stop);
        var first = run.Batch is not null
            ? run.Month
            : PayMonth.Parse((await SettingStore.Value(connection, "first-month", stop))!);
        var frame = new RunFrame(run, basis, lastRegular, first)
        {
            People = people,
            Tables = tables,
            Standards = await StandardStore.Table(connection, run.KnownThrough, stop),
            Parameters = await ParameterStore.Read(connection, run.KnownThrough, stop),
            Banks = await PayingBankStore.InForce(connection, run.KnownThrough, run.Month, stop),
            CountingRuns = replays
                ? await PayoutStore.CountingThen(connection, run, stop)
                : [.. await connection.Rows($"""
                    select run_id from payout_run
                    where state in {PayoutStore.Counting} and batch is not distinct from $1::smallint
                    """, r => r.GetInt32(0), stop, run.Batch)],
            LastMonthRuns = lastRegular is null ? [] : [.. await connection.Rows($"""
                select run_id from payout_run
                where month = $1 and kind <> 'oneoff' and state in {PayoutStore.Counting}
                """, r => r.GetInt32(0), stop, lastRegular.Month.FirstDay)],
            HasHistory = run.Batch is null
                && await connection.Scalar<bool>("select exists (select from paid_history)", stop),
            HasRecoveries = await connection.Scalar<bool>("select exists (select from recovery_reach)", stop),
            RoundingLimit = await RoundingLimitOf(connection, stop),
            RecoveryCap = await SettingStore.Value(connection, "recovery-cap-percent", stop, run.KnownThrough) ?? "20",
            Bars = bars ?? await RunBars.Read(connection, run.KnownThrough, run.OpenedOn, first, people, stop),
            ArrearsReviewFen =
                100L * await SettingsJob.Number(connection, "arrears-review-yuan", stop, run.KnownThrough),
            RegionPrefix = await RegionPrefixOf(connection, run, stop),
            Batches = run.Batch is null ? [] : await ComponentStore.Labels(connection, stop),
        };
        await frame.ReadReach(connection, stop);
        return frame;
    }

    /// <summary>尾差上限, in fen.</summary>
    internal static async Task<long> RoundingLimitOf(NpgsqlConnection connection, CancellationToken stop) =>
        await SettingStore.Value(connection, "rounding-difference-limit", stop) is { } yuan
            && decimal.TryParse(yuan, System.Globalization.CultureInfo.InvariantCulture, out var limit)
            && Money.TryFen(limit, out var fen) ? fen : 100;

    /// <summary>
    /// Of a county "999001", of a city "9990"; "" where no authority-code says whose townships are ours.
    /// </summary>
    private static async Task<string?> RegionPrefixOf(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        if (!await connection.Scalar<bool>(
            "select exists (select from person_version where known_from <= $1 and region ~ '^[0-9]{9}')", stop,
            run.KnownThrough)) return null;
        var code = await SettingStore.Value(connection, "authority-code", stop, run.KnownThrough) ?? "000000";
        while (code.EndsWith("00", StringComparison.Ordinal)) code = code[..^2];
        return code;
    }

    private async Task ReadReach(NpgsqlConnection connection, CancellationToken stop)
    {
        foreach (var (category, with, nursing, ofDead, month) in await connection.Rows("""
            select category, with_category, nursing, is_of_dead, min(from_month) from standard_reach
            where act > $1 and act <= $2 group by category, with_category, nursing, is_of_dead
            """, r => (
                r.IsDBNull(0) ? (short)0 : r.GetInt16(0), r.IsDBNull(1) ? (short)0 : r.GetInt16(1), r.GetBoolean(2),
                r.GetBoolean(3), r.Month(4)), stop, Basis?.KnownThrough ?? 0, Run.KnownThrough))
        {
            if (nursing) reachOfNursing = month;
            else if (ofDead) reachOfDead[category] = month;
            else if (with != 0) reachOfPairs.Add((category, with, month));
            else reachOfCategory[category] = month;
        }
    }

    /// <summary>For one worker: it is filled again and again.</summary>
    public Assessment Assessment() => new(Standards, Parameters, Run.Month, First, RoundingLimit)
    {
        RecoveryCapPercent = int.Parse(RecoveryCap, System.Globalization.CultureInfo.InvariantCulture),
    };

    /// <summary>The first month to be worked out for everybody, whatever became known.</summary>
    public PayMonth FromOfEverybody => Basis is null || Run.IsFull ? First : PayMonth.Later(Basis.Month + 1, First);

    /// <summary>New standards reach further back for some: for whom, only the people themselves say.</summary>
    public bool StandardsReachBack => Basis is not null && !Run.IsFull
        && reachOfCategory.Values.Append(reachOfNursing ?? PayMonth.Max).Concat(reachOfDead.Values)
            .Concat(reachOfPairs.Select(p => p.From)).Min() <= Basis.Month;

    /// <summary>from(p): the first month to be worked out for a person (architecture, Carry-over).</summary>
    /// <param name="reach">What became known or was left open reaches back to here; null when nothing did.</param>
    public PayMonth From(FoldedPerson person, PayMonth? reach)
    {
        if (Basis is null || Run.IsFull) return First;
        var from = Basis.Month + 1;
        if (reach is { } month) from = PayMonth.Earlier(from, month);
        foreach (var identity in person.Identities)
        {
            if (reachOfCategory.TryGetValue(identity.Category, out var changed)) from = PayMonth.Earlier(from, changed);
            if (reachOfNursing is { } wage
                && Array.Exists(identity.Spans, s => s.Nursing is Nursing.Yes or Nursing.Mental))
                from = PayMonth.Earlier(from, wage);
        }

        foreach (var (a, b, changed) in reachOfPairs)
            if (Has(person, a) && Has(person, b)) from = PayMonth.Earlier(from, changed);
        if (person.DiedOn is { } died && reachOfDead.Count > 0) from = PayMonth.Earlier(from, FromOfDead(person, died));
        return PayMonth.Later(from, First);
    }

    /// <summary>丧葬补助 is owed for the month of the death alone; deaths before first-month are none of ours.</summary>
    private PayMonth FromOfDead(FoldedPerson person, DateOnly died)
    {
        var month = PayMonth.Of(died);
        var isReached = month >= First && reachOfDead.Any(r =>
            r.Value <= month && (r.Key == 0 || Has(person, r.Key)));
        return isReached ? month : PayMonth.Max;
    }

    private static bool Has(FoldedPerson person, short category) =>
        Array.Exists(person.Identities, i => i.Category == category);

    /// <summary>Some standard changed for the person since the run it starts from.</summary>
    public bool StandardsChanged(FoldedPerson person) => reachOfNursing is not null
        || Array.Exists(person.Identities, i => reachOfCategory.ContainsKey(i.Category))
        || reachOfPairs.Exists(p => Has(person, p.A) && Has(person, p.B));

    /// <summary>The bank's own limits: which bank, what it cannot take.</summary>
    public (Block Block, BankProblem? Problem) CheckBank(string? bankOfPayee, string account, string nameWritten)
    {
        if (Banks.For(bankOfPayee) is not { } bank) return (Block.BankUnknown, null);
        return bank.Profile.Check(nameWritten, account) is not { } problem
            ? (Block.None, null)
            : (problem.Code switch
            {
                "name-not-encodable" => Block.NameNotEncodable,
                "name-too-long" => Block.NameTooLong,
                _ => Block.AccountFormat,
            }, problem);
    }
}
