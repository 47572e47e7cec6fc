using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using NpgsqlTypes;

namespace Disbursement.Jobs.Closing;

/// <summary>Lines of a statement, a set at a time: new, known, or another line under a serial that is known.</summary>
internal sealed class StatementIntake(Act act, string bank) : IIntake<BankStatementRow>
{
    private bool isStaged;

    public async Task Take(IReadOnlyList<BankStatementRow> rows, IntakeTally tally, CancellationToken stop)
    {
        await Stage(rows, stop);
        var other = await act.Connection.Rows("""
            select s.row_number, l.fen from staged_line s join statement_line l
                on l.bank = $1 and (l.day, l.serial, l.is_debit) = (s.day, s.serial, s.is_debit)
            where (l.fen, l.counterparty_account, l.counterparty_name, l.summary)
                is distinct from (s.fen, s.counterparty_account, s.counterparty_name, s.summary)
            union all
            select max(row_number), min(fen) from staged_line group by day, serial, is_debit
            having count(distinct (fen, counterparty_account, counterparty_name, summary)) > 1
            order by 1
            """, r => r.GetInt32(0), stop, bank);
        if (other.Count > 0)
        {
            tally.Rejected.AddRange(other.Select(line => (line, "流水号",
                "这个流水号同一天已经有一行，金额、对方或摘要不一样；请向银行要这一天的完整对账单")));
            return;
        }

        var accepted = await act.Connection.Execute("""
            insert into statement_line (bank, day, serial, is_debit, fen, counterparty_name, counterparty_account,
                summary, act, row_number)
            select $1, day, serial, is_debit, fen, counterparty_name, counterparty_account, summary, $2, row_number
            from staged_line order by row_number
            on conflict do nothing
            """, stop, bank, act.Number);
        tally.Accepted += accepted;
        tally.Known += rows.Count - accepted;
    }

    private async Task Stage(IReadOnlyList<BankStatementRow> rows, CancellationToken stop)
    {
        await act.Connection.Execute(isStaged ? "truncate staged_line" : StagedLine, stop);
        isStaged = true;
        await using var copy = await act.Connection.BeginBinaryImportAsync("""
            copy staged_line (row_number, day, serial, is_debit, fen, counterparty_name, counterparty_account, summary)
            from stdin (format binary)
            """, stop);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(stop);
            await copy.WriteAsync(row.LineNumber, NpgsqlDbType.Integer, stop);
            await copy.WriteAsync(row.Day, NpgsqlDbType.Date, stop);
            await copy.WriteAsync(row.Serial, NpgsqlDbType.Text, stop);
            await copy.WriteAsync(row.IsDebit, NpgsqlDbType.Boolean, stop);
            await copy.WriteAsync(row.Fen, NpgsqlDbType.Bigint, stop);
            foreach (var text in (string?[])[row.CounterpartyName, row.CounterpartyAccount, row.Summary])
            {
                if (text is null) await copy.WriteNullAsync(stop);
                else await copy.WriteAsync(text, NpgsqlDbType.Text, stop);
            }
        }

        await copy.CompleteAsync(stop);
    }

    /// <summary>The table of a set, of this transaction alone.</summary>
    internal const string StagedLine = """
        create temp table staged_line (row_number int, day date, serial text, is_debit boolean, fen bigint,
            counterparty_name text, counterparty_account text, summary text) on commit drop
        """;
}
