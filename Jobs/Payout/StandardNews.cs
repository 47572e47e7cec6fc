using System.Globalization;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// Standards and parameters that became known since: that there are such, and what about them looks wrong.
/// </summary>
internal static class StandardNews
{
    private const int MostDoubts = 3;

    public static async Task Find(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        var since = frame.Basis?.KnownThrough ?? 0;
        if (frame.Run.Batch is null) await Doubts(connection, frame, since, found, stop);
        if (frame.Basis is not null && !frame.Run.IsPartial) await Changed(connection, frame, since, found, stop);
    }

    /// <summary>Of each file of standards that came since, unless somebody else released it.</summary>
    private static async Task Doubts(
        NpgsqlConnection connection, RunFrame frame, long since, List<RunException> found, CancellationToken stop)
    {
        var acts = await connection.Rows("""
            select a.number, a.subject, coalesce(a.performed_by, a.system_user) from act a
            where a.number > $1 and a.number <= $2 and (exists (select from rate r where r.act = a.number)
                or exists (select from wage w where w.act = a.number))
            order by a.number
            """, r => (Number: r.GetInt64(0), File: r.GetString(1), By: r.GetString(2)), stop, since,
            frame.Run.KnownThrough);
        if (acts.Count == 0) return;
        var rates = await StandardStore.Rates(connection, frame.Run.KnownThrough, stop);
        var wages = await StandardStore.Wages(connection, frame.Run.KnownThrough, stop);
        var components = await ComponentStore.Labels(connection, stop);
        var jump = await SettingsJob.Number(connection, "rate-jump-percent", stop, frame.Run.KnownThrough);
        foreach (var (number, file, by) in acts)
        {
            var subject = number.ToString(CultureInfo.InvariantCulture);
            if (frame.Bars.Decisions.ReleaseOf(CaseKey.Of(
                ExceptionCode.RateSuspicious, null, frame.Run.Name, null, null, subject)) is not null) continue;
            var doubts = StandardDoubts.Of(rates, since, number, frame.First, jump, components);
            doubts.AddRange(StandardDoubts.Of(wages, since, number, jump));
            if (doubts.Count == 0) continue;
            var said = string.Join('；', doubts.Take(MostDoubts))
                + (doubts.Count > MostDoubts ? $"；等{doubts.Count}处" : "");
            found.Add(new RunException(ExceptionCode.RateSuspicious, null, null, null, null, null, new()
            {
                ["文件"] = file, ["录入人"] = by, ["疑点"] = said,
            })
            {
                Subject = subject,
            });
        }
    }

    private static async Task Changed(
        NpgsqlConnection connection, RunFrame frame, long since, List<RunException> found, CancellationToken stop)
    {
        var changes = await connection.Rows("""
            select n.what, coalesce(a.performed_by, a.system_user), n.items from (
                select act, '标准' || count(*) || '行（' || string_agg(distinct document, '、') || '）' as what,
                    count(*) as items
                from rate where act > $1 and act <= $2 group by act
                union all
                select act, '月平均工资' || count(*) || '行（' || string_agg(distinct document, '、') || '）', count(*)
                from wage where act > $1 and act <= $2 group by act
                union all
                select act, '参数' || count(*) || '行（' || string_agg(distinct document, '、') || '）', count(*)
                from parameter where act > $1 and act <= $2 group by act
                union all
                select act, '代发银行' || count(*) || '行', count(*)
                from paying_bank where act > $1 and act <= $2 group by act
                union all
                select s.act, '设置' || s.key || coalesce('由“' || (
                        select b.value from setting b where b.key = s.key and b.act < s.act
                        order by b.act desc limit 1) || '”', '') || '改为“' || s.value || '”'
                    || coalesce('（' || s.document || '）', '（没有文号）'), 1
                from setting s where s.act > $1 and s.act <= $2) as n
            join act a on a.number = n.act order by n.act, n.what
            """, r => (What: $"{r.GetString(0)}，{r.GetString(1)}录入", Items: r.GetInt64(2)), stop, since,
            frame.Run.KnownThrough);
        if (changes.Count == 0) return;
        found.Add(new RunException(ExceptionCode.PolicyChanged, null, null, null, null, null, new()
        {
            ["项数"] = $"{changes.Sum(c => c.Items)}", ["名单"] = string.Join('；', changes.Select(c => c.What)),
        }));
    }
}
