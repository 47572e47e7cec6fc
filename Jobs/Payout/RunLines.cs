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
    private const int Length = 22;

    private readonly CopyReader values;
    private int next;

    private RunLines(CopyReader values) => this.values = values;

    /// <summary>Of the people of a range of serials.</summary>
    public static async Task<RunLines> Open(
        NpgsqlConnection connection, string table, int run, int first, int last, CancellationToken stop) =>
        new(await CopyReader.Open(connection, $"""
            select string_agg(int4send(person_id) || int2send(category) || int2send(component)
                || date_send(benefit_month) || int2send(kind) || int8send(fen), ''::bytea)
            from (
                select person_id / 1024 as block, person_id, category, component, benefit_month, kind, fen
                from {table} where run_id = {run} and person_id between {first} and {last}
                order by block, person_id, category, benefit_month, component, kind) as l
            group by block order by block
            """, 1, stop));

    public int PersonId { get; private set; }

    public RunLine Line { get; private set; }

    /// <summary>Goes to the next line; false, and no person, when there is none.</summary>
    public bool Next()
    {
        if (next >= values.Bytes(0).Length)
        {
            next = 0;
            if (!values.Next())
            {
                PersonId = 0;
                return false;
            }
        }

        var line = values.Bytes(0).Slice(next, Length);
        next += Length;
        PersonId = BinaryPrimitives.ReadInt32BigEndian(line);
        Line = new RunLine(
            BinaryPrimitives.ReadInt16BigEndian(line[4..]), BinaryPrimitives.ReadInt16BigEndian(line[6..]),
            CopyReader.MonthOf(line[8..]), (LineKind)BinaryPrimitives.ReadInt16BigEndian(line[12..]),
            BinaryPrimitives.ReadInt64BigEndian(line[14..]));
        return true;
    }

    public ValueTask DisposeAsync() => values.DisposeAsync();
}
