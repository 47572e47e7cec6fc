using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// 比对数据没有导入: lists that the county wants before a month is signed, and that did not come since the month began. A
/// checker may let one go with a reason.
/// </summary>
internal static class MissingLists
{
    public static async Task Find(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        var run = frame.Run;
        if (run.Kind != PayoutRun.Regular) return;
        var wanted = SettingsJob.RequiredLists(
            await SettingStore.Value(connection, "required-lists", stop, run.KnownThrough));
        if (wanted.Length == 0) return;
        var came = (await connection.Rows("""
            select distinct w from unnest($1::text[]) w
            join evidence e on e.source = w or e.fact = w
            join act a on a.number = e.act and a.business_date >= $2
            where e.act <= $3
            """, r => r.GetString(0), stop, wanted, run.Month.FirstDay, run.KnownThrough))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var list in wanted.Where(w => !came.Contains(w)))
        {
            if (frame.Bars.Decisions.ReleaseOf(CaseKey.Of(
                ExceptionCode.ScreenNotLoaded, null, run.Name, null, null, list)) is not null) continue;
            found.Add(new RunException(ExceptionCode.ScreenNotLoaded, null, null, run.Month, null, null, new()
            {
                ["月份"] = Spoken.Month(run.Month), ["来源"] = list,
            })
            {
                Subject = list,
            });
        }
    }
}
