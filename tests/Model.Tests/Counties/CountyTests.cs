using System.Globalization;
using Disbursement.Model.Tests.Engines;

namespace Disbursement.Model.Tests.Counties;

/// <summary>
/// Random counties over a year, line by line against the model. DISBURSE_MODEL_SEED names the first seed,
/// DISBURSE_MODEL_COUNT how many, DISBURSE_MODEL_PEOPLE how large.
/// </summary>
[Collection("one home at a time")]
public sealed class CountyTests
{
    public static TheoryData<int> Seeds => From(1, count: 2);

    /// <summary>So many seeds from one on, unless others are wanted.</summary>
    internal static TheoryData<int> From(int seed, int count) =>
        [.. Enumerable.Range(Number("DISBURSE_MODEL_SEED", seed), Number("DISBURSE_MODEL_COUNT", count))];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_program_and_the_model_agree_over_a_year(int seed)
    {
        var folder = Homes.Folder($"county-{seed}");
        await using (var engine = await CommandLineEngine.In(Path.Combine(folder, "home")))
        {
            var walk = new Walk($"county of seed {seed}", folder, new EngineDriver(engine, folder));
            await walk.Play(RandomCounty.Year(seed, Size));
            TestContext.Current.SendDiagnosticMessage($"seed {seed}: {walk.Runs} runs, {walk.Rows} rows agree");
        }

        Homes.Delete(folder);
    }

    private static CountyOptions Size => new()
    {
        People = Number("DISBURSE_MODEL_PEOPLE", 300), Results = true, Recoveries = true,
        OneOffs = true,
    };

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number)
            ? number
            : otherwise;
}
