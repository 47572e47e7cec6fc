using System.Collections.Immutable;
using CsvHelper;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>
/// FILE.rejected.csv: the rows sent back, each as it stood in the file, with line, column and reason before it.
/// Corrected, it can be imported as it is. It appears whole or not at all, and only its owner can read it.
/// </summary>
public sealed class RejectedFile : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string path;
    private readonly string unfinished;
    private readonly FileStream file;
    private readonly CsvWriter writer;

    private RejectedFile(string path, ImmutableArray<string> headerTexts)
    {
        this.path = path;
        unfinished = path + ".part";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        file = new FileStream(unfinished, options);
        writer = CsvWriter.Create(file, new CsvWriterOptions
        {
            // Excel on an officer's desk knows UTF-8 by its mark only, and runs what looks like a formula.
            WriteByteOrderMark = true,
            Injection = CsvInjection.Escape,
            ValidateFieldCount = false,
        }, leaveOpen: true);
        Write("行号", "列", "原因", headerTexts.AsSpan());
    }

    /// <summary>Rows written.</summary>
    public int Count { get; private set; }

    /// <param name="path">Where it will be; an older one is replaced on <see cref="Finish"/>.</param>
    /// <param name="header">The header of the imported file.</param>
    public static RejectedFile Create(string path, SheetHeader header) => new(path, Own(header, header.Texts));

    public void Add(Rejection rejection)
    {
        var texts = Own(rejection.Row.Header, [.. rejection.Row.Texts]);
        Write(rejection.OriginalLine.ToString(), rejection.Place, rejection.Reason, texts.AsSpan());
        Count++;
    }

    /// <summary>Puts the file in its place; where nothing was rejected, there is none to put.</summary>
    public void Finish()
    {
        writer.Dispose();
        file.Flush(flushToDisk: true);
        file.Dispose();
        if (Count > 0) File.Move(unfinished, path, overwrite: true);
        else File.Delete(unfinished);
    }

    /// <summary>Without <see cref="Finish"/> nothing is left of it.</summary>
    public void Dispose()
    {
        if (!file.CanWrite) return;
        writer.Dispose();
        file.Dispose();
        File.Delete(unfinished);
    }

    /// <summary>The officer's own cells: a corrected file that is rejected again does not gather reasons.</summary>
    private static ImmutableArray<string> Own(SheetHeader header, ImmutableArray<string> texts) =>
        header.IsOfRejectedFile ? [.. texts.Skip(SheetHeader.RejectionColumns.Length)] : texts;

    private void Write(string line, string column, string reason, ReadOnlySpan<string> texts)
    {
        writer.WriteField(line);
        writer.WriteField(column);
        writer.WriteField(reason);
        foreach (var text in texts) writer.WriteField(text);
        writer.EndRecord();
    }
}
