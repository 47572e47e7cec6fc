using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Calendar;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Reports;

/// <summary>A row of the exception list as people read it.</summary>
public sealed record ExceptionRow(
    string Run, ExceptionCode Code, string? IdNumber, string? Name, string? Category, string? Township, string? Month,
    long? Fen, long? HeldFen, IReadOnlyDictionary<string, string> Arguments, string DueOn)
{
    /// <summary>A whole category without standards holds the run.</summary>
    public string Scope => Code == ExceptionCode.RateMissing && IdNumber is null ? "批" : Code.Scope.Label();
}

/// <summary>异常名单: the cases of a run, and the rows of files that have not come in.</summary>
public sealed class ExceptionReport(NpgsqlDataSource source)
{
    private const string Header = "run,code,severity,scope,id_number,name,category,township,benefit_month,detail,"
        + "next_step,amount_yuan,held_yuan,owner,due_on,status";

    /// <param name="run">Null: the latest run for everybody that is not cancelled.</param>
    /// <param name="code">Null: all codes.</param>
    public async Task<IReadOnlyList<ExceptionRow>> Rows(string? run, string? code, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var found = run is null
            ? (await PayoutStore.All(connection, stop)).LastOrDefault(r =>
                !r.IsPartial && r.State != Domain.Payouts.RunState.Cancelled)
            : await PayoutStore.Find(connection, run, stop) ?? throw new Refused($"没有批次{run}。");
        var rows = new List<ExceptionRow>();
        if (found is not null) rows.AddRange(await OfRun(connection, found, RunTables.Stored, code, stop));
        if (code is null or "import-rejected") rows.AddRange(await Rejected(connection, stop));
        return rows;
    }

    public static void Write(IEnumerable<ExceptionRow> rows, TextWriter output)
    {
        output.WriteLine(Header);
        foreach (var row in rows)
        {
            output.WriteLine(string.Join(',',
                row.Run, row.Code.Code, row.Code.Severity.Code(), row.Scope, row.IdNumber, CsvText.Quoted(row.Name),
                row.Category, row.Township, row.Month,
                CsvText.Quoted(ExceptionSentence.Render(row.Code, row.Arguments)),
                CsvText.Quoted(ExceptionSentence.RenderNextStep(row.Code, row.Arguments)),
                row.Fen is { } fen ? Money.Yuan(fen) : "", row.HeldFen is { } held ? Money.Yuan(held) : "",
                CsvText.Quoted(ExceptionSentence.RenderOwner(row.Code, row.Arguments)), row.DueOn, "open"));
        }
    }

    /// <summary>Of one run, stored or rehearsed.</summary>
    internal static async Task<List<ExceptionRow>> OfRun(
        NpgsqlConnection connection, PayoutRun run, RunTables tables, string? code, CancellationToken stop)
    {
        var calendar = new WorkingCalendar(BuiltInNotices.Read()).Provisional;
        var handOver = PayDeadlines.Planned(run.Month, calendar, 20, 2, 3).HandOver;
        return await connection.Rows($"""
            select x.code, v.id_number, v.name, x.category, v.region, x.benefit_month, x.fen, x.held_fen,
            x.arguments::text
            from {tables.Exception} x
            left join person_version v on v.person_id = x.person_id and v.known_from <= $2 and v.known_to > $2
            where x.run_id = $1 and ($3::text is null or x.code = $3)
            order by x.code, v.id_number nulls first, x.category, x.benefit_month
            """, r =>
            {
                var kind = ExceptionCode.Of(r.GetString(0));
                return new ExceptionRow(
                    run.Name, kind, r.TextOrNull(1), r.TextOrNull(2),
                    r.IsDBNull(3) ? null : Category.Of(r.GetInt16(3)).Label, r.TextOrNull(4),
                    r.MonthOrNull(5)?.ToString(),
                    r.LongOrNull(6), r.LongOrNull(7),
                    JsonSerializer.Deserialize<Dictionary<string, string>>(r.GetString(8))!,
                    kind.Due.On(run.OpenedOn, handOver, calendar).Date.ToString("yyyy-MM-dd"));
            }, stop, run.Id, run.KnownThrough, code);
    }

    private static Task<List<ExceptionRow>> Rejected(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Rows("""
            select file_name, line, name, reason, id_number, found_on from rejected_row where closed_on is null
            order by file_name, line
            """, r =>
            {
                var arguments = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["文件"] = r.GetString(0), ["行"] = $"{r.GetInt32(1)}", ["原因"] = LongNumber.Masked(r.GetString(3)),
                };
                if (r.TextOrNull(2) is { } name) arguments["姓名"] = name;
                var due = new WorkingCalendar(BuiltInNotices.Read()).Provisional.AddWorkingDays(r.Date(5), 3);
                return new ExceptionRow("", ExceptionCode.ImportRejected, r.TextOrNull(4), r.TextOrNull(2), null, null,
                    null, null, null, arguments, due.Date.ToString("yyyy-MM-dd"));
            }, stop);
}
