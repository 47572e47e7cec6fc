using System.Globalization;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Recoveries;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>
/// Rules §4, Recovery. The person has 11: 1000.00 a month from 2025-01, worked out for 2025-04; what was paid for
/// January to March stands in the table as 元/元/元.
/// </summary>
public sealed class RecoveryTables
{
    private static readonly PayMonth First = new(2025, 1);
    private static readonly PayMonth PayMonth = new(2025, 4);
    private static readonly short Disabled = Category.Of("11").Number;

    /// <summary>At most 20 % of the month, oldest month first, never more than decided, nor than the claim.</summary>
    [Fact]
    public void What_a_run_takes_by_decisions() => ClerkTable.Holds("""
        | 已发           | 决定                           | 本月已抵 | 结果                                           |
        | 1000/1000/1000 | 分月 1 300                     | 0        | 04 1000.00                                     |
        | 1300/1000/1000 |                                | 0        | 04 1000.00 欠01 300.00                         |
        | 1300/1000/1000 | 退款 1 300                     | 0        | 04 1000.00 欠01 300.00                         |
        | 1300/1000/1000 | 追回 1 300                     | 0        | 04 1000.00 欠01 300.00                         |
        | 1300/1000/1000 | 分月 1 300                     | 0        | 04 1000.00 扣01 -200.00 欠01 100.00            |
        | 1300/1000/1000 | 分月 1 300                     | 150      | 04 1000.00 扣01 -50.00 欠01 250.00             |
        | 1300/1000/1000 | 分月 1 300                     | 200      | 04 1000.00 欠01 300.00                         |
        | 1300/1000/1000 | 分月 1 120                     | 0        | 04 1000.00 扣01 -120.00 欠01 180.00            |
        | 1100/1000/1000 | 分月 1 300                     | 0        | 04 1000.00 扣01 -100.00                        |
        | 1300/1000/1000 | 分月 1 300 已抵 250            | 0        | 04 1000.00 扣01 -50.00 欠01 250.00             |
        | 1300/1000/1000 | 分月 2 300                     | 0        | 04 1000.00 欠01 300.00                         |
        | 1100/1150/1300 | 分月 3 300；分月 2 150；分月 1 100 | 0 | 04 1000.00 扣01 -100.00 扣02 -100.00 欠02 50.00 欠03 300.00 |
        | 1300/1000/1000 | 核销 1 300                     | 0        | 04 1000.00                                     |
        | 1300/1000/1000 | 核销 1 250                     | 0        | 04 1000.00 欠01 50.00                          |
        | 1300/1000/1000 | 核销 1 250；分月 1 300         | 0        | 04 1000.00 扣01 -50.00                         |
        | 1000/1000/1000 | 核销 1 250                     | 0        | 04 1000.00                                     |
        | 1300/900/1000  | 分月 1 300                     | 0        | 02 100.00 04 1000.00 扣01 -200.00 欠01 100.00  |
        | 1300/1000/1000 | 丧葬 1 300                     | 0        | 04 1000.00 欠01 300.00                         |
        """, row => Settled(row["已发"], "", Decisions(row["决定"]), "", row.Fen("本月已抵")));

    /// <summary>Nothing is sent to whoever is held, so nothing is taken; of the dead there is no month.</summary>
    [Fact]
    public void Nothing_is_taken_from_whom_nothing_is_sent() => ClerkTable.Holds("""
        | 变动            | 决定       | 结果                              |
        | 暂缓 2025-03-01 | 分月 1 300 | 缓04 1000.00 欠01 300.00          |
        | 停发 2025-03-01 | 分月 1 300 | 欠01 300.00                       |
        | 死亡 2025-01-05 | 分月 1 300 | 欠01 300.00 欠02 1000.00 欠03 1000.00 |
        """, row => Settled("1300/1000/1000", row["变动"], Decisions(row["决定"]), "", 0));

    /// <summary>Money that came back is minus on its position: the claim is smaller, or it is owed again.</summary>
    [Fact]
    public void Money_that_came_back() => ClerkTable.Holds("""
        | 已发           | 变动            | 退回           | 决定       | 结果                              |
        | 1300/1000/1000 |                 | 1 300          |            | 04 1000.00                        |
        | 1300/1000/1000 |                 | 1 200          |            | 04 1000.00 欠01 100.00            |
        | 1300/1000/1000 |                 | 1 200          | 分月 1 300 | 04 1000.00 扣01 -100.00           |
        | 1300/1000/1000 |                 | 1 200          | 核销 1 100 | 04 1000.00                        |
        | 1000/1000/1000 |                 | 1 200          |            | 01 200.00 04 1000.00              |
        | 1000/1000/1000 | 死亡 2025-01-05 | 2 1000；3 1000 |            |                                   |
        | 1000/1000/1000 |                 | 2 1000；3 1000 |            | 02 1000.00 03 1000.00 04 1000.00  |
        """, row => Settled(row["已发"], row["变动"], Decisions(row["决定"]), row["退回"], 0));

