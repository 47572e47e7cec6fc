using System.Text;
using System.Text.Json;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Tests.BankFiles;

public sealed class BankFileWriterTests : IDisposable
{
    private readonly SampleFiles sample = new();

    public void Dispose() => sample.Dispose();

    [Theory]
    [InlineData("rcb-pipe", "2026-03_代发银行_001_A01T1.txt")]
    [InlineData("icbc-hash", "2026-03_工商银行_001_A01T1.bpt")]
    [InlineData("abc-fixed", "2026-03_农业银行_001_A01T1.txt")]
    [InlineData("iso-pain", "2026-03_农商银行_001_A01T1.xml")]
    public async Task The_file_of_a_profile_is_its_golden_file_byte_for_byte(string profile, string name)
    {
        var manifest = await sample.Export(SampleFiles.Of(profile), SampleFiles.GoldenRows(profile));

        var file = Assert.Single(manifest.Files);
        Assert.Equal((name, profile), (file.Name, file.Profile));
        Assert.Equal(
            await Bytes(SampleFiles.Golden(profile + ".golden")), await Bytes(Path.Combine(sample.Bank, file.Name)));
    }

    [Fact]
    public async Task A_field_that_outgrows_its_width_is_not_cut()
    {
        var long31 = SampleFiles.Rows[0] with { Fen = 1234567890123456_78 };

        Assert.Contains("超过18字节", (await Assert.ThrowsAsync<BankFileRefused>(
            () => sample.Stage(SampleFiles.Fixed, [long31]))).Message);
    }

    [Fact]
    public async Task Each_file_of_a_bank_states_its_own_totals()
    {
        var banks = new PayingBanks([new("工商银行", "icbc-hash", DebitAccount: "00881234567890", RowsPerFile: 2)]);

        var manifest = await sample.Export(banks);

        Assert.Equal([(2L, 100530L), (2L, 550L), (1L, 870L)], manifest.Files.Select(f => (f.Count, f.SumFen)));
        Assert.Equal(
            ["RMB|20260319|1|100530|2|", "RMB|20260319|1|550|2|", "RMB|20260319|1|870|1|"],
            await Task.WhenAll(manifest.Files.Select(async f => (await File.ReadAllLinesAsync(
                Path.Combine(sample.Bank, f.Name), BankCharacters.Strict("GB18030"),
                TestContext.Current.CancellationToken))[3])));
    }

    [Fact]
    public async Task The_manifest_and_the_summary_say_exactly_what_the_contract_names()
    {
        await sample.Export(SampleFiles.Pipe);

        using var manifest = JsonDocument.Parse(await Bytes(Path.Combine(sample.Bank, "manifest.json")));
        Assert.Equal(
            ["run", "attempt", "count", "sum_fen", "content_root", "files"], Members(manifest.RootElement));
        var file = manifest.RootElement.GetProperty("files")[0];
        Assert.Equal(
            ["name", "bank", "profile", "bytes", "sha256", "sm3", "count", "sum_fen", "account_hash", "part", "parts"],
            Members(file));
        Assert.Equal(101950, file.GetProperty("sum_fen").GetInt64());
        Assert.Equal(Manifest.Read(await Bytes(Path.Combine(sample.Bank, "manifest.json"))).Files[0].Sha256,
            file.GetProperty("sha256").GetString());
        using var summary = JsonDocument.Parse(await Bytes(Path.Combine(sample.Folder, "summary.json")));
        Assert.Equal("1019.50", summary.RootElement.GetProperty("sum_yuan").GetString());
        Assert.True(summary.RootElement.GetProperty("rehearsal").GetBoolean());
    }

    [Fact]
    public async Task SM3_is_that_of_the_standard()
    {
        var path = Path.Combine(sample.Folder, "abc");
        await File.WriteAllTextAsync(path, "abc", TestContext.Current.CancellationToken);

        Assert.Equal(
            (3,
             "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
             "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"),
            BankFileReader.Digest(path));
    }

    [Fact]
    public async Task All_banks_are_written_in_one_pass_and_split_by_their_rows_per_file()
    {
        var banks = new PayingBanks([
            new("农商", "rcb-pipe", "农商", RowsPerFile: 2), new("其他", "rcb-pipe", RowsPerFile: 3),
        ]);
        var rows = Enumerable.Range(1, 9)
            .Select(i => SampleFiles.Row(i, "王珅", $"6217{i:0000000000}", i, i % 2 == 0 ? "农商" : "邮储")).ToArray();

        var manifest = await sample.Export(banks, rows);

        Assert.Equal(
            [("农商", 1, 2, 2L), ("农商", 2, 2, 2L), ("其他", 1, 2, 3L), ("其他", 2, 2, 2L)],
            manifest.Files.Select(f => (f.Bank, f.Part, f.Parts, f.Count)));
        Assert.Equal(45, manifest.SumFen);
    }

    [Theory]
    [InlineData(499, 5), InlineData(1000, 3), InlineData(2000, 2)]
    public async Task At_the_banks_limit_another_file_begins_and_the_parts_add_up(int limit, int parts)
    {
        var rows = Enumerable.Range(1, 2001)
            .Select(i => SampleFiles.Row(1, "王珅", $"6217{i:0000000000}", i) with
            {
                PersonId = i, IdNumber = $"51021019500{i:0000000}",
            }).ToArray();

        var manifest = await sample.Export(SampleFiles.Of("rcb-pipe", limit), rows);

        Assert.Equal(parts, manifest.Files.Length);
        Assert.All(manifest.Files, f => Assert.InRange(f.Count, 1, limit));
        Assert.Equal(
            (2001L, rows.Sum(r => r.Fen)), (manifest.Files.Sum(f => f.Count), manifest.Files.Sum(f => f.SumFen)));
        Assert.Equal(manifest.Files.Length, manifest.Files.Select(f => f.Name).Distinct().Count());
    }

