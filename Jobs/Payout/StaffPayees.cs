using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// 一次性批次 only: somebody's money goes to an account of a person who works here (oneoff-staff-payee). His own money
/// may.
/// </summary>
internal static class StaffPayees
{
    public static async Task Find(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        var staff = await StaffAccountStore.Known(connection, frame.Run.KnownThrough, stop);
        if (staff.Count == 0) return;
        var receivers = await connection.Rows($"""
            select l.person_id, v.name, coalesce(o.account, v.account)
            from (select distinct person_id from {frame.Tables.Line} where run_id = $1) l
            join person_version v on v.person_id = l.person_id and v.known_from <= $2 and v.known_to > $2
            left join {frame.Tables.Receiver} o on o.run_id = $1 and o.person_id = l.person_id
            where coalesce(o.account, v.account) = any($3) order by l.person_id
            """, r => (Person: r.GetInt32(0), Name: r.GetString(1), Account: r.GetString(2)), stop, frame.Run.Id,
            frame.Run.KnownThrough, staff.Select(s => s.Account).Distinct(StringComparer.Ordinal).ToArray());
        foreach (var (person, name, account) in receivers)
        {
            var others = staff.FindAll(s => s.Account == account && !PersonName.Same(s.Name, name));
            if (others.Count == 0) continue;
            found.Add(new RunException(ExceptionCode.OneOffStaffPayee, person, null, null, null, null, new()
            {
                ["姓名"] = name, ["姓名2"] = string.Join('、', others.Select(s => s.Name)),
            }));
        }
    }
}
