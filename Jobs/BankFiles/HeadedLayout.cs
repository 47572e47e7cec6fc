using System.Globalization;
using System.Text;

namespace Disbursement.Jobs.BankFiles;

/// <summary>Rows with a delimiter behind each field, between a header that states the totals and a trailer.</summary>
/// <remarks>
/// The totals stand before the rows and are known after them, and a bank's text file has no room that means nothing: so
/// the rows wait in a file without a name until the header is written.
/// </remarks>
internal sealed class HeadedLayout(Stream stream, Transmission transmission, PayingBank bank) : IBankFileLayout
{
    private readonly BankProfile profile = bank.Profile;
    private readonly RowBytes row = new(bank.Profile, transmission, bank);
    private readonly byte[] delimiter = Encoding.ASCII.GetBytes(bank.Profile.Delimiter!);
    private readonly byte[] lineEnd = Encoding.ASCII.GetBytes(bank.Profile.LineEnd);
    private readonly FileStream rows = PrivateFile.CreateWithoutName();

    public void Add(in BankRow bankRow, string rowId, PayingBank matched)
    {
        row.Begin();
        foreach (var column in profile.Columns)
        {
            row.Add(column, bankRow, rowId);
            row.Add(delimiter);
        }

        row.Add(lineEnd);
        rows.Write(row.Written);
    }

    public void Finish(long count, long sumFen)
    {
        foreach (var line in profile.Header)
        {
            WriteLine(line
                .Replace("{pay-day}", RowBytes.DayOf(transmission), StringComparison.Ordinal)
                .Replace("{sum}", RowBytes.Amount(profile, sumFen), StringComparison.Ordinal)
                .Replace("{count}", count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        }

        rows.Position = 0;
        rows.CopyTo(stream);
        rows.Dispose();
        foreach (var line in profile.Trailer) WriteLine(line);
        stream.Flush();
    }

    public void Dispose() => rows.Dispose();

    private void WriteLine(string text)
    {
        stream.Write(BankCharacters.Strict(profile.Encoding).GetBytes(text));
        stream.Write(lineEnd);
    }
}
