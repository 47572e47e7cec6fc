using System.Diagnostics.CodeAnalysis;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Reports;

/// <summary>明细 as CSV: the lines of runs and what is held in them, streamed.</summary>
public sealed class LineReport(NpgsqlDataSource source)
{
    private const string Header =
        "run,id_number,name,category,component,benefit_month,kind,amount_yuan,status,rate_document";

    /// <summary>Of one run, by name.</summary>
    public async Task<long> OfRun(string name, TextWriter output, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var run = await PayoutStore.Named(connection, name, stop);
        await output.WriteLineAsync(Header);
        return await Write(connection, run, RunTables.Stored, output, stop);
    }

    /// <summary>Of all runs whose month lies between, both included.</summary>
    public async Task<long> Between(PayMonth from, PayMonth to, TextWriter output, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await output.WriteLineAsync(Header);
        var count = 0L;
        foreach (var run in (await PayoutStore.All(connection, stop)).Where(r => from <= r.Month && r.Month <= to))
            count += await Write(connection, run, RunTables.Stored, output, stop);
        return count;
    }

    /// <summary>Of a run that is only rehearsed.</summary>
    internal static async Task<long> Rehearsed(
        NpgsqlConnection connection, PayoutRun run, TextWriter output, CancellationToken stop)
    {
        await output.WriteLineAsync(Header);
        return await Write(connection, run, RunTables.Rehearsed, output, stop);
    }

    private static async Task<long> Write(
        NpgsqlConnection connection, PayoutRun run, RunTables tables, TextWriter output, CancellationToken stop)
    {
        var components = await ComponentStore.Labels(connection, stop);
        var rows = await RowStatus.Read(connection, run, stop);
        var status = StatusOf(run.State);
        // What a cancelled attempt held is held by the attempt that took its place: it counts once.
        var heldStatus = run.State == RunState.Cancelled ? status : "held";
        await using var command = connection.Statement($"""
            select v.id_number, v.name, l.category, l.component, l.benefit_month, l.kind, l.fen, l.held,
                coalesce(r.document, w.document, a.document, p.document, f.document, e.approval_document, ''),
                l.person_id, case when o.person_id is null then v.bank else o.bank end, l.standard_id
            from (
                select person_id, category, component, benefit_month, kind, fen, standard_id, false as held
                from {tables.Line} where run_id = $1
                union all
                select person_id, category, component, benefit_month, kind, fen, standard_id, true
                from {tables.Held} where run_id = $1) as l
            join person_version v on v.person_id = l.person_id and v.known_from <= $2 and v.known_to > $2
            left join rate r on r.standard_id = l.standard_id
            left join wage w on w.standard_id = l.standard_id
            left join assessed_amount a on a.standard_id = l.standard_id
            left join parameter p on p.parameter_id = l.standard_id
            left join one_off f on f.standard_id = l.standard_id
            left join run_receiver o on o.run_id = $1 and o.person_id = l.person_id
            left join enrolment e on l.standard_id = 0 and l.component = 6 and e.person_id = l.person_id
                and e.category = l.category
            order by v.id_number, l.category, l.benefit_month, l.component, l.kind
            """, run.Id, run.KnownThrough);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var count = 0L;
        while (await reader.ReadAsync(stop))
        {
            await output.WriteLineAsync(string.Join(',',
                run.Name, reader.GetString(0), CsvText.Quoted(reader.GetString(1)),
                Category.Of(reader.GetInt16(2)).Label, CsvText.Quoted(components[reader.GetInt16(3)]), reader.Month(4),
                ((LineKind)reader.GetInt16(5)).Code(), Money.Yuan(reader.GetInt64(6)),
                reader.GetBoolean(7) ? heldStatus
                    : rows?.Of(reader.GetInt32(9), reader.GetString(0), reader.TextOrNull(10)) ?? status,
                CsvText.Quoted(FuneralRules.Default.ById(reader.GetInt32(11))?.Document ?? reader.GetString(8))));
            count++;
        }

        return count;
    }

    private static string StatusOf(RunState state) => state switch
    {
        RunState.Opened or RunState.Assessed or RunState.Submitted or RunState.Checked => "draft",
        RunState.AtFinance or RunState.Funded => "approved",
        RunState.Settled or RunState.Closed => "sent",
        _ => state.Code(),
    };
}

/// <summary>A cell of a CSV file that people open: quoted where needed, formulas disarmed.</summary>
public static class CsvText
{
    public static string Quoted(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        var safe = Disarmed(text);
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0
            ? safe
            : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>What a spreadsheet would take for a formula begins with an apostrophe.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Disarmed(string? text) =>
        text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;
}
