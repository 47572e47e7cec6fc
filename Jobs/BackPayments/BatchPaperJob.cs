using System.Data;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// 拨款申请表 of a batch, for finance: a line for each case and insurance, with sums and case numbers and no person; row by
/// row, so memory does not grow with the months.
/// </summary>
/// <param name="rehearsal">Marks the paper 演练.</param>
public sealed class BatchPaperJob(NpgsqlDataSource source, bool rehearsal)
{
    private static readonly Paper Application = new("01", "社保补缴拨款申请表");

    private static readonly PaperColumn[] Amounts =
    [
        Columns.Count("月数", 8), Columns.Money("单位部分（元）", 16), Columns.Money("困难补助（元）", 16),
        Columns.Money("合计（元）", 16),
    ];

    /// <exception cref="Refused">There is no such batch.</exception>
    public async Task<BatchAccount> Show(string name, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        return await BatchAccount.Read(connection, name, stop);
    }

    /// <returns>What it says, the folder and the files in it.</returns>
    /// <exception cref="Refused">There is no such batch, or the folder cannot be used.</exception>
    public async Task<(BatchAccount Account, string Folder, IReadOnlyList<string> Files)> Make(
        string name, string folder, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var account = await BatchAccount.Read(connection, name, stop);
        var head = new BatchHead(
            account, await SettingStore.Value(connection, "authority-name", stop) ?? "（未设置单位名称）", rehearsal);
        try
        {
            using var staged = new StagedPapers(Path.GetFullPath(folder), head);
            await Write(staged, head, connection, performer, stop);
            var hashes = staged.Hashes();
            await Audit.Record(source, performer, "backpay-batch-paper", new
            {
                batch = name, state = account.Batch.State, months = account.Batch.Months, fen = account.Batch.Fen,
                folder, files = hashes.Select(h => new { name = h.Name, sha256 = h.Sha256 }),
            }, stop);
            staged.Publish(hashes);
            return (account, staged.Folder, [.. hashes.Select(h => h.Name)]);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"拨款申请表写不到 {folder}：{FileFault.Words(fault)}。"
                + "请检查该目录的权限和磁盘空间，关掉正打开这张表的程序，或用 --out 指定另一个目录，再执行一次。");
        }
    }

    private static async Task Write(
        StagedPapers staged, BatchHead head, NpgsqlConnection connection, Performer performer,
        CancellationToken stop)
    {
        var account = head.Account;
        using var files = PaperFiles.Create(staged.Stem(Application), Application, head);
        files.Facts([
            ("批次", $"{account.Batch.Name}（{account.Batch.State}）"), ("申请金额", Money.Spoken(account.Batch.Fen)),
            ("大写", ChineseAmount.Write(account.Batch.Fen)), ("财政文号", account.Batch.Document ?? "　"),
        ]);
        Sums(files, account);
        await Levels(files, account, connection, performer, stop);
        await using (var csv = new StreamWriter(PrivateFile.Create(staged.Stem(Application) + ".csv")))
            await Lines(files, csv, account, connection, stop);
        files.Note("按案件号申请，不列姓名和身份证号：谁的案件，由县局留存备查。一个月只在一个批次里。"
            + (account.Batch.IsWithdrawn ? "这一批已经撤销，不得据此拨款。" : ""));
        files.Signatures(
            ("经办", account.Step(0)?.By ?? ""), ("复核", account.Step(1)?.By ?? ""), ("审批", account.Step(2)?.By ?? ""));
        files.Finish();
    }

    private static void Sums(PaperFiles files, BatchAccount account)
    {
        files.Begin(new PaperTable("按险种", [Columns.Text("险种", 8), Columns.Count("案件", 8), .. Amounts]));
        foreach (var sum in account.Sums)
            files.Row(sum.Insurance.Label(), Cell.Count(sum.Cases), Cell.Count(sum.Months), Cell.Money(sum.UnitFen),
                Cell.Money(sum.HelpFen), Cell.Money(sum.Fen));
        files.Total("合计", Cell.Count(account.Cases), Cell.Count(account.Sums.Sum(s => s.Months)),
            Cell.Money(account.Sums.Sum(s => s.UnitFen)), Cell.Money(account.Sums.Sum(s => s.HelpFen)),
            Cell.Money(account.Sums.Sum(s => s.Fen)));
    }

    /// <summary>Who bears it: finance pays from the funds of each level.</summary>
    private static async Task Levels(
        PaperFiles files, BatchAccount account, NpgsqlConnection connection, Performer performer,
        CancellationToken stop)
    {
        if (account.Batch.IsWithdrawn) return;
        var on = account.Batch.ApprovedOn ?? performer.Today;
        if (await BatchFunds.ByLevel(connection, account.Batch.Id, on, stop) is not { } levels)
        {
            files.Note("分担表里没有社保补缴，没有按资金来源分：./disburse import shares 文件。");
            return;
        }

        files.Begin(new PaperTable("按资金来源", [Columns.Text("来源", 8), Columns.Money("金额（元）", 16)]));
        foreach (var source in Enum.GetValues<Source>().Where(s => levels[s] > 0))
            files.Row(source.Label(), Cell.Money(levels[source]));
        files.Total("合计", Cell.Money(levels.All));
    }

    private static async Task Lines(
        PaperFiles files, StreamWriter csv, BatchAccount account, NpgsqlConnection connection, CancellationToken stop)
    {
        await csv.WriteLineAsync("案件号,险种,月份,月数,单位部分,困难补助,合计");
        files.Begin(new PaperTable("明细",
        [
            Columns.Number, Columns.Code("案件号", 16), Columns.Text("险种", 8), Columns.Text("月份", 40), .. Amounts,
        ]));
        var (count, months, unit, help) = (0, 0, 0L, 0L);
        await foreach (var line in BatchAccount.Lines(connection, account.Batch.Id, stop))
        {
            files.Row(Cell.Count(++count), line.CaseNumber, line.Insurance.Label(), line.Months, Cell.Count(line.Count),
                Cell.Money(line.UnitFen), Cell.Money(line.HelpFen), Cell.Money(line.Fen));
            await csv.WriteLineAsync(string.Join(',', new[]
            {
                line.CaseNumber, line.Insurance.Label(), line.Months, $"{line.Count}", Money.Yuan(line.UnitFen),
                Money.Yuan(line.HelpFen), Money.Yuan(line.Fen),
            }.Select(Reports.CsvText.Quoted)));
            (months, unit, help) = (months + line.Count, unit + line.UnitFen, help + line.HelpFen);
        }

        if (months != account.Batch.Months || unit + help != account.Batch.Fen)
            throw new Refused($"拨款批次{account.Batch.Name}的明细是{months}个月、{Money.Spoken(unit + help)}，与批次的"
                + $"{account.Batch.Months}个月、{Money.Spoken(account.Batch.Fen)}不符，没有出表。请核查：./disburse audit check。");
        files.Total("", $"合计{account.Cases}件", $"{count}行", "", Cell.Count(months), Cell.Money(unit), Cell.Money(help),
            Cell.Money(unit + help));
    }
}
