using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Intake;

/// <summary>Which rounding rule the imported history was paid by, category by category, a range of people at a
/// time.</summary>
internal static class PaidHistoryFit
{
    private const int RangeSize = 10_000;

    /// <summary>A sentence a category that tells, one for those that do not; none without history.</summary>
    public static async Task<IReadOnlyList<string>> Say(NpgsqlConnection connection, CancellationToken stop)
    {
        var found = await Of(connection, stop);
        var silent = string.Join('、', found.Where(f => f.Telling == 0)
            .Select(f => $"{Category.Of(f.Category).Label}（{f.Months}个人月）"));
        List<string> said = [.. found.Where(f => f.Telling > 0).Select(Said)];
        if (silent.Length > 0) said.Add($"{silent}：按哪种舍入都一样，分不出。");
        return said;
    }

    private static async Task<IReadOnlyList<CategoryFit>> Of(NpgsqlConnection connection, CancellationToken stop)
    {
        var fit = new RoundingFit(
            await StandardStore.Rates(connection, long.MaxValue, stop),
            (await StandardStore.Table(connection, long.MaxValue, stop)).Wages,
            await ParameterStore.Read(connection, long.MaxValue, stop));
        var (first, last) = (await connection.Rows(
            "select coalesce(min(person_id), 1), coalesce(max(person_id), 0) from paid_history",
            r => (r.GetInt32(0), r.GetInt32(1)), stop))[0];
        for (; first <= last; first += RangeSize)
        {
            var history = (await HistoryStore.OfShard(
                    connection, first, first + RangeSize - 1, null, long.MaxValue, stop))
                .ToLookup(h => h.Person, h => h.Total);
            foreach (var (id, person) in await People(connection, history.Select(h => h.Key).ToArray(), stop))
                fit.Add(person, history[id]);
        }

        return [.. fit.Results];
    }

    private static async Task<List<(int Id, FoldedPerson Person)>> People(
        NpgsqlConnection connection, int[] people, CancellationToken stop) => await connection.Rows("""
            select card from person_version where person_id = any($1) and known_to = 9223372036854775807
            """, r =>
            {
                ReadOnlySpan<byte> cards = r.GetFieldValue<byte[]>(0);
                var card = PersonCard.Take(ref cards);
                return (card.PersonId, card.Person());
            }, stop, people);

    private static string Said(CategoryFit fit)
    {
        var label = Category.Of(fit.Category).Label;
        var counts = string.Join('、', RoundingFit.Rules.Select((r, i) => $"{r.Code()} {fit.Fits[i]}"));
        var best = string.Join("或", fit.Best.Select(b => b.Code()));
        return $"{label}：{fit.Telling}个人月能分辨舍入方式（{counts}）；"
            + (best.Length == 0 ? "哪种也对不上，请核对标准和已发金额。" : $"以前多半按 {best}（标准表的“舍入”列）。");
    }
}
