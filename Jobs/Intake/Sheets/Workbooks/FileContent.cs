using System.IO.Compression;
using System.Text;

namespace Disbursement.Jobs.Intake.Sheets.Workbooks;

/// <summary>What a file is by its first bytes. Its name says little: a page saved as .xls is no workbook.</summary>
internal static class FileContent
{
    /// <summary>More than the largest sheet that Excel can show takes up; nobody means to bring more.</summary>
    public const long MostBytesUnpacked = 1L << 30;

    private const int MostParts = 5_000;

    /// <summary>
    /// Sheets shrink to a tenth, empty formatted ones to a hundredth; only what is made to burst does more.
    /// </summary>
    private const int MostShrinking = 200;

    private const long AnyoneMayShrink = 32L << 20;

    private static readonly byte[] Packed = [0x50, 0x4B, 0x03, 0x04];
    private static readonly byte[] Compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    /// <summary>True for a workbook as Excel and WPS have written it since 2007; false for text.</summary>
    /// <exception cref="SheetRefusedException">Something else, with what to do about it.</exception>
    public static bool IsWorkbook(string path)
    {
        using var file = File.OpenRead(path);
        var start = new byte[512];
        var length = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        ReadOnlySpan<byte> bytes = start.AsSpan(0, length);
        if (bytes.StartsWith(Compound))
            throw new SheetRefusedException(
                IsEncrypted(file) ? RejectionReason.WorkbookEncrypted : RejectionReason.WorkbookOld);
        if (bytes.StartsWith("%PDF"u8)) throw new SheetRefusedException(RejectionReason.NotATable("PDF"));
        if (IsPage(bytes)) throw new SheetRefusedException(RejectionReason.PageAsWorkbook);
        if (!bytes.StartsWith(Packed)) return false;
        CheckParts(file);
        return true;
    }

    /// <summary>Before anything is unpacked: what it would come to, as the file itself says.</summary>
    private static void CheckParts(FileStream file)
    {
        file.Position = 0;
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostParts
                || archive.Entries.Sum(part => part.Length) > MostBytesUnpacked
                || archive.Entries.Any(part =>
                    part.Length > AnyoneMayShrink && part.Length / MostShrinking > part.CompressedLength))
                throw new SheetRefusedException(RejectionReason.WorkbookTooLarge);
            if (archive.GetEntry("xl/workbook.bin") is not null)
                throw new SheetRefusedException(RejectionReason.WorkbookBinary);
            if (!archive.Entries.Any(IsOfWorkbook))
                throw new SheetRefusedException(RejectionReason.NotATable("压缩包、文档或ods"));
        }
        catch (InvalidDataException)
        {
            throw new SheetRefusedException(RejectionReason.WorkbookDamaged);
        }
    }

    private static bool IsOfWorkbook(ZipArchiveEntry part) =>
        part.FullName.TrimStart('/').StartsWith("xl/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A locked workbook stands encrypted in a file of the old form, under this name.</summary>
    private static bool IsEncrypted(FileStream file)
    {
        var name = Encoding.Unicode.GetBytes("EncryptedPackage");
        var buffer = new byte[1 << 16];
        var kept = 0;
        file.Position = 0;
        while (file.Read(buffer.AsSpan(kept)) is > 0 and var read)
        {
            var bytes = buffer.AsSpan(0, kept + read);
            if (bytes.IndexOf(name) >= 0) return true;
            kept = Math.Min(name.Length, bytes.Length);
            bytes[^kept..].CopyTo(buffer);
        }

        return false;
    }

    private static bool IsPage(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\r', '\n', '\t');
        return text.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<!doctype", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<table", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase)
            || text.StartsWith("MIME-Version", StringComparison.OrdinalIgnoreCase);
    }
}
