using System.Diagnostics;
using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Auditing;
using Disbursement.Jobs.Export;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Papers;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Disbursement.Samples.Counties;
using Disbursement.Samples.Stories;
using Npgsql;

namespace Disbursement.Host.Measuring;

/// <summary>
/// An office of its own with a county of any size; it does its months by the real jobs, with a watch.
/// </summary>
internal sealed partial class BenchOffice(HomeFolder home, EmbeddedCluster cluster, int people, Action<string> say)
{
    private const string Maker = "经办", Checker = "复核", Approver = "审批", Payer = "财务", Bank = "代发银行";

    /// <summary>A month in which the year 2025's national standards are in force and nothing rises.</summary>
    private static readonly PayMonth FirstMonth = new(2025, 9);

    private readonly Bench county = new(people, FirstMonth);
    private readonly NpgsqlDataSource source = Database.Source(cluster.ApplicationConnection);
    private readonly List<BenchStep> steps = [];

    private string Files => Path.Combine(home.Path, "files");

    public async Task<BenchReport> Work(int months, BenchExtras extras, CancellationToken stop)
    {
        await using var closing = source;
        await using (var owner = Database.Source(cluster.OwnerConnection)) await Migrator.Migrate(owner, stop);
        Directory.CreateDirectory(Files);
        await Found(FirstMonth + (months - 1), stop);
        if (extras.Results) await Fund(FirstMonth + (months - 1), stop);
        await Import("roster", "roster", By(Maker, 0), writer => county.WriteRoster(writer), stop);
        // A machine is not equally fast from minute to minute: the floor is measured beside each month.
        var (seconds, floors) = (0.0, 0.0);
        for (var month = 0; month < months; month++)
        {
            floors += await Time(
                $"{FirstMonth + month} floor", async () => (await BenchFloor.Measure(cluster, stop), null));
            var before = steps.Count;
            await Month(month, stop);
            seconds += steps.Skip(before).Sum(s => s.Seconds);
        }

        var floor = Round(floors / months);
        var peak = PeakMb();
        if (extras.Papers) await Papers((FirstMonth + (months - 1)).ToString(), By(Maker, months - 1), stop);
        if (extras.Results) await AfterTheBank((FirstMonth + (months - 1)).ToString(), months - 1, stop);
        if (extras.Verification) await Verification(months - 1, stop);
        return new BenchReport(
            people, months, Round(seconds), floor, Round(seconds / months / floor), peak, steps,
            extras.Papers ? PeakMb() : null);
    }

    private Task<double> Papers(string name, Performer maker, CancellationToken stop) =>
        Time($"{name} papers", async () =>
        {
            var made = await new PapersJob(source, rehearsal: true).Make(
                name, Path.Combine(home.Path, "out", name, "papers"), maker, stop);
            return (made.Run.RowCount ?? 0, made.Run.ContentRoot);
        });

    /// <summary>Users, settings and standards: seconds of any county, no matter how large.</summary>
    /// <param name="last">The last month: a year without a notice would be refused.</param>
    private async Task Found(PayMonth last, CancellationToken stop)
    {
        foreach (var role in new[] { Maker, Checker, Approver, Payer })
            await new UserJob(source, isLive: false).Add(role, [RoleWords.Parse(role)], null, By(null, 0), stop);
        await SettingsJob.Set(source, "first-month", $"{FirstMonth}", null, By(Maker, 0), stop);
        foreach (var file in new[]
        {
            StoryFile.Standard("rates", "rates-national.csv"), StoryFile.Standard("wages", "wages.csv"),
        })
            await new ImportJob(source).Import(file.Kind, file.WriteInto(Files), By(Maker, 0), stop);
        var notices = Path.Combine(Files, "calendar.csv");
        var years = Enumerable.Range(FirstMonth.Year, last.Year - FirstMonth.Year + 2);
        await File.WriteAllLinesAsync(
            notices, years.Select(y => $"{y}-01-01,元旦,off,测速").Prepend("date,name,kind,source"), stop);
        await new ImportJob(source).Import("calendar", notices, By(Maker, 0), stop);
    }

    private async Task Fund(PayMonth last, CancellationToken stop)
    {
        await Import("shares", "shares", By(Payer, 0), BenchBank.WriteShares, stop);
        await Import("funds", "funds", By(Payer, 0), writer =>
            BenchBank.WriteFunds(writer, FirstMonth.Year, last.Year, county.Today(0)), stop);
    }

