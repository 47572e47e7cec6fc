using System.Collections.Immutable;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.People;
using Disbursement.Domain.Reconciliation;
using static Disbursement.Domain.Tests.Tables.WrittenLedger;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>
/// What was paid and what went back, receipt by receipt and day by day: two months of pension, the unit part by the
/// employer (538.88 a month), the rest by the person (269.44).
/// </summary>
public sealed class BackPaymentMoneyTables
{
    private static readonly PayMonth From = new(2000, 1);

    private static readonly PayMonth To = new(2000, 2);

    /// <summary>Receipts and refunds as "day number payer amount", a refund with 退; what is found then.</summary>
    private const string Money = """
        3-01 甲 单位 1077.76; 3-01 乙 个人 538.88                          |
        3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-09 乙 退个人 0.01      | bp-not-paid个人 0.01
        3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-09 乙 退个人 269.44    | bp-not-paid个人 269.44
        3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-09 乙 退个人 538.88    | bp-not-paid个人 538.88
        3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-09 乙 退个人 538.88; 3-20 丙 个人 538.88 |
        3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-05 丙 个人 538.88      | bp-refund-due个人 538.88
        3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-05 丙 个人 538.88; 3-09 丙 退个人 500.00 | bp-refund-due个人 38.88
        3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-05 丙 个人 538.88; 3-09 乙 退个人 538.88 |
        3-01 甲 单位 1077.76; 3-01 乙 个人 638.88; 3-09 乙 退个人 100.00    |
        3-01 甲 单位 1077.76; 3-01 乙 个人 638.88                          | bp-receipt-unallocated个人 638.88
        3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-09 乙 退个人 600.00    | bp-not-paid个人 538.88 bp-refund-unmatched个人 61.12
        3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-09 丁 退个人 10.00     | bp-refund-unmatched个人 10.00
        3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-09 乙 退单位 10.00     | bp-refund-unmatched单位 10.00
        3-05 甲 单位 1077.76; 3-05 乙 个人 538.88; 3-01 乙 退个人 538.88    | bp-refund-unmatched个人 538.88
        3-01 甲 单位 500.00; 3-02 甲 单位 600.00; 3-01 乙 个人 538.88       | bp-receipt-unallocated单位 1100.00
        3-01 甲 单位 500.00; 3-02 丁 单位 577.76; 3-01 乙 个人 538.88       |
        3-01 甲 单位 1077.76; 3-01 乙 个人 9.00; 3-02 丁 个人 8.00 | bp-receipt-unallocated个人 9.00 bp-receipt-unallocated个人 8.00
        3-01 甲 单位 500.00; 3-02 丁 单位 577.76; 3-01 乙 个人 538.88; 3-09 丁 退单位 77.76 | bp-not-paid单位 77.76
        3-01 甲 单位 600.00; 3-02 丁 单位 577.76; 3-01 乙 个人 538.88; 3-09 甲 退单位 100.00 |
        """;

    [Theory]
    [MemberData(nameof(Rows))]
    public void What_was_paid_and_given_back_leaves_just_this(string moves, string found) =>
        Assert.Equal(found, Found(Person(File(moves))));

    public static TheoryData<string, string> Rows => new(Money.Split('\n')
        .Select(l => l.Split('|')).Select(l => (l[0].Trim(), l[1].Trim())));

    [Fact]
    public void One_refund_of_a_receipt_of_two_lines_is_counted_once()
    {
        var file = File("3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-05 丙 个人 538.88; 3-06 丙 个人 538.88; "
            + "3-09 丙 退个人 538.88");

        Assert.Equal("bp-refund-due个人 538.88", Found(Person(file)));
    }

    [Fact]
    public void A_posting_that_was_reversed_is_no_posting()
    {
        var file = File("3-01 甲 单位 1077.76; 3-01 乙 个人 538.88");
        PersonLedger With(params PostedMonth[] postings) => new() { Cases = [file], Postings = [.. postings] };
        PostedMonth Posted(PayMonth month, TwoParts parts) =>
            new(Insurance.Pension, month, parts, new DateOnly(2026, 4, 1));

        Assert.Equal("bp-paid-not-posted 808.32", Found(With(
            Posted(From, default), Posted(To, Pension.Parts))));
        Assert.Equal("", Found(With(Posted(From, Pension.Parts), Posted(To, Pension.Parts))));
    }

    [Fact]
    public void Of_an_approval_that_was_taken_back_what_was_paid_goes_back_and_the_bill_is_to_be_withdrawn()
    {
        var paid = File("3-01 甲 单位 1077.76; 3-01 乙 个人 538.88");
        var open = File("");
        static CaseFile Revoked(CaseFile file) => file.With(file.Decisions, [], file.Approved);

        Assert.Equal("bp-refund-due个人 538.88 bp-refund-due单位 1077.76", Found(Person(Revoked(paid))));
        Assert.Equal(CaseState.Refunding, StateOf(Revoked(paid)));
        Assert.Equal("bp-billed-not-approved 1616.64", Found(Person(Revoked(open))));
        Assert.Equal("bp-billed-not-approved 1616.64", Found(Person(Revoked(File(
            "3-01 甲 单位 1077.76; 3-01 乙 个人 538.88; 3-09 甲 退单位 1077.76; 3-09 乙 退个人 538.88")))));
    }

