using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.BackPayments;

/// <summary>Months of a plan that are alike: payable on the same terms, or not payable for the same reason.</summary>
/// <param name="Reason">None: payable.</param>
/// <param name="Amounts">Of a month; null: they cannot be worked out.</param>
/// <param name="Help">困难补助 of a month's personal part; fen.</param>
public sealed record PlannedSpan(
    Segment Segment, PayMonth From, PayMonth To, MonthReason Reason, MonthlyAmounts? Amounts, long Help)
{
    public int Months => To - From + 1;
}

/// <summary>测算 of a case: which of its months may be paid in, what they cost and who pays (rules §8).</summary>
/// <param name="Spans">In order of insurance and month.</param>
/// <param name="Missing">What it cannot be worked out without, in words; null: nothing is missing.</param>
public sealed record Plan(CaseFile File, IReadOnlyList<PlannedSpan> Spans, string? Missing)
{
    /// <summary>More months could be paid in than may be: which, somebody has to say.</summary>
    public bool HasChoice => Spans.Any(s => s.Reason is MonthReason.OverLimit or MonthReason.PublicOverLimit);

    public IEnumerable<PlannedSpan> Payable => Spans.Where(s => s.Reason == MonthReason.None);

    /// <param name="today">Paid today the month would cost this.</param>
    public static IEnumerable<Plan> Of(
        PersonLedger person, ContributionTable contributions, BackPaymentTerms terms, DateOnly today) =>
        person.Cases.Select(file => Of(person, file, (_, _) => false, contributions, terms, today));

    /// <summary>
    /// What is asked for and approved counts towards limits first, of this case and of all others; then what was
    /// chosen; of the rest the oldest.
    /// </summary>
    /// <param name="chosen">By the person; the agency chooses with its bill.</param>
    public static Plan Of(
        PersonLedger person, CaseFile file, Func<Insurance, PayMonth, bool> chosen, ContributionTable contributions,
        BackPaymentTerms terms, DateOnly today) =>
        Of(file, Reasons(person, file, chosen, terms), contributions, terms, today);

    /// <summary>Why months that a case asks for may not be paid in.</summary>
    public static MonthReasons Reasons(
        PersonLedger person, CaseFile file, Func<Insurance, PayMonth, bool> chosen, BackPaymentTerms terms)
    {
        // As if it went on: what was refused may be taken up again.
        var asks = file.Counts ? file : file.AsIfLive();
        var cases = person.With([.. person.Cases.Select(c => c == file ? asks : c)]);
        // Of the others what is approved or billed, or what the earlier ones ask for as long as nothing is.
        return MonthReasons.Of(cases, terms, (other, insurance) =>
            other == asks ? AskedOrApproved(other, insurance)
                : other.Approved.Length == 0 ? Asked(other.Case, insurance) : other.Months(insurance),
            (of, insurance, month) => of.Funded.ContainsKey((insurance, month)) ? 0
                : of.ApprovalOf(insurance, month) is not null ? 1
                : of == asks && (chosen(insurance, month) || IsBilled(of, insurance, month)) ? 2
                : of == asks || of.Case.IsBefore(asks.Case) ? 3
                : 4);
    }

    private static bool IsBilled(CaseFile file, Insurance insurance, PayMonth month) =>
        file.Bills.Any(b => b.Insurance == insurance && b.Covers(month));

    private static SortedSet<PayMonth> AskedOrApproved(CaseFile file, Insurance insurance)
    {
        var months = Asked(file.Case, insurance);
        foreach (var span in file.Approved.Where(s => s.Insurance == insurance))
        {
            for (var month = span.From; month <= span.To; month += 1) months.Add(month);
        }

        return months;
    }

    /// <summary>Months of its segments, the oldest first, each once.</summary>
    public static SortedSet<PayMonth> Asked(BackPaymentCase of, Insurance insurance)
    {
        var months = new SortedSet<PayMonth>();
        foreach (var segment in of.Segments.Where(s => s.Insurance == insurance))
        {
            for (var month = segment.From; month <= segment.To; month += 1) months.Add(month);
        }

        return months;
    }

    private static Plan Of(
        CaseFile file, MonthReasons reasons, ContributionTable contributions, BackPaymentTerms terms, DateOnly today)
    {
        var spans = new List<PlannedSpan>();
        var missing = new List<string>();
        foreach (var insurance in Insurances.All)
        {
            var row = contributions.Find(file.Case.AreaOf(insurance), insurance, today);
            var amounts = row?.Amounts(terms.BasePercent);
            var asked = Asked(file.Case, insurance);
            if (asked.Count > 0 && row is null)
                missing.Add($"{file.Case.AreaOf(insurance) ?? "（没有写地区）"}{insurance.Label()}{today:yyyy-MM-dd}的缴费基数和费率");
            foreach (var month in asked)
            {
                var segment = file.Case.SegmentOf(insurance, month)!;
                var reason = reasons.Of(file.Case.Id, insurance, month);
                if (spans.Count > 0 && spans[^1] is var last && last.Segment == segment && last.Reason == reason
                    && last.To + 1 == month)
                    spans[^1] = last with { To = month };
                else
                    spans.Add(new PlannedSpan(
                        segment, month, month, reason, amounts, Help(file.Case.Hardship, amounts, terms)));
            }
        }

        if (file.Case.Hardship != Hardship.None && terms.HelpPercent is null)
            missing.Add("困难补助的比例（settings backpay-help-percent）");
        return new Plan(file, spans, missing.Count == 0 ? null : string.Join('、', missing));
    }

    private static long Help(Hardship hardship, MonthlyAmounts? amounts, BackPaymentTerms terms) =>
        hardship == Hardship.None || amounts is null
            ? 0
            : Money.DivideHalfUp(amounts.Value.Personal * (terms.HelpPercent ?? 0), 100);
}
