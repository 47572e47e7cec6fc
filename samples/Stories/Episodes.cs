using Disbursement.Domain;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>The single cases that a year brings, each written down month by month. Step 0 is August 2025.</summary>
internal sealed partial class Episodes(Cast cast)
{
    private readonly RosterPerson wronglyDead = cast.Take(p => Cast.IsPlain(p) && p.Is("51") && p.Phone is not null);
    private readonly RosterPerson sentenced = cast.Plain("51");
    private readonly RosterPerson sentencedLate = cast.Plain("81");
    private readonly RosterPerson lost = cast.Plain("81");
    private readonly RosterPerson deceived = cast.Plain("42");
    private readonly RosterPerson disputed = cast.Plain("B1");

    /// <summary>The man recorded dead in November and met alive in February.</summary>
    public string WronglyDead => wronglyDead.IdNumber;

    /// <summary>His sentence became known in December, three months late.</summary>
    public RosterPerson SentencedLate => sentencedLate;

    public List<ChangeRow> In(int step, DateOnly before, DateOnly today)
    {
        var rows = new List<ChangeRow>(Everyday(before, today));
        rows.AddRange(step switch
        {
            0 => [OfOne(cast.Plain("81"), "停发", new(2025, 7, 31), "人社证明2025-031号", "已领取职工基本养老金")],
            1 => September(before, today),
            2 => October(today),
            3 => November(before, today),
            4 => December(before, today),
            5 => January(before, today),
            6 => February(today),
            7 => March(before, today),
            8 => April(before, today),
            _ => [],
        });
        return rows;
    }

    private IEnumerable<ChangeRow> Everyday(DateOnly before, DateOnly today)
    {
        for (var n = cast.Dice.Between(2, 4); n > 0; n--)
        {
            var person = cast.Take(p => Cast.IsPlain(p) && p.First.Level == 0);
            var row = new ChangeRow(person.IdNumber, "信息变更", cast.DayIn(before, today)) { Source = "乡镇站" };
            Township[] others = [.. Township.All.Where(t => t != person.Township)];
            yield return cast.Dice.Below(3) switch
            {
                0 => row with { Phone = Numbers.Phone(90_000_000 + person.Index) },
                1 => row with { Region = others[cast.Dice.Below(others.Length)].Code, Reason = "户籍在县内迁移" },
                _ => row with { HomeVisit = "是", Reason = "行动不便" },
            };
        }
    }

    private ChangeRow[] September(DateOnly before, DateOnly today)
    {
        var (guardian, guardianNumber, account) = cast.Relative();
        var ward = cast.Plain("51");
        return
        [
            Hold(sentenced, today.AddDays(-4), "司法服刑名册列名，待省厅决定"),
            Hold(lost, today.AddDays(-6), "电话停机、两次上门未见，失联"),
            Corrected(cast.Plain("81", i => i.ServiceYears == "4"), new(2025, 9, 2)) with { ServiceYears = "6" },
            Payee(ward, today, (guardian, guardianNumber, account), "监护人", "法院宣告无民事行为能力"),
            Regraded(cast.Plain("11", i => i is { Level: 8, Nature: "因公" }), cast.DayIn(before, today), 7),
        ];
    }

    private ChangeRow[] October(DateOnly today) =>
    [
        // The sentence began in August, which is owed; September was held, so nothing went out that is not.
        new(sentenced.IdNumber, "中止", new(2025, 8, 26))
        {
            Document = "省退役军人厅决定〔2025〕17号", Reason = "判处有期徒刑", Source = "省厅",
        },
        Release(sentenced, today, "已凭省厅决定中止"),
        Release(lost, today, "本人返乡，两人上门见面"),
        OfOne(cast.Plain("81"), "停发", new(2025, 9, 25), "人社证明2025-046号", "已领取职工基本养老金"),
        Renamed(cast.Take(p => Cast.IsPlain(p) && p.Name.Length == 3 && p.Is("51")), today),
        Nursed(cast.Plain("11", i => i is { Level: <= 4, Nursing: "是" }), new(2025, 9, 28), "是", "机构"),
    ];

