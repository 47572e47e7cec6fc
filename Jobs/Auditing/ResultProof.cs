using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Auditing;

/// <summary>回盘: each result is of a row as it was sent, and is as it came in.</summary>
internal sealed class ResultProof : IProof
{
    public string Name => "回盘";

    public async Task Prove(AuditGround ground, Findings findings, CancellationToken stop)
    {
        var (count, credited) = (0L, 0L);
        await using var command = ground.Connection.Statement("""
            select p.name, coalesce(v.id_number, ''), r.act, r.outcome, r.row_fen, r.credited_fen,
                coalesce(l.fen, 0)::bigint,
                r.seal = encode(sha256(convert_to((jsonb_strip_nulls(to_jsonb(r)) - 'seal')::text, 'UTF8')), 'hex'),
                r.outcome = 6 and r.act < coalesce(p.approval_act, 0), a.kind,
                r.account is null or v.account is null or r.account = v.account,
                r.outcome = 6 or exists (select from bank_file f where f.run_id = r.run_id
                    and f.state in ('sent', 'settled')
                    and v.id_number between f.first_id_number and f.last_id_number)
            from row_result r
            join payout_run p using (run_id)
            left join act a on a.number = r.act
            left join person_version v on v.person_id = r.person_id
                and v.known_from <= p.known_through and v.known_to > p.known_through
            left join lateral (
                select sum(of_month.fen) as fen
                from generate_series(r.reach_month::timestamp, p.month::timestamp, interval '1 month') as m (at)
                cross join lateral (
                    -- By person and month, which is the key, whatever the server guesses.
                    select fen from payment_line where benefit_month = m.at::date and person_id = r.person_id
                        and run_id = r.run_id offset 0) as of_month) l on true
            order by r.run_id, r.person_id, r.act
            """);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            count++;
            credited += reader.GetInt64(5);
            var outcome = (Outcome)reader.GetInt16(3);
            var (run, person) = (reader.GetString(0), Findings.Tail(reader.GetString(1)));
            var where = $"第{reader.GetInt64(2)}号登记的结果“{outcome.Label()}”";
            void Found(string expected, string found) =>
                findings.Add(new Break("回盘结果", where, expected, found, run, person));
            if (!reader.GetBoolean(7)) Found("登记时的内容（封印）", $"改动过：到账{Money.Spoken(reader.GetInt64(5))}");
            if (reader.IsDBNull(9)) Found("有登记的序号", "没有");
            // What was struck out of an approval that finance made void is over.
            if (reader.GetBoolean(8)) continue;
            if (reader.GetInt64(4) != reader.GetInt64(6))
                Found($"所送{Money.Spoken(reader.GetInt64(6))}", Money.Spoken(reader.GetInt64(4)));
            if (!Fits(outcome, reader.GetInt64(4), reader.GetInt64(5)))
                Found("与结果相符的到账金额", Money.Spoken(reader.GetInt64(5)));
            if (!reader.GetBoolean(10)) Found("所送的账户", "另一个账户");
            if (!reader.GetBoolean(11)) Found("在已交盘的文件里", "不在");
        }

        findings.Proved.Add(new Proved("回盘结果与所送的行、登记时的内容一致（退回、失败、不明、撤下的）", count, credited));
    }

    private static bool Fits(Outcome outcome, long row, long credited) => outcome switch
    {
        Outcome.Paid => credited == row,
        Outcome.Partly => credited > 0 && credited < row,
        _ => credited == 0,
    };
}
