using System.Text;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Tests.BankFiles;

/// <summary>Memory is that of the whole process, so nothing else is tried meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>回盘 of a large county: what is kept of a file is what will be compared, not its text.</summary>
[Collection(Alone.Name)]
public sealed class LargeResultTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("large-result-");

    static LargeResultTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_hundred_and_fifty_thousand_rows_are_kept_in_little_memory()
    {
        var text = new StringBuilder();
        for (var i = 1; i <= 150_000; i++)
        {
            text.Append(RowId.For("999001", 7, 1, i)).Append("|王珅|999001195001010011|726.00|0000701|62999809")
                .Append($"{i:00000000000}\r\n");
        }

        var path = Path.Combine(folder.FullName, "大_S.txt");
        File.WriteAllText(path, text.ToString(), Encoding.GetEncoding("GB18030"));
        text.Clear();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var read = ResultReader.Read(path, BankProfile.Named("rcb-pipe"));
        Assert.Equal((150_000, 726_00L * 150_000), (read.Rows.Count, read.Rows.Sum(r => r.Fen!.Value)));
        // Of 13 MB of file: what is compared, not the text.
        Assert.InRange((GC.GetTotalMemory(forceFullCollection: true) - before) >> 20, 0, 60);
        GC.KeepAlive(read);
    }
}
