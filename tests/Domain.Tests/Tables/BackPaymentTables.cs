using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using static Disbursement.Domain.Tests.Tables.WrittenLedger;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>
/// 社保补缴 as a clerk looks it up: one month of pension insurance in the four lists (base 3,368.00, unit 16 %, personal
/// 8 %), and what the engine says of it (rules §8, facts §5.3).
/// </summary>
public sealed class BackPaymentTables
{
    private static readonly PayMonth Month = new(2000, 1);

    private const string OneMonth = """
        | 单位部分 | 核定 | 开单          | 缴费                  | 记账          | 发现 |
        | 财政 | 是 | – | – | – | bp-not-billed 808.32 |
        | 财政 | 是 | 538.88+269.44 | – | – | bp-personal-unpaid 269.44 |
        | 财政 | 是 | 538.88+269.44 | 个人269.44 | – | bp-not-paid财政 538.88 |
        | 财政 | 是 | 538.88+269.44 | 财政538.88 | – | bp-personal-unpaid 269.44 |
        | 财政 | 是 | 538.88+269.44 | 个人269.44 财政538.88 | – | bp-paid-not-posted 808.32 |
        | 财政 | 是 | 538.88+269.44 | 个人269.44 财政538.88 | 538.88+269.44 |  |
        | 单位 | 是 | 538.88+269.44 | – | – | bp-not-paid单位 538.88 bp-not-paid个人 269.44 |
        | 单位 | 是 | 538.88+269.44 | 单位538.88 | – | bp-not-paid个人 269.44 |
        | 上级 | 是 | 538.88+269.44 | 个人269.44 | – | bp-not-paid上级 538.88 |
        | 单位 | 是 | 538.88+269.44 | 单位538.88 个人269.44 | 538.88+269.44 |  |
        | 单位 | 是 | 538.88+269.44 | 单位500.00 个人269.44 | – | bp-receipt-unallocated单位 500.00 |
        | 单位 | 是 | 538.88+269.44 | 财政538.88 个人269.44 | – | bp-not-paid单位 538.88 bp-receipt-unallocated财政 538.88 |
        | 单位 | 是 | 538.88+269.44 | 单位538.88 个人269.44 单位538.88 | 538.88+269.44 | bp-refund-due单位 538.88 |
        | 单位 | 是 | 538.88+269.44 | 单位538.88 个人269.45 | 538.88+269.44 | bp-cents 0.01 |
        | 单位 | 是 | 538.88+269.44 | 单位538.88 个人269.44 | 538.88+269.43 | bp-cents 0.01 |
        | 单位 | 是 | 538.88+269.44 | 单位538.88 个人269.44 | 538.88+200.00 | bp-posted-differs 69.44 |
        | 单位 | 是 | 538.88+269.44 | 个人269.44 | 538.88+269.44 | bp-posted-not-paid 808.32 |
        | 单位 | 是 | – | – | 538.88+269.44 | bp-posted-not-paid 808.32 |
        | 单位 | 否 | 538.88+269.44 | – | – | bp-billed-not-approved 808.32 |
        | 单位 | 否 | – | – | 538.88+269.44 | bp-posted-not-paid 808.32 |
        | 单位 | 是 | 538.90+269.44 | 单位538.90 个人269.44 | 538.90+269.44 | bp-rate-wrong 0.02 |
        | 单位 | 是 | 538.88+269.44 | 单位538.88 个人269.44 | 269.44+538.88 | bp-posted-differs 538.88 |
        | 单位 | 是 | 538.89+269.44 | 单位538.89 个人269.44 | 538.89+269.44 | bp-cents 0.01 |
        | 单位 | 否 | – | – | – |  |
        """;

    [Fact]
    public void A_month_in_four_lists() => ClerkTable.Holds(OneMonth, row =>
    {
        var payer = PayerWords.All.First(p => p.Label() == row["单位部分"]);
        var segment = Months(Insurance.Pension, "2000-01", "2000-01", payer);
        var billed = Parts(row["开单"]);
        var posted = Parts(row["记账"]);
        return Found(new PersonLedger
        {
            Cases =
            [
                new CaseFile
                {
                    Case = Case("甲1", segment),
                    Approved = row["核定"] == "是" ? [Approved(segment)] : [],
                    Bills = billed is { } b
                        ? [new Bill(Insurance.Pension, Month, Month, Base, b.Unit, b.Personal, 0, null)]
                        : [],
                    Receipts = Receipts(row["缴费"], Insurance.Pension, Month, Month),
                },
            ],
            Postings = posted is { } p
                ? [new PostedMonth(Insurance.Pension, Month, p, new DateOnly(2026, 4, 10))]
                : [],
        });
    });

