using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Samples.BackPayments;

/// <summary>Plants in the months of a case: set aside, or lost between approval, bill, receipt and posting.</summary>
internal static class MonthPlants
{
    public static Plant InService { get; } = new("服役期内开单")
    {
        Codes = ["bp-in-service", "bp-refund-due"],
        Wish = (wish, _) => (wish.InService, wish.Gap, wish.Months) = (2, 0, wish.Served / 2),
        Plan = p => SetAside(p, [.. p.Lane.Asked.Take(2)], p.Way(3) == 1),
        Pay = p => RefundedWhen(p, p.Way(3) == 2, [.. p.Lane.Asked.Take(2)]),
        Find = p => FindUnlessRefunded(p, "bp-in-service", [.. p.Lane.Asked.Take(2)]),
    };

    public static Plant Covered { get; } = new("后来查出已有正常缴费")
    {
        Codes = ["bp-already-covered", "bp-refund-due"],
        Plan = p =>
        {
            p.Lane.CoveredLate.UnionWith(p.MiddleMonths);
            if (p.Way(4) == 1) p.Lane.NotBilled.UnionWith(p.MiddleMonths);
            if (p.Way(4) is 1 or 2) p.Lane.NobodyPays(p.MiddleMonths);
        },
        Pay = p => RefundedWhen(p, p.Way(4) == 3, p.MiddleMonths),
        Find = p => FindUnlessRefunded(p, "bp-already-covered", p.MiddleMonths),
    };

    public static Plant OverService { get; } = new("超过服役月数开单")
    {
        Codes = ["bp-over-service", "bp-refund-due"],
        Wish = (wish, ordinal) =>
        {
            wish.Served = 24 + (ordinal % 5 * 4);
            wish.Months = wish.Served + 1 + (ordinal % 6);
            wish.UnitPayer = ordinal % 4 == 1 ? Payer.Employer : Payer.Treasury;
        },
        Plan = p => SetAside(p, Beyond(p), p.Ordinal % 5 == 4),
        Find = p => p.ExpectSetAside("bp-over-service", Beyond(p), payer => payer == Payer.Treasury),
    };

    public static Plant OverLumpSum { get; } = new("趸缴超过一百八十个月")
    {
        Codes = ["bp-over-service"], Insurance = Insurance.Pension,
        Wish = (wish, ordinal) =>
        {
            (wish.Stage, wish.Served, wish.Kind) = (LifeStage.Retired, 60 + (ordinal % 30), SegmentKind.LumpSum);
            (wish.Months, wish.PensionOnly, wish.UnitPayer) = (181 + (ordinal % 4), true, Payer.Employer);
            (wish.Hardship, wish.Gap) = (Hardship.None, 12);
        },
        Ask = p => p.Sheet.Later(CaseStep.PensionRecomputed, new(2026, 4, 15)),
        Plan = p => SetAside(p, Beyond(p), false),
        Find = p => p.ExpectSetAside("bp-over-service", Beyond(p), payer => payer == Payer.Treasury),
    };

    public static Plant Overlap { get; } = new("两个时段重叠")
    {
        Codes = ["bp-segments-overlap"],
        Wish = (wish, _) => wish.Months = wish.Served / 2,
        Ask = p =>
        {
            foreach (var segment in p.Sheet.Segments.ToList())
            {
                // The second begins three months before the first ends, which ends four months earlier than it did.
                p.Sheet.Segments.Remove(segment);
                p.Sheet.Segments.Add(segment with { To = segment.To - 4 });
                p.Sheet.Segments.Add(segment with { From = segment.To - 6 });
            }
        },
        Plan = p => SetAside(p, Twice(p.Lane), p.Way(2) == 1),
        Find = p =>
        {
            p.ExpectSetAside("bp-segments-overlap", Twice(p.Lane), _ => false);
            // Both insurances ask for the months twice; of the other nobody billed them, so there is no money in it.
            foreach (var other in p.Sheet.Lanes.Where(l => l != p.Lane))
                p.Sheet.Expect("bp-segments-overlap", other, Twice(other));
        },
    };

