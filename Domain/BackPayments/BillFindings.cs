using System.Globalization;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;
using static Disbursement.Domain.Exceptions.ExceptionCode;

namespace Disbursement.Domain.BackPayments;

/// <summary>
/// 核定单 beside what it should be: base and rates of the row in force when it is paid, no late fee, nothing else; and all
/// differences of an account that rounding explains, together.
/// </summary>
internal sealed class BillFindings(
    ContributionAccount account, ContributionTable contributions, BackPaymentTerms terms, DateOnly today)
{
    private readonly BackPaymentCase of = account.Of.Case;
    private readonly Insurance insurance = account.Insurance;
    private readonly SortedSet<PayMonth> roundedMonths = [];
    private long roundedFen;

    public IEnumerable<BackPaymentFinding> All()
    {
        var wrong = new Dictionary<(ExceptionCode Code, string A, string B), (List<PayMonth> Months, long Fen)>();
        DateOnly? missing = null;
        var unknown = new SortedSet<PayMonth>();
        foreach (var bill in account.Of.Bills.Where(b => b.Insurance == insurance))
        {
            List<PayMonth> months = [.. Checked(bill)];
            if (months.Count == 0) continue;
            var paid = PaidOn(bill);
            if (contributions.Find(of.AreaOf(insurance), insurance, paid) is not { } row)
            {
                missing ??= paid;
                unknown.UnionWith(months);
                continue;
            }

            Check(bill, row, months, wrong);
        }

        if (missing is { } day)
            yield return Made(BpRateMissing, [.. unknown], null, ("地区", of.AreaOf(insurance) ?? "（没有写地区）"),
                ("日期", Spoken.Date(day)));
        foreach (var ((code, a, b), (months, fen)) in wrong.OrderBy(w => w.Key.Code.Code, StringComparer.Ordinal)
            .GroupBy(w => w.Key.Code).Select(Together))
            yield return Made(code, months, fen, ("甲", a), ("乙", b), ("地区", of.AreaOf(insurance) ?? ""),
                ("年份", $"{today.Year}"), ("依据", insurance == Insurance.Pension ? "养老看安置地" : "医保看参保地"),
                ("金额", Money.Spoken(fen)));
        foreach (var cents in account.Breaks.Where(b => b.Kind == BreakKind.Cents))
            Round(cents.Receipt is { Receipt: var receipt }
                ? account.Months.Select(m => m.Month).Where(receipt.Covers)
                : [cents.Month], cents.Fen);
        var accepted = account.Of.Decisions.LastOrDefault(d => d.Step == CaseStep.AcceptCents
            && (d.Insurance is null || d.Insurance == insurance))?.Fen ?? 0;
        if (roundedFen > 0 && roundedFen > accepted)
            yield return Made(BpCents, [.. roundedMonths], roundedFen, ("分", Figure(roundedFen)),
                ("阈值", Money.Spoken(terms.CentsLimitFen)));
    }

    /// <summary>Of one code of an account one sentence: of several values the first is named.</summary>
    private static KeyValuePair<(ExceptionCode Code, string A, string B), (List<PayMonth> Months, long Fen)> Together(
        IGrouping<ExceptionCode,
            KeyValuePair<(ExceptionCode Code, string A, string B), (List<PayMonth> Months, long Fen)>> same)
    {
        var first = same.OrderBy(s => s.Value.Months[0]).First();
        return new(
            first.Key, ([.. same.SelectMany(s => s.Value.Months).Distinct().Order()], same.Sum(s => s.Value.Fen)));
    }

    /// <summary>Months whose bill is looked at: approved, billed once, and nothing wrong with the month.</summary>
    private IEnumerable<PayMonth> Checked(Bill bill) => account.Months
        .Where(m => bill.Covers(m.Month) && m is { IsApproved: true, Bills: 1, IsSetAside: false })
        .Select(m => m.Month);

    private void Check(
        Bill bill, Contribution row, List<PayMonth> months,
        Dictionary<(ExceptionCode, string, string), (List<PayMonth>, long)> wrong)
    {
        var expected = row.Amounts(terms.BasePercent);
        // Judged as a whole, because shares of months are rounded; at stake are the months that are looked at.
        var asked = months.Aggregate(default(TwoParts), (sum, m) => sum + bill.Of(m));
        if (bill.Base != expected.Base)
            Add(BpBaseWrong, Money.Spoken(bill.Base), Money.Spoken(expected.Base),
                Math.Abs(asked.Sum - (months.Count * (expected.Unit + expected.Personal))));
        var (unit, personal) = (bill.Unit - (bill.Months * row.Unit(bill.Base)),
            bill.Personal - (bill.Months * row.Personal(bill.Base)));
        // With amounts of the right base it is the base alone that is wrong.
        var isOfRightBase = Math.Abs(bill.Unit - (bill.Months * expected.Unit)) <= bill.Months
            && Math.Abs(bill.Personal - (bill.Months * expected.Personal)) <= bill.Months;
        if (isOfRightBase && bill.Base != expected.Base) (unit, personal) = (0, 0);
        if (Math.Abs(unit) > bill.Months || Math.Abs(personal) > bill.Months)
            Add(BpRateWrong, Rates(bill), $"{Percent(row.UnitRate)}＋{Percent(row.PersonalRate)}",
                Math.Abs(asked.Unit - (months.Count * row.Unit(bill.Base)))
                + Math.Abs(asked.Personal - (months.Count * row.Personal(bill.Base))));
        else if (unit != 0 || personal != 0) Round(months, Math.Abs(unit) + Math.Abs(personal));
        if (bill.Other > 0)
        {
            var isLate = bill.OtherKind?.Contains("滞纳", StringComparison.Ordinal) == true;
            Add(isLate ? BpLateFee : BpOtherCharge, "", "", bill.Other);
        }

        void Add(ExceptionCode code, string a, string b, long fen)
        {
            if (!wrong.TryGetValue((code, a, b), out var known)) wrong[(code, a, b)] = known = ([], 0);
            known.Item1.AddRange(months);
            wrong[(code, a, b)] = (known.Item1, known.Item2 + fen);
        }
    }

    private void Round(IEnumerable<PayMonth> months, long fen)
    {
        roundedMonths.UnionWith(months);
        roundedFen += Math.Abs(fen);
    }

    /// <summary>
    /// The day on which the last of its months was paid; today as long as something of them is open. What was paid a
    /// second time, or went back, paid nothing of it; what nobody could allocate may have.
    /// </summary>
    private DateOnly PaidOn(Bill bill)
    {
        var paid = account.Receipts.Where(r => r.IsAllocated
            ? r.Parts.Any(p => p.Fen > 0 && bill.Covers(p.Month.Month))
            : r.FreeFen > 0 && r.Receipt.From <= bill.To && r.Receipt.To >= bill.From).ToList();
        var isOpen = account.Months.Any(m => bill.Covers(m.Month) && !m.IsSetAside && Slots.All.Any(s =>
            m.Open(s) > 0 && !paid.Exists(r => !r.IsAllocated && r.Receipt.Payer == m.PayerOf(s)
                && r.Receipt.Covers(m.Month))));
        return isOpen || paid.Count == 0 ? today : paid.Max(r => r.Receipt.PaidOn);
    }

    private static string Rates(Bill bill) =>
        $"{PercentOf(bill.Unit, bill.Base * bill.Months)}＋{PercentOf(bill.Personal, bill.Base * bill.Months)}";

    private static string PercentOf(long part, long whole) =>
        (part * 100m / whole).ToString("0.##", CultureInfo.InvariantCulture) + "%";

    private static string Percent(int rate) =>
        (rate * 100m / Contribution.RateUnit).ToString("0.###", CultureInfo.InvariantCulture) + "%";

    private static string Figure(long number) => number.ToString(CultureInfo.InvariantCulture);

    private BackPaymentFinding Made(
        ExceptionCode code, List<PayMonth> months, long? fen, params ReadOnlySpan<(string, string)> blanks)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["案号"] = of.Number,
            ["险种"] = insurance.Label(),
            ["月份"] = Spoken.Months(months),
            ["对方"] = (code == BpLateFee ? "税务、" : "") + (insurance == Insurance.Pension ? "社保" : "医保"),
        };
        foreach (var (name, value) in blanks) all[name] = value;
        foreach (var name in all.Keys.Where(k => !code.Known.Contains(k)).ToList()) all.Remove(name);
        return new BackPaymentFinding(code, of, fen, account.Of.ApprovedOn(insurance, months), all)
        {
            Insurance = insurance, Months = months,
        };
    }
}
