namespace Disbursement.Model.Tests.Tables;

/// <summary>Rules §2: which months are owed.</summary>
static class MonthTables
{
    public static readonly IReadOnlyList<(string Name, string Text)> All =
    [
        ("An approval before 2024-10-01 counts from the next month, later from that month", """
            first-month 2024-08
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 approved=2024-09-30
            enrol 乙 51 approved=2024-10-01
            enrol 丙 51 approved=2024-08-01
            run 2024-11
              甲 51 国家标准 2024-10..2024-11 1000.00
              乙 51 国家标准 2024-10..2024-11 1000.00
              丙 51 国家标准 2024-09..2024-11 1000.00
            """),
        ("The month of death is owed, nothing after; of several deaths the earliest; only an heir receives", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            run 2025-03
              甲 51 国家标准 2025-01..2025-03 1000.00
            approve
            today 2025-04-10
            change 甲 死亡 2025-03-20 document=死1
            run 2025-04
            approve
            today 2025-05-10
            change 甲 死亡 2025-02-01 document=死2
            run 2025-05
              claim 甲 2025-03 1000.00
            """),
        ("A death withdrawn: everything missed becomes arrears", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 死亡 2025-01-03 document=死1
            run 2025-02
              held 甲 51 国家标准 2025-01 1000.00
            approve
            today 2025-03-10
            change 甲 撤销 2025-03-09 document=死1
            run 2025-03
              甲 51 国家标准 2025-01..2025-03 1000.00
            """),
        ("An heir known before the death does not count, one known after it does", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 收款人变更 2025-01-04 document=收1 payee=乙 relation=继承人
            change 甲 死亡 2025-01-03 document=死1
            run 2025-01
              held 甲 51 国家标准 2025-01 1000.00
            change 甲 收款人变更 2025-01-02 document=收2 payee=乙 relation=继承人
            run 2025-01
              甲 51 国家标准 2025-01 1000.00
            """),
        ("A stop is owed in its month, and a resumption from the month after it; the months between never", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 停发 2025-02-10 document=停1
            change 甲 恢复 2025-04-20 document=复1 reason=刑满
            run 2025-06
              甲 51 国家标准 2025-01..2025-02 1000.00
              甲 51 国家标准 2025-05..2025-06 1000.00
            """),
        ("Two stops, one resumption: the latest is closed, the first stays open", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 停发 2025-02-10 document=停1
            change 甲 中止 2025-03-10 document=中1
            change 甲 恢复 2025-04-20 document=复1
            run 2025-06
              甲 51 国家标准 2025-01..2025-02 1000.00
            today 2025-06-13
            change 甲 恢复 2025-05-20 document=复2
            run 2025-06
              甲 51 国家标准 2025-01..2025-02 1000.00
              甲 51 国家标准 2025-06 1000.00
            """),
        ("A resumption without an open stop at its place has no effect; a bad reason is rejected", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 恢复 2025-01-20 document=复1
            change 甲 停发 2025-02-10 document=停1
            change 甲 恢复 2025-03-20 document=复2 reason=停错了
            run 2025-04
              甲 51 国家标准 2025-01..2025-02 1000.00
            """),
        ("A suspension of all identities reaches those enrolled later; one of one identity does not", """
            first-month 2025-01
            rate 11 国家标准 month 2000.00 2024-01-01
            rate 21 国家标准 month 1000.00 2024-01-01
            enrol 甲 11 start=2024-01 level=7 nature=因公
            change 甲 中止 2025-01-10 document=中1
            enrol 甲 21 start=2024-01 no-account
            enrol 乙 11 start=2024-01 level=7 nature=因公
            change 乙 中止 2025-01-10 document=中2 category=11
            enrol 乙 21 start=2024-01 no-account
            run 2025-02
              甲 11 国家标准 2025-01 2000.00
              甲 21 国家标准 2025-01 1000.00
              乙 11 国家标准 2025-01 2000.00
              乙 21 国家标准 2025-01..2025-02 1000.00
            """),
        ("Moved out: owed to December of that year", """
            first-month 2025-11
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 迁出 2025-02-10 document=迁1
            run 2026-02
              甲 51 国家标准 2025-11..2025-12 1000.00
            """),
        ("A regrade down begins the next month, one up the same month; each against the value then in force", """
            first-month 2025-01
            rate 11 国家标准 month 200.00 2024-01-01 level=2
            rate 11 国家标准 month 300.00 2024-01-01 level=3
            rate 11 国家标准 month 600.00 2024-01-01 level=6
            enrol 甲 11 start=2024-01 level=2 nature=因公
            change 甲 等级调整 2025-02-08 document=级1 level=6
            change 甲 等级调整 2025-02-26 document=级2 level=3
            run 2025-03
              甲 11 国家标准 2025-01..2025-02 200.00
              甲 11 国家标准 2025-03 300.00
            """),
        ("A regrade up before 2024-10-01 begins the next month", """
            first-month 2024-09
            rate 11 国家标准 month 500.00 2024-01-01 level=5
            rate 11 国家标准 month 400.00 2024-01-01 level=4
            rate 11 国家标准 month 300.00 2024-01-01 level=3
            enrol 甲 11 start=2024-01 level=5 nature=因公
            change 甲 等级调整 2024-09-30 document=级1 level=4
            change 甲 等级调整 2024-11-30 document=级2 level=3
            run 2024-11
              甲 11 国家标准 2024-09 500.00
              甲 11 国家标准 2024-10 400.00
              甲 11 国家标准 2024-11 300.00
            """),
        ("A correction counts from the start, and regrades apply on it", """
            first-month 2025-01
            rate 11 国家标准 month 500.00 2024-01-01 level=5
            rate 11 国家标准 month 400.00 2024-01-01 level=4
            rate 11 国家标准 month 300.00 2024-01-01 level=3
            enrol 甲 11 start=2024-01 level=5 nature=因公
            change 甲 等级调整 2025-03-02 document=级1 level=3
            run 2025-03
              甲 11 国家标准 2025-01..2025-02 500.00
              甲 11 国家标准 2025-03 300.00
            approve
            today 2025-04-05
            change 甲 更正 2025-04-01 document=更1 level=4
            run 2025-04
              claim 甲 2025-01..2025-02 100.00
              甲 11 国家标准 2025-04 300.00
            """),
        ("Old and new identity number both find the person; lines carry the new one", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 更正 2025-01-02 document=更1 new-number=新
            change 甲 停发 2025-02-10 document=停1
            change 新 恢复 2025-03-10 document=复1
            run 2025-04
              新 51 国家标准 2025-01..2025-02 1000.00
              新 51 国家标准 2025-04 1000.00
            """),
        ("A new number taken back is free: the man whose number it is comes in, and his death is his own", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 更正 2025-01-02 document=更1 new-number=乙
            change 甲 撤销 2025-01-03 document=更1
            enrol 乙 51 start=2024-01
            change 乙 死亡 2025-01-04 document=死1
            change 甲 更正 2025-01-04 document=更2 new-number=乙
            run 2025-02
              甲 51 国家标准 2025-01..2025-02 1000.00
              held 乙 51 国家标准 2025-01 1000.00
            """),
        ("A new number taken back finds nobody; its change does not come in", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 更正 2025-01-02 document=更1 new-number=乙
            change 乙 撤销 2025-01-03 document=更1
            change 乙 死亡 2025-01-04 document=死1
            run 2025-02
              甲 51 国家标准 2025-01..2025-02 1000.00
            approve
            change 甲 更正 2025-02-05 document=更2 new-number=乙
            change 乙 停发 2025-02-06 document=停1
            run 2025-03
            """),
        ("A change with another name beside the number does not come in; one with the old name does", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            enrol 乙 51 start=2024-01
            change 甲 死亡 2025-01-02 document=死1 name=乙某
            change 乙 更正 2025-01-02 document=更1 name=丙某
            change 乙 停发 2025-01-20 document=停1 name=乙某
            run 2025-02
              甲 51 国家标准 2025-01..2025-02 1000.00
              乙 51 国家标准 2025-01 1000.00
            """),
    ];
}
