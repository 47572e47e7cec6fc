using System.Globalization;
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
        await Import("receipts of persons", "receipts", maker, writer => ledger.WritePersonalReceipts(writer), stop);
        await Batch(maker, approver, stop);
        await Import("receipts", "receipts", maker, writer => ledger.WriteUnitReceipts(writer), stop);
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

    /// <summary>Public money for one case in five, all in one batch.</summary>
    private async Task Batch(Performer maker, Performer approver, CancellationToken stop)
    {
        await Import("shares", "shares", maker, writer =>
        {
            writer.WriteLine("优抚类别,组成,单位,中央,省,市,县,生效日期,文号");
            writer.WriteLine("一次性,社保补缴,year,60,0,0,40,2026-01-01,测速");
        }, stop);
        await Import("funds", "funds", maker, writer =>
        {
            writer.WriteLine("年度,来源,用途,类型,金额,文号,到账日期");
            writer.WriteLine("2026,中央,社保补缴,拨款,9000000000,测速1,2026-04-18");
            writer.WriteLine("2026,县,社保补缴,拨款,9000000000,测速2,2026-04-18");
        }, stop);
        var (jobs, checker) = (new BatchJob(source), By(Checker, 0) with { Today = BackPaymentDay });
        const string Name = "测速";
        await Step("create", jobs.Create(Name, maker, stop));
        await Step("check", jobs.Check(Name, checker, stop));
        await Step("approve", jobs.Approve(Name, Name, approver, stop));

        Task Step(string step, Task<(bool, string Said)> work) => Time(
            $"batch {step}", async () => (MonthsIn((await work).Said), null));
    }

    /// <summary>Months, as people are told of them.</summary>
    private static long MonthsIn(string said) =>
        long.Parse(said.Split("人、")[1].Split("个月")[0], CultureInfo.InvariantCulture);

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
