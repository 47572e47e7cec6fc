using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Npgsql;

namespace Disbursement.Jobs.Reports;

/// <summary>How far the bank row of a person is, once a run is approved: by its result, else by its file.</summary>
internal sealed class RowStatus
{
    private readonly List<BankFileRow> files;
    private readonly Dictionary<int, RowResult> results;
    private readonly PayingBanks banks;

    private RowStatus(List<BankFileRow> files, Dictionary<int, RowResult> results, PayingBanks banks)
    {
        this.files = files;
        this.results = results;
        this.banks = banks;
    }

    /// <returns>Null: neither files nor results; its own state says all.</returns>
    public static async Task<RowStatus?> Read(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        if (run.State < RunState.Approved || run.State == RunState.Cancelled) return null;
        var files = await FileStore.Live(connection, run.Id, stop);
        var results = await ResultStore.OfRun(connection, run.Id, stop);
        return files.Count == 0 && results.Count == 0 ? null : new RowStatus(
            files, results, await PayingBankStore.InForce(connection, run.KnownThrough, run.Month, stop));
    }

    /// <summary>As lines list it; null where there is no bank row.</summary>
    public string? Of(int person, string idNumber, string? bank)
    {
        if (results.TryGetValue(person, out var result)) return result.Outcome.Code();
        var name = banks.For(bank)?.Name;
        return files.Find(f => f.Holds(name, idNumber)) is not { } file ? null
            : file.AnsweredAct is not null ? Outcome.Paid.Code()
            : file.State.Code();
    }
}
