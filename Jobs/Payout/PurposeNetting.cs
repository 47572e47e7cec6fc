using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// 轧差 between purposes: a month's lines of a person take back from one purpose what another sends, because the identity
/// is another. The person has the right money; the two funds have not (rules §5: a purpose never pays for another).
/// </summary>
internal static class PurposeNetting
{
    public static async Task Find(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        var lines = await connection.Rows($"""
            select n.person_id, n.benefit_month, l.category, l.component, l.fen
            from (select distinct person_id, benefit_month from {frame.Tables.Line} where run_id = $1 and fen < 0) n
            cross join lateral (
                select category, component, fen from {frame.Tables.Line}
                where benefit_month = n.benefit_month and person_id = n.person_id and run_id = $1 offset 0) l
            """, r => (
                Month: (r.GetInt32(0), r.Month(1)),
                Purpose: Purposes.Of(Category.Of(r.GetInt16(2)), r.GetInt16(3)), Fen: r.GetInt64(4)), stop,
            frame.Run.Id);
        var people = new HashSet<int>();
        var netted = 0L;
        foreach (var month in lines.GroupBy(l => l.Month))
        {
            var sums = month.GroupBy(l => l.Purpose).Select(p => p.Sum(l => l.Fen)).ToArray();
            var taken = -sums.Where(s => s < 0).Sum();
            if (taken == 0) continue;
            people.Add(month.Key.Item1);
            netted += taken;
        }

        if (people.Count == 0) return;
        found.Add(new RunException(ExceptionCode.CrossPurposeNetting, null, null, null, netted, null, new()
        {
            ["人数"] = $"{people.Count}", ["金额"] = Money.Spoken(netted),
        }));
    }
}
