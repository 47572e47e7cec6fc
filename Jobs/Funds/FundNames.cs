using Disbursement.Domain.Funds;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.OneOffs;
using Npgsql;

namespace Disbursement.Jobs.Funds;

/// <summary>What purposes and funds are called: the purpose of a one-off batch as the batch.</summary>
internal sealed class FundNames
{
    private readonly Dictionary<Purpose, string> names = [];
    private readonly Dictionary<string, OneOffBatch> batches;

    private FundNames(List<OneOffBatch> known)
    {
        batches = known.ToDictionary(b => b.Name, StringComparer.Ordinal);
        foreach (var purpose in Enum.GetValues<Purpose>()) names.Add(purpose, purpose.Label());
        foreach (var batch in known) names.Add((Purpose)batch.Component, batch.Name);
    }

    public static async Task<FundNames> Read(NpgsqlConnection connection, CancellationToken stop) =>
        new(await OneOffStore.Batches(connection, stop));

    public string Of(Purpose purpose) => names[purpose];

    public string Of(Fund fund) => fund.Label(Of(fund.Purpose));

    /// <summary>Null: there is no such batch.</summary>
    public OneOffBatch? Batch(string name) => batches.GetValueOrDefault(name);

    /// <summary>A purpose of every month, or a batch's; null: neither.</summary>
    public Purpose? Find(string text) => Purposes.Find(text) ?? Purposes.Find(Characters.Compact(text))
        ?? (Purpose?)Batch(text)?.Component;

    /// <summary>What there is to choose from.</summary>
    public string Choices => string.Join('、', Enum.GetValues<Purpose>().Select(p => p.Label())) + "；" + BatchChoices;

    public string BatchChoices => batches.Count == 0
        ? "还没有一次性批次（先 ./disburse import oneoff 文件）"
        : "一次性批次：" + string.Join('、', batches.Keys);
}
