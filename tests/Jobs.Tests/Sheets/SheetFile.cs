using System.Text;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Tests.Sheets;

/// <summary>A file as an officer would bring it, in a folder of its own that goes with it.</summary>
internal sealed class SheetFile : IDisposable
{
    public static readonly DateOnly Today = new(2026, 3, 5);

    /// <summary>A made-up number with a right check character.</summary>
    public const string IdNumber = "370102194003070013";

    public static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("sheet");

    public SheetFile(string text, Encoding? encoding = null)
        : this((encoding ?? new UTF8Encoding(false)).GetPreamble()
            .Concat((encoding ?? Encoding.UTF8).GetBytes(text)).ToArray()) { }

    public SheetFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

    public string Path => System.IO.Path.Combine(folder.FullName, "名册.csv");

    public static SheetEntry<RosterRow>[] Roster(string text)
    {
        using var file = new SheetFile(text);
        using var reading = RosterSheet.Read(file.Path, Today);
        return [.. reading.Entries()];
    }

    /// <summary>The faults of the only row.</summary>
    public static string Faults<T>(SheetEntry<T> entry) where T : class => entry.Rejection is { } rejection
        ? $"{rejection.LineNumber} {rejection.Column}: {rejection.Reason}"
        : "good";

    public SheetEntry<T>[] All<T>(Func<SheetSource, DateOnly, SheetReading<T>> read) where T : class
    {
        using var reading = read(Path, Today);
        return [.. reading.Entries()];
    }

    public string Refusal(SheetKind kind) =>
        Assert.Throws<SheetRefusedException>(() => SheetReader.Open(Path, kind)).Message;

    public void Dispose() => folder.Delete(recursive: true);
}
