using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Microsoft.AspNetCore.Identity;
using Npgsql;

namespace Disbursement.Jobs.Administration;

/// <summary>What is known of somebody's password. Never the password; and of its hash nothing goes out.</summary>
/// <param name="IsInitial">Given by somebody else: good for setting one's own only.</param>
internal sealed record KnownPassword(string Hash, bool IsInitial, long Act);

/// <summary>An attempt to sign in that counts against the limit, or stood above it.</summary>
internal readonly record struct Attempt(DateTimeOffset At, bool Wrong);

/// <summary>Passwords by ASP.NET Core Identity's hasher, and the attempts to sign in. All of it is appended.</summary>
internal static class PasswordStore
{
    private const int Shortest = 8, Longest = 128;

    private static readonly PasswordHasher<string> Hasher = new();

    /// <summary>Compared with where there is no user, so that an unknown name takes as long as a known one.</summary>
    private static readonly string Nobody = Hasher.HashPassword("", Guid.NewGuid().ToString());

    public static string Missing(string name) => $"正式库的用户要有密码：登记{name}时输入，或用 --password-file 指定密码文件。";

    /// <exception cref="Refused">Too short, or what anybody would guess.</exception>
    public static async Task Set(Act act, string name, string password, bool initial, CancellationToken stop)
    {
        if (Fault(name, password) is { } fault) throw new Refused(fault);
        await act.Connection.Execute("""
            insert into user_password (name, hash, is_initial, act) values ($1, $2, $3, $4)
            """, stop, name, Hasher.HashPassword(name, password), initial, act.Number);
    }

    public static async Task<KnownPassword?> Of(NpgsqlConnection connection, string name, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select hash, is_initial, act from user_password where name = $1 order by act desc limit 1
            """, r => new KnownPassword(r.GetString(0), r.GetBoolean(1), r.GetInt64(2)), stop, name);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>False also where there is no password; it takes as long.</summary>
    public static bool Matches(KnownPassword? known, string name, string password)
    {
        var result = Hasher.VerifyHashedPassword(name, known?.Hash ?? Nobody, password);
        return known is not null && result != PasswordVerificationResult.Failed;
    }

    /// <summary>Attempts under this password since the last good one, oldest first.</summary>
    public static Task<List<Attempt>> Attempts(
        NpgsqlConnection connection, string name, KnownPassword known, CancellationToken stop) => connection.Rows("""
            select attempted_at, outcome = 'wrong' from sign_in
            where name = $1 and password_act = $2 and sign_in_id > coalesce((
                select max(sign_in_id) from sign_in where name = $1 and outcome = 'good'), 0)
            order by sign_in_id
            """, r => new Attempt(r.GetFieldValue<DateTimeOffset>(0), r.GetBoolean(1)), stop, name, known.Act);

    public static Task<int> Note(
        NpgsqlConnection connection, string name, KnownPassword known, string outcome, Performer performer,
        CancellationToken stop) => connection.Execute("""
            insert into sign_in (name, password_act, attempted_at, outcome, system_user) values ($1, $2, $3, $4, $5)
            """, stop, name, known.Act, performer.Now, outcome, performer.SystemUser);

    private static string? Fault(string name, string password)
    {
        if (password.Length < Shortest) return $"密码至少要{Shortest}个字符。";
        if (password.Length > Longest) return $"密码最多{Longest}个字符。";
        if (password.Any(char.IsControl)) return "密码里有看不见的字符，请重新输入。";
        if (password.Distinct().Count() < 4) return "密码太简单：至少要有4个不同的字符。";
        return password.Contains(name, StringComparison.OrdinalIgnoreCase) ? "密码里不能有自己的姓名。" : null;
    }
}