    private async Task AfterTheBank(string name, int month, CancellationToken stop)
    {
        var outbox = Path.Combine(home.Path, "out");
        var journal = new HandOverJournal(
            Path.Combine(home.Path, HandOverJournal.FileName), Path.Combine(outbox, HandOverJournal.FileName));
        await Time($"{name} hand over", async () =>
        {
            var handed = await new HandOverJob(source, journal, new LinkKeys(home.Path, null, null)).HandOver(
                name, null, By(Payer, month), stop);
            return (handed.Run.RowCount ?? 0, null);
        });
        string[] answer = [Path.Combine(Files, "answer_S.txt"), Path.Combine(Files, "answer_F.txt")];
        var rows = await BenchBank.Answer(Path.Combine(outbox, name, "bank"), answer[0], answer[1], stop);
        await Time($"{name} results", async () =>
        {
            var told = await new ResultJob(source).Import(answer, Bank, By(Maker, month), stop);
            if (told.Paid + told.CameBack != rows)
                throw new InvalidOperationException($"{rows} rows were answered: {told.Said}");
            return (rows, null);
        });
        await Time("audit check", async () =>
        {
            var proof = await new AuditJob(source, journal).Check(By(Payer, month), null, stop);
            if (!proof.Holds) throw new InvalidOperationException(proof.Said);
            return (rows, null);
        });
    }

    private async Task Month(int month, CancellationToken stop)
    {
        var name = (FirstMonth + month).ToString();
        var maker = By(Maker, month);
        await Import($"{name} import newcomers", "roster", maker, writer => county.WriteNewcomers(writer, month), stop);
        await Import($"{name} import changes", "changes", maker, writer => county.WriteChanges(writer, month), stop);
        await WorkOut(FirstMonth + month, maker, stop);
        var signing = new SigningJob(source);
        await Time($"{name} sign", async () =>
        {
            await signing.Submit(name, Remark.None, maker, stop);
            await signing.Check(name, Remark.None, By(Checker, month), stop);
            return ((await signing.Approve(name, Remark.None, By(Approver, month), stop)).Run.RowCount ?? 0, null);
        });
        await Time($"{name} export", async () =>
        {
            var done = await new ExportJob(source, rehearsal: true).Export(
                name, Path.Combine(home.Path, "out"), By(Checker, month), stop);
            return (done.Manifest.Count, done.Manifest.ContentRoot);
        });
    }

    /// <summary>Assess is the shards, finish the screens over the whole run, its totals and its root.</summary>
    private async Task WorkOut(PayMonth month, Performer maker, CancellationToken stop)
    {
        var shards = new Watch();
        var started = Stopwatch.GetTimestamp();
        var run = await new PayoutJob(source).Run(
            new PayoutOrder(month, false, false, null), maker, Math.Clamp(Environment.ProcessorCount, 1, 8), shards,
            stop);
        var all = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var assess = Stopwatch.GetElapsedTime(started, shards.Done).TotalSeconds;
        Note(new BenchStep($"{month} assess", Round(assess), run.LineCount ?? 0, PeakMb()));
        Note(new BenchStep($"{month} finish", Round(all - assess), run.RowCount ?? 0, PeakMb(), run.ContentRoot));
    }

    private async Task Import(
        string step, string kind, Performer performer, Action<TextWriter> write, CancellationToken stop)
    {
        var file = Path.Combine(Files, step.Replace(' ', '-') + ".csv");
        await using (var writer = new StreamWriter(file, append: false, new UTF8Encoding(false), 65_536)) write(writer);
        await Time(step, async () =>
        {
            var outcome = await new ImportJob(source).Import(kind, file, performer, stop);
            return (outcome.Accepted + outcome.Known + outcome.Rejected, null);
        });
        File.Delete(file);
    }

    private async Task<double> Time(string step, Func<Task<(long Rows, string? Root)>> work)
    {
        var started = Stopwatch.GetTimestamp();
        var (rows, root) = await work();
        var seconds = Round(Stopwatch.GetElapsedTime(started).TotalSeconds);
        Note(new BenchStep(step, seconds, rows, PeakMb(), root));
        return seconds;
    }

    private void Note(BenchStep step)
    {
        steps.Add(step);
        say($"{step.Name}: {step.Seconds:0.00} s, {step.Rows} rows, peak {step.PeakMb:0} MB {step.ContentRoot}");
    }

    private Performer By(string? user, int month) => new(user, "bench", county.Today(month), TimeProvider.System);

    private static double PeakMb()
    {
        using var self = Process.GetCurrentProcess();
        return Round(self.PeakWorkingSet64 / 1024.0 / 1024);
    }

    private static double Round(double value) => Math.Round(value, 3);

    private sealed class Watch : IProgress<PayoutProgress>
    {
        public long Done { get; private set; }

        public void Report(PayoutProgress value)
        {
            if (value.Done == value.Of) Done = Stopwatch.GetTimestamp();
        }
    }
}
