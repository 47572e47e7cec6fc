using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// 记账明细: what stands in the accounts, a month a row. A serial of the agency says one thing of a month: the same row
/// again is known, another one under it is refused.
/// </summary>
internal sealed class PostingIntake(Act act) : IIntake<PostingRow>
{
    private readonly LedgerNumbers numbers = new(act);
    private bool isPrepared;

    public async Task Take(IReadOnlyList<PostingRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var people = await numbers.People(rows.Select(r => r.Number), stop);
        await Stage(rows, people, stop);
        var accepted = await act.Connection.Execute("""
            insert into posted_month (number_id, kind, month, base_fen, unit_fen, personal_fen, posted_on, row_number,
                act, serial, id_number, name)
            select number_id, kind, month, base_fen, unit_fen, personal_fen, posted_on, row_number, $1, serial,
                id_number, name
            from staged_posting order by row_number on conflict do nothing
            """, stop, act.Number);
        tally.Accepted += accepted;
        tally.Known += rows.Count - accepted;
        if (accepted == rows.Count) return;
        // The same of a month under another name: what was posted is known, the name is kept beside.
        await act.Connection.Execute("""
            insert into posted_name (number_id, kind, month, serial, act, row_number, id_number, name)
            select s.number_id, s.kind, s.month, s.serial, $1, s.row_number, s.id_number, s.name from staged_posting s
            join posted_month p using (number_id, kind, month, serial)
            where (s.id_number is not null or s.name is not null)
                and (s.id_number, s.name) is distinct from (p.id_number, p.name)
            order by s.row_number on conflict do nothing
            """, stop, act.Number);
        foreach (var (line, serial) in await act.Connection.Rows("""
            select s.row_number, s.serial from staged_posting s
            join posted_month p using (number_id, kind, month, serial)
            where (s.base_fen, s.unit_fen, s.personal_fen, s.posted_on)
                is distinct from (p.base_fen, p.unit_fen, p.personal_fen, p.posted_on)
            order by s.row_number limit 20
            """, r => (r.GetInt32(0), r.GetString(1)), stop))
            tally.Rejected.Add((line, "流水号", $"流水号{serial}的这个月登记过，金额或日期不同；请向对方核对，冲正要用新的流水号"));
    }

    private async Task Stage(
        IReadOnlyList<PostingRow> rows, Dictionary<string, int> people, CancellationToken stop)
    {
        await act.Connection.Execute(isPrepared
            ? "truncate staged_posting"
            : """
                create temp table staged_posting (number_id int, kind smallint, month date, base_fen int, unit_fen int,
                    personal_fen int, posted_on date, row_number int, serial text, id_number text, name text)
                    on commit drop
                """, stop);
        isPrepared = true;
        await using var copy = await act.Connection.BeginBinaryImportAsync("""
            copy staged_posting (number_id, kind, month, base_fen, unit_fen, personal_fen, posted_on, row_number,
                serial, id_number, name) from stdin (format binary)
            """, stop);
        foreach (var row in rows)
        {
            copy.StartRow();
            copy.Write(people[row.Number], NpgsqlDbType.Integer);
            copy.Small((int)row.Insurance);
            copy.Month(row.Month);
            copy.Write(checked((int)row.BaseFen), NpgsqlDbType.Integer);
            copy.Write(checked((int)row.UnitFen), NpgsqlDbType.Integer);
            copy.Write(checked((int)row.PersonalFen), NpgsqlDbType.Integer);
            copy.Day(row.PostedOn);
            copy.Write(row.LineNumber, NpgsqlDbType.Integer);
            copy.Text(row.Serial);
            copy.Text(row.IdNumber == row.Number ? null : row.IdNumber);
            copy.Text(row.Name);
        }

        await copy.CompleteAsync(stop);
    }
}
