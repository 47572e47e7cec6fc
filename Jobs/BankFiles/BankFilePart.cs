namespace Disbursement.Jobs.BankFiles;

/// <summary>How rows become bytes: one writer for each <see cref="Layout"/>.</summary>
internal interface IBankFileLayout : IDisposable
{
    void Add(in BankRow row, string rowId, PayingBank bank);

    /// <summary>Writes what the totals decide and hands every byte to the stream.</summary>
    void Finish(long count, long sumFen);
}

/// <summary>One file (part) of a paying bank while it is being written, and what it is meant to come to.</summary>
internal sealed class BankFilePart : IDisposable
{
    private readonly Transmission transmission;
    private readonly FileStream stream;
    private readonly IBankFileLayout layout;
    private readonly BankProfile profile;
    private AccountTotal accounts;
    private long places;

    public BankFilePart(string folder, Transmission transmission, PayingBank bank, int bankOrdinal, int number)
    {
        this.transmission = transmission = transmission.Of(bank.Name, number);
        Bank = bank;
        BankOrdinal = bankOrdinal;
        Number = number;
        MessageId = transmission.MessageId(bankOrdinal, number);
        profile = bank.Profile;
        FileName = transmission.FileName(profile, bank.Name, number);
        stream = PrivateFile.Create(Path.Combine(folder, FileName));
        layout = profile.Layout switch
        {
            Layout.Pain => new PainLayout(stream, transmission, bank, MessageId),
            Layout.Headed => new HeadedLayout(stream, transmission, bank),
            Layout.Fixed => new FixedLayout(stream, transmission, bank),
            _ => new DelimitedLayout(stream, transmission, profile),
        };
    }

    public PayingBank Bank { get; }

    public string FileName { get; }

    /// <summary>1 for the bank's first file.</summary>
    public int Number { get; }

    /// <summary>Place of the bank in the table of paying banks.</summary>
    public int BankOrdinal { get; }

    public string MessageId { get; }

    public int TransmissionNumber => transmission.Number;

    public long Count { get; private set; }

    public long SumFen { get; private set; }

    public string AccountHash => accounts.ToString();

    /// <summary>Identity numbers of the first and last row, those that were struck out too.</summary>
    public string FirstIdNumber { get; private set; } = "";

    public string LastIdNumber { get; private set; } = "";

    public bool IsFull => places >= (Bank.RowsPerFile ?? profile.RowsPerFile);

    /// <summary>A row's place in the part: rows behind one that is struck out stay in their files.</summary>
    /// <returns>False: the row is struck out, and nothing is written.</returns>
    public bool Take(in BankRow row)
    {
        if (places++ == 0) FirstIdNumber = row.IdNumber;
        LastIdNumber = row.IdNumber;
        return !transmission.Struck.Contains(row.PersonId);
    }

    /// <param name="row">The row; its name and account must be what the bank takes.</param>
    /// <param name="matched">The line of the table of paying banks by which it came here.</param>
    public void Add(in BankRow row, PayingBank matched)
    {
        var rowId = transmission.RowIdOf(row.PersonId);
        if (row.Fen <= 0) throw new BankFileRefused($"行号{rowId}的金额不大于0，不能写入代发文件。请重新核算本批。");
        // Everybody was checked when the run was assessed; a row that fails here was changed since.
        if (profile.Check(row.NameWritten, row.Account) is { } problem)
        {
            throw new BankFileRefused(
                $"行号{rowId}的户名或账号{Bank.Name}不能接收（{problem.Code}），核算之后有变动。请撤下该人或重新核算本批。");
        }

        layout.Add(row, rowId, matched);
        Count++;
        SumFen += row.Fen;
        accounts.Add(row.Account);
    }

    /// <summary>Ends the file; its bytes are on the disk when this returns.</summary>
    public void Finish()
    {
        layout.Finish(Count, SumFen);
        stream.Flush(flushToDisk: true);
        Dispose();
    }

    public void Dispose()
    {
        layout.Dispose();
        stream.Dispose();
    }
}