    /// <summary>A line that was booked is in 已发 as it stands: the claim goes, and comes back once.</summary>
    [Fact]
    public void What_was_taken_comes_back_as_arrears_once_when_the_claim_goes() => ClerkTable.Holds("""
        | 已发           | 变动                                  | 决定                 | 结果                 |
        | 1000/800/1000  | 停发 2025-01-31                       | 分月 2 1000 已抵 200 | 欠02 800.00 欠03 1000.00 |
        | 1000/800/1000  | 停发 2025-01-31；撤销 2025-04-01 第1条 | 分月 2 1000 已抵 200 | 02 200.00 04 1000.00 |
        | 1000/1000/1000 | 停发 2025-01-31；撤销 2025-04-01 第1条 | 分月 2 1000 已抵 200 | 04 1000.00           |
        """, row => Settled(row["已发"], row["变动"], Decisions(row["决定"]), "", 0));

    [Fact]
    public void What_a_deduction_rests_on() => ClerkTable.Holds("""
        | 方式     | 依据     | 结果                                             |
        | 退款     |          | 可以                                             |
        | 银行追回 |          | 可以                                             |
        | 丧葬抵扣 | 家属同意 | 可以                                             |
        | 丧葬抵扣 | 本人同意 | 丧葬抵扣要家属书面同意，依据填“家属同意”         |
        | 分月抵扣 | 本人同意 | 可以                                             |
        | 分月抵扣 | 决定送达 | 可以                                             |
        | 分月抵扣 | 家属同意 | 分月抵扣要本人书面同意或处理决定已送达，依据填“本人同意”或“决定送达” |
        | 分月抵扣 |          | 分月抵扣要本人书面同意或处理决定已送达，依据填“本人同意”或“决定送达” |
        | 核销     |          | 可以                                             |
        """, row => RecoveryWords.Fault(
            RecoveryWords.FindMethod(row["方式"])!.Value,
            RecoveryWords.FindBasis(row["依据"]) ?? RecoveryBasis.None) ?? "可以");

    /// <summary>Of the funeral grant all may be taken that the family agreed to; never of anything else.</summary>
    [Fact]
    public void A_funeral_grant_is_offset_without_a_cap() => ClerkTable.Holds("""
        | 丧葬补助 | 决定                   | 抵扣           |
        | 5000     | 丧葬 1 300；丧葬 2 400 | 01 300 02 400  |
        | 600      | 丧葬 1 300；丧葬 2 400 | 01 300 02 300  |
        | 0        | 丧葬 1 300             |                |
        """, row =>
        {
            PaymentLine[] lines =
                [new(Disabled, Component.Funeral, First, row.Fen("丧葬补助"), 1, LineKind.Funeral, 0)];
            var taken = Deduction.Of(
                [new Claim(First, 30_000), new Claim(First + 1, 40_000)],
                new RecoveryKnown(Decisions(row["决定"]), [], 0), 0, lines);
            return string.Join(' ', taken.Select(t => $"{t.Month.Number:00} {t.Fen / 100}"));
        });

    private static string Settled(
        string paid, string changes, List<RecoveryDecision> decisions, string back, long takenThisMonth)
    {
        var standards = new StandardTable([Rate()], []);
        var assessment = new Assessment(standards, Parameters.Default, PayMonth, First, roundingLimit: 100);
        var person = WrittenHistory.Fold("11 等级=5 性质=因公", changes);
        List<PaidPosition> positions =
        [
            .. paid.Split('/').Select((yuan, i) => new PaidPosition(
                Disabled, Component.National, First + i, Fen(yuan), 1, 1, LastCameBack: false)),
        ];
        assessment.WorkOut(new PersonFile(person, Block.None, positions, [])
        {
            Recovery = new RecoveryKnown(decisions, [.. Items(back).Select(Back)], takenThisMonth),
        }, First);
        return string.Join(' ', assessment.Lines.Select(l =>
                $"{(l.Kind == LineKind.Recovery ? "扣" : "")}{l.Month.Number:00} {Money.Yuan(l.Fen)}")
            .Concat(assessment.Held.Select(h => $"缓{h.Month.Number:00} {Money.Yuan(h.Fen)}"))
            .Concat(assessment.Claims.Select(c => $"欠{c.Month.Number:00} {Money.Yuan(c.Fen)}")));
    }

    private static List<RecoveryDecision> Decisions(string text) =>
    [
        .. Items(text).Select((item, i) =>
        {
            var words = item.Split(' ');
            var method = words[0] switch
            {
                "退款" => RecoveryMethod.Refund, "追回" => RecoveryMethod.ByBank, "核销" => RecoveryMethod.Waiver,
                "丧葬" => RecoveryMethod.FuneralOffset, _ => RecoveryMethod.Instalments,
            };
            return new RecoveryDecision(
                new Place(9, i + 1), new PayMonth(2025, int.Parse(words[1], CultureInfo.InvariantCulture)), method,
                Fen(words[2]), words.Length > 4 ? Fen(words[4]) : 0);
        }),
    ];

    private static MoneyBack Back(string item) => new(
        Disabled, Component.National, new PayMonth(2025, int.Parse(item.Split(' ')[0], CultureInfo.InvariantCulture)),
        Fen(item.Split(' ')[1]));

    private static string[] Items(string text) =>
        text.Split('；', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static long Fen(string yuan) => long.Parse(yuan, CultureInfo.InvariantCulture) * 100;

    private static Standard Rate() => new(
        1, new Place(1, 1), Disabled, 0, Nature.None, Period.None, Component.National, RateUnit.Month, 100_000,
        new DateOnly(2024, 1, 1), "标准1号", Rounding.Share, IsWithdrawal: false);
}
