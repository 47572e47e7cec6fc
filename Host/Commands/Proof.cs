using System.CommandLine;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>What a command asks of the person at the terminal, in a live home. In a rehearsal he is believed.</summary>
internal enum Proof
{
    /// <summary>It only reads: who names himself proves it; nobody has to.</summary>
    WhereNamed,

    /// <summary>It changes something.</summary>
    Needed,

    /// <summary>It registers users: the first ones of an empty home need no user.</summary>
    UnlessFirstUsers,

    /// <summary>It sets one's own password, which is all that an initial password is good for.</summary>
    ForNewPassword,

    /// <summary>A program that stays acts as the schedule and is no officer.</summary>
    NotAsked,
}

/// <summary>Sign-in at the command line of a live home.</summary>
internal static class CommandSignIn
{
    /// <param name="nobody">The performer without a user.</param>
    /// <returns>With the user that he proved to be, where that was asked.</returns>
    public static async Task<Performer> Prove(
        CommandShell shell, ParseResult parsed, Session session, Performer nobody, Proof proof, CancellationToken stop)
    {
        if (proof == Proof.NotAsked || (proof == Proof.UnlessFirstUsers && await IsEmpty(session, stop))) return nobody;
        var name = shell.NameOf(parsed, evenByEnvironment: proof != Proof.WhereNamed);
        if (name is null)
            return proof == Proof.WhereNamed
                ? nobody
                : throw new Refused("正式库要登录后才能办理：加 --user 姓名，再输入密码（或用 DISBURSE_PASSWORD_FILE 指定密码文件）。"
                    + (await IsEmpty(session, stop) ? "现在还没有用户，先登记管理人员：./disburse user add 姓名 --roles 管理。" : ""));
        return await new SignInJob(session.Source).Prove(
            name, PasswordEntry.Current(name), changesPassword: proof == Proof.ForNewPassword, nobody, stop);
    }

    /// <summary>Nobody manages users yet, so nobody can be asked to register them.</summary>
    public static async Task<bool> IsEmpty(Session session, CancellationToken stop)
    {
        await using var connection = await session.Source.OpenConnectionAsync(stop);
        return !await UserStore.HasAdministrator(connection, stop);
    }
}
