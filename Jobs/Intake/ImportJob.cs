using System.Security.Cryptography;
using Disbursement.Jobs.BackPayments;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Verification;
using Disbursement.Jobs.OneOffs;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// 导入: a file becomes facts, appended; known rows are skipped, bad rows come back with line, column, reason.
/// </summary>
public sealed class ImportJob(NpgsqlDataSource source)
{
    private static readonly (string Name, string Meaning)[] Named =
    [
        ("roster", "名册"), ("changes", "变动表"), ("assessed", "个人核定金额"), ("rates", "标准表"),
        ("wages", "职工月平均工资"), ("parameters", "参数表"), ("banks", "银行对照"),
        ("calendar", "放假安排"), ("paid-history", "以前已发记录"),
        ("shares", "分担表"), ("funds", "拨款表"), ("oneoff", "一次性批次"),
        ("confirmations", "年度确认表"), ("notices", "通知记录"), ("evidence", "比对名单"),
        ("cases", "补缴案件"), ("contribution", "缴费基数和费率"), ("billing", "核定单"), ("receipts", "缴费凭证"),
        ("postings", "记账明细"), ("coverage", "正常缴费记录"), ("refunds", "退费记录"),
    ];

    public static IReadOnlyList<string> Kinds { get; } = [.. Named.Select(k => k.Name)];

    /// <summary>"roster 名册、changes 变动表 …".</summary>
    public static string KindsSpoken => string.Join('、', Named.Select(k => $"{k.Name} {k.Meaning}"));

    /// <exception cref="Refused">The file as a whole is refused.</exception>
    public async Task<ImportOutcome> Import(
        string kind, SheetSource file, Performer performer, CancellationToken stop)
    {
        if (!Kinds.Contains(kind, StringComparer.Ordinal))
            throw new Refused($"没有“{kind}”这一种文件；可以是：{KindsSpoken}");
        var hash = await Hash(file.Path, stop);
        await using var act = await Act.Begin(source, performer, stop);
        if (await Earlier(act.Connection, kind, hash, stop) is { } earlier)
            return new ImportOutcome(kind, file.Path, null, 0, 0, 0, null, [], earlier) { Worksheet = file.Worksheet };
        try
        {
            var taken = await Import(kind, file, hash, act, stop);
            return taken with { Worksheet = file.Worksheet };
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused($"{file.Name}：{refused.Message}");
        }
    }

    /// <summary>
    /// 柜台办理: one change as it was typed, by the way that a changes file of one row goes. Nothing is kept of what is
    /// refused; what is known already changes nothing.
    /// </summary>
    /// <param name="cells">变动类型 and 身份证号 among them.</param>
    /// <exception cref="Refused">What is wrong with it, column by column.</exception>
    public async Task<ImportOutcome> Change(
        IEnumerable<(string Column, string Text)> cells, Performer performer, CancellationToken stop)
    {
        var typed = SheetSource.AtTheCounter(cells);
        await using var act = await Act.Begin(source, performer, stop);
        try
        {
            var take = new FileIntake(act, "changes", typed, null);
            await take.People(ChangeSheet.Read(typed, performer.Today), new ChangeIntake(act), stop);
            return await take.FinishAtTheCounter(typed.Name, stop);
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused(refused.Message);
        }
    }

