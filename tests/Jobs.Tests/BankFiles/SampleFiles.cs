using System.Runtime.CompilerServices;
using Disbursement.Domain.People;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Tests.BankFiles;

/// <summary>A folder of one test, and the rows and banks that the tests of bank files share.</summary>
internal sealed class SampleFiles : IDisposable
{
    public const string Root = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";

    /// <summary>Names with a | or \ byte inside a character, a minority name, and accounts that begin with
    /// zeros.</summary>
    public static readonly BankRow[] Rows =
    [
        Row(1, "王珅", "0062170012345678901", 1005_01),
        Row(2, "李億", "6217001234567890123", 29),
        Row(3, "王瑋", "00012345678", 1_15),
        Row(4, "张昞", "62170012345678901234567", 4_35),
        Row(5, "阿卜杜拉·买买提", "6217001234567890999", 8_70),
    ];

    public static readonly PayingBanks Pipe = PayingBanks.Default;

    public static readonly PayingBanks Headed = Of("icbc-hash");

    public static readonly PayingBanks Fixed = Of("abc-fixed");

    public static readonly PayingBanks Pain = Of("iso-pain");

    /// <summary>A name of characters that GBK has not: two planes, three and four bytes.</summary>
    public static readonly BankRow Rare = Row(6, "王𬱖䶮㛃𠮷", "62170012345678", 2_00);

    public string Folder { get; } = Directory.CreateTempSubdirectory("bank-files-").FullName;

    public string Bank => Path.Combine(Folder, StagedBankFiles.BankFolder);

    public static string SourceFolder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    public static string Golden(string name) => Path.Combine(SourceFolder(), "golden", name);

    public static BankRow Row(int person, string name, string account, long fen, string bank = "某某农商行城关支行")
    {
        var seventeen = $"51021019500101{person:000}";
        var id = seventeen + IdentityNumber.CheckCharacter(seventeen);
        return new(person, id, name, bank, account, name, null, "510210001", fen);
    }

    /// <summary>One bank that takes files of a profile.</summary>
    public static PayingBanks Of(string profile, int? rowsPerFile = null)
    {
        PayingBank bank = profile switch
        {
            "rcb-pipe" => new("代发银行", profile),
            "icbc-hash" => new("工商银行", profile, DebitAccount: "00881234567890"),
            "abc-fixed" => new("农业银行", profile),
            _ => new("农商银行", profile, "", "402651099998", "00881234567890", "某某县退役军人事务局", "C001"),
        };
        bank = bank with { RowsPerFile = rowsPerFile };
        // pain.001 tells accounts at the bank itself from those elsewhere.
        return new(profile == "iso-pain" ? [bank with { Match = "农商" }, bank] : [bank]);
    }

    /// <summary>What each profile's golden file holds: a GBK bank knows <see cref="Rare"/> by another name.</summary>
    public static BankRow[] GoldenRows(string profile) => profile switch
    {
        "rcb-pipe" => [.. Rows, Rare with { NameAtBank = "王YX" }],
        "iso-pain" =>
        [
            .. Rows, Rare with { NameAtBank = "王YX&", Bank = "邮储银行<城关>&支行" },
            Row(7, Rare.Name, "62170012345679", 3_00, "邮储银行<城关>&支行"),
        ],
        _ => [.. Rows, Rare],
    };

    public static Transmission Sending(IReadOnlyCollection<BankRow> rows, int number = 1) => new(
        "2026-03", 12, 1, number, "510210", "某某县退役军人事务局", Rehearsal: true,
        new DateTimeOffset(2026, 3, 12, 15, 4, 5, TimeSpan.FromHours(8)), new DateOnly(2026, 3, 19),
        rows.Count, rows.Sum(r => r.Fen), Root);

    public static async IAsyncEnumerable<BankRow> Stream(IEnumerable<BankRow> rows)
    {
        foreach (var row in rows)
        {
            await Task.Yield();
            yield return row;
        }
    }

    public static RowIdsSeen NoneSeen() => new("510210", 12, 1);

    public Task<StagedBankFiles> Stage(
        PayingBanks banks, IReadOnlyCollection<BankRow> rows, Transmission? sending = null) =>
        BankFileWriter.Stage(
            Folder, sending ?? Sending(rows), banks, Stream(rows), TestContext.Current.CancellationToken);

    /// <summary>Writes and publishes; the manifest of what lies there.</summary>
    public async Task<Manifest> Export(PayingBanks banks, IReadOnlyCollection<BankRow>? rows = null)
    {
        using var staged = await Stage(banks, rows ?? Rows);
        Assert.True(staged.Publish(Root));
        return staged.Manifest;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
