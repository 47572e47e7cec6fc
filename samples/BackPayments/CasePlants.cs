using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.BackPayments;

/// <summary>Plants in a case as a whole: who the person is, what was decided, what other lists say.</summary>
internal static class CasePlants
{
    private static readonly DateOnly LateStep = new(2026, 4, 16);
    private static readonly DateOnly Recomputed = new(2026, 4, 15);

    public static Plant Identity { get; } = new("姓名或证件号不一致")
    {
        Codes = ["bp-identity-differs"],
        Bill = p =>
        {
            var person = p.Sheet.Person;
            if (p.Way(4) == 0) Rebill(p, b => b with { Name = OtherName(person) });
            if (p.Way(4) == 1) Rebill(p, b => b with { IdNumber = Numbers.IdentityOutside(person.Born, true, 40) });
        },
        Find = p =>
        {
            var person = p.Sheet.Person;
            if (p.Way(4) == 2) Repost(p, r => r with { IdNumber = Fifteen(person.IdNumber) });
            if (p.Way(4) == 3) Repost(p, r => r with { Name = OtherName(person) });
            p.Sheet.Expect("bp-identity-differs");
        },
    };

    public static Plant Changed { get; } = new("死亡、已领养老金或转入机关养老")
    {
        Codes = ["bp-person-changed"],
        // Who draws a pension is asked about only as long as something is open.
        Plan = p => p.Lane.NotPosted.UnionWith(p.Ordinal % 3 == 1 ? p.SomeMonths : []),
        Find = p =>
        {
            var on = new DateOnly(2026, 3, 1 + (p.Ordinal % 28));
            if (p.Ordinal % 3 == 0) p.Sheet.Listed("死亡医学证明", "死亡", on);
            if (p.Ordinal % 3 == 1) p.Sheet.Listed("社保", "职工养老", on);
            if (p.Ordinal % 3 == 2) p.Sheet.Listed("社保", "机关养老", on);
            if (p.Ordinal % 3 == 1)
            {
                MonthPlants.NotPosted.Find!(p);
                p.Sheet.Later(CaseStep.PensionRecomputed, Recomputed);
            }

            p.Sheet.Expect("bp-person-changed");
        },
    };

    public static Plant PublicWithEmployer { get; } = new("单位存在却由财政负担")
    {
        Codes = ["bp-public-with-employer"],
        Wish = (wish, _) => wish.UnitPayer = Payer.Treasury,
        Ask = NameEmployer,
        Find = p => p.Sheet.Expect("bp-public-with-employer"),
    };

    public static Plant EmployerCannotPay { get; } = new("单位无力缴纳有决定")
    {
        Wish = (wish, _) => wish.UnitPayer = Payer.Treasury,
        Ask = p =>
        {
            NameEmployer(p);
            p.Sheet.Later(CaseStep.EmployerCannotPay, new(2026, 2, 3), "单位已停产，主管部门同意由财政负担");
        },
    };

    public static Plant MonthsDiffer { get; } = new("养老与医保月份不一致")
    {
        Codes = ["bp-months-differ"],
        Ask = p =>
        {
            var index = p.Sheet.Segments.FindIndex(s => s.Insurance == p.Insurance);
            var segment = p.Sheet.Segments[index];
            if (p.Way(2) == 0) p.Sheet.Segments[index] = segment with { To = segment.To - 2 };
            else p.Lane.Covered.Add(segment.From + 4);
        },
        Find = p => p.Sheet.Expect("bp-months-differ"),
    };

    public static Plant HardshipDiffers { get; } = new("困难与民政名单不符")
    {
        Codes = ["bp-hardship-differs"],
        Wish = (wish, ordinal) => wish.Hardship = ordinal % 2 == 0 ? Hardship.None : Hardship.MinimumLiving,
        Find = p =>
        {
            if (p.Sheet.Hardship == Hardship.None) p.Sheet.Listed("民政", "低保", BackPaymentCounty.HardshipOn);
            else p.Sheet.Evidence.Clear();
            p.Sheet.Expect("bp-hardship-differs");
        },
    };

