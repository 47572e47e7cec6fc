using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Host.Commands;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Closing;
using Disbursement.Jobs.Export;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Disbursement.Samples.Stories;

namespace Disbursement.Host.Demo;

/// <summary>How far the demo is.</summary>
/// <param name="Said">What is being done.</param>
internal readonly record struct DemoStep(string Said, int Done, int Of);

/// <summary>
/// Plays the story of 云溪县 month by month by the same jobs as the office: import, work out, three signatures, export,
/// hand over; with the next month the banks' results come in.
/// Every step can be repeated, so a demo that was interrupted goes on, and a finished one changes nothing.
/// </summary>
internal sealed class DemoCounty(Session session, Story story, int months)
{
    private const string Maker = "张经办";
    private const string Checker = "李复核";
    private const string Approver = "王审批";
    private const string Treasurer = "赵财务";
    private const int StepsPerMonth = 3;

    private int done;

    private int Steps => ((months + 1) * StepsPerMonth) + 1;

    /// <summary>The files that came in, as the office would have them.</summary>
    public static string FilesOf(Session session) => Path.Combine(session.Home.Path, "in");

    /// <returns>False when everything was done before.</returns>
    /// <exception cref="Refused">The home holds other things than the demo.</exception>
    public async Task<bool> Play(Action<DemoStep> progress, CancellationToken stop)
    {
        await RequireOwnHome(stop);
        var wanted = story.Months.Take(months).ToList();
        var runs = await new RunList(session.Source).All(stop);
        if (wanted.TrueForAll(m => runs.Any(r => r.Name == m.Month.ToString() && IsOut(r)))
            && Directory.Exists(PapersCommand.FolderOf(session, wanted[^1].Month.ToString())))
            return false;
        await Open(progress, stop);
        foreach (var month in wanted) await Play(month, progress, stop);
        await Papers(wanted[^1], progress, stop);
        return true;
    }

    /// <summary>Of the last month, as they lie in the archive.</summary>
    private Task<PapersMade> Papers(StoryMonth month, Action<DemoStep> progress, CancellationToken stop)
    {
        var name = month.Month.ToString();
        Next(progress, $"{name} 印表");
        return new PapersJob(session.Source, rehearsal: true).Make(
            name, PapersCommand.FolderOf(session, name), By(Maker, month.Today), stop);
    }

    private static bool IsOut(PayoutRun run) => run.State is >= RunState.Exported and not RunState.Cancelled;

    /// <summary>Nothing of the demo is ever mixed with what somebody else keeps in a home.</summary>
    private async Task RequireOwnHome(CancellationToken stop)
    {
        await using var connection = await session.Source.OpenConnectionAsync(stop);
        var first = await connection.Rows(
            "select kind, subject from act order by number limit 1", r => (r.GetString(0), r.GetString(1)), stop);
        if (first.Count > 0 && first[0] != ("user", Maker))
            throw new Refused($"{session.Home.Path} 里已有别的数据，演示不往里面写。"
                + "请不设 DISBURSE_HOME（和 DISBURSE_DATABASE）再运行，或把 DISBURSE_HOME 指到一个新目录。");
    }

    private async Task Open(Action<DemoStep> progress, CancellationToken stop)
    {
        var maker = By(Maker, Story.OpeningDay);
        Next(progress, "登记用户和设置");
        await new UserJob(session.Source, isLive: false).Add(Maker, [Role.Maker], null, maker, stop);
        await new UserJob(session.Source, isLive: false).Add(Checker, [Role.Checker], null, maker, stop);
        await new UserJob(session.Source, isLive: false).Add(Approver, [Role.Approver], null, maker, stop);
        await new UserJob(session.Source, isLive: false).Add(Treasurer, [Role.Treasurer], null, maker, stop);
        foreach (var (key, value) in new[]
        {
            ("first-month", Story.FirstMonth.ToString()), ("wage-area", "云溪县"), ("authority-code", "999001"),
            ("authority-name", "云溪县退役军人事务局"), ("finance-review", "off"),
        })
            await SettingsJob.Set(session.Source, key, value, "演示1号", maker, stop);
        Next(progress, $"导入标准和名册（{story.County.People:N0}人）");
        await Import(story.Opening, maker, stop);
        Next(progress, "名册已导入");
    }

