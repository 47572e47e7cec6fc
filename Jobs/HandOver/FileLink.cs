using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Running;

namespace Disbursement.Jobs.HandOver;

/// <summary>What came of sending a file.</summary>
public enum Delivery
{
    /// <summary>The other side has all of it.</summary>
    Arrived,

    /// <summary>Nobody knows.</summary>
    InDoubt,
}

/// <summary>How a file gets to its bank.</summary>
internal interface IFileLink : IAsyncDisposable
{
    /// <summary>Looks whether the file can be sent; after it nothing but the sending itself can fail.</summary>
    /// <exception cref="Refused">It cannot, or it is there already.</exception>
    Task Prepare(BankFileRow file, CancellationToken stop);

    /// <summary>Sends it once.</summary>
    Task<Delivery> Send(BankFileRow file, CancellationToken stop);

    /// <summary>In words: "已放入 …", "请把文件交银行".</summary>
    string Said(BankFileRow file);

    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>人工: people carry it to the bank.</summary>
internal sealed class ByHand : IFileLink
{
    public Task Prepare(BankFileRow file, CancellationToken stop) => Task.CompletedTask;

    public Task<Delivery> Send(BankFileRow file, CancellationToken stop) => Task.FromResult(Delivery.Arrived);

    public string Said(BankFileRow file) => $"已登记交盘：请把 {Path.Combine(file.Folder, file.Name)} 连同控制单交{file.Bank}。";
}

/// <summary>
/// A folder from which the bank takes files: written under a name that nobody takes, on the disk, then renamed. What is
/// there already is never written over.
/// </summary>
/// <param name="folder">Where to.</param>
internal sealed class FolderLink(string folder) : IFileLink
{
    public const string Scheme = "folder:";

    public Task Prepare(BankFileRow file, CancellationToken stop)
    {
        if (!Directory.Exists(folder))
            throw new Refused($"交换目录 {folder} 不在，{file.Name}没有交盘。请检查网络盘是否连上，再试一次。");
        if (File.Exists(Target(file)))
            throw new Refused($"{Target(file)} 已经在交换目录里，没有再放。请核实是不是已经交过。");
        return Task.CompletedTask;
    }

    public async Task<Delivery> Send(BankFileRow file, CancellationToken stop)
    {
        var writing = Target(file) + ".part";
        try
        {
            File.Delete(writing);
            await using (var from = File.OpenRead(Path.Combine(file.Folder, file.Name)))
            await using (var to = PrivateFile.Create(writing))
            {
                await from.CopyToAsync(to, stop);
                to.Flush(flushToDisk: true);
            }

            // What is there is what was approved, or nobody takes it.
            if (BankFileReader.Digest(writing).Sha256 != file.Sha256) return Delivery.InDoubt;
            File.Move(writing, Target(file), overwrite: false);
            return Delivery.Arrived;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            return Delivery.InDoubt;
        }
    }

    public string Said(BankFileRow file) => $"已放入 {Target(file)}。";

    private string Target(BankFileRow file) => Path.Combine(folder, file.Name);
}
