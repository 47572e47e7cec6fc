using Disbursement.Domain.BackPayments;
using Disbursement.Host.Commands;
using Disbursement.Jobs.BackPayments;
using Disbursement.Samples.BackPayments;
using Disbursement.Samples.Stories;

namespace Disbursement.Host.Demo;

/// <content>
/// 社保补缴: two thousand cases with what four parties say of them; finance is asked in one batch, what does not agree is
/// listed for each party.
/// </content>
internal sealed partial class DemoCounty
{
    private const string FundingBatch = "2026年第1批";
    private const string OfTreasury = ",财政,";

    /// <summary>After the campaign: one thing at a time.</summary>
    public static DateOnly BackPaymentDay => BackPaymentCounty.ReconciledOn;

    /// <summary>Where its lists lie.</summary>
    public static string BackPaymentFolder(Session session) => BackPaymentCommands.Folder(session);

    private async Task BackPayment(DateOnly today, CancellationToken stop)
    {
        var county = new BackPaymentCounty();
        var (maker, checker, approver) = (By(Maker, today), By(Checker, today), By(Approver, today));
        await Jobs.Administration.SettingsJob.Set(session.Source, "backpay-help-percent",
            $"{BackPaymentCounty.HelpPercent}", "云政办〔2026〕3号（虚构）", maker, stop);
        await Import(
        [
            new StoryFile("shares", "分担表-社保补缴.csv", w => w.Write(
                "优抚类别,组成,单位,中央,省,市,县,生效日期,文号\n一次性,社保补缴,year,0,60,0,40,2026-01-01,云财社〔2026〕8号（虚构）\n")),
            new StoryFile("funds", "拨款表-社保补缴.csv", w => w.Write(
                "年度,来源,用途,类型,金额,文号,到账日期\n"
                + "2026,省,社保补缴,拨款,60000000,云财社〔2026〕9号（虚构）,2026-04-01\n"
                + "2026,县,社保补缴,拨款,40000000,云财社〔2026〕9号（虚构）,2026-04-01\n")),
        ], By(Treasurer, today), stop);
        foreach (var file in county.Files)
        {
            if (file.Kind == BackPaymentCounty.Decisions) await Decide(file, today, stop);
            else if (file.Kind == "receipts") await Receipts(file, today, stop);
            else await Import([file], maker, stop);
        }

        await new ReconcileJob(session.Source).Reconcile(maker, scheduled: false, null, stop);
        await new BackPaymentReportJob(session.Source, rehearsal: true).Make(BackPaymentFolder(session), maker, stop);

        // Persons and employers paid first; then finance is asked, three people sign, and it pays.
        async Task Receipts(StoryFile file, DateOnly day, CancellationToken token)
        {
            await Import([Part(file, "缴费凭证-单位和个人.csv", l => !l.Contains(OfTreasury, StringComparison.Ordinal))],
                maker, token);
            // Whoever gave up is not asked for: known again when the whole file of decisions comes.
            var ended = $",{CaseStep.Terminate.Label()},";
            foreach (var late in county.Files.Where(f => f.Kind == BackPaymentCounty.Decisions))
                await Decide(
                    Part(late, $"终止-{late.Name}", l => l.Contains(ended, StringComparison.Ordinal)), day, token);
            var batch = new BatchJob(session.Source);
            await batch.Create(FundingBatch, maker, token);
            await batch.Check(FundingBatch, checker, token);
            await batch.Approve(FundingBatch, "云财社〔2026〕15号（虚构）", approver, token);
            await Import([Part(file, "缴费凭证-财政.csv", l => l.Contains(OfTreasury, StringComparison.Ordinal))],
                maker, token);
            await new ReconcileJob(session.Source).Reconcile(maker, scheduled: false, null, token);
        }
    }

    /// <summary>Each decision by who takes it: 审批 decides, 经办 records what is told.</summary>
    private async Task Decide(StoryFile file, DateOnly today, CancellationToken stop)
    {
        foreach (var (user, isOf) in new (string, Func<CaseStep, bool>)[]
        {
            (Approver, s => DecisionJob.DeedOf(s) == Domain.Duties.Deed.DecideBackPayment),
            (Maker, s => DecisionJob.DeedOf(s) == Domain.Duties.Deed.RecordBackPayment),
        })
        {
            var steps = CaseStepWords.All.Where(isOf).Select(s => $",{s.Label()},").ToList();
            var path = Part(file, $"{Path.GetFileNameWithoutExtension(file.Name)}-{user}.csv",
                l => steps.Exists(s => l.Contains(s, StringComparison.Ordinal))).WriteInto(FilesOf(session));
            if (File.ReadLines(path).Skip(1).Any())
                await new DecisionJob(session.Source).Decide(path, By(user, today), stop);
        }
    }

    /// <summary>Some rows of a file, under its header.</summary>
    private static StoryFile Part(StoryFile of, string name, Func<string, bool> row) => new(of.Kind, name, writer =>
    {
        using var text = new StringWriter();
        of.Content(text);
        var lines = text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        writer.Write(lines[0] + "\n");
        foreach (var line in lines.Skip(1).Where(row)) writer.Write(line + "\n");
    });
}

/// <summary>What back-payment came to in the demo.</summary>
internal sealed record BackPaymentFigures(BackPaymentOverview Overview, IReadOnlyList<FundingBatch> Batches)
{
    /// <summary>Null: the demo has not come so far.</summary>
    public static async Task<BackPaymentFigures?> Read(Session session, CancellationToken stop)
    {
        var overview = await BackPaymentOverview.Read(session.Source, DemoCounty.BackPaymentDay, stop);
        return overview.On is null
            ? null
            : new BackPaymentFigures(overview, await new BatchJob(session.Source).List(stop));
    }
}
