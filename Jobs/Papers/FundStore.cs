using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Papers;

/// <summary>
/// Sums over a run's lines by source and purpose: people added up in the database, money line by line.
/// </summary>
internal static class FundStore
{
    /// <summary>By source and purpose, by each alone. A person counts wherever some of his money comes from.</summary>
    public static async Task<List<(FundKey Fund, GroupTotal Total)>> ByFund(
        PaperRun of, FundSplit split, CancellationToken stop)
    {
        var lines = await FundsStore.Lines(of.Connection, RunTables.Stored, of.Run.Id, stop);
        var whole = Money(FundTotals.Of(split, lines));
        var month = Money(FundTotals.Of(split, lines.Where(l => l.Month == of.Run.Month)));
        return
        [
            .. (await People(of, split, lines, stop)).Select(p => (p.Fund, new GroupTotal(
                p.People, whole.GetValueOrDefault(p.Fund), month.GetValueOrDefault(p.Fund)))),
        ];
    }

    private static Dictionary<FundKey, long> Money(FundTotals totals)
    {
        var money = new Dictionary<FundKey, long>();
        foreach (var (source, purpose, fen) in totals.All)
        {
            var number = (short?)source ?? FundKey.Undecided;
            foreach (var key in new[] { new FundKey(number, purpose), new(number, null), new(null, purpose) })
                money[key] = money.GetValueOrDefault(key) + fen;
        }

        return money;
    }

    private static Task<List<(FundKey Fund, long People)>> People(
        PaperRun of, FundSplit split, List<LineGroup> lines, CancellationToken stop)
    {
        var positions = lines.DistinctBy(l => (l.Category, l.Component, l.StandardId, l.Month))
            .SelectMany(l => Sources(split.Sharing(l)).Select(s => (Line: l, Source: s))).ToArray();
        return of.Connection.Rows("""
            select f.source, f.purpose, count(distinct l.person_id)
            from payment_line l
            join unnest($2::smallint[], $3::smallint[], $4::int[], $5::date[], $6::smallint[], $7::smallint[])
                as f (category, component, standard_id, benefit_month, source, purpose)
                using (category, component, standard_id, benefit_month)
            where l.run_id = $1 group by grouping sets ((f.source, f.purpose), (f.source), (f.purpose))
            order by nullif(f.source, 0), f.purpose
            """, r => (
                new FundKey(
                    r.IsDBNull(0) ? null : r.GetInt16(0), r.IsDBNull(1) ? null : (Purpose)r.GetInt16(1)),
                r.GetInt64(2)), stop, of.Run.Id,
            positions.Select(p => p.Line.Category).ToArray(), positions.Select(p => p.Line.Component).ToArray(),
            positions.Select(p => p.Line.StandardId).ToArray(),
            positions.Select(p => p.Line.Month.FirstDay).ToArray(), positions.Select(p => p.Source).ToArray(),
            positions.Select(p => (short)FundSplit.PurposeOf(p.Line)).ToArray());
    }

    private static IEnumerable<short> Sources(Sharing? sharing) => sharing is not { Levels: var levels }
        ? [FundKey.Undecided]
        : Enum.GetValues<Source>().Where(s => levels[s] > 0).Select(s => (short)s);
}
