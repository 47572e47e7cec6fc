using System.Globalization;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>通知、停发决定、逾期确认: what follows for those who were slow or missed the deadline.</summary>
internal sealed class CampaignPapers(CampaignCast cast, Confirmations confirmations)
{
    private static readonly DateOnly EarlyDay = new(2026, 1, 20);
    private static readonly DateOnly AfterDay = new(2026, 4, 5);

    /// <summary>Whose notice, it turned out, was never delivered.</summary>
    private RosterPerson NeverTold => cast.DisabledToldEarly[2];

    /// <summary>催告 in writing, delivered by 2 February: sixty days before the decision.</summary>
    public IEnumerable<NoticeRow> Early() =>
        cast.DisabledToldEarly.Concat(cast.OthersToldEarly).Concat(confirmations.Slow).Select(Early);

    /// <summary>To everybody who missed the deadline and can be told; a letter to two has no receipt.</summary>
    public IEnumerable<NoticeRow> AfterDeadline() =>
    [
        .. cast.DisabledToldInApril.Concat(cast.DisabledNotCalledOn).Select(p => After(p, "催告", "书面")),
        .. cast.OthersToldInApril.Select((p, i) => After(p, "暂缓", i % 4 == 3 ? "电话" : "书面")),
        .. cast.OthersNotCalledOn.Append(cast.NotAtHome).Append(cast.AskedElsewhere).Select(p => After(p, "催告", "书面")),
        .. cast.Undelivered.Append(cast.Abroad).Select(p => After(p, "催告", "邮寄") with { Delivered = null }),
    ];

    /// <summary>
    /// The notice that was never delivered is taken back; he, and who was paid on, get a new one: the sixty days begin
    /// anew.
    /// </summary>
    public IEnumerable<NoticeRow> Anew(DateOnly today) =>
    [
        Early(NeverTold) with { IsWithdrawal = true },
        .. new[] { NeverTold, cast.DisabledToldEarly[3] }.Select(p =>
            new NoticeRow(p.IdNumber, today, "催告", "书面", today) { By = By(p), Attachment = "送达回证，本人签字" }),
    ];

    public IEnumerable<ChangeRow> StopTakenBack(DateOnly today) =>
    [
        new(NeverTold.IdNumber, "撤销", today)
        {
            Document = StopDocument(3), WithdrawnChange = "停发", Reason = "通知没有送达", Source = "复核",
        },
    ];

    /// <summary>停发决定 of 审批: three are stopped; where the receipt does not suffice the person is paid on.</summary>
    public void Decisions(TextWriter writer)
    {
        var csv = new Csv(writer);
        csv.Row("身份证号", "决定", "文号", "原因");
        for (var place = 1; place <= 3; place++)
            csv.Row(cast.DisabledToldEarly[place - 1].IdNumber, "停发", StopDocument(place), "年度确认逾期，通知送达满60日");
        csv.Row(cast.DisabledToldEarly[3].IdNumber, "继续发放", "云退役军人办〔2026〕9号", "送达回证没有签收人");
    }

    /// <summary>Seen in the week after the deadline, in both groups; of them most were held in April.</summary>
    public IEnumerable<ConfirmationRow> Late(DateOnly day) => day.Day switch
    {
        10 =>
        [
            .. cast.OthersToldInApril.Take(8).Select(p => Confirmations.Seen(p, day.AddDays(-(p.Index % 2)))),
            .. cast.DisabledToldInApril.Take(2).Select(p => Confirmations.Seen(p, day)),
        ],
        14 =>
        [
            .. cast.OthersToldInApril.Skip(8).Take(5).Select(p => Confirmations.Seen(p, day.AddDays(-1))),
            Confirmations.Seen(cast.OthersToldEarly[0], day), Confirmations.HouseCall(cast.NotAtHome, day.AddDays(-1)),
            Confirmations.Seen(cast.DisabledToldEarly[1], day),
            .. cast.OthersNotCalledOn.Take(3).Append(cast.DisabledNotCalledOn[0])
                .Select(p => Confirmations.HouseCall(p, day.AddDays(-1))),
        ],
        _ => [.. cast.OthersToldInApril.Skip(13).Take(2).Select(p => Confirmations.Seen(p, day.AddDays(-1)))],
    };

    private static NoticeRow Early(RosterPerson person)
    {
        var day = EarlyDay.AddDays(person.Index % 9);
        return new NoticeRow(person.IdNumber, day, "催告", "书面", day.AddDays(1 + (person.Index % 4)))
        {
            By = By(person), Attachment = "送达回证",
        };
    }

    private static NoticeRow After(RosterPerson person, string kind, string method) =>
        new(person.IdNumber, AfterDay, kind, method, AfterDay.AddDays(person.Index % 3)) { By = By(person) };

    private static string By(RosterPerson person) => Staff.Of(person.Township, person.Index).By;

    private static string StopDocument(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"云退役军人停〔2026〕{number}号（虚构）");
}
