using Disbursement.Domain;
using Disbursement.Host.Commands;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Disbursement.Jobs.Verification;
using Disbursement.Samples.Stories;

namespace Disbursement.Host.Demo;

/// <content>
/// 年度确认 2026: opened after the run of January; after the deadline notices, stops, a sample, late confirmations and a
/// supplementary run that pays what was held; closed on 20 April.
/// </content>
internal sealed partial class DemoCounty
{
    public const short CampaignYear = CampaignStory.Year;

    private const string CampaignPaper = "云退役军人发〔2026〕2号（虚构）";
    private const string SampleSeed = "20260409";

    private static readonly PayMonth FirstOfCampaign = new(2026, 1);
    private static readonly PayMonth LastOfCampaign = new(2026, 4);

    private static readonly string PaidBackRun = $"{LastOfCampaign}-S1";

    public static DateOnly CampaignClose { get; } = new(2026, 4, 20);

    /// <summary>Where its lists lie.</summary>
    public static string CampaignFolder(Session session) => VerificationCommands.Folder(session, CampaignYear);

    /// <summary>What is done between the months, on its day.</summary>
    private IEnumerable<(DateOnly Day, string Said, Func<DateOnly, CancellationToken, Task> Do)> CampaignDays() =>
    [
        (CampaignStory.From, "年度确认开始", OpenCampaign),
        (new(2026, 2, 6), "比对名单人工核对", Dismiss),
        (new(2026, 4, 7), "年度确认截止：通知、停发决定", Sweep),
        (new(2026, 4, 9), "年度确认抽查", DrawSample),
        (new(2026, 4, 10), "逾期确认", Sweep),
        (new(2026, 4, 14), "抽查结果、逾期确认", RecordSample),
        (new(2026, 4, 15), $"{PaidBackRun} 补发", PayBack),
        (new(2026, 4, 17), "重核、撤销停发", Sweep),
        (CampaignClose, "年度确认结束", CloseCampaign),
        (BackPaymentDay, "社保补缴：2,000件案件，四方对账", BackPayment),
    ];

    /// <summary>The days before a month's own day, or all that are left, each once.</summary>
    private async Task CampaignUntil(DateOnly day, Action<DemoStep> progress, CancellationToken stop)
    {
        foreach (var of in CampaignDays().Where(d => d.Day < day && d.Day >= played))
        {
            Next(progress, of.Said);
            if (await IsPast(of.Day, stop)) continue;
            foreach (var files in story.Campaign.Days.Where(d => d.Day == of.Day).Select(d => d.Files))
            {
                await Import(files.Where(f => f.Kind != CampaignStory.StopDecisions), By(Maker, of.Day), stop);
                foreach (var decisions in files.Where(f => f.Kind == CampaignStory.StopDecisions))
                    await new StopDecisionJob(session.Source).Decide(
                        CampaignYear, decisions.WriteInto(FilesOf(session)), By(Approver, of.Day), stop);
            }

            await of.Do(of.Day, stop);
        }

        played = day;
    }

    /// <summary>Something was done on a later day: this one is over.</summary>
    private async Task<bool> IsPast(DateOnly day, CancellationToken stop)
    {
        await using var connection = await session.Source.OpenConnectionAsync(stop);
        return await connection.Scalar<bool>(
            "select exists (select from act where business_date > $1)", stop, day);
    }

    private async Task OpenCampaign(DateOnly today, CancellationToken stop)
    {
        await new CampaignJob(session.Source).Open(
            CampaignYear, CampaignStory.From, CampaignStory.Deadline, CampaignPaper, By(Maker, today), stop);
        await Sweep(today, stop);
    }

    private Task Sweep(DateOnly today, CancellationToken stop) =>
        new SweepJob(session.Source).Sweep(By(Maker, today), scheduled: false, stop);

    /// <summary>A list of the dead has our man's number under another name: it is not he.</summary>
    private async Task Dismiss(DateOnly today, CancellationToken stop)
    {
        await using var connection = await session.Source.OpenConnectionAsync(stop);
        foreach (var id in await connection.Rows(
            "select evidence_id from evidence where number = $1 and bearing = 1 order by evidence_id",
            r => r.GetInt32(0), stop, story.Campaign.OtherName))
        {
            await new EvidenceJob(session.Source).Dismiss(
                $"E{id}", null, "殡仪馆登记错了身份证号，本人健在", By(Checker, today), stop);
        }
    }

    private Task DrawSample(DateOnly today, CancellationToken stop) =>
        new SampleJob(session.Source).Draw(CampaignYear, SampleSeed, By(Checker, today), stop);

    /// <summary>The bureau looks again at everybody drawn; at one station somebody else had signed.</summary>
    private async Task RecordSample(DateOnly today, CancellationToken stop)
    {
        var job = new SampleJob(session.Source);
        var drawn = await job.List(CampaignYear, stop);
        var wrong = drawn.First(d => d.Station == CampaignStory.FailedStation).IdNumber;
        var path = Path.Combine(FilesOf(session), $"抽查结果-{today:yyyy-MM-dd}.csv");
        await File.WriteAllLinesAsync(path,
        [
            "身份证号,核查日期,核查结果,经办人,见证人,情形",
            .. drawn.Select(d => $"{d.IdNumber},{today.AddDays(-1):yyyy-MM-dd},"
                + (d.IdNumber == wrong ? "不符,周核查,吴核查,本人外出一年，确认表由邻居代签" : "相符,周核查,吴核查,")),
        ], stop);
        await job.Results(CampaignYear, new SheetSource(path), By(Maker, today), stop);
        await Sweep(today, stop);
    }

    /// <summary>补发批: whoever was held and confirmed since is not left waiting for May.</summary>
    private async Task PayBack(DateOnly today, CancellationToken stop)
    {
        var run = await new RunList(session.Source).Find(PaidBackRun, stop);
        var order = new PayoutOrder(LastOfCampaign, Supplementary: true, Full: false, Document: null);
        if (IsUnsigned(run)) await Run(order, By(Maker, today), stop);
        await SignAndSend(PaidBackRun, today, stop);
    }

    private async Task CloseCampaign(DateOnly today, CancellationToken stop)
    {
        await Sweep(today, stop);
        await new CampaignJob(session.Source).Close(CampaignYear, CampaignPaper, By(Checker, today), stop);
        await new VerificationPapersJob(session.Source, rehearsal: true).Make(
            CampaignYear, CampaignFolder(session), forms: false, By(Maker, today), stop);
    }
}
