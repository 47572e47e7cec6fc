using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>A line of a bank row.</summary>
/// <param name="What">
/// What it is for as one number, in whose order lines are written: category, day, component, kind, from the highest
/// bits down.
/// </param>
internal readonly record struct RunLine(long What, long Fen) : IComparable<RunLine>
{
    public const int KindBits = 4;
    public const int ComponentBits = 16;
    public const int DayBits = 18;

    private static readonly DateOnly FirstDay = new(1900, 1, 1);

    public short Category => (short)(What >> (KindBits + ComponentBits + DayBits));

    public short Component => (short)(What >> KindBits & ((1 << ComponentBits) - 1));

    public PayMonth Month =>
        PayMonth.Of(FirstDay.AddDays((int)(What >> (KindBits + ComponentBits) & ((1 << DayBits) - 1))));

    public LineKind Kind => (LineKind)(What & ((1 << KindBits) - 1));

    public static RunLine For(short category, short component, PayMonth month, LineKind kind, long fen) =>
        new(((((((long)category << DayBits) + Day(month)) << ComponentBits) + component) << KindBits) + (int)kind, fen);

    public int CompareTo(RunLine other) => What != other.What ? What.CompareTo(other.What) : Fen.CompareTo(other.Fen);

    /// <summary>Days from 1900 to the month.</summary>
    public static int Day(PayMonth month) => month.FirstDay.DayNumber - FirstDay.DayNumber;
}

/// <summary>The lines of a run, one person at a time in order of serial.</summary>
/// <remarks>They come many in a value: each value by itself costs more than reading the lines in it.</remarks>
internal sealed class RunLines : IAsyncDisposable
{
    private readonly Stream[] streams;
    private readonly List<RunLine> lines = [];

    private RunLines(params Stream[] streams) => this.streams = streams;

    /// <summary>
    /// Of the people of a range of serials, from the line table: nearly all are of the pay month, and so lie in the
    /// order of the key; only the others are sorted.
    /// </summary>
    /// <param name="forMonth">A connection for the lines of the pay month.</param>
    /// <param name="forOthers">Another, for all others.</param>
    public static async Task<RunLines> Open(
        NpgsqlConnection forMonth, NpgsqlConnection forOthers, PayoutRun run, int first, int last,
        CancellationToken stop)
    {
        // The server grows a value by copying it, so a value is not too long. What a line of one month is for takes 32
        // bits: the number of a category has two digits of base 36.
        const int InValue = 128;
        await LargeSets.PrepareKeyOrder(forMonth, stop);
        await LargeSets.PrepareStream(forOthers, stop);
        return new RunLines(
            new Stream(await CopyReader.Open(forMonth, $"""
                select lines from generate_series({first}, {last}, {InValue}) as b (first), lateral (
                    select string_agg(int8send((person_id::bigint << 32) + (category::bigint << 20)
                        + (component::int << 4) + kind) || int8send(fen), ''::bytea) as lines from (
                        select person_id, fen, category, component, kind from payment_line
                        where benefit_month = '{run.Month.FirstDay:yyyy-MM-dd}' and run_id = {run.Id}
                            and person_id between b.first and least(b.first + {InValue - 1}, {last})
                        order by benefit_month, person_id) as l) as v
                where lines is not null
                """, stop), run.Month),
            new Stream(await OfOtherMonths(forOthers, run, first, last, stop)));
    }

    /// <summary>0 before the first person and after the last.</summary>
    public int PersonId { get; private set; }

    /// <summary>The person's lines in order of category, month, component, kind.</summary>
    public ReadOnlySpan<RunLine> OfPerson => CollectionsMarshal.AsSpan(lines);

    /// <summary>What they add up to.</summary>
    public long Fen { get; private set; }

    /// <summary>Goes to the next person who has a line.</summary>
    public void Next()
    {
        lines.Clear();
        (PersonId, Fen) = (0, 0);
        foreach (var stream in streams)
        {
            if (stream.PersonId != 0 && (PersonId == 0 || stream.PersonId < PersonId)) PersonId = stream.PersonId;
        }

        if (PersonId == 0) return;
        foreach (var stream in streams)
        {
            for (; stream.PersonId == PersonId; stream.Next())
            {
                lines.Add(stream.Line);
                Fen += stream.Line.Fen;
            }
        }

        if (lines.Count > 1) lines.Sort();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in streams) await stream.DisposeAsync();
    }

    private static Task<CopyReader> OfOtherMonths(
        NpgsqlConnection connection, PayoutRun run, int first, int last, CancellationToken stop) =>
        CopyReader.Open(connection, $"""
            select string_agg(int4send(person_id) || int8send((((category::bigint << 18)
                + (benefit_month - date '1900-01-01')) << 20) + (component::int << 4) + kind) || int8send(fen),
                ''::bytea)
            from (
                select person_id / 128 as block, person_id, fen, category, benefit_month, component, kind
                from payment_line where run_id = {run.Id} and person_id between {first} and {last}
                    and benefit_month <> '{run.Month.FirstDay:yyyy-MM-dd}'
                order by block, person_id) as l
            group by block order by block
            """, stop);

    /// <summary>
    /// Lines of one statement, many in a value: person 4 bytes; what the line is for, 4 where all are of one month and
    /// 8 where they are of any; fen 8.
    /// </summary>
    private sealed class Stream
    {
        private const int LowBits = RunLine.ComponentBits + RunLine.KindBits;

        private readonly CopyReader values;
        private readonly long? day;
        private readonly int length;
        private int next;

        /// <param name="month">The month of all; null: of any.</param>
        public Stream(CopyReader values, PayMonth? month = null)
        {
            this.values = values;
            day = month is { } m ? (long)RunLine.Day(m) << LowBits : null;
            length = month is null ? 20 : 16;
            Next();
        }

        /// <summary>0 behind the last line.</summary>
        public int PersonId { get; private set; }

        public RunLine Line { get; private set; }

        public void Next()
        {
            if (next >= values.Value.Length)
            {
                next = 0;
                if (!values.Next())
                {
                    PersonId = 0;
                    return;
                }
            }

            var line = values.Value.Slice(next, length);
            next += length;
            PersonId = BinaryPrimitives.ReadInt32BigEndian(line);
            Line = new RunLine(
                day is { } d ? WithMonth(BinaryPrimitives.ReadInt32BigEndian(line[4..]), d)
                    : BinaryPrimitives.ReadInt64BigEndian(line[4..]),
                BinaryPrimitives.ReadInt64BigEndian(line[(length - 8)..]));
        }

        public ValueTask DisposeAsync() => values.DisposeAsync();

        private static long WithMonth(int what, long day) =>
            ((long)(what >> LowBits) << (LowBits + RunLine.DayBits)) + day + (what & ((1 << LowBits) - 1));
    }
}
