namespace Disbursement.Model.Tests.Tables;

/// <summary>Rules §4: owed − paid.</summary>
static class PaidTables
{
    public static readonly IReadOnlyList<(string Name, string Text)> All =
    [
        ("Skipped months and a late rise come as arrears, to the position", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            run 2025-01
              甲 51 国家标准 2025-01 1000.00
            approve
            rate 51 国家标准 month 1100.00 2025-01-01
            run 2025-03
              甲 51 国家标准 2025-01 100.00
              甲 51 国家标准 2025-02..2025-03 1100.00
            approve
            run 2025-03-S1
            """),
        ("f and h, first row: more owed back than owed is a claim, nothing of that month is sent or held", """
            first-month 2025-01
            rate 21 国家标准 month 500.00 2024-01-01
            rate 11 国家标准 month 900.00 2024-01-01
            enrol 甲 21 start=2024-01
            run 2025-01
              甲 21 国家标准 2025-01 500.00
            approve
            today 2025-02-05
            change 甲 更正 2025-02-01 document=更1 start=2025-02
            enrol 甲 11 start=2025-02 level=5 nature=因公 no-account undocumented
            run 2025-02
              claim 甲 2025-01 500.00
              甲 21 国家标准 2025-02 500.00
              held 甲 11 国家标准 2025-02 900.00
            """),
        ("f and h, second row: free deltas go, positive and negative; the others are held", """
            first-month 2025-01
            rate 51 国家标准 month 500.00 2024-01-01
            rate 41 国家标准 month 500.00 2024-01-01
            rate 21 国家标准 month 90.00 2024-01-01
            enrol 甲 51 start=2024-01
            run 2025-01
              甲 51 国家标准 2025-01 500.00
            approve
            enrol 甲 41 start=2025-01 no-account
            rate 41 国家标准 month 500.00 2025-01-01
            run 2025-01-S1
              甲 41 国家标准 2025-01 500.00
              甲 51 国家标准 2025-01 -500.00
            """),
        ("f and h, last row: a free minus against a held plus stays together, held", """
            first-month 2025-01
            rate 51 国家标准 month 500.00 2024-01-01
            rate 41 国家标准 month 800.00 2024-01-01
            enrol 甲 51 start=2024-01
            run 2025-01
              甲 51 国家标准 2025-01 500.00
            approve
            enrol 甲 41 start=2025-01 no-account undocumented
            run 2025-02
              held 甲 41 国家标准 2025-01 800.00
              held 甲 51 国家标准 2025-01 -500.00
              held 甲 41 国家标准 2025-02 800.00
            """),
        ("A hold counts from when it is known; its release pays the months held", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            rate 11 国家标准 month 300.00 2024-01-01
            rate 21 国家标准 month 200.00 2024-01-01
            enrol 甲 51 start=2024-01
            enrol 乙 11 start=2024-01 level=5 nature=因公
            enrol 乙 21 start=2024-01 no-account
            change 甲 暂缓 2025-12-31 document=缓1
            change 乙 暂缓 2024-12-31 category=21
            change 乙 解除暂缓 2025-01-02
            run 2025-01
              held 甲 51 国家标准 2025-01 1000.00
              乙 11 国家标准 2025-01 300.00
              held 乙 21 国家标准 2025-01 200.00
            approve
            change 甲 解除暂缓 2025-01-01 document=缓2
            change 乙 解除暂缓 2025-01-02 category=21
            run 2025-02
              甲 51 国家标准 2025-01..2025-02 1000.00
              乙 11 国家标准 2025-02 300.00
              乙 21 国家标准 2025-01..2025-02 200.00
            """),
        ("History without component is spread over the owed components in code order, the rest on the first", """
            first-month 2025-01
            rate 21 国家标准 month 500.00 2024-01-01
            rate 21 县补 month 50.00 2024-01-01
            enrol 甲 21 start=2024-01
            enrol 乙 21 start=2024-01
            history 甲 21 - 2025-01 520.00
            history 乙 21 - 2025-01 590.00
            run 2025-01
              甲 21 县补 2025-01 30.00
              claim 乙 2025-01 40.00
            """),
        ("Of history the latest known total counts", """
            first-month 2025-01
            rate 21 国家标准 month 500.00 2024-01-01
            enrol 甲 21 start=2024-01
            history 甲 21 国家标准 2025-01 100.00
            history 甲 21 国家标准 2025-01 300.00
            run 2025-01
              甲 21 国家标准 2025-01 200.00
            """),
        ("尾差: differences that add up to at most one yuan over all months are neither lines, held nor claims", """
            first-month 2025-01
            rate 21 国家标准 month 500.00 2024-01-01
            enrol 甲 21 start=2024-01
            enrol 乙 21 start=2024-01
            history 甲 21 国家标准 2025-01 500.60
            history 甲 21 - 2025-02 499.60
            history 乙 21 国家标准 2025-01 500.60
            history 乙 21 - 2025-02 499.59
            run 2025-02
              claim 乙 2025-01 0.60
              乙 21 国家标准 2025-02 0.41
            approve
            today 2025-03-05
            rate 21 国家标准 month 510.00 2025-02-01
            run 2025-03
              claim 甲 2025-01 0.60
              甲 21 国家标准 2025-02 10.40
              claim 乙 2025-01 0.60
              乙 21 国家标准 2025-02 10.00
              甲 21 国家标准 2025-03 510.00
              乙 21 国家标准 2025-03 510.00
            """),
        ("A cancelled run's lines no longer count; the month can be opened again", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            run 2025-01
              甲 51 国家标准 2025-01 1000.00
            approve
            cancel
            run 2025-01 full
              甲 51 国家标准 2025-01 1000.00
            approve
            run 2025-02
              甲 51 国家标准 2025-02 1000.00
            """),
        ("The account must be there and be the person's; a payee needs neither", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01 no-account
            enrol 乙 51 start=2024-01 account-name=张三
            enrol 丙 51 start=2024-01 no-account
            change 丙 收款人变更 2025-01-04 document=收1 payee=李四 relation=监护人
            run 2025-01
              held 甲 51 国家标准 2025-01 1000.00
              held 乙 51 国家标准 2025-01 1000.00
              丙 51 国家标准 2025-01 1000.00
            change 甲 账户变更 2025-01-06 document=户2 account=6217000011112222347 account-name=甲某
            change 乙 账户变更 2025-01-03 document=户3 account=6217000011112222354
            run 2025-01
              甲 51 国家标准 2025-01 1000.00
              乙 51 国家标准 2025-01 1000.00
              丙 51 国家标准 2025-01 1000.00
            """),
    ];
}
