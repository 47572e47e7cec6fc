using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.BackPayments;

/// <summary>Three cases of 社保补缴 in the small county, and what the four parties send.</summary>
static class BackPaymentDesk
{
    public const string Zhang = "999001197203051218";
    public const string Li = "999001197007111332";
    public const string Today = "2026-04-20";

    public const string OfCases =
        "案件号,身份证号,姓名,安置地,参保地,入伍日期,退役日期,险种,类型,起,止,单位名称,信用代码,单位部分承担,困难,受理日期,依据文号";
    public const string OfDecisions = "案件号,决定,日期,文号,原因,险种,起,止";
    public const string OfBilling =
        "case_no,insurance,from_month,to_month,base_yuan,unit_yuan,personal_yuan,other_yuan,other_kind";
    public const string OfReceipts = "receipt_no,case_no,insurance,from_month,to_month,payer,amount_yuan,paid_on,撤销";
    public const string OfPostings = "id_number,insurance,month,base_yuan,unit_yuan,personal_yuan,serial,posted_on";
    public const string OfRefunds =
        "receipt_no,case_no,insurance,from_month,to_month,payer,amount_yuan,reason,refunded_on";

    /// <summary>张三: two months of pension, public money; 李四: one month of both, by the employer.</summary>
    public static readonly string[] Cases =
    [
        $"A1,{Zhang},张三,云溪县,云溪县,1990-12-10,1993-12-01,养老,断缴,2000-01,2000-02,,,财政,,2025-11-03,云文1",
        $"A2,{Li},李四,云溪县,云溪县,1990-12-10,1993-12-01,养老,断缴,2001-01,2001-01,某厂,,单位,,2025-11-04,云文2",
        $"A2,{Li},李四,云溪县,云溪县,1990-12-10,1993-12-01,医保,断缴,2001-01,2001-01,某厂,,单位,,2025-11-04,云文2",
    ];

    public static readonly string[] Decisions = ["A1,核定,2026-01-26,云退役核1", "A2,核定,2026-01-26,云退役核1"];

    public static readonly string[] Bills =
    [
        "A1,养老,2000-01,2000-02,3368.00,1077.76,538.88,0", "A2,养老,2001-01,2001-01,3368.00,538.88,269.44,0",
        "A2,医保,2001-01,2001-01,3368.00,269.44,67.36,0",
    ];

    public static readonly string[] Receipts =
    [
        "P1,A1,养老,2000-01,2000-02,个人,538.88,2026-03-02", "U2,A2,养老,2001-01,2001-01,单位,538.88,2026-03-03",
        "P2,A2,养老,2001-01,2001-01,个人,269.44,2026-03-03", "U3,A2,医保,2001-01,2001-01,单位,269.44,2026-03-03",
        "P3,A2,医保,2001-01,2001-01,个人,67.36,2026-03-03",
    ];

    public static readonly string[] Postings =
    [
        $"{Li},养老,2001-01,3368.00,538.88,269.44,S1,2026-04-10", $"{Li},医保,2001-01,3368.00,269.44,67.36,S2,2026-04-10",
    ];

    /// <summary>The small county, with the rates of pension and medical insurance.</summary>
    public static async Task Insured(this TinyCounty county)
    {
        await county.January();
        await county.Comes("contribution", "地区,险种,月平均工资,单位费率,个人费率,生效日期,文号",
            "云溪县,养老,5613.33,16%,8%,2026-01-01,云人社1", "云溪县,医保,5613.33,8,0.02,2026-01-01,云医保1");
    }

    /// <summary>Decided and billed, and what people and employers owe is paid.</summary>
    public static async Task Billed(this TinyCounty county)
    {
        await county.Insured();
        await county.Comes("cases", OfCases, Cases);
        await county.Decided(Decisions);
        await county.Comes("billing", OfBilling, Bills);
        await county.Comes("receipts", OfReceipts, Receipts);
    }

