using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Samples.BackPayments;

/// <summary>Plants in the sums: bases and rates, charges, rounding, receipts that fit nothing, refunds.</summary>
internal static class MoneyPlants
{
    private static readonly DateOnly PaidAgain = new(2026, 3, 30);

    public static Plant BaseWrong { get; } = new("基数用错年度或地区")
    {
        Codes = ["bp-base-wrong"],
        Wish = (wish, _) =>
        {
            (wish.PlacementArea, wish.InsuredArea) = (Tariff.Home, Tariff.Other);
            wish.Hardship = Hardship.None;
        },
        Bill = p =>
        {
            var area = p.Lane.Area == Tariff.Home ? Tariff.Other : Tariff.Home;
            var wrong = p.Way(2) == 0 ? Tariff.Row(p.Lane.Area, p.Insurance, 2025) : Tariff.Row(area, p.Insurance);
            Change(p, bill => bill with
            {
                MonthBase = wrong.MonthBase, Unit = bill.Count * wrong.Unit, Personal = bill.Count * wrong.Personal,
            });
        },
        Find = p => p.Expect("bp-base-wrong", p.Lane.Approved, OffApproved(p)),
    };

    public static Plant RateWrong { get; } = new("费率用错")
    {
        Codes = ["bp-rate-wrong"],
        Wish = (wish, _) => wish.Hardship = Hardship.None,
        Bill = p =>
        {
            var row = p.Lane.Tariff;
            var wrong = p.Way(2) == 0
                ? row with { UnitPercent = row.UnitPercent + 2 }
                : row with { PersonalPercent = row.PersonalPercent - 1 };
            Change(p, bill => bill with { Unit = bill.Count * wrong.Unit, Personal = bill.Count * wrong.Personal });
        },
        Find = p => p.Expect("bp-rate-wrong", p.Lane.Approved, OffApproved(p)),
    };

    public static Plant RateMissing { get; } = new("缴费那天没有基数和费率")
    {
        Codes = ["bp-rate-missing"], Insurance = Insurance.Medical,
        Wish = (wish, _) => wish.InsuredArea = Tariff.Late,
        Plan = p => p.Lane.PaidOn = new(2025, 12, 24 + (p.Ordinal % 5)),
        Find = p => p.Expect("bp-rate-missing", p.Lane.Approved),
    };

    public static Plant LateFee { get; } = Charge("开单收滞纳金", "滞纳金", "bp-late-fee");

    public static Plant OtherCharge { get; } = Charge("开单收利息", "补缴利息", "bp-other-charge");

    public static Plant CentsBilled { get; } = new("开单按合计取整")
    {
        Codes = ["bp-cents"], Insurance = Insurance.Pension,
        Wish = (wish, _) => wish.Hardship = Hardship.None,
        Bill = p => Change(p, bill => bill with
        {
            Unit = p.Lane.Tariff.UnitByTotal(bill.Count), Personal = p.Lane.Tariff.PersonalByTotal(bill.Count),
        }),
        Find = p => p.Expect("bp-cents", p.Lane.Approved, OffApproved(p)),
    };

    public static Plant CentsPaid { get; } = new("凭证按合计取整")
    {
        Codes = ["bp-cents"], Insurance = Insurance.Pension,
        Wish = (wish, _) => wish.Hardship = Hardship.None,
        Pay = p =>
        {
            var (index, count) = (Paid(p, CentsPayer(p)), p.Lane.Approved.Count);
            var total = CentsPayer(p) == Payer.Person
                ? p.Lane.Tariff.PersonalByTotal(count)
                : p.Lane.Tariff.UnitByTotal(count);
            p.Lane.Receipts[index] = p.Lane.Receipts[index] with { Beside = total - p.Lane.Receipts[index].Fen };
        },
        Find = p => p.Expect(
            "bp-cents", p.Lane.Approved, Math.Abs(p.Lane.Receipts[Paid(p, CentsPayer(p))].Beside)),
    };

    public static Plant CentsPosted { get; } = new("记账差一分")
    {
        Codes = ["bp-cents"],
        Find = p =>
        {
            Repost(p, (row, i) => i % 2 == 0
                ? row with { Unit = row.Unit + 1 }
                : row with { Personal = row.Personal - 1 });
            p.Expect("bp-cents", p.SomeMonths, p.SomeMonths.Count);
        },
    };

    public static Plant PostedDiffers { get; } = new("记账与开单不符")
    {
        Codes = ["bp-posted-differs"],
        Find = p =>
        {
            var off = 1_337 * (p.Way(2) == 0 ? 1 : -1);
            Repost(p, (row, _) => row with { Unit = row.Unit + off });
            p.Expect("bp-posted-differs", p.SomeMonths, p.SomeMonths.Count * 1_337);
        },
    };

