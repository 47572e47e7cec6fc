using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Comparison;

/// <summary>What was staged of a list.</summary>
/// <param name="HasCategories">Every row names an identity.</param>
internal sealed record StagedList(bool HasCategories, IReadOnlyList<Rejection> Unread, IReadOnlyList<string> Notices)
{
    /// <summary>The other run, where one takes the place of the list.</summary>
    public PayoutRun? Run { get; init; }

    public string Word => Run?.Name ?? "名单";
}

/// <summary>One who differs, before anybody asked why.</summary>
/// <param name="Person">0: not on the roster.</param>
/// <param name="Category">0: all identities together.</param>
/// <param name="Rows">Of the list.</param>
/// <param name="IsKnown">The run knew the person.</param>
/// <param name="OtherAccount">The list's, where it is not the run's.</param>
/// <param name="OtherName">The list's, where it is not the person's.</param>
internal sealed record FoundDifference(
    ListDifference Difference, int Person, string IdNumber, string? Name, short Category, long ListFen, long RunFen,
    int Rows, bool IsKnown, string? OtherAccount, string? RunAccount, string? OtherName);

/// <summary>The list and the run side by side, in one statement.</summary>
internal sealed class CompareStore(NpgsqlConnection connection, PayoutRun run)
{
    public Task Prepare(CancellationToken stop) => connection.Execute("""
        create temp table compared_list (
            id_number text, person_id int, name text, category smallint, fen bigint, account text) on commit drop
        """, stop);

    public async Task<StagedList> Stage(SheetReading<OldListRow> sheet, CancellationToken stop)
    {
        var unread = new List<Rejection>();
        var (rows, named) = (0, 0);
        await using (var copy = await connection.BeginBinaryImportAsync(
            "copy compared_list (id_number, name, category, fen, account) from stdin (format binary)", stop))
        {
            foreach (var entry in sheet.Entries())
            {
                stop.ThrowIfCancellationRequested();
                if (entry.Rejection is { } bad) unread.Add(bad);
                if (entry.Row is not { } row) continue;
                rows++;
                if (row.Category is not null) named++;
                copy.StartRow();
                copy.Text(row.IdNumber);
                copy.Text(row.Name);
                if (row.Category is { } category) copy.Small(category.Number);
                else copy.WriteNull();
                copy.Write(row.Fen, NpgsqlDbType.Bigint);
                copy.Text(row.AccountNumber);
            }

            await copy.CompleteAsync(stop);
        }

        await connection.Execute("""
            update compared_list l set person_id = n.person_id
            from person_number n where n.id_number = l.id_number and n.ended_act is null
            """, stop);
        var byCategory = rows > 0 && named == rows;
        return new StagedList(byCategory, unread, named > 0 && !byCategory
            ? [$"名单里{rows - named}行没有写优抚类别，所以按人合计对照，不分类别。"]
            : []);
    }

    /// <summary>Another run in the place of a list, as it knew the accounts.</summary>
    public Task Stage(PayoutRun other, CancellationToken stop) => connection.Execute("""
        insert into compared_list (id_number, person_id, name, fen, account)
        select v.id_number, l.person_id, v.name, l.fen, v.account
        from (
            select person_id, sum(fen)::bigint as fen from payment_line where run_id = $1
            group by person_id having sum(fen) <> 0) as l
        join person_version v on v.person_id = l.person_id and v.known_from <= $2 and v.known_to > $2
        """, stop, other.Id, other.KnownThrough);

    /// <summary>Reads both sides once, tallies everybody and keeps who differs, in order of identity number.</summary>
    public async Task<List<FoundDifference>> Differences(bool byCategory, ListTally tally, CancellationToken stop)
    {
        await LargeSets.Prepare(connection, stop);
        await using var command = connection.Statement("""
            select coalesce(l.person_id, s.person_id, 0), coalesce(v.id_number, l.id_number), coalesce(v.name, l.name),
                coalesce(l.category, s.category), coalesce(l.fen, 0), coalesce(s.fen, 0), coalesce(l.rows, 0)::int,
                v.person_id is not null, l.first_account, l.last_account, v.account, l.name, l.last_name
            from (
                select person_id, case when $3 then category else 0 end::smallint as category,
                    min(id_number) as id_number, min(name) as name, max(name) as last_name, sum(fen)::bigint as fen,
                    count(*) as rows,
                    min(account) as first_account, max(account) as last_account
                from compared_list
                group by person_id, case when person_id is null then id_number end, 2) as l
            full join (
                select person_id, case when $3 then category else 0 end::smallint as category, sum(fen)::bigint as fen
                from payment_line where run_id = $1 group by 1, 2 having sum(fen) <> 0) as s
                on s.person_id = l.person_id and s.category = l.category
            left join person_version v on v.person_id = coalesce(l.person_id, s.person_id)
                and v.known_from <= $2 and v.known_to > $2
            order by 2, 4
            """, run.Id, run.KnownThrough, byCategory);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var found = new List<FoundDifference>();
        while (reader.Next(stop))
        {
            var (list, sent) = (reader.GetInt64(4), reader.GetInt64(5));
            var account = reader.TextOrNull(10);
            var other = Other(reader.TextOrNull(8), account) ?? Other(reader.TextOrNull(9), account);
            // Whom only one side pays has no account to compare.
            if (list == 0 || sent == 0) other = null;
            var name = reader.GetBoolean(7)
                ? OtherName(reader.TextOrNull(11), reader.GetString(2))
                    ?? OtherName(reader.TextOrNull(12), reader.GetString(2))
                : null;
            var difference = ListDifferences.Of(list, sent, other, name);
            tally.Add(difference, list, sent);
            if (difference == ListDifference.None) continue;
            found.Add(new FoundDifference(
                difference, reader.GetInt32(0), reader.GetString(1), reader.TextOrNull(2), reader.GetInt16(3), list,
                sent, reader.GetInt32(6), reader.GetBoolean(7), other, account, name));
        }

        return found;
    }

    private static string? OtherName(string? listed, string name) =>
        listed is null || PersonName.Same(listed, name) ? null : listed;

    private static string? Other(string? listed, string? account) =>
        string.Equals(listed, account, StringComparison.Ordinal) ? null : listed;
}
