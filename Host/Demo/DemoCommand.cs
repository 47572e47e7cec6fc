using System.CommandLine;
using Disbursement.Domain.Verification;
using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Serving;
using Disbursement.Samples.Stories;
using Spectre.Console;

namespace Disbursement.Host.Demo;

/// <summary>demo.</summary>
internal static class DemoCommand
{
    private const int PlainWidth = 100;

    public static Command Demo(CommandShell shell)
    {
        var keep = new Option<bool>("--keep-serving") { Description = "演示完打开网页，按 Ctrl+C 结束" };
        var command = new Command("demo", "演示：一个县、九个月和一次年度确认，从导入到代发文件") { keep };
        command.SetAction(async (parsed, stop) =>
        {
            await using var session = await Session.Open(HomeFolder.Create(HomePlace.DemoPath, live: false), stop);
            var story = Story.Of();
            var county = new DemoCounty(session, story, story.Months.Count);
            var changed = await WithProgress(shell, parsed, progress => county.Play(progress, stop));
            var page = await DemoPage.Read(session, stop);
            if (shell.WantsJson(parsed)) Answer(shell, parsed, page, changed);
            else page.Show(Console(shell));
            if (parsed.GetValue(keep)) await Serve(shell, session, story.Months[^1].Today, stop);
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>Colours and the terminal's own width on a terminal; plain text of one width everywhere else.</summary>
    internal static IAnsiConsole Console(CommandShell shell)
    {
        if (!System.Console.IsOutputRedirected && ReferenceEquals(shell.Output, System.Console.Out))
            return AnsiConsole.Console;
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(shell.Output),
        });
        console.Profile.Width = PlainWidth;
        return console;
    }

    private static void Answer(CommandShell shell, ParseResult parsed, DemoPage page, bool changed) => shell.Answer(
        parsed, changed, changed ? "演示完成。" : "演示早已完成，没有再做任何事。", ("home", page.Home), ("out", page.Outbox),
        ("papers", page.Papers),
        ("people", page.Roster),
        ("months", page.Months.Select(m => new
        {
            run = m.Run, people = m.People, sum_fen = m.Fen, arrears_fen = m.ArrearsFen, held_fen = m.HeldFen,
            claims = m.Claims, claims_fen = m.ClaimFen, exceptions = m.Exceptions,
        })),
        ("verification", page.Campaign is not { } campaign ? null : new
        {
            year = campaign.Overview.Campaign.Year, people = campaign.Overview.People,
            confirmed = campaign.Overview.Confirmed, accounted_for = campaign.Overview.AccountedFor,
            classes = campaign.Classes.ToDictionary(c => c.Class.Label(), c => c.People),
            held = campaign.Overdue, reported = campaign.Reported, failed_stations = campaign.Failed,
        }),
        ("reasons", page.Reasons.Select(r => new { code = r.Code.Code, cases = r.Cases, held_fen = r.HeldFen })));

    private static async Task<bool> WithProgress(
        CommandShell shell, ParseResult parsed, Func<Action<DemoStep>, Task<bool>> work)
    {
        if (shell.WantsJson(parsed) || !ReferenceEquals(shell.Error, System.Console.Error)) return await work(_ => { });
        if (System.Console.IsErrorRedirected) return await work(step => shell.Error.WriteLine(step.Said));
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(System.Console.Error) });
        return await console.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask("准备");
            return await work(step =>
            {
                task.Description = step.Said;
                task.MaxValue = step.Of;
                task.Value = step.Done;
            });
        });
    }

    /// <summary>On the story's last day: nothing is due then, so that the page stays as it was shown.</summary>
    private static async Task Serve(CommandShell shell, Session session, DateOnly today, CancellationToken stop)
    {
        try
        {
            await WebServer.Run(
                session, WebAddress.Parse("http://127.0.0.1:5080"), BusinessClock.Of(today.ToString("yyyy-MM-dd")),
                at => shell.Error.WriteLine($"{at}  （按 Ctrl+C 结束）"), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Ctrl+C is how it is meant to end.
        }
    }
}
