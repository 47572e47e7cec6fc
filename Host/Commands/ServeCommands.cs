using System.CommandLine;
using Disbursement.Host.Serving;

namespace Disbursement.Host.Commands;

/// <summary>serve, worker: the program stays and does what is due.</summary>
internal static class ServeCommands
{
    private const int MostWorkers = 64;

    public static IEnumerable<Command> All(CommandShell shell) => [Serve(shell), Worker(shell)];

    private static Command Serve(CommandShell shell)
    {
        var url = new Option<string>("--url")
        {
            Description = "网页地址（只限本机；端口 0 为任一空闲端口）", DefaultValueFactory = _ => "http://127.0.0.1:5080",
        };
        var command = new Command("serve", "网页、后台任务、定时测算") { url };
        command.SetAction((parsed, stop) =>
        {
            var address = WebAddress.Parse(parsed.GetValue(url)!);
            return Session.Use(shell, parsed, Proof.NotAsked, stop, async (session, _) =>
            {
                await Until(stop, () => WebServer.Run(session, address, Clock(parsed), at =>
                {
                    shell.Answer(parsed, false, $"{at}  （Ctrl-C 结束）", ("url", at));
                    shell.Output.Flush();
                }, stop));
                return CommandLine.Done;
            });
        });
        return command;
    }

    private static Command Worker(CommandShell shell)
    {
        var workers = new Option<int>("--workers")
        {
            Description = "同时测算几个分片", DefaultValueFactory = _ => WorkerSlots.Here.Count,
        };
        workers.Reads(text => int.TryParse(text, out var count) && count is >= 1 and <= MostWorkers
            ? null
            : $"--workers 应为1至{MostWorkers}的整数，不是{text}。");
        var command = new Command("worker", "只做后台任务（另一台机器，同一个数据库）") { workers };
        command.SetAction((parsed, stop) =>
        {
            var count = parsed.GetValue(workers);
            return Session.Use(shell, parsed, Proof.NotAsked, stop, async (session, _) =>
            {
                await Until(stop, () => WorkerProcess.Run(session, Clock(parsed), new WorkerSlots(count), () =>
                {
                    shell.Answer(parsed, false, $"{count}个工位等候任务  （Ctrl-C 结束）", ("workers", count));
                    shell.Output.Flush();
                }, stop));
                return CommandLine.Done;
            });
        });
        return command;
    }

    /// <summary>Checked by the shell before: only a rehearsal has --today, and it is a date.</summary>
    private static BusinessClock Clock(ParseResult parsed) => BusinessClock.Of(parsed.GetValue<string?>("--today"));

    /// <summary>Told to stop is how it ends, not a failure.</summary>
    private static async Task Until(CancellationToken stop, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nothing is left to do: what was being worked out stands as it was committed.
        }
    }
}
