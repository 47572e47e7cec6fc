using System.Buffers.Binary;
using System.Text;
using Disbursement.Domain.People;

namespace Disbursement.Domain.Entitlements;

/// <summary>
/// The identities, holds and death of a folded person as bytes, for the cache. Who receives and the names stand beside
/// it in columns. A new form of the bytes is a new first byte and a refolding of everybody; what few people have stands
/// behind the identities, and is not there of the others.
/// </summary>
public static class FoldedBytes
{
    private const byte Form = 1;
    private const int OpenMonth = int.MaxValue;
    private const byte LongCount = 255;

    public static byte[] Write(FoldedPerson person)
    {
        var writer = new Writer();
        writer.Byte(Form);
        writer.Date(person.DiedOn);
        Write(writer, person.Hold);
        writer.Count(person.Identities.Length);
        foreach (var identity in person.Identities) Write(writer, identity);
        if (person.Funeral is { } funeral)
        {
            writer.Byte(funeral.IsApplied ? (byte)1 : (byte)0);
            writer.Text(funeral.Cause);
        }

        return writer.ToArray();
    }

    /// <summary>Reads what <see cref="Write(FoldedPerson)"/> wrote; the columns are the caller's.</summary>
    public static (DateOnly? DiedOn, HoldInForce? Hold, FoldedIdentity[] Identities, FuneralFacts? Funeral) Read(
        ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes);
        if (reader.Byte() != Form)
            throw new FormatException("The folded person has an unknown form; refold everybody.");
        var diedOn = reader.Date();
        var hold = ReadHold(ref reader);
        var identities = new FoldedIdentity[reader.Count()];
        for (var i = 0; i < identities.Length; i++) identities[i] = ReadIdentity(ref reader);
        if (reader.IsAtEnd) return (diedOn, hold, identities, null);
        var isApplied = reader.Byte() == 1;
        return (diedOn, hold, identities, new FuneralFacts(reader.Text(), isApplied));
    }

    private static void Write(Writer writer, FoldedIdentity identity)
    {
        writer.Int(identity.Category);
        writer.Long(identity.Enrolled.Act);
        writer.Int(identity.Enrolled.Row);
        writer.Byte((byte)((identity.IsDocumented ? 1 : 0) | (identity.Ended ? 2 : 0)));
        Write(writer, identity.Hold);
        writer.Count(identity.Spans.Length);
        foreach (var span in identity.Spans)
        {
            writer.Month(span.From);
            writer.Month(span.To);
            writer.Byte(span.Grade.Level);
            writer.Byte((byte)span.Grade.Nature);
            writer.Byte((byte)span.Grade.Period);
            writer.Byte((byte)span.Nursing);
            writer.Int(span.Grade.ServiceYears is { } years ? (int)(years * 100) : -1);
            writer.Long(span.Grade.AssessedFen ?? -1);
        }

        writer.Count(identity.Assessed.Length);
        foreach (var assessed in identity.Assessed)
        {
            writer.Int(assessed.Component);
            writer.Month(assessed.From);
            writer.Month(assessed.To);
            writer.Long(assessed.Fen);
            writer.Int(assessed.StandardId);
        }
    }

    private static FoldedIdentity ReadIdentity(ref Reader reader)
    {
        var category = (short)reader.Int();
        var enrolled = new Place(reader.Long(), reader.Int());
        var flags = reader.Byte();
        var hold = ReadHold(ref reader);
        var spans = new Span[reader.Count()];
        for (var i = 0; i < spans.Length; i++) spans[i] = ReadSpan(ref reader);
        var assessed = new AssessedSpan[reader.Count()];
        for (var i = 0; i < assessed.Length; i++)
        {
            assessed[i] = new AssessedSpan(
                (short)reader.Int(), reader.Month(), reader.Month(), reader.Long(), reader.Int());
        }

        return new FoldedIdentity(category, enrolled, (flags & 1) != 0, hold, spans, assessed, (flags & 2) != 0);
    }

    private static Span ReadSpan(ref Reader reader)
    {
        var from = reader.Month();
        var to = reader.Month();
        var level = reader.Byte();
        var nature = (Nature)reader.Byte();
        var period = (Period)reader.Byte();
        var nursing = (Nursing)reader.Byte();
        var years = reader.Int();
        var fen = reader.Long();
        return new Span(
            from, to, new Grade(level, nature, period, years < 0 ? null : years / 100m, fen < 0 ? null : fen), nursing);
    }

    private static void Write(Writer writer, HoldInForce? hold)
    {
        writer.Byte(hold is null ? (byte)0 : (byte)1);
        if (hold is null) return;
        writer.Date(hold.Since);
        writer.Text(hold.Reason);
        writer.Text(hold.Document);
    }

    private static HoldInForce? ReadHold(ref Reader reader) =>
        reader.Byte() == 0 ? null : new HoldInForce(reader.Date() ?? default, reader.Text(), reader.Text());

    private sealed class Writer
    {
        private readonly List<byte> bytes = new(64);

        public void Byte(byte value) => bytes.Add(value);

        /// <summary>Nearly always a byte; from 255 on that byte and an int.</summary>
        public void Count(int value)
        {
            Byte((byte)Math.Min(value, LongCount));
            if (value >= LongCount) Int(value);
        }

        public void Int(int value)
        {
            Span<byte> buffer = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(buffer, value);
            bytes.AddRange(buffer);
        }

        public void Long(long value)
        {
            Span<byte> buffer = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(buffer, value);
            bytes.AddRange(buffer);
        }

        public void Month(PayMonth month) => Int(month == PayMonth.Max ? OpenMonth : month.Index);

        public void Date(DateOnly? date) => Int(date?.DayNumber ?? -1);

        public void Text(string? text)
        {
            var encoded = text is null ? [] : Encoding.UTF8.GetBytes(text);
            Int(text is null ? -1 : encoded.Length);
            bytes.AddRange(encoded);
        }

        public byte[] ToArray() => [.. bytes];
    }

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private ReadOnlySpan<byte> rest = bytes;

        public readonly bool IsAtEnd => rest.IsEmpty;

        public byte Byte()
        {
            var value = rest[0];
            rest = rest[1..];
            return value;
        }

        public int Count() => Byte() is var count && count == LongCount ? Int() : count;

        public int Int()
        {
            var value = BinaryPrimitives.ReadInt32LittleEndian(rest);
            rest = rest[4..];
            return value;
        }

        public long Long()
        {
            var value = BinaryPrimitives.ReadInt64LittleEndian(rest);
            rest = rest[8..];
            return value;
        }

        public PayMonth Month() => Int() is var index && index == OpenMonth ? PayMonth.Max : new PayMonth(index);

        public DateOnly? Date() => Int() is var day && day < 0 ? null : DateOnly.FromDayNumber(day);

        public string? Text()
        {
            var length = Int();
            if (length < 0) return null;
            var text = Encoding.UTF8.GetString(rest[..length]);
            rest = rest[length..];
            return text;
        }
    }
}