    private ChangeRow[] November(DateOnly before, DateOnly today) =>
    [
        new(wronglyDead.IdNumber, "死亡", new(2025, 10, 19))
        {
            Document = "死亡证明2025-9001号", Source = "乡镇站", Cause = "因病",
        },
        new(deceived.IdNumber, "账户变更", cast.DayIn(before, today))
        {
            Document = "账户变更申请表2025-9001号", Source = "乡镇站", Reason = "代办换卡", Bank = deceived.Township.Branch,
            Account = cast.Card(), AccountName = deceived.Name,
        },
        OfOne(cast.Plain("23", i => i.Relation == "配偶"), "停发", new(2025, 10, 20), "民政婚姻登记〔2025〕210号", "再婚且不再赡养军人父母"),
        Hold(disputed, today.AddDays(-3), "村民反映已入职工养老，待人社核实"),
    ];

    private ChangeRow[] December(DateOnly before, DateOnly today)
    {
        var leaving = new[] { "51", "11", "81", "42" }.Select(cast.Plain).ToList();
        var down = cast.Plain("11", i => i is { Level: 6, Nature: "因公" });
        var renumbered = cast.Plain("B1");
        return
        [
            .. leaving.Select(p => new ChangeRow(p.IdNumber, "迁出", cast.DayIn(before, today))
            {
                Document = cast.Paper("抚恤关系转出函", today), Source = "本人申请", Reason = "户籍迁往外县",
            }),
            Regraded(down, new(2025, 10, 16), 8),
            // Known three months late: October and November were paid and become claims.
            new(sentencedLate.IdNumber, "中止", new(2025, 9, 18))
            {
                Document = "省退役军人厅决定〔2025〕29号", Reason = "判处有期徒刑", Source = "省厅",
            },
            new(deceived.IdNumber, "撤销", today)
            {
                Document = "账户变更申请表2025-9001号", WithdrawnChange = "账户变更", Reason = "电话核实不是本人换卡", Source = "复核",
            },
            new(renumbered.IdNumber, "更正", today)
            {
                Category = renumbered.First.Category.Label, Document = "公安户籍证明2025-188号", Source = "公安",
                NewIdNumber = cast.NumberOf(renumbered.Born.AddDays(9), renumbered.Male), Reason = "出生日期登记有误",
            },
        ];
    }

    private ChangeRow[] January(DateOnly before, DateOnly today)
    {
        var retired = cast.Plain("JX");
        var ill = cast.Plain("11", i => i is { Level: <= 6, Nature: "因病", Nursing: null });
        return
        [
            Regraded(cast.Plain("11", i => i is { Level: 10, Nature: "因战" }), today.AddDays(-3), 9),
            OfOne(retired, "等级调整", new(2026, 1, 1), "军休待遇审核表2026-004号", "年度调整")
                with { AssessedYuan = retired.First.AssessedYuan + 450 },
            Nursed(ill, today.AddDays(-5), null, "精神"),
            Payee(cast.Plain("42"), cast.DayIn(before, today), cast.Relative(), "委托代领", "随子女在外地居住"),
            Release(disputed, today, "人社证明未领职工养老金"),
            .. Grown(today),
        ];
    }

    private ChangeRow[] February(DateOnly today) =>
    [
        // Two of the staff met him at home: the confirmation comes in before this file.
        new(WronglyDead, "撤销", today)
        {
            Document = "死亡证明2025-9001号", WithdrawnChange = "死亡", Reason = "本人在世，同名误报，两人入户确认", Source = "复核",
        },
        new(sentenced.IdNumber, "恢复", new(2026, 1, 28)) { Document = "省退役军人厅决定〔2026〕3号", Reason = "刑满", Source = "省厅" },
        Corrected(cast.Plain("81", i => i.ServiceYears == "5"), today) with { ServiceYears = "3" },
    ];

    private ChangeRow[] March(DateOnly before, DateOnly today) =>
    [
        Payee(cast.Plain("51"), cast.DayIn(before, today), cast.Relative(), "监护人", "失能，由子女监护"),
        OfOne(cast.Plain("51"), "停发", today.AddDays(-9), "云退役军人决定2026-011号", "本人自愿放弃"),
        Hold(cast.Plain("42"), today.AddDays(-2), "账户疑被他人持有，待核实"),
    ];

    private ChangeRow[] April(DateOnly before, DateOnly today) =>
    [
        Regraded(cast.Plain("11", i => i is { Level: 7, Nature: "因公" }), cast.DayIn(before, today), 9),
        Corrected(cast.Plain("11", i => i is { Level: 9, Nature: "因公" }), today) with { Level = 8 },
        Corrected(cast.Plain("81", i => i.ServiceYears == "3"), today) with { ServiceYears = "3.5" },
    ];
}
