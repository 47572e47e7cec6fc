namespace Disbursement.Model.Tests.Tables;

/// <summary>Rules §3: how much.</summary>
static class AmountTables
{
    public static readonly IReadOnlyList<(string Name, string Text)> All =
    [
        ("Shares of a year add up to it; the other roundings are each month alike", """
            first-month 2025-01
            rate 21 国家标准 year 1000.00 2024-01-01 rounding=share
            rate 22 国家标准 year 1000.00 2024-01-01 rounding=fen
            rate 23 国家标准 year 1018.00 2024-01-01 rounding=yuan
            rate 31 国家标准 year 1000.08 2024-01-01 rounding=yuan-up
            enrol 甲 21 start=2024-01
            enrol 乙 22 start=2024-01
            enrol 丙 23 start=2024-01
            enrol 丁 31 start=2024-01
            run 2025-03
              甲 21 国家标准 2025-01 83.33
              甲 21 国家标准 2025-02 83.33
              甲 21 国家标准 2025-03 83.34
              乙 22 国家标准 2025-01..2025-03 83.33
              丙 23 国家标准 2025-01..2025-03 85.00
              丁 31 国家标准 2025-01..2025-03 84.00
            """),
        ("Service years multiply first, a part year counts as one", """
            first-month 2025-01
            rate 81 国家标准 service-year-month 45.50 2024-01-01
            rate 81 县补 service-year-year 10.00 2024-01-01 rounding=share
            enrol 甲 81 start=2024-01 years=3
            enrol 乙 81 start=2024-01 years=3.5
            run 2025-02
              甲 81 国家标准 2025-01..2025-02 136.50
              甲 81 县补 2025-01..2025-02 2.50
              乙 81 国家标准 2025-01..2025-02 182.00
              乙 81 县补 2025-01 3.33
              乙 81 县补 2025-02 3.33
            """),
        ("The latest effective row wins whatever its keys, of equals the latest known; 0 ends a component", """
            first-month 2025-01
            rate 11 国家标准 month 500.00 2024-01-01 level=5
            rate 11 县补 month 50.00 2024-01-01 level=5
            rate 11 县补 month 40.00 2025-02-01
            rate 11 县补 month 0.00 2025-03-15
            rate 11 县补 month 30.00 2025-02-01
            enrol 甲 11 start=2024-01 level=5 nature=因公
            run 2025-04
              甲 11 国家标准 2025-01..2025-04 500.00
              甲 11 县补 2025-01 50.00
              甲 11 县补 2025-02..2025-03 30.00
            """),
        ("A withdrawn row takes back the rows of its key known before it", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            rate 51 国家标准 month 1100.00 2025-01-01
            rate 51 国家标准 month 1200.00 2025-01-01
            enrol 甲 51 start=2024-01
            run 2025-01
              甲 51 国家标准 2025-01 1200.00
            rate 51 国家标准 month 1200.00 2025-01-01 withdrawn
            run 2025-01
              甲 51 国家标准 2025-01 1000.00
            rate 51 国家标准 month 1100.00 2025-01-01
            run 2025-01
              甲 51 国家标准 2025-01 1100.00
            """),
        ("13–15 take the rows of 11 and their own", """
            first-month 2025-01
            rate 11 国家标准 month 500.00 2024-01-01
            rate 13 国家标准 month 550.00 2025-02-01
            rate 13 市补 month 20.00 2024-01-01
            enrol 甲 13 start=2024-01 level=5 nature=因公
            enrol 乙 14 start=2024-01 level=5 nature=因公
            run 2025-02
              甲 13 国家标准 2025-01 500.00
              甲 13 国家标准 2025-02 550.00
              甲 13 市补 2025-01..2025-02 20.00
              乙 14 国家标准 2025-01..2025-02 500.00
            """),
        ("Nursing: percent of the wage, half-up to whole yuan; on at once, off after the month; institution as off", """
            first-month 2025-01
            wage-area 县
            wage 县 6216.00 2024-07-01
            rate 11 国家标准 month 500.00 2024-01-01
            enrol 甲 11 start=2024-01 level=1 nature=因战 nursing=是
            enrol 乙 11 start=2024-01 level=4 nature=因公 nursing=否
            enrol 丙 11 start=2024-01 level=6 nature=因公 nursing=精神
            enrol 丁 11 start=2024-01 level=3 nature=因病 nursing=精神
            change 甲 护理变更 2025-01-10 document=护1 nursing=机构
            change 乙 护理变更 2025-02-28 document=护2 nursing=是
            run 2025-02
              甲 11 国家标准 2025-01..2025-02 500.00
              甲 11 护理费 2025-01 3108.00
              乙 11 国家标准 2025-01..2025-02 500.00
              乙 11 护理费 2025-02 2486.00
              丙 11 国家标准 2025-01..2025-02 500.00
              丙 11 护理费 2025-01..2025-02 1554.00
              丁 11 国家标准 2025-01..2025-02 500.00
              丁 11 护理费 2025-01..2025-02 1865.00
            """),
        ("精神 at levels 5–6 gives nursing from 2024-10", """
            first-month 2024-09
            wage-area 县
            wage 县 6000.00 2024-07-01
            rate 11 国家标准 month 500.00 2024-01-01
            enrol 甲 11 start=2024-01 level=5 nature=因病 nursing=精神
            run 2024-10
              甲 11 国家标准 2024-09..2024-10 500.00
              甲 11 护理费 2024-10 1500.00
            """),
        ("No wage: only the nursing position waits; a late wage is paid from its date", """
            first-month 2025-01
            wage-area 县
            rate 11 国家标准 month 500.00 2024-01-01
            enrol 甲 11 start=2024-01 level=1 nature=因战 nursing=是
            wage 邻县 9000.00 2024-07-01
            run 2025-01
              甲 11 国家标准 2025-01 500.00
            approve
            today 2025-02-05
            wage 县 6000.00 2025-01-01
            run 2025-02
              甲 11 国家标准 2025-02 500.00
              甲 11 护理费 2025-01..2025-02 3000.00
            """),
        ("No nursing for a person entitled to 军休; both are paid", """
            first-month 2025-01
            wage-area 县
            wage 县 6000.00 2024-07-01
            rate 11 国家标准 month 500.00 2024-01-01
            enrol 甲 11 start=2024-01 level=1 nature=因战 nursing=是
            enrol 甲 JX start=2025-02 amount=8000.55 no-account
            run 2025-02
              甲 11 国家标准 2025-01..2025-02 500.00
              甲 11 护理费 2025-01 3000.00
              甲 JX 核定标准 2025-02 8000.55
            """),
        ("A person's own component is paid while it runs", """
            first-month 2025-01
            rate 21 国家标准 month 500.00 2024-01-01
            enrol 甲 21 start=2024-01
            assessed 甲 21 孤老增发 50.00 2025-02 2025-03
            run 2025-04
              甲 21 国家标准 2025-01..2025-04 500.00
              甲 21 孤老增发 2025-02..2025-03 50.00
            """),
        ("Unknown is never zero: the person's month waits, whole, until it is known", """
            first-month 2025-01
            rate 21 国家标准 month 500.00 2024-01-01
            rate 41 国家标准 month 700.00 2024-01-01 period=抗日战争时期
            rate 81 国家标准 service-year-month 50.00 2024-01-01
            enrol 甲 41 start=2025-02
            enrol 甲 21 start=2024-01 no-account
            enrol 乙 81 start=2024-01
            enrol 丙 JX start=2024-01
            run 2025-02
              甲 21 国家标准 2025-01 500.00
              undecided 甲 2025-02
              undecided 乙 2025-01..2025-02
              undecided 丙 2025-01..2025-02
            approve
            today 2025-03-05
            change 甲 更正 2025-03-01 document=更1 category=41 period=抗日战争时期
            change 乙 更正 2025-03-01 document=更2 years=4
            change 丙 更正 2025-03-01 document=更3 amount=100.00
            run 2025-03
              甲 41 国家标准 2025-02..2025-03 700.00
              乙 81 国家标准 2025-01..2025-03 200.00
              丙 JX 核定标准 2025-01..2025-03 100.00
            """),
        ("因病 beyond level 6 cannot be: the months wait", """
            first-month 2025-01
            rate 11 国家标准 month 500.00 2024-01-01
            enrol 甲 11 start=2024-01 level=7 nature=因公
            change 甲 更正 2025-01-02 document=更1 nature=因病
            run 2025-02
              undecided 甲 2025-01..2025-02
            """),
    ];
}
