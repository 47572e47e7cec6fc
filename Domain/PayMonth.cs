using System.Globalization;

namespace Disbursement.Domain;

/// <summary>A calendar month: 所属期 of a run, or 待遇月份 of a line.</summary>
/// <remarks>The default value is 0001-01, a valid month. Ordered by time.</remarks>
public readonly record struct PayMonth : IComparable<PayMonth>
{
    /// <summary>Months since 0001-01.</summary>
    public int Index { get; }

    public PayMonth(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        Index = index;
    }

    public PayMonth(int year, int month) : this(((year - 1) * 12) + Checked(month)) { }

    public static PayMonth Max { get; } = new(9999, 12);

    public int Year => (Index / 12) + 1;

    /// <summary>1–12.</summary>
    public int Number => (Index % 12) + 1;

    public DateOnly FirstDay => new(Year, Number, 1);

    public DateOnly LastDay => this == Max ? DateOnly.MaxValue : (this + 1).FirstDay.AddDays(-1);

    public static PayMonth Of(DateOnly date) => new(date.Year, date.Month);

    public static PayMonth operator +(PayMonth month, int months) => new(month.Index + months);

    public static PayMonth operator -(PayMonth month, int months) => new(month.Index - months);

    /// <summary>Whole months from the second to the first.</summary>
    public static int operator -(PayMonth a, PayMonth b) => a.Index - b.Index;

    public static bool operator <(PayMonth a, PayMonth b) => a.Index < b.Index;

    public static bool operator >(PayMonth a, PayMonth b) => a.Index > b.Index;

    public static bool operator <=(PayMonth a, PayMonth b) => a.Index <= b.Index;

    public static bool operator >=(PayMonth a, PayMonth b) => a.Index >= b.Index;

    public static PayMonth Earlier(PayMonth a, PayMonth b) => a <= b ? a : b;

    public static PayMonth Later(PayMonth a, PayMonth b) => a >= b ? a : b;

    public int CompareTo(PayMonth other) => Index.CompareTo(other.Index);

    /// <summary>Reads YYYY-MM, nothing else.</summary>
    public static bool TryParse(string? text, out PayMonth month)
    {
        month = default;
        if (text is not { Length: 7 } || text[4] != '-') return false;
        var invariant = CultureInfo.InvariantCulture;
        if (!int.TryParse(text.AsSpan(0, 4), NumberStyles.None, invariant, out var year)) return false;
        if (!int.TryParse(text.AsSpan(5, 2), NumberStyles.None, invariant, out var number)) return false;
        if (year < 1 || number is < 1 or > 12) return false;
        month = new PayMonth(year, number);
        return true;
    }

    /// <summary>Reads YYYY-MM; anything else is a programmer's error.</summary>
    public static PayMonth Parse(string text) =>
        TryParse(text, out var month) ? month : throw new FormatException($"'{text}' is not a month YYYY-MM.");

    /// <summary>YYYY-MM.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");

    private static int Checked(int month) =>
        month is >= 1 and <= 12 ? month - 1 : throw new ArgumentOutOfRangeException(nameof(month), month, null);
}
