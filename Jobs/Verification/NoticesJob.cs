using System.Data;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>What was made.</summary>
public sealed record NoticesMade(string Folder, IReadOnlyList<string> Files, int People);

/// <summary>
/// 通知书: of each person's own, a page a person, and a workbook to merge from that comes in again by import once 送达 is
/// filled in. Making one says nothing: what counts is that it was delivered and recorded.
/// </summary>
public sealed class NoticesJob(NpgsqlDataSource source, bool rehearsal)
{
    private static readonly Paper Pages = new("11", "通知书");
    private static readonly Paper Merge = new("12", "通知书合并和送达登记");

    /// <param name="kind">催告、暂缓、停发、恢复: what it says, and so to whom.</param>
    /// <param name="township">Code of nine digits; null: all.</param>
    public async Task<NoticesMade> Make(
        int year, NoticeKind kind, string? township, string folder, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var stored = await CampaignStore.Of(connection, year, long.MaxValue, stop);
        await StandingTable.Fill(connection, stored, performer.Today, stop);
        var overview = await VerificationOverview.Read(connection, stored, performer.Today, stop);
        var authority = await SettingStore.Value(connection, "authority-name", stop) ?? "（未设置单位名称）";
        var head = new VerificationHead(
            overview, authority, rehearsal, $"{kind.Label()}通知{township}");
        try
        {
            using var staged = new StagedPapers(Path.GetFullPath(folder), head);
            var people = await Write(staged, head, kind, township, connection, stop);
            if (people == 0) return new NoticesMade(staged.Folder, [], 0);
            var hashes = staged.Hashes();
            await Audit.Record(source, performer, "verification-notices", new
            {
                year, kind = kind.Label(), township, people,
                files = hashes.Select(h => new { name = h.Name, sha256 = h.Sha256 }),
            }, stop);
            staged.Publish(hashes);
            return new NoticesMade(staged.Folder, [.. hashes.Select(h => h.Name)], people);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"通知书写不到 {folder}：{FileFault.Words(fault)}。请检查该目录的权限和磁盘空间，"
                + "或用 --out 指定另一个目录，再执行一次。");
        }
    }

    private static async Task<int> Write(
        StagedPapers staged, VerificationHead head, NoticeKind kind, string? township, NpgsqlConnection connection,
        CancellationToken stop)
    {
        var names = await VerificationOverview.TownshipNames(connection, stop);
        using var merge = new WorkbookPaper(staged.Stem(Merge) + ".xlsx", Merge, head);
        merge.Begin(new PaperTable("送达以后填“送达”和“经办人”，没送达的整行删去，存好后用 import notices 导入",
        [
            Columns.IdNumber, Columns.Name, Columns.Code("通知日期", 12), Columns.Text("种类", 8), Columns.Text("方式", 8),
            Columns.Code("送达", 12), Columns.Text("经办人", 10), Columns.Text("附件", 20), Columns.Text("乡镇", 20),
            Columns.Category, Columns.Code("联系电话", 14), Columns.Text("上门", 6), Columns.Text("通知书编号", 22),
        ], Sheet: "通知记录"));
        PersonPages? pages = null;
        string? at = null;
        var count = 0;
        try
        {
            await foreach (var of in People(connection, head.Of.Campaign.Year, kind, township, stop))
            {
                var place = VerificationOverview.NameOf(of.Township, names);
                if (of.Township != at)
                {
                    pages?.Dispose();
                    at = of.Township;
                    pages = new PersonPages(staged.Stem(Pages, place) + ".html", $"{place}{kind.Label()}通知书");
                }

                count++;
                var number = $"{head.Of.Campaign.Year}年确认{kind.Label()}第{of.Person}号";
                One(pages!, head, kind, of, number);
                merge.Row([
                    of.IdNumber, of.Name, Cell.Date(head.Of.Today), kind.Label(), "书面", "", "", number, place,
                    Category.Of(of.Category).Label, of.Phone ?? "", of.IsHouseCall ? "上门" : "", number,
                ]);
            }
        }
        finally
        {
            pages?.Dispose();
        }

        merge.Finish();
        return count;
    }

    private static async IAsyncEnumerable<Addressee> People(
        NpgsqlConnection connection, int year, NoticeKind kind, string? township,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        short[] classes = kind switch
        {
            NoticeKind.Hold => [(short)VerificationClass.Held],
            NoticeKind.Stop => [(short)VerificationClass.Stopped],
            NoticeKind.Resumption =>
            [
                (short)VerificationClass.Confirmed, (short)VerificationClass.ConfirmedWithChanges,
                (short)VerificationClass.ConfirmedLate,
            ],
            _ => [.. VerificationClasses.All.Where(c => c is VerificationClass.Pending or VerificationClass.NotNotified
                or VerificationClass.Unreachable or VerificationClass.Abroad).Select(c => (short)c)],
        };
        await using var command = connection.Statement("""
            select s.person_id, s.township, v.name, v.id_number, s.category, s.is_house_call, v.phone,
                d.document, d.decided_on
            from standing_now s
            join person_version v on v.person_id = s.person_id and v.known_to = 9223372036854775807
            left join lateral (
                select document, decided_on from stop_decision
                where year = $3 and person_id = s.person_id and outcome = 1 order by act desc limit 1) d on true
            where s.class = any($1) and ($2::text is null or s.township = $2)
              and (not $4 or d.document is not null)
              and (not $5 or d.document is not null or s.person_id in (
                select person_id from held_amount where reason = $6 and benefit_month >= make_date($3, 1, 1)))
            order by s.township, s.region, v.id_number
            """, classes, township, (short)year, kind == NoticeKind.Stop,
            kind == NoticeKind.Resumption, (short)Block.VerificationOverdue);
        await using var r = await command.ExecuteReaderAsync(stop);
        while (r.Next(stop))
            yield return new Addressee(
                r.GetInt32(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt16(4), r.GetBoolean(5),
                r.TextOrNull(6), r.TextOrNull(7), r.DateOrNull(8));
    }

    private static void One(PersonPages pages, VerificationHead head, NoticeKind kind, Addressee of, string number)
    {
        var campaign = head.Of.Campaign;
        var category = Category.Of(of.Category);
        pages.Begin(head.Mark, $"年度确认{kind.Label()}通知书");
        pages.Paragraph(number, "right");
        pages.Paragraph($"{of.Name}（身份证号尾号{Domain.People.IdentityNumber.Tail(of.IdNumber)}）：", "plain");
        foreach (var paragraph in Words(kind, campaign, category, of)) pages.Paragraph(paragraph);
        pages.Paragraph("有疑问的，请与乡镇（街道）退役军人服务站或我局联系。");
        pages.Paragraph(head.Authority, "right");
        pages.Paragraph(Spoken.Date(head.Of.Today), "right");
        pages.Receipt($"送达回证　{number}\n收件人：{of.Name}　　送达方式：□书面　□邮寄　□公告　　送达日期：　　　　年　　月　　日\n"
            + "收件人（代收人、见证人）签字：　　　　　　　　送达人：　　　　　　　　");
        pages.End();
    }

    private static IEnumerable<string> Words(NoticeKind kind, Campaign campaign, Category category, Addressee of) =>
        kind switch
        {
            NoticeKind.Stop =>
            [
                $"您没有完成{campaign.Year}年优抚对象年度确认，经通知满60日仍未确认。经审批"
                    + $"（{of.StopDocument}），从{Spoken.Month(PayMonth.Of(of.StoppedOn!.Value) + 1)}起"
                    + $"停发您的{category.Label}待遇。",
                "重新确认以后，从确认的次月起恢复发放；停发的各月按规定不补。认为通知没有送达的，可以申请撤销停发。",
            ],
            NoticeKind.Hold =>
            [
                $"您没有完成{campaign.Year}年优抚对象年度确认（截止{Spoken.Date(campaign.Deadline)}），"
                    + $"您的{category.Label}待遇从截止日以后的批次起暂缓发放。",
                "待遇没有取消：完成确认以后，暂缓的各月在下一批全部补发。行动不便的请告知，我们上门办理。",
            ],
            NoticeKind.Resumption when of.StopDocument is null =>
            [
                $"您已经完成{campaign.Year}年优抚对象年度确认，暂缓发放的各月在下一批全部补发。",
            ],
            NoticeKind.Resumption =>
            [
                $"您已经完成{campaign.Year}年优抚对象年度确认。从确认的次月起恢复发放；按{of.StopDocument}停发的各月按规定不补。",
            ],
            _ =>
            [
                $"您享受{category.Label}待遇，还没有完成{campaign.Year}年优抚对象年度确认（截止{Spoken.Date(campaign.Deadline)}）。",
                of.IsHouseCall
                    ? "您是上门确认的对象，不用到现场：工作人员两人将上门办理，请保持电话畅通，或告知您现在的住处。"
                    : "请本人带身份证到乡镇（街道）退役军人服务站确认；行动不便的请告知，我们上门办理；在外地的可以视频、人脸识别，或由居住地协助；在境外的请提供驻外使领馆或公证机构的在世证明。",
                category.IsDisability
                    ? "按照《伤残抚恤管理办法》第二十五条，本通知送达满60日仍没有确认的，从次月起停发；重新确认的从次月起恢复，停发的各月不补。"
                    : "截止日以后仍没有确认的，先暂缓发放；确认以后暂缓的各月全部补发。",
            ],
        };

    private sealed record Addressee(
        int Person, string Township, string Name, string IdNumber, short Category, bool IsHouseCall, string? Phone,
        string? StopDocument, DateOnly? StoppedOn);
}
