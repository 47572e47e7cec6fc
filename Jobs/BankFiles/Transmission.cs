using System.Globalization;
using Disbursement.Domain.Payouts;

namespace Disbursement.Jobs.BankFiles;

/// <summary>One sending out of one attempt of one run: all that its files need to know, and no clock.</summary>
/// <param name="Run">Name of the run: 2026-03, 2026-03-S1, O-BATCH.</param>
/// <param name="RunSerial">Serial of the run in the row id, 1–99,999.</param>
/// <param name="Attempt">1–99.</param>
/// <param name="Number">1 for the first transmission of the attempt; one more after rows were struck out or the bank
/// rejected the file. 1–99.</param>
/// <param name="AuthorityCode">6 digits.</param>
/// <param name="AuthorityName">Printed on the control sheet, and the initiating party of pain.001.</param>
/// <param name="Rehearsal">Marks every paper 演练.</param>
/// <param name="ApprovedAt">When the run was approved: the only time that enters a file.</param>
/// <param name="PayDay">The day the bank is to credit.</param>
/// <param name="Count">Rows that this transmission must come to.</param>
/// <param name="SumFen">Fen that this transmission must come to.</param>
/// <param name="ContentRoot">The approved content root, hexadecimal.</param>
/// <param name="AuditHead">Head of the run's audit chain for the control sheet, where there is one.</param>
public sealed record Transmission(
    string Run, int RunSerial, int Attempt, int Number, string AuthorityCode, string AuthorityName, bool Rehearsal,
    DateTimeOffset ApprovedAt, DateOnly PayDay, long Count, long SumFen, string ContentRoot, string? AuditHead = null)
{
    /// <summary>Which transmission a part of a bank is, where it is not that of the others.</summary>
    public IReadOnlyDictionary<(string Bank, int Part), int> Numbers { get; init; } =
        new Dictionary<(string Bank, int Part), int>();

    /// <summary>撤下: people whose rows are not sent; their places in the parts stay.</summary>
    public IReadOnlySet<int> Struck { get; init; } = new HashSet<int>();

    /// <summary>The transmission of one file.</summary>
    public Transmission Of(string bank, int part)
    {
        var number = Numbers.Count == 0 ? Number : Numbers.GetValueOrDefault((bank, part), 1);
        return number == Number ? this : this with { Number = number };
    }

    /// <summary>The time of approval in Chinese time, as ISO 8601: 2026-03-12T15:04:05+08:00.</summary>
    public string ApprovedAtText => ApprovedAt.ToOffset(TimeSpan.FromHours(8))
        .ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>批次号 in a row: run serial and attempt, 7 digits, so that every bank's character set takes it.</summary>
    public string Batch => string.Create(CultureInfo.InvariantCulture, $"{RunSerial:00000}{Attempt:00}");

    /// <summary>Row id of a person in this run and attempt; the same in every transmission.</summary>
    public string RowIdOf(int personId) => RowId.For(AuthorityCode, RunSerial, Attempt, personId);

    /// <summary>MsgId of pain.001, 22 characters: no two parts, banks, transmissions, attempts or runs share
    /// one.</summary>
    public string MessageId(int bankOrdinal, int part) => string.Create(
        CultureInfo.InvariantCulture, $"{AuthorityCode}{Batch}T{Number:00}{bankOrdinal:00}{part:0000}");

    /// <summary>Name of a file by the profile's pattern; letters, digits and hyphens stay, all else becomes a
    /// hyphen.</summary>
    public string FileName(BankProfile profile, string bank, int part) => profile.FileName
        .Replace("{run}", Plain(Run), StringComparison.Ordinal)
        .Replace("{bank}", Plain(bank), StringComparison.Ordinal)
        .Replace("{part}", part.ToString("000", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{attempt}", Attempt.ToString("00", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{transmission}", Number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static string Plain(string text) => string.Create(text.Length, text, static (plain, from) =>
    {
        for (var i = 0; i < plain.Length; i++) plain[i] = char.IsLetterOrDigit(from[i]) ? from[i] : '-';
    });
}