    private async Task Play(StoryMonth month, Action<DemoStep> progress, CancellationToken stop)
    {
        var name = month.Month.ToString();
        var run = await new RunList(session.Source).Find(name, stop);
        if (run is not null && IsOut(run))
        {
            done += StepsPerMonth;
            return;
        }

        var maker = By(Maker, month.Today);
        Next(progress, $"{name} 导入变动");
        if (run is null or { State: RunState.Opened or RunState.Assessed or RunState.Cancelled })
        {
            await Results(month, maker, stop);
            await Import(month.Files, maker, stop);
            Next(progress, $"{name} 测算");
            var order = new PayoutOrder(month.Month, Supplementary: false, Full: false, Document: null);
            await new PayoutJob(session.Source).Run(
                order, maker, Math.Clamp(Environment.ProcessorCount, 1, 8), null, stop);
        }

        Next(progress, $"{name} 签批、导出");
        var signing = new SigningJob(session.Source);
        await signing.Submit(name, Remark.None, maker, stop);
        await signing.Check(name, Remark.None, By(Checker, month.Today), stop);
        await signing.Approve(name, Remark.None, By(Approver, month.Today), stop);
        await new ExportJob(session.Source, rehearsal: true).Export(
            name, session.Home.Outbox, By(Checker, month.Today), stop);
        await new HandOverJob(session.Source, session.Journal, session.Keys).HandOver(name, null, By(Treasurer, month.Today), stop);
    }

    /// <summary>回盘 of the month before; who was not reached brings another account.</summary>
    private async Task Results(StoryMonth month, Performer maker, CancellationToken stop)
    {
        var before = month.Month - 1;
        if (await new RunList(session.Source).Find(before.ToString(), stop) is null) return;
        var bank = new DemoBank(session.Home.Outbox, FilesOf(session));
        foreach (var (name, files) in bank.Answer(before.ToString(), before - Story.FirstMonth))
            await new ResultJob(session.Source).Import(files, name, maker, stop);
        await Close(before, bank, month.Today, stop);
        foreach (var (number, account) in bank.NotReached)
        {
            await new ImportJob(session.Source).Change(
            [
                ("变动类型", "账户变更"), ("身份证号", number), ("生效日期", $"{month.Today:yyyy-MM-dd}"), ("银行账号", account),
                ("文号", $"换卡申请{number[^4..]}号"), ("来源", "乡镇站"),
            ], maker, stop);
        }
    }

    /// <summary>对账单 of each bank; it ties, and the month is closed.</summary>
    private async Task Close(PayMonth month, DemoBank bank, DateOnly today, CancellationToken stop)
    {
        var treasurer = By(Treasurer, today);
        var debited = story.Months.First(m => m.Month == month).Today;
        foreach (var (name, file) in bank.Statements(month.ToString(), debited, today))
            await new StatementJob(session.Source).Import(new SheetSource(file), name, treasurer, stop);
        await new CloseJob(session.Source).Close(month.ToString(), Maker, treasurer, stop);
    }

    private async Task Import(IEnumerable<StoryFile> files, Performer maker, CancellationToken stop)
    {
        var folder = FilesOf(session);
        Directory.CreateDirectory(folder);
        var job = new ImportJob(session.Source);
        foreach (var file in files)
            await job.Import(file.Kind, file.WriteInto(folder), maker, stop);
    }

    private static Performer By(string user, DateOnly today) =>
        new(user, Environment.UserName, today, TimeProvider.System);

    private void Next(Action<DemoStep> progress, string said) => progress(new DemoStep(said, done++, Steps));
}
