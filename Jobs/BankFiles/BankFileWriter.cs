using System.Collections.Immutable;

namespace Disbursement.Jobs.BankFiles;

/// <summary>Writes the files of all paying banks in one pass over the bank rows, and reads them back.</summary>
public static class BankFileWriter
{
    private const string WritingFolder = ".bank.writing";

    /// <summary>
    /// Writes every file and the manifest into a folder beside <c>bank/</c>, on the disk when this returns, each read
    /// back and equal to what was meant. Nothing is in place until <see cref="StagedBankFiles.Publish"/>.
    /// </summary>
    /// <param name="folder">DIR/RUN. The caller holds the run: two exports of one run do not go on at once.</param>
    /// <param name="transmission">What is being sent.</param>
    /// <param name="banks">The paying banks in force as the run knew them.</param>
    /// <param name="rows">Bank rows in order of identity number, read once. It may throw (a wrong content root): then
    /// nothing is left.</param>
    /// <param name="stop">Stops between two rows; then nothing is left.</param>
    /// <exception cref="BankFileRefused">The rows, their totals or a written file are not right.</exception>
    public static async Task<StagedBankFiles> Stage(
        string folder, Transmission transmission, PayingBanks banks, IAsyncEnumerable<BankRow> rows,
        CancellationToken stop)
    {
        var writing = Path.Combine(folder, WritingFolder);
        Directory.CreateDirectory(folder);
        if (Directory.Exists(writing)) Directory.Delete(writing, recursive: true);
        PrivateFile.CreateFolder(writing);
        try
        {
            var readBack = new ReadBack(writing, transmission);
            var parts = await Write(writing, transmission, banks, rows, readBack, stop);
            var manifest = readBack.Tie(parts);
            WriteManifest(writing, manifest);
            return new StagedBankFiles(folder, writing, transmission, manifest, parts);
        }
        catch
        {
            Directory.Delete(writing, recursive: true);
            throw;
        }
    }

    private static async Task<ImmutableArray<BankFilePart>> Write(
        string writing, Transmission transmission, PayingBanks banks, IAsyncEnumerable<BankRow> rows,
        ReadBack readBack, CancellationToken stop)
    {
        var parts = new List<BankFilePart>();
        var open = new Dictionary<string, BankFilePart>();
        var lastId = "";
        try
        {
            await foreach (var row in rows.WithCancellation(stop))
            {
                lastId = InOrder(lastId, row.IdNumber);
                var bank = banks.For(row.Bank) ?? throw new BankFileRefused(
                    $"行号{transmission.RowIdOf(row.PersonId)}的开户行没有对应到代发银行。请补代发银行表，或撤下该人。");
                if (!open.TryGetValue(bank.Name, out var part) || part.IsFull)
                {
                    if (part is not null) End(part);
                    var ordinal = banks.Names.IndexOf(bank.Name) + 1;
                    open[bank.Name] = part = new(writing, transmission, bank, ordinal, (part?.Number ?? 0) + 1);
                    parts.Add(part);
                }

                if (part.Take(row)) part.Add(row, bank);
            }

            foreach (var part in open.Values) End(part);
        }
        finally
        {
            await readBack.Ended();
            foreach (var part in parts) part.Dispose();
        }

        return [.. parts.OrderBy(p => banks.Names.IndexOf(p.Bank.Name)).ThenBy(p => p.Number)];

        void End(BankFilePart part)
        {
            if (part.Count > 0) readBack.Add(part);
            else parts.Remove(Discarded(part, writing));
        }
    }

    /// <summary>The order decides the bytes, and the bytes must be the same for ever.</summary>
    private static string InOrder(string before, string idNumber) => string.CompareOrdinal(idNumber, before) > 0
        ? idNumber
        : throw new InvalidOperationException("Bank rows come once per person, by identity number.");

    /// <summary>Where all rows are struck out there is no file.</summary>
    private static BankFilePart Discarded(BankFilePart part, string writing)
    {
        part.Dispose();
        File.Delete(Path.Combine(writing, part.FileName));
        return part;
    }

    private static void WriteManifest(string writing, Manifest manifest)
    {
        using var stream = PrivateFile.Create(Path.Combine(writing, Manifest.FileName));
        stream.Write(manifest.Write());
        stream.Flush(flushToDisk: true);
    }
}
