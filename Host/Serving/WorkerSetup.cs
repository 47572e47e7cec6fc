using System.Text.Encodings.Web;
using System.Text.Json;
using Disbursement.Host.Commands;
using Hangfire;
using Hangfire.Common;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;

namespace Disbursement.Host.Serving;

/// <summary>What serve and worker share: the database, the job storage, the two kinds of workers, the log.</summary>
internal static class WorkerSetup
{
    public static void Add(IServiceCollection services, Session session, BusinessClock clock, WorkerSlots slots)
    {
        services.AddSingleton(session.Source).AddSingleton(clock).AddSingleton(slots);
        services.AddSingleton<ITimeZoneResolver, ShanghaiTime>();
        services.AddScoped<ScheduledJobs>().AddScoped<MonthJobs>().AddScoped<VerificationJobs>()
            .AddScoped<BackPaymentJobs>()
            .AddScoped<AssessRunJob>().AddScoped<ResultFolders>();
        services.AddHangfire(hangfire => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UseStorage(JobDatabase.Open(session.Connection)));
        services.AddSingleton(session).AddHostedService<DatabaseWatch>();
        services.AddHangfireServer((_, o) => Listen(o, "schedule", WorkerSlots.ScheduleQueue, 1));
        services.AddHangfireServer((_, o) => Listen(o, "assess", WorkerSlots.AssessmentQueue, slots.Count));
        services.Configure<HostOptions>(o =>
        {
            o.ShutdownTimeout = TimeSpan.FromSeconds(20);
            o.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        });
    }

    /// <summary>One line per step to stderr, for machines; never a name, a number or an account of a person.</summary>
    public static void Log(ILoggingBuilder logging)
    {
        // A start that fails is told the officer in one sentence; the framework's pages about it stay out.
        logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Disbursement", LogLevel.Information)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.AddJsonConsole(o =>
        {
            o.UseUtcTimestamp = true;
            o.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            o.JsonWriterOptions = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        });
        logging.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
    }

    /// <summary>A run that a killed process left behind is picked up at once, not at the next full minute.</summary>
    public static void Begin(IServiceProvider services)
    {
        Schedule.Register(services.GetRequiredService<IRecurringJobManager>());
        services.GetRequiredService<IBackgroundJobClient>()
            .Enqueue<ScheduledJobs>(j => j.EnqueueWaitingRuns(CancellationToken.None));
    }

    private static void Listen(BackgroundJobServerOptions options, string name, string queue, int workers)
    {
        options.ServerName = $"{Environment.MachineName}:{Environment.ProcessId}:{name}";
        options.Queues = [queue];
        options.WorkerCount = workers;
        options.ShutdownTimeout = TimeSpan.FromSeconds(10);
        options.TimeZoneResolver = new ShanghaiTime();
    }
}
