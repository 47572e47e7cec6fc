using System.Data;
using Disbursement.Domain.BackPayments;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>What was made.</summary>
public sealed record BackPaymentReport(
    string Folder, IReadOnlyList<string> Files, IReadOnlyList<string> Said, int Open, long OpenFen);

/// <summary>
/// 对账报表: the statistics with their picture, everything that does not agree, cases by where they stand, and for each
/// party a list of what it has to do, of employers one for each; all from one snapshot, so their numbers are the same.
/// </summary>
/// <param name="rehearsal">Marks every list 演练.</param>
public sealed class BackPaymentReportJob(NpgsqlDataSource source, bool rehearsal)
{
    private static readonly Paper Everything = new("02", "不一致清单");
    private static readonly Paper CaseList = new("03", "案件清单");

    /// <exception cref="Refused">The folder cannot be used.</exception>
    public async Task<BackPaymentReport> Make(string folder, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var tally = await Fill(connection, performer.Today, stop);
        var codes = await FindingTable.ByCode(connection, performer.Today, stop);
        var head = new BackPaymentHead(
            tally, await BatchStore.SpentFen(connection, stop), codes.Sum(c => c.Count), codes.Sum(c => c.Fen),
            performer.Today,
            await connection.Scalar<long>("select number from knowledge", stop),
            await SettingStore.Value(connection, "authority-name", stop) ?? "（未设置单位名称）", rehearsal);
        var owners = await FindingTable.ByOwner(connection, stop);
        try
        {
            using var staged = new StagedPapers(Path.GetFullPath(folder), head);
            using (var files = PaperFiles.Create(staged.Stem(SummaryPaper.Paper), SummaryPaper.Paper, head))
                SummaryPaper.Write(files, head, codes, owners);
            await WriteAll(staged, head, connection, stop);
            await WriteCases(staged, head, connection, stop);
            foreach (var list in CounterpartList.Outside.Concat(CounterpartList.Inside))
                await Write(staged, head, list, owners.Find(o => o.Owner == list.Owner), connection, stop);
            foreach (var lists in EmployerLists.All) await lists.Write(staged, head, connection, stop);
            var hashes = staged.Hashes();
            await Audit.Record(source, performer, "backpay-report", new
            {
                folder, open = head.Open, files = hashes.Select(h => new { name = h.Name, sha256 = h.Sha256 }),
            }, stop);
            staged.Publish(hashes);
            return new BackPaymentReport(
                staged.Folder, [.. hashes.Select(h => h.Name)],
                [.. SummaryPaper.Facts(tally, head.SpentFen, head.Open, head.OpenFen)
                    .Select(f => $"{f.Label}：{f.Value}")],
                head.Open, head.OpenFen);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"社保补缴的表写不到 {folder}：{FileFault.Words(fault)}。"
                + "请检查该目录的权限和磁盘空间，关掉正打开这些表的程序，或用 --out 指定另一个目录，再执行一次。");
        }
    }

    /// <summary>Everybody once: findings and cases into tables of the transaction, sums into memory.</summary>
    private static async Task<BackPaymentTally> Fill(
        NpgsqlConnection connection, DateOnly today, CancellationToken stop)
    {
        var tally = new BackPaymentTally();
        await FindingTable.Create(connection, stop);
        await CaseTable.Create(connection, stop);
        await EmployerTable.Create(connection, stop);
        var pass = await BackPaymentPass.Open(connection, today, stop);
        var grounds = new WrittenGrounds(connection);
        await foreach (var range in pass.Ranges(connection, stop))
        {
            foreach (var person in range.People) tally.Add(person);
            await FindingTable.Add(connection, range, grounds, stop);
            await CaseTable.Add(connection, range.People, stop);
            await EmployerTable.Add(connection, range, stop);
        }

        await FindingTable.Add(connection, await UnknownCases.Find(connection, pass, stop), stop);
        return tally;
    }

    private static async Task WriteAll(
        StagedPapers staged, BackPaymentHead head, NpgsqlConnection connection, CancellationToken stop)
    {
        using var files = PaperFiles.Create(staged.Stem(Everything), Everything, head);
        await using var csv = new StreamWriter(PrivateFile.Create(staged.Stem(Everything) + ".csv"));
        await csv.WriteLineAsync("代码,案件号,姓名,身份证号,险种,月份,付款方,票据号,金额,情况,下一步,该谁动,起算日,账龄");
        files.Begin(new PaperTable(Everything.Title,
        [
            Columns.Number, Columns.Text("事项", 16), Columns.Code("案件号", 16), Columns.Name, Columns.IdNumber,
            Columns.Amount, Columns.Text("情况", 46), Columns.Text("下一步", 40), Columns.Text("该谁动", 10),
            Columns.Code("起算日", 11), Columns.Text("账龄", 10),
        ]));
        var count = 0;
        await foreach (var row in FindingTable.Rows(connection, null, stop))
        {
            var age = Ageing.All[Ageing.Of(row.Since, head.Today)];
            files.Row(Cell.Count(++count), BackPaymentMatters.Of(row.Code), row.CaseNumber, row.Name, row.IdNumber,
                row.Fen is { } fen ? Cell.Money(fen) : default, row.Sentence, row.NextStep, row.Owner,
                Cell.Date(row.Since), age);
            await csv.WriteLineAsync(string.Join(',', new[]
            {
                row.Code.Code, row.CaseNumber, row.Name ?? "", row.IdNumber ?? "", row.Insurance ?? "", row.Months,
                row.Payer ?? "", row.ReceiptNumber ?? "", row.Fen is { } amount ? Domain.Money.Yuan(amount) : "",
                row.Sentence, row.NextStep, row.Owner,
                $"{row.Since:yyyy-MM-dd}", age,
            }.Select(Reports.CsvText.Quoted)));
        }

        files.Note($"共{count}项。");
        files.Finish();
    }

    private static async Task WriteCases(
        StagedPapers staged, BackPaymentHead head, NpgsqlConnection connection, CancellationToken stop)
    {
        var stem = staged.Stem(CaseList);
        using var files = PaperFiles.Create(stem, CaseList, head);
        await using var csv = new StreamWriter(PrivateFile.Create(stem + ".csv"));
        await csv.WriteLineAsync("案件号,身份证号,姓名,状态,受理日期,核定月数,记账月数,开单金额,不一致");
        files.Begin(new PaperTable(CaseList.Title,
        [
            Columns.Number, Columns.Code("案件号", 16), Columns.Name, Columns.IdNumber, Columns.Text("状态", 10),
            Columns.Code("受理日期", 11), Columns.Count("核定月数", 9), Columns.Count("记账月数", 9),
            Columns.Money("开单金额", 14), Columns.Count("不一致", 8),
        ]));
        var count = 0;
        await foreach (var row in CaseTable.Rows(connection, stop))
        {
            files.Row(Cell.Count(++count), row.Number, row.Name, row.IdNumber, row.State.Label(),
                Cell.Date(row.AppliedOn), Cell.Count(row.Approved), Cell.Count(row.Posted), Cell.Money(row.BilledFen),
                Cell.Count(row.Open));
            await csv.WriteLineAsync(string.Join(',', new[]
            {
                row.Number, row.IdNumber, row.Name, row.State.Label(), $"{row.AppliedOn:yyyy-MM-dd}",
                $"{row.Approved}", $"{row.Posted}", Domain.Money.Yuan(row.BilledFen), $"{row.Open}",
            }.Select(Reports.CsvText.Quoted)));
        }

        files.Note($"共{count}件。");
        files.Finish();
    }

    private static async Task Write(
        StagedPapers staged, BackPaymentHead head, CounterpartList list, (string Owner, int Count, long Fen) of,
        NpgsqlConnection connection, CancellationToken stop)
    {
        var paper = new Paper("10", list.Title);
        var stem = staged.Part(paper, "各方", list.Owner);
        using var files = PaperFiles.Create(
            stem, paper, list.IsOutside ? new PartyHead(head, list.Owner, of.Count, of.Fen) : head);
        await using var csv = new StreamWriter(PrivateFile.Create(stem + ".csv"));
        await csv.WriteLineAsync(list.CsvHeader);
        files.Begin(new PaperTable(list.Title, [.. list.Columns]));
        var (count, fen) = (0, 0L);
        await foreach (var row in FindingTable.Rows(connection, list.Owner, stop))
        {
            files.Row(list.Row(++count, row, head.Today));
            await csv.WriteLineAsync(list.Csv(row, head.Today));
            fen += row.Fen ?? 0;
        }

        files.Note($"共{count}项，涉及{Domain.Money.Spoken(fen)}。");
        if (list.IsHandedOut) PartyHead.Foot(files);
        files.Finish();
    }
}
