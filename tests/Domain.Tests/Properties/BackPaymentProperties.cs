using CsCheck;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using static Disbursement.Domain.Tests.Tables.WrittenLedger;

namespace Disbursement.Domain.Tests.Properties;

/// <summary>
/// A case of three years in both insurances, in order but for what is planted at random, month by month: each mismatch
/// is found where it was planted and nowhere else, in whatever order the rows came.
/// </summary>
public sealed class BackPaymentProperties
{
    private const int MonthCount = 36;

    private static readonly PayMonth First = new(2000, 1);

    private enum Plant
    {
        NotBilled,
        NotApproved,
        BilledTwice,
        UnitUnpaid,
        OwnUnpaid,
        NotPosted,
        PostedNotPaid,
        PostedDiffers,
        PostedCents,
        Covered,
        WrongBase,
        WrongRate,
        OddReceipt,
        PaidTwice,
        Charge,
        RefundedPartly,
        RefundedTooMuch,
        RefundOfNothing,
        RefundedAndPaidAgain,
        Revoked,
        Reversed,
    }

    private static Gen<(Payer Payer, (Insurance Insurance, int Month, Plant Plant)[] Plants, int Seed)> Any =>
        Gen.Select(
        Gen.Int[1, 3].Select(p => (Payer)p),
        Gen.Select(Gen.Enum<Insurance>(), Gen.Int[0, MonthCount - 1], Gen.Enum<Plant>()).Array[0, 20],
        Gen.Int[0, 1_000_000]);

