using System.Text;
using Disbursement.Domain;

namespace Disbursement.Jobs.BankFiles;

/// <summary>Rows with a delimiter, by the columns of the profile.</summary>
internal sealed class DelimitedLayout(Stream stream, Transmission transmission, BankProfile profile) : IBankFileLayout
{
    private readonly Encoding encoding = BankCharacters.Strict(profile.Encoding);
    private readonly string batch = transmission.Batch;
    private readonly StringBuilder line = new();
    private byte[] bytes = new byte[1024];

    public void Add(in BankRow row, string rowId, PayingBank bank)
    {
        line.Clear();
        foreach (var column in profile.Columns)
        {
            if (line.Length > 0) line.Append(profile.Delimiter);
            var value = Value(column, row, rowId);
            // A field is written as it is, never quoted: to a bank a quoted name is another name.
            if (value.AsSpan().IndexOfAny(profile.Delimiter![0], '\r', '\n') >= 0)
                throw new BankFileRefused($"行号{rowId}的{column}栏里有分隔符或换行，不能写入代发文件。请改正后重新核算本批。");
            line.Append(value);
        }

        line.Append(profile.LineEnd);
        Write(line.ToString());
    }

    public void Finish(long count, long sumFen) => stream.Flush();

    public void Dispose()
    {
        // The stream belongs to the part.
    }

    private void Write(string text)
    {
        var most = encoding.GetMaxByteCount(text.Length);
        if (bytes.Length < most) bytes = new byte[most];
        stream.Write(bytes, 0, encoding.GetBytes(text, bytes));
    }

    private string Value(Field column, in BankRow row, string rowId) => column switch
    {
        Field.RowId => rowId,
        Field.Name => row.NameWritten,
        Field.IdNumber => row.IdNumber,
        Field.Amount => Money.Yuan(row.Fen),
        Field.Batch => batch,
        Field.Account => row.Account,
        Field.Region => row.RegionCode,
        _ => throw new InvalidOperationException($"No column {column}."),
    };
}
