using System.Text;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Storage;
using Disbursement.Model.Tests.Counties;
using Disbursement.Model.Tests.Engines;
using Disbursement.Model.Tests.Reference;
using Npgsql;

namespace Disbursement.Model.Tests.Proofs;

/// <summary>
/// Conservation: whatever a county lives through in a year, after each step the audit proves everything and the ledger
/// of funds ties.
/// </summary>
[Collection("one home at a time")]
public sealed class FundProofTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<int> Seeds => CountyTests.From(61, count: 1);

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task After_each_step_all_is_proved_and_each_run_spent_what_was_credited(int seed)
    {
        var folder = Homes.Folder($"funds-{seed}");
        await using (var engine = await CommandLineEngine.In(Path.Combine(folder, "home")))
        await using (var tables = engine.Tables())
        {
            var driver = new EngineDriver(engine, folder);
            await driver.Prepare();
            var steps = RandomCounty.Year(seed, new CountyOptions
            {
                People = 50, Months = 7, ChangesAMonth = 15, Results = true, Recoveries = true, OneOffs = true,
            });
            var first = steps.First(s => s is WorkOut);
            var (funded, batches) = (false, new HashSet<string>(StringComparer.Ordinal));
            foreach (var step in steps)
            {
                if (step == first)
                {
                    await driver.Import(new ImportFile(first.Today, "shares", "shares.csv", Shares(), []));
                    await driver.Import(new ImportFile(first.Today, "funds", "funds.csv", Money(first.Today), []));
                    funded = true;
                }

                await driver.Take(step);
                if (step is ImportFile { Rows: [OneOffRow { Batch: var batch }, ..] } && batches.Add(batch))
                    await Fund(driver, batch, step.Today);
                if (!funded || step is ImportFile or SetSetting or SendBack) continue;
                await Proved(engine, step);
                Assert.Empty(await WrongRuns(tables));
            }

            // A proof over nothing proves nothing.
            var shown = await new FundsJob(tables).Show(null, Stop);
            Assert.True(shown.Funds.Count(f => f.SpentFen > 0) > 10, $"seed {seed}: {shown.Funds.Count} funds");
            Assert.Contains(shown.Funds, f => !Enum.IsDefined(f.Fund.Purpose) && f.SpentFen > 0);
        }

        Homes.Delete(folder);
    }

    /// <summary>As the auditor asks it.</summary>
    private static async Task Proved(CommandLineEngine engine, Step step)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        string[] check = ["audit", "check", "--today", Months.DayText(step.Today), "--user", "丁财务"];
        Assert.True(await engine.Run(check, output, error) == 0, $"after {step}: {output}{error}");
    }

    /// <summary>A batch has money of its own.</summary>
    private static async Task Fund(EngineDriver driver, string batch, DateOnly today)
    {
        await driver.Import(new ImportFile(today, "shares", $"shares-{batch}.csv",
            $"category,component,unit,province,county,effective_from,document\n一次性,{batch},,7,4,2020-01-01,方案\n", []));
        var text = new StringBuilder("year,source,purpose,kind,amount_yuan,document,received_on\n");
        for (var year = today.Year; year <= today.Year + 1; year++)
            foreach (var source in (Source[])[Source.Province, Source.County])
                text.Append($"{year},{source.Label()},{batch},拨款,90000000,拨{batch},{today:yyyy-MM-dd}\n");
        await driver.Import(new ImportFile(today, "funds", $"funds-{batch}.csv", text.ToString(), []));
    }

    /// <summary>Every category and component by uneven shares, so that nearly every line has a rest.</summary>
    private static string Shares()
    {
        var text = new StringBuilder("category,component,unit,central,province,city,county,effective_from,document\n");
        string[] components = ["国家标准", "护理费", "核定标准", "孤老增发", "取暖补贴", "丧葬补助"];
        foreach (var (category, i) in Category.All.Select((c, i) => (c, i)))
            foreach (var component in components)
                text.Append($"{category.Label},{component},")
                    .Append(category.IsByServiceYears ? "service-year-year," : "year,")
                    .Append($"{7 + i},{3 + (i % 3)},{i % 2},{1 + (i % 5)},2020-01-01,分担1号\n");
        return text.ToString();
    }

    private static string Money(DateOnly today)
    {
        var text = new StringBuilder("year,source,purpose,kind,amount_yuan,document,received_on\n");
        for (var year = today.Year; year <= today.Year + 1; year++)
            foreach (var source in Enum.GetValues<Source>())
                foreach (var purpose in Enum.GetValues<Purpose>())
                    text.Append($"{year},{source.Label()},{purpose.Label()},拨款,90000000,拨1号,{today:yyyy-MM-dd}\n");
        return text.ToString();
    }

    /// <summary>
    /// Beside the ledger: of a run that was answered, all but what its results say was spent, and what is unknown is
    /// reserved; of another, all is reserved; of a cancelled one, nothing.
    /// </summary>
    private static async Task<List<string>> WrongRuns(NpgsqlDataSource tables)
    {
        await using var connection = await tables.OpenConnectionAsync(Stop);
        return await connection.Rows("""
            with result as (
                select run_id, sum(row_fen - credited_fen) as missing,
                    coalesce(sum(row_fen) filter (where outcome = 5), 0) as unknown
                from (select distinct on (run_id, person_id) run_id, outcome, row_fen, credited_fen from row_result
                    order by run_id, person_id, act desc) as latest
                group by run_id),
            wanted as (
                select r.run_id, name,
                    case when state = 'cancelled' then 0 when answered then sum_fen - coalesce(missing, 0) else 0
                        end as spent,
                    case when state = 'cancelled' then 0 when answered then coalesce(unknown, 0) else sum_fen
                        end as reserved
                from payout_run r left join result using (run_id)
                cross join lateral (select exists (select from bank_file f
                    where f.run_id = r.run_id and f.answered_act is not null) as answered) a
                where approval_act is not null),
            found as (
                select run_id,
                    sum(case 'spent' when to_account then fen when from_account then -fen else 0 end) as spent,
                    sum(case 'reserved' when to_account then fen when from_account then -fen else 0 end) as reserved
                from fund_entry where run_id is not null group by run_id)
            select concat(name, ': spent ', f.spent, ' of ', w.spent, ', reserved ', f.reserved, ' of ', w.reserved)
            from wanted w left join found f using (run_id)
            where coalesce(f.spent, 0) <> w.spent or coalesce(f.reserved, 0) <> w.reserved
            """, r => r.GetString(0), Stop);
    }
}
