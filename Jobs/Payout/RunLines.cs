using System.Buffers.Binary;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

internal readonly record struct RunLine(short Category, short Component, PayMonth Month, LineKind Kind, long Fen);

/// <summary>The lines of a run, one at a time, in order of person, category, month, component, kind.</summary>
/// <remarks>They come many in a value: each value by itself costs more than reading the lines in it.</remarks>
internal sealed class RunLines : IAsyncDisposable
{
    /// <summary>Person 4 bytes, what the line is for 8, fen 8.</summary>
    private const int Length = 20;

    private const int KindBits = 4;
    private const int ComponentBits = 16;
    private const int DayBits = 18;

    private static readonly DateOnly FirstDay = new(1900, 1, 1);

    private readonly CopyReader values;
    private int next;

    private RunLines(CopyReader values) => this.values = values;

    /// <summary>Of the people of a range of serials.</summary>
    public static async Task<RunLines> Open(
        NpgsqlConnection connection, string table, int run, int first, int last, CancellationToken stop) =>
        new(await CopyReader.Open(connection, $"""
            select string_agg(int4send(person_id) || int8send(what) || int8send(fen), ''::bytea)
            from (
                select person_id / 1024 as block, person_id, fen,
                    (((category::bigint << 18) + (benefit_month - date '1900-01-01')) << 20) + (component << 4) + kind
                        as what
                from {table} where run_id = {run} and person_id between {first} and {last}
                order by block, person_id, what) as l
            group by block order by block
            """, stop));

    public int PersonId { get; private set; }

    public RunLine Line { get; private set; }

    /// <summary>Goes to the next line; false, and no person, when there is none.</summary>
    public bool Next()
    {
        if (next >= values.Value.Length)
        {
            next = 0;
            if (!values.Next())
            {
                PersonId = 0;
                return false;
            }
        }

        var line = values.Value.Slice(next, Length);
        next += Length;
        PersonId = BinaryPrimitives.ReadInt32BigEndian(line);
        // Highest first, so that one number sorts by category, month, component, kind.
        var what = BinaryPrimitives.ReadInt64BigEndian(line[4..]);
        Line = new RunLine(
            (short)(what >> (KindBits + ComponentBits + DayBits)),
            (short)(what >> KindBits & ((1 << ComponentBits) - 1)),
            PayMonth.Of(FirstDay.AddDays((int)(what >> (KindBits + ComponentBits) & ((1 << DayBits) - 1)))),
            (LineKind)(what & ((1 << KindBits) - 1)),
            BinaryPrimitives.ReadInt64BigEndian(line[12..]));
        return true;
    }

    public ValueTask DisposeAsync() => values.DisposeAsync();
}
