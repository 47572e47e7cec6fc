namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>
/// Whether every quoted cell of a file closes as it should. One quote too many would make the rest of the file one
/// cell; such a file is read line by line instead, so that a bad quote costs its own line and no other.
/// </summary>
/// <remarks>Works on bytes: no wide character of UTF-8 or GB18030 holds a quote, a separator or a line end.</remarks>
internal sealed class QuoteSurvey(char separator)
{
    /// <summary>
    /// Nothing that belongs in a cell is as long; a quote that closes later than this was never meant to.
    /// </summary>
    private const int MostBytesQuoted = 1 << 15;

    private State state = State.AtStart;
    private int quoted;

    private enum State
    {
        /// <summary>At the start of a cell.</summary>
        AtStart,

        /// <summary>In a cell without quotes.</summary>
        Plain,

        /// <summary>Between the quotes of a cell.</summary>
        Quoted,

        /// <summary>Behind a quote in a quoted cell: the closing one, or the first of two.</summary>
        Closing,
    }

    /// <summary>Reads the stream from its start to its end.</summary>
    public static bool IsRegular(Stream file, char separator)
    {
        file.Position = 0;
        var survey = new QuoteSurvey(separator);
        var buffer = new byte[1 << 16];
        var isFirst = true;
        int read;
        while ((read = file.Read(buffer)) > 0)
        {
            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, read);
            if (isFirst && bytes.StartsWith(System.Text.Encoding.UTF8.Preamble)) bytes = bytes[3..];
            isFirst = false;
            if (!survey.Take(bytes)) return false;
        }

        return survey.state != State.Quoted;
    }

    private bool Take(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var taken = state switch
            {
                State.AtStart => Start(bytes[0]),
                State.Plain => SkipPlain(bytes),
                State.Quoted => SkipQuoted(bytes),
                _ => Close(bytes[0]),
            };
            if (taken == 0) return false;
            bytes = bytes[taken..];
        }

        return true;
    }

    private int Start(byte first)
    {
        quoted = 0;
        if (first == '"') state = State.Quoted;
        else if (!IsEnd(first)) state = State.Plain;
        return 1;
    }

    /// <summary>To the next quote: only one that stands at the start of a cell opens anything.</summary>
    private int SkipPlain(ReadOnlySpan<byte> bytes)
    {
        var quote = bytes.IndexOf((byte)'"');
        var end = quote < 0 ? bytes.Length : quote;
        if (end > 0 && IsEnd(bytes[end - 1]))
        {
            state = State.AtStart;
            return end;
        }

        return quote < 0 ? end : end + 1;
    }

    private int SkipQuoted(ReadOnlySpan<byte> bytes)
    {
        var quote = bytes.IndexOf((byte)'"');
        var length = quote < 0 ? bytes.Length : quote + 1;
        quoted += length;
        if (quoted > MostBytesQuoted) return 0;
        if (quote >= 0) state = State.Closing;
        return length;
    }

    /// <summary>0 when something else than the end of the cell follows.</summary>
    private int Close(byte next)
    {
        if (next == '"') state = State.Quoted;
        else if (IsEnd(next)) state = State.AtStart;
        else return 0;
        return 1;
    }

    private bool IsEnd(byte b) => b is (byte)'\r' or (byte)'\n' || b == separator;
}
