using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.AfterTheBank;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;

namespace Disbursement.Host.Tests.Auditing;

/// <summary>
/// The twelve people after three months in which much went wrong and was put right: failures, a partial credit, a new
/// account, a run cancelled and opened again, deaths known late, new standards.
/// </summary>
static class LivedInCounty
{
    public const string LiXiuying = "999001194809120245";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>January and February with the bank and answered, March approved.</summary>
    public static async Task<TinyCounty> March()
    {
        var county = await BankDesk.Sent();
        await new BankDesk(county).Tell(("李秀英", "账号不存在"), ("王卫东", "正在处理"));
        await Partly(county);
        await county.Done("import", "bank-statement",
            county.File("对账单.csv", "日期,借贷,金额,流水号\n2026-01-09,借,30400.08,A1\n"), "--today", "2026-01-14",
            "--user", "丁");
        await county.Done("change", "账户变更", LiXiuying, "--开户行", "云溪农村商业银行清河支行", "--银行账号",
            "6299980900000001112", "--生效日期", "2026-01-20", "--文号", "换卡1号", "--today", "2026-01-20", "--user", "甲");
        await February(county);
        await county.Done("import", "rates", TinyCounty.Sample("rates-2025.csv"), "--today", "2026-03-12", "--user",
            "甲");
        await county.Done("import", "changes", TinyCounty.Sample("changes-2026-03.csv"), "--today", "2026-03-12",
            "--user", "甲");
        await county.Done("payout", "run", "2026-03", "--today", "2026-03-12", "--user", "甲");
        await county.Sign("2026-03", "2026-03-12");
        return county;
    }

    /// <summary>What `audit check` says, and how it ends.</summary>
    public static async Task<(int Code, string Said)> Check(TinyCounty county)
    {
        var (code, said, error) = await county.Command("audit", "check", "--today", "2026-03-13");
        Assert.True(error.Length == 0, error);
        return (code, said);
    }

    /// <summary>As the owner of the database, who can switch every trigger off.</summary>
    public static async Task Tamper(TinyCounty county, string table, string statement)
    {
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var owner = Database.Source(session.OwnerConnection);
        await using var connection = await owner.OpenConnectionAsync(Stop);
        await connection.Execute($"alter table {table} disable trigger user", Stop);
        var changed = await connection.Execute(statement, Stop);
        await connection.Execute($"alter table {table} enable trigger user", Stop);
        Assert.True(changed > 0, $"nothing was changed by: {statement}");
    }

    /// <summary>王卫东 got 100 yuan of January only: two people say so by the bank's paper.</summary>
    private static async Task Partly(TinyCounty county)
    {
        foreach (var user in new[] { "甲", "乙" })
            await county.Done("payout", "outcome", "2026-01", "999001195904180531", "--document", "行函2号", "--outcome",
                "partly", "--sum", "100", "--today", "2026-01-13", "--user", user);
    }

    private static async Task February(TinyCounty county)
    {
        await county.Done("import", "changes", TinyCounty.Sample("changes-2026-02.csv"), "--today", "2026-02-05",
            "--user", "甲");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲");
        await county.Sign("2026-02", "2026-02-05");
        await county.Done("payout", "cancel", "2026-02", "--document", "取消1号", "--today", "2026-02-05", "--user", "丙");
        await county.Done("payout", "run", "2026-02", "--today", "2026-02-06", "--user", "甲");
        await county.Sign("2026-02", "2026-02-06");
        var bank = new BankDesk(county, "2026-02");
        await bank.Take("2026-02-06");
        var (paid, failed) = bank.Answer(("吴志强", "账户状态不正常"));
        var (code, _, error) = await bank.Import(paid, failed, "二月", "2026-02-09");
        Assert.True(code == 0, error);
    }
}
