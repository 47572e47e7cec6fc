using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Disbursement.Jobs.Intake.Sheets;
using static Disbursement.Jobs.Tests.Sheets.Workbooks.MadeWorkbook;

namespace Disbursement.Jobs.Tests.Sheets.Workbooks;

/// <summary>
/// What is no workbook that can be read is refused with what to do about it; the largest is no burden.
/// </summary>
public sealed class WorkbookRefusalTests
{
    private static readonly byte[] Compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

    [Fact]
    public void An_old_a_locked_or_a_binary_workbook_and_a_page_are_told_apart()
    {
        Assert.Equal(RejectionReason.WorkbookOld, Refusal([.. Compound, .. new byte[4096]]));
        Assert.Equal(RejectionReason.WorkbookEncrypted, Refusal(
            [.. Compound, .. new byte[65_530], .. Encoding.Unicode.GetBytes("EncryptedPackage"), .. new byte[99]]));
        Assert.Equal(RejectionReason.WorkbookBinary, Refusal(Archive("xl/workbook.bin")));
        Assert.Equal(RejectionReason.NotATable("压缩包、文档或ods"), Refusal(Archive("mimetype")));
        Assert.Equal(RejectionReason.PageAsWorkbook, Refusal("\uFEFF<html><table>"u8.ToArray()));
        Assert.Equal(RejectionReason.NotATable("PDF"), Refusal("%PDF-1.7"u8.ToArray()));
    }

    [Fact]
    public void A_workbook_cut_short_is_refused_wherever_it_ends()
    {
        using var made = Of(Row(1, "身份证号", "姓名", "优抚类别"), Row(2, SheetFile.IdNumber, "张三", "烈士遗属"));
        var whole = File.ReadAllBytes(made.Write());
        foreach (var length in new[] { 4, 100, whole.Length / 2, whole.Length - 1 })
            Assert.Equal(RejectionReason.WorkbookDamaged, Refusal(whole[..length]));
        using var torn = Of("<row r=\"1\"><c t=\"inlineStr\"><is><t>x</t></row>");
        Assert.Equal(RejectionReason.WorkbookDamaged, Refusal(File.ReadAllBytes(torn.Write())));
    }

    [Fact]
    public void A_workbook_made_to_burst_is_not_unpacked()
    {
        Assert.Equal(RejectionReason.WorkbookTooLarge, Refusal(Archive("xl/worksheets/sheet0.xml", 1 << 26)));
        using var made = Of(Row(1, new string('x', 1 << 20)));
        Assert.Equal(RejectionReason.WorkbookTooLarge, Refusal(File.ReadAllBytes(made.Write())));
    }

    [Fact]
    public void An_empty_sheet_is_refused_for_want_of_a_header()
    {
        using var made = Of();
        Assert.Equal("前10行里没有找到“身份证号”等表头；请把列名写在同一行", Refusal(File.ReadAllBytes(made.Write())));
    }

    [Fact]
    public void A_hundred_thousand_rows_are_read_in_memory_that_does_not_grow()
    {
        using var made = Of(
        [
            Row(1, "身份证号", "姓名", "优抚类别", "起发年月", "银行账号", "批准文号"),
            .. Enumerable.Range(2, 100_000).Select(i =>
                Row(i, SheetFile.IdNumber, "张三", "烈士遗属", "2020-01", "6299980900000000015", "历史数据")),
        ]);
        var path = made.Write();
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (most, rows) = (0L, 0);
        using var reading = RosterSheet.Read(path, SheetFile.Today);
        foreach (var entry in reading.Entries())
        {
            if (entry.Row is not null) rows++;
            if (rows % 20_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(100_000, rows);
        Assert.InRange(most, 0, 8 << 20);
    }

    private static string Refusal(byte[] bytes)
    {
        using var file = new SheetFile(bytes);
        return Assert.Throws<SheetRefusedException>(() =>
        {
            using var reading = RosterSheet.Read(file.Path, SheetFile.Today);
            foreach (var entry in reading.Entries()) Debug.Assert(entry.Line > 0);
        }).Message;
    }

    private static byte[] Archive(string name, int zeros = 10)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        using (var part = archive.CreateEntry(name).Open())
            part.Write(new byte[zeros]);
        return memory.ToArray();
    }
}