    private const string Payable = """
        | 时段                     | 已有缴费 | 可以补            | 不能补 |
        | 断缴 1993-11至1994-02    |          | 1994-01至1994-02  | 1993-11至1993-12 InService |
        | 断缴 1990-10至1990-12    |          | 1990-10至1990-11  | 1990-12至1990-12 InService |
        | 断缴 2000-01至2000-04    | 2000-02  | 2000-01至2000-01 2000-03至2000-04 | 2000-02至2000-02 Covered |
        | 断缴 2000-01至2003-02    |          | 2000-01至2003-01  | 2003-02至2003-02 OverLimit |
        | 延缴 2000-01至2003-02    |          | 2000-01至2003-02  | |
        | 待安排期 1994-01至1994-03 |         | 1994-01至1994-03  | |
        """;

    /// <summary>37 months of service: both end months belong to it.</summary>
    [Fact]
    public void Which_months_may_be_paid_in() => ClerkTable.Holds(Payable, row =>
    {
        var (kind, from, to) = (row["时段"].Split(' ')[0], row["时段"].Split(' ')[1][..7], row["时段"][^7..]);
        var segment = Months(Insurance.Pension, from, to, Payer.Treasury,
            Enum.GetValues<SegmentKind>().First(k => k.Label() == kind));
        var covered = row["已有缴费"] is { Length: > 0 } month
            ? new HashSet<(Insurance, PayMonth)> { (Insurance.Pension, PayMonth.Parse(month)) }
            : [];
        var plan = Plan.Of(
            new PersonLedger { Cases = [new CaseFile { Case = Case("甲1", segment) }], Covered = covered },
            Contributions, new BackPaymentTerms(), Today).Single();
        Assert.Equal(row["可以补"], string.Join(' ', plan.Payable.Select(s => $"{s.From}至{s.To}")));
        return string.Join(' ', plan.Spans.Where(s => s.Reason != MonthReason.None)
            .Select(s => $"{s.From}至{s.To} {s.Reason}"));
    });

    /// <summary>
    /// "3,368 × 16 % = 538.88, × 8 % = 269.44" (facts §5.1); the row in force on the day of payment counts.
    /// </summary>
    [Theory]
    [InlineData("2025-12-31", 324_000, 51_840, 25_920)]
    [InlineData("2026-01-01", 336_800, 53_888, 26_944)]
    public void A_month_costs_base_by_rate_of_the_row_in_force(string day, long of, long unit, long personal) =>
        Assert.Equal(new MonthlyAmounts(of, unit, personal),
            Contributions.Find("云溪县", Insurance.Pension, DateOnly.Parse(day))!.Amounts(60));

    [Fact]
    public void Public_money_pays_for_no_more_months_than_were_served_over_all_cases()
    {
        var first = Months(Insurance.Pension, "2000-01", "2001-12");
        var second = Months(Insurance.Pension, "2003-01", "2004-12");
        var person = Person(
            new CaseFile { Case = Case("甲1", first), Approved = [Approved(first)] },
            new CaseFile { Case = Case("甲2", second), Approved = [Approved(second)] });

        Assert.Contains("bp-public-over-limit", Found(person), StringComparison.Ordinal);
        var beyond = ReconciledPerson.Of(person, new BackPaymentTerms()).Accounts[1].Reasons;
        // 24 + 24 months, 37 served: eleven too many, the newest ones of the later case.
        Assert.Equal(11, beyond.Count);
        Assert.Equal(new PayMonth(2004, 2), beyond.Keys.Min());
    }

    [Theory]
    [InlineData(CaseStep.Close, false, 11)]
    [InlineData(CaseStep.Terminate, false, 0)]
    [InlineData(CaseStep.Terminate, true, 11)]
    [InlineData(CaseStep.Refuse, false, 0)]
    public void Months_of_a_closed_case_count_and_of_an_ended_one_those_that_were_posted(
        CaseStep step, bool isPosted, int beyond)
    {
        var first = Months(Insurance.Pension, "2000-01", "2001-12");
        var second = Months(Insurance.Pension, "2003-01", "2004-12");
        var person = new PersonLedger
        {
            Cases =
            [
                new CaseFile
                {
                    Case = Case("甲1", first), Approved = [Approved(first)], Decisions = [Decision(step)],
                },
                new CaseFile { Case = Case("甲2", second), Approved = [Approved(second)] },
            ],
            Postings = isPosted
                ? [.. Plan.Asked(Case("甲1", first), Insurance.Pension).Select(m => new PostedMonth(
                    Insurance.Pension, m, Pension.Parts, new DateOnly(2026, 4, 10)))]
                : [],
        };

        Assert.Equal(beyond, ReconciledPerson.Of(person, new BackPaymentTerms()).Accounts.Single(a =>
            a.Of.Case.Number == "甲2").Reasons.Count);
    }

