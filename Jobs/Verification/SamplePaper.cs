using System.Globalization;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>抽查名单: what was drawn by which seed, and what was found.</summary>
internal static class SamplePaper
{
    public static readonly Paper Paper = new("04", "抽查名单");

    public static async Task Write(
        PaperFiles files, VerificationHead head, NpgsqlConnection connection, CancellationToken stop)
    {
        var year = head.Of.Campaign.Year;
        files.Facts([.. (await connection.Rows(
            "select seed, percent, drawn_on from sample_draw where year = $1 order by act",
            r => ($"{r.Date(2):yyyy-MM-dd}抽取", string.Create(
                CultureInfo.InvariantCulture, $"种子 {r.GetString(0)}　{r.GetInt16(1)}%")), stop, year))]);
        files.Begin(new PaperTable("抽查名单",
        [
            Columns.Number, Columns.Text("站", 16), Columns.Name, Columns.IdNumber, Columns.Code("联系电话", 14),
            Columns.Text("原方式", 9), Columns.Code("原确认日期", 11), Columns.Text("原经办人", 9),
            Columns.Text("核查结果", 9), Columns.Text("情形", 20), Columns.Code("核查日期", 11), Columns.Text("核查人", 14),
        ]));
        var count = 0;
        foreach (var row in await connection.Rows("""
            select p.station, v.name, v.id_number, v.phone, c.method, c.confirmed_on, c.confirmed_by, r.is_match,
                r.finding, r.checked_on, concat_ws('、', r.checked_by, r.second_staff)
            from sample_person p
            join sample_draw d on d.act = p.draw_act
            join confirmation c on c.person_id = p.person_id and c.act = p.confirmation_act
                and c.row_number = p.confirmation_row
            join person_version v on v.person_id = p.person_id and v.known_to = 9223372036854775807
            left join sample_result r on r.draw_act = p.draw_act and r.person_id = p.person_id
            where d.year = $1 order by p.station, v.id_number, p.draw_act
            """, r => new Cell[]
            {
                r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3) ?? "",
                ((ConfirmationMethod)r.GetInt16(4)).Label(), Cell.Date(r.Date(5)), r.GetString(6),
                r.IsDBNull(7) ? "" : r.GetBoolean(7) ? "相符" : "不符", r.TextOrNull(8) ?? "", Cell.Date(r.DateOrNull(9)),
                r.GetString(10),
            }, stop, year))
            files.Row([Cell.Count(++count), .. row]);
        files.Total([Cell.Count(count), "合计", $"{count}人", .. Enumerable.Repeat((Cell)"", 9)]);
        files.Note("核查的两个人不能是原来确认的人。有一人不符，这个站本年的确认全部重新核对。");
        files.Finish();
    }
}
