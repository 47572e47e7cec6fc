using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Auditing;

/// <summary>审计核查: a home that was worked in honestly proves; whatever is changed behind its back has a name.</summary>
[Collection(OneHome.Name)]
public sealed class AuditCheckTests
{
    [Fact]
    public async Task Months_of_failures_returns_corrections_and_cancelled_runs_prove()
    {
        await using var county = await LivedInCounty.March();
        var (code, said) = await LivedInCounty.Check(county);
        Assert.True(code == 0, said);
        Assert.Contains("核查完毕，全部对得上", said);
        Assert.Contains("2026-03：应发＝已发＋暂缓−追缴", said);
        // What was proved is noted outside the database, and the next check proves it again.
        var journal = await File.ReadAllTextAsync(
            Path.Combine(county.Home, "handover.journal"), TestContext.Current.CancellationToken);
        Assert.Contains("\"heads\":[{\"chain\":\"day-2026-01-08\"", journal);
        (code, said) = await LivedInCounty.Check(county);
        Assert.True(code == 0, said);
        Assert.Contains("\"holds\":true", await county.Done("audit", "check", "--json"));
    }

    /// <summary>What is changed; where; how; what the check has to say of it.</summary>
    private static readonly (string What, string Table, string Statement, string[] Names)[] Tampered =
    [
        ("一条明细的金额", "payment_line", """
            update payment_line set fen = fen + 100 where benefit_month = '2026-02-01' and category = 289
            and run_id = (select run_id from payout_run where name = '2026-02' and state <> 'cancelled')
            """, ["应发与已发：2026-03 尾号", " 2026-02 应发：应为", "明细：2026-02 ", "内容根：应为"]),
        ("名册上的账户", "enrolment", """
            update enrolment set account = '6299980900000099999' where name = '李秀英'
            """, ["人员缓存：尾号0245的人 第", "（账户）", "enrolment 中第"]),
        ("变动里的账户", "change", """
            update change set account = '6299980900000099999' where account = '6299980900000001112'
            """, ["人员缓存：尾号0245的人", "change 中第"]),
        ("缓存里的账户", "person_version", """
            update person_version set account = '6299980900000099999'
            where name = '张建国' and known_to = 9223372036854775807
            """, ["人员缓存：尾号0314的人"]),
        ("审批的人", "payout_run", """
            update payout_run set approved_by = '王某' where name = '2026-03'
            """, ["签字：2026-03 签字“approved”：应为丙，存的是王某"]),
        ("审批的金额", "payout_run", """
            update payout_run set sum_fen = sum_fen + 1 where name = '2026-03'
            """, ["签字：2026-03 签字“approved”的内容", "明细：2026-03 条数、合计"]),
        ("一条审计记录", "audit_entry", """
            update audit_entry set performed_by = '乙' where chain = 'day-2026-01-20' and what = 'import-changes'
            """, ["审计链：day-2026-01-20 第1条内容的指纹", "与审计记录"]),
        ("审计记录指纹的末尾", "audit_entry", """
            update audit_entry set hash = hash || '0' where chain = 'day-2026-01-08' and position = 2
            """, ["审计链：day-2026-01-08 第2条内容的指纹", "审计链：day-2026-01-08 第3条上一条的指纹"]),
        ("删掉一条审计记录", "audit_entry", """
            delete from audit_entry where chain = 'day-2026-03-12' and what = 'import-rates'
            """, ["审计链：day-2026-03-12 第", "没有审计记录"]),
        ("失败改成到账", "row_result", """
            update row_result set outcome = 1, credited_fen = row_fen, reason = null where person_id in
            (select person_id from person_version where name = '吴志强')
            """, ["回盘结果：2026-02 尾号", "登记时的内容（封印）", "row_result 中第"]),
        ("部分到账多记", "row_result", """
            update row_result set credited_fen = credited_fen + 100 where outcome = 4
            """, ["回盘结果：2026-01 尾号0531的人 第", "应发与已发：2026-03 尾号0531的人 2026-01"]),
        ("交盘的人", "bank_file", """
            update bank_file set handed_over_by = '某人' where handed_over_by is not null
            """, ["，交盘的人：应为丁，存的是某人"]),
        ("对账单的一行", "statement_line", """
            update statement_line set fen = fen + 100 where serial = 'A1'
            """, ["statement_line 中第"]),
        ("对账单的归属", "statement_allotment", "delete from statement_allotment", ["statement_allotment 中第"]),
        ("一条标准", "rate", "update rate set fen = fen + 1200 where category = 289", ["rate 中第", "应发与已发：2026-03"]),
        ("删掉一个序号", "act", """
            delete from act where kind = 'import-rates' and number > 20
            """, ["应为有记录，存的是没有"]),
    ];

    /// <summary>One after the other in the same home: what is said of each was not said before.</summary>
    [Fact]
    public async Task Whatever_the_owner_of_the_database_changes_is_found_and_named()
    {
        await using var county = await LivedInCounty.March();
        var before = (await LivedInCounty.Check(county)).Said;
        foreach (var (what, table, statement, names) in Tampered)
        {
            await LivedInCounty.Tamper(county, table, statement);
            var (code, said) = await LivedInCounty.Check(county);
            Assert.Equal((what, 1), (what, code));
            foreach (var name in names)
                Assert.True(New(name, said, before), $"{what}: {name} is not said anew in\n{said}");
            before = said;
        }
    }

    private static bool New(string name, string said, string before) =>
        Count(said, name) > Count(before, name);

    private static int Count(string said, string name) => said.Split(name).Length - 1;

    [Fact]
    public async Task A_chain_written_anew_from_its_beginning_does_not_go_through_what_was_noted_outside()
    {
        await using var county = await LivedInCounty.March();
        await LivedInCounty.Tamper(county, "audit_entry", """
            do $$
            declare
                entry record;
                before text := '';
            begin
                for entry in select * from audit_entry where chain = 'day-2026-01-20' order by position loop
                    before := encode(sha256(convert_to(concat_ws(E'\n', before, entry.chain, entry.position, '赵某',
                        entry.system_user, (extract(epoch from entry.performed_at) * 1000)::bigint,
                        entry.business_date, entry.what, entry.detail), 'UTF8')), 'hex');
                    update audit_entry set performed_by = '赵某', hash = before, previous_hash = coalesce((
                        select e.hash from audit_entry e where e.chain = entry.chain
                            and e.position = entry.position - 1), '')
                    where chain = entry.chain and position = entry.position;
                end loop;
                update act set performed_by = '赵某' where business_date = '2026-01-20';
            end $$;
            update audit_entry set what = what where chain = 'day-2026-01-20'
            """);
        var (code, said) = await LivedInCounty.Check(county);
        Assert.Equal(1, code);
        Assert.Contains("审计链：day-2026-01-20 第1条交盘记录里记的链头", said);
        Assert.DoesNotContain("内容的指纹", said);
    }
}
