using System.Globalization;
using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>A file of a run, as the books have it.</summary>
internal sealed record BookedFile(
    string Name, string Bank, short BankOrdinal, string Profile, short Part, short Transmission, string MessageId,
    string FirstIdNumber, string LastIdNumber, long Count, long SumFen, long Bytes, string Sha256, string State);

/// <summary>A row that was struck out.</summary>
internal sealed record BookedStrike(int Person, long Fen, string ReachMonth);

/// <summary>The first line of the books: the run as it was signed, its files, what was struck out.</summary>
internal sealed record BookedRun(
    int RunId, string Name, string Kind, string Month, short Attempt, bool IsPartial, string OpenedOn,
    string ContentRoot, long Rows, long SumFen, string SubmittedBy, string? SubmittedFor, string CheckedBy,
    string? CheckedFor, string ApprovedBy, string? ApprovedFor, string ApprovedAt, string ApprovedOn,
    string ExportedBy, string? ExportedFor, BookedFile[] Files, BookedStrike[] Struck, BookedComponent[] Components,
    short? Batch)
{
    /// <summary>By which standards its lines are; null in books of before.</summary>
    public BookedStandard[]? Standards { get; init; }

    /// <summary>What its approval reserved; null where there was no ledger of funds.</summary>
    public BookedFund[]? Funds { get; init; }
}

/// <summary>Lines that are alike, and their standard.</summary>
internal sealed record BookedStandard(short Category, short Component, string Month, long Fen, int Standard);

/// <summary>What was reserved of a fund.</summary>
internal sealed record BookedFund(short Year, short Source, short Purpose, long Fen);

/// <summary>A component with a name of its own, by the number that lines carry.</summary>
internal sealed record BookedComponent(short Number, string Label);

/// <summary>A line of a booked row: category, component, month, kind, fen.</summary>
internal sealed record BookedLine(short Category, short Component, string Month, short Kind, long Fen);

/// <summary>A bank row of the run with its lines; <paramref name="Texts"/> as cards have them, base 64.</summary>
internal sealed record BookedRow(int Person, string IdNumber, string Texts, BookedLine[] Lines);

/// <summary>
/// 账页: all that a run sends, position by position, written beside the journal before the first byte leaves. After a
/// restore of an older backup the run is taken back into the books from them, and its content root proves them. A line
/// of JSON each; the file is named by its SHA-256.
/// </summary>
/// <param name="folders">Where they are kept: in the home, and beside the files.</param>
public sealed class HandOverBooks(params string[] folders)
{
    public const string FolderName = "books";

    private const string Ending = ".jsonl";

    /// <summary>Components from here on have names that a county gave them.</summary>
    private const short FirstOwn = 100;

    private static readonly JsonSerializerOptions Written = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    // What a run sends does not change from file to file, unless rows were struck out in between.
    private (string Head, string Hash)? written;

    /// <returns>Its SHA-256; null where it could not be written, and nothing may leave.</returns>
    internal async Task<string?> TryWrite(NpgsqlDataSource source, PayoutRun run, CancellationToken stop)
    {
        string head;
        await using (var connection = await source.OpenConnectionAsync(stop))
            head = JsonSerializer.Serialize(await Head(connection, run, stop), Written);
        if (written is { } before && before.Head == head && Find(before.Hash) is not null) return before.Hash;
        if (await TryWrite(source, run, head, stop) is not { } hash) return null;
        written = (head, hash);
        return hash;
    }

