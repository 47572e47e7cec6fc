using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Administration;

/// <summary>An account of somebody who works at the bureau or a station, whether he uses this program or not.</summary>
public sealed record StaffAccount(string Name, string Account);

/// <summary>工作人员账户; of a name and account the latest entry counts.</summary>
public static class StaffAccountStore
{
    /// <summary>Those in force as known at an act.</summary>
    public static Task<List<StaffAccount>> Known(
        NpgsqlConnection connection, long known, CancellationToken stop) => connection.Rows("""
            select name, account from (
                select distinct on (name, account) name, account, is_ended from staff_account where act <= $1
                order by name, account, act desc) as latest
            where not is_ended order by name, account
            """, r => new StaffAccount(r.GetString(0), r.GetString(1)), stop, known);

    internal static Task Add(
        Act act, StaffAccount account, bool isEnded, string? document, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into staff_account (act, name, account, is_ended, document) values ($1, $2, $3, $4, $5)
            """, stop, act.Number, account.Name, account.Account, isEnded, document);
}
