using Disbursement.Jobs.BackPayments;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Disbursement.Samples.Counties;

namespace Disbursement.Host.Measuring;

/// <content>社保补缴: cases with sixty months on each side, imported, decided, reconciled twice.</content>
internal sealed partial class BenchOffice
{
    private static readonly DateOnly BackPaymentDay = new(2026, 4, 20);

    /// <summary>Reconciliation alone is what counts; the files come in beside it, timed apart.</summary>
    public async Task<BenchReport> BackPayment(CancellationToken stop)
    {
        await using var closing = source;
        await using (var owner = Database.Source(cluster.OwnerConnection)) await Migrator.Migrate(owner, stop);
        Directory.CreateDirectory(Files);
        await Found(FirstMonth, stop);
        var ledger = new BenchLedger(people);
        var (maker, approver) = (By(Maker, 0) with { Today = BackPaymentDay }, By(Approver, 0) with
        {
            Today = BackPaymentDay,
        });
        await Import("contribution", "contribution", maker, writer => BenchLedger.WriteContributions(writer), stop);
        await Import("cases", "cases", maker, writer => ledger.WriteCases(writer), stop);
        await Time("decisions", async () => (await Decide(ledger, approver, stop), null));
        await Import("billing", "billing", maker, writer => ledger.WriteBilling(writer), stop);
        await Import("receipts", "receipts", maker, writer => ledger.WriteReceipts(writer), stop);
        await Import("postings", "postings", maker, writer => ledger.WritePostings(writer), stop);
        var floor = await Time("floor", async () => (await Floor(stop), null));
        var (seconds, first) = await Reconcile("reconcile", maker, stop);
        if (!first.Changed) throw new InvalidOperationException(first.Said);
        var (_, again) = await Reconcile("reconcile again", maker, stop);
        if (again.Changed) throw new InvalidOperationException($"The second one changed something: {again.Said}");
        await Time("report", async () =>
        {
            var made = await new BackPaymentReportJob(source, rehearsal: true).Make(
                Path.Combine(home.Path, "out", "backpay"), maker, stop);
            return (made.Open, null);
        });
        return new BenchReport(people, 1, seconds, floor, Round(seconds / floor), PeakMb(), steps);
    }

    private async Task<int> Decide(BenchLedger ledger, Performer approver, CancellationToken stop)
    {
        var path = Path.Combine(Files, "decisions.csv");
        await using (var writer = new StreamWriter(path)) ledger.WriteDecisions(writer);
        return (await new DecisionJob(source).Decide(path, approver, stop)).Accepted;
    }

    private async Task<(double Seconds, ReconcileOutcome Outcome)> Reconcile(
        string step, Performer maker, CancellationToken stop)
    {
        ReconcileOutcome? outcome = null;
        var seconds = await Time(step, async () =>
        {
            outcome = await new ReconcileJob(source).Reconcile(maker, scheduled: false, null, stop);
            return (outcome.Cases, null);
        });
        return (seconds, outcome!);
    }

    /// <summary>What cannot be done without: every list read once, in the order of its key.</summary>
    private async Task<long> Floor(CancellationToken stop)
    {
        await using var superuser = BenchFloor.Source(cluster);
        await using var connection = await superuser.OpenConnectionAsync(stop);
        long rows = 0;
        foreach (var (list, key) in new[]
        {
            ("billed_span", "case_id, kind, from_month"), ("contribution_receipt", "case_id, kind, number"),
            ("posted_month", "number_id, kind, month, serial"),
        })
            rows += await connection.Execute($"copy (select * from {list} order by {key}) to '/dev/null'", stop);
        return rows;
    }
}
