using Disbursement.Host.Commands;
using Microsoft.Extensions.Hosting;

namespace Disbursement.Host.Serving;

/// <summary>Workers without the web: further machines on the same database.</summary>
internal static class WorkerProcess
{
    public static async Task Run(
        Session session, BusinessClock clock, WorkerSlots slots, Action started, CancellationToken stop)
    {
        await JobDatabase.Prepare(session.OwnerConnection, stop);
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(
            new HostApplicationBuilderSettings());
        WorkerSetup.Log(builder.Logging);
        WorkerSetup.Add(builder.Services, session, clock, slots);
        using var host = builder.Build();
        await host.StartAsync(stop);
        WorkerSetup.Begin(host.Services);
        started();
        await host.WaitForShutdownAsync(stop);
    }
}
