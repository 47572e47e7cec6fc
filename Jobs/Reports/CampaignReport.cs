using Disbursement.Domain.Payouts;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Disbursement.Jobs.Verification;
using Npgsql;

namespace Disbursement.Jobs.Reports;

/// <summary>Money held for one kind of reason, and what of it was sent since. Money in fen.</summary>
public sealed record HeldFigures(long People, long Fen, long PaidBackPeople, long PaidBackFen);

/// <summary>年度确认 on half a page: who stands where, what it held and what of that was paid back, the sample.</summary>
/// <param name="Overdue">Held because nobody confirmed them by the deadline.</param>
/// <param name="Reported">Held because somebody's list speaks of a death, a sentence, a pension.</param>
/// <param name="Drawn">Confirmations that were looked at again, at so many <paramref name="Stations"/>.</param>
/// <param name="Failed">Stations where one was not as it was confirmed.</param>
public sealed record CampaignFigures(
    VerificationOverview Overview, HeldFigures Overdue, HeldFigures Reported, int Stations, int Drawn,
    IReadOnlyList<string> Failed)
{
    public IEnumerable<(VerificationClass Class, int People)> Classes => Overview.Cells
        .GroupBy(c => c.Class).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(c => c.People)));
}

/// <summary>Adds up what a campaign came to.</summary>
public sealed class CampaignReport(NpgsqlDataSource source)
{
    private static readonly Block[] ByLists =
        [Block.DeathReported, Block.SentenceReported, Block.EmployeePension, Block.EvidenceContradicts];

    /// <returns>Null: there is no campaign of that year.</returns>
    public async Task<CampaignFigures?> Of(short year, DateOnly today, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        if (!await connection.Scalar<bool>("select exists (select from campaign where year = $1)", stop, year))
            return null;
        var drawn = await new SampleJob(source).List(year, stop);
        return new CampaignFigures(
            await VerificationOverview.Read(source, year, today, stop),
            await Held(connection, onAList: false, [Block.VerificationOverdue], stop),
            await Held(connection, onAList: true, ByLists, stop),
            drawn.Select(d => d.Station).Distinct(StringComparer.Ordinal).Count(), drawn.Count,
            [.. drawn.Where(d => d.IsMatch == false).Select(d => d.Station).Distinct(StringComparer.Ordinal)]);
    }

    /// <summary>Each position once, as it was held last; sent since by a later run, or not.</summary>
    private static async Task<HeldFigures> Held(
        NpgsqlConnection connection, bool onAList, Block[] reasons, CancellationToken stop)
    {
        var found = await connection.Rows($"""
            with held as (
                select distinct on (h.person_id, h.benefit_month, h.category, h.component) h.*
                from held_amount h join payout_run r using (run_id)
                where h.reason = any($1) and r.state in {PayoutStore.Counting} and (not $2 or exists (
                    select from evidence_match m where m.person_id = h.person_id))
                order by h.person_id, h.benefit_month, h.category, h.component, h.run_id desc),
            settled as (
                select h.person_id, h.fen, exists (
                    select from payment_line l join payout_run r using (run_id)
                    where l.benefit_month = h.benefit_month and l.person_id = h.person_id and l.category = h.category
                        and l.component = h.component and l.run_id > h.run_id and r.state in {PayoutStore.Counting})
                    as is_sent
                from held h)
            select count(distinct person_id), coalesce(sum(fen), 0)::bigint,
                count(distinct person_id) filter (where is_sent), coalesce(sum(fen) filter (where is_sent), 0)::bigint
            from settled
            """, r => new HeldFigures(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2), r.GetInt64(3)), stop,
            reasons.Select(b => (short)b).ToArray(), onAList);
        return found[0];
    }
}
