using Disbursement.Domain;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Reports;

/// <summary>尾差清单 of a run as CSV: small differences to what was paid before this system (rules §4).</summary>
public sealed class RoundingReport(NpgsqlDataSource source)
{
    private const string Header = "run,id_number,name,category,component,benefit_month,amount_yuan";

    /// <returns>How many rows; the amount is owed − paid.</returns>
    public async Task<long> Write(string name, TextWriter output, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var run = await PayoutStore.Find(connection, name, stop) ?? throw new Refused($"没有批次{name}。");
        var components = await ComponentStore.Labels(connection, stop);
        await output.WriteLineAsync(Header);
        var rows = await connection.Rows("""
            select v.id_number, v.name, d.category, d.component, d.benefit_month, d.fen
            from rounding_difference d
            join person_version v on v.person_id = d.person_id and v.known_from <= $2 and v.known_to > $2
            where d.run_id = $1 order by v.id_number, d.category, d.benefit_month, d.component
            """, r => string.Join(',',
                run.Name, r.GetString(0), CsvText.Quoted(r.GetString(1)), Category.Of(r.GetInt16(2)).Label,
                CsvText.Quoted(components[r.GetInt16(3)]), r.Month(4), Money.Yuan(r.GetInt64(5))), stop, run.Id,
            run.KnownThrough);
        foreach (var row in rows) await output.WriteLineAsync(row);
        return rows.Count;
    }

    /// <summary>How many positions of a run are 尾差, and what they add up to.</summary>
    public async Task<(long Count, long Fen)> Total(PayoutRun run, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (await connection.Rows("""
            select count(*), coalesce(sum(fen), 0)::bigint from rounding_difference where run_id = $1
            """, r => (r.GetInt64(0), r.GetInt64(1)), stop, run.Id))[0];
    }
}
