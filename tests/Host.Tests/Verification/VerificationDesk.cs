using System.Globalization;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Verification;

/// <summary>The small county in its year of confirmation: who is who, and what comes over the desk.</summary>
static class VerificationDesk
{
    public const string ZhangJianguo = "999001197103050314";
    public const string LiXiuying = "999001194809120245";
    public const string WangWeidong = "999001195904180531";
    public const string ZhaoDeshan = "999001195211200173";
    public const string ChenYongfu = "999001195502280716";
    public const string LiuGuilan = "99900119470707046X";
    public const string SunWenzhe = "999001196310010396";
    public const string ZhouXuehai = "999001196508150554";
    public const string WuZhiqiang = "999001193402260110";
    public const string MaXilai = "999001196012120335";
    public const string ZhengXiaoyue = "999001201305190285";
    public const string HeShoutian = "999001195606300152";

    /// <summary>Comes onto the roster in January.</summary>
    public const string QianDayong = "110101199003070038";

    private const string OfConfirmations = "身份证号,确认日期,方式,结果,经办站,经办人,见证人,证明,撤销";
    private const string OfNotices = "身份证号,通知日期,种类,方式,送达,经办人,附件,撤销";
    private const string OfEvidence = "来源,身份证号,姓名,事实,日期,原因,文号,说明";

    /// <summary>January approved and the campaign of the year open from 10 January to 4 April.</summary>
    public static async Task Campaign(this TinyCounty county)
    {
        await county.January();
        await county.Sign();
        await county.Done("verification", "open", "2026", "--today", "2026-01-10", "--user", "甲");
    }

    public static Task<string> Confirmed(this TinyCounty county, string today, params string[] rows) =>
        county.Brought("confirmations", OfConfirmations, 8, today, rows);

    public static Task<string> Notified(this TinyCounty county, string today, params string[] rows) =>
        county.Brought("notices", OfNotices, 7, today, rows);

    public static Task<string> Reported(this TinyCounty county, string today, params string[] rows) =>
        county.Brought("evidence", OfEvidence, 7, today, rows);

    public static Task<string> Changed(this TinyCounty county, string today, string header, params string[] rows) =>
        county.Brought("changes", header, header.Count(c => c == ','), today, rows);

    private static Task<string> Brought(
        this TinyCounty county, string kind, string header, int commas, string today, string[] rows) => county.Done(
            "import", kind, county.File($"{Guid.NewGuid():N}.csv", string.Join('\n', rows
                .Select(r => r + new string(',', commas - r.Count(c => c == ','))).Prepend(header)) + "\n"),
            "--today", today, "--user", "甲");

    public static Task<string> Swept(this TinyCounty county, string today) =>
        county.Done("verification", "sweep", "--today", today, "--user", "甲");

    /// <summary>The month worked out and signed by three.</summary>
    public static async Task Paid(this TinyCounty county, string month, string today)
    {
        await county.Done("payout", "run", month, "--today", today, "--user", "甲");
        await county.Sign(month, today);
    }

    /// <summary>Of a run, what each of some people is sent and what is kept back: "王卫东 0.00 暂缓 882.00".</summary>
    public static async Task<string[]> Sums(this TinyCounty county, string run, params string[] names)
    {
        var rows = TinyCounty.Rows(await county.Done("lines", run)).ToList();
        return [.. names.Select(name => $"{name} {Sum(name, held: false)}{Held(name)}")];

        string Sum(string name, bool held) => rows.Where(r => r[2] == name && r[8] == "held" == held)
            .Sum(r => decimal.Parse(r[7], CultureInfo.InvariantCulture)).ToString("0.00", CultureInfo.InvariantCulture);
        string Held(string name) => Sum(name, held: true) is var held && held == "0.00" ? "" : $" 暂缓 {held}";
    }

    /// <summary>code and sentence of what is open of a person.</summary>
    public static async Task<string[]> CasesOf(this TinyCounty county, string name, string today) =>
    [
        .. TinyCounty.Rows(await county.Done("exceptions", "list", "--today", today)).Where(r => r[5] == name)
            .Select(r => $"{r[1]} {r[2]} {r[9]}").Order(StringComparer.Ordinal),
    ];

    /// <summary>How many stand in each class, as the command says it.</summary>
    public static async Task<Dictionary<string, int>> Classes(this TinyCounty county, string today)
    {
        using var said = System.Text.Json.JsonDocument.Parse(
            await county.Done("verification", "status", "2026", "--today", today, "--json"));
        return said.RootElement.GetProperty("cells").EnumerateArray()
            .GroupBy(c => c.GetProperty("class").GetString()!)
            .ToDictionary(g => g.Key, g => g.Sum(c => c.GetProperty("people").GetInt32()));
    }
}