    [Fact]
    public async Task The_same_transmission_again_changes_nothing()
    {
        await sample.Export(SampleFiles.Pain);
        using var again = await sample.Stage(SampleFiles.Pain, SampleFiles.Rows);

        Assert.False(again.Publish(SampleFiles.Root));
        again.Dispose();
        Assert.Equal(
            ["bank", "control-sheet.html", "summary.json"],
            Names(Directory.GetFileSystemEntries(sample.Folder)));
    }

    [Fact]
    public async Task A_new_transmission_moves_the_files_of_the_last_one_out_of_the_way()
    {
        await sample.Export(SampleFiles.Pipe);
        var struck = SampleFiles.Rows[1..];
        using var second = await sample.Stage(SampleFiles.Pipe, struck, SampleFiles.Sending(struck, number: 2));

        Assert.True(second.Publish(SampleFiles.Root));

        Assert.True(File.Exists(Path.Combine(sample.Folder, "replaced-1", "2026-03_代发银行_001_A01T1.txt")));
        Assert.Equal(
            ["2026-03_代发银行_001_A01T2.txt", "manifest.json"],
            Names(Directory.GetFiles(sample.Bank)));
    }

    [Fact]
    public async Task A_file_that_someone_changed_after_the_export_is_not_written_over()
    {
        var manifest = await sample.Export(SampleFiles.Pipe);
        await File.AppendAllTextAsync(
            Path.Combine(sample.Bank, manifest.Files[0].Name), " ", TestContext.Current.CancellationToken);
        using var again = await sample.Stage(SampleFiles.Pipe, SampleFiles.Rows);

        Assert.Contains("有人改动过", Assert.Throws<BankFileRefused>(() => again.Publish(SampleFiles.Root)).Message);
    }

    [Fact]
    public async Task Files_and_folder_are_the_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows 没有 Unix 文件权限，此项跳过");
        var manifest = await sample.Export(SampleFiles.Pipe);

        Assert.Equal("0600", Mode(Path.Combine(sample.Bank, manifest.Files[0].Name)));
        Assert.Equal("0600", Mode(Path.Combine(sample.Folder, "control-sheet.html")));
        Assert.Equal("0700", Mode(sample.Bank));
    }

    [Fact]
    public async Task Another_content_root_publishes_nothing()
    {
        using (var staged = await sample.Stage(SampleFiles.Pipe, SampleFiles.Rows))
            Assert.Contains("内容根", Assert.Throws<BankFileRefused>(() => staged.Publish(new string('0', 64))).Message);

        Assert.Empty(Directory.GetFileSystemEntries(sample.Folder));
    }

    [Fact]
    public async Task Whatever_is_wrong_with_the_rows_nothing_is_left()
    {
        var rows = SampleFiles.Rows;
        var sending = SampleFiles.Sending(rows);

        await NothingLeft("应送6笔", rows, sending with { Count = 6 });
        await NothingLeft("文件里是5笔、1,019.50元", rows, sending with { SumFen = 1 });
        await NothingLeft("不大于0", [rows[0] with { Fen = 0 }], sending);
        await NothingLeft("name-not-encodable", [rows[0] with { AccountName = "王䶮" }], sending);
        await NothingLeft("account-format", [rows[0] with { Account = "1" }], sending);
        await NothingLeft("分隔符", [rows[0] with { RegionCode = "5102|10" }], sending);
        await NothingLeft("没有对应到代发银行", [rows[0] with { Bank = "邮储" }], sending);
        await Assert.ThrowsAsync<InvalidOperationException>(() => sample.Stage(SampleFiles.Pipe, [rows[1], rows[0]]));
        Assert.Empty(Directory.GetFileSystemEntries(sample.Folder));
    }

    [Fact]
    public async Task The_control_sheet_carries_sums_hashes_and_signatures_and_escapes_names()
    {
        var banks = new PayingBanks([new("<农商>&", "rcb-pipe")]);
        var manifest = await sample.Export(banks);

        var page = Encoding.UTF8.GetString(await Bytes(Path.Combine(sample.Folder, "control-sheet.html")));

        Assert.All(
            ["演练", "人民币壹仟零壹拾玖元伍角整", "1,019.50元", manifest.Files[0].Sha256, manifest.Files[0].Sm3,
             SampleFiles.Root, "经办", "复核", "审批", "银行", "&lt;农商&gt;&amp;"],
            part => Assert.Contains(part, page));
        Assert.DoesNotContain("<农商>", page);
        Assert.All(SampleFiles.Rows, row => Assert.DoesNotContain(row.Account, page));
        Assert.Equal("2026-03_-农商--_001_A01T1.txt", manifest.Files[0].Name);
    }

    private async Task NothingLeft(string why, BankRow[] rows, Transmission sending)
    {
        var banks = new PayingBanks([new("农商", "rcb-pipe", "农商")]);
        var refused = await Assert.ThrowsAsync<BankFileRefused>(() => sample.Stage(banks, rows, sending));
        Assert.Contains(why, refused.Message);
        Assert.DoesNotContain(rows[0].AccountName, refused.Message);
        Assert.Empty(Directory.GetFileSystemEntries(sample.Folder));
    }

    private static string Mode(string path) =>
        OperatingSystem.IsWindows() ? "" : "0" + Convert.ToString((int)File.GetUnixFileMode(path), 8);

    private static IEnumerable<string> Names(string[] paths) =>
        paths.Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal);

    private static Task<byte[]> Bytes(string path) =>
        File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);

    private static IEnumerable<string> Members(JsonElement element) => element.EnumerateObject().Select(m => m.Name);
}
