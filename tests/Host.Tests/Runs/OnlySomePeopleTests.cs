using System.Globalization;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Runs;

/// <summary>
/// payout run --supplementary --only: some people are paid at once, the others keep what is open, nobody twice.
/// </summary>
[Collection(OneHome.Name)]
public sealed class OnlySomePeopleTests
{
    private const string ZhangJianguo = "999001197103050314";
    private const string HeShoutian = "999001195606300152";
    private const string WangWeidong = "999001195904180531";
    private const string Day = "2026-02-05";
    private const string Supplement = "2026-01-S1";

    private static readonly string[] Only =
        ["payout", "run", "2026-01", "--supplementary", "--today", Day, "--user", "甲", "--only"];

    [Fact]
    public async Task Those_listed_are_paid_at_once_and_the_next_month_pays_everybody_the_rest_once()
    {
        await using var listed = await February();
        await listed.Done([.. Only, List(listed, ZhangJianguo, HeShoutian)]);
        var supplement = await Lines(listed, Supplement);
        // 120 is the rise of January, 300 the month for which there was no account.
        Assert.Equal(
            [(HeShoutian, "2026-01", 300m), (ZhangJianguo, "2026-01", 120m)],
            supplement.Select(l => (l.IdNumber, l.Month, l.Yuan)).Order());
        await Sign(listed, Supplement);
        await RegularFebruary(listed);
        var after = await Paid(listed, "2026-01", Supplement, "2026-02");

        await using var without = await February();
        await RegularFebruary(without);
        Assert.Equal(await Paid(without, "2026-01", "2026-02"), after);
        Assert.Equal(600m, after.Where(p => p.Position.StartsWith(HeShoutian, StringComparison.Ordinal))
            .Sum(p => p.Yuan));
        Assert.True((await Lines(listed, "2026-02")).Count > 10, "The rise of January is still owed to the others.");
    }

    [Fact]
    public async Task A_cancelled_one_counts_for_nothing_and_the_next_month_pays_it_all()
    {
        await using var county = await February();
        await county.Done([.. Only, List(county, ZhangJianguo, HeShoutian)]);
        await Sign(county, Supplement);
        await county.Done("payout", "cancel", Supplement, "--today", Day, "--user", "丙");
        await RegularFebruary(county);
        var after = await Paid(county, "2026-01", "2026-02");

        await using var without = await February();
        await RegularFebruary(without);
        Assert.Equal(await Paid(without, "2026-01", "2026-02"), after);
    }

    [Fact]
    public async Task Pressed_twice_it_is_worked_out_again_and_once_approved_nothing_is_done_again()
    {
        await using var county = await February();
        var list = List(county, ZhangJianguo, HeShoutian);
        var first = await county.Done([.. Only, list]);
        Assert.Contains("只算部分人", first);
        var everybody = await county.Done([.. Only[..^1], "--json"]);
        Assert.Contains("\"partial\":false", everybody);
        Assert.Equal(first, await county.Done([.. Only, list]));
        await county.Done("payout", "submit", Supplement, "--today", Day, "--user", "甲");
        await Refused(county, "不能再测算", [.. Only, list]);
        foreach (var (deed, user) in new[] { ("check", "乙"), ("approve", "丙") })
            await county.Done("payout", deed, Supplement, "--today", Day, "--user", user);

        Assert.Contains("没有再做任何事", await county.Done([.. Only, list]));
        Assert.Contains("\"changed\":false", await county.Done([.. Only, list, "--json"]));
        await Refused(county, "没有批次", ["payout", "show", "2026-01-S2"]);

        // Something new is known of one of them: now there is something to do again.
        var change = Written(county, "changes.csv", "身份证号,优抚类别,变动类型,生效日期,文号,残疾等级,残疾性质",
            $"{ZhangJianguo},残疾军人,等级调整,2026-01-10,批复1号,5,因公");
        await county.Done("import", "changes", change, "--today", Day, "--user", "甲");
        await county.Done([.. Only, list]);
        Assert.Equal([ZhangJianguo], (await Lines(county, "2026-01-S2")).Select(l => l.IdNumber).Distinct());
    }

    [Fact]
    public async Task A_bad_row_or_an_unknown_person_is_named_by_its_line_and_nobody_is_worked_out()
    {
        await using var county = await February();
        var bad = List(county, ZhangJianguo, "999001197103050315", "12345");
        await Refused(county, "第3行，身份证号：身份证号最后一位应为4", [.. Only, bad]);
        await Refused(county, "第4行，身份证号：身份证号应为18位，文件里是5位", [.. Only, bad]);
        await Refused(county, "第3行，身份证号：系统里没有这个人（尾号0038）",
            [.. Only, List(county, ZhangJianguo, "110101199003070038")]);
        await Refused(county, "一个人也没有", [.. Only, List(county)]);
        await Refused(county, "没有这个文件：release。--only 后面写 returned", [.. Only, "release"]);
        await Refused(county, "前10行里没有找到“身份证号”",
            [.. Only, Written(county, "names.csv", "姓名", "张建国")]);
        await Refused(county, "没有批次", ["payout", "show", Supplement]);
    }

