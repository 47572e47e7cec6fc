using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Verification;

/// <summary>
/// 比对名单: other people's lists come in as they are, of whomever they are; whose rows are our people's is found in the
/// same act, so that what is strong holds at once.
/// </summary>
internal sealed class EvidenceIntake(Act act) : IIntake<EvidenceRow>
{
    private const int MostTold = 5;
    private readonly HashSet<string> unknown = [];
    private readonly HashSet<(string Fact, DateOnly? On)> hardshipLists = [];
    private EvidenceTable? sources;
    private bool isToldOfLists;

    public async Task Take(IReadOnlyList<EvidenceRow> rows, IntakeTally tally, CancellationToken stop)
    {
        sources ??= await ParameterStore.Evidence(act.Connection, act.Number, act.Performer.Today, stop);
        var accepted = (await act.Connection.Rows("""
            with fresh as (
                insert into evidence (evidence_id, act, row_number, source, fact, bearing, id_number, number, name,
                    on_day, reason, document, detail)
                select nextval('evidence_serial'), $1, l, s, f, b, i, n, na, d, r, doc, de
                from unnest($2::int[], $3::text[], $4::text[], $5::smallint[], $6::text[], $7::text[], $8::text[],
                    $9::date[], $10::text[], $11::text[], $12::text[]) with ordinality
                    as u (l, s, f, b, i, n, na, d, r, doc, de, place)
                order by place
                on conflict do nothing returning row_number)
            select row_number from fresh
            """, r => r.GetInt32(0), stop, act.Number, rows.Select(r => r.LineNumber).ToArray(),
            rows.Select(r => r.Source).ToArray(), rows.Select(r => r.Fact).ToArray(),
            rows.Select(r => (short)sources.Of(r.Source, r.Fact, r.Reason).Bearing).ToArray(),
            rows.Select(r => r.IdNumber).ToArray(), rows.Select(r => r.Number).ToArray(),
            rows.Select(r => r.Name).ToArray(), rows.Select(r => r.On).ToArray(), rows.Select(r => r.Reason).ToArray(),
            rows.Select(r => r.Document).ToArray(), rows.Select(r => r.Detail).ToArray())).ToHashSet();
        tally.Accepted += accepted.Count;
        tally.Known += rows.Count - accepted.Count;
        foreach (var of in rows.Where(r => sources.Of(r.Source, r.Fact, r.Reason).Bearing == EvidenceBearing.Nothing))
        {
            var named = $"来源“{of.Source}”、事实“{of.Fact}”";
            if (unknown.Count >= MostTold || !unknown.Add(named)) continue;
            tally.Notices.Add($"{named}的行说明什么，系统不认识，已存档但不起作用：写成认识的事实（如火化、户籍注销、服刑、职工养老），"
                + $"或在参数表加一行 evidence-bearing-{of.Source} 再导入（见 ./disburse template parameters）。");
        }

        SayOfHardship(rows, tally);
        foreach (var row in rows) tally.CameIn.Add((RowKey.Of(row), accepted.Contains(row.LineNumber)));
    }

    /// <summary>Such a list is whole, and the newest one counts: that wants one day on all its rows.</summary>
    private void SayOfHardship(IReadOnlyList<EvidenceRow> rows, IntakeTally tally)
    {
        hardshipLists.UnionWith(rows
            .Where(r => sources!.Of(r.Source, r.Fact, r.Reason).Bearing == EvidenceBearing.Hardship)
            .Select(r => (r.Fact, r.On)));
        if (isToldOfLists || (hardshipLists.All(l => l.On is not null)
            && hardshipLists.GroupBy(l => l.Fact).All(g => g.Count() == 1))) return;
        isToldOfLists = true;
        tally.Notices.Add("低保、特困名单要全，各行的“日期”都写这份名单的日期：日期最新的那份算数，更早日期的行当作已经退出，没有日期的行一直算在册");
    }
}
