using System.Globalization;
using System.Text.RegularExpressions;
using Disbursement.Host.Tests.Export;
using static Disbursement.Host.Tests.BackPayments.BackPaymentDesk;
using static Disbursement.Host.Tests.BackPayments.BatchDesk;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>
/// Receipts, refunds, bills and batches come, leave and are corrected at random: the ledger of funds has what the
/// receipts say, each proof holds, and the second reconciliation moves nothing. A receipt is spent whole or not at all,
/// and nothing but a receipt moves what is spent.
/// </summary>
[Collection(OneHome.Name)]
public sealed partial class BatchWalkTests
{
    [Theory]
    [InlineData(215)]
    [InlineData(231)]
    [InlineData(245)]
    public async Task Whatever_comes_in_whatever_order_the_ledger_has_what_receipts_say(int seed)
    {
        await using var county = await Approved();
        await county.Comes("funds", "年度,来源,用途,类型,金额,文号,到账日期", "2026,县,社保补缴,拨款,90000,财社10号,2026-04-18");
        var walk = new Walk(county, seed);
        for (var step = 0; step < 9; step++)
        {
            await walk.Holds(await walk.Step());
        }
    }

    private sealed partial class Walk(TinyCounty county, int seed)
    {
        private readonly Random random = new(seed);
        private readonly Dictionary<string, (string Row, long Fen)> receipts = new(StringComparer.Ordinal);
        private readonly List<string> batches = ["第1批"];
        private readonly List<string> done = [];
        private string bill = Bills[0] + ",";
        private int number = 1;
        private bool hasRefunds;
        private long spentBefore;

        /// <returns>What is spent may move by this, or by nothing; fen.</returns>
        public Task<long> Step() => random.Next(10) switch
        {
            0 or 1 or 2 => Paid(),
            3 => receipts.Count == 0 ? Paid() : WentBack(),
            4 => Rebilled(),
            5 => Left("drop", One(["A1", "A2"])),
            6 => Left("withdraw"),
            7 => Asked(),
            8 => receipts.Count == 0 ? Paid() : Corrected(isReplaced: false),
            _ => receipts.Count == 0 ? Paid() : Corrected(isReplaced: true),
        };

        private T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

        private async Task<long> Paid()
        {
            var months = One(["A1,养老,2000-01,2000-02", "A1,养老,2000-01,2000-01", "A1,养老,2000-02,2000-02",
                "A2,养老,2001-01,2001-01"]);
            var fen = One([107_776L, 53_888, 20_000, 87_776, 33_888, 7_424, 115_200, 96_000, 57_600, 48_000]);
            var (receipt, row) = ($"T{++number}", $"{months},财政,{fen / 100m:0.00},2026-04-20");
            if (await Comes("receipts", OfReceipts, $"{receipt},{row}")) receipts[receipt] = (row, fen);
            return fen;
        }

        private async Task<long> WentBack()
        {
            var (receipt, (row, fen)) = One([.. receipts]);
            var back = string.Join(',', row.Split(',')[..^2]);
            hasRefunds |= await Comes(
                "refunds", OfRefunds, $"{receipt},{back},{One([fen, fen, fen / 2]) / 100m:0.00},错,2026-04-20");
            return 0;
        }

        private async Task<long> Rebilled()
        {
            var unit = One(["1152.00", "960.00", "1077.76"]);
            var next = $"A1,养老,2000-01,2000-02,3368.00,{unit},538.88,0,,核{++number}";
            if (await Comes("billing", OfBilling + ",文号,撤销", bill + ",是", next + ",")) bill = next;
            return 0;
        }

        private async Task<long> Corrected(bool isReplaced)
        {
            var (receipt, (row, fen)) = One([.. receipts]);
            var next = $"T{++number}";
            string[] rows = isReplaced ? [$"{receipt},{row},是", $"{next},{row}"] : [$"{receipt},{row},是"];
            if (!await Comes("receipts", OfReceipts, rows)) return 0;
            receipts.Remove(receipt);
            if (isReplaced) receipts[next] = (row, fen);
            return fen;
        }

        private async Task<long> Left(string step, string? of = null)
        {
            if (batches.Count == 0) return 0;
            var batch = One(batches);
            string[] what = of is null ? [batch] : [batch, of];
            if (await Does(["backpay", "batch", step, .. what, "--document", "退1", "--today", Today, "--user", "丙"])
                && of is null) batches.Remove(batch);
            return 0;
        }

        private async Task<long> Asked()
        {
            var batch = $"第{++number}批";
            if (!await Does("backpay", "batch", "create", batch, "--today", Today, "--user", "甲")) return 0;
            await county.Approved(batch);
            batches.Add(batch);
            return 0;
        }

        private Task<bool> Comes(string kind, string header, params string[] rows)
        {
            done.AddRange(rows);
            return Does("import", kind, county.Rows(header, rows), "--today", Today, "--user", "甲");
        }

        /// <summary>It may be refused, but for a reason.</summary>
        private async Task<bool> Does(params string[] command)
        {
            var (code, said, error) = await county.Command(command);
            done.Add($"{string.Join(' ', command)}: {said}{error}");
            Assert.True(code is 0 or 1, Told());
            return code == 0;
        }

        public async Task Holds(long mayMove)
        {
            await county.Reconciled();
            Assert.True((await county.Reconciled()).Contains("没有再做任何事", StringComparison.Ordinal), Told());
            Assert.True((await county.Done("audit", "check", "--today", Today))
                .Contains("全部对得上", StringComparison.Ordinal), Told());
            var spent = Fen(SpentWords().Match(await county.FundsShown()).Groups[1].Value);
            var paid = receipts.Values.Sum(r => r.Fen);
            Assert.True(spent <= paid, $"{spent} of {paid}\n{Told()}");
            var moved = Math.Abs(spent - spentBefore);
            Assert.True(moved == 0 || moved == mayMove, $"{spentBefore} to {spent}, not {mayMove}\n{Told()}");
            spentBefore = spent;
            // What is not spent is named, unless it went back or nobody knows what it was for.
            var open = await county.Open();
            if (hasRefunds || open.Any(o => o.Contains("unallocated", StringComparison.Ordinal))) return;
            var outside = open.Where(o => o.Contains("outside", StringComparison.Ordinal))
                .Sum(o => Fen(o.Split(' ')[2]));
            Assert.True(spent + outside >= paid, $"{spent} + {outside} of {paid}\n{Told()}");
        }

        private static long Fen(string yuan) => (long)(100 * decimal.Parse(yuan, CultureInfo.InvariantCulture));

        private string Told() => string.Join('\n', done);

        [GeneratedRegex("社保补缴.*支出([0-9,.]+)元")]
        private static partial Regex SpentWords();
    }
}