    [Fact]
    public void Of_a_case_that_was_ended_months_that_were_paid_in_anyhow_go_back_even_where_they_are_posted()
    {
        var file = File("3-01 甲 单位 1077.76; 3-01 乙 个人 538.88", Decision(CaseStep.Terminate));
        var person = new PersonLedger
        {
            Cases = [file],
            Postings =
            [
                new PostedMonth(Insurance.Pension, From, Pension.Parts, new DateOnly(2026, 4, 1)),
                new PostedMonth(Insurance.Pension, To, Pension.Parts, new DateOnly(2026, 4, 1)),
            ],
            Covered = new HashSet<(Insurance, PayMonth)> { (Insurance.Pension, From) },
        };

        // The other month stands in the account and stays.
        Assert.Equal("bp-refund-due个人 269.44 bp-refund-due单位 538.88", Found(person));
    }

    [Fact]
    public void Of_a_case_that_was_ended_what_is_posted_has_to_have_been_paid()
    {
        var person = new PersonLedger
        {
            Cases = [File("", Decision(CaseStep.Terminate))],
            Postings = [new PostedMonth(Insurance.Pension, From, Pension.Parts, new DateOnly(2026, 4, 1))],
        };

        Assert.Equal("bp-posted-not-paid 808.32 bp-billed-not-approved 808.32", Found(person));
    }

    [Fact]
    public void That_an_employer_cannot_pay_is_of_the_months_that_were_decided_and_registered_by_then()
    {
        CaseFile Of(CaseDecision decision, long segmentAct) => new()
        {
            Case = Case("甲1", Months(Insurance.Pension, $"{From}", $"{From}") with
            {
                Employer = "某厂", CreditCode = "91110000100000123T", Act = segmentAct,
            }),
            Approved = [Approved(Months(Insurance.Pension, $"{From}", $"{From}"))], Decisions = [decision],
        };
        var cannot = Decision(CaseStep.EmployerCannotPay);

        Assert.DoesNotContain("bp-public-with-employer", Found(Person(Of(cannot, 0))), StringComparison.Ordinal);
        Assert.Contains("bp-public-with-employer", Found(Person(Of(cannot, 2))), StringComparison.Ordinal);
        Assert.Contains("bp-public-with-employer", Found(Person(Of(cannot with { Insurance = Insurance.Medical }, 0))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_approved_month_without_a_segment_is_said_and_waits()
    {
        var segment = Months(Insurance.Pension, $"{From}", $"{To}", Payer.Employer);
        var file = new CaseFile
        {
            Case = Case("甲1", Months(Insurance.Pension, $"{To}", $"{To}", Payer.Employer)),
            Approved = [Approved(segment)],
        };

        Assert.Equal("bp-approved-outside 808.32 bp-not-billed 808.32", Found(Person(file)));
    }

    [Fact]
    public void Public_money_outside_every_batch_is_said_from_the_day_on_which_batches_are_approved()
    {
        var file = File("2-01 甲 财政 1077.76; 3-01 丙 财政 1077.76; 3-01 乙 个人 538.88", payer: Payer.Treasury);
        var terms = new BackPaymentTerms { BatchesSince = new DateOnly(2026, 2, 15) };

        Assert.Equal("bp-public-outside-batch财政 1077.76 bp-refund-due财政 1077.76", Found(Person(file), terms));
        Assert.Equal("bp-refund-due财政 1077.76", Found(Person(file)));
    }

    private static CaseState StateOf(CaseFile file)
    {
        var person = ReconciledPerson.Of(Person(file), new BackPaymentTerms());
        return person.StateOf(file);
    }

    private static CaseFile File(string moves, CaseDecision? decision = null, Payer payer = Payer.Employer)
    {
        var segment = Months(Insurance.Pension, $"{From}", $"{To}", payer);
        var words = moves.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(m => m.Split(' ')).ToList();
        return new CaseFile
        {
            Case = Case("甲1", segment),
            Decisions = decision is null ? [] : [decision],
            Approved = [Approved(segment)],
            Bills = [new Bill(Insurance.Pension, From, To, Base, 107_776, 53_888, 0, null)],
            Receipts =
            [
                .. words.Where(w => w[2][0] != '退').Select(w => (Insurance.Pension, new Receipt(
                    w[1], From, To, PayerOf(w[2]), Fen(w[3]), Day(w[0])))),
            ],
            Refunds =
            [
                .. words.Where(w => w[2][0] == '退').Select(w => (Insurance.Pension, new Refund(
                    w[1], From, To, PayerOf(w[2][1..]), Fen(w[3]), Day(w[0])))),
            ],
        };
    }

    /// <summary>
    /// Nothing is posted: that it is not is said of what is paid, and is not what these tables are about.
    /// </summary>
    private static string Found(PersonLedger person, BackPaymentTerms? terms = null)
    {
        var found = WrittenLedger.Found(person, terms);
        return person.Postings.Length > 0
            ? found
            : string.Join(' ', System.Text.RegularExpressions.Regex.Split(found, " (?=bp-)")
                .Where(f => !f.StartsWith("bp-paid-not-posted", StringComparison.Ordinal)));
    }

    private static Payer PayerOf(string word) => PayerWords.All.First(p => p.Label() == word);

    private static DateOnly Day(string text) =>
        DateOnly.ParseExact($"2026-0{text}", "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
