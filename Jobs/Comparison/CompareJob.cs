using System.Data;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.Comparison;

/// <summary>
/// 新旧对照: sets what a run sends beside an old spreadsheet, or beside another run, person by person. It changes
/// nothing: the list is staged in a table of the transaction, which is never committed.
/// </summary>
public sealed class CompareJob(NpgsqlDataSource source)
{
    /// <summary>So many people are looked into at a time.</summary>
    private const int SetSize = 2000;

    /// <param name="run">Name of the run.</param>
    /// <param name="file">身份证号, 金额; where there are, 姓名, 优抚类别, 银行账号.</param>
    /// <param name="today">The business date, for reading dates.</param>
    /// <param name="stop">Stops between two rows.</param>
    /// <exception cref="Refused">There is no such run or it is not worked out; the file cannot be read.</exception>
    public async Task<RunComparison> WithList(string run, string file, DateOnly today, CancellationToken stop)
    {
        if (Directory.Exists(file)) throw new Refused($"--list {file} 是目录，不是文件。请写出旧名单的文件。");
        if (!File.Exists(file)) throw new Refused($"没有这个文件：{file}。请写出旧名单的文件。");
        var name = Path.GetFileName(file);
        try
        {
            using var sheet = OldListSheet.Read(file, today);
            return await Compare(run, name, stop, async (store, _) =>
            {
                var list = await store.Stage(sheet, stop);
                return list with { Notices = [.. list.Notices, .. sheet.Notices] };
            });
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused($"{name}：{refused.Message}");
        }
    }

    /// <summary>The other run in the place of the list.</summary>
    /// <exception cref="Refused">A run is not there or not worked out.</exception>
    public Task<RunComparison> WithRun(string run, string other, CancellationToken stop) =>
        Compare(run, other, stop, async (store, connection) =>
        {
            var before = await Worked(connection, other, stop);
            await store.Stage(before, stop);
            return new StagedList(HasCategories: false, [], []) { Run = before };
        });

    private async Task<RunComparison> Compare(
        string name, string against, CancellationToken stop,
        Func<CompareStore, NpgsqlConnection, Task<StagedList>> stage)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var run = await Worked(connection, name, stop);
        var store = new CompareStore(connection, run);
        await store.Prepare(stop);
        var list = await stage(store, connection);
        var tally = new ListTally();
        var found = await store.Differences(list.HasCategories, tally, stop);
        if (tally.Run.Fen != run.SumFen)
            throw new InvalidOperationException($"The lines of {run.Name} do not come to its sum.");
        var rows = new List<DifferenceRow>(found.Count);
        foreach (var set in found.Chunk(SetSize)) rows.AddRange(await Explained(connection, run, list.Run, set, stop));
        return new RunComparison(
            run, against, list.Word, list.HasCategories, tally, rows, list.Unread, list.Notices);
    }

    private static async Task<PayoutRun> Worked(NpgsqlConnection connection, string name, CancellationToken stop)
    {
        var run = await PayoutStore.Named(connection, name, stop);
        return run.State == RunState.Opened
            ? throw new Refused($"{name}还没有测算完，没有可以对照的。先 ./disburse payout run {name[..7]}。")
            : run;
    }

    private static async Task<List<DifferenceRow>> Explained(
        NpgsqlConnection connection, PayoutRun run, PayoutRun? other, FoundDifference[] set, CancellationToken stop)
    {
        var facts = await DifferenceFacts.Read(connection, run, other, set, stop);
        return
        [
            .. set.Select(d => new DifferenceRow(
                d.Difference, d.IdNumber, d.Name, d.Category == 0 ? null : Category.Of(d.Category).Label, d.ListFen,
                d.RunFen, Tail(d.OtherAccount), d.OtherAccount is null ? null : Tail(d.RunAccount),
                new DifferenceReasons(facts, d).All())),
        ];
    }

    private static string? Tail(string? account) => account is null ? null : IdentityNumber.Tail(account);
}
