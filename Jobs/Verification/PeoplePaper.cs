using Disbursement.Domain.Policy;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>A list of people by where they stand: all in one, and of some lists one for each township.</summary>
/// <param name="ByTownship">Also one for each township, with phones and its own people only.</param>
internal sealed record PeopleList(Paper Paper, short[] Classes, bool ByTownship);

/// <summary>
/// 未确认名单, 拟停发名单, 归类名册: whom to call on first stands first. Names and numbers in full: it is worked with.
/// </summary>
internal static class PeoplePaper
{
    public static readonly PeopleList Outstanding = new(
        new Paper("02", "未确认名单"), Of(c => c.IsOutstanding()), ByTownship: true);

    public static readonly PeopleList Proposed = new(
        new Paper("03", "拟停发名单"), [(short)VerificationClass.StopProposed], ByTownship: false);

    public static readonly PeopleList Everybody = new(new Paper("05", "归类名册"), Of(_ => true), ByTownship: false);

    private static readonly PaperColumn[] Table =
    [
        Columns.Number, Columns.Text("乡镇", 20) with { SheetOnly = true }, Columns.Name, Columns.IdNumber,
        Columns.Category, Columns.Text("归类", 14), Columns.Text("上门", 6), Columns.Code("联系电话", 14),
        Columns.Code("确认日期", 11), Columns.Text("方式", 9), Columns.Code("最近联系", 11), Columns.Code("通知送达", 11),
        Columns.Code("满60日", 11), Columns.Text("送达凭证", 16),
    ];

    public static async Task Write(
        StagedPapers staged, VerificationHead head, PeopleList list, NpgsqlConnection connection,
        Dictionary<string, string> names, CancellationToken stop)
    {
        using var all = PaperFiles.Create(staged.Stem(list.Paper), list.Paper, head);
        all.Begin(new PaperTable(list.Paper.Title, [.. Table]));
        PaperFiles? own = null;
        string? township = null;
        var (count, ownCount) = (0, 0);
        try
        {
            await foreach (var row in Rows(connection, list.Classes, names, stop))
            {
                if (row.Township != township)
                {
                    Finish(own, ownCount);
                    own?.Dispose();
                    own = list.ByTownship ? Begin(staged, head, list, row.Township) : null;
                    (township, ownCount) = (row.Township, 0);
                    all.Group(row.Township, "");
                }

                all.Row([Cell.Count(++count), .. row.Cells]);
                own?.Row([Cell.Count(++ownCount), .. row.Cells]);
            }

            Finish(own, ownCount);
        }
        finally
        {
            own?.Dispose();
        }

        all.Total(Totalled(count));
        all.Finish();
    }

    private static void Finish(PaperFiles? files, int count)
    {
        files?.Total(Totalled(count));
        files?.Finish();
    }

    private static Cell[] Totalled(int count) =>
        [Cell.Count(count), "合计", $"{count}人", .. Enumerable.Repeat((Cell)"", Table.Length - 3)];

    private static PaperFiles Begin(StagedPapers staged, VerificationHead head, PeopleList list, string township)
    {
        var files = PaperFiles.Create(staged.Stem(list.Paper, township), list.Paper, head);
        files.Begin(new PaperTable($"{township}{list.Paper.Title}", [.. Table]));
        return files;
    }

    private static async IAsyncEnumerable<(string Township, Cell[] Cells)> Rows(
        NpgsqlConnection connection, short[] classes, Dictionary<string, string> names,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = connection.Statement("""
            select s.township, v.name, v.id_number, s.category, s.class, s.is_house_call, v.phone, s.confirmed_on,
                s.method, s.last_contact, coalesce(s.matures_on - $2::int, s.notified_on), s.matures_on,
                n.method, n.attachment
            from standing_now s
            join person_version v on v.person_id = s.person_id and v.known_to = 9223372036854775807
            left join (
                select distinct on (person_id, delivered_on) person_id, delivered_on, method, attachment
                from notice n
                where withdraws_act is null and kind <> 4 and method <= 3 and not exists (
                    select from notice w where w.person_id = n.person_id and w.withdraws_act = n.act
                        and w.withdraws_row = n.row_number)
                order by person_id, delivered_on, act desc, row_number desc) n
                on n.person_id = s.person_id and n.delivered_on = coalesce(s.matures_on - $2::int, s.notified_on)
            where s.class = any($1)
            order by s.township, s.is_house_call desc, s.class, s.region, v.id_number
            """, classes, Campaign.NoticeDays);
        await using var r = await command.ExecuteReaderAsync(stop);
        while (r.Next(stop))
        {
            var township = VerificationOverview.NameOf(r.GetString(0), names);
            yield return (township,
            [
                township, r.GetString(1), r.GetString(2), Category.Of(r.GetInt16(3)).Label,
                ((VerificationClass)r.GetInt16(4)).Label(), r.GetBoolean(5) ? "上门" : "", r.TextOrNull(6) ?? "",
                Cell.Date(r.DateOrNull(7)), r.IsDBNull(8) ? "" : ((ConfirmationMethod)r.GetInt16(8)).Label(),
                Cell.Date(r.DateOrNull(9)), Cell.Date(r.DateOrNull(10)), Cell.Date(r.DateOrNull(11)),
                r.IsDBNull(12) ? "" : $"{((NoticeMethod)r.GetInt16(12)).Label()}　{r.TextOrNull(13)}".TrimEnd('　'),
            ]);
        }
    }

    private static short[] Of(Func<VerificationClass, bool> which) =>
        [.. VerificationClasses.All.Where(which).Select(c => (short)c)];
}
