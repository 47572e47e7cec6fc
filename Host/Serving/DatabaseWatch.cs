using Disbursement.Host.Commands;
using Npgsql;

namespace Disbursement.Host.Serving;

/// <summary>A private server that was killed under a program that stays is started again.</summary>
internal sealed class DatabaseWatch(Session session, ILogger<DatabaseWatch> log) : BackgroundService
{
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var turns = new PeriodicTimer(Turn);
        while (await turns.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var connection = await session.Source.OpenConnectionAsync(stoppingToken);
                await using var ask = new NpgsqlCommand("select 1", connection);
                await ask.ExecuteNonQueryAsync(stoppingToken);
            }
            catch (NpgsqlException lost)
            {
                log.LogWarning("database: no answer ({Reason})", lost.SqlState ?? lost.GetType().Name);
                await Revive(stoppingToken);
            }
        }
    }

    private async Task Revive(CancellationToken stop)
    {
        try
        {
            await session.Revive(stop);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            // Whatever it was, the next turn tries again.
            log.LogError("database: {Reason}", failed.Message);
        }
    }
}
