using System.Collections.Immutable;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using static Disbursement.Domain.Tests.Tables.WrittenLedger;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>
/// Public money for at most the months served, 37 of them, over all cases and segments of a person: what stands counts
/// first, whichever case or segment is older.
/// </summary>
public sealed class BackPaymentLimitTables
{
    private const Insurance Of = Insurance.Pension;

    private static readonly Segment Old = Months(Of, "1995-01", "1997-06");

    private static readonly Segment New = Months(Of, "2000-01", "2002-06");

    private static readonly AskedMonth Paying = new(
        new AskingBatch(1, "第1批", "财社1号", default(DateOnly), 1), UnitFen: 53_888, HelpFen: 0);

    private static readonly AskedMonth Asking = new(
        new AskingBatch(1, "第1批", null, null, 1), UnitFen: 53_888, HelpFen: 0);

    [Fact]
    public void What_is_approved_counts_first_though_the_other_segment_is_older()
    {
        var file = new CaseFile { Case = Case("甲1", Old, New), Approved = [Approved(New)] };

        Assert.Equal(["1995-01至1995-07", "2000-01至2002-06"], Payable(Person(file), file));
    }

    [Fact]
    public void What_is_approved_of_a_later_case_counts_before_the_earlier_case_that_asks_now()
    {
        var earlier = new CaseFile { Case = Case("甲1", Old) };
        var later = new CaseFile { Case = Case("甲2", New), Approved = [Approved(New)] };

        Assert.Equal(["1995-01至1995-07"], Payable(Person(earlier, later), earlier));
    }

    [Fact]
    public void As_long_as_nothing_is_approved_the_earlier_case_comes_first()
    {
        var earlier = new CaseFile { Case = Case("甲1", Old) };
        var later = new CaseFile { Case = Case("甲2", New) };

        Assert.Equal(["1995-01至1997-06"], Payable(Person(earlier, later), earlier));
        Assert.Equal(["2000-01至2000-07"], Payable(Person(earlier, later), later));
    }

    [Fact]
    public void Months_that_the_person_chose_or_the_agency_billed_come_before_older_ones()
    {
        var file = new CaseFile { Case = Case("甲1", Old, New) };
        var billed = new CaseFile
        {
            Case = file.Case,
            Bills = [new Bill(Of, new PayMonth(2002, 1), new PayMonth(2002, 6), Base, 6 * 53_888, 6 * 26_944, 0, null)],
        };

        Assert.Equal(["1995-01至1997-06", "2000-01至2000-07"], Payable(Person(file), file));
        Assert.Equal(["1995-01至1995-07", "2000-01至2002-06"],
            Payable(Person(file), file, month => month >= New.From));
        Assert.Equal(["1995-01至1997-06", "2000-01", "2002-01至2002-06"], Payable(Person(billed), billed));
    }

    [Fact]
    public void What_public_money_was_asked_for_counts_before_what_is_only_approved()
    {
        // Both are approved, by whatever way: what finance was asked for first keeps its place.
        var earlier = new CaseFile { Case = Case("甲1", Old), Approved = [Approved(Old)] };
        var later = new CaseFile
        {
            Case = Case("甲2", New), Approved = [Approved(New)],
            Funded = Plan.Asked(Case("甲2", New), Of).ToImmutableDictionary(m => (Of, m), _ => Paying),
        };

        var person = ReconciledPerson.Of(Person(earlier, later), new BackPaymentTerms());

        Assert.Empty(person.Of(later).Single().Reasons);
        Assert.Equal(23, person.Of(earlier).Single().Reasons.Count(r => r.Value == MonthReason.PublicOverLimit));
    }

    [Fact]
    public void A_month_of_two_cases_is_of_the_one_that_public_money_was_asked_for()
    {
        var earlier = new CaseFile { Case = Case("甲1", New), Approved = [Approved(New)] };
        var later = new CaseFile
        {
            Case = Case("甲2", New), Approved = [Approved(New)],
            Funded = Plan.Asked(Case("甲2", New), Of).ToImmutableDictionary(m => (Of, m), _ => Asking),
        };

        var person = ReconciledPerson.Of(Person(earlier, later), new BackPaymentTerms());

        Assert.All(person.Of(earlier).Single().Reasons, r => Assert.Equal(MonthReason.OtherCase, r.Value));
        Assert.Empty(person.Of(later).Single().Reasons);
    }