    public static Plant OrderUnsaid { get; } = new("申请月数超过上限而未选定")
    {
        Codes = ["bp-not-payable-order"],
        Wish = (wish, ordinal) => (wish.Served, wish.Months) = (30 + (ordinal % 20), 52 + (ordinal % 20)),
        Ask = p => p.Sheet.IsDecided = false,
        Find = p => p.Sheet.Expect("bp-not-payable-order"),
    };

    public static Plant NearlyRetired { get; } = new("临近退休还没有记账")
    {
        Codes = ["bp-retire-deadline", "bp-paid-not-posted"], Insurance = Insurance.Pension,
        Wish = (wish, ordinal) =>
        {
            wish.Stage = ordinal % 2 == 0 ? LifeStage.Nearly : LifeStage.Retired;
            wish.Served = 60 + (ordinal % 30);
        },
        Plan = p => p.Lane.NotPosted.UnionWith(p.SomeMonths),
        Find = p =>
        {
            p.Expect("bp-paid-not-posted", p.SomeMonths, p.Lane.BilledFen(p.SomeMonths));
            p.Sheet.Expect("bp-retire-deadline");
        },
    };

    public static Plant NotRecomputed { get; } = new("已退休、待遇没有重核")
    {
        Codes = ["bp-benefit-not-recalculated"],
        Wish = (wish, ordinal) => (wish.Stage, wish.Served) = (LifeStage.Retired, 60 + (ordinal % 30)),
        Find = p => p.Sheet.Expect("bp-benefit-not-recalculated"),
    };

    public static Plant WasRecomputed { get; } = new("已退休、待遇已经重核")
    {
        Wish = (wish, ordinal) => (wish.Stage, wish.Served) = (LifeStage.Retired, 60 + (ordinal % 30)),
        Find = p => p.Sheet.Later(CaseStep.PensionRecomputed, Recomputed),
    };

    public static Plant Extended { get; } = new("延缴到最低年限")
    {
        Insurance = Insurance.Pension,
        Wish = (wish, ordinal) =>
        {
            (wish.Stage, wish.Served, wish.Kind) = (LifeStage.Retired, 60 + (ordinal % 30), SegmentKind.Extended);
            (wish.Months, wish.PensionOnly) = (10 + (ordinal % 9), true);
        },
        Find = p => p.Sheet.Later(CaseStep.PensionRecomputed, Recomputed),
    };

    public static Plant RefusedUnanswered { get; } = new("不予受理没有送达")
    {
        Codes = ["bp-refusal-unanswered"],
        Wish = (wish, _) => wish.Hardship = Hardship.None,
        Ask = Refuse,
        Find = p => p.Sheet.Expect("bp-refusal-unanswered"),
    };

    public static Plant Refused { get; } = new("不予受理已经送达")
    {
        Wish = (wish, _) => wish.Hardship = Hardship.None,
        Ask = p =>
        {
            Refuse(p);
            p.Sheet.Later(CaseStep.RefusalDelivered, new(2026, 2, 5));
        },
    };

    public static Plant UnknownCase { get; } = new("案件号不存在")
    {
        Codes = ["bp-case-unknown"],
        Find = p =>
        {
            var stray = $"补2024-{p.Sheet.Index + 1:00000}";
            var bill = p.Lane.Bills[0] with { StrayCase = stray };
            var receipt = p.Lane.Receipts[0] with { StrayCase = stray, Number = p.Sheet.NextReceipt() };
            if (p.Ordinal % 4 is 0 or 3) Add(p, p.Lane.Bills, bill, stray, "billing");
            if (p.Ordinal % 4 is 1 or 3) Add(p, p.Lane.Receipts, receipt, stray, "receipts");
            if (p.Ordinal % 4 is not 2) return;
            var refund = new RefundRow(receipt, receipt.Payer, receipt.From, receipt.To, receipt.Fen, "重复缴费");
            Add(p, p.Lane.Refunds, refund with { StrayCase = stray }, stray, "refunds");
        },
    };

