using System.Diagnostics;
using System.Security.Cryptography;
using System.Xml;
using System.Xml.Schema;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Tests.BankFiles;

/// <summary>Bank files before judges that share no code with the writer: the ISO schema, and a reader in
/// Python.</summary>
public sealed class IndependentReaderTests : IDisposable
{
    private const string Schema = "pain.001.001.09.xsd";
    private const string SchemaSha256 = "de038b373e47b0077b1832ddd81f4b2f1eb25d35721f62da1e38b7f5a09fda24";
    private static readonly string Profiles =
        Path.Combine(SampleFiles.SourceFolder(), "..", "..", "..", "Jobs", "BankFiles", "profiles.json");

    private readonly SampleFiles sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public async Task Pain_files_are_valid_by_the_schema_of_ISO_20022()
    {
        var path = SchemaPath();
        Assert.SkipWhen(path is null, $"找不到 {Schema}：放在 ../shared/xsd，或用 ISO20022_XSD 指出文件夹");
        var schema = await File.ReadAllBytesAsync(path!, TestContext.Current.CancellationToken);
        Assert.Equal(SchemaSha256, Convert.ToHexStringLower(SHA256.HashData(schema)));
        var manifest = await sample.Export(SampleFiles.Pain, SampleFiles.GoldenRows("iso-pain"));

        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.Add(null, path!);
        settings.ValidationFlags |= XmlSchemaValidationFlags.ReportValidationWarnings;
        settings.ValidationEventHandler += (_, wrong) => Assert.Fail(wrong.Message);
        using var xml = XmlReader.Create(Path.Combine(sample.Bank, manifest.Files[0].Name), settings);
        while (xml.Read())
        {
            // Reading is validating.
        }
    }

    [Theory]
    [InlineData("rcb-pipe")]
    [InlineData("icbc-hash")]
    [InlineData("abc-fixed")]
    [InlineData("iso-pain")]
    public async Task A_reader_in_another_language_comes_to_the_totals_of_the_manifest(string profile)
    {
        var manifest = await sample.Export(
            SampleFiles.Of(profile, rowsPerFile: 4), SampleFiles.GoldenRows(profile));

        Assert.Equal(2, manifest.Files.Length);
        foreach (var file in manifest.Files)
        {
            var said = await Python(Profiles, profile, Path.Combine(sample.Bank, file.Name));
            Assert.SkipWhen(said is null, "没有 python3，跨语言核对跳过");
            Assert.Equal($"{file.Count} {file.SumFen} {file.AccountHash}", said);
        }
    }

    private static async Task<string?> Python(params string[] arguments)
    {
        string[] all = [Path.Combine(SampleFiles.SourceFolder(), "read_bank_file.py"), .. arguments];
        var start = new ProcessStartInfo("python3", all)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        try
        {
            using var python = Process.Start(start)!;
            var said = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var wrong = await python.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await python.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(python.ExitCode == 0, wrong);
            return said.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string? SchemaPath()
    {
        if (Environment.GetEnvironmentVariable("ISO20022_XSD") is { Length: > 0 } named) return Existing(named);
        return Existing(Path.Combine(SampleFiles.SourceFolder(), "..", "..", "..", "..", "shared", "xsd"));
    }

    private static string? Existing(string folder) =>
        File.Exists(Path.Combine(folder, Schema)) ? Path.Combine(folder, Schema) : null;
}
