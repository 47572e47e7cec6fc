using System.Collections.Immutable;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using static Disbursement.Domain.Tests.Tables.WrittenLedger;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>核定单 beside what it should be, what it comes to, and whether it may stand.</summary>
public sealed class BackPaymentBillTables
{
    private static readonly Segment Two = Months(Insurance.Pension, "2010-01", "2010-02");

    /// <summary>By the wages of 2025; from 2026-01-01 on those of the next year are in force.</summary>
    private static readonly Bill Of2025 =
        new(Insurance.Pension, Two.From, Two.To, 324_000, 103_680, 51_840, 0, null);

    /// <summary>A month costs what the row in force on its payment says: of what is open that is today's.</summary>
    [Theory]
    [InlineData("个人 518.40 2025-12-20", "bp-base-wrong 61.44 bp-not-paid财政 1036.80")]
    [InlineData("个人 518.40 2025-12-20; 财政 1036.80 2025-12-28", "bp-paid-not-posted 1555.20")]
    [InlineData("个人 518.40 2025-12-20; 财政 1036.80 2026-01-05", "bp-base-wrong 61.44 bp-paid-not-posted 1555.20")]
    [InlineData("个人 518.40 2025-12-20; 财政 900.00 2025-12-28", "bp-receipt-unallocated财政 900.00")]
    public void The_row_in_force_when_it_is_paid_counts(string paid, string found) =>
        Assert.Equal(found, Found(Person(File(Of2025, paid))));

    /// <summary>It paid no month, and went back.</summary>
    [Fact]
    public void A_second_payment_that_went_back_does_not_decide_the_rate()
    {
        var person = new PersonLedger
        {
            Cases =
            [
                File(Of2025, "个人 518.40 2025-12-20; 财政 1036.80 2025-12-28; 个人 518.40 2026-03-01",
                    new Refund("票3", Two.From, Two.To, Payer.Person, 51_840, new DateOnly(2026, 3, 10))),
            ],
            Postings = [Posted(Two.From, 51_840, 25_920), Posted(Two.To, 51_840, 25_920)],
        };

        Assert.Equal("", Found(person));
    }

    /// <summary>The other month was paid in the ordinary way: its bill is to be taken back whatever it says.</summary>
    [Fact]
    public void A_wrong_base_is_at_stake_for_the_months_that_are_named()
    {
        var person = new PersonLedger
        {
            Cases = [File(Of2025, "")],
            Covered = new HashSet<(Insurance, PayMonth)> { (Insurance.Pension, Two.To) },
        };

        Assert.Contains("bp-base-wrong 30.72", Found(person), StringComparison.Ordinal);
    }

    /// <summary>37 months served: of 38 billed it is the one that is too many.</summary>
    [Fact]
    public void A_bill_over_a_month_that_nobody_approved_takes_no_place_from_those_that_were()
    {
        var asked = Months(Insurance.Pension, "1999-12", "2003-01");
        var served = asked with { From = PayMonth.Parse("2000-01") };
        var file = new CaseFile
        {
            Case = Case("甲1", asked), Approved = [Approved(served)],
            Bills = [new Bill(Insurance.Pension, asked.From, asked.To, Base, 38 * 53_888, 38 * 26_944, 0, null)],
        };

        Assert.Equal($"bp-over-service 808.32 bp-personal-unpaid {Money.Yuan(37 * 26_944)}",
            Found(Person(file)));
    }

    /// <summary>He worked elsewhere: that is no matter of his case.</summary>
    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "bp-posted-not-paid 808.32")]
    public void An_ordinary_month_in_the_account_is_nothing_of_the_case(bool isCovered, string found)
    {
        var month = PayMonth.Parse("2012-05");
        var person = new PersonLedger
        {
            Cases = [new CaseFile { Case = Case("甲1", Two), Decisions = [Decision(CaseStep.Suspend)] }],
            Postings = [Posted(month, 53_888, 26_944)],
            Covered = isCovered
                ? new HashSet<(Insurance, PayMonth)> { (Insurance.Pension, month) }
                : new HashSet<(Insurance, PayMonth)>(),
        };

        Assert.Equal(found, Found(person));
    }

    /// <summary>As long as it stands, somebody can pay it.</summary>
    [Theory]
    [InlineData("", "bp-billed-not-approved 1555.20")]
    [InlineData("个人 518.40 2025-12-20", "bp-refund-due个人 518.40")]
    public void The_bill_of_a_case_that_ended_is_to_be_taken_back(string paid, string found) =>
        Assert.Equal(found, Found(Person(File(Of2025, paid).With(
            [Decision(CaseStep.Terminate)], [Approved(Two)], []))));

    private static PostedMonth Posted(PayMonth month, long unit, long personal) =>
        new(Insurance.Pension, month, new TwoParts(unit, personal), new DateOnly(2026, 3, 20));

    private static CaseFile File(Bill bill, string paid, params Refund[] refunds) => new()
    {
        Case = Case("甲1", Two), Approved = [Approved(Two)], Bills = [bill],
        Receipts =
        [
            .. paid.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(' ')).Select((p, i) => (
                Insurance.Pension, new Receipt($"票{i + 1}", Two.From, Two.To,
                    PayerWords.All.First(w => w.Label() == p[0]), Fen(p[1]), DateOnly.Parse(p[2], null)))),
        ],
        Refunds = [.. refunds.Select(r => (Insurance.Pension, r))],
    };
}
