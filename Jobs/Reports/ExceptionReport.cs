using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Disbursement.Jobs.Verification;
using Npgsql;

namespace Disbursement.Jobs.Reports;

/// <summary>A row of the exception list as people read it.</summary>
public sealed record ExceptionRow(
    string Run, ExceptionCode Code, string? IdNumber, string? Name, string? Category, string? Township, string? Month,
    long? Fen, long? HeldFen, IReadOnlyDictionary<string, string> Arguments, string DueOn, string? Id = null)
{
    /// <summary>Whether this case holds money; most codes always do, or never.</summary>
    public Severity Severity { get; init; } = Code.Severity;

    /// <summary>联系电话, for whoever has to ask the person; null in lists that go elsewhere.</summary>
    public string? Phone { get; init; }

    /// <summary>Which case it is, whatever run it stands in; null: a row of a file.</summary>
    public CaseKey? Key { get; init; }

    /// <summary>open, closed by somebody, or released and not yet worked out again.</summary>
    public string Status { get; init; } = Open;

    /// <summary>To whom it was given; null: whoever deals with such cases.</summary>
    public string? AssignedTo { get; init; }

    /// <summary>备注, the reason of a close or a release, in order.</summary>
    public string Remarks { get; init; } = "";

    /// <summary>Name of the run in which it was first known.</summary>
    public string FirstRun { get; init; } = Run;

    /// <summary>Of a case that no run has: the act that found it.</summary>
    public long Since { get; init; }

    public const string Open = "open";

    public bool IsOpen => Status == Open;

    /// <summary>What the case says, money and severity included: said otherwise, it is to be looked at again.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        Arguments.OrderBy(a => a.Key, StringComparer.Ordinal).Select(a => $"{a.Key}={a.Value}")
            .Append($"{Severity} {Fen} {HeldFen}")))));

    public string Owner => AssignedTo ?? ExceptionSentence.RenderOwner(Code, Arguments);

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
        if (code is not null && ExceptionCode.Find(code) is null)
            throw new Refused($"没有“{code}”这个异常代码；不加 --code 可以看全部。");
        await using var connection = await source.OpenConnectionAsync(stop);
        var found = run is null
            ? (await PayoutStore.All(connection, stop)).LastOrDefault(r =>
                !r.IsPartial && r.State != Domain.Payouts.RunState.Cancelled)
            : await PayoutStore.Find(connection, run, stop) ?? throw Refused.NoRun(run);
        var rows = new List<ExceptionRow>();
        if (found is not null)
        {
            rows.AddRange(await Decided(
                connection, await OfRun(connection, found, RunTables.Stored, code, stop), found, stop));
            if (code is null || code == ExceptionCode.ChangedAfterApproval.Code)
                rows.AddRange(await AfterApproval(connection, found, stop));
        }

        if (code is null or "import-rejected") rows.AddRange(await Rejected(connection, stop));
        if (run is null) rows.AddRange(await OfVerification(connection, rows, code, stop));
        return rows;
    }

    /// <summary>What the sweep left open and the run does not list itself, with what people decided about it.</summary>
    internal static async Task<IEnumerable<ExceptionRow>> OfVerification(
        NpgsqlConnection connection, List<ExceptionRow> listed, string? code, CancellationToken stop)
    {
        var keys = listed.Select(r => r.Key).ToHashSet();
        var open = await FoundCaseReport.Open(connection, code, null, stop);
        return await DecidedSince(connection, open.FindAll(r => !keys.Contains(r.Key)), stop);
    }

    /// <summary>Cases that stand for themselves: a decision is about them from the act on that found them.</summary>
    internal static async Task<List<ExceptionRow>> DecidedSince(
        NpgsqlConnection connection, List<ExceptionRow> rows, CancellationToken stop)
    {
        if (rows.Count == 0) return rows;
        var all = await CaseStore.All(connection, long.MaxValue, stop);
        if (all.Count == 0) return rows;
        var decisions = new Decisions(all);
        return rows.ConvertAll(r => Decided(r, 0, decisions, r.Since));
    }

    /// <summary>With what people decided about each case since it came up.</summary>
    internal static async Task<List<ExceptionRow>> Decided(
        NpgsqlConnection connection, List<ExceptionRow> rows, PayoutRun run, CancellationToken stop)
    {
        var all = await CaseStore.All(connection, long.MaxValue, stop);
        if (all.Count == 0) return rows;
        var decisions = new Decisions(all);
        var opened = (await connection.Rows(
            "select subject, min(number) from act where kind = 'open-run' group by subject",
            r => (r.GetString(0), r.GetInt64(1)), stop)).ToDictionary(StringComparer.Ordinal);
        return [.. rows.Select(r => Decided(r, run.KnownThrough, decisions, opened.GetValueOrDefault(r.FirstRun)))];
    }

    /// <param name="known">A release of before is in what the run says.</param>
    /// <param name="since">The act before which a decision is about an earlier case of the same name.</param>
    private static ExceptionRow Decided(ExceptionRow row, long known, Decisions decisions, long since)
    {
        var key = row.Key!;
        var close = decisions.LastOf(key, DecisionKind.Close);
        var release = decisions.ReleaseOf(key);
        var isClosed = close?.Act > since && close.Fingerprint == row.Fingerprint;
        var isReleased = release?.Act > known;
        return row with
        {
            Status = isClosed ? "closed" : isReleased ? "released" : ExceptionRow.Open,
            AssignedTo = decisions.AssignedSince(key, since)?.Owner,
            DueOn = decisions.DueSince(key, since) is { } day ? $"{day:yyyy-MM-dd}" : row.DueOn,
            Remarks = string.Join('；', decisions.CommentsOf(key).Where(c => c.Act > since)
                .Append(isClosed ? close : null).Append(isReleased ? release : null).OfType<CaseDecision>()
                .Select(d => $"{d.Reason}{(d.Document is null ? "" : $"，{d.Document}")}（{d.By}，{d.On:yyyy-MM-dd}）")),
        };
    }

    /// <summary>What became known since the approval and makes the run too high, as it is now.</summary>
    private static async Task<List<ExceptionRow>> AfterApproval(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        if (await LessThanApproved.Find(connection, run, stop) is not { } less) return [];
        return
        [
            new ExceptionRow(
                run.Name, ExceptionCode.ChangedAfterApproval, null, null, null, null, run.Month.ToString(), less.Fen,
                null, new Dictionary<string, string>
                {
                    ["人数"] = $"{less.People}", ["金额"] = Money.Spoken(less.Fen), ["名单"] = less.Names,
                },
                (await DueDays.Read(connection, long.MaxValue, stop)).Of(
                    ExceptionCode.ChangedAfterApproval, run.OpenedOn, run.Month)),
        ];
    }

    /// <summary>How many rows of files were sent back and have not come in.</summary>
    public async Task<long> RejectedRows(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await connection.Scalar<long>("""
            select count(*) from rejected_row r
            where not exists (select from rejection_end e where e.rejected_id = r.rejected_id)
            """, stop);
    }

    /// <param name="withIds">
    /// With the numbers by which cases are closed; lists of an exported run never have them: their bytes stay.
    /// </param>
    public static void Write(IEnumerable<ExceptionRow> rows, TextWriter output, bool withIds = true)
    {
        output.WriteLine(Header + (withIds ? ",id,remarks" : ""));
        foreach (var row in rows)
        {
            output.WriteLine(string.Join(',',
                row.Run, row.Code.Code, row.Severity.Code(), row.Scope, row.IdNumber, CsvText.Quoted(row.Name),
                row.Category, row.Township, row.Month,
                CsvText.Quoted(ExceptionSentence.Render(row.Code, row.Arguments)),
                CsvText.Quoted(ExceptionSentence.RenderNextStep(row.Code, row.Arguments)),
                row.Fen is { } fen ? Money.Yuan(fen) : "", row.HeldFen is { } held ? Money.Yuan(held) : "",
                CsvText.Quoted(row.Owner), row.DueOn,
                withIds ? $"{row.Status},{row.Id},{CsvText.Quoted(row.Remarks)}" : row.Status));
        }
    }

    /// <summary>Of one run, stored or rehearsed.</summary>
    internal static async Task<List<ExceptionRow>> OfRun(
        NpgsqlConnection connection, PayoutRun run, RunTables tables, string? code, CancellationToken stop)
    {
        var due = await DueDays.Read(connection, run.KnownThrough, stop);
        return await connection.Rows($"""
            select x.code, v.id_number, v.name, x.category, v.region, x.benefit_month, x.fen, x.held_fen,
                x.arguments::text, x.severity, f.opened_on, f.month, v.phone, x.person_id, x.subject, f.name
            from {tables.Exception} x
            left join payout_run f on f.run_id = x.first_run
            left join lateral (
                select id_number, name, region, phone from person_version p
                where p.person_id = x.person_id and p.known_from <= $2 and p.known_to > $2 limit 1) v on true
            where x.run_id = $1 and ($3::text is null or x.code = $3)
            order by x.code, v.id_number nulls first, x.category, x.benefit_month
            """, r =>
            {
                var kind = ExceptionCode.Of(r.GetString(0));
                var arguments = JsonSerializer.Deserialize<Dictionary<string, string>>(r.GetString(8))!;
                var key = CaseKey.Of(
                    kind, r.IsDBNull(13) ? null : r.GetInt32(13), run.Name, r.IsDBNull(3) ? null : r.GetInt16(3),
                    r.MonthOrNull(5), r.TextOrNull(14));
                DateOnly? review = arguments.TryGetValue("复查日", out var day) ? Spoken.ReadDate(day) : null;
                return new ExceptionRow(
                    run.Name, kind, r.TextOrNull(1), r.TextOrNull(2),
                    r.IsDBNull(3) ? null : Category.Of(r.GetInt16(3)).Label,
                    r.TextOrNull(4) ?? SilentStations.CodeIn(arguments),
                    r.MonthOrNull(5)?.ToString(),
                    r.LongOrNull(6), r.LongOrNull(7),
                    arguments,
                    due.Of(kind, r.DateOrNull(10) ?? run.OpenedOn, r.MonthOrNull(11) ?? run.Month, review),
                    key.ToString())
                {
                    Key = key,
                    FirstRun = r.TextOrNull(15) ?? run.Name,
                    Severity = r.IsDBNull(9) ? kind.Severity : (Severity)r.GetInt16(9),
                    Phone = r.TextOrNull(12),
                };
            }, stop, run.Id, run.KnownThrough, code);
    }

    /// <summary>Rows that had not come in when a run was worked out: what they say is not in it.</summary>
    internal static Task<List<ExceptionRow>> RejectedOf(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        Rejected(connection, run.KnownThrough, stop);

    /// <summary>Rows that have not come in until now.</summary>
    internal static Task<List<ExceptionRow>> Rejected(NpgsqlConnection connection, CancellationToken stop) =>
        Rejected(connection, long.MaxValue, stop);

    private static async Task<List<ExceptionRow>> Rejected(
        NpgsqlConnection connection, long known, CancellationToken stop)
    {
        var due = await DueDays.Read(connection, known, stop);
        return await connection.Rows("""
            select r.file_name, r.line, r.name, r.reason, r.id_number, r.found_on, r.rejected_id from rejected_row r
            where not exists (select from rejection_end e where e.rejected_id = r.rejected_id and e.act <= $1)
                and ($1 = 9223372036854775807 or exists (
                    select from act a where a.file_sha256 = r.file_sha256 and a.number <= $1))
            order by r.file_name, r.line, r.rejected_id
            """, r =>
            {
                var arguments = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["文件"] = r.GetString(0), ["行"] = $"{r.GetInt32(1)}", ["原因"] = LongNumber.Masked(r.GetString(3)),
                    ["编号"] = RejectionJob.NameOf(r.GetInt64(6)),
                };
                if (r.TextOrNull(2) is { } name) arguments["姓名"] = name;
                return new ExceptionRow("", ExceptionCode.ImportRejected, r.TextOrNull(4), r.TextOrNull(2), null, null,
                    null, null, null, arguments,
                    due.Of(ExceptionCode.ImportRejected, r.Date(5), PayMonth.Of(r.Date(5))), arguments["编号"]);
            }, stop, known);
    }
}