    [Fact]
    public void What_becomes_known_of_a_closed_case_is_found()
    {
        var segment = Months(Insurance.Pension, "2000-01", "2000-01", Payer.Employer);
        var person = new PersonLedger
        {
            Cases =
            [
                new CaseFile
                {
                    Case = Case("甲1", segment),
                    Approved = [Approved(segment)],
                    Decisions = [Decision(CaseStep.Close)],
                    Bills = [new Bill(Insurance.Pension, Month, Month, Base, 53_888, 26_944, 0, null)],
                    Receipts = Receipts("单位538.88 个人269.44", Insurance.Pension, Month, Month),
                },
            ],
            Postings =
                [new PostedMonth(Insurance.Pension, Month, Pension.Parts, new DateOnly(2026, 4, 10))],
            Covered = new HashSet<(Insurance, PayMonth)> { (Insurance.Pension, Month) },
        };

        Assert.Equal("bp-already-covered 808.32 bp-refund-due单位 538.88 bp-refund-due个人 269.44", Found(person));
    }

    [Fact]
    public void Help_for_the_poor_is_paid_by_public_money_and_the_person_pays_the_rest()
    {
        var segment = Months(Insurance.Pension, "2000-01", "2000-01");
        var person = Person(new CaseFile
        {
            Case = Case("甲1", segment) with { Hardship = Hardship.MinimumLiving },
            Approved = [Approved(segment, help: 50)],
            Bills = [new Bill(Insurance.Pension, Month, Month, Base, 53_888, 26_944, 0, null)],
            Receipts = Receipts("个人134.72", Insurance.Pension, Month, Month),
        });

        Assert.Equal("bp-not-paid财政 673.60", Found(person));
    }

    [Fact]
    public void What_was_paid_of_a_month_in_service_goes_back_to_who_paid_it_and_then_is_done()
    {
        var segment = Months(Insurance.Pension, "1993-12", "1993-12", Payer.Employer);
        var of = new PayMonth(1993, 12);
        CaseFile File(params (Insurance, Refund)[] refunds) => new()
        {
            Case = Case("甲1", segment),
            Approved = [Approved(segment)],
            Bills = [new Bill(Insurance.Pension, of, of, Base, 53_888, 26_944, 0, null)],
            Receipts = Receipts("单位538.88 个人269.44", Insurance.Pension, of, of),
            Refunds = [.. refunds],
        };
        (Insurance, Refund) Back(string number, Payer payer, long fen) => (Insurance.Pension, new Refund(
            number, of, of, payer, fen, new DateOnly(2026, 4, 15)));

        Assert.Equal("bp-in-service 808.32 bp-refund-due单位 538.88 bp-refund-due个人 269.44", Found(Person(File())));
        Assert.Equal("bp-in-service 808.32 bp-refund-due个人 269.44",
            Found(Person(File(Back("票1", Payer.Employer, 53_888)))));
        // To somebody else it has not gone back, and nobody knows what went there.
        Assert.Equal(
            "bp-in-service 808.32 bp-refund-due单位 538.88 bp-refund-due个人 269.44 bp-refund-unmatched单位 269.44",
            Found(Person(File(Back("票2", Payer.Employer, 26_944)))));
    }

    [Fact]
    public void A_charge_that_was_paid_is_a_mismatch_and_goes_back()
    {
        var segment = Months(Insurance.Pension, "2000-01", "2000-01", Payer.Employer);
        CaseFile File(string kind, string receipts) => new()
        {
            Case = Case("甲1", segment),
            Approved = [Approved(segment)],
            Bills = [new Bill(Insurance.Pension, Month, Month, Base, 53_888, 26_944, 5_000, kind)],
            Receipts = Receipts(receipts, Insurance.Pension, Month, Month),
        };

        Assert.Equal("bp-late-fee 50.00 bp-paid-not-posted 808.32",
            Found(Person(File("滞纳金", "单位538.88 个人269.44"))));
        Assert.Equal("bp-other-charge 50.00 bp-paid-not-posted 808.32 bp-refund-due单位 50.00",
            Found(Person(File("利息", "单位588.88 个人269.44"))));
    }

    private const string Steps = """
        | 现在     | 可以办 |
        | 受理     | 核定 撤销核定 不予受理 挂起 终止 待遇重核 单位无力缴纳 接受分差 |
        | 核定     | 核定 撤销核定 挂起 终止 待遇重核 单位无力缴纳 接受分差 |
        | 已记账   | 核定 撤销核定 挂起 终止 结案 待遇重核 单位无力缴纳 接受分差 |
        | 退费中   | 核定 撤销核定 挂起 终止 待遇重核 单位无力缴纳 接受分差 |
        | 挂起     | 撤销核定 继续办理 终止 待遇重核 单位无力缴纳 接受分差 |
        | 不予受理 | 送达 继续办理 |
        | 终止     | 继续办理 待遇重核 |
        | 结案     | 继续办理 待遇重核 |
        """;

    [Fact]
    public void Which_steps_may_be_taken_where() => ClerkTable.Holds(Steps, row => string.Join(' ', CaseStepWords.All
        .Where(s => CaseStates.Refusal(CaseStates.All.First(c => c.Label() == row["现在"]), s) is null)
        .Select(s => s.Label())));
}
