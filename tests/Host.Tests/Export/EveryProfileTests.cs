using System.Diagnostics;
using System.Globalization;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Host.Tests.Export;

/// <summary>Four banks in one county, each with its own format, and names that not every one of them takes.</summary>
[Collection(OneHome.Name)]
public sealed class EveryProfileTests
{
    private const string Held = "王𬱖";

    private static readonly (string Name, string Profile)[] Banks =
        [("农商", "rcb-pipe"), ("工行", "icbc-hash"), ("农行", "abc-fixed"), ("邮储", "iso-pain")];

    /// <summary>In the order of the roster; person n is at bank n modulo 4.</summary>
    private static readonly string[] Names =
        ["王珅", "王瑋", "阿卜杜拉·买买提", "李億", Held, "李䶮", "㛃儿", "𠮷田", "张昞", "马𬱖", "郑小月", "何守田"];

    [Fact]
    public async Task Each_bank_gets_its_format_and_the_name_that_one_cannot_take_stops_nobody_else()
    {
        await using var county = new TinyCounty();
        await county.January(Roster(county));
        await Import(county, "banks", "代发银行,格式,开户行包含,联行号,付款账号,付款户名,生效日期",
            [.. Banks.Select(b => $"{b.Name},{b.Profile},{b.Name},402651099998,00881234567890,云溪县局,2025-01-01")]);
        await county.Done("payout", "run", "2026-01", "--today", "2026-01-08", "--user", "甲");
        var held = await county.Done("exceptions", "list", "2026-01", "--code", "name-not-encodable");
        Assert.Equal(2, held.Trim().Split('\n').Length);
        Assert.Contains($",{Held},", held);
        Assert.Contains("U+2CC56", held);
        await county.Sign();
        await county.Done("payout", "export", "2026-01", "--today", "2026-01-09", "--user", "乙");

        var bank = Path.Combine(county.Home, "out", "2026-01", "bank");
        var manifest = Manifest.Read(await File.ReadAllBytesAsync(
            Path.Combine(bank, "manifest.json"), TestContext.Current.CancellationToken));
        Assert.Equal(Banks, manifest.Files.Select(f => (f.Bank, f.Profile)));
        var sent = await Sent(county);
        Assert.DoesNotContain(Held, sent.Select(s => s.Name));
        Assert.Equal((sent.Count, sent.Sum(s => s.Fen)), ((int)manifest.Count, manifest.SumFen));
        for (var i = 0; i < Banks.Length; i++)
        {
            var file = manifest.Files[i];
            var own = sent.Where(s => Array.IndexOf(Names, s.Name) % Banks.Length == i).ToList();
            Assert.Equal((own.Count, own.Sum(s => s.Fen)), ((int)file.Count, file.SumFen));
            await AgreesWithTheSecondReader(file, bank);
        }

        Assert.Contains("样例，待银行确认", await File.ReadAllTextAsync(
            Path.Combine(bank, "..", ControlSheet.FileName), TestContext.Current.CancellationToken));
    }

    /// <summary>The people of the sample by other names at other banks; 何守田 has no account.</summary>
    private static string Roster(TinyCounty county)
    {
        var lines = File.ReadAllLines(TinyCounty.Sample("roster.csv"));
        var people = lines.Skip(1).Select(l => l.Split(',')[0]).Distinct().ToList();
        var path = Path.Combine(Path.GetDirectoryName(county.Home)!, "roster.csv");
        File.WriteAllLines(path, [lines[0], .. lines.Skip(1).Select(line =>
        {
            var cells = line.Split(',');
            var person = people.IndexOf(cells[0]);
            cells[1] = Names[person];
            if (cells[11].Length > 0) cells[11] = $"云溪{Banks[person % Banks.Length].Name}城关支行";
            return string.Join(',', cells);
        })]);
        return path;
    }

    private static Task Import(TinyCounty county, string kind, string header, string[] rows)
    {
        var path = Path.Combine(county.Home, kind + ".csv");
        File.WriteAllLines(path, [header, .. rows]);
        return county.Done("import", kind, path, "--today", "2026-01-08", "--user", "甲");
    }

    /// <summary>Per person, from the lines that were exported.</summary>
    private static async Task<List<(string Name, long Fen)>> Sent(TinyCounty county) =>
        [.. (await county.Done("lines", "2026-01")).Trim().Split('\n').Skip(1).Select(l => l.Trim().Split(','))
            .Where(l => l[8] == "exported").GroupBy(l => l[2])
            .Select(g => (g.Key, g.Sum(l => (long)(decimal.Parse(l[7], CultureInfo.InvariantCulture) * 100))))];

    private static async Task AgreesWithTheSecondReader(BankFile file, string folder)
    {
        var root = Path.GetFullPath(Path.Combine(TinyCounty.Sample("roster.csv"), "..", "..", ".."));
        using var python = Process.Start(new ProcessStartInfo("python3", [
            Path.Combine(root, "tests", "Jobs.Tests", "BankFiles", "read_bank_file.py"),
            Path.Combine(root, "Jobs", "BankFiles", "profiles.json"), file.Profile, Path.Combine(folder, file.Name),
        ]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        Assert.Equal($"{file.Count} {file.SumFen} {file.AccountHash}",
            (await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim());
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
