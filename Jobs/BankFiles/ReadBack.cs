using System.Collections.Immutable;

namespace Disbursement.Jobs.BankFiles;

/// <summary>
/// Ends the files that are full and reads them back from the disk, one after the other, while the next is written.
/// </summary>
internal sealed class ReadBack(string folder, Transmission transmission)
{
    private readonly RowIdsSeen seen = new(transmission.AuthorityCode, transmission.RunSerial, transmission.Attempt);
    private readonly Dictionary<string, BankFileReading> readings = new(StringComparer.Ordinal);
    private Task last = Task.CompletedTask;

    /// <exception cref="BankFileRefused">A file before was not what was meant.</exception>
    public void Add(BankFilePart part)
    {
        if (last.IsFaulted) last.GetAwaiter().GetResult();
        last = After(last, part);
    }

    /// <summary>Waits until nothing is being read, whatever came of it.</summary>
    public Task Ended() => last.ContinueWith(
        _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    /// <summary>The manifest of the files read, which must come to what the transmission is.</summary>
    /// <param name="parts">In the order of the manifest.</param>
    /// <exception cref="BankFileRefused">A file, or all together, are not what was meant.</exception>
    public Manifest Tie(ImmutableArray<BankFilePart> parts)
    {
        last.GetAwaiter().GetResult();
        var files = ImmutableArray.CreateBuilder<BankFile>(parts.Length);
        foreach (var part in parts)
        {
            var read = readings[part.FileName];
            files.Add(new(
                part.FileName, part.Bank.Name, part.Bank.ProfileName, read.Bytes, read.Sha256, read.Sm3, read.Count,
                read.SumFen, read.AccountHash, part.Number, parts.Count(p => p.Bank.Name == part.Bank.Name)));
        }

        var count = files.Sum(f => f.Count);
        var sum = files.Sum(f => f.SumFen);
        if (count != transmission.Count || sum != transmission.SumFen)
        {
            throw new BankFileRefused(
                $"批次 {transmission.Run} 应送{transmission.Count}笔、{Domain.Money.Spoken(transmission.SumFen)}，"
                + $"文件里是{count}笔、{Domain.Money.Spoken(sum)}。没有导出任何文件，请报管理员核查。");
        }

        return new(transmission.Run, transmission.Attempt, count, sum, transmission.ContentRoot, files.ToImmutable());
    }

    private async Task After(Task before, BankFilePart part)
    {
        await before;
        await Task.Run(() =>
        {
            part.Finish();
            var read = BankFileReader.Read(Path.Combine(folder, part.FileName), part.Bank.Profile, seen);
            read.MustBe(part.FileName, part.Count, part.SumFen, part.AccountHash);
            readings.Add(part.FileName, read);
        });
    }
}
