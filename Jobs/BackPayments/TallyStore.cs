using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>社保补缴 at a glance, as of the last reconciliation.</summary>
/// <param name="On">The day; null: nothing was ever reconciled.</param>
/// <param name="SpentFen">What the ledger of funds has posted for batches.</param>
/// <param name="Codes">What is open by code, and how old that is today.</param>
/// <param name="Owners">Whose turn it is.</param>
public sealed record BackPaymentOverview(
    DateOnly? On, BackPaymentTally Tally, long SpentFen,
    IReadOnlyList<(ExceptionCode Code, int Count, long Fen, int[] Ages)> Codes,
    IReadOnlyList<(string Owner, int Count, long Fen)> Owners)
{
    public IReadOnlyList<(string Label, string Value)> Facts =>
        [.. SummaryPaper.Facts(Tally, SpentFen, Codes.Sum(c => c.Count), Codes.Sum(c => c.Fen))];

    /// <summary>A sentence on what is open, from what the last reconciliation left; null: nothing is.</summary>
    public static async Task<string?> InShort(NpgsqlDataSource source, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var open = await Cases.FoundCaseReport.OfBackPayment(connection, stop);
        var undecided = await connection.Scalar<int>("""
            select count(*)::int from current_case c where not exists (
                select from back_payment_decision d where d.case_id = c.case_id)
            """, stop);
        var batches = (await BatchStore.All(connection, stop))
            .Where(b => !b.IsWithdrawn && b.ApprovedBy is null)
            .Select(b => $"拨款批次{b.Name}等{(b.CheckedBy is null ? "复核" : "审批")}");
        string[] said =
        [
            .. undecided > 0 ? [$"{undecided}件案件还没有决定（./disburse backpay plan）"] : Array.Empty<string>(),
            .. batches,
            .. open.Count > 0
                ? [$"四方不一致{open.Count}项，涉及{Domain.Money.Spoken(open.Sum(o => o.Fen))}（./disburse backpay report）"]
                : Array.Empty<string>(),
        ];
        return said.Length == 0 ? null : $"社保补缴：{string.Join('；', said)}。";
    }

    public static async Task<BackPaymentOverview> Read(
        NpgsqlDataSource source, DateOnly today, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var (act, tally) = await TallyStore.Last(connection, stop);
        var on = act is null
            ? null
            : (await connection.Rows("select business_date from act where number = $1", r => (DateOnly?)r.Date(0),
                stop, act))[0];
        var open = await Cases.FoundCaseReport.OfBackPayment(connection, stop);
        return new BackPaymentOverview(
            on, tally, await BatchStore.SpentFen(connection, stop),
            [
                .. open.GroupBy(o => o.Code).OrderBy(g => g.Key.Code, StringComparer.Ordinal).Select(g => (
                    g.Key, g.Count(), g.Sum(o => o.Fen), Enumerable.Range(0, Ageing.All.Count)
                        .Select(age => g.Count(o => Ageing.Of(o.Since, today) == age)).ToArray())),
            ],
            [
                .. open.SelectMany(o => o.Owner.Split('、').Select(owner => (owner, o.Fen))).GroupBy(o => o.owner)
                    .OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => (g.Key, g.Count(), g.Sum(o => o.Fen))),
            ]);
    }
}

/// <summary>What all cases came to, kept where it is another than before.</summary>
internal static class TallyStore
{
    public static async Task<(long? Act, BackPaymentTally Tally)> Last(
        NpgsqlConnection connection, CancellationToken stop)
    {
        var rows = await connection.Rows("""
            select act, name, key, count, fen from back_payment_tally
            where act = (select max(act) from back_payment_tally) order by row_number
            """, r => (Act: r.GetInt64(0), Row: new TallyRow(
                r.GetString(1), r.GetInt16(2), r.GetInt64(3), r.GetInt64(4))), stop);
        return (rows.Count == 0 ? null : rows[0].Act, BackPaymentTally.Of(rows.Select(r => r.Row)));
    }

    /// <returns>Whether it is another than before.</returns>
    public static async Task<bool> Keep(Act act, BackPaymentTally tally, CancellationToken stop)
    {
        var (_, last) = await Last(act.Connection, stop);
        List<TallyRow> rows = [.. tally.Rows];
        if (last.Rows.SequenceEqual(rows)) return false;
        await act.Connection.Execute("""
            insert into back_payment_tally (act, row_number, name, key, count, fen)
            select $1, place, n, k, c, f from unnest($2::text[], $3::smallint[], $4::bigint[], $5::bigint[])
                with ordinality as u (n, k, c, f, place)
            """, stop, act.Number, rows.Select(r => r.Name).ToArray(), rows.Select(r => r.Key).ToArray(),
            rows.Select(r => r.Count).ToArray(), rows.Select(r => r.Fen).ToArray());
        return true;
    }
}
