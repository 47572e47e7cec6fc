using System.Globalization;
using System.Text;
using Disbursement.Domain;

namespace Disbursement.Jobs.BankFiles;

/// <summary>Rows with a delimiter, by the columns of the profile.</summary>
internal sealed class DelimitedLayout(Stream stream, Transmission transmission, BankProfile profile) : IBankFileLayout
{
    private const int BytesPerCharacter = 4;

    private readonly BankCharacters characters = profile.Characters;
    private readonly char delimiter = profile.Delimiter![0];
    private readonly byte[] lineEnd = Encoding.ASCII.GetBytes(profile.LineEnd);
    private readonly string batch = transmission.Batch;
    private byte[] line = new byte[1024];
    private int used;

    public void Add(in BankRow row, string rowId, PayingBank bank)
    {
        used = 0;
        for (var i = 0; i < profile.Columns.Length; i++)
        {
            if (i > 0) line[used++] = (byte)delimiter;
            var column = profile.Columns[i];
            if (column == Field.Amount) WriteAmount(row.Fen);
            else Write(column, Value(column, row, rowId), rowId);
        }

        lineEnd.CopyTo(line.AsSpan(used));
        stream.Write(line, 0, used + lineEnd.Length);
    }

    public void Finish(long count, long sumFen) => stream.Flush();

    public void Dispose()
    {
        // The stream belongs to the part.
    }

    private void Write(Field column, string value, string rowId)
    {
        // A field is written as it is, never quoted: to a bank a quoted name is another name.
        if (value.AsSpan().IndexOfAny(delimiter, '\r', '\n') >= 0)
            throw new BankFileRefused($"行号{rowId}的{column}栏里有分隔符或换行，不能写入代发文件。请改正后重新核算本批。");
        // With room for an amount, a delimiter and the end of the line.
        var most = used + (BytesPerCharacter * value.Length) + 64;
        if (line.Length < most) Array.Resize(ref line, 2 * most);
        used += characters.Write(value, line.AsSpan(used));
    }

    /// <summary>Yuan with two decimals.</summary>
    private void WriteAmount(long fen)
    {
        (fen / 100).TryFormat(line.AsSpan(used), out var written, default, CultureInfo.InvariantCulture);
        used += written;
        line[used++] = (byte)'.';
        line[used++] = (byte)('0' + (fen / 10 % 10));
        line[used++] = (byte)('0' + (fen % 10));
    }

    private string Value(Field column, in BankRow row, string rowId) => column switch
    {
        Field.RowId => rowId,
        Field.Name => row.NameWritten,
        Field.IdNumber => row.IdNumber,
        Field.Batch => batch,
        Field.Account => row.Account,
        Field.Region => row.RegionCode,
        _ => throw new InvalidOperationException($"No column {column}."),
    };
}
