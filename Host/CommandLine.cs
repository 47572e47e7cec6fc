using System.CommandLine;
using System.Text;
using System.Text.Json;
using Disbursement.Domain.Payouts;
using Disbursement.Host.Commands;
using Disbursement.Host.Demo;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Host;

/// <summary>
/// The commands of the contract: 0 done, 1 refused or failed, 2 wrong usage, 3 done but some rows rejected.
/// </summary>
public static class CommandLine
{
    public const int Done = 0;
    public const int RefusedCode = 1;
    public const int WrongUsage = 2;
    public const int SomeRejected = 3;

    public static async Task<int> Invoke(string[] arguments, TextWriter output, TextWriter error)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var parsed = Root(output, error).Parse(arguments);
        if (arguments.Length == 0) return await Usage(output, error);
        var helping = arguments.Any(a => a is "--help" or "-h" or "-?" or "--version");
        if (parsed.Errors.Count > 0 && !helping)
        {
            await Say(string.Join('\n', WrongUsageWords.Of(parsed)));
            await error.WriteLineAsync("用法见 ./disburse --help");
            return WrongUsage;
        }

        using var stop = new CancellationTokenSource();
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output, Error = error, EnableDefaultExceptionHandler = false,
                    // Told to stop, a command still closes the database; two seconds may not be enough for that.
                    ProcessTerminationTimeout = TimeSpan.FromSeconds(60),
                },
                stop.Token);
        }
        catch (Exception refusal) when (IsRefusal(refusal))
        {
            await Say(refusal.Message);
            return RefusedCode;
        }
        catch (OperationCanceledException)
        {
            await Say("已中断。没有做完的部分没有生效，可以重新执行。");
            return RefusedCode;
        }
        catch (Exception defect)
        {
            // Everything a person can mend is a refusal above. This is for whoever mends the program.
            await Say("程序出错，没有做完的部分没有生效。请把下面的内容报管理员：");
            await error.WriteLineAsync(defect.ToString());
            return RefusedCode;
        }

        Task Say(string reason) => Refuse(arguments, reason, output, error);
    }

    /// <summary>Asked for nothing: how it is used, and no script takes that for an answer.</summary>
    private static async Task<int> Usage(TextWriter output, TextWriter error)
    {
        await Root(output, error).Parse(["--help"])
            .InvokeAsync(new InvocationConfiguration { Output = error, Error = error });
        return WrongUsage;
    }

    private static async Task Refuse(string[] arguments, string reason, TextWriter output, TextWriter error)
    {
        if (arguments.Contains("--json", StringComparer.Ordinal))
            await output.WriteLineAsync(JsonSerializer.Serialize(new { ok = false, reason }));
        await error.WriteLineAsync(reason);
    }

    /// <summary>
    /// What a person can act on is said in one sentence; anything else is a defect and shows where it was.
    /// </summary>
    private static bool IsRefusal(Exception e) => e is Refused or HomeRefused or EmbeddedDatabaseFailed or SchemaRefused
        or IllegalMove or BankFileRefused;

    private static RootCommand Root(TextWriter output, TextWriter error)
    {
        var shell = new CommandShell(output, error);
        var root = new RootCommand("优抚资金发放引擎：名册、标准、变动进来，算清应发已发，三人签字，导出代发文件。");
        foreach (var option in shell.Everywhere) root.Options.Add(option);
        Command[] commands =
        [
            .. HomeCommands.All(shell), .. SettingCommands.All(shell), .. IntakeCommands.All(shell),
            .. CounterCommands.All(shell), FundsCommands.Funds(shell),
            PayoutCommands.Payout(shell), .. ClosingCommands.All(shell), .. ReportCommands.All(shell),
            RecoveryCommands.Recovery(shell), .. VerificationCommands.All(shell), BackPaymentCommands.Command(shell),
            DemoCommand.Demo(shell),
            .. ServeCommands.All(shell), ExplainCommands.Explain(shell), BenchCommands.Bench(shell),
            AuditCommands.Audit(shell), .. BackupCommands.All(shell),
        ];
        foreach (var command in commands) root.Subcommands.Add(command);
        Help.Translate(root);
        return root;
    }
}
