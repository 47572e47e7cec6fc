using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>The bank files of runs. Each move of a file is a compare-and-set, and takes the run along.</summary>
internal static class FileStore
{
    private const int LockFamily = 7_210_004;

    private const string Columns = """
        run_id, name, bank, bank_ordinal, profile, part, transmission, message_id, first_id_number, last_id_number,
        row_count, sum_fen, bytes, sha256, struck_through, folder, state, handed_over_by, handed_over_for,
        handed_over_on, receipt, answered_act, proposed_outcome, proposed_by, proposed_for, proposed_document,
        proposed_act, (select business_date from act where number = receipt_act)
        """;

    /// <summary>Whoever hands over files of a run is alone at it; ends with the connection.</summary>
    public static Task<bool> Hold(NpgsqlConnection connection, int run, CancellationToken stop) =>
        connection.Scalar<bool>("select pg_try_advisory_lock($1, $2)", stop, LockFamily, run);

    public static Task Release(NpgsqlConnection connection, int run) =>
        connection.Execute("select pg_advisory_unlock($1, $2)", CancellationToken.None, LockFamily, run);

    /// <summary>All that there ever were, in order of bank, part, transmission.</summary>
    public static Task<List<BankFileRow>> All(NpgsqlConnection connection, int run, CancellationToken stop) =>
        connection.Rows($"""
            select {Columns} from bank_file where run_id = $1 order by bank_ordinal, part, transmission
            """, Read, stop, run);

    public static async Task<List<BankFileRow>> Live(NpgsqlConnection connection, int run, CancellationToken stop) =>
        [.. (await All(connection, run, stop)).Where(f => f.IsLive)];

    public static Task Add(NpgsqlConnection connection, BankFileRow file, CancellationToken stop) =>
        connection.Execute("""
            insert into bank_file (run_id, name, bank, bank_ordinal, profile, part, transmission, message_id,
                first_id_number, last_id_number, row_count, sum_fen, bytes, sha256, struck_through, folder, state)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'exported')
            """, stop, file.RunId, file.Name, file.Bank, file.BankOrdinal, file.Profile, file.Part,
            file.Transmission, file.MessageId, file.FirstIdNumber, file.LastIdNumber, file.Count, file.SumFen,
            file.Bytes, file.Sha256, file.StruckThrough, file.Folder);

    public static Task Place(
        NpgsqlConnection connection, BankFileRow file, string folder, CancellationToken stop) => connection.Execute(
            "update bank_file set folder = $3 where run_id = $1 and name = $2 and state = 'exported'", stop,
            file.RunId, file.Name, folder);

    public static Task HandOver(Act act, BankFileRow file, Performer by, CancellationToken stop) =>
        Move(act.Connection, file, FileState.Sending, """
            handed_over_act = $5, handed_over_by = $6, handed_over_for = $7, handed_over_on = $8, handed_over_at = $9
            """, stop, act.Number, by.User, by.For, by.Today, by.Moment);

    public static Task Propose(Act act, BankFileRow file, FileProposal proposal, CancellationToken stop) =>
        Move(act.Connection, file, file.State, """
            proposed_outcome = $5, proposed_by = $6, proposed_for = $7, proposed_document = $8, proposed_act = $9
            """, stop, proposal.Outcome.Code(), proposal.By.By, proposal.By.For, proposal.Document, act.Number);

    public static Task Acknowledge(Act act, BankFileRow file, string receipt, CancellationToken stop) =>
        Move(act.Connection, file, file.State, "receipt = $5, receipt_act = $6", stop, receipt, act.Number);

    public static Task Answer(Act act, BankFileRow file, bool settles, CancellationToken stop) => Move(
        act.Connection, file, settles ? FileState.Settled : file.State, "answered_act = $5", stop,
        file.AnsweredAct ?? act.Number);

    /// <exception cref="Refused">Somebody else was first.</exception>
    public static async Task Move(
        NpgsqlConnection connection, BankFileRow file, FileState to, string also, CancellationToken stop,
        params object?[] values)
    {
        var moved = await connection.Execute($"""
            update bank_file set state = $4{(also.Length == 0 ? "" : ", " + also)}
            where run_id = $1 and name = $2 and state = $3
            """, stop, [file.RunId, file.Name, file.State.Code(), to.Code(), .. values]);
        if (moved != 1) throw new Refused($"{file.Name}刚刚被别人动过，没有做任何事。请用 ./disburse payout show 看现在的状态。");
    }

    /// <summary>The state of a run is the least advanced of its files.</summary>
    public static async Task MoveRun(NpgsqlConnection connection, int runId, CancellationToken stop)
    {
        var files = await All(connection, runId, stop);
        var live = files.Where(f => f.IsLive).ToList();
        var gone = files.FindAll(f => f.State == FileState.Rejected
            && !live.Exists(l => l.Bank == f.Bank && l.Part == f.Part));
        var run = await PayoutStore.ById(connection, runId, stop);
        List<BankFileRow> waiting = [.. live, .. await Waiting(connection, run, gone, stop)];
        if (waiting.Count == 0) return;
        var state = RunMoves.OfFiles(waiting.Select(f => f.AsRun));
        if (run.State == state || run.State == RunState.Closed) return;
        await PayoutStore.MoveOrRefuse(connection, run, state, "", stop);
    }

    /// <summary>What was rejected and has rows left for another transmission.</summary>
    private static async Task<IEnumerable<BankFileRow>> Waiting(
        NpgsqlConnection connection, PayoutRun run, List<BankFileRow> rejected, CancellationToken stop)
    {
        if (rejected.Count == 0) return [];
        var banks = await PayingBankStore.InForce(connection, run.KnownThrough, run.Month, stop);
        var struck = await ResultStore.Struck(connection, run, stop);
        return rejected.Where(f => struck.Count(s =>
            s.Act > f.StruckThrough && f.Holds(banks.For(s.Bank)?.Name, s.IdNumber)) < f.Count);
    }

    private static BankFileRow Read(NpgsqlDataReader r) => new(
        r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetInt16(3), r.GetString(4), r.GetInt16(5), r.GetInt16(6),
        r.GetString(7), r.GetString(8), r.GetString(9), r.GetInt64(10), r.GetInt64(11), r.GetInt64(12),
        r.GetString(13), r.GetInt64(14), r.GetString(15), FileWords.StateOf(r.GetString(16)))
    {
        HandedOver = r.TextOrNull(17) is { } by ? new Signed(Deed.HandOver, by, r.TextOrNull(18)) : null,
        HandedOverOn = r.DateOrNull(19),
        Receipt = r.TextOrNull(20),
        AnsweredAct = r.LongOrNull(21),
        ReceiptOn = r.DateOrNull(27),
        Proposal = FileWords.OutcomeOf(r.TextOrNull(22)) is { } outcome
            ? new FileProposal(
                outcome, new Signed(Deed.EndDoubt, r.GetString(23), r.TextOrNull(24)), r.GetString(25), r.GetInt64(26))
            : null,
    };
}
