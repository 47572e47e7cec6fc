using System.Data;
using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>A case that waits to be decided, with what its plan comes to.</summary>
/// <param name="Missing">What it cannot be worked out without.</param>
public sealed record PlannedCase(
    string Number, string Name, int PensionMonths, int MedicalMonths, long UnitFen, long PersonalFen, long HelpFen,
    int NotPayable, string? Missing);

/// <summary>测算: which months of cases may be paid in, what they cost, who pays, and how each fen came about.</summary>
public sealed class PlanJob(NpgsqlDataSource source)
{
    /// <summary>All cases of which nothing is approved yet.</summary>
    public async Task<List<PlannedCase>> Waiting(DateOnly today, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var pass = await BackPaymentPass.Open(connection, today, stop);
        var found = new List<PlannedCase>();
        await foreach (var range in pass.Ranges(connection, stop))
        {
            foreach (var person in range.People.Where(p => p.Person.Cases.Any(c => IsWaiting(c))))
            {
                found.AddRange(Plan.Of(person.Person, pass.Contributions, pass.Terms, today)
                    .Where(p => IsWaiting(p.File)).Select(Summed));
            }
        }

        return [.. found.OrderBy(f => f.Number, StringComparer.Ordinal)];
    }

    private static bool IsWaiting(CaseFile file) => file.Approved.Length == 0 && file.Decided is null;

    private static PlannedCase Summed(Plan plan) => new(
        plan.File.Case.Number, plan.File.Case.Name,
        plan.Payable.Where(s => s.Segment.Insurance == Insurance.Pension).Sum(s => s.Months),
        plan.Payable.Where(s => s.Segment.Insurance == Insurance.Medical).Sum(s => s.Months),
        plan.Payable.Sum(s => s.Months * (s.Amounts?.Unit ?? 0)),
        plan.Payable.Sum(s => s.Months * (s.Amounts?.Personal ?? 0)), plan.Payable.Sum(s => s.Months * s.Help),
        plan.Spans.Where(s => s.Reason != MonthReason.None).Sum(s => s.Months), plan.Missing);

    /// <summary>One case, line by line.</summary>
    /// <exception cref="Refused">There is no such case.</exception>
    public async Task<IReadOnlyList<string>> Explain(string caseNumber, DateOnly today, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var pass = await BackPaymentPass.Open(connection, today, stop);
        var people = await pass.OfCases(connection, [caseNumber], stop);
        if (people.Count == 0) throw new Refused($"没有案件“{caseNumber}”。");
        var person = people[0];
        var plan = Plan.Of(person, pass.Contributions, pass.Terms, today)
            .First(p => p.File.Case.Number == caseNumber);
        var reconciled = ReconciledPerson.Of(person, pass.Terms);
        var said = new List<string>(Head(plan, reconciled));
        foreach (var insurance in Insurances.All)
        {
            var row = pass.Contributions.Find(plan.File.Case.AreaOf(insurance), insurance, today);
            said.AddRange(Spans(plan, insurance, row, pass.Terms));
            said.AddRange(reconciled.Of(plan.File).Where(a => a.Insurance == insurance).Select(Sides));
        }

        said.AddRange(await Batches(connection, plan.File.Case.Id, stop));
        said.AddRange(BackPaymentFindings.Of(reconciled, pass.Contributions, pass.Terms, today)
            .Where(f => f.Case.Number == caseNumber)
            .Select(f => $"{f.Code.Code}：{ExceptionSentence.Render(f.Code, f.Blanks)}"));
        return said;
    }

    private static IEnumerable<string> Head(Plan plan, ReconciledPerson person)
    {
        var of = plan.File.Case;
        yield return $"案件{of.Number}：{of.Name}（尾号{IdentityNumber.Tail(of.IdNumber)}），{Spoken.Date(of.AppliedOn)}受理，"
            + $"现在是“{person.StateOf(plan.File).Label()}”。";
        yield return $"服役{Spoken.Date(of.EnlistedOn)}至{Spoken.Date(of.DischargedOn)}，军龄{of.MonthsServed}个月（两头的月份都算服役）。";
        if (of.Hardship != Hardship.None) yield return $"困难：{of.Hardship.Label()}。";
        if (of.Segments.Length == 0) yield return "时段都已撤销，没有要补的月份。";
        if (plan.Missing is { } missing) yield return $"算不出应缴多少，还缺：{missing}。";
        foreach (var decision in plan.File.Decisions)
            yield return $"{decision.On:yyyy-MM-dd} {decision.Step.Label()}"
                + (decision.Document is { } document ? $"（{document}）" : "")
                + (decision.Reason is { } reason ? $"：{reason}" : "");
    }