    private async Task<string?> TryWrite(NpgsqlDataSource source, PayoutRun run, string head, CancellationToken stop)
    {
        try
        {
            foreach (var folder in folders) PrivateFile.CreateFolder(folder);
            var writing = Path.Combine(folders[0], $".{Guid.NewGuid():N}");
            await using (var stream = PrivateFile.Create(writing))
            {
                await Write(source, run, head, stream, stop);
                stream.Flush(flushToDisk: true);
            }

            var (_, hash, _) = BankFileReader.Digest(writing);
            foreach (var folder in folders.Skip(1).Where(f => !File.Exists(Of(f, hash))))
                Copy(writing, Of(folder, hash));
            File.Move(writing, Of(folders[0], hash), overwrite: true);
            return hash;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Where the books of that hash lie, whole; null: nowhere.</summary>
    internal string? Find(string hash) => folders.Select(f => Of(f, hash))
        .FirstOrDefault(path => File.Exists(path) && BankFileReader.Digest(path).Sha256 == hash);

    internal static BookedRun ReadHead(StreamReader books) => Line<BookedRun>(books.ReadLine());

    internal static IEnumerable<BookedRow> ReadRows(StreamReader books)
    {
        while (books.ReadLine() is { } line) yield return Line<BookedRow>(line);
    }

    private static T Line<T>(string? line) => JsonSerializer.Deserialize<T>(line ?? "", Written)
        ?? throw new InvalidDataException("The books are cut short.");

    private static string Of(string folder, string hash) => Path.Combine(folder, hash + Ending);

    private static void Copy(string from, string to)
    {
        var writing = $"{to}.writing";
        File.Delete(writing);
        using (var reading = File.OpenRead(from))
        using (var stream = PrivateFile.Create(writing))
        {
            reading.CopyTo(stream);
            stream.Flush(flushToDisk: true);
        }

        File.Move(writing, to, overwrite: true);
    }

    private static async Task Write(
        NpgsqlDataSource source, PayoutRun run, string head, Stream stream, CancellationToken stop)
    {
        await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(head), stop);
        await foreach (var row in RunRows.Read(source, run, stop))
        {
            stream.WriteByte((byte)'\n');
            JsonSerializer.Serialize(stream, new BookedRow(
                row.PersonId, System.Text.Encoding.UTF8.GetString(row.IdNumber), Convert.ToBase64String(row.Texts),
                [.. row.Lines.Select(l => new BookedLine(
                    l.Category, l.Component, l.Month.ToString(), (short)l.Kind, l.Fen))]), Written);
        }
    }

    private static async Task<BookedRun> Head(NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        var files = await FileStore.All(connection, run.Id, stop);
        var struck = (await ResultStore.OfRun(connection, run.Id, stop)).Values
            .Where(r => r.Outcome == Outcome.StruckOut);
        return new BookedRun(
            run.Id, run.Name, run.Kind, run.Month.ToString(), run.Attempt, run.IsPartial, Day(run.OpenedOn),
            run.ContentRoot!, run.RowCount!.Value, run.SumFen!.Value, run.SubmittedBy!, run.SubmittedFor,
            run.CheckedBy!, run.CheckedFor, run.ApprovedBy!, run.ApprovedFor,
            run.ApprovedAt!.Value.ToString("O", CultureInfo.InvariantCulture), Day(run.ApprovedOn!.Value),
            run.ExportedBy!, run.ExportedFor,
            [.. files.Select(f => new BookedFile(
                f.Name, f.Bank, f.BankOrdinal, f.Profile, f.Part, f.Transmission, f.MessageId, f.FirstIdNumber,
                f.LastIdNumber, f.Count, f.SumFen, f.Bytes, f.Sha256,
                // How far a file is changes from file to file, and the books shall stay the same for all.
                (f.IsLive ? FileState.Exported : f.State).Code()))],
            [.. struck.OrderBy(s => s.PersonId).Select(s => new BookedStrike(
                s.PersonId, s.RowFen, s.ReachMonth.ToString()))],
            [.. (await ComponentStore.Labels(connection, stop)).Where(c => c.Key >= FirstOwn).OrderBy(c => c.Key)
                .Select(c => new BookedComponent(c.Key, c.Value))], run.Batch)
        {
            Standards = await AdoptedFunds.StandardsOf(connection, run, stop),
            Funds = await AdoptedFunds.Reserved(connection, run, stop),
        };
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
