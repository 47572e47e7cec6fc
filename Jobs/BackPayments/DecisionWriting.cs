using Disbursement.Domain.BackPayments;
using Disbursement.Domain.People;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.BackPayments;

/// <summary>Decisions of a set and the months that they approve, written together.</summary>
internal sealed class DecisionWriting(Act act)
{
    private readonly List<(int Case, CaseDecision Of)> decisions = [];
    private readonly List<(int Case, ApprovedSpan Span, bool IsRevoked)> approved = [];
    private int lastApproval;

    /// <param name="cents">What is accepted where the row accepts cents, and of which insurance; fen.</param>
    public CaseDecision Add(
        CaseFile file, BackPaymentDecisionRow row, List<ApprovedSpan> spans, (Insurance? Insurance, long Fen) cents)
    {
        var decision = new CaseDecision(
            new Place(act.Number, row.LineNumber), row.Step, row.On, row.Document, row.Reason, cents.Insurance,
            row.From, row.To, cents.Fen);
        decisions.Add((file.Case.Id, decision));
        approved.AddRange(spans.Select(s => (file.Case.Id, s, row.Step == CaseStep.Revoke)));
        return decision;
    }

    public async Task Write(CancellationToken stop)
    {
        await act.Connection.Execute("""
            insert into back_payment_decision (case_id, step, decided_on, document, reason, kind, from_month, to_month,
                fen, decided_by, act, row_number)
            select c, s, o, d, r, k, f, t, a, $1, $2, l from unnest($3::int[], $4::smallint[], $5::date[], $6::text[],
                $7::text[], $8::smallint[], $9::date[], $10::date[], $11::bigint[], $12::int[])
                as u (c, s, o, d, r, k, f, t, a, l)
            """, stop, act.Performer.Named ?? act.Performer.SystemUser, act.Number,
            decisions.Select(d => d.Case).ToArray(), decisions.Select(d => (short)d.Of.Step).ToArray(),
            decisions.Select(d => d.Of.On).ToArray(), decisions.Select(d => d.Of.Document).ToArray(),
            decisions.Select(d => d.Of.Reason).ToArray(), decisions.Select(d => (short?)d.Of.Insurance).ToArray(),
            decisions.Select(d => d.Of.From?.FirstDay).ToArray(), decisions.Select(d => d.Of.To?.FirstDay).ToArray(),
            decisions.Select(d => d.Of.Fen).ToArray(), decisions.Select(d => d.Of.Place.Row).ToArray());
        await act.Connection.Execute("""
            insert into approved_span (case_id, kind, from_month, to_month, is_revoked, unit_payer, base_fen, unit_fen,
                personal_fen, help_percent, approved_on, act, row_number)
            select c, k, f, t, w, p, b, u, pp, h, o, $1, $2 + place from unnest($3::int[], $4::smallint[], $5::date[],
                $6::date[], $7::boolean[], $8::smallint[], $9::int[], $10::int[], $11::int[], $12::smallint[],
                $13::date[]) with ordinality as r (c, k, f, t, w, p, b, u, pp, h, o, place)
            """, stop, act.Number, lastApproval, approved.Select(a => a.Case).ToArray(),
            approved.Select(a => (short)a.Span.Insurance).ToArray(),
            approved.Select(a => a.Span.From.FirstDay).ToArray(),
            approved.Select(a => a.Span.To.FirstDay).ToArray(), approved.Select(a => a.IsRevoked).ToArray(),
            approved.Select(a => (short)a.Span.UnitPayer).ToArray(),
            approved.Select(a => (int)a.Span.Amounts.Base).ToArray(),
            approved.Select(a => (int)a.Span.Amounts.Unit).ToArray(),
            approved.Select(a => (int)a.Span.Amounts.Personal).ToArray(),
            approved.Select(a => (short)a.Span.HelpPercent).ToArray(),
            approved.Select(a => a.Span.ApprovedOn).ToArray());
        lastApproval += approved.Count;
        decisions.Clear();
        approved.Clear();
    }
}
