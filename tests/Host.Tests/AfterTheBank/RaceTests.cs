using System.Globalization;
using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Payouts;
using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Serving;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Host.Tests.AfterTheBank;

/// <summary>
/// Two at once, two hundred times each: one wins, and nothing is there twice. Two hundred people; each round is about
/// another of them.
/// </summary>
[Collection(OneHome.Name)]
public sealed class RaceTests
{
    private const int Rounds = 200;

    [Fact]
    public async Task Two_workers_on_one_result_file_take_it_in_once()
    {
        await using var county = await Sent();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        var bank = new BankDesk(county);
        var rows = bank.Rows();
        for (var i = 0; i < Rounds; i++)
        {
            var file = bank.Write(
                $"{i}_F.txt", string.Join('|', rows[i].Take(6)) + "|账号不存在\r\n");
            var outcomes = await Task.WhenAll(Import(session, file, "甲"), Import(session, file, "戊"));
            Assert.Single(outcomes, o => o.Changed);
            Assert.Single(outcomes, o => o.Said.Contains("已经导入过", StringComparison.Ordinal));
        }

        Assert.Equal(Rounds, await Count(session, "select count(*) from result_file"));
        Assert.Equal(Rounds, await Count(session, "select count(*) from row_result where outcome = 2"));
        // Those that the first file was silent about were unknown until theirs came.
        Assert.Equal(Rounds - 1, await Count(session, "select count(*) from row_result where outcome = 5"));
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-01"));
    }

    [Fact]
    public async Task Two_clerks_who_say_the_same_of_an_account_are_two_people_and_one_word()
    {
        await using var county = await Sent();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await AllFailed(county);
        var people = People().ToArray();
        for (var i = 0; i < Rounds; i++)
        {
            await Task.WhenAll(Confirm("甲"), Confirm("乙"), Confirm("甲"), Confirm("乙"));
            Assert.Equal(2, await Count(session, "select count(*) from bank_word") - (2 * i));

            Task<(bool, string)> Confirm(string user) => new BankWordJob(session.Source).ConfirmAccount(
                people[i].IdNumber, $"行函{i}号", By(user, "2026-01-13"), Stop);
        }

        // Never one person alone, and none confirmed twice.
        Assert.Equal(Rounds, await Count(session, """
            select count(*) from bank_word b join bank_word a on a.act = b.confirms and a.said_by <> b.said_by
            """));
    }

    [Fact]
    public async Task Two_clerks_who_pay_the_returned_again_open_one_run_and_nobody_is_paid_twice()
    {
        await using var county = await Sent();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await AllFailed(county);
        var people = People().ToArray();
        foreach (var user in new[] { "甲", "乙" })
            await new BankWordJob(session.Source).ConfirmAccount(
                people[0].IdNumber, "行函1号", By(user, "2026-01-13"), Stop);
        var order = new PayoutOrder(PayMonth.Parse("2026-01"), Supplementary: true, Full: false, null, "returned");
        for (var i = 0; i < Rounds; i++)
        {
            var runs = await Task.WhenAll(Try(() => Run("甲")), Try(() => Run("戊")));
            // The second works out the same draft again, or hears that somebody is at it.
            Assert.Single(runs.OfType<PayoutRun>().Select(r => r.Id).Distinct());
            Assert.Equal(1, await Count(session, "select count(*) from payment_line where kind = 4"));
            if (i < Rounds - 1) await new SigningJob(session.Source).Cancel("2026-01-S1", Remark.None, By("甲"), Stop);
        }

        await county.Sign("2026-01-S1", "2026-01-14");
        Assert.All(await Task.WhenAll(Try(() => Run("甲")), Try(() => Run("戊"))),
            r => Assert.True(r is null || r.State == RunState.Approved));
        Assert.Equal(1, await Count(session, "select count(*) from payout_run where state = 'approved'"));

        Task<PayoutRun> Run(string user) =>
            new PayoutJob(session.Source).Run(order, By(user, "2026-01-14"), 1, null, Stop);
    }

