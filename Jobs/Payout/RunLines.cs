using System.Buffers.Binary;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

internal readonly record struct RunLine(short Category, short Component, PayMonth Month, LineKind Kind, long Fen);

/// <summary>The lines of a run, one person at a time in order of serial.</summary>
/// <remarks>They come many in a value: each value by itself costs more than reading the lines in it.</remarks>
internal sealed class RunLines : IAsyncDisposable
{
    private const int KindBits = 4;
    private const int ComponentBits = 16;
    private const int DayBits = 18;

    /// <summary>What a line is for as one number: category, day, component, kind, from the highest bits down.</summary>
    private const string What =
        "(((category::bigint << 18) + (benefit_month - date '1900-01-01')) << 20) + (component << 4) + kind";

    private static readonly DateOnly FirstDay = new(1900, 1, 1);

    private readonly Stream[] streams;
    private readonly List<(long What, long Fen)> lines = [];

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
        const int InValue = 1024;
        await LargeSets.PrepareKeyOrder(forMonth, stop);
        await LargeSets.PrepareStream(forOthers, stop);
        return new RunLines(
            new Stream(await CopyReader.Open(forMonth, $"""
                select lines from generate_series({first}, {last}, {InValue}) as b (first), lateral (
                    select string_agg(int4send(person_id) || int8send(what) || int8send(fen), ''::bytea) as lines from (
                        select person_id, fen, {What} as what from payment_line
                        where benefit_month = '{run.Month.FirstDay:yyyy-MM-dd}' and run_id = {run.Id}
                            and person_id between b.first and least(b.first + {InValue - 1}, {last})
                        order by benefit_month, person_id) as l) as v
                where lines is not null
                """, stop)),
            new Stream(await Sorted(forOthers, "payment_line", run.Id, first, last, run.Month.FirstDay, stop)));
    }

    /// <summary>Of all people, from a table without a key.</summary>
    public static async Task<RunLines> Open(
        NpgsqlConnection connection, string table, int run, int last, CancellationToken stop)
    {
        await LargeSets.PrepareStream(connection, stop);
        return new RunLines(new Stream(await Sorted(connection, table, run, 1, last, default, stop)));
    }

    /// <summary>0 before the first person and after the last.</summary>
    public int PersonId { get; private set; }

    /// <summary>The person's lines in order of category, month, component, kind.</summary>
    public void AddTo(RunRow row)
    {
        foreach (var (what, fen) in lines)
        {
            row.Add(new RunLine(
                (short)(what >> (KindBits + ComponentBits + DayBits)),
                (short)(what >> KindBits & ((1 << ComponentBits) - 1)),
                PayMonth.Of(FirstDay.AddDays((int)(what >> (KindBits + ComponentBits) & ((1 << DayBits) - 1)))),
                (LineKind)(what & ((1 << KindBits) - 1)),
                fen));
        }
    }

    /// <summary>Goes to the next person who has a line.</summary>
    public void Next()
    {
        lines.Clear();
        PersonId = 0;
        foreach (var stream in streams)
        {
            if (stream.PersonId != 0 && (PersonId == 0 || stream.PersonId < PersonId)) PersonId = stream.PersonId;
        }

        if (PersonId == 0) return;
        foreach (var stream in streams)
        {
            for (; stream.PersonId == PersonId; stream.Next()) lines.Add((stream.What, stream.Fen));
        }

        if (lines.Count > 1) lines.Sort();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in streams) await stream.Values.DisposeAsync();
    }

    private static Task<CopyReader> Sorted(
        NpgsqlConnection connection, string table, int run, int first, int last, DateOnly without,
        CancellationToken stop) => CopyReader.Open(connection, $"""
            select string_agg(int4send(person_id) || int8send(what) || int8send(fen), ''::bytea)
            from (
                select person_id / 1024 as block, person_id, fen, {What} as what
                from {table} where run_id = {run} and person_id between {first} and {last}
                    and benefit_month <> '{without:yyyy-MM-dd}'
                order by block, person_id) as l
            group by block order by block
            """, stop);

    /// <summary>Lines of one statement, each 20 bytes: person 4, what the line is for 8, fen 8.</summary>
    private sealed class Stream
    {
        private const int Length = 20;

        private int next;

        public Stream(CopyReader values)
        {
            Values = values;
            Next();
        }

        public CopyReader Values { get; }

        /// <summary>0 behind the last line.</summary>
        public int PersonId { get; private set; }

        public long What { get; private set; }

        public long Fen { get; private set; }

        public void Next()
        {
            if (next >= Values.Value.Length)
            {
                next = 0;
                if (!Values.Next())
                {
                    PersonId = 0;
                    return;
                }
            }

            var line = Values.Value.Slice(next, Length);
            next += Length;
            PersonId = BinaryPrimitives.ReadInt32BigEndian(line);
            What = BinaryPrimitives.ReadInt64BigEndian(line[4..]);
            Fen = BinaryPrimitives.ReadInt64BigEndian(line[12..]);
        }
    }
}
