using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.HandOver;

/// <summary>The bank rows and lines of a run that was taken back into the books.</summary>
internal static class AdoptedRows
{
    private const int SetSize = 4000;

    /// <summary>As they were sent, whatever is known of the people now.</summary>
    public static async Task<RunRowSort> Read(NpgsqlDataSource source, PayoutRun run, CancellationToken stop)
    {
        var sort = new RunRowSort();
        var lines = new List<RunLine>();
        var (person, texts) = (0, Array.Empty<byte>());
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var command = connection.Statement("""
            select a.person_id, a.texts, l.category, l.component, l.benefit_month, l.kind, l.fen
            from adopted_row a join payment_line l using (run_id, person_id)
            where run_id = $1 order by a.person_id
            """, run.Id);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            if (reader.GetInt32(0) != person)
            {
                Add(sort, person, texts, lines);
                (person, texts) = (reader.GetInt32(0), reader.GetFieldValue<byte[]>(1));
            }

            lines.Add(RunLine.For(reader.GetInt16(2), reader.GetInt16(3), reader.Month(4),
                (LineKind)reader.GetInt16(5), reader.GetInt64(6)));
        }

        Add(sort, person, texts, lines);
        sort.Finish();
        return sort;
    }

    /// <summary>Writes what the books say; the content root proves that it is what was signed.</summary>
    /// <returns>Of the rows, how many are of people whom nobody knows here.</returns>
    public static async Task<int> Write(Act act, BookedRun head, IEnumerable<BookedRow> rows, CancellationToken stop)
    {
        await act.Connection.Execute("""
            create temp table booked_line (person_id int, benefit_month date, category smallint, component smallint,
                kind smallint, fen bigint) on commit drop
            """, stop);
        await act.Connection.Execute("""
            create temp table booked_standard (category smallint, component smallint, benefit_month date, fen bigint,
                standard_id int, primary key (category, component, benefit_month, fen)) on commit drop
            """, stop);
        await AdoptedFunds.Standards(act, head, stop);
        await Components(act, head, stop);
        using var sort = new RunRowSort();
        foreach (var set in rows.Chunk(SetSize)) await Write(act, head, set, sort, stop);
        sort.Finish();
        var components = await ComponentStore.Labels(act.Connection, stop);
        using var root = new ContentRoot();
        foreach (var row in RunRowSort.Merge(sort)) root.Add(row, components);
        if (root.Count != head.Rows || root.SumFen != head.SumFen || root.Finish() != head.ContentRoot)
            throw new Refused($"{head.Name}的账页与签过字的内容根不符，没有登记。请不要继续办理，报管理员和审计核查。");
        await act.Connection.Execute("""
            select ensure_line_year(y) from generate_series(
                (select min(extract(year from benefit_month))::int from booked_line),
                (select max(extract(year from benefit_month))::int from booked_line)) as y
            """, stop);
        await act.Connection.Execute("""
            insert into payment_line (person_id, run_id, benefit_month, standard_id, fen, category, component, ordinal,
                kind)
            select b.person_id, $1, b.benefit_month, coalesce(s.standard_id, 0), b.fen, b.category, b.component, (
                select coalesce(max(l.ordinal) + 1, 0) from payment_line l
                where l.benefit_month = b.benefit_month and l.person_id = b.person_id and l.category = b.category
                    and l.component = b.component), b.kind
            from booked_line b left join booked_standard s using (category, component, benefit_month, fen)
            """, stop, head.RunId);
        await act.Connection.Execute("drop table booked_line; drop table booked_standard", stop);
        return await Reserve(act, head, stop);
    }

    /// <summary>Names that the county gave after the backup keep their numbers.</summary>
    public static async Task Components(Act act, BookedRun head, CancellationToken stop)
    {
        await act.Connection.Execute("""
            insert into component (number, label, act)
            select n, l, $3 from unnest($1::smallint[], $2::text[]) as u (n, l) on conflict do nothing
            """, stop, head.Components.Select(c => c.Number).ToArray(), head.Components.Select(c => c.Label).ToArray(),
            act.Number);
        var labels = await ComponentStore.Labels(act.Connection, stop);
        if (Array.Find(head.Components, c => labels.GetValueOrDefault(c.Number) != c.Label) is { } other)
            throw new Refused($"组成“{other.Label}”的编号与库里的不同，{head.Name}没有登记。请报管理员核查。");
    }

    /// <summary>Whoever is not on the roster of the backup keeps the serial for when he is.</summary>
    private static async Task<int> Reserve(Act act, BookedRun head, CancellationToken stop)
    {
        var strangers = await act.Connection.Execute("""
            insert into reserved_person (id_number, person_id, act)
            select convert_from(substr(texts, 3, get_byte(texts, 0) * 256 + get_byte(texts, 1)), 'UTF8'), person_id, $2
            from adopted_row a where run_id = $1
                and not exists (select from person_number n where n.person_id = a.person_id)
            on conflict do nothing
            """, stop, head.RunId, act.Number);
        await act.Connection.Execute("""
            select nextval('person_serial') from generate_series((select last_value from person_serial),
                (select max(person_id) from adopted_row where run_id = $1))
            """, stop, head.RunId);
        return strangers;
    }

    private static async Task Write(
        Act act, BookedRun head, BookedRow[] rows, RunRowSort sort, CancellationToken stop)
    {
        await using (var copy = await act.Connection.BeginBinaryImportAsync(
            "copy adopted_row (run_id, person_id, act, reach_month, texts) from stdin (format binary)", stop))
        {
            foreach (var row in rows)
            {
                copy.StartRow();
                copy.Write(head.RunId, NpgsqlDbType.Integer);
                copy.Write(row.Person, NpgsqlDbType.Integer);
                copy.Write(act.Number, NpgsqlDbType.Bigint);
                copy.Month(row.Lines.Min(l => PayMonth.Parse(l.Month)));
                copy.Write(Convert.FromBase64String(row.Texts), NpgsqlDbType.Bytea);
            }

            await copy.CompleteAsync(stop);
        }

        await using (var copy = await act.Connection.BeginBinaryImportAsync("""
            copy booked_line (person_id, benefit_month, category, component, kind, fen) from stdin (format binary)
            """, stop))
        {
            foreach (var row in rows)
            {
                foreach (var line in row.Lines)
                {
                    copy.StartRow();
                    copy.Write(row.Person, NpgsqlDbType.Integer);
                    copy.Month(PayMonth.Parse(line.Month));
                    copy.Small(line.Category);
                    copy.Small(line.Component);
                    copy.Small(line.Kind);
                    copy.Fen(line.Fen);
                }

                List<RunLine> lines = [.. row.Lines.Select(l => RunLine.For(
                    l.Category, l.Component, PayMonth.Parse(l.Month), (LineKind)l.Kind, l.Fen))];
                Add(sort, row.Person, Convert.FromBase64String(row.Texts), lines);
            }

            await copy.CompleteAsync(stop);
        }
    }

    private static void Add(RunRowSort sort, int person, byte[] texts, List<RunLine> lines)
    {
        if (lines.Count == 0) return;
        lines.Sort();
        sort.Add(person, texts, System.Runtime.InteropServices.CollectionsMarshal.AsSpan(lines));
        lines.Clear();
    }
}
