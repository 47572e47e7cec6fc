using Disbursement.Domain;
using Disbursement.Domain.Recoveries;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Papers;

/// <summary>Something that became known of a claim: a decision, money back, or that one of them was wrong.</summary>
/// <param name="Months">Of the overpaid months; fen of them together.</param>
internal sealed record NewsRecovery(
    NewsPerson Person, string What, PayMonth[] Months, long Fen, string Document, bool IsWithdrawn, Recorded Recorded);

/// <summary>上批以来的追缴决定、收回 (rules §9, the fifth list).</summary>
internal static class RecoveryNews
{
    public static Task<List<NewsRecovery>> Read(PaperRun of, CancellationToken stop) => of.Connection.Rows($"""
        with news as (
            select d.act, d.row_number, d.person_id, d.method, array[d.benefit_month] as months, d.fen,
                d.document, false as withdrawn
            from recovery_decision d where d.act > $2 and d.act <= $3
            union all
            select e.act, e.row_number, d.person_id, d.method, array[d.benefit_month], d.fen, d.document, true
            from recovery_decision_end e
            join recovery_decision d on (d.act, d.row_number) = (e.decision_act, e.decision_row)
            where e.act > $2 and e.act <= $3
            union all
            select b.act, 0, b.person_id, case when b.by_bank then -1 else 0 end, array(
                select distinct benefit_month from money_back_part p where p.act = b.act order by 1), b.fen, b.document,
                false
            from money_back b where b.act > $2 and b.act <= $3
            union all
            select e.act, 0, b.person_id, case when b.by_bank then -1 else 0 end, array(
                select distinct benefit_month from money_back_part p where p.act = b.act order by 1), b.fen,
                b.document || '（依据' || e.document || '）', true
            from money_back_end e join money_back b on b.act = e.money_back_act where e.act > $2 and e.act <= $3)
        select v.id_number, v.name, v.region, coalesce(s.fen, 0), n.method, n.months, n.fen, n.document, n.withdrawn,
            coalesce(a.performed_by, a.system_user), a.business_date, a.number
        from news n
        join act a on a.number = n.act
        join person_version v on v.person_id = n.person_id and v.known_from <= $3 and v.known_to > $3
        {NewsStore.SentTo}
        order by n.act, n.row_number
        """, r => new NewsRecovery(
            NewsPerson.Read(r), What(r.GetInt32(4)), [.. r.GetFieldValue<DateOnly[]>(5).Select(PayMonth.Of)],
            r.GetInt64(6), r.GetString(7), r.GetBoolean(8), Recorded.Read(r, 9)), stop, of.Run.Id, of.Since,
            of.Run.KnownThrough);

    private static string What(int method) => method switch
    {
        0 => "收到退款",
        -1 => "银行追回到账",
        _ => $"决定{((RecoveryMethod)method).Label()}",
    };
}
