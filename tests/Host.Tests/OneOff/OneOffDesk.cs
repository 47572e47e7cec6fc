using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.OneOff;

/// <summary>A county with its January open, and batches of its people as clerks bring them.</summary>
static class OneOffDesk
{
    public const string Run = "O-春节慰问";
    public const string Day = "2026-01-09";
    public const string ZhangJianguo = "999001197103050314";
    public const string LiXiuying = "999001194809120245";
    public const string HeShoutian = "999001195606300152";
    public const string WuZhiqiang = "999001193402260110";

    /// <summary>Of no roster.</summary>
    public const string QianDayong = "110101199003070038";

    private const string Header =
        "批次名,身份证号,姓名,金额,用途,文号,收款人姓名,收款人证件号,与本人关系,开户行,银行账号,户名,撤销";

    /// <summary>What a file of such rows says when it comes in.</summary>
    public static async Task<(int Code, string Said, string Error)> Bring(
        this TinyCounty county, params string[] rows) => await county.Command(
            "import", "oneoff", county.File($"{Guid.NewGuid():N}.csv", Text(rows)), "--today", Day, "--user", "甲",
            "--json");

    /// <summary>All of it comes in.</summary>
    public static async Task<string> Brought(this TinyCounty county, params string[] rows)
    {
        var (code, said, error) = await county.Bring(rows);
        Assert.True(code == 0, error + said);
        return said;
    }

    public static string Text(params string[] rows) =>
        string.Join('\n', rows.Select(r => r + new string(',', 12 - r.Count(c => c == ','))).Prepend(Header)) + "\n";

    public static Task<string> Changed(this TinyCounty county, string header, params string[] rows) => county.Done(
        "import", "changes", county.File($"{Guid.NewGuid():N}.csv", string.Join('\n', rows.Prepend(header)) + "\n"),
        "--today", Day, "--user", "甲");

    public static Task<string> WorkedOut(this TinyCounty county, params string[] more) =>
        county.Done(["payout", "run", Run, .. more, "--today", Day, "--user", "甲"]);

    /// <summary>name, yuan, kind, status of each line.</summary>
    public static async Task<string[]> Lines(this TinyCounty county, string run = Run) =>
    [
        .. TinyCounty.Rows(await county.Done("lines", run)).Select(r => $"{r[2]} {r[7]} {r[6]} {r[8]}").Order(),
    ];

    /// <summary>code and sentence of each case of a batch.</summary>
    public static async Task<string[]> Cases(this TinyCounty county, string run = Run) =>
    [
        .. TinyCounty.Rows(await county.Done("exceptions", "list", run)).Where(r => r[1] != "import-rejected")
            .Select(r => $"{r[1]} {r[9]}").Order(),
    ];
}
