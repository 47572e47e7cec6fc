using System.Globalization;

namespace Disbursement.Samples.Counties;

/// <summary>Writes rows of a CSV file: comma, LF, quotes only where a value needs them.</summary>
public sealed class Csv(TextWriter writer)
{
    private bool begun;

    public Csv Field(ReadOnlySpan<char> value)
    {
        if (begun) writer.Write(',');
        begun = true;
        if (value.IndexOfAny(",\"\r\n") < 0) writer.Write(value);
        else writer.Write($"\"{value.ToString().Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        return this;
    }

    /// <summary>YYYY-MM-DD, or nothing.</summary>
    public Csv Field(DateOnly? day)
    {
        Span<char> text = stackalloc char[10];
        if (day is null) return Field(ReadOnlySpan<char>.Empty);
        day.Value.TryFormat(text, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Field(text[..length]);
    }

    /// <summary>0 is left empty: no number in these files may be zero.</summary>
    public Csv Field(int number)
    {
        Span<char> text = stackalloc char[11];
        if (number == 0) return Field(ReadOnlySpan<char>.Empty);
        number.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        return Field(text[..length]);
    }

    public void End()
    {
        writer.Write('\n');
        begun = false;
    }

    public void Row(params ReadOnlySpan<string> values)
    {
        foreach (var value in values) Field(value);
        End();
    }
}
