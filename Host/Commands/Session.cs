using System.CommandLine;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Host.Commands;

/// <summary>A home with its database, open and up to date, for one command.</summary>
internal sealed class Session : IAsyncDisposable
{
    private readonly EmbeddedCluster? cluster;

    private Session(
        HomeFolder home, EmbeddedCluster? cluster, NpgsqlDataSource source, string owner, string connection)
    {
        Home = home;
        this.cluster = cluster;
        Source = source;
        OwnerConnection = owner;
        Connection = connection;
    }

    public HomeFolder Home { get; }

    /// <summary>Of the application role.</summary>
    public NpgsqlDataSource Source { get; }

    public string Connection { get; }

    /// <summary>What was about to leave for a bank; in the home, and beside the files.</summary>
    public HandOverJournal Journal => new(
        Path.Combine(Home.Path, HandOverJournal.FileName), Path.Combine(Home.Outbox, HandOverJournal.FileName));

    /// <summary>Where banks' result files come in by themselves.</summary>
    public string Inbox => Path.Combine(Home.Path, InboxJob.FolderName);

    /// <summary>What signs in at the banks' servers.</summary>
    public LinkKeys Keys => new(
        Path.Combine(Home.Path, "keys"), Environment.GetEnvironmentVariable(LinkKeys.KeyVariable),
        Environment.GetEnvironmentVariable(LinkKeys.PasswordVariable));

    /// <summary>Of the role that owns the schemas; for migrations and the tables of the job queue only.</summary>
    public string OwnerConnection { get; }

    /// <summary>Migrations that ran when it was opened.</summary>
    public IReadOnlyList<string> Migrated { get; private init; } = [];

    public static async Task<Session> Open(HomeFolder home, CancellationToken stop)
    {
        Backups.HomeRestore.RequireWhole(home);
        return await OpenAnyway(home, stop);
    }

    /// <summary>Even where a restore was cut off: it goes on.</summary>
    internal static async Task<Session> OpenAnyway(HomeFolder home, CancellationToken stop)
    {
        if (Environment.GetEnvironmentVariable("DISBURSE_DATABASE") is { Length: > 0 } elsewhere)
            return await Open(home, null, elsewhere, elsewhere, stop);
        var cluster = await EmbeddedCluster.Open(home, stop);
        try
        {
            return await Open(home, cluster, cluster.OwnerConnection, cluster.ApplicationConnection, stop);
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the private server again where it was killed; for programs that stay.</summary>
    public Task Revive(CancellationToken stop) => cluster is null ? Task.CompletedTask : cluster.Revive(stop);

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (cluster is not null) await cluster.DisposeAsync();
    }

    /// <summary>Runs a command that only reads, in the everyday home.</summary>
    public static Task<int> Use(
        CommandShell shell, ParseResult parsed, CancellationToken stop, Func<Session, Performer, Task<int>> work) =>
        Use(shell, parsed, changes: false, stop, work);

    /// <summary>
    /// Runs a command that changes something: in a live home by somebody who proves who he is.
    /// </summary>
    /// <param name="guarded">Refused while the journal knows of files that the database does not.</param>
    public static Task<int> Change(
        CommandShell shell, ParseResult parsed, CancellationToken stop, Func<Session, Performer, Task<int>> work,
        bool guarded = true) => Use(shell, parsed, Proof.Needed, stop, work, guarded);

    /// <param name="changes">The command changes something, as it was typed.</param>
    public static Task<int> Use(
        CommandShell shell, ParseResult parsed, bool changes, CancellationToken stop,
        Func<Session, Performer, Task<int>> work) =>
        Use(shell, parsed, changes ? Proof.Needed : Proof.WhereNamed, stop, work);

    public static async Task<int> Use(
        CommandShell shell, ParseResult parsed, Proof proof, CancellationToken stop,
        Func<Session, Performer, Task<int>> work, bool guarded = true)
    {
        var home = HomePlace.Open(shell.Error.WriteLine);
        var performer = shell.Performer(parsed, home);
        await using var session = await Open(home, stop);
        if (home.IsLive) performer = await CommandSignIn.Prove(shell, parsed, session, performer, proof, stop);
        if (guarded && proof != Proof.WhereNamed) await new JournalGuard(session.Source, session.Journal).Require(stop);
        return await work(session, performer);
    }

    private static async Task<Session> Open(
        HomeFolder home, EmbeddedCluster? cluster, string owner, string application, CancellationToken stop)
    {
        var source = Database.Source(application);
        try
        {
            IReadOnlyList<string> migrated = [];
            if (!await Migrator.IsCurrent(source, stop))
            {
                await using var owning = Database.Source(owner);
                migrated = await Migrator.Migrate(owning, stop);
            }

            return new Session(home, cluster, source, owner, application) { Migrated = migrated };
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }
}