    [Fact]
    public void A_month_that_both_cases_were_funded_for_is_of_the_first()
    {
        // Nobody knew that they are one person.
        CaseFile Funded(string number, DateOnly applied) => new()
        {
            Case = Case(number, New) with { AppliedOn = applied }, Approved = [Approved(New)],
            Funded = Plan.Asked(Case(number, New), Of).ToImmutableDictionary(m => (Of, m), _ => Paying),
        };
        var person = ReconciledPerson.Of(
            Person(Funded("甲1", new DateOnly(2025, 11, 3)), Funded("甲2", new DateOnly(2025, 12, 3))),
            new BackPaymentTerms());

        Assert.DoesNotContain(person.Accounts[0].Reasons, r => r.Value == MonthReason.OtherCase);
        Assert.All(person.Accounts[1].Reasons, r => Assert.Equal(MonthReason.OtherCase, r.Value));
        Assert.Equal(30, person.Accounts[1].Reasons.Count);
    }

    [Fact]
    public void Limits_of_their_own_are_of_the_person_and_so_is_help_with_the_personal_part()
    {
        var lump = Months(Of, "2000-01", "2002-06", Payer.Treasury, SegmentKind.LumpSum);
        var other = Months(Of, "2005-01", "2007-06", Payer.Treasury, SegmentKind.LumpSum);
        var cases = Person(
            new CaseFile { Case = Case("甲1", lump), Approved = [Approved(lump)] },
            new CaseFile { Case = Case("甲2", other) });
        Assert.Equal(["2005-01至2005-06"], Payable(cases, cases.Cases[1], terms: new BackPaymentTerms
        {
            LumpSumMonths = 36,
        }));

        var (mine, next) = (Months(Of, "2000-01", "2002-06", Payer.Employer),
            Months(Of, "2005-01", "2007-06", Payer.Employer));
        var poor = Person(
            new CaseFile
            {
                Case = Case("甲1", mine) with { Hardship = Hardship.MinimumLiving }, Approved = [Approved(mine, 100)],
            },
            new CaseFile { Case = Case("甲2", next) with { Hardship = Hardship.MinimumLiving } });
        Assert.Equal(["2005-01至2005-07"],
            Payable(poor, poor.Cases[1], terms: new BackPaymentTerms { HelpPercent = 100 }));
    }

    [Fact]
    public void A_person_has_served_once_and_what_public_money_paid_of_an_ended_case_counts()
    {
        var longer = Case("甲1", Old) with { EnlistedOn = new DateOnly(1980, 12, 1) };
        var two = Person(
            new CaseFile { Case = longer, Approved = [Approved(Old)] }, new CaseFile { Case = Case("甲2", New) });
        Assert.Equal(["2000-01至2000-07"], Payable(two, two.Cases[1]));
        Assert.Contains("bp-identity-differs", Found(two), StringComparison.Ordinal);

        var ended = Person(
            new CaseFile
            {
                Case = Case("甲1", Old), Approved = [Approved(Old)], Decisions = [Decision(CaseStep.Terminate)],
                Receipts = [(Of, new Receipt("票1", Old.From, Old.To, Payer.Treasury, 1, new DateOnly(2026, 3, 1)))],
            },
            new CaseFile { Case = Case("甲2", New) });
        Assert.Equal(["2000-01至2000-07"], Payable(ended, ended.Cases[1]));
    }

    [Fact]
    public void Of_a_case_that_was_refused_the_plan_says_what_it_would_come_to()
    {
        var covered = new PersonLedger
        {
            Cases = [new CaseFile { Case = Case("甲1", New), Decisions = [Decision(CaseStep.Refuse)] }],
            Covered = new HashSet<(Insurance, PayMonth)> { (Of, New.From) },
        };

        Assert.Equal(["2000-02至2002-06"], Payable(covered, covered.Cases[0]));
    }

    private static string[] Payable(
        PersonLedger person, CaseFile file, Func<PayMonth, bool>? chosen = null, BackPaymentTerms? terms = null) =>
    [
        .. Plan.Of(person, file, (_, m) => chosen?.Invoke(m) == true, Contributions, terms ?? new BackPaymentTerms(),
                Today)
            .Payable.Select(s => s.From == s.To ? $"{s.From}" : $"{s.From}至{s.To}"),
    ];
}
