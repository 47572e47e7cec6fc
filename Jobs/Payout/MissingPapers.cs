using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>A change whose paper does not lie here.</summary>
/// <param name="Category">Null: of the person.</param>
/// <param name="Act">Its place in the order of knowledge: a release covers what was known when it was given.</param>
/// <param name="Days">Since it was registered.</param>
/// <param name="Limit">attachment-days.</param>
internal sealed record MissingPaper(
    int Person, string Name, ChangeType Type, short? Category, string Document, long Act, int Days,
    int Limit)
{
    public bool IsOverdue => Days >= Limit;

    /// <summary>Of a case that holds money.</summary>
    public (string, string)[] Blanks(IReadOnlyCollection<HeldAmount> held) =>
    [
        ("变动类型", Type.Label()), ("文号", Document), ("天数", $"{Days}"),
        ("月份", Spoken.Months(held.Select(h => h.Month))), ("金额", Money.Spoken(held.Sum(h => h.Fen))),
    ];
}

/// <summary>
/// Where the county keeps its papers here (attachment-days): the changes since then that have none. What a document
/// approves it may approve for several; whose account it is, each shows by a paper of his own, brought afterwards.
/// </summary>
internal static class MissingPapers
{
    /// <param name="people">Null: everybody.</param>
    public static async Task<IReadOnlyList<MissingPaper>> Read(
        NpgsqlConnection connection, long known, DateOnly on, int[]? people, CancellationToken stop)
    {
        var settings = await connection.Rows("""
            select act, value from setting where key = 'attachment-days' and act <= $1 order by act
            """, r => (Act: r.GetInt64(0), Value: r.GetString(1)), stop, known);
        var off = settings.FindLastIndex(s => s.Value == "off");
        if (off == settings.Count - 1) return [];
        var days = int.Parse(settings[^1].Value, NumberStyles.None, CultureInfo.InvariantCulture);
        return await connection.Rows("""
            select c.person_id, v.name, c.type, c.category, c.document, a.business_date, c.act from change c
            join act a on a.number = c.act
            cross join lateral (
                select name from person_version
                where person_id = c.person_id and known_from <= $2 and known_to > $2 offset 0) v
            where c.act > $1 and c.act <= $2 and c.document is not null and ($3::int[] is null or c.person_id = any($3))
                and not exists (select from change w where w.person_id = c.person_id and w.withdraws_act = c.act
                    and w.withdraws_row = c.row_number and w.act <= $2)
                and not exists (select from attachment t
                    where t.person_id = c.person_id and t.act > c.act and t.act <= $2)
                and not exists (select from attachment t
                    where t.document = c.document and t.act <= $2 and (t.act > c.act or c.type <> all ($4)))
            order by c.act, c.row_number
            """, r =>
        {
            var since = on.DayNumber - r.Date(5).DayNumber;
            return new MissingPaper(
                r.GetInt32(0), r.GetString(1), (ChangeType)r.GetInt16(2), r.IsDBNull(3) ? null : r.GetInt16(3),
                r.GetString(4), r.GetInt64(6), since, days);
        }, stop, settings[off + 1].Act, known, people,
            new[] { (short)ChangeType.AccountChange, (short)ChangeType.PayeeChange });
    }
}