    public static Plant Unallocated { get; } = new("凭证对不上月份")
    {
        Codes = ["bp-receipt-unallocated"],
        Wish = (wish, ordinal) =>
        {
            wish.Hardship = Hardship.None;
            if (ordinal / 2 % 2 == 1) wish.UnitPayer = Payer.Employer;
        },
        Plan = p =>
        {
            if (p.Ordinal % 3 == 0) p.Lane.NotPosted.UnionWith(p.Lane.Approved);
        },
        Pay = p =>
        {
            var index = Paid(p, UnallocatedPayer(p));
            p.Lane.Receipts[index] = p.Lane.Receipts[index] with { Beside = -8_837 };
        },
        Find = p =>
        {
            var receipt = p.Lane.Receipts[Paid(p, UnallocatedPayer(p))];
            p.Sheet.Expect(
                "bp-receipt-unallocated", p.Lane, receipt.Months, receipt.Fen, receipt: receipt.Number);
        },
    };

    public static Plant PaidTwice { get; } = Twice("重复缴费未退", ["bp-refund-due"], null);

    public static Plant RefundedPartly { get; } = Twice("重复缴费只退一部分", ["bp-refund-due"], (p, again) =>
    {
        var part = again.Fen / 3;
        p.Lane.Refunds.Add(new RefundRow(again, again.Payer, again.From, again.To, part, "重复缴费"));
        return part;
    });

    public static Plant RefundedToAnother { get; } = Twice(
        "重复缴费退错付款方", ["bp-refund-due", "bp-refund-unmatched"], (p, again) =>
    {
        var other = again.Payer == Payer.Person ? p.UnitPayer : Payer.Person;
        p.Lane.Refunds.Add(new RefundRow(again, other, again.From, again.To, again.Fen, "重复缴费"));
        p.Expect("bp-refund-unmatched", again.Meant.Select(m => m.Month), again.Fen);
        return 0;
    });

    public static Plant RefundedWhole { get; } = Twice("重复缴费已退清", [], (p, again) =>
    {
        p.Lane.Refunds.Add(new RefundRow(again, again.Payer, again.From, again.To, again.Fen, "重复缴费"));
        return again.Fen;
    });

    /// <param name="refunded">Writes down what went back, and says how much of it counts.</param>
    private static Plant Twice(string name, string[] codes, Func<Planting, ReceiptRow, long>? refunded) => new(name)
    {
        Codes = codes,
        Pay = p =>
        {
            var payer = p.Way(3) == 2 && p.UnitPayer != Payer.Treasury ? p.UnitPayer : Payer.Person;
            p.Lane.Receipts.Add(p.Lane.Receipts[Paid(p, payer)] with
            {
                Number = p.Sheet.NextReceipt(), PaidOn = PaidAgain,
            });
        },
        Find = p =>
        {
            var again = p.Lane.Receipts[^1];
            var due = again.Fen - (refunded?.Invoke(p, again) ?? 0);
            if (due > 0) p.ExpectRefund(again.Payer, again.Meant.Select(m => m.Month), due);
        },
    };

    private static Plant Charge(string name, string kind, string code) => new(name)
    {
        Codes = [code, "bp-refund-due"],
        Wish = (wish, _) => wish.HelpApart = false,
        Plan = p => p.Lane.ChargePayer = p.Way(2) == 0 ? null : p.Ordinal % 4 == 2 ? Payer.Person : p.UnitPayer,
        Bill = p => Change(p, bill => bill with { Charge = 2_345 + (p.Ordinal * 100), ChargeKind = kind }),
        Find = p =>
        {
            var fen = p.Lane.Bills.Sum(b => b.Charge);
            p.Expect(code, p.Lane.Approved, fen);
            if (p.Lane.ChargePayer is { } payer) p.ExpectRefund(payer, p.Lane.Approved, fen);
        },
    };

    private static Payer CentsPayer(Planting p) => p.Way(2) == 0 ? Payer.Person : p.UnitPayer;

    /// <summary>The person where a unit bears the other part: public money waits for the person.</summary>
    private static Payer UnallocatedPayer(Planting p) => p.Ordinal / 2 % 2 == 1 ? Payer.Person : p.UnitPayer;

    private static int Paid(Planting p, Payer payer) => p.Lane.Receipts.FindIndex(r => r.Payer == payer);

    private static void Change(Planting p, Func<BillRow, BillRow> change)
    {
        for (var i = 0; i < p.Lane.Bills.Count; i++) p.Lane.Bills[i] = change(p.Lane.Bills[i]);
    }

    private static void Repost(Planting p, Func<PostingRow, int, PostingRow> change)
    {
        var months = p.SomeMonths;
        for (var i = 0; i < p.Lane.Postings.Count; i++)
        {
            if (months.IndexOf(p.Lane.Postings[i].Month) is >= 0 and var place)
                p.Lane.Postings[i] = change(p.Lane.Postings[i], place);
        }
    }

    /// <summary>How far the bills are from what is right, each part of each taken absolute.</summary>
    private static long OffApproved(Planting p) => p.Lane.Bills.Sum(b =>
        Math.Abs(b.Unit - (b.Count * p.Lane.Tariff.Unit)) + Math.Abs(b.Personal - (b.Count * p.Lane.Tariff.Personal)));
}
