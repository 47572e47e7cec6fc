using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// The cards of people as a run knew them, in order of their serials: each row of the copy is one value with many
/// <see cref="Intake.PersonCard"/>s.
/// </summary>
internal static class KnownPeople
{
    /// <summary>How many serials a value spans; the server sends a value whole.</summary>
    private const int InValue = 256;

    /// <param name="only">Of the range these people; null: all.</param>
    public static Task<CopyReader> Open(
        NpgsqlConnection connection, int first, int last, long knownThrough, int[]? only, CancellationToken stop)
    {
        var known = $"known_from <= {knownThrough} and known_to > {knownThrough}";
        return CopyReader.Open(connection, only is { Length: > 0 }
            ? $"""
                select card from person_version where person_id in ({string.Join(',', only)}) and {known}
                order by person_id
                """
            : $"""
                select cards from generate_series({first}, {last}, {InValue}) as b (first), lateral (
                    select string_agg(card, ''::bytea) as cards from (
                        select card from person_version
                        where person_id between b.first and least(b.first + {InValue - 1}, {last}) and {known}
                        order by person_id) as p) as c
                where cards is not null
                """, stop);
    }
}