    public static Task<string> Comes(this TinyCounty county, string kind, string header, params string[] rows) =>
        county.Done("import", kind, county.Rows(header, rows), "--today", Today, "--user", "甲");

    public static Task<string> Decided(this TinyCounty county, params string[] rows) =>
        county.Done("backpay", "decide", county.Rows(OfDecisions, rows), "--today", Today, "--user", "丙");

    public static Task<string> Told(this TinyCounty county, params string[] rows) =>
        county.Done("backpay", "decide", county.Rows(OfDecisions, rows), "--today", Today, "--user", "甲");

    public static Task DecideRefused(this TinyCounty county, string why, string user, params string[] rows) =>
        county.Refused(why, "backpay", "decide", county.Rows(OfDecisions, rows), "--today", Today, "--user", user);

    /// <summary>A file of its own, short rows filled up.</summary>
    public static string Rows(this TinyCounty county, string header, params string[] rows)
    {
        var commas = header.Count(c => c == ',');
        return county.File($"{Guid.NewGuid():N}.csv", string.Join('\n', rows
            .Select(r => r + new string(',', commas - r.Count(c => c == ','))).Prepend(header)) + "\n");
    }

    public static Task<string> Reconciled(this TinyCounty county, string today = Today) =>
        county.Done("backpay", "reconcile", "--today", today, "--user", "甲");

    public static Task<string> Batch(this TinyCounty county, string step, string user, string name) =>
        county.Done("backpay", "batch", step, name, "--today", Today, "--user", user);

    /// <summary>Checked by 乙 and approved by 丙.</summary>
    public static async Task Approved(this TinyCounty county, string name, bool isChecked = false)
    {
        if (!isChecked) await county.Batch("check", "乙", name);
        await county.Done("backpay", "batch", "approve", name, "--document", "财社1", "--today", Today, "--user", "丙");
    }

    /// <summary>Proposed by 甲, checked and approved; what the proposal said.</summary>
    public static async Task<string> Batched(this TinyCounty county, string name)
    {
        var said = await county.Batch("create", "甲", name);
        await county.Approved(name);
        return said;
    }

    /// <summary>One list of a report made now.</summary>
    /// <param name="end">How its name ends.</param>
    public static async Task<string> Letter(this TinyCounty county, string end)
    {
        var folder = Path.Combine(county.Home, "表");
        await county.Done("backpay", "report", "--out", folder, "--today", Today);
        return await File.ReadAllTextAsync(
            Directory.EnumerateFiles(folder, $"*{end}.csv", SearchOption.AllDirectories).Single(),
            TestContext.Current.CancellationToken);
    }

    /// <summary>10,000 yuan, all of it of the county.</summary>
    public static async Task Funded(this TinyCounty county)
    {
        await county.Comes("funds", "年度,来源,用途,类型,金额,文号,到账日期", "2026,县,社保补缴,拨款,10000,财社9号,2026-04-18");
        await county.Comes("shares", "优抚类别,组成,单位,中央,省,市,县,生效日期,文号",
            "一次性,社保补缴,year,0,0,0,100,2026-01-01,财社8");
    }

    public static Task<string> FundsShown(this TinyCounty county) => county.Done("funds", "show", "--today", Today);

    /// <summary>Code and money of what is open, as the exception list has it.</summary>
    public static async Task<string[]> Open(this TinyCounty county, string today = Today) =>
    [
        .. TinyCounty.Rows(await county.Done("exceptions", "list", "--today", today))
            .Where(r => r[1].StartsWith("bp-", StringComparison.Ordinal))
            .Select(r => $"{r[16].Split(':')[0]} {r[1]} {r[11]}".TrimEnd()).Order(StringComparer.Ordinal),
    ];

    /// <summary>The second line's words between the quotes: where the case stands.</summary>
    public static async Task<string> StateOf(this TinyCounty county, string caseNumber) =>
        (await county.Done("backpay", "plan", caseNumber, "--today", Today)).Split("现在是“")[1].Split('”')[0];
}
