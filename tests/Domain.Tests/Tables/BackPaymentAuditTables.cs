using System.Collections.Immutable;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using static Disbursement.Domain.Tests.Tables.WrittenLedger;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>What an auditor found silent, and is said now.</summary>
public sealed class BackPaymentAuditTables
{
    private static readonly Segment Year = Months(Insurance.Pension, "2010-01", "2010-12");

    /// <summary>Of two lines of one receipt the second went back.</summary>
    [Fact]
    public void Public_money_of_the_line_that_did_not_go_back_counts()
    {
        var file = new CaseFile
        {
            Case = Case("甲1", Year), Receipts = [Line("2010-01", "2010-06"), Line("2010-07", "2010-12")],
            Refunds = [(Insurance.Pension, Back("2010-07", "2010-12", 323_328))],
        };

        Assert.True(file.HasPublicMoney(Insurance.Pension, PayMonth.Parse("2010-06")));
        Assert.False(file.HasPublicMoney(Insurance.Pension, PayMonth.Parse("2010-07")));
    }

    [Fact]
    public void Public_money_that_went_back_whole_counts_no_more_whatever_lines_it_had()
    {
        var file = new CaseFile
        {
            Case = Case("甲1", Year), Receipts = [Line("2010-01", "2010-06"), Line("2010-07", "2010-12")],
            Refunds = [(Insurance.Pension, Back("2010-01", "2010-12", 646_656))],
        };

        Assert.False(file.HasPublicMoney(Insurance.Pension, PayMonth.Parse("2010-01")));
        Assert.False(file.HasPublicMoney(Insurance.Pension, PayMonth.Parse("2010-12")));
    }

    [Theory]
    [InlineData("不予受理", "bp-refusal-unanswered")]
    [InlineData("不予受理 送达", "")]
    [InlineData("不予受理 送达 继续办理 不予受理", "bp-refusal-unanswered")]
    [InlineData("不予受理 送达 继续办理 不予受理 送达", "")]
    public void Of_each_refusal_the_notice_is_delivered(string steps, string found) => Assert.Equal(found,
        Found(Person(new CaseFile
        {
            Case = Case("甲1", Year),
            Decisions = [.. steps.Split(' ').Select(s => Decision(CaseStepWords.All.First(c => c.Label() == s)))],
        })));

    /// <summary>He was of age when the month was posted, on 3-20.</summary>
    [Theory]
    [InlineData("2026-03-19", "bp-benefit-not-recalculated")]
    [InlineData("2026-03-20", "")]
    public void A_pension_worked_out_before_the_months_were_in_it_is_worked_out_again(string on, string found)
    {
        var month = Months(Insurance.Pension, "2010-01", "2010-01");
        var file = new CaseFile
        {
            Case = Case("甲1", month) with { IdNumber = "999001196001010011" }, Approved = [Approved(month)],
            Bills = [new Bill(Insurance.Pension, month.From, month.To, Base, 53_888, 26_944, 0, null)],
            Receipts = Receipts("个人269.44 财政538.88", Insurance.Pension, month.From, month.To),
            Decisions = [Decision(CaseStep.PensionRecomputed) with { On = DateOnly.Parse(on, null) }],
        };
        var posted = new PostedMonth(
            Insurance.Pension, month.From, new TwoParts(53_888, 26_944), new DateOnly(2026, 3, 20));

        Assert.Equal(found, Found(new PersonLedger { Cases = [file], Postings = [posted] }));
    }

    [Theory]
    [InlineData("2026-02-14", 107_776)]
    [InlineData("2026-02-15", 0)]
    public void Paid_before_the_batch_was_approved_is_outside_of_it(string paidOn, long outside)
    {
        var two = Months(Insurance.Pension, "2010-01", "2010-02");

        Assert.Equal($"{outside}", Outside(two, 107_776, 53_888, (107_776, DateOnly.Parse(paidOn, null))));
    }

    /// <summary>Of a month billed at 600.00 of public money, paid by one receipt after the other; fen.</summary>
    [Theory]
    [InlineData(60_000, "60000", "0")]
    [InlineData(53_888, "60000", "6112")]
    [InlineData(70_000, "60000", "0")]
    [InlineData(53_888, "50000 10000", "0 6112")]
    [InlineData(40_000, "30000 30000", "0 20000")]
    [InlineData(70_000, "60000 60000", "0 0")]
    [InlineData(53_888, "53888 6112", "0 6112")]
    public void What_was_paid_beyond_what_a_batch_asked_for_is_outside_of_it(long asked, string paid, string outside)
    {
        var month = Months(Insurance.Pension, "2010-01", "2010-01");

        Assert.Equal(outside, Outside(month, 60_000, asked, [
            .. paid.Split(' ').Select((fen, i) => (long.Parse(fen, null), new DateOnly(2026, 3, 1 + i)))]));
    }

    /// <summary>Nobody knows of which month the first is: it used what was asked for all the same.</summary>
    [Theory]
    [InlineData("50000 107776", "0 50000")]
    [InlineData("50000 57776", "0 0")]
    public void What_nobody_can_allocate_leaves_so_much_less_of_what_was_asked_for(string paid, string outside)
    {
        var two = Months(Insurance.Pension, "2010-01", "2010-02");

        Assert.Equal(outside, Outside(two, 107_776, 53_888, [
            .. paid.Split(' ').Select((fen, i) => (long.Parse(fen, null), new DateOnly(2026, 3, 1 + i)))]));
    }

    /// <summary>Of receipts over all months of a segment, what is outside of a batch of 2026-02-15; fen.</summary>
    /// <param name="asked">For each month.</param>
    private static string Outside(
        Segment segment, long billed, long asked, params (long Fen, DateOnly On)[] paid)
    {
        var batch = new AskingBatch(1, "第1批", "财社1号", new DateOnly(2026, 2, 15), 1);
        var file = new CaseFile
        {
            Case = Case("甲1", segment), Approved = [Approved(segment)],
            Bills = [new Bill(Insurance.Pension, segment.From, segment.To, Base, billed, billed / 2, 0, null)],
            Receipts =
            [
                .. paid.Select((p, i) => (Insurance.Pension, new Receipt(
                    $"票{i}", segment.From, segment.To, Payer.Treasury, p.Fen, p.On) { Act = 2 })),
            ],
            Funded = new[] { segment.From, segment.To }.Distinct().ToImmutableDictionary(
                m => (Insurance.Pension, m), _ => new AskedMonth(batch, asked, HelpFen: 0)),
        };
        var account = ReconciledPerson.Of(Person(file), new BackPaymentTerms()).Accounts[0];
        return string.Join(' ', account.Receipts.Select(account.Spending.OutsideFen));
    }

    private static (Insurance, Receipt) Line(string from, string to) => (Insurance.Pension, new Receipt(
        "票1", PayMonth.Parse(from), PayMonth.Parse(to), Payer.Treasury, 323_328, new DateOnly(2026, 3, 1)));

    private static Refund Back(string from, string to, long fen) => new(
        "票1", PayMonth.Parse(from), PayMonth.Parse(to), Payer.Treasury, fen, new DateOnly(2026, 3, 9));
}
