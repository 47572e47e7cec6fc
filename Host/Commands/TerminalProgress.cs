using System.CommandLine;
using Disbursement.Jobs.Payout;
using Spectre.Console;

namespace Disbursement.Host.Commands;

/// <summary>Long work shows how far it is, on a terminal; scripts and files see nothing of it.</summary>
internal static class TerminalProgress
{
    public static async Task<T> Of<T>(
        CommandShell shell, ParseResult parsed, Func<IProgress<PayoutProgress>?, Task<T>> work)
    {
        if (shell.WantsJson(parsed) || Console.IsErrorRedirected || !ReferenceEquals(shell.Error, Console.Error))
            return await work(null);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().StartAsync(async context =>
        {
            var task = context.AddTask("测算");
            return await work(new Shown(task));
        });
    }

    private sealed class Shown(ProgressTask task) : IProgress<PayoutProgress>
    {
        public void Report(PayoutProgress value)
        {
            task.Description = value.Step;
            task.MaxValue = Math.Max(1, value.Of);
            task.Value = Math.Max(task.Value, value.Done);
        }
    }
}