    private static async Task<ImportOutcome> Import(
        string kind, SheetSource file, string hash, Act act, CancellationToken stop)
    {
        var today = act.Performer.Today;
        var take = new FileIntake(act, kind, file, hash);
        var matches = 0;
        switch (kind)
        {
            case "roster":
                await take.People(RosterSheet.Read(file, today), new RosterIntake(act, file.Township), stop);
                break;
            case "changes": await take.People(ChangeSheet.Read(file, today), new ChangeIntake(act), stop); break;
            case "assessed": await take.People(AssessedSheet.Read(file, today), new AssessedIntake(act), stop); break;
            case "rates": await take.Table(RateSheet.Read(file, today), new RateIntake(act), stop); break;
            case "wages": await take.Table(WageSheet.Read(file, today), new WageIntake(act), stop); break;
            case "parameters":
                await take.Table(ParameterSheet.Read(file, today), new ParameterIntake(act), stop);
                break;
            case "banks": await take.Table(PayingBankSheet.Read(file, today), new PayingBankIntake(act), stop); break;
            case "shares": await take.Table(ShareSheet.Read(file, today), new ShareIntake(act), stop); break;
            case "funds": await take.Table(FundSheet.Read(file, today), new FundIntake(act), stop); break;
            case "calendar": await take.Table(CalendarSheet.Read(file, today), new CalendarIntake(act), stop); break;
            case "oneoff": await take.People(OneOffSheet.Read(file, today), new OneOffIntake(act), stop); break;
            case "confirmations":
                await take.People(ConfirmationSheet.Read(file, today), new ConfirmationIntake(act), stop);
                break;
            case "notices": await take.People(NoticeSheet.Read(file, today), new NoticeIntake(act), stop); break;
            case "evidence":
                await take.People(EvidenceSheet.Read(file, today), new EvidenceIntake(act), stop);
                matches = await EvidenceMatching.OfNewRows(act, stop);
                break;
            case "paid-history":
                await take.Table(PaidHistorySheet.Read(file, today), new PaidHistoryIntake(act), stop);
                break;
            default: await Ledger(kind, file, act, take, stop); break;
        }

        IReadOnlyList<string> fit = kind switch
        {
            "paid-history" => await PaidHistoryFit.Say(act.Connection, stop),
            "calendar" => await CalendarIntake.Gaps(act, stop),
            "evidence" => [$"其中{matches}行是（或可能是）本县的优抚对象；强的先暂缓，弱的只立案，都要有人核实。"],
            _ => [],
        };
        var outcome = await take.Finish(stop);
        return outcome with { Notices = [.. outcome.Notices, .. fit] };
    }

    /// <summary>Files of 社保补缴.</summary>
    private static Task Ledger(string kind, SheetSource file, Act act, FileIntake take, CancellationToken stop)
    {
        var today = act.Performer.Today;
        return kind switch
        {
            "cases" => take.People(
                BackPaymentCaseSheet.Read(file, today),
                new CaseIntake(act, BackPaymentCaseSheet.Corrected(file, today)), stop),
            "contribution" => take.Table(LedgerSheets.Contributions(file, today), new ContributionIntake(act), stop),
            "billing" => take.Table(LedgerSheets.Billing(file, today), new BillingIntake(act), stop),
            "receipts" => take.Table(LedgerSheets.Receipts(file, today), new ReceiptIntake(act), stop),
            "postings" => take.Table(LedgerSheets.Postings(file, today), new PostingIntake(act), stop),
            "coverage" => take.Table(LedgerSheets.Coverage(file, today), new CoverageIntake(act), stop),
            _ => take.Table(LedgerSheets.Refunds(file, today), new RefundIntake(act), stop),
        };
    }

    /// <summary>Which rounding rule fits all history imported so far, a sentence a category.</summary>
    public async Task<IReadOnlyList<string>> RoundingFit(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await PaidHistoryFit.Say(connection, stop);
    }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    /// <exception cref="Refused">It is not there or cannot be read.</exception>
    internal static async Task<string> Hash(string file, CancellationToken stop)
    {
        if (Directory.Exists(file)) throw new Refused($"{file} 是目录，不是文件。请写出要导入的文件。");
        if (!File.Exists(file)) throw new Refused($"没有这个文件：{file}");
        try
        {
            await using var stream = File.OpenRead(file);
            return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, stop));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"{file} 读不了，没有导入。请看这个文件的权限，或关掉正打开它的程序再试。");
        }
    }

    internal static async Task<string?> Earlier(
        NpgsqlConnection connection, string kind, string hash, CancellationToken stop)
    {
        var found = await connection.Rows(
            "select business_date, performed_by, system_user from act where kind = $1 and file_sha256 = $2",
            r => (Day: r.Date(0), User: r.TextOrNull(1) ?? r.GetString(2)), stop, "import-" + kind, hash);
        return found.Count == 0
            ? null
            : $"这个文件{found[0].Day:yyyy年M月d日}已经导入过（{found[0].User}），没有再做任何事。";
    }
}