    public static Plant TwoCases { get; } = new("一人两案月份相同")
    {
        Codes = ["bp-two-cases", "bp-refund-due"],
        Wish = (wish, ordinal) =>
        {
            (wish.Served, wish.Months) = (60 + (ordinal % 24), 24);
            wish.Second = (-3 - (ordinal % 3), 18);
        },
        Plan = p => SetAside(p, Shared(p), p.Way(2) == 1),
        Find = p => p.ExpectSetAside("bp-two-cases", Shared(p), _ => true),
    };

    public static Plant PublicOver { get; } = new("一人两案合计超过财政负担月数")
    {
        Codes = ["bp-public-over-limit", "bp-refund-due"],
        Wish = (wish, ordinal) =>
        {
            (wish.Served, wish.Months, wish.UnitPayer) = (36, 24, Payer.Treasury);
            wish.Second = (6, 13 + (ordinal % 5));
        },
        Plan = p => SetAside(p, Beyond(p), p.Way(3) == 2),
        Find = p => p.ExpectSetAside("bp-public-over-limit", Beyond(p), payer => payer == Payer.Treasury),
    };

    public static Plant NotBilled { get; } = new("核定后漏开单")
    {
        Codes = ["bp-not-billed"],
        Plan = p => p.Lane.NotBilled.UnionWith(p.SomeMonths),
        Find = p => p.Expect("bp-not-billed", p.SomeMonths, p.Lane.ApprovedFen(p.SomeMonths.Count)),
    };

    public static Plant BilledNotApproved { get; } = new("未核定的月份开了单")
    {
        Codes = ["bp-billed-not-approved"],
        Ask = p => p.Sheet.DecidedUntil = p.Sheet.Segments[0].To - 3 - (p.Ordinal % 3),
        Plan = p =>
        {
            p.Lane.BilledBeside.UnionWith(Beyond(p));
            if (p.Way(2) == 1) p.Lane.NobodyPays(Beyond(p));
        },
        Find = p => p.Expect("bp-billed-not-approved", Beyond(p), p.Lane.BilledFen(Beyond(p))),
    };

    public static Plant BilledTwice { get; } = new("重复开单")
    {
        Codes = ["bp-billed-twice"],
        Plan = p => p.Lane.NobodyPays(p.SomeMonths),
        Bill = p =>
        {
            var (months, first) = (p.SomeMonths, p.Lane.Bills[0]);
            p.Lane.Bills.Add(first with
            {
                From = months[0], To = months[^1], Unit = months.Count * p.Lane.Tariff.Unit,
                Personal = months.Count * p.Lane.Tariff.Personal,
                // The same row again is no second bill.
                ChargeKind = "第二张",
            });
        },
        Find = p => p.Expect("bp-billed-twice", p.SomeMonths, p.Lane.BilledFen(p.SomeMonths)),
    };

    public static Plant PersonalUnpaid { get; } = new("财政负担、个人未缴")
    {
        Codes = ["bp-personal-unpaid"],
        Wish = (wish, _) => wish.UnitPayer = Payer.Treasury,
        Plan = p => p.Lane.NobodyPays(p.SomeMonths),
        Find = p => p.Expect(
            "bp-personal-unpaid", p.SomeMonths, p.Lane.PartsOf(Payer.Person, p.SomeMonths)),
    };

    public static Plant UnitUnpaid { get; } = new("单位或上级未缴")
    {
        Codes = ["bp-not-paid"],
        Wish = (wish, ordinal) => wish.UnitPayer = ordinal % 3 == 0 ? Payer.Superior : Payer.Employer,
        Plan = p => p.Lane.Unpaid(p.UnitPayer).UnionWith(p.SomeMonths),
        Find = p => FindUnpaid(p, p.UnitPayer),
    };

