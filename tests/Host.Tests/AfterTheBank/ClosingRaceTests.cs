using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Closing;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>A 退票 comes while the month is being closed: one is first, and the other knows it.</summary>
[Collection(OneHome.Name)]
public sealed class ClosingRaceTests
{
    private const int Rounds = 200;

    private static readonly DateOnly Day = new(2026, 1, 30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Either_the_month_is_closed_and_the_return_comes_after_or_the_return_keeps_it_open()
    {
        await using var county = await BankDesk.Sent();
        var bank = new BankDesk(county);
        await bank.Tell();
        var statement = Path.Combine(county.Home, "statement.csv");
        await File.WriteAllLinesAsync(statement, ["日期,借贷,金额,流水号", "2026-01-09,借,30400.08,A1"], Stop);
        await county.Done("import", "bank-statement", statement, "--today", "2026-01-12", "--user", "丁");
        var line = string.Join('|', bank.Rows().First(r => r[1] == "李秀英").Take(6));
        var returned = bank.Write("退票_F.txt", $"{line}|已销户退票\r\n");

        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var owner = NpgsqlDataSource.Create(session.OwnerConnection);
        var (closedFirst, returnedFirst) = (0, 0);
        // Whoever lost begins a little earlier the next time, so that it stays a race on any machine.
        var lead = TimeSpan.Zero;
        for (var round = 0; round < Rounds; round++)
        {
            var close = After(-lead, () => Close(session.Source));
            var come = After(lead, () =>
                new ResultJob(session.Source).Import([returned], BankDesk.Bank, By("甲"), Stop));
            var (closed, told) = (await close, await come);
            lead += TimeSpan.FromMilliseconds(closed ? -1 : 1);
            Assert.Equal(1, told.CameBack);
            var (state, backs, differs, act) = await Seen(session.Source);
            Assert.Equal(1, backs);
            // Never closed on sums that a return had already changed.
            Assert.Equal(closed ? "closed" : "settled", state);
            if (closed)
            {
                Assert.Equal((0L, true), (differs!.Value, act));
                closedFirst++;
            }
            else
            {
                returnedFirst++;
            }

            await Reset(owner);
        }

        Assert.True(closedFirst > 0 && returnedFirst > 0, $"{closedFirst} : {returnedFirst}: it was no race");
    }

    /// <summary>Closed; false: it was refused.</summary>
    private static async Task<bool> Close(NpgsqlDataSource source)
    {
        try
        {
            return (await new CloseJob(source).Close("2026-01", "甲", By("丁"), Stop)).Changed;
        }
        catch (Refused)
        {
            return false;
        }
    }

    private static async Task<T> After<T>(TimeSpan lead, Func<Task<T>> work)
    {
        if (lead > TimeSpan.Zero) await Task.Delay(lead, Stop);
        return await Task.Run(work);
    }

    private static async Task<(string State, long Backs, long? CameBack, bool ClosedBefore)> Seen(
        NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync(Stop);
        return (await connection.Rows("""
            select p.state, (select count(*) from row_result r where r.run_id = p.run_id and r.outcome in (2, 3)),
                c.came_back_fen, c.act < (select max(act) from row_result)
            from payout_run p left join run_closing c using (run_id)
            """, r => (r.GetString(0), r.GetInt64(1), r.IsDBNull(2) ? (long?)null : r.GetInt64(2),
                !r.IsDBNull(3) && r.GetBoolean(3)), Stop))[0];
    }

    /// <summary>Back to before the race, past all guards, as only the owner of the tables can.</summary>
    private static async Task Reset(NpgsqlDataSource owner)
    {
        await using var connection = await owner.OpenConnectionAsync(Stop);
        await connection.Execute("""
            alter table disburse.payout_run disable trigger user;
            delete from disburse.run_closing;
            delete from disburse.carried_case;
            delete from disburse.row_result;
            delete from disburse.result_file where file_name like '%退票%';
            update disburse.payout_run set state = 'settled';
            alter table disburse.payout_run enable trigger user;
            """, Stop);
    }

    private static Performer By(string user) => new(user, "test", Day, TimeProvider.System);
}
