using System.Collections.Immutable;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Npgsql;

namespace Disbursement.Jobs.Export;

/// <summary>
/// Which transmission each file of a run is: one more where the bank rejected it whole, or where rows were struck out
/// since it was written. What left the house keeps its number and its bytes.
/// </summary>
internal sealed class ExportedFiles
{
    private readonly List<BankFileRow> known;
    private readonly List<StruckRow> struck;
    private readonly PayingBanks banks;

    private ExportedFiles(List<BankFileRow> known, List<StruckRow> struck, PayingBanks banks)
    {
        this.known = known;
        this.struck = struck;
        this.banks = banks;
        Numbers = known.GroupBy(f => (f.Bank, (int)f.Part)).ToDictionary(g => g.Key, NumberOf);
    }

    public IReadOnlyDictionary<(string Bank, int Part), int> Numbers { get; }

    public IReadOnlySet<int> Struck => struck.Select(s => s.PersonId).ToHashSet();

    public long StruckFen => struck.Sum(s => s.Fen);

    public static async Task<ExportedFiles> Read(
        NpgsqlConnection connection, PayoutRun run, PayingBanks banks, CancellationToken stop) => new(
            await FileStore.All(connection, run.Id, stop), await ResultStore.Struck(connection, run, stop), banks);

    /// <summary>The files that were written, as they are kept.</summary>
    public List<BankFileRow> Rows(
        PayoutRun run, ImmutableArray<BankFilePart> parts, Manifest manifest, string folder) =>
    [
        .. parts.Zip(manifest.Files, (part, file) => new BankFileRow(
            run.Id, file.Name, file.Bank, (short)part.BankOrdinal, file.Profile, (short)part.Number,
            (short)part.TransmissionNumber, part.MessageId, part.FirstIdNumber, part.LastIdNumber, file.Count,
            file.SumFen, file.Bytes, file.Sha256, struck.Select(s => s.Act).DefaultIfEmpty().Max(),
            Path.Combine(folder, StagedBankFiles.BankFolder), FileState.Exported)),
    ];

    /// <summary>Keeps what was written; of what was replaced, that it was.</summary>
    /// <returns>False: all of it was known.</returns>
    public async Task<bool> Keep(
        NpgsqlConnection connection, IReadOnlyList<BankFileRow> written, CancellationToken stop)
    {
        var changed = false;
        foreach (var old in known.Where(f => f.State == FileState.Exported && written.All(w => w.Name != f.Name)))
        {
            await FileStore.Move(connection, old, FileState.Replaced, "", stop);
            changed = true;
        }

        foreach (var file in written)
        {
            if (known.Find(f => f.Name == file.Name) is not { } same) await FileStore.Add(connection, file, stop);
            else if (same.State == FileState.Exported && same.Folder != file.Folder)
                await FileStore.Place(connection, same, file.Folder, stop);
            else continue;
            changed = true;
        }

        return changed;
    }

    private int NumberOf(IEnumerable<BankFileRow> transmissions)
    {
        var last = transmissions.MaxBy(f => f.Transmission)!;
        var isOver = last.State == FileState.Rejected || (last.State == FileState.Exported && struck.Exists(s =>
            s.Act > last.StruckThrough && last.Holds(banks.For(s.Bank)?.Name, s.IdNumber)));
        return last.Transmission + (isOver ? 1 : 0);
    }
}
