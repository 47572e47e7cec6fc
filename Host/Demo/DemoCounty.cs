using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Host.Commands;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Export;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Disbursement.Samples.Stories;

namespace Disbursement.Host.Demo;

/// <summary>How far the demo is.</summary>
/// <param name="Said">What is being done.</param>
internal readonly record struct DemoStep(string Said, int Done, int Of);

/// <summary>
/// Plays the story of 云溪县 month by month by the same jobs as the office: import, work out, three signatures, export,
/// hand over; with the next month the banks' results and statements come in, and the month is closed. From January on
/// the campaign goes on between the months.
/// Every step can be repeated, so a demo that was interrupted goes on, and a finished one changes nothing.
/// </summary>
internal sealed partial class DemoCounty(Session session, Story story, int months)
{
    private const string Maker = "张经办";
    private const string Checker = "李复核";
    private const string Approver = "王审批";
    private const string Treasurer = "赵财务";
    private const int StepsPerMonth = 3;

    private int done;

    /// <summary>Days of the campaign before this one are dealt with.</summary>
    private DateOnly played;

    private bool IsWhole => months == story.Months.Count;

    private int Steps => ((months + 1) * StepsPerMonth) + 1
        + CampaignDays().Count(d => IsWhole || d.Day < story.Months[months - 1].Today);

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
            && Directory.Exists(PapersCommand.FolderOf(session, wanted[^1].Month.ToString()))
            && (!IsWhole || Directory.Exists(CampaignFolder(session)))
            && (!IsWhole || Directory.Exists(BackPaymentFolder(session))))
            return false;
        await Open(progress, stop);
        foreach (var month in wanted)
        {
            await CampaignUntil(month.Today, progress, stop);
            await Play(month, progress, stop);
        }

        await Papers(wanted[^1], progress, stop);
        if (IsWhole) await CampaignUntil(DateOnly.MaxValue, progress, stop);
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

    /// <summary>It may be worked out, once more or for the first time.</summary>
    private static bool IsUnsigned(PayoutRun? run) =>
        run is null or { State: RunState.Opened or RunState.Assessed or RunState.Cancelled };

    private static bool IsOut(PayoutRun run) => run.State is RunState.Sent or RunState.Settled or RunState.Closed;

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
        await Import(
            [StoryFile.Standard("shares", "shares.csv"), StoryFile.Standard("funds", "funds-2025.csv")],
            By(Treasurer, Story.OpeningDay), stop);
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
        if (IsUnsigned(run))
        {
            await AnswersOfLastMonth(month, stop);
            await Import(month.Files, maker, stop);
            await MoneyOf(month, stop);
            if (month.Month > FirstOfCampaign) await Sweep(month.Today, stop);
            Next(progress, $"{name} 测算");
            await Run(new PayoutOrder(month.Month, Supplementary: false, Full: false, Document: null), maker, stop);
        }

        Next(progress, $"{name} 签批、导出");
        await SignAndSend(name, month.Today, stop);
        if (month.Month == FestivalMonth) await Festival(month.Today, stop);
    }

    private Task<PayoutRun> Run(PayoutOrder order, Performer maker, CancellationToken stop) =>
        new PayoutJob(session.Source).Run(order, maker, Math.Clamp(Environment.ProcessorCount, 1, 8), null, stop);

    private async Task SignAndSend(string name, DateOnly today, CancellationToken stop)
    {
        var signing = new SigningJob(session.Source);
        await signing.Submit(name, Remark.None, By(Maker, today), stop);
        await signing.Check(name, Remark.None, By(Checker, today), stop);
        await signing.Approve(
            name, new Remark(null, null) { Advance = name == ShortMonth.ToString() ? Consent : null },
            By(Approver, today), stop);
        if ((await new RunList(session.Source).Find(name, stop))!.State <= RunState.Exported)
        {
            await new ExportJob(session.Source, rehearsal: true).Export(
                name, session.Home.Outbox, By(Checker, today), stop);
        }

        await Send(name, today, stop);
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
