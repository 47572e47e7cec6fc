using System.Globalization;
using Disbursement.Domain;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Recoveries;
using Disbursement.Jobs.Running;
using Disbursement.Samples.Stories;

namespace Disbursement.Host.Demo;

/// <content>
/// The money's side: shares and appropriations, a shortage that the county advances, claims that are decided, a batch
/// for the Spring Festival.
/// </content>
internal sealed partial class DemoCounty
{
    private const string FestivalBatch = "2026春节慰问";
    private const string FestivalRun = PayoutRun.OneOffPrefix + FestivalBatch;
    private const string Consent = "云财社函〔2025〕31号（虚构）";
    private const long FestivalYuan = 800;

    /// <summary>The central money for 生活补助 of 2025 is used up; the rest of it arrives at the end of the year.</summary>
    private static readonly PayMonth ShortMonth = new(2025, 12);

    private static readonly PayMonth FestivalMonth = new(2026, 2);

    /// <summary>What comes in from finance, and what is decided about claims, before a month is worked out.</summary>
    private async Task MoneyOf(StoryMonth month, CancellationToken stop)
    {
        var treasurer = By(Treasurer, month.Today);
        if (month.Month == new PayMonth(2026, 1))
            await Import([StoryFile.Standard("funds", "funds-2026.csv")], treasurer, stop);
        if (month.Month == new PayMonth(2026, 4))
            await Import([StoryFile.Standard("shares", "shares-2025.csv")], treasurer, stop);
        if (month.Month > new PayMonth(2025, 9)) await DecideClaims(month, stop);
    }

    /// <summary>
    /// Families that apply for the funeral grant consent to what was paid after the death; of the others the oldest
    /// claim is paid back, and the next one is taken in parts with the person's consent.
    /// </summary>
    private async Task DecideClaims(StoryMonth month, CancellationToken stop)
    {
        var claims = await OpenClaims(month.Today, stop);
        var applied = month.Changes.Where(c => c.Change == "丧葬申请").Select(c => c.IdNumber).ToHashSet();
        var dead = story.Months.SelectMany(m => m.Changes).Where(c => c.Change == "死亡").Select(c => c.IdNumber)
            .ToHashSet();
        var open = claims.Where(c => c.Decided == "0.00").ToList();
        var decisions = open.Where(c => applied.Contains(c.IdNumber))
            .Select((c, i) => $"{c.IdNumber},{c.Month},丧葬抵扣,家属同意,{Document("丧葬抵扣同意书", month, i)}")
            .Concat(open.Where(c => !dead.Contains(c.IdNumber)).Take(1)
                .Select((c, i) => $"{c.IdNumber},{c.Month},分月抵扣,本人同意,{Document("分月抵扣同意书", month, i)}"))
            .ToList();
        if (decisions.Count > 0)
        {
            var path = Path.Combine(FilesOf(session), $"追缴决定-{month.Month}.csv");
            await File.WriteAllLinesAsync(path, ["身份证号,待遇月份,处理方式,依据,文号", .. decisions], stop);
            await new RecoveryJob(session.Source).Decide(new SheetSource(path), By(Maker, month.Today), stop);
        }

        var families = open.Where(c => dead.Contains(c.IdNumber) && !applied.Contains(c.IdNumber));
        await PaidBack(families.FirstOrDefault(), month, stop);
    }

    private async Task PaidBack(ClaimRow? claim, StoryMonth month, CancellationToken stop)
    {
        if (claim is null) return;
        var (treasurer, voucher) = (By(Treasurer, month.Today), Document("缴款书", month, 0));
        await new RecoveryJob(session.Source).Receive(
            new MoneyBackOrder(
                claim.IdNumber, [PayMonth.Parse(claim.Month)], claim.Fen, month.Today, Document("退款收据", month, 0),
                voucher, ByBank: false),
            treasurer, stop);
    }

    private async Task<List<ClaimRow>> OpenClaims(DateOnly today, CancellationToken stop)
    {
        using var list = new StringWriter(CultureInfo.InvariantCulture);
        await new RecoveryReport(session.Source).Write(list, today, stop);
        return
        [
            .. list.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(l => l.Split(','))
                .Select(f => new ClaimRow(
                    f[0], f[3], f[5], (long)(decimal.Parse(f[8], CultureInfo.InvariantCulture) * 100))),
        ];
    }

    /// <summary>慰问 of the families of those who gave their lives, beside the month.</summary>
    private async Task Festival(DateOnly today, CancellationToken stop)
    {
        if (await new RunList(session.Source).Find(FestivalRun, stop) is { } known && IsOut(known)) return;
        var path = Path.Combine(FilesOf(session), $"{FestivalBatch}.csv");
        var families = story.County.Everybody().Where(p => p.First.Category.Code is "21" or "22" or "23");
        await File.WriteAllLinesAsync(path,
        [
            "批次名,身份证号,姓名,金额,用途,文号",
            .. families.Select(p => $"{FestivalBatch},{p.IdNumber},{p.Name},{FestivalYuan},春节慰问,"
                + "云退役军人发〔2026〕5号（虚构）"),
        ], stop);
        var maker = By(Maker, today);
        await new ImportJob(session.Source).Import("oneoff", new SheetSource(path), maker, stop);
        await FestivalMoney(families.Count(), today, stop);
        await Run(
            new PayoutOrder(FestivalMonth, Supplementary: false, Full: false, Document: null, Batch: FestivalBatch),
            maker, stop);
        await SignAndSend(FestivalRun, today, stop);
    }

    /// <summary>The county bears it all, and has set the money aside.</summary>
    private async Task FestivalMoney(int families, DateOnly today, CancellationToken stop)
    {
        foreach (var (kind, rows) in new[]
        {
            ("shares", "优抚类别,组成,县,生效日期,文号\n"
                + $"一次性,{FestivalBatch},{FestivalYuan},2026-01-01,云退役军人发〔2026〕5号（虚构）\n"),
            ("funds", "年度,来源,用途,类型,金额,文号,到账日期\n"
                + $"2026,县,{FestivalBatch},拨款,{families * FestivalYuan},云财预〔2026〕9号（虚构）,{today:yyyy-MM-dd}\n"),
        })
        {
            var path = Path.Combine(FilesOf(session), $"{kind}-{FestivalBatch}.csv");
            await File.WriteAllTextAsync(path, rows, stop);
            await new ImportJob(session.Source).Import(kind, new SheetSource(path), By(Treasurer, today), stop);
        }
    }

    private static string Document(string kind, StoryMonth month, int number) =>
        $"{kind}{month.Month}-{number + 1:00}号";

    /// <param name="Fen">What is open.</param>
    private sealed record ClaimRow(string IdNumber, string Month, string Decided, long Fen);
}
