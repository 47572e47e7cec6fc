using System.Collections.Immutable;
using System.Globalization;

namespace Disbursement.Jobs.BankFiles;

/// <summary>Bank files that are written and read back but not yet in place; disposing of them unpublished removes
/// them.</summary>
public sealed class StagedBankFiles : IDisposable
{
    /// <summary>The folder under DIR/RUN that holds the files of the last transmission and their manifest.</summary>
    public const string BankFolder = "bank";

    private readonly string folder;
    private readonly string writing;
    private readonly Transmission transmission;

    internal StagedBankFiles(
        string folder, string writing, Transmission transmission, Manifest manifest,
        ImmutableArray<BankFilePart> parts)
    {
        Parts = parts;
        this.folder = folder;
        this.writing = writing;
        this.transmission = transmission;
        Manifest = manifest;
    }

    public Manifest Manifest { get; }

    /// <summary>The files of the manifest, in its order.</summary>
    internal ImmutableArray<BankFilePart> Parts { get; }

    /// <summary>
    /// Puts <c>bank/</c> in place with one rename, then the control sheet and the summary. Files of an earlier attempt
    /// or transmission go to <c>replaced-N/</c>, so that nobody carries them to the bank by mistake.
    /// </summary>
    /// <param name="contentRoot">The root over the rows just streamed; must be the approved one.</param>
    /// <returns>False when exactly these files were in place already.</returns>
    /// <exception cref="BankFileRefused">The root is another, or a file of the same name with other bytes is
    /// there.</exception>
    public bool Publish(string contentRoot)
    {
        if (!contentRoot.Equals(transmission.ContentRoot, StringComparison.OrdinalIgnoreCase))
        {
            throw new BankFileRefused(
                $"批次 {transmission.Run} 的内容与审批的不一致（内容根不同），没有导出任何文件。请报管理员核查，重新送审。");
        }

        var bank = Path.Combine(folder, BankFolder);
        var changed = !Directory.Exists(bank) || !HoldsTheSame(bank);
        if (changed)
        {
            if (Directory.Exists(bank)) Directory.Move(bank, NextReplaced());
            Directory.Move(writing, bank);
        }

        PrivateFile.Replace(Path.Combine(folder, ControlSheet.FileName), ControlSheet.Write(transmission, Manifest));
        PrivateFile.Replace(Path.Combine(folder, ExportSummary.FileName), Summary().Write());
        return changed;
    }

    public void Dispose()
    {
        if (Directory.Exists(writing)) Directory.Delete(writing, recursive: true);
    }

    /// <summary>True when all files are there with the same bytes; a file of the same name with others is
    /// refused.</summary>
    private bool HoldsTheSame(string bank)
    {
        var missing = false;
        foreach (var name in Directory.GetFiles(writing).Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal))
        {
            var there = Path.Combine(bank, name);
            if (!File.Exists(there)) missing = true;
            else if (name != Manifest.FileName && !SameBytes(there, Path.Combine(writing, name)))
            {
                throw new BankFileRefused(
                    $"{there} 已经存在而内容不同：同一批次、同一次传送的文件不会变，是有人改动过它。查明原因、移走该文件后再导出。");
            }
        }

        return !missing && SameBytes(Path.Combine(bank, Manifest.FileName), Path.Combine(writing, Manifest.FileName))
            && Directory.GetFiles(bank).Length == Directory.GetFiles(writing).Length;
    }

    private static bool SameBytes(string one, string other) =>
        BankFileReader.Digest(one) == BankFileReader.Digest(other);

    private string NextReplaced()
    {
        var number = 1;
        while (Directory.Exists(Replaced(number))) number++;
        return Replaced(number);
    }

    private string Replaced(int number) =>
        Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"replaced-{number}"));

    private ExportSummary Summary() => new(
        transmission.Run, transmission.Attempt, transmission.Number, transmission.Rehearsal,
        transmission.ApprovedAtText,
        transmission.PayDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Manifest.Count, Manifest.SumFen, Domain.Money.Yuan(Manifest.SumFen), Manifest.ContentRoot,
        [.. Manifest.Files.GroupBy(f => f.Bank).Select(
            g => new BankSummary(g.Key, g.Count(), g.Sum(f => f.Count), g.Sum(f => f.SumFen)))]);
}