    [Fact]
    public async Task Released_are_those_whose_hold_is_over_and_a_return_needs_a_result_of_the_bank()
    {
        await using var county = new TinyCounty();
        await county.January();
        await Sign(county, "2026-01");
        await Refused(county, "2026-01里暂缓的款项，现在没有一笔可以补发", [.. Only, "released"]);
        await Refused(county, "没有退回的款项可以重发", [.. Only, "returned"]);
        await ImportFebruary(county);
        await Refused(county, "没有退回的款项可以重发", [.. Only, "returned"]);

        // 何守田 has an account now; 王卫东 is newly held, but his January was paid.
        await county.Done([.. Only, "released"]);
        Assert.Equal([(HeShoutian, "2026-01", 300m)],
            (await Lines(county, Supplement)).Select(l => (l.IdNumber, l.Month, l.Yuan)));
        await Sign(county, Supplement);
        await Refused(county, "没有一笔可以补发", [.. Only, "released"]);

        await RegularFebruary(county);
        Assert.Equal([("2026-02", 300m)], (await Lines(county, "2026-02"))
            .Where(l => l.IdNumber == HeShoutian).Select(l => (l.Month, l.Yuan)));
        var released = Written(county, "released.csv", "身份证号,变动类型,生效日期,来源,原因",
            $"{WangWeidong},解除暂缓,2026-02-20,经办,见面");
        await county.Done("import", "changes", released, "--today", "2026-02-20", "--user", "甲");
        await county.Done("payout", "run", "2026-02", "--supplementary", "--only", "released", "--today", "2026-02-20",
            "--user", "甲");
        Assert.Equal([WangWeidong], (await Lines(county, "2026-02-S1")).Select(l => l.IdNumber).Distinct());
    }

    [Fact]
    public async Task Killed_at_any_moment_and_pressed_twice_at_once_it_has_the_lines_of_an_undisturbed_one()
    {
        using var office = await Office.With(2000);
        await office.Do("payout", "run", "2025-08", "--today", "2025-08-05");
        foreach (var (deed, user) in new[] { ("submit", "甲"), ("check", "乙"), ("approve", "丙") })
            await office.Do("payout", deed, "2025-08", "--user", user);
        var everybody = (await office.Lines("2025-08")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(l => l.Split(',')[1]).Distinct();
        await office.Do("import", "rates", TinyCounty.Sample("rates-2025.csv"), "--today", "2025-08-06");
        string[] only = ["payout", "run", "2025-08", "--supplementary", "--today", "2025-08-06",
            "--only", office.Write("list.csv", ["身份证号", .. everybody.Where((_, i) => i % 3 == 0)])];
        await office.Do(only);
        var expected = await office.Lines("2025-08-S1");
        Assert.True(expected.Split('\n').Length > 100);
        await office.Do("payout", "cancel", "2025-08-S1");

        foreach (var milliseconds in new[] { 250, 350, 450, 550, 700 }) await office.Kill(milliseconds, only);
        var both = await Task.WhenAll(office.Try(only), office.Try(only));
        Assert.Contains(both, b => b.Code == CommandLine.Done);
        Assert.All(both, b => Assert.True(
            b.Code == CommandLine.Done || b.Said.Contains("另一个命令正在测算", StringComparison.Ordinal), b.Said));
        Assert.Equal(expected, await office.Lines("2025-08-S1"));
    }

    [Fact]
    public async Task It_is_for_supplementary_runs_of_the_last_approved_month_only()
    {
        await using var county = await February();
        var list = List(county, ZhangJianguo);
        var (code, _, error) = await county.Command("payout", "run", "2026-02", "--only", list, "--user", "甲");
        Assert.Equal(CommandLine.WrongUsage, code);
        Assert.Contains("--only 只用于补发批", error);
        await Refused(county, "补发批只能做最后批准的月份（2026-01）", ["payout", "run", "2026-02",
            "--supplementary", "--only", list, "--today", Day, "--user", "甲"]);
    }

    /// <summary>January approved; a rise, an account, a death and a hold became known since.</summary>
    private static async Task<TinyCounty> February()
    {
        var county = new TinyCounty();
        await county.January();
        await Sign(county, "2026-01");
        await county.Done("import", "rates", TinyCounty.Sample("rates-2025.csv"), "--today", Day, "--user", "甲");
        await ImportFebruary(county);
        return county;
    }

    private static Task ImportFebruary(TinyCounty county) => county.Done(
        "import", "changes", TinyCounty.Sample("changes-2026-02.csv"), "--today", Day, "--user", "甲");

    private static async Task RegularFebruary(TinyCounty county)
    {
        await county.Done("payout", "run", "2026-02", "--today", Day, "--user", "甲");
        await Sign(county, "2026-02");
    }

    private static async Task Sign(TinyCounty county, string run)
    {
        foreach (var (deed, user) in new[] { ("submit", "甲"), ("check", "乙"), ("approve", "丙") })
            await county.Done("payout", deed, run, "--today", Day, "--user", user);
    }

    private static string List(TinyCounty county, params string[] idNumbers) =>
        Written(county, "list.csv", ["身份证号", .. idNumbers]);

    private static string Written(TinyCounty county, string name, params string[] lines)
    {
        var path = Path.Combine(county.Home, name);
        File.WriteAllLines(path, lines);
        return path;
    }

    private static async Task<List<(string IdNumber, string Month, decimal Yuan)>> Lines(TinyCounty county, string run)
        => [.. (await county.Done("lines", run)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(l => l.Trim().Split(',')).Where(l => l[8] != "held")
            .Select(l => (l[1], l[5], decimal.Parse(l[7], CultureInfo.InvariantCulture)))];

    /// <summary>Per person and benefit month over runs; never a position twice from the same knowledge.</summary>
    private static async Task<List<(string Position, decimal Yuan)>> Paid(TinyCounty county, params string[] runs)
    {
        var lines = new List<(string IdNumber, string Month, decimal Yuan)>();
        foreach (var run in runs) lines.AddRange(await Lines(county, run));
        return [.. lines.GroupBy(l => $"{l.IdNumber} {l.Month}").Select(g => (g.Key, g.Sum(l => l.Yuan))).Order()];
    }

    private static async Task Refused(TinyCounty county, string why, string[] arguments)
    {
        var (code, _, error) = await county.Command(arguments);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains(why, error);
    }
}
