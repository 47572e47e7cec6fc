using System.Net.Sockets;
using Disbursement.Host.Commands;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.BackPayments;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Disbursement.Jobs.Verification;
using Hangfire;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Npgsql;

namespace Disbursement.Host.Serving;

/// <summary>Web, dashboard, scheduler and workers in one process, until it is told to stop.</summary>
internal static class WebServer
{
    private static readonly TimeSpan LongestCheck = TimeSpan.FromSeconds(2);

    /// <param name="started">Told the address once it answers: with port 0 the one that was free.</param>
    /// <exception cref="Refused">The port is taken or not allowed.</exception>
    public static async Task Run(
        Session session, WebAddress address, BusinessClock clock, Action<string> started, CancellationToken stop)
    {
        await using var app = await Build(session, address, clock, stop);
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception e) when (e is SocketException || e.InnerException is AddressInUseException)
        {
            throw new Refused($"端口 {address.Port} 不能用：{WhyNot(e)}，没有启动。请换一个：--url http://127.0.0.1:5081。");
        }

        WorkerSetup.Begin(app.Services);
        started(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await app.WaitForShutdownAsync(stop);
    }

    private static string WhyNot(Exception fault) => fault switch
    {
        { InnerException: AddressInUseException } => "已被别的程序占用",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            "1024 以下的端口要有管理员权限",
        _ => fault.Message,
    };

    /// <summary>From nothing: no setting of the surroundings can open another address.</summary>
    private static async Task<WebApplication> Build(
        Session session, WebAddress address, BusinessClock clock, CancellationToken stop)
    {
        await JobDatabase.Prepare(session.OwnerConnection, stop);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(address.Address, address.Port);
        });
        builder.Services.AddRouting();
        WorkerSetup.Log(builder.Logging);
        WorkerSetup.Add(builder.Services, session, clock, WorkerSlots.Here);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (WebAddress.IsLocalName(context.Request.Host.Host)) return next(context);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
        app.UseRouting();
        app.UseHangfireDashboard("/jobs", new DashboardOptions
        {
            // Loopback only, and only to look, until people sign in with roles.
            Authorization = [new LocalRequestsOnlyAuthorizationFilter()],
            IsReadOnlyFunc = _ => true,
            AppPath = "/",
            DashboardTitle = "优抚资金发放：后台任务",
            DisplayStorageConnectionString = false,
            TimeZoneResolver = new ShanghaiTime(),
        });
        app.UseEndpoints(_ => { });
        Pages(app, session, clock);
        return app;
    }

    private static void Pages(WebApplication app, Session session, BusinessClock clock)
    {
        app.MapGet("/", context => Page(context, session, clock, async head =>
            OverviewPage.Of(await new RunList(session.Source).All(context.RequestAborted), head)));
        app.MapGet("/funds", context => Page(context, session, clock, async head =>
            FundsPage.Of(await new FundsJob(session.Source).Show(null, context.RequestAborted), head)));
        app.MapGet("/backpay", context => Page(context, session, clock, async head => BackPaymentPage.Of(
            await BackPaymentOverview.Read(session.Source, head.Today, context.RequestAborted), head)));
        app.MapGet("/verification", context => Verification(context, session, clock, null));
        app.MapGet("/verification/{year:int}", (HttpContext context, int year) =>
            Verification(context, session, clock, year));
        app.MapGet("/health/live", (HttpContext context) => context.Response.WriteAsync("live\n"));
        app.MapGet("/health/ready", (HttpContext context) => Ready(context, session.Source));
    }

    /// <param name="year">Null: the latest.</param>
    private static Task Verification(HttpContext context, Session session, BusinessClock clock, int? year) =>
        Page(context, session, clock, head => YearOf(context, session, year, head));

    private static async Task<string> YearOf(HttpContext context, Session session, int? year, PageHead head)
    {
        var stop = context.RequestAborted;
        var years = await VerificationOverview.Years(session.Source, stop);
        if ((year ?? years.LastOrDefault()) is var wanted && years.Any(y => y == wanted))
            return VerificationPage.Of(
                await VerificationOverview.Read(session.Source, wanted, head.Today, stop), head);
        if (year is not null) context.Response.StatusCode = StatusCodes.Status404NotFound;
        return VerificationPage.Of(null, head);
    }

    private static async Task Page(
        HttpContext context, Session session, BusinessClock clock, Func<PageHead, Task<string>> page)
    {
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(await page(new PageHead(
            await SettingsJob.Value(session.Source, "authority-name", context.RequestAborted),
            session.Home.IsLive, clock.Today,
            await SettingsJob.FinanceReviews(session.Source, context.RequestAborted))));
    }

    /// <summary>Ready is who gets an answer from the database.</summary>
    private static async Task Ready(HttpContext context, NpgsqlDataSource source)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(LongestCheck);
        try
        {
            await using var connection = await source.OpenConnectionAsync(patience.Token);
            await connection.Execute("select 1", patience.Token);
            await context.Response.WriteAsync("ready\n");
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync("database does not answer\n");
        }
    }
}
