using Disbursement.Jobs.HandOver;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>Which payees a paying bank 代发银行 serves, and how: a row of banks.</summary>
public sealed record PayingBankRow
{
    public required int LineNumber { get; init; }

    public required string PayingBank { get; init; }

    /// <summary>格式: the name of a bank profile.</summary>
    public required string Profile { get; init; }

    /// <summary>开户行包含: text in the payee's 开户行; null serves all others.</summary>
    public string? Match { get; init; }

    /// <summary>联行号, digits as text.</summary>
    public string? Cnaps { get; init; }

    /// <summary>Digits as text.</summary>
    public string? DebitAccount { get; init; }

    public string? DebitName { get; init; }

    public string? CustomerNumber { get; init; }

    /// <summary>每文件笔数; null: as the profile says.</summary>
    public int? RowsPerFile { get; init; }

    /// <summary>截止时间 of the day, as written.</summary>
    public string? CutOff { get; init; }

    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>传送: folder:目录 or sftp://用户@主机/目录; null: people carry the files.</summary>
    public string? Link { get; init; }

    /// <summary>主机指纹 of an SFTP server, SHA256:…</summary>
    public string? HostKey { get; init; }
}

/// <summary>Reads the paying banks.</summary>
public static class PayingBankSheet
{
    /// <exception cref="SheetRefusedException">The file as a whole cannot be read.</exception>
    public static SheetReading<PayingBankRow> Read(SheetSource source, DateOnly today) =>
        new(source, SheetKind.Banks, today, Row);

    private static PayingBankRow? Row(RowCells cells)
    {
        cells.Require(Column.PayingBank);
        cells.Require(Column.Profile);
        var rows = cells.Whole(Column.RowsPerFile);
        if (rows == 0) cells.Fault(Column.RowsPerFile, RejectionReason.NotPositive);
        var (link, hostKey) = (cells.Text(Column.Link), cells.Text(Column.HostKey));
        if (link is not null && LinkAddress.Fault(link, hostKey) is { } fault) cells.Fault(Column.Link, fault);
        return new PayingBankRow
        {
            LineNumber = cells.LineNumber,
            PayingBank = cells.Text(Column.PayingBank)!,
            Profile = cells.Text(Column.Profile)!,
            Match = cells.Text(Column.Match),
            Cnaps = cells.AccountNumber(Column.Cnaps),
            DebitAccount = cells.AccountNumber(Column.DebitAccount),
            DebitName = cells.Text(Column.DebitName),
            CustomerNumber = cells.DigitText(Column.CustomerNumber),
            RowsPerFile = rows,
            CutOff = cells.Text(Column.CutOff),
            EffectiveFrom = cells.Date(Column.EffectiveOn),
            Link = link,
            HostKey = hostKey,
        };
    }
}
