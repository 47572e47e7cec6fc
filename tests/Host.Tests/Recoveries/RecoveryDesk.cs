using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Recoveries;

/// <summary>
/// 张建国 of the twelve people: paid 4015.00 for January as level 6, known in February to be level 8 (1830.00) since
/// then. So January is 2185.00 too much.
/// </summary>
static class RecoveryDesk
{
    public const string ZhangJianguo = "999001197103050314";
    public const string ZhaoDeshan = "999001195211200173";

    private const string Columns = "身份证号,待遇月份,处理方式,金额,依据,文号,撤销";

    /// <summary>February is worked out and shows the claim.</summary>
    public static async Task<TinyCounty> February()
    {
        var county = new TinyCounty();
        await county.January();
        await county.Done("user", "add", "丁", "--roles", "财务");
        await county.Sign();
        await county.Done("change", "等级调整", ZhangJianguo, "--优抚类别", "残疾军人", "--生效日期", "2025-12-20",
            "--残疾等级", "8", "--文号", "批复1号", "--today", "2026-02-05", "--user", "甲");
        await county.Run("2026-02", "2026-02-05");
        return county;
    }

    public static Task<string> Run(this TinyCounty county, string run, string today) =>
        county.Done("payout", "run", run, "--today", today, "--user", "甲");

    /// <summary>Decisions as rows of a file under a name of its own.</summary>
    public static string Decisions(this TinyCounty county, params string[] rows) =>
        county.File($"{Guid.NewGuid():N}.csv", string.Join('\n', [Columns, .. rows]) + "\n");

    public static Task<string> Decide(this TinyCounty county, string today, params string[] rows) =>
        county.Done("recovery", "decide", county.Decisions(rows), "--today", today, "--user", "甲");

    /// <summary>Lines of a person in a run: month, kind, amount.</summary>
    public static async Task<string> LinesOf(this TinyCounty county, string run, string idNumber) =>
        string.Join(' ', TinyCounty.Rows(await county.Done("lines", run)).Where(r => r[1] == idNumber)
            .Select(r => $"{r[5]}:{r[6]}:{r[7]}"));

    /// <summary>Open claims: month amount/decided/recovered/waived/remaining, of a person.</summary>
    public static async Task<string> ClaimsOf(this TinyCounty county, string idNumber, string today) =>
        string.Join(' ', TinyCounty.Rows(await county.Done("recovery", "list", "--today", today))
            .Where(r => r[0] == idNumber).Select(r => $"{r[3]}:{string.Join('/', r[4..9])}"));

    /// <summary>Amounts of a code's cases of a run by month, of a person.</summary>
    public static async Task<string> CasesOf(this TinyCounty county, string run, string code, string today) =>
        string.Join(' ', TinyCounty.Rows(
                await county.Done("exceptions", "list", run, "--code", code, "--today", today))
            .Select(r => $"{r[5]}:{r[8]}:{r[11]}"));
}
