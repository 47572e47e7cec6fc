using System.Text.Json;
using Disbursement.Host.EmbeddedDatabase;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Npgsql;

namespace Disbursement.Host.Tests.Runs;

/// <summary>payout run --rehearse: what a month would come to, and afterwards nothing has happened.</summary>
[Collection(OneHome.Name)]
public sealed class RehearsalTests
{
    private static readonly string[] Totals = ["count", "sum_fen", "held_fen", "lines", "content_root"];

    [Fact]
    public async Task It_shows_what_the_run_will_be_and_leaves_every_table_as_it_was()
    {
        await using var county = new TinyCounty();
        await county.January();
        // Beside the draft of January, which stays as it is.
        var before = await Everything(county);
        var folder = Path.Combine(county.Home, "rehearsed");
        var shown = await Rehearse(county, "2026-01", "--today", "2026-01-08", "--out", folder);
        Assert.Equal(before, await Everything(county));
        AssertSame(shown, await Json(county, "payout", "show", "2026-01"));
        Assert.Equal(await Rows(county, "lines", "2026-01"), Rows(folder, "试算-2026-01-明细.csv"));
        Assert.Equal(
            await Rows(county, "exceptions", "list", "2026-01", "--today", "2026-01-08"),
            Rows(folder, "试算-2026-01-异常名单.csv"));

        await county.Sign();
        await county.Done("import", "rates", TinyCounty.Sample("rates-2025.csv"), "--today", "2026-01-20",
            "--user", "甲");
        before = await Everything(county);
        // A month ahead needs no document, because nothing is issued.
        shown = await Rehearse(county, "2026-02", "--today", "2026-01-20");
        Assert.Equal(before, await Everything(county));
        await Refused(county, "没有批次", ["payout", "submit", "2026-02", "--user", "甲"]);
        AssertSame(shown, await Json(county, "payout", "run", "2026-02", "--today", "2026-02-05", "--user", "甲"));
    }

    [Fact]
    public async Task A_supplementary_run_for_a_few_can_be_rehearsed()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await county.Done("import", "changes", TinyCounty.Sample("changes-2026-02.csv"), "--today", "2026-02-05",
            "--user", "甲");
        string[] only = ["2026-01", "--supplementary", "--only", "released", "--today", "2026-02-05"];
        var before = await Everything(county);
        var shown = await Rehearse(county, only);
        Assert.Equal(before, await Everything(county));
        AssertSame(shown, await Json(county, ["payout", "run", .. only, "--user", "甲"]));
    }

    [Fact]
    public async Task What_cannot_be_worked_out_cannot_be_rehearsed_either()
    {
        await using var county = new TinyCounty();
        await county.January();
        await Refused(county, "2026-01还没有批准或取消", ["payout", "run", "2026-02", "--rehearse"]);
        await county.Sign();
        await Refused(county, "已于2026年1月8日由丙批准", ["payout", "run", "2026-01", "--rehearse"]);
        await Refused(county, "没有退回的款项",
            ["payout", "run", "2026-01", "--supplementary", "--only", "returned", "--rehearse"]);
    }

    [Fact]
    public async Task Killed_at_any_moment_or_beside_the_run_itself_it_leaves_nothing()
    {
        using var office = await Office.With(2000);
        string[] rehearse = ["payout", "run", "2025-08", "--rehearse", "--today", "2025-08-05"];
        foreach (var milliseconds in new[] { 300, 450, 600, 800 }) await office.Kill(milliseconds, rehearse);
        Assert.Equal(CommandLine.RefusedCode, (await office.Try("payout", "show", "2025-08")).Code);

        var both = await Task.WhenAll(
            office.Try([.. rehearse, "--json"]),
            office.Try("payout", "run", "2025-08", "--today", "2025-08-05", "--json"));

        Assert.All(both, b => Assert.Equal(CommandLine.Done, b.Code));
        var answers = both.Select(b => JsonSerializer.Deserialize<JsonElement>(b.Said)).ToList();
        AssertSame(answers[0], answers[1]);
    }

    private static async Task<JsonElement> Rehearse(TinyCounty county, params string[] arguments)
    {
        var shown = await Json(county, ["payout", "run", .. arguments, "--rehearse"]);
        Assert.False(shown.GetProperty("changed").GetBoolean());
        Assert.Contains("没有留下批次", shown.GetProperty("message").GetString());
        return shown;
    }

    private static async Task<JsonElement> Json(TinyCounty county, params string[] arguments) =>
        JsonSerializer.Deserialize<JsonElement>(await county.Done([.. arguments, "--json"]));

    private static void AssertSame(JsonElement rehearsed, JsonElement run) => Assert.Equal(
        Totals.Select(t => (t, rehearsed.GetProperty(t).ToString())),
        Totals.Select(t => (t, run.GetProperty(t).ToString())));

    private static async Task<string[]> Rows(TinyCounty county, params string[] command) =>
        Split(await county.Done(command));

    private static string[] Rows(string folder, string file) => Split(File.ReadAllText(Path.Combine(folder, file)));

    private static string[] Split(string text) =>
        text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Every row of every table, and where every sequence stands.</summary>
    private static async Task<string> Everything(TinyCounty county)
    {
        await using var cluster = await EmbeddedCluster.Open(HomeFolder.Open(county.Home), CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(cluster.OwnerConnection);
        var names = new List<string>();
        await using (var command = source.CreateCommand("""
            select oid::regclass::text from pg_class
            where relnamespace = 'disburse'::regnamespace and relkind in ('r', 'S') order by 1
            """))
        await using (var reader = await command.ExecuteReaderAsync())
            while (await reader.ReadAsync()) names.Add(reader.GetString(0));
        var all = new List<string>();
        foreach (var name in names)
        {
            await using var command = source.CreateCommand(
                $"select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from (select * from {name}) t");
            all.Add($"{name} {await command.ExecuteScalarAsync()}");
        }

        Assert.True(all.Count > 20);
        return string.Join('\n', all);
    }

    private static async Task Refused(TinyCounty county, string why, string[] arguments)
    {
        var (code, _, error) = await county.Command(arguments);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains(why, error);
    }
}
