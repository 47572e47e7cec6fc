using System.CommandLine;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Host.Measuring;

namespace Disbursement.Host.Commands;

/// <summary>bench.</summary>
internal static class BenchCommands
{
    /// <summary>The generator's identity numbers end there.</summary>
    private const int MostPeople = 9_000_000;

    public static Command Bench(CommandShell shell)
    {
        var people = new Option<int>("--people") { Description = "人数", DefaultValueFactory = _ => 100_000 };
        var months = new Option<int>("--months") { Description = "月数", DefaultValueFactory = _ => 3 };
        var papers = new Option<bool>("--papers") { Description = "最后一个月也印表，另外计时" };
        var results = new Option<bool>("--results")
        {
            Description = "带资金台账；最后一个月也交盘、导入回盘、核对账（audit check），另外计时",
        };
        var verification = new Option<bool>("--verification")
        {
            Description = "最后做一年的年度确认：五份与名册一样长的比对名单，巡查两次，另外计时",
        };
        var backpay = new Option<bool>("--backpay")
        {
            Description = "只测社保补缴：--people 件案件，各方每件60个月，导入、核定、四方对账两次",
        };
        people.Reads(text => int.TryParse(text, out var count) && count is >= 1000 and <= MostPeople
            ? null
            : $"--people 要在1000到{MostPeople}之间。");
        months.Reads(text => int.TryParse(text, out var count) && count is >= 1 and <= 60
            ? null
            : "--months 要在1到60之间。");
        var command = new Command("bench", "在自己的临时库里测速，与只用SQL的下限比")
        {
            people, months, papers, results, verification, backpay,
        };
        command.SetAction(async (parsed, stop) =>
        {
            var report = await Measure(parsed.GetValue(people), shell.Error.WriteLine, office =>
                parsed.GetValue(backpay)
                    ? office.BackPayment(stop)
                    : office.Work(
                        parsed.GetValue(months),
                        new BenchExtras(
                            parsed.GetValue(papers), parsed.GetValue(results), parsed.GetValue(verification)), stop),
                stop);
            await shell.Output.WriteLineAsync(shell.WantsJson(parsed) ? report.Json() : report.Sentence());
            return CommandLine.Done;
        });
        return command;
    }

    /// <summary>
    /// In a rehearsal home of its own, gone afterwards; DISBURSE_HOME and DISBURSE_DATABASE are not touched.
    /// </summary>
    private static async Task<BenchReport> Measure(
        int people, Action<string> say, Func<BenchOffice, Task<BenchReport>> work, CancellationToken stop)
    {
        var home = HomeFolder.Create(
            Path.Combine(Path.GetTempPath(), $"disburse-bench-{Environment.ProcessId}"), live: false);
        try
        {
            await using var cluster = await EmbeddedCluster.Open(home, stop);
            return await work(new BenchOffice(home, cluster, people, say));
        }
        finally
        {
            if (await DataFolder.Find(home, CancellationToken.None) is { } data) ClusterCreation.Remove(data);
            Directory.Delete(home.Path, recursive: true);
        }
    }
}