    [Fact]
    public void Each_mismatch_is_found_where_it_was_planted_and_nowhere_else() => Any.Sample((payer, plants, seed) =>
    {
        var county = new Planted(payer);
        foreach (var (insurance, month, plant) in plants.DistinctBy(p => (p.Insurance, p.Month)))
            county.Plant(insurance, First + month, plant);
        county.Fill();
        var found = Findings(county.Ledger(seed));
        Assert.Equal(county.Expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal(found, Findings(county.Ledger(seed + 1)));
    });

    /// <summary>Code, insurance and month, a line each; of receipts their number.</summary>
    private static List<string> Findings(PersonLedger person) =>
    [
        .. BackPaymentFindings.Of(
                ReconciledPerson.Of(person, new BackPaymentTerms()), Contributions, new BackPaymentTerms(), Today)
            .SelectMany(f => f.ReceiptNumber is { } number
                ? [$"{f.Code.Code} {number}"]
                : f.Months.Select(m => $"{f.Code.Code}{f.Payer?.Label()} {f.Insurance?.Label()} {m}")),
    ];

    private sealed class Planted(Payer payer)
    {
        private readonly Dictionary<(Insurance, PayMonth), Plant> plants = [];
        private readonly List<Bill> bills = [];
        private readonly List<(Insurance, Receipt)> receipts = [];
        private readonly List<PostedMonth> postings = [];
        private readonly List<ApprovedSpan> approved = [];
        private readonly List<ApprovedSpan> revoked = [];
        private readonly List<(Insurance, Refund)> refunds = [];
        private readonly HashSet<(Insurance, PayMonth)> covered = [];

        public List<string> Expected { get; } = [];

        public void Plant(Insurance insurance, PayMonth month, Plant plant) => plants[(insurance, month)] = plant;

        public void Fill()
        {
            foreach (var insurance in Insurances.All)
            {
                for (var month = First; month < First + MonthCount; month += 1)
                {
                    if (plants.TryGetValue((insurance, month), out var plant)) Wrong(insurance, month, plant);
                    else Write(insurance, month);
                }
            }

            // Approved of one insurance and not of the other is said too.
            var different = Insurances.All.Select(i => plants.Where(p => p.Key.Item1 == i && p.Value
                is BackPaymentProperties.Plant.NotApproved or BackPaymentProperties.Plant.Revoked)
                .Select(p => p.Key.Item2).ToHashSet()).ToArray();
            different[0].SymmetricExceptWith(different[1]);
            Expected.AddRange(different[0].Select(m => $"bp-months-differ  {m}"));
        }

        public PersonLedger Ledger(int seed)
        {
            var dice = new Random(seed);
            var file = new CaseFile
            {
                Case = Case("甲1", [.. Insurances.All.Select(i =>
                    Months(i, $"{First}", $"{First + (MonthCount - 1)}", payer))]),
                Approved = [.. Shuffled(approved)],
                Bills = [.. Shuffled(bills)],
                Revoked = [.. Shuffled(revoked)],
                Receipts = [.. Shuffled(receipts)],
                Refunds = [.. Shuffled(refunds)],
            };
            return new PersonLedger
            {
                Cases = [file],
                // As they are read: in order of insurance and month.
                Postings = [.. postings.OrderBy(p => p.Insurance).ThenBy(p => p.Month)],
                Covered = covered,
            };

            T[] Shuffled<T>(List<T> list)
            {
                T[] all = [.. list];
                dice.Shuffle(all);
                return all;
            }
        }

        private void Write(
            Insurance insurance, PayMonth month, bool approve = true, bool bill = true, bool unit = true,
            bool own = true, bool post = true, TwoParts? parts = null, TwoParts? posted = null, long of = Base,
            long charge = 0)
        {
            var right = AmountsOf(insurance);
            var said = parts ?? right.Parts;
            if (approve) approved.Add(new ApprovedSpan(insurance, month, month, payer, right, 0, Decided));
            if (bill)
                bills.Add(new Bill(
                    insurance, month, month, of, said.Unit, said.Personal, charge, "利息"));
            if (unit) Receive("单", insurance, month, payer, said.Unit);
            if (own) Receive("个", insurance, month, Payer.Person, said.Personal);
            if (post)
                postings.Add(new PostedMonth(insurance, month, posted ?? said, new DateOnly(2026, 4, 10)));
        }

        private void Receive(string kind, Insurance insurance, PayMonth month, Payer by, long fen) => receipts.Add((
            insurance, new Receipt(Number(kind, insurance, month), month, month, by, fen, new DateOnly(2026, 3, 5))));

        private static string Number(string kind, Insurance insurance, PayMonth month) => $"{kind}{insurance}{month}";

        private void Expect(string code, Insurance insurance, PayMonth month) =>
            Expected.Add($"{code} {insurance.Label()} {month}");

        private void Wrong(Insurance insurance, PayMonth month, Plant plant)
        {
            var right = AmountsOf(insurance);
            switch (plant)
            {
                case BackPaymentProperties.Plant.NotBilled:
                    Write(insurance, month, bill: false, unit: false, own: false, post: false);
                    Expect("bp-not-billed", insurance, month);
                    break;
                case BackPaymentProperties.Plant.NotApproved:
                    Write(insurance, month, approve: false, unit: false, own: false, post: false);
                    Expect("bp-billed-not-approved", insurance, month);
                    break;
                case BackPaymentProperties.Plant.BilledTwice:
                    Write(insurance, month, unit: false, own: false, post: false);
                    Write(insurance, month, approve: false, unit: false, own: false, post: false);
                    Expect("bp-billed-twice", insurance, month);
                    break;
                case BackPaymentProperties.Plant.UnitUnpaid:
                    Write(insurance, month, unit: false, post: false);
                    Expect($"bp-not-paid{payer.Label()}", insurance, month);
                    break;
                case BackPaymentProperties.Plant.OwnUnpaid:
                    Write(insurance, month, own: false, post: false);
                    Expect(payer == Payer.Treasury ? "bp-personal-unpaid" : "bp-not-paid个人", insurance, month);
                    break;
                case BackPaymentProperties.Plant.NotPosted:
                    Write(insurance, month, post: false);
                    Expect("bp-paid-not-posted", insurance, month);
                    break;
                case BackPaymentProperties.Plant.PostedNotPaid:
                    Write(insurance, month, unit: false);
                    Expect("bp-posted-not-paid", insurance, month);
                    break;
                case BackPaymentProperties.Plant.PostedDiffers:
                    Write(insurance, month, posted: right.Parts - new TwoParts(0, 2));
                    Expect("bp-posted-differs", insurance, month);
                    break;
                case BackPaymentProperties.Plant.PostedCents:
                    Write(insurance, month, posted: right.Parts + new TwoParts(1, -1));
                    Expect("bp-cents", insurance, month);
                    break;
                default: WrongMoney(insurance, month, plant, right); break;
            }
        }

        private void WrongMoney(Insurance insurance, PayMonth month, Plant plant, MonthlyAmounts right)
        {
            switch (plant)
            {
                case BackPaymentProperties.Plant.Covered:
                    Write(insurance, month);
                    covered.Add((insurance, month));
                    Expect("bp-already-covered", insurance, month);
                    Expected.Add($"bp-refund-due {Number("单", insurance, month)}");
                    Expected.Add($"bp-refund-due {Number("个", insurance, month)}");
                    break;
                case BackPaymentProperties.Plant.WrongBase:
                    // 3,000.00 by the right rates.
                    var of = Contributions.Find("云溪县", insurance, Today)!;
                    Write(insurance, month, of: 300_000, parts: new TwoParts(of.Unit(300_000), of.Personal(300_000)));
                    Expect("bp-base-wrong", insurance, month);
                    break;
                case BackPaymentProperties.Plant.WrongRate:
                    Write(insurance, month, parts: right.Parts + new TwoParts(1_000, 0));
                    Expect("bp-rate-wrong", insurance, month);
                    break;
                case BackPaymentProperties.Plant.OddReceipt:
                    Write(insurance, month, unit: false, post: false);
                    Receive("单", insurance, month, payer, right.Unit + 777);
                    Expected.Add($"bp-receipt-unallocated {Number("单", insurance, month)}");
                    break;
                case BackPaymentProperties.Plant.PaidTwice:
                    Write(insurance, month);
                    Receive("再", insurance, month, Payer.Person, right.Personal);
                    Expected.Add($"bp-refund-due {Number("再", insurance, month)}");
                    break;
                case BackPaymentProperties.Plant.Charge:
                    Write(insurance, month, unit: false, charge: 500);
                    Receive("单", insurance, month, payer, right.Unit + 500);
                    Expect("bp-other-charge", insurance, month);
                    Expected.Add($"bp-refund-due {Number("单", insurance, month)}");
                    break;
                default: WrongAfterwards(insurance, month, plant, right); break;
            }
        }

        /// <summary>Paid, and then something of it was undone.</summary>
        private void WrongAfterwards(Insurance insurance, PayMonth month, Plant plant, MonthlyAmounts right)
        {
            var unpaid = payer == Payer.Treasury ? "bp-personal-unpaid" : "bp-not-paid个人";
            switch (plant)
            {
                case BackPaymentProperties.Plant.RefundedPartly:
                    Write(insurance, month, post: false);
                    GiveBack("个", insurance, month, 1);
                    Expect(unpaid, insurance, month);
                    break;
                case BackPaymentProperties.Plant.RefundedTooMuch:
                    Write(insurance, month, post: false);
                    GiveBack("个", insurance, month, right.Personal + 1);
                    Expect(unpaid, insurance, month);
                    Expected.Add($"bp-refund-unmatched {Number("个", insurance, month)}");
                    break;
                case BackPaymentProperties.Plant.RefundOfNothing:
                    Write(insurance, month);
                    GiveBack("无", insurance, month, 100);
                    Expected.Add($"bp-refund-unmatched {Number("无", insurance, month)}");
                    break;
                case BackPaymentProperties.Plant.RefundedAndPaidAgain:
                    Write(insurance, month);
                    GiveBack("个", insurance, month, right.Personal);
                    receipts.Add((insurance, new Receipt(Number("补", insurance, month), month, month, Payer.Person,
                        right.Personal, new DateOnly(2026, 4, 1))));
                    break;
                case BackPaymentProperties.Plant.Revoked:
                    Write(insurance, month, approve: false);
                    revoked.Add(new ApprovedSpan(insurance, month, month, payer, right, 0, Decided));
                    Expected.Add($"bp-refund-due {Number("单", insurance, month)}");
                    Expected.Add($"bp-refund-due {Number("个", insurance, month)}");
                    break;
                default:
                    Write(insurance, month, posted: default(TwoParts));
                    Expect("bp-paid-not-posted", insurance, month);
                    break;
            }
        }

        private void GiveBack(string kind, Insurance insurance, PayMonth month, long fen) => refunds.Add((
            insurance, new Refund(Number(kind, insurance, month), month, month, Payer.Person, fen,
                new DateOnly(2026, 3, 20))));
    }
}
