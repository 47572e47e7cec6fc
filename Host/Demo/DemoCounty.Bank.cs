using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Closing;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Disbursement.Samples.Stories;

namespace Disbursement.Host.Demo;

/// <content>
/// The banks' side: files handed over, one of them in doubt; results, what nobody could say at first, what came back
/// after the close; statements that tie.
/// </content>
internal sealed partial class DemoCounty
{
    /// <summary>The exchange folder is full that day: nobody knows whether the bank has the file.</summary>
    private static readonly PayMonth DoubtMonth = new(2025, 10);

    /// <summary>When its own month is closed, a row of the month before comes back.</summary>
    private static readonly PayMonth LateReturnMonth = new(2025, 12);

    /// <summary>Where the bank fetches its files from October on.</summary>
    private string Exchange => Path.Combine(session.Home.Path, "exchange");

    /// <summary>交盘; what is in doubt is ended by two people on the bank's paper, and goes again.</summary>
    private async Task Send(string name, DateOnly today, CancellationToken stop)
    {
        var job = new HandOverJob(session.Source, session.Journal, session.Keys);
        var blocked = name == DoubtMonth.ToString() ? Path.Combine(Exchange, FileOf(name)) : null;
        // A folder of the file's name: the last step on the other side cannot be done.
        if (blocked is not null && !File.Exists(blocked)) Directory.CreateDirectory(blocked);
        var sent = await job.HandOver(name, null, By(Treasurer, today), stop);
        if (blocked is not null && Directory.Exists(blocked)) Directory.Delete(blocked);
        if (sent.Files.FirstOrDefault(f => f.State == FileState.InDoubt) is not { } doubtful) return;
        foreach (var user in (string[])[Maker, Checker])
        {
            await new BankAnswerJob(session.Source).EndDoubt(
                name, doubtful.Name, FileOutcome.NotReceived, "农商行函〔2025〕8号（虚构）", By(user, today), stop);
        }

        await job.HandOver(name, null, By(Treasurer, today), stop);
    }

    private string FileOf(string run) => Manifest.Read(File.ReadAllBytes(Path.Combine(
        session.Home.Outbox, run, StagedBankFiles.BankFolder, Manifest.FileName))).Files[0].Name;

    /// <summary>回盘 and 对账单 of the month before; who was not reached brings another account.</summary>
    private async Task AnswersOfLastMonth(StoryMonth month, CancellationToken stop)
    {
        var before = month.Month - 1;
        if (before < Story.FirstMonth) return;
        var debited = story.Months.First(m => m.Month == before).Today;
        await Answered(before.ToString(), before - Story.FirstMonth, debited, month.Today, stop);
        if (before == FestivalMonth)
            await Answered(FestivalRun, before - Story.FirstMonth, debited, month.Today, stop);
        if (month.Month == DoubtMonth) await FetchFromFolder(month.Today, stop);
    }

    private async Task Answered(string run, int month, DateOnly debited, DateOnly today, CancellationToken stop)
    {
        var (maker, treasurer) = (By(Maker, today), By(Treasurer, today));
        var bank = new DemoBank(session.Home.Outbox, FilesOf(session));
        foreach (var (name, files) in bank.Answer(run, month))
            await new ResultJob(session.Source).Import(files, name, maker, stop);
        foreach (var number in bank.Unknown) await EndUnknown(run, number, today, stop);
        if (run == LateReturnMonth.ToString())
        {
            var (name, file) = bank.ComesBack((LateReturnMonth - 1).ToString());
            await new ResultJob(session.Source).Import([file], name, maker, stop);
        }

        foreach (var (name, file) in bank.Statements(run, debited, today))
            await new StatementJob(session.Source).Import(new SheetSource(file), name, treasurer, stop);
        await new CloseJob(session.Source).Close(run, Maker, treasurer, stop);
        foreach (var (number, account) in bank.NotReached) await NewAccount(number, account, maker, stop);
    }

    /// <summary>The bank looks it up and writes that it was paid; two people enter that.</summary>
    private async Task EndUnknown(string run, string number, DateOnly today, CancellationToken stop)
    {
        foreach (var user in (string[])[Maker, Checker])
        {
            await new BankWordJob(session.Source).EndUnknown(
                run, number, new RowWord(Outcome.Paid, null, null), "农商行查复〔2025〕19号（虚构）", By(user, today), stop);
        }
    }

    private Task<ImportOutcome> NewAccount(string number, string account, Performer maker, CancellationToken stop) =>
        new ImportJob(session.Source).Change(
        [
            ("变动类型", "账户变更"), ("身份证号", number), ("生效日期", $"{maker.Today:yyyy-MM-dd}"), ("银行账号", account),
            ("文号", $"换卡申请{number[^4..]}号"), ("来源", "乡镇站"),
        ], maker, stop);

    /// <summary>传送: from now on the bank fetches its files from a folder.</summary>
    private async Task FetchFromFolder(DateOnly today, CancellationToken stop)
    {
        Directory.CreateDirectory(Exchange);
        var path = Path.Combine(FilesOf(session), "银行对照-交换目录.csv");
        await File.WriteAllTextAsync(path, $"""
            代发银行,格式,付款账号,付款户名,客户号,截止时间,生效日期,传送
            云溪农村商业银行,rcb-pipe,20000099010000018,云溪县退役军人事务局代发户,YX9001,16:00,2025-10-01,folder:{Exchange}

            """, stop);
        await new ImportJob(session.Source).Import("banks", new SheetSource(path), By(Maker, today), stop);
    }
}
