using System.Text.Encodings.Web;
using System.Text.Json;
using Disbursement.Jobs.Intake;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Cases;

/// <summary>
/// What a sweep or a reconciliation finds, beside what stands: what is new is written, what is gone ends, and the rest
/// is not touched.
/// </summary>
internal static class FoundCaseStaging
{
    private static readonly JsonSerializerOptions AsWritten =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Task Prepare(NpgsqlConnection connection, CancellationToken stop) => connection.Execute("""
        create temp table wanted_case (
            key text not null, code text not null, person_id int, category smallint, subject text,
            severity smallint not null, fen bigint, arguments text not null, since date,
            place int generated always as identity) on commit drop
        """, stop);

    public static async Task Add(
        NpgsqlConnection connection, IReadOnlyCollection<FoundCase> cases, CancellationToken stop)
    {
        if (cases.Count == 0) return;
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy wanted_case (key, code, person_id, category, subject, severity, fen, since, arguments)
            from stdin (format binary)
            """, stop);
        foreach (var wanted in cases)
        {
            ExceptionSentence.Require(ExceptionCode.Of(wanted.Key.Code), wanted.Blanks);
            copy.StartRow();
            copy.Text(wanted.Key.ToString());
            copy.Text(wanted.Key.Code);
            if (wanted.Key.Person is { } person) copy.Write(person, NpgsqlDbType.Integer);
            else copy.WriteNull();
            if (wanted.Key.Category is { } category) copy.Small(category);
            else copy.WriteNull();
            copy.Text(wanted.Key.Subject);
            copy.Small((int)wanted.Severity);
            copy.Fen(wanted.Fen);
            copy.Day(wanted.Since);
            copy.Text(Written(wanted.Blanks));
        }

        await copy.CompleteAsync(stop);
    }

    /// <summary>What a sentence is filled with, as it is kept.</summary>
    public static string Written(IReadOnlyDictionary<string, string> blanks) => JsonSerializer.Serialize(
        new SortedDictionary<string, string>(blanks.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
        AsWritten);

    /// <param name="ofBackPayment">Whose cases they are beside which it stands: back-payment's, or all others.</param>
    /// <returns>How many are new, or say something else than before; how many are gone.</returns>
    public static async Task<(int Found, int Gone)> Settle(
        Act act, bool ofBackPayment, CancellationToken stop)
    {
        // Of two campaigns, or a list and a campaign, that say it of one person the first: it is one case.
        await act.Connection.Execute("""
            delete from wanted_case w using (
                select place, row_number() over (partition by key order by place) as copy from wanted_case) d
            where d.place = w.place and d.copy > 1
            """, stop);
        // Of what was staged nothing is known to the planner yet.
        await act.Connection.Execute("analyze wanted_case", stop);
        await act.Connection.Execute("create temp table open_case (like verification_case) on commit drop", stop);
        await act.Connection.Execute("""
            insert into open_case select c.* from verification_case c
            where (c.code like 'bp-%') = $1
                and not exists (select from verification_case_end e where e.case_id = c.case_id)
            """, stop, ofBackPayment);
        await act.Connection.Execute("analyze open_case", stop);
        var found = await act.Connection.Execute("""
            insert into verification_case (case_id, act, row_number, key, code, person_id, category, subject, severity,
                fen, arguments, found_on, since_act)
            select nextval('verification_case_serial'), $1, row_number() over (order by w.key), w.key, w.code,
                w.person_id, w.category, w.subject, w.severity, w.fen, w.arguments,
                -- What only says more is as old as it was.
                coalesce(w.since, (select min(o.found_on) from open_case o where o.key = w.key), $2),
                coalesce((select min(o.since_act) from open_case o where o.key = w.key), $1)
            from wanted_case w
            where not exists (select from open_case o where o.key = w.key and o.arguments = w.arguments
                and o.severity = w.severity and o.fen is not distinct from w.fen)
            """, stop, act.Number, act.Performer.Today);
        var gone = await act.Connection.Execute("""
            insert into verification_case_end (case_id, act, row_number)
            select o.case_id, $1, row_number() over (order by o.case_id) from open_case o
            where not exists (select from wanted_case w where o.key = w.key and o.arguments = w.arguments
                and o.severity = w.severity and o.fen is not distinct from w.fen)
            """, stop, act.Number);
        return (found, gone);
    }
}
