using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>确认表: what is signed when a person is seen, a page a person, a file a township.</summary>
internal static class FormPages
{
    public static readonly Paper Paper = new("06", "确认表");

    public static async Task Write(
        StagedPapers staged, VerificationHead head, NpgsqlConnection connection, Dictionary<string, string> names,
        CancellationToken stop)
    {
        PersonPages? pages = null;
        string? township = null;
        try
        {
            await using var command = connection.Statement("""
                select s.township, v.name, v.id_number, s.category, s.is_house_call, v.phone, v.region
                from standing_now s
                join person_version v on v.person_id = s.person_id and v.known_to = 9223372036854775807
                where s.class = any($1)
                order by s.township, s.is_house_call desc, s.region, v.id_number
                """, VerificationClasses.All.Where(c => c.IsOutstanding()).Select(c => (short)c).ToArray());
            await using var r = await command.ExecuteReaderAsync(stop);
            while (r.Next(stop))
            {
                if (r.GetString(0) != township)
                {
                    pages?.Dispose();
                    township = r.GetString(0);
                    var name = VerificationOverview.NameOf(township, names);
                    pages = new PersonPages(staged.Stem(Paper, name) + ".html", $"{name}确认表");
                }

                One(pages!, head, r);
            }
        }
        finally
        {
            pages?.Dispose();
        }
    }

    private static void One(PersonPages pages, VerificationHead head, NpgsqlDataReader r)
    {
        pages.Begin(head.Mark, $"{head.Of.Campaign.Year}年优抚对象年度确认表");
        pages.Paragraph($"{head.Authority}　　　{(r.GetBoolean(4) ? "【上门对象：两名工作人员入户，不得要求本人到现场】" : "")}", "plain");
        pages.Table("",
            ("姓名", r.GetString(1)), ("身份证号", r.GetString(2)), ("优抚类别", Category.Of(r.GetInt16(3)).Label),
            ("行政区划", r.TextOrNull(6) ?? ""), ("联系电话", r.TextOrNull(5) ?? "（未登记，请填写）"),
            ("方式", string.Join('　', ConfirmationWords.AllMethods.Select(m => "□" + m))),
            ("结果", string.Join('　', ConfirmationWords.AllResults.Select(m => "□" + m))),
            ("信息变动", "□无　□电话　□住址　□收款账户　□其他："));
        pages.Table("tall", ("本人（监护人）签字或按手印", "\n\n　　　　年　　月　　日"), ("经办人", ""), ("见证人（入户必填）", ""),
            ("照片、证明编号", ""));
        pages.Paragraph("填好后登记到“确认表”（表样：年度确认表），导入系统。", "plain");
        pages.End();
    }
}
