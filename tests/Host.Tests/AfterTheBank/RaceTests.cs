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
using Disbursement.Jobs.Storage;
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
        await using var source = Fast(session);
        var bank = new BankDesk(county);
        var rows = bank.Rows();
        for (var i = 0; i < Rounds; i++)
        {
            var file = bank.Write(
                $"{i}_F.txt", string.Join('|', rows[i].Take(6)) + "|账号不存在\r\n");
            var outcomes = await Task.WhenAll(Import(source, file, "甲"), Import(source, file, "戊"));
            Assert.Single(outcomes, o => o.Changed);
            Assert.Single(outcomes, o => o.Said.Contains("已经导入过", StringComparison.Ordinal));
        }

        Assert.Equal(Rounds, await Count(source, "select count(*) from result_file"));
        Assert.Equal(Rounds, await Count(source, "select count(*) from row_result where outcome = 2"));
        // Those that the first file was silent about were unknown until theirs came.
        Assert.Equal(Rounds - 1, await Count(source, "select count(*) from row_result where outcome = 5"));
        Assert.Contains("已回盘", await county.Done("payout", "show", "2026-01"));
    }

    [Fact]
    public async Task Two_clerks_who_say_the_same_of_an_account_are_two_people_and_one_word()
    {
        await using var county = await Sent();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var source = Fast(session);
        await AllFailed(county);
        var people = People().ToArray();
        for (var i = 0; i < Rounds; i++)
        {
            await Task.WhenAll(Confirm("甲"), Confirm("乙"), Confirm("甲"), Confirm("乙"));
            Assert.Equal(2, await Count(source, "select count(*) from bank_word") - (2 * i));

            Task<(bool, string)> Confirm(string user) => new BankWordJob(source).ConfirmAccount(
                people[i].IdNumber, $"行函{i}号", By(user, "2026-01-13"), Stop);
        }

        // Never one person alone, and none confirmed twice.
        Assert.Equal(Rounds, await Count(source, """
            select count(*) from bank_word b join bank_word a on a.act = b.confirms and a.said_by <> b.said_by
            """));
    }

    [Fact]
    public async Task Two_clerks_who_pay_the_returned_again_open_one_run_and_nobody_is_paid_twice()
    {
        await using var county = await Sent();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var source = Fast(session);
        await AllFailed(county);
        var people = People().ToArray();
        var order = new PayoutOrder(PayMonth.Parse("2026-01"), Supplementary: true, Full: false, null, "returned");
        // A run has at most 99 attempts: each third of the rounds is about one more person.
        for (var third = 1; third <= 3; third++)
        {
            foreach (var user in new[] { "甲", "乙" })
                await new BankWordJob(source).ConfirmAccount(
                    people[third].IdNumber, "行函1号", By(user, "2026-01-13"), Stop);
            var name = $"2026-01-S{third}";
            for (var i = 1; i <= (Rounds / 3) + 1; i++)
            {
                var runs = await Task.WhenAll(Try(() => Run("甲")), Try(() => Run("戊")));
                // The second works out the same draft again, or hears that somebody is at it.
                Assert.Equal(name, Assert.Single(runs.OfType<PayoutRun>().Select(r => r.Name).Distinct()));
                Assert.Equal(third, await Count(source, "select count(*) from payment_line where kind = 4"));
                if (i <= Rounds / 3) await new SigningJob(source).Cancel(name, Remark.None, By("甲"), Stop);
            }

            await county.Sign(name, "2026-02-05");
            Assert.All(await Task.WhenAll(Try(() => Run("甲")), Try(() => Run("戊"))),
                r => Assert.True(r is null || r.State == RunState.Approved));
        }

        Assert.Equal(3, await Count(source, "select count(distinct person_id) from payment_line where kind = 4"));
        Assert.Equal(3, await Count(source, "select count(*) from payout_run where state = 'approved'"));

        Task<PayoutRun> Run(string user) =>
            new PayoutJob(source).Run(order, By(user), 1, null, Stop);
    }

    [Fact]
    public async Task An_approval_during_an_import_is_before_it_or_refused()
    {
        await using var county = await Sent();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var source = Fast(session);
        var bank = new BankDesk(county);
        await bank.Tell();
        var rows = bank.Rows();
        var signing = new SigningJob(source);
        var (month, today, approved) = (PayMonth.Parse("2026-02"), "2026-02-05", 0);
        // Whoever lost begins a little earlier the next time, so that it stays a race on any machine.
        var (lead, won) = (0, new int[2]);
        for (var i = 0; i < Rounds; i++)
        {
            var name = month.ToString();
            await new PayoutJob(source).Run(
                new PayoutOrder(month, Supplementary: false, Full: false, null), By("甲", today), 1, null, Stop);
            await signing.Submit(name, Remark.None, By("甲", today), Stop);
            await signing.Check(name, Remark.None, By("乙", today), Stop);
            var file = bank.Write($"{i}_F.txt", string.Join('|', rows[i].Take(6)) + "|退票：账号不存在\r\n");
            var import = Later(lead, () => Import(source, file, "甲", today));
            var approval = Later(-lead,
                () => Try(() => signing.Approve(name, Remark.None, By("丙", today), Stop)));
            await Task.WhenAll(import, approval);
            Assert.Equal(1, (await import).CameBack);
            var isApproved = await Count(source, $"""
                select count(*) from payout_run r where r.state = 'approved' and r.month = '{month}-01'
                    and r.approval_act < (select max(act) from row_result)
                """);
            // What was approved did not know of the return; or it did, and it was not approved.
            Assert.Equal(await approval is null ? 0 : 1, isApproved);
            won[isApproved]++;
            lead += isApproved == 0 ? 1 : -1;
            if (isApproved == 0) await signing.Reject(name, Remark.None, By("丙", today), Stop);
            else if (++approved < 90) await signing.Cancel(name, Remark.None, By("丙", today), Stop);
            else (month, today, approved) = (month + 1, "2026-03-05", 0);
        }

        Assert.True(won.Min() > 0, $"{won[0]} : {won[1]}: it was no race");
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Two hundred war veterans, with whose January the bank is.</summary>
    private static async Task<TinyCounty> Sent()
    {
        var county = new TinyCounty();
        var roster = new StringBuilder("身份证号,姓名,行政区划代码,优抚类别,起发年月,批准文号,开户行,银行账号,联系电话\n");
        foreach (var (number, account, name) in People())
            roster.Append(CultureInfo.InvariantCulture,
                $"{number},{name},999001101,参战退役人员,2019-05,历史数据,云溪农村商业银行,{account},10000000003\n");
        await county.January(county.File("roster.csv", roster.ToString()));
        await county.Done("user", "add", "戊", "--roles", "经办");
        await county.Sign();
        await new BankDesk(county).Take();
        return county;
    }

    /// <summary>Nobody looks like another: that would be a case of its own.</summary>
    private static IEnumerable<(string IdNumber, string Account, string Name)> People() =>
        Enumerable.Range(1, Rounds).Select(i =>
        {
            var seventeen = $"999001{new DateOnly(1950, 1, 1).AddDays(17 * i):yyyyMMdd}053";
            return (seventeen + IdentityNumber.CheckCharacter(seventeen), $"62999809000000{i:00000}",
                $"王{(char)('一' + (7 * i))}{(char)('倀' + (11 * i))}");
        });

    private static async Task AllFailed(TinyCounty county)
    {
        var bank = new BankDesk(county);
        var (code, _, error) = await bank.Import(
            "", string.Concat(bank.Rows().Select(r => string.Join('|', r.Take(6)) + "|账号不存在\r\n")));
        Assert.True(code == 0, error);
    }

    /// <summary>Who wins is the same whether the disk is waited for or not.</summary>
    private static NpgsqlDataSource Fast(Session session) =>
        Database.Source(session.Connection + ";Options=-c synchronous_commit=off");

    private static Task<ResultOutcome> Import(
        NpgsqlDataSource source, string file, string user, string today = "2026-02-05") =>
        new ResultJob(source).Import([file], BankDesk.Bank, By(user, today), Stop);

    private static Performer By(string user, string today = "2026-02-05") =>
        BusinessClock.Of(today).Schedule with { User = user };

    private static async Task<T> Later<T>(int milliseconds, Func<Task<T>> work)
    {
        if (milliseconds > 0) await Task.Delay(milliseconds, Stop);
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

    private static async Task<long> Count(NpgsqlDataSource source, string sql) =>
        long.Parse(await Text(source, sql), CultureInfo.InvariantCulture);

    private static async Task<string> Text(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return Convert.ToString(await command.ExecuteScalarAsync(Stop), CultureInfo.InvariantCulture)!;
    }
}
