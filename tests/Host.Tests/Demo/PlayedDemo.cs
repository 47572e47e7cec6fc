using Disbursement.Host.Commands;
using Disbursement.Host.Demo;
using Disbursement.Host.Tests.Homes;
using Disbursement.Jobs.Storage;
using Disbursement.Samples.Counties;
using Disbursement.Samples.Stories;

namespace Disbursement.Host.Tests.Demo;

/// <summary>The whole story of a smaller county, with its campaign, interrupted once and taken up again.</summary>
public sealed class PlayedDemo : IAsyncLifetime
{
    private readonly TemporaryHome home = new();
    private Session? session;

    public Story Story { get; } = Story.Of(new County(5_000));

    public bool WasInterrupted { get; private set; }

    internal Session Session => session!;

    private static CancellationToken Stop => CancellationToken.None;

    public async ValueTask InitializeAsync()
    {
        session = await Session.Open(home.Create(), Stop);
        try
        {
            await Play("2026-04-S1 补发");
        }
        catch (OperationCanceledException)
        {
            WasInterrupted = true;
        }

        await Play();
    }

    /// <param name="until">Ctrl+C at this step; null: to the end.</param>
    /// <returns>False when everything was done before.</returns>
    public Task<bool> Play(string? until = null) => new DemoCounty(Session, Story, Story.Months.Count).Play(
        step =>
        {
            if (step.Said == until) throw new OperationCanceledException();
        }, Stop);

    /// <summary>A number of the database.</summary>
    public async Task<long> Number(string statement, params object[] values)
    {
        await using var connection = await Session.Source.OpenConnectionAsync(Stop);
        return await connection.Scalar<long>(statement, Stop, values);
    }

    /// <summary>The same, of the person with this identity number.</summary>
    public async Task<long> Of(string number, string statement) => await Number(
        statement, (int)await Number(
            "select person_id::bigint from person_number where id_number = $1 and ended_act is null", number));

    public async ValueTask DisposeAsync()
    {
        if (session is not null) await session.DisposeAsync();
        await home.DisposeAsync();
    }
}
