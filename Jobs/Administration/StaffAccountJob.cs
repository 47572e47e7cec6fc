using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.Administration;

/// <summary>
/// 工作人员账户: registered, so that money of a one-off list that goes to one is seen (oneoff-staff-payee). By 管理, as
/// users are.
/// </summary>
public sealed class StaffAccountJob(NpgsqlDataSource source)
{
    /// <param name="ends">He left, or it is his no more.</param>
    /// <returns>False: it is so already.</returns>
    /// <exception cref="Refused">No name, no account number, not by 管理.</exception>
    public async Task<bool> Register(
        string name, string account, bool ends, string? document, Performer performer, CancellationToken stop)
    {
        name = name.Trim();
        if (name.Length == 0 || name.Any(char.IsControl)) throw new Refused("姓名不能空，也不能有看不见的字符。");
        if (AccountCell.Read(account, out var digits) is { } fault) throw new Refused(fault);
        if (digits.Length == 0) throw new Refused("要写银行账号。");
        await using var act = await Act.Begin(source, performer, stop);
        var own = new StaffAccount(name, digits);
        var isKnown = (await StaffAccountStore.Known(act.Connection, act.Number, stop)).Contains(own);
        if (isKnown != ends) return false;
        await UserStore.RequireAdministrator(act, stop);
        await StaffAccountStore.Add(act, own, ends, document, stop);
        await act.Commit("staff-account", name, default, document, new { ends }, stop);
        return true;
    }
}
