using Disbursement.Host.Homes;
using Disbursement.Domain.Payouts;
using Disbursement.Host.Commands;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Host.Tests.Runs;

/// <summary>What the database refuses, whoever asks: by direct statements of the application's own role.</summary>
[Collection(OneHome.Name)]
public sealed class GuaranteeTests
{
    private const string Line = "insert into payment_line select person_id, run_id, benefit_month, standard_id, 99900, "
        + "category, component, 77::smallint, kind from payment_line where run_id = 1 limit 1";

    private static readonly string[] Refusals =
    [
        "update payout_run set state = 'assessed' where run_id = 1",
        "update payout_run set state = 'closed' where run_id = 1",
        "update payout_run set sum_fen = 1 where run_id = 1",
        "update payout_run set row_count = 1, content_root = 'x' where run_id = 1",
        "update payout_run set approved_by = '丁' where run_id = 1",
        "update payout_run set state = 'cancelled', cancelled_by = '丁' where run_id = 1",
        "update payout_run set known_through = 1 where run_id = 1",
        "select discard_draft(1)",
        Line,
        "insert into held_amount values (1, 1, '2026-01-01', 51, 1, 100, 0, 1, 1)",
        "insert into claim values (1, 1, '2026-01-01', 100)",
        "update run_shard set done = false",
        "insert into payout_run (name, kind, month, attempt, state, known_through, is_full, is_partial, opened_on, "
            + "opened_at, shards_left) select name, kind, month, 2, 'approved', known_through, false, false, "
            + "opened_on, opened_at, 0 from payout_run where run_id = 1",
        "update knowledge set number = 0",
        "update knowledge set number = number + 2",
        "insert into audit_entry select chain, position + 1000, performed_by, system_user, performed_at, "
            + "business_date, what, detail, previous_hash, hash from audit_entry limit 1",
        "insert into audit_entry select distinct on (chain) chain, position + 1, performed_by, system_user, "
            + "performed_at, business_date, what, detail, repeat('0', 64), hash from audit_entry order by chain, "
            + "position desc limit 1",
    ];

    [Fact]
    public async Task An_exported_run_its_lines_numbers_and_audit_cannot_be_changed_by_statements()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Done("payout", "export", "2026-01", "--today", "2026-01-09", "--user", "乙");
        await using var session = await Session.Open(HomeFolder.Open(county.Home), stop);
        await using var connection = await session.Source.OpenConnectionAsync(stop);
        var before = await Fingerprint(connection, stop);
        foreach (var statement in Refusals)
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(
                () => connection.Execute(statement, stop));
            Assert.True(refused.SqlState is "P0001", $"{statement}: {refused.Message}");
        }

        // Also while another run is open: its lines come in, those of the exported one do not.
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await using (var transaction = await connection.BeginTransactionAsync(stop))
        {
            await connection.Execute("""
                update payout_run set state = 'opened', shards_left = 0, row_count = null, line_count = null,
                    sum_fen = null, held_fen = null, content_root = null, last_fen = null where name = '2026-02'
                """, stop);
            await connection.Execute(Line.Replace(
                ", run_id,", ", (select max(run_id) from payout_run),", StringComparison.Ordinal), stop);
            await Assert.ThrowsAsync<PostgresException>(() => connection.Execute(Line, stop));
        }

        await county.Done("payout", "cancel", "2026-02", "--today", "2026-02-05", "--user", "甲");
        Assert.Equal(before, await Fingerprint(connection, stop));
    }

    [Fact]
    public async Task The_database_and_the_program_have_one_table_of_moves()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var county = new TinyCounty();
        await county.Done("init");
        await using var session = await Session.Open(HomeFolder.Open(county.Home), stop);
        await using var connection = await session.Source.OpenConnectionAsync(stop);
        var stored = await connection.Rows(
            "select from_state, to_state from run_move where from_state <> to_state",
            r => (RunStateWords.Parse(r.GetString(0)), RunStateWords.Parse(r.GetString(1))), stop);
        Assert.Equal(
            Enum.GetValues<RunState>().SelectMany(from => RunMoves.From(from).Select(to => (from, to))).Order(),
            stored.Order());
    }

    private static Task<string> Fingerprint(NpgsqlConnection connection, CancellationToken stop) =>
        connection.Scalar<string>("""
            select md5((select to_jsonb(r)::text from payout_run r where run_id = 1)
                || (select string_agg(l::text, ';' order by l::text) from payment_line l where run_id = 1))
            """, stop);
}
