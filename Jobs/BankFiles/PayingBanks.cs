using System.Collections.Immutable;

namespace Disbursement.Jobs.BankFiles;

/// <summary>代发银行, one row of the table `banks`: which 开户行 it pays, and how its file is addressed.</summary>
/// <param name="Name">Rows of one name go into one series of files and differ in <paramref name="Match"/> only.</param>
/// <param name="ProfileName">The profile of its files.</param>
/// <param name="Match">Text in the payee's 开户行; empty for all others.</param>
/// <param name="Cnaps">联行号, 12 digits; needed for pain.001.</param>
/// <param name="DebitAccount">付款账号; needed for pain.001 and wherever the profile has a column for it.</param>
/// <param name="DebitName">付款户名; needed for pain.001.</param>
/// <param name="CustomerNo">客户号.</param>
/// <param name="RowsPerFile">Null: as the profile says.</param>
/// <param name="CutOff">截止时间, as the bank gave it.</param>
public sealed record PayingBank(
    string Name, string ProfileName, string Match = "", string? Cnaps = null, string? DebitAccount = null,
    string? DebitName = null, string? CustomerNo = null, int? RowsPerFile = null, string? CutOff = null)
{
    public BankProfile Profile => BankProfile.Named(ProfileName);
}

/// <summary>A row of the table with its 生效日期; without one it counts from the start.</summary>
internal readonly record struct DatedBank(PayingBank Bank, DateOnly? From);

/// <summary>All paying banks in force (银行对照), and which of them pays a given 开户行.</summary>
public sealed class PayingBanks
{
    private readonly ImmutableArray<PayingBank> longestFirst;
    private readonly PayingBank? others;

    /// <exception cref="BankFileRefused">The table contradicts itself; the message says where.</exception>
    public PayingBanks(IEnumerable<PayingBank> banks)
    {
        ImmutableArray<PayingBank> all = [.. banks];
        foreach (var bank in all) Check(bank);
        foreach (var twice in all.GroupBy(b => b.Match).Where(g => g.Count() > 1))
            throw new BankFileRefused($"代发银行表里“开户行包含”为“{twice.Key}”的有{twice.Count()}行，只能有一行。请删去多余的。");
        foreach (var one in all.GroupBy(b => b.Name))
            if (one.Distinct(new SameButMatch()).Count() > 1)
                throw new BankFileRefused($"代发银行“{one.Key}”的几行除“开户行包含”外必须一致（格式、联行号、付款账号等）。请改成一致。");
        Names = [.. all.Select(b => b.Name).Distinct()];
        longestFirst = [.. all.Where(b => b.Match.Length > 0).OrderByDescending(b => b.Match.Length)];
        others = all.FirstOrDefault(b => b.Match.Length == 0);
    }

    /// <summary>One bank for everything, as long as no table was imported.</summary>
    public static PayingBanks Default { get; } = new([new PayingBank("代发银行", "rcb-pipe")]);

    /// <summary>
    /// The table in force on a day, from all rows known, in order of knowledge. Of one “开户行包含” the latest 生效日期 not
    /// after the day counts; of equals the latest known. A row without a date counts from the start and replaces every
    /// row of its key known before. A bank has one way of being addressed at a time: that of its latest row.
    /// </summary>
    /// <returns>The default where no row is in force yet.</returns>
    /// <exception cref="BankFileRefused">The table contradicts itself; the message says where.</exception>
    internal static PayingBanks InForce(IReadOnlyList<DatedBank> known, DateOnly day)
    {
        var begun = known.Select((row, place) => (Row: row, Place: place))
            .Where(r => r.Row.From is not { } from || from <= day).ToList();
        var latest = begun.GroupBy(r => r.Row.Bank.Match, StringComparer.Ordinal).Select(Latest)
            .OrderBy(r => r.Place).ToList();
        if (latest.Count == 0) return Default;
        var address = begun.GroupBy(r => r.Row.Bank.Name, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => Latest(g).Row.Bank, StringComparer.Ordinal);
        return new PayingBanks(latest.Select(r => address[r.Row.Bank.Name] with { Match = r.Row.Bank.Match }));

        static (DatedBank Row, int Place) Latest(IEnumerable<(DatedBank Row, int Place)> rows) =>
            rows.Aggregate((before, next) =>
                next.Row.From is null || before.Row.From is null || before.Row.From <= next.Row.From ? next : before);
    }

    /// <summary>Names in the order of the table: the order of the files.</summary>
    public ImmutableArray<string> Names { get; }

    /// <summary>The bank with the longest text that is part of the 开户行, else the one for all others, else null
    /// (bank-unknown).</summary>
    public PayingBank? For(string? bankOfPayee)
    {
        if (bankOfPayee is { Length: > 0 })
        {
            foreach (var bank in longestFirst)
                if (bankOfPayee.Contains(bank.Match, StringComparison.Ordinal)) return bank;
        }

        return others;
    }

    private static void Check(PayingBank bank)
    {
        if (bank.Cnaps is { } cnaps && !BankFileReader.IsCnaps(cnaps))
            throw new BankFileRefused($"代发银行“{bank.Name}”的联行号“{cnaps}”不是12位数字。请按银行给的改正。");
        if (bank.RowsPerFile is < 1)
            throw new BankFileRefused($"代发银行“{bank.Name}”的每文件笔数要大于0。");
        if (bank.Profile.Columns.Contains(Field.DebitAccount) && bank is not { DebitAccount.Length: > 0 and <= 34 })
            throw new BankFileRefused($"代发银行“{bank.Name}”用{bank.ProfileName}格式，须有付款账号（最多34位）。请补齐。");
        if (bank.Profile.Layout != Layout.Pain) return;
        if (bank is not { Cnaps: not null, DebitName.Length: > 0, DebitAccount.Length: > 0 and <= 34 })
            throw new BankFileRefused($"代发银行“{bank.Name}”用{bank.ProfileName}格式，须有联行号、付款账号（最多34位）、付款户名。请补齐。");
    }

    private sealed class SameButMatch : IEqualityComparer<PayingBank>
    {
        public bool Equals(PayingBank? x, PayingBank? y) => (x! with { Match = "" }) == (y! with { Match = "" });

        public int GetHashCode(PayingBank bank) => bank.Name.GetHashCode(StringComparison.Ordinal);
    }
}
