namespace Disbursement.Model.Tests.Tables;

/// <summary>Rules §3, overlap of all three kinds; and what becomes known (contracts, "Files in").</summary>
static class OverlapTables
{
    public static readonly IReadOnlyList<(string Name, string Text)> All =
    [
        ("Both, higher and review: 11 with 21 both; 51 with 11 the higher; 42 beside 11 set aside", """
            first-month 2025-01
            rate 11 国家标准 month 900.00 2024-01-01
            rate 21 国家标准 month 500.00 2024-01-01
            rate 51 国家标准 month 800.00 2024-01-01
            rate 51 县补 month 150.00 2024-01-01
            rate 42 国家标准 month 700.00 2024-01-01
            enrol 甲 11 start=2024-01 level=5 nature=因公
            enrol 甲 21 start=2024-01 no-account
            enrol 乙 11 start=2024-01 level=5 nature=因公
            enrol 乙 51 start=2024-01 no-account
            enrol 丙 11 start=2024-01 level=5 nature=因公
            enrol 丙 42 start=2024-01 no-account
            run 2025-01
              甲 11 国家标准 2025-01 900.00
              甲 21 国家标准 2025-01 500.00
              乙 51 国家标准 2025-01 800.00
              乙 51 县补 2025-01 150.00
              丙 11 国家标准 2025-01 900.00
              held 丙 42 国家标准 2025-01 700.00
            """),
        ("Review goes in order of knowledge, not of code; who is set aside sets nobody aside", """
            first-month 2025-01
            rate 11 国家标准 month 900.00 2024-01-01
            rate 42 国家标准 month 700.00 2024-01-01
            rate 61 国家标准 month 600.00 2024-01-01
            rate 21 国家标准 month 500.00 2024-01-01
            enrol 甲 42 start=2024-01
            enrol 甲 11 start=2024-01 level=5 nature=因公 no-account
            enrol 甲 21 start=2024-01 no-account
            run 2025-01
              甲 42 国家标准 2025-01 700.00
              held 甲 11 国家标准 2025-01 900.00
            """),
        ("The next one is owed only if it goes with every one already taken; ties to the lower code", """
            first-month 2025-01
            rate 11 国家标准 month 500.00 2024-01-01
            rate 21 国家标准 month 500.00 2024-01-01
            rate 22 国家标准 month 500.00 2024-01-01
            rate 51 国家标准 month 500.00 2024-01-01
            enrol 甲 51 start=2024-01
            enrol 甲 22 start=2024-01 no-account
            enrol 甲 21 start=2024-01 no-account
            enrol 甲 11 start=2024-01 level=5 nature=因公 no-account
            run 2025-01
              甲 11 国家标准 2025-01 500.00
              甲 21 国家标准 2025-01 500.00
            """),
        ("An identity that ends lets the one set aside go on", """
            first-month 2025-01
            rate 11 国家标准 month 900.00 2024-01-01
            rate 42 国家标准 month 700.00 2024-01-01
            enrol 甲 11 start=2024-01 level=5 nature=因公
            enrol 甲 42 start=2024-01 no-account
            change 甲 停发 2025-01-20 document=停1 category=11
            run 2025-02
              甲 11 国家标准 2025-01 900.00
              held 甲 42 国家标准 2025-01 700.00
              甲 42 国家标准 2025-02 700.00
            """),
        ("A withdrawal must find exactly one change: narrowed by kind and category", """
            first-month 2025-01
            rate 11 国家标准 month 900.00 2024-01-01
            rate 21 国家标准 month 500.00 2024-01-01
            enrol 甲 11 start=2024-01 level=5 nature=因公
            enrol 甲 21 start=2024-01 no-account
            change 甲 停发 2025-01-10 document=文1 category=11
            change 甲 停发 2025-01-10 document=文1 category=21
            change 甲 撤销 2025-02-01 document=文1
            change 甲 撤销 2025-02-01 document=文9
            run 2025-02
              甲 11 国家标准 2025-01 900.00
              甲 21 国家标准 2025-01 500.00
            change 甲 撤销 2025-02-02 document=文1 category=21 withdraws=停发
            run 2025-02
              甲 11 国家标准 2025-01 900.00
              甲 21 国家标准 2025-01..2025-02 500.00
            """),
        ("Under one document each change is withdrawn by its own type; the same row again is known", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 停发 2024-12-01 document=共1
            change 甲 暂缓 2024-12-01 document=共1 reason=核实
            change 甲 撤销 2025-01-03 document=共1
            change 甲 撤销 2025-01-03 document=共1 withdraws=暂缓
            change 甲 撤销 2025-01-03 document=共1 withdraws=暂缓
            change 甲 撤销 2025-01-03 document=共1 withdraws=暂缓 reason=其他
            run 2025-01
            change 甲 撤销 2025-01-03 document=共1 withdraws=停发
            change 甲 撤销 2025-01-03 document=共1 withdraws=停发
            run 2025-01
              甲 51 国家标准 2025-01 1000.00
            """),
        ("A plain withdrawal that has come to mean one change takes it back", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 停发 2024-12-01 document=共1
            change 甲 暂缓 2024-12-01 document=共1 reason=核实
            change 甲 撤销 2025-01-03 document=共1 withdraws=暂缓
            change 甲 撤销 2025-01-03 document=共1
            change 甲 撤销 2025-01-03 document=共1
            run 2025-01
              甲 51 国家标准 2025-01 1000.00
            """),
        ("A release ends a hold of its own level only; where there is none it does not come in", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 解除暂缓 2025-01-02
            change 甲 暂缓 2025-01-03 category=51 reason=核实
            change 甲 解除暂缓 2025-01-04
            run 2025-01
              held 甲 51 国家标准 2025-01 1000.00
            change 甲 解除暂缓 2025-01-04 category=51
            change 甲 解除暂缓 2025-01-04 category=51
            run 2025-01
              甲 51 国家标准 2025-01 1000.00
            """),
        ("A row equal to a withdrawn change is rejected; with another document it is recorded anew", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 停发 2025-01-10 document=停1
            change 甲 撤销 2025-01-11 document=停1
            change 甲 停发 2025-01-10 document=停1
            run 2025-02
              甲 51 国家标准 2025-01..2025-02 1000.00
            change 甲 停发 2025-01-10 document=停2
            run 2025-02
              甲 51 国家标准 2025-01 1000.00
            """),
        ("A row already known changes nothing; the same key with other content is rejected", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 停发 2025-01-10 document=停1 reason=不符
            change 甲 停发 2025-01-10 document=停1 reason=不符
            change 甲 停发 2025-01-10 document=停1 reason=其他
            change 甲 撤销 2025-01-11 document=停1
            run 2025-02
              甲 51 国家标准 2025-01..2025-02 1000.00
            """),
        ("A hold is known only while it is the last on its level: after its release it is a new one", """
            first-month 2025-01
            rate 51 国家标准 month 1000.00 2024-01-01
            enrol 甲 51 start=2024-01
            change 甲 暂缓 2025-01-03 reason=核实
            change 甲 解除暂缓 2025-01-04
            change 甲 暂缓 2025-01-03 reason=核实
            run 2025-01
              held 甲 51 国家标准 2025-01 1000.00
            change 甲 解除暂缓 2025-01-04
            run 2025-01
              甲 51 国家标准 2025-01 1000.00
            """),
    ];
}
