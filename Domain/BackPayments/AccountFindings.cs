using System.Globalization;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;
using static Disbursement.Domain.Exceptions.ExceptionCode;

namespace Disbursement.Domain.BackPayments;

/// <summary>What the four lists say of an account: its breaks as sentences.</summary>
internal sealed class AccountFindings(
    ReconciledPerson person, ContributionAccount account, ContributionTable contributions, BackPaymentTerms terms,
    DateOnly today)
{
    private readonly BackPaymentCase of = account.Of.Case;
    private readonly CaseFile file = account.Of;
    private readonly Insurance insurance = account.Insurance;

    private string Agency => insurance == Insurance.Pension ? "社保" : "医保";

    public IEnumerable<BackPaymentFinding> All()
    {
        if (file.Counts)
        {
            foreach (var found in SetAside()) yield return found;
            foreach (var found in new BillFindings(account, contributions, terms, today).All()) yield return found;
        }

        foreach (var found in OutsideBatch()) yield return found;
        foreach (var group in account.Breaks.Where(b => b.Kind != BreakKind.Cents)
            .GroupBy(b => (b.Kind, b.Payer, IsPersonal: IsPersonalFirst(b), Receipt: ReceiptOf(b))))
        {
            yield return Of(group.Key.Kind, group.Key.IsPersonal, [.. group]);
        }
    }

    /// <summary>
    /// Of unpaid parts the months go together, of receipts each number is a matter of its own. Both colons are one, as
    /// in the names of cases.
    /// </summary>
    private static string? ReceiptOf(Break of) => of.Kind switch
    {
        BreakKind.Unallocated or BreakKind.RefundDue => of.Receipt!.Receipt.Number.Replace(':', '：'),
        BreakKind.RefundUnmatched => of.Refund!.ReceiptNumber.Replace(':', '：'),
        _ => null,
    };

    private bool IsPersonalFirst(Break of) => of.Kind == BreakKind.NotPaid && of.Payer == Payer.Person
        && terms.PersonalFirst && account.Months.First(m => m.Month == of.Month).UnitPayer == Payer.Treasury;

    private BackPaymentFinding Of(BreakKind kind, bool isPersonal, List<Break> breaks)
    {
        var fen = breaks.Sum(b => b.Fen);
        var money = Money.Spoken(fen);
        return kind switch
        {
            BreakKind.NotBilled => Made(BpNotBilled, breaks, fen, ApprovedOn(breaks), ("天数", Days(ApprovedOn(breaks)))),
            BreakKind.NotApproved => Made(BpBilledNotApproved, breaks, fen,
                file.Counts ? ApprovedOn(breaks) : file.Decisions[^1].On, ("金额", money)),
            BreakKind.BilledTwice => Made(BpBilledTwice, breaks, fen,
                file.BilledOn(insurance, breaks.ConvertAll(b => b.Month)), ("对方", Agency)),
            BreakKind.NotPaid when isPersonal => Made(BpPersonalUnpaid, breaks, fen, ApprovedOn(breaks),
                ("姓名", of.Name), ("金额", money)),
            BreakKind.NotPaid => NotPaid(breaks, fen),
            BreakKind.NotPosted => NotPosted(breaks, fen),
            BreakKind.PostedNotPaid => Made(BpPostedNotPaid, breaks, fen, PostedOn(breaks), ("对方", Agency)),
            BreakKind.PostedDiffers => PostedDiffers(breaks, fen),
            BreakKind.Unallocated => Unallocated(breaks, fen),
            BreakKind.RefundUnmatched => RefundUnmatched(breaks, fen),
            _ => RefundDue(breaks, fen),
        };
    }

    private BackPaymentFinding NotPaid(List<Break> breaks, long fen)
    {
        var months = breaks.Select(b => account.Months.First(m => m.Month == b.Month)).ToList();
        return Made(BpNotPaid, breaks, fen, ApprovedOn(breaks),
            ("单位", Money.Spoken(months.Sum(m => m.Billed.Unit))),
            ("个人", Money.Spoken(months.Sum(m => m.Billed.Personal))), ("付款方", breaks[0].Payer!.Value.Label()))
            with { Payer = breaks[0].Payer };
    }

    private BackPaymentFinding NotPosted(List<Break> breaks, long fen)
    {
        var receipts = breaks.SelectMany(b => ReceiptsOf(b.Month)).Distinct().ToList();
        var on = receipts.Count == 0 ? of.AppliedOn : receipts.Max(r => r.PaidOn);
        return Made(BpPaidNotPosted, breaks, fen, on, ("日期", Spoken.Date(on)), ("金额", Money.Spoken(fen)),
            ("号", Listed(receipts.Select(r => r.Number))), ("对方", Agency));
    }

    private BackPaymentFinding PostedDiffers(List<Break> breaks, long fen)
    {
        return Made(BpPostedDiffers, breaks, fen, PostedOn(breaks), ("甲", Sum(b => b.Parts.Billed)),
            ("乙", Sum(b => b.Parts.Posted)), ("差额", Money.Spoken(fen)), ("对方", Agency));

        string Sum(Func<Break, TwoParts> of)
        {
            var sum = breaks.Aggregate(default(TwoParts), (sum, b) => sum + of(b));
            return $"单位{Money.Spoken(sum.Unit)}＋个人{Money.Spoken(sum.Personal)}";
        }
    }

    private BackPaymentFinding Unallocated(List<Break> breaks, long fen)
    {
        var first = breaks[0].Receipt!.Receipt;
        return Made(BpReceiptUnallocated, breaks, fen, first.PaidOn,
            ("号", first.Number), ("月份", Spans(breaks.Select(b => (b.Receipt!.Receipt.From, b.Receipt.Receipt.To)))),
            ("金额", Money.Spoken(fen)), ("差额", Money.Spoken(breaks.Sum(b => b.Receipt!.Difference)))) with
        {
            Months = [], Payer = first.Payer, ReceiptNumber = first.Number,
        };
    }

    private BackPaymentFinding RefundDue(List<Break> breaks, long fen)
    {
        List<AllocatedReceipt> receipts = breaks.ConvertAll(b => b.Receipt!);
        var (first, payer) = (receipts[0].Receipt, breaks[0].Payer!.Value);
        PayMonth[] wrong = [.. account.Months.Where(m => (m.IsSetAside || m.IsRevoked)
            && receipts.Exists(r => r.Parts.Count == 0
                ? r.Receipt.Covers(m.Month)
                : r.Parts.Any(p => p.Month == m && p.Fen > 0))).Select(m => m.Month)];
        var cause = receipts.Exists(r => r.DuplicateFen > 0)
            ? account.Receipts.Any(r => !receipts.Contains(r) && r.Receipt.Number == first.Number
                && r.Receipt.Fen == first.Fen) ? "同一票据登记了两次" : "重复缴费"
            : receipts.Exists(r => r.ChargeFen > 0) ? "多收的费用"
            : !file.Counts ? $"案件{file.Decided!.Value.Label()}"
            : wrong.Length > 0
                ? string.Join('、', wrong.Select(m => Word(account.Reasons.GetValueOrDefault(m))).Distinct())
            : "多缴";
        return Made(BpRefundDue, breaks, fen, first.PaidOn,
            ("月份", wrong.Length > 0
                ? Spoken.Months(wrong)
                : Spans(receipts.Select(r => (r.Receipt.From, r.Receipt.To)))),
            ("金额", Money.Spoken(fen)), ("原因", cause), ("付款方", payer.Label()),
            ("对方", $"税务、{Agency}")) with
        {
            Months = [], Payer = payer, ReceiptNumber = first.Number,
        };
    }

    private BackPaymentFinding RefundUnmatched(List<Break> breaks, long fen)
    {
        var first = breaks[0].Refund!;
        return Made(BpRefundUnmatched, breaks, fen, first.RefundedOn, ("号", first.ReceiptNumber),
            ("月份", Spans(breaks.Select(b => (b.Refund!.From, b.Refund.To)))), ("金额", Money.Spoken(fen)),
            ("付款方", first.Payer.Label())) with
        {
            Months = [], Payer = first.Payer, ReceiptNumber = first.ReceiptNumber,
        };
    }

    /// <summary>Once batches are approved, public money is paid for their months alone.</summary>
    private IEnumerable<BackPaymentFinding> OutsideBatch()
    {
        if (terms.BatchesSince is not { } since) yield break;
        foreach (var lines in account.Receipts.Where(r => r.Receipt.Payer == Payer.Treasury
                && r.Receipt.PaidOn >= since && r.LeftFen > 0)
            .Select(r => (Of: r.Receipt, Fen: account.Spending.OutsideFen(r))).Where(r => r.Fen > 0)
            .GroupBy(r => r.Of.Number.Replace(':', '：')))
        {
            var (first, fen) = (lines.First().Of, lines.Sum(r => r.Fen));
            yield return Made(BpPublicOutsideBatch, [], fen, first.PaidOn, ("号", first.Number),
                ("月份", Spans(lines.Select(r => (r.Of.From, r.Of.To)))), ("金额", Money.Spoken(fen)),
                ("日期", Spoken.Date(first.PaidOn))) with
            {
                Payer = Payer.Treasury, ReceiptNumber = first.Number,
            };
        }
    }

    /// <summary>Months that should not be paid in.</summary>
    private IEnumerable<BackPaymentFinding> SetAside()
    {
        foreach (var group in account.Months.Where(m => m.IsSetAside).GroupBy(m => account.Reasons[m.Month])
            .OrderBy(g => g.Key))
        {
            List<MonthSides> months = [.. group];
            var fen = months.Sum(m => m.IsBilled ? m.Billed.Sum : m.Approved.Sum);
            if (group.Key is MonthReason.OtherCase or MonthReason.SegmentsOverlap) continue;
            var code = group.Key switch
            {
                MonthReason.NoSegment => BpApprovedOutside,
                MonthReason.InService => BpInService,
                MonthReason.Covered => BpAlreadyCovered,
                MonthReason.OverLimit => BpOverService,
                _ => BpPublicOverLimit,
            };
            List<PayMonth> wrong = months.ConvertAll(m => m.Month);
            yield return new BackPaymentFinding(
                code, of, fen, file.ApprovedOn(insurance, wrong), Blanks(code, months))
            {
                Insurance = insurance, Months = wrong,
            };
        }
    }

    private Dictionary<string, string> Blanks(ExceptionCode code, List<MonthSides> beyond)
    {
        var blanks = new Dictionary<string, string>(StringComparer.Ordinal) { ["案号"] = of.Number };
        if (code == BpInService)
        {
            (blanks["险种"], blanks["月份"]) = (insurance.Label(), Spoken.Months(beyond.Select(m => m.Month)));
            (blanks["入伍"], blanks["退役"]) = (Spoken.Date(of.EnlistedOn), Spoken.Date(of.DischargedOn));
        }
        else if (code == BpAlreadyCovered || code == BpApprovedOutside)
        {
            (blanks["险种"], blanks["月份"]) = (insurance.Label(), Spoken.Months(beyond.Select(m => m.Month)));
            if (code == BpAlreadyCovered)
                blanks["情形"] = beyond.Exists(m => m.IsApproved)
                    ? beyond.Exists(m => m.IsBilled) ? "已核定、开单" : "已核定"
                    : "对方已开单";
        }
        else if (code == BpOverService)
        {
            var within = account.Months.Count(m => (m.IsApproved || m.IsBilled) && !m.IsSetAside
                && Segment.IsLimitedByService(KindOf(m.Month)));
            (blanks["险种"], blanks["甲"], blanks["乙"]) = (insurance.Label(), Count(within + beyond.Count),
                Count(of.MonthsServed));
        }
        else
        {
            blanks["险种"] = insurance.Label();
            (blanks["甲"], blanks["乙"]) = (Count(person.Reasons.PublicMonths(insurance)), Count(of.MonthsServed));
            var others = string.Join('、', person.Person.Cases.Where(c => c.Counts && c != file)
                .Select(c => c.Case.Number));
            if (others.Length > 0) blanks["其他案件"] = others;
        }

        return blanks;
    }

    private SegmentKind KindOf(PayMonth month) =>
        of.SegmentOf(insurance, month)?.Kind ?? SegmentKind.Interrupted;

    private BackPaymentFinding Made(
        ExceptionCode code, List<Break> breaks, long fen, DateOnly since, params ReadOnlySpan<(string, string)> blanks)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["案号"] = of.Number,
            ["险种"] = insurance.Label(),
            ["月份"] = Spoken.Months(breaks.Select(b => b.Month)),
        };
        foreach (var (name, value) in blanks) all[name] = value;
        if (code == BpNotBilled || code == BpNotPaid || code == BpPersonalUnpaid || code == BpBilledNotApproved)
            all["对方"] = Agency;
        foreach (var name in all.Keys.Where(k => !code.Known.Contains(k)).ToList()) all.Remove(name);
        return new BackPaymentFinding(code, of, fen, since, all)
        {
            Insurance = insurance, Months = [.. breaks.Select(b => b.Month)],
        };
    }

    /// <summary>By which a month is paid, and stays paid.</summary>
    private IEnumerable<Receipt> ReceiptsOf(PayMonth month) => account.Receipts
        .Where(r => r.Parts.Any(p => p.Month.Month == month && p.Fen > 0)).Select(r => r.Receipt);

    private DateOnly ApprovedOn(List<Break> breaks) =>
        file.ApprovedOn(insurance, breaks.ConvertAll(b => b.Month));

    private DateOnly PostedOn(List<Break> breaks) => person.Person.Postings
        .Where(p => p.Insurance == insurance && breaks.Exists(b => b.Month == p.Month)).Select(p => p.On)
        .DefaultIfEmpty(today).Min();

    private string Days(DateOnly since) => Count(Math.Max(0, today.DayNumber - since.DayNumber));

    private static string Count(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Spans(IEnumerable<(PayMonth From, PayMonth To)> spans) => string.Join('、', spans.Distinct()
        .Select(s => s.From == s.To ? Spoken.Month(s.From) : $"{Spoken.Month(s.From)}至{Spoken.Month(s.To)}"));

    private static string Listed(IEnumerable<string> numbers)
    {
        List<string> all = [.. numbers.Distinct().Order(StringComparer.Ordinal)];
        return all.Count <= 3 ? string.Join('、', all) : $"{string.Join('、', all.Take(3))}等{all.Count}张";
    }

    private static string Word(MonthReason reason) => reason switch
    {
        MonthReason.InService => "服役期内",
        MonthReason.Covered => "已有正常缴费",
        MonthReason.OtherCase => "另一案件已有",
        MonthReason.None => "撤销核定",
        _ => "超过军龄",
    };
}