    [Fact]
    public async Task An_approval_during_an_import_is_before_it_or_refused()
    {
        await using var county = await Sent();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        var bank = new BankDesk(county);
        await bank.Tell();
        var rows = bank.Rows();
        var february = new PayoutOrder(PayMonth.Parse("2026-02"), Supplementary: false, Full: false, null);
        var signing = new SigningJob(session.Source);
        var approved = 0;
        for (var i = 0; i < Rounds; i++)
        {
            await new PayoutJob(session.Source).Run(february, By("甲"), 1, null, Stop);
            await signing.Submit("2026-02", Remark.None, By("甲"), Stop);
            await signing.Check("2026-02", Remark.None, By("乙"), Stop);
            var file = bank.Write($"{i}_F.txt", string.Join('|', rows[i].Take(6)) + "|退票：账号不存在\r\n");
            // Sometimes one is a little earlier, sometimes the other.
            var import = Later((i % 5) * 2, () => Import(session, file, "甲"));
            var approval = Later((i % 3) * 4, () => Try(() => signing.Approve("2026-02", Remark.None, By("丙"), Stop)));
            await Task.WhenAll(import, approval);
            Assert.Equal(1, (await import).CameBack);
            var state = await Text(
                session, "select state from payout_run where name = '2026-02' and state <> 'cancelled'");
            if (await approval is null)
            {
                Assert.Equal("checked", state);
                await signing.Reject("2026-02", Remark.None, By("丙"), Stop);
                continue;
            }

            Assert.Equal("approved", state);
            // It was first: what it approved did not know of the return.
            Assert.Equal(1, await Count(session, """
                select count(*) from payout_run r where r.state = 'approved' and r.name = '2026-02'
                    and r.approval_act < (select max(act) from row_result)
                """));
            if (++approved == 60) break;
            await signing.Cancel("2026-02", Remark.None, By("丙"), Stop);
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Two hundred war veterans, with whose January the bank is.</summary>
    private static async Task<TinyCounty> Sent()
    {
        var county = new TinyCounty();
        var roster = new StringBuilder("身份证号,姓名,行政区划代码,优抚类别,起发年月,批准文号,开户行,银行账号,联系电话\n");
        foreach (var (number, account) in People())
            roster.Append(CultureInfo.InvariantCulture,
                $"{number},王卫东,999001101,参战退役人员,2019-05,历史数据,云溪农村商业银行,{account},10000000003\n");
        await county.January(county.File("roster.csv", roster.ToString()));
        await county.Done("user", "add", "戊", "--roles", "经办");
        await county.Sign();
        await new BankDesk(county).Take();
        return county;
    }

    private static IEnumerable<(string IdNumber, string Account)> People() => Enumerable.Range(1, Rounds).Select(i =>
    {
        var seventeen = $"99900119590418{i:000}";
        return (seventeen + IdentityNumber.CheckCharacter(seventeen), $"62999809000000{i:00000}");
    });

    private static async Task AllFailed(TinyCounty county)
    {
        var bank = new BankDesk(county);
        var (code, _, error) = await bank.Import(
            "", string.Concat(bank.Rows().Select(r => string.Join('|', r.Take(6)) + "|账号不存在\r\n")));
        Assert.True(code == 0, error);
    }

    private static Task<ResultOutcome> Import(Session session, string file, string user) =>
        new ResultJob(session.Source).Import([file], BankDesk.Bank, By(user), Stop);

    private static Performer By(string user, string today = "2026-02-05") =>
        BusinessClock.Of(today).Schedule with { User = user };

    private static async Task<T> Later<T>(int milliseconds, Func<Task<T>> work)
    {
        await Task.Delay(milliseconds, Stop);
        return await Task.Run(work);
    }

    /// <summary>Null: it was refused.</summary>
    private static async Task<T?> Try<T>(Func<Task<T>> work) where T : class
    {
        try
        {
            return await Task.Run(work);
        }
        catch (Refused)
        {
            return null;
        }
    }

    private static async Task<long> Count(Session session, string sql) =>
        long.Parse(await Text(session, sql), CultureInfo.InvariantCulture);

    private static async Task<string> Text(Session session, string sql)
    {
        await using var command = session.Source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(Stop), CultureInfo.InvariantCulture)!;
    }
}
