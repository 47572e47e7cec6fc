using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// 丧葬补助 of the dead (rules §10): what could be paid if the family asked for it, and why it cannot be said. Asked in
/// every run anew of people known to be dead, so a case ends by itself.
/// </summary>
internal sealed class FuneralCases(RunFrame frame, List<RunException> found)
{
    private readonly Owed owed = new(frame.Standards, frame.Parameters);

    /// <param name="history">Imported history of the person, of all months.</param>
    public void Note(ShardPerson person, Assessment assessment, IReadOnlyList<HistoryTotal> history)
    {
        // A batch sends no months, and so no grant either.
        if (frame.Run.Batch is not null || person.Person.DiedOn is not { } died) return;
        var month = PayMonth.Of(died);
        if (month < frame.First || month > frame.Run.Month) return;
        owed.WorkOut(person.Person, month);
        if (owed.Funeral is not { } grant) return;
        var isApplied = person.Person.Funeral is { IsApplied: true };
        if (PaidBefore(person.Person, assessment, history) is { } before)
        {
            if (isApplied && grant.Best is { } asked) AddPaid(person, asked, before);
            return;
        }

        foreach (var (category, gap) in grant.Gaps) AddGap(person, category, gap, month);
        if (!isApplied && grant is { IsKnown: true, Best: { } best })
            AddProposed(person, died, best, assessment.Claims.Sum(c => c.Fen));
    }

    private static (short Category, PayMonth Month, long Fen, bool IsHistory)? PaidBefore(
        FoldedPerson person, Assessment assessment, IReadOnlyList<HistoryTotal> history)
    {
        if (HistoryShares.FuneralOf(person, history) is { Fen: > 0 } outside)
            return (outside.Category, outside.Month, outside.Fen, true);
        return assessment.FuneralPaidBefore is { } own ? (own.Category, own.Month, own.Fen, false) : null;
    }

    private void AddPaid(
        ShardPerson person, FuneralShare asked, (short Category, PayMonth Month, long Fen, bool IsHistory) before) =>
        found.Add(new RunException(
            ExceptionCode.FuneralAlreadyPaid, person.Id, asked.Category, PayMonth.Of(person.Person.DiedOn!.Value),
            asked.Fen, null, new()
            {
                ["姓名"] = person.Person.Name, ["日期"] = Spoken.Month(before.Month),
                ["金额"] = Money.Spoken(before.Fen),
                ["批次"] = before.IsHistory ? "以前系统的已发记录" : Category.Of(before.Category).Label,
            }));

    private void AddGap(ShardPerson person, short category, FuneralGap gap, PayMonth month) =>
        found.Add(new RunException(
            gap == FuneralGap.CauseMissing ? ExceptionCode.FuneralCauseMissing : ExceptionCode.FuneralRuleUnset,
            person.Id, category, month, null, null,
            gap == FuneralGap.CauseMissing
                ? new() { ["姓名"] = person.Person.Name }
                : new() { ["类别"] = Category.Of(category).Label }));

    private void AddProposed(ShardPerson person, DateOnly died, FuneralShare best, long overpaid)
    {
        var blanks = new Dictionary<string, string>
        {
            ["姓名"] = person.Person.Name, ["类别"] = Category.Of(best.Category).Label, ["死亡日期"] = Spoken.Date(died),
            ["死亡原因"] = person.Person.Funeral?.Cause ?? "死因没有登记", ["月数"] = $"{best.Rule.Months}",
            // Rounded by the month it would not come to the amount.
            ["月额"] = best.YearFen % 12 == 0 ? Money.Spoken(best.YearFen / 12) : $"（{Money.Spoken(best.YearFen)}÷12）",
            ["金额"] = Money.Spoken(best.Fen),
        };
        if (overpaid > 0) blanks["抵扣"] = Money.Spoken(overpaid);
        found.Add(new RunException(
            ExceptionCode.FuneralProposed, person.Id, best.Category, null, best.Fen, null, blanks));
    }

    /// <summary>Why a grant that was paid is claimed back, of the few claims that stand in its month.</summary>
    public static async Task CompleteClaims(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        var claims = found.Where(x => x.Code == ExceptionCode.Overpaid).ToArray();
        if (claims.Length == 0) return;
        var grants = (await connection.Rows("""
            select c.person_id, c.month, d.document, d.stands from unnest($1::int[], $2::date[]) as c (person_id, month)
            cross join lateral (
                select d.document, not exists (
                    select from change w where w.person_id = d.person_id and w.withdraws_act = d.act
                        and w.withdraws_row = d.row_number and w.act <= $4) as stands
                from change d where d.person_id = c.person_id and d.type = 1 and d.act <= $4
                order by stands desc, d.act desc, d.row_number desc limit 1) d
            where exists (select from payment_line l where l.benefit_month = c.month and l.person_id = c.person_id
                    and l.component = 7 and l.run_id = any($3))
                or exists (select from paid_history h where h.person_id = c.person_id and h.benefit_month = c.month
                    and h.component = 7 and h.act <= $4)
            """, r => ((r.GetInt32(0), r.Month(1)), (Document: r.TextOrNull(2), Stands: r.GetBoolean(3))), stop,
            claims.Select(c => c.Person!.Value).ToArray(), claims.Select(c => c.Month!.Value.FirstDay).ToArray(),
            frame.CountingRuns.Where(r => r != frame.Run.Id).ToArray(), frame.Run.KnownThrough)).ToDictionary();
        foreach (var claim in claims)
        {
            if (!grants.TryGetValue((claim.Person!.Value, claim.Month!.Value), out var grant)) continue;
            claim.Arguments["原因"] = grant.Stands ? "丧葬补助按新情况减少" : "死亡登记已撤销，丧葬补助应收回";
            if (grant.Document is { Length: > 0 } document) claim.Arguments["文号"] = document;
        }
    }
}