    public static Plant Suspended { get; } = new("挂起")
    {
        Ask = p => p.Sheet.Later(CaseStep.Suspend, new(2026, 2, 2), "本人申请暂缓"),
        Plan = p =>
        {
            foreach (var lane in p.Sheet.Lanes)
            {
                if (p.Ordinal % 2 == 0) lane.NotBilled.UnionWith(lane.Approved);
                lane.NobodyPays(lane.Approved);
            }
        },
    };

    public static Plant Terminated { get; } = new("终止后已缴的钱未退")
    {
        Codes = ["bp-refund-due"],
        Ask = p => p.Sheet.Later(CaseStep.Terminate, LateStep, "本人放弃补缴"),
        Plan = p =>
        {
            foreach (var lane in p.Sheet.Lanes)
            {
                lane.NotPosted.UnionWith(lane.Approved);
                if (p.Ordinal % 2 == 1) lane.Unpaid(Payer.Treasury).UnionWith(lane.Approved);
            }
        },
        Find = p =>
        {
            foreach (var lane in p.Sheet.Lanes)
            {
                foreach (var payer in lane.Payers.Distinct())
                {
                    var due = lane.PaidFen(payer, lane.Approved);
                    if (due > 0) p.Sheet.Expect("bp-refund-due", lane, lane.Approved, due, payer);
                }
            }
        },
    };

    /// <summary>The bill stands, and can still be paid.</summary>
    public static Plant EndedUnpaid { get; } = new("终止时没有人缴过")
    {
        Codes = ["bp-billed-not-approved"],
        Ask = p => p.Sheet.Later(CaseStep.Terminate, LateStep, "本人放弃补缴"),
        Plan = p => p.Sheet.Lanes.ToList().ForEach(lane => lane.NobodyPays(lane.Approved)),
        Find = p => p.Sheet.Lanes.ToList().ForEach(lane => p.Sheet.Expect(
            "bp-billed-not-approved", lane, lane.Approved, lane.BilledFen(lane.Approved))),
    };

    public static Plant Closed { get; } = new("结案")
    {
        Ask = p => p.Sheet.Later(CaseStep.Close, new(2026, 4, 18)),
    };

    /// <summary>Of one insurance only: how such cases are grouped over both is not said.</summary>
    private static void NameEmployer(Planting p)
    {
        var index = p.Sheet.Segments.FindIndex(s => s.Insurance == Insurance.Pension);
        p.Sheet.Segments[index] = p.Sheet.Segments[index] with { Employer = Employer.Of(p.Sheet.Index) };
    }

    private static void Refuse(Planting p)
    {
        p.Sheet.IsDecided = false;
        p.Sheet.Decisions.Add(new DecisionRow(
            CaseStep.Refuse, BackPaymentCounty.DecidedOn, $"云退役不〔2026〕{p.Sheet.Index + 1}号（虚构）", "档案中没有安置介绍信"));
    }

    private static void Add<TRow>(Planting p, List<TRow> rows, TRow row, string stray, string kind)
    {
        rows.Add(row);
        p.Sheet.Expected.Add(new ExpectedFinding(stray, "bp-case-unknown", null, null, null, null, null, kind));
    }

    private static string OtherName(Applicant person) => person.Name[..1] + "某";

    /// <summary>As numbers were before 1999.</summary>
    private static string Fifteen(string number) => $"{number[..6]}{number[8..17]}";

    private static void Rebill(Planting p, Func<BillRow, BillRow> change)
    {
        for (var i = 0; i < p.Lane.Bills.Count; i++) p.Lane.Bills[i] = change(p.Lane.Bills[i]);
    }

    private static void Repost(Planting p, Func<PostingRow, PostingRow> change)
    {
        for (var i = 0; i < p.Lane.Postings.Count; i++) p.Lane.Postings[i] = change(p.Lane.Postings[i]);
    }
}
