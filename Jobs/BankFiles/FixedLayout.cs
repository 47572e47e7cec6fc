using System.Text;

namespace Disbursement.Jobs.BankFiles;

/// <summary>Rows of fields of fixed widths. A width counts bytes, as banks count, and is filled with blanks.</summary>
internal sealed class FixedLayout(Stream stream, Transmission transmission, PayingBank bank) : IBankFileLayout
{
    private readonly BankProfile profile = bank.Profile;
    private readonly RowBytes row = new(bank.Profile, transmission, bank);
    private readonly byte[] lineEnd = Encoding.ASCII.GetBytes(bank.Profile.LineEnd);

    public void Add(in BankRow bankRow, string rowId, PayingBank matched)
    {
        row.Begin();
        var edge = 0;
        for (var i = 0; i < profile.Columns.Length; i++)
        {
            row.Add(profile.Columns[i], bankRow, rowId);
            edge += profile.Widths[i];
            // Cut short, a name is another name and an amount another amount.
            if (row.Length > edge)
            {
                throw new BankFileRefused(
                    $"行号{rowId}的{profile.Columns[i]}栏超过{profile.Widths[i]}字节，不能写入代发文件。请撤下该人或重新核算本批。");
            }

            row.PadTo(edge);
        }

        row.Add(lineEnd);
        stream.Write(row.Written);
    }

    public void Finish(long count, long sumFen) => stream.Flush();

    public void Dispose()
    {
        // The stream belongs to the part.
    }
}
