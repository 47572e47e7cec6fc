using Disbursement.Domain.Duties;
using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Host.Backups;

/// <summary>
/// 恢复: a backup into a home that holds nothing yet, or in place of what it holds, which is backed up first. All bytes
/// are compared before anything changes; the database comes in one transaction; journals are brought together and never
/// replaced, because they know what was sent since.
/// </summary>
internal sealed class HomeRestore(HomeFolder home, string file)
{
    private const string MarkFile = "restoring";

    /// <summary>Nothing works in a home whose restore was cut off, but the restore.</summary>
    /// <exception cref="Refused">It was cut off.</exception>
    public static void RequireWhole(HomeFolder home)
    {
        if (File.Exists(Mark(home)))
            throw new Refused($"{home.Path} 的恢复没有做完，不能使用。请再执行一次同样的 ./disburse restore"
                + "（已有用户的写明 --user）。");
    }

    /// <param name="folder">Where the backup was unpacked.</param>
    /// <param name="prove">Asks who it is; where there are users.</param>
    /// <param name="replaces">What is there may be replaced.</param>
    /// <returns>Where what was there was backed up to; null: there was nothing.</returns>
    public async Task<string?> Restore(
        BackupContents contents, string folder, Func<Session, Task<Performer>> prove, bool replaces,
        CancellationToken stop)
    {
        await using var session = await Session.OpenAnyway(home, stop);
        var performer = await prove(session);
        await RequireReadable(session, contents, stop);
        var before = await Before(session, performer, replaces, stop);
        await File.WriteAllTextAsync(Mark(home), Path.GetFileName(file), stop);
        Keep(session, folder);
        await new DatabaseDump(session.OwnerConnection, folder)
            .ReadFrom(Path.Combine(folder, BackupArchive.Dump), stop);
        NpgsqlConnection.ClearAllPools();
        await using (var owner = Database.Source(session.OwnerConnection)) await Migrator.Migrate(owner, stop);
        await Note(session, performer, stop);
        File.Delete(Mark(home));
        return before;
    }

    private static string Mark(HomeFolder home) => Path.Combine(home.Path, MarkFile);

    /// <summary>A newer program made it: then nothing is touched.</summary>
    private static async Task RequireReadable(Session session, BackupContents contents, CancellationToken stop)
    {
        if (session.Home.IsLive != contents.IsLive)
            throw new Refused($"备份是{(contents.IsLive ? "正式" : "演练")}库的，{session.Home.Path} 不是，没有恢复。");
        await using var connection = await session.Source.OpenConnectionAsync(stop);
        var ours = await connection.Rows("select name from migration", r => r.GetString(0), stop);
        if (contents.Migrations.Except(ours).Order(StringComparer.Ordinal).FirstOrDefault() is { } newer)
            throw new Refused($"备份是更新的程序做的（{newer}），没有恢复。请换用新版程序。");
        if (await connection.Scalar<long>("""
            select count(*) from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and usename is not null
                and application_name = 'disburse' and state <> 'idle'
            """, stop) > 0)
            throw new Refused("还有别的命令或服务在用这个库，没有恢复。请先结束它们（serve、worker），再执行一次。");
    }

    /// <summary>What is there is not lost: it is backed up beside, before anything of it goes.</summary>
    private async Task<string?> Before(Session session, Performer performer, bool replaces, CancellationToken stop)
    {
        await using (var connection = await session.Source.OpenConnectionAsync(stop))
        {
            if (await connection.Scalar<long>("select number from knowledge", stop) == 0) return null;
            if (await UserStore.HasAdministrator(connection, stop))
                performer = await UserStore.Require(connection, performer, Deed.BackUp, stop);
        }

        if (File.Exists(Mark(home))) return null;
        if (!replaces)
            throw new Refused($"{home.Path} 里已经有数据，没有恢复。请恢复到新的数据目录（DISBURSE_HOME）；"
                + "确要取代这里的，加 --replace（先自动备份这里的）。");
        var target = Path.Combine(home.Path, $"before-restore-{performer.Now:yyyyMMdd-HHmmss}.backup");
        await new HomeBackup(session).Write(target, performer, stop);
        return target;
    }

    /// <summary>Papers and books by their names, which are their hashes; journals line by line.</summary>
    private void Keep(Session session, string folder)
    {
        foreach (var kept in new[] { HomeBackup.AttachmentsName, HandOverBooks.FolderName })
        {
            var from = Path.Combine(folder, kept);
            if (!Directory.Exists(from)) continue;
            var to = Directory.CreateDirectory(Path.Combine(home.Path, kept)).FullName;
            foreach (var one in Directory.GetFiles(from))
                File.Copy(one, Path.Combine(to, Path.GetFileName(one)), overwrite: true);
        }

        string[] copies =
        [
            Path.Combine(folder, HandOverJournal.FileName),
            Path.Combine(folder, Path.GetFileName(home.Outbox), HandOverJournal.FileName),
            // And each of the home's own two knows what the other knows.
            Path.Combine(home.Path, HandOverJournal.FileName), Path.Combine(home.Outbox, HandOverJournal.FileName),
        ];
        foreach (var copy in copies.Where(File.Exists)) session.Journal.Merge(copy);
    }

    private async Task Note(Session session, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(session.Source, performer, stop);
        await LostHeads.Keep(act, session.Journal, stop);
        await act.Commit("restore", Path.GetFileName(file), default, null, new { restored = true }, stop);
    }
}