    public static Plant TreasuryUnpaid { get; } = new("财政未拨付")
    {
        Codes = ["bp-not-paid"],
        Wish = (wish, ordinal) =>
        {
            wish.UnitPayer = Payer.Treasury;
            wish.Hardship = ordinal % 4 == 0 ? Hardship.MinimumLiving : Hardship.None;
        },
        Plan = p => p.Lane.Unpaid(Payer.Treasury).UnionWith(p.SomeMonths),
        Find = p => FindUnpaid(p, Payer.Treasury),
    };

    public static Plant PersonUnpaid { get; } = new("单位已缴、个人未缴")
    {
        Codes = ["bp-not-paid"],
        Wish = (wish, ordinal) => wish.UnitPayer = ordinal % 3 == 0 ? Payer.Superior : Payer.Employer,
        Plan = p =>
        {
            p.Lane.Unpaid(Payer.Person).UnionWith(p.SomeMonths);
            p.Lane.Unpaid(Payer.Treasury).UnionWith(p.SomeMonths);
        },
        Find = p => FindUnpaid(p, Payer.Person),
    };

    public static Plant NotPosted { get; } = new("缴清后未记账")
    {
        Codes = ["bp-paid-not-posted"],
        Plan = p => p.Lane.NotPosted.UnionWith(p.SomeMonths),
        Find = p => p.Expect("bp-paid-not-posted", p.SomeMonths, p.Lane.BilledFen(p.SomeMonths)),
    };

    public static Plant PostedUnpaid { get; } = new("未缴清已记账")
    {
        Codes = ["bp-posted-not-paid"],
        Plan = p =>
        {
            p.Lane.PostedBeside.UnionWith(p.SomeMonths);
            p.Lane.Unpaid(p.UnitPayer).UnionWith(p.SomeMonths);
            if (p.Way(3) == 1) p.Lane.NobodyPays(p.SomeMonths);
            if (p.Way(3) == 1) p.Lane.NotPosted.ExceptWith(p.SomeMonths);
        },
        Find = p => p.Expect("bp-posted-not-paid", p.SomeMonths, p.Lane.BilledFen(p.SomeMonths)),
    };

    public static Plant PostedUnbilled { get; } = new("未开单已记账")
    {
        Codes = ["bp-posted-not-paid"],
        Plan = p => p.Lane.NotBilled.UnionWith(p.SomeMonths),
        Find = p =>
        {
            var tariff = p.Lane.Tariff;
            foreach (var month in p.SomeMonths)
                Sides.Post(p.Lane, month, tariff.MonthBase, tariff.Unit, tariff.Personal);
            p.Expect("bp-posted-not-paid", p.SomeMonths, p.Lane.ApprovedFen(p.SomeMonths.Count));
        },
    };

    /// <summary>Asked for and not approved: beyond what may be paid in, or beyond what was decided.</summary>
    private static List<PayMonth> Beyond(Planting p) => [.. p.Lane.Asked.Where(m => m > p.Lane.Approved[^1])];

    private static List<PayMonth> Twice(Lane lane) =>
        [.. lane.Asked.Where(m => lane.Segments.Count(s => s.Has(m)) > 1)];

    private static List<PayMonth> Shared(Planting p) =>
        [.. p.Lane.Asked.Intersect(p.Sheet.Earlier!.Of(p.Insurance).Asked)];

    /// <summary>Billed all the same, and posted by nobody.</summary>
    private static void SetAside(Planting p, List<PayMonth> months, bool isUnpaid)
    {
        p.Lane.BilledBeside.UnionWith(months);
        p.Lane.NotPosted.UnionWith(months);
        if (isUnpaid) p.Lane.NobodyPays(months);
    }

    private static void RefundedWhen(Planting p, bool isRefunded, List<PayMonth> months)
    {
        if (isRefunded) p.RefundWhole(months);
    }

    private static void FindUnlessRefunded(Planting p, string code, List<PayMonth> months) =>
        p.ExpectSetAside(code, months, _ => p.Lane.Refunds.Count == 0);

    private static void FindUnpaid(Planting p, Payer payer) =>
        p.Expect("bp-not-paid", p.SomeMonths, p.Lane.PartsOf(payer, p.SomeMonths), payer);
}
