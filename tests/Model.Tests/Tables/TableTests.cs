using Disbursement.Model.Tests.Engines;

namespace Disbursement.Model.Tests.Tables;

/// <summary>
/// Each sentence of rules §2–4 that is easily read wrong, as a table, tried on the model and on the program.
/// </summary>
[Collection("one home at a time")]
public sealed class TableTests
{
    private static readonly Dictionary<string, string> Tables =
        new[] { MonthTables.All, AmountTables.All, PaidTables.All, OverlapTables.All }
            .SelectMany(t => t).ToDictionary(t => t.Name, t => t.Text, StringComparer.Ordinal);

    public static TheoryData<string> Names => [.. Tables.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task The_model_follows_the_rules(string name) =>
        new Walk(name, Homes.OfModel, driver: null).Play(Table.Parse(Tables[name]));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_program_follows_the_rules(string name)
    {
        var folder = Homes.Folder("table");
        await using (var engine = await CommandLineEngine.In(Path.Combine(folder, "home")))
            await new Walk(name, folder, new EngineDriver(engine, folder)).Play(Table.Parse(Tables[name]));
        Homes.Delete(folder);
    }
}
