using System.Globalization;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>
/// What the journal alone says: a file that is in it has left, until two people have said by the bank's paper that it
/// was not received. Whatever the database says of its state, it does not leave again.
/// </summary>
internal static class JournalWords
{
    /// <summary>Of the files of a run that are in the journal, those without such a word since.</summary>
    public static async Task<HashSet<string>> HaveLeft(
        NpgsqlConnection connection, int run, IEnumerable<JournalEntry> entries, CancellationToken stop)
    {
        var said = (await connection.Rows("""
            select f ->> 'Name', max(performed_at) from audit_entry, jsonb_array_elements(detail -> 'files') f
            where chain = $1 and what = 'doubt-not-received' group by 1
            """, r => (File: r.GetString(0), At: r.GetFieldValue<DateTimeOffset>(1)), stop, Audit.RunChain(run)))
            .ToDictionary(s => s.File, s => s.At);
        return
        [
            .. entries.Where(e => e.RunId == run).GroupBy(e => e.File)
                .Where(f => !said.TryGetValue(f.Key, out var at) || at < f.Max(At)).Select(f => f.Key),
        ];
    }

    /// <summary>To the second, as the journal keeps it.</summary>
    private static DateTimeOffset At(JournalEntry entry) => DateTimeOffset.Parse(
        entry.At, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
}