    private static IEnumerable<string> Spans(
        Plan plan, Insurance insurance, Contribution? row, BackPaymentTerms terms)
    {
        var spans = plan.Spans.Where(s => s.Segment.Insurance == insurance).ToList();
        if (spans.Count == 0) yield break;
        yield return row is null
            ? $"{insurance.Label()}："
            : $"{insurance.Label()}：{row.Area}{row.EffectiveFrom:yyyy-MM-dd}起（{row.Document}）月平均工资"
                + $"{Money.Spoken(row.MonthlyWageFen)} × {terms.BasePercent}% ＝ 基数"
                + $"{Money.Spoken(row.Amounts(terms.BasePercent).Base)}；单位{Percent(row.UnitRate)}"
                + $"，个人{Percent(row.PersonalRate)}。";
        foreach (var span in spans) yield return Line(span);
    }

    private static string Line(PlannedSpan span)
    {
        var months = $"  {span.From}至{span.To} {span.Segment.Kind.Label()} {span.Months}个月";
        if (span.Reason != MonthReason.None) return $"{months}：不补，{BackPaymentWords.Label(span.Reason)}。";
        if (span.Amounts is not { } amounts) return $"{months}：可以补。";
        var own = amounts.Personal - span.Help;
        return $"{months}：可以补。{span.Segment.UnitPayer.Label()}出单位部分{Money.Figures(amounts.Unit)} × {span.Months} ＝ "
            + $"{Money.Spoken(span.Months * amounts.Unit)}；个人{Money.Figures(own)} × {span.Months} ＝ "
            + Money.Spoken(span.Months * own)
            + (span.Help == 0 ? "" : $"；困难补助（财政）{Money.Figures(span.Help)} × {span.Months} ＝ "
                + Money.Spoken(span.Months * span.Help)) + "。";
    }

    private static string Sides(ContributionAccount account)
    {
        var months = account.Months;
        return $"  {account.Insurance.Label()}：已核定{months.Count(m => m.IsApproved)}个月，已开单"
            + $"{months.Count(m => m.IsBilled)}个月{Money.Spoken(months.Sum(m => m.Billed.Sum))}，已缴清"
            + $"{months.Count(m => m.IsBilled && m.IsPaidWhole)}个月，已记账{months.Count(m => m.IsPosted)}个月"
            + $"{Money.Spoken(months.Sum(m => m.Posted.Sum))}。";
    }

    private static Task<List<string>> Batches(NpgsqlConnection connection, int caseId, CancellationToken stop) =>
        connection.Rows("""
            select b.name, min(m.month), max(m.month), count(*), sum(m.unit_fen)::bigint, sum(m.help_fen)::bigint,
                m.kind
            from batch_month m join funding_batch b using (batch_id)
            where m.case_id = $1 and not exists (
                select from funding_batch_step s where s.batch_id = b.batch_id and s.step = 3)
            group by b.batch_id, b.name, m.kind order by b.batch_id, m.kind
            """, r => $"拨款批次{r.GetString(0)}：{((Insurance)r.GetInt16(6)).Label()}{r.Month(1)}至{r.Month(2)}，"
                + $"{r.GetInt64(3)}个月，单位部分{Money.Spoken(r.GetInt64(4))}"
                + (r.GetInt64(5) > 0 ? $"，困难补助{Money.Spoken(r.GetInt64(5))}" : "") + "。", stop, caseId);

    private static string Percent(int rate) =>
        (rate * 100m / Contribution.RateUnit).ToString("0.###", CultureInfo.InvariantCulture) + "%";
}
