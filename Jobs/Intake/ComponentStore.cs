using Disbursement.Domain.Policy;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Intake;

/// <summary>Names of components: the built-in ones and the county's own, which get a number when first used.</summary>
internal static class ComponentStore
{
    public static async Task<Dictionary<string, short>> Numbers(
        NpgsqlConnection connection, IEnumerable<string> labels, long act, CancellationToken stop)
    {
        var known = (await connection.Rows("select label, number from component",
            r => (r.GetString(0), r.GetInt16(1)), stop))
            .ToDictionary(c => c.Item1, c => c.Item2, StringComparer.Ordinal);
        foreach (var label in labels.Distinct(StringComparer.Ordinal))
        {
            if (Component.Find(label) is { } builtIn) known[label] = builtIn;
            if (known.ContainsKey(label)) continue;
            var number = (short)Math.Max(Component.FirstNamed, known.Values.DefaultIfEmpty<short>(0).Max() + 1);
            await connection.Execute(
                "insert into component (number, label, act) values ($1, $2, $3)", stop, number, label, act);
            known.Add(label, number);
        }

        return known;
    }

    /// <summary>Labels by number, for lists.</summary>
    public static async Task<Dictionary<short, string>> Labels(NpgsqlConnection connection, CancellationToken stop)
    {
        var labels = (await connection.Rows("select number, label from component",
            r => (r.GetInt16(0), r.GetString(1)), stop)).ToDictionary(c => c.Item1, c => c.Item2);
        for (short number = 1; Component.Label(number) is { } label; number++) labels[number] = label;
        return labels;
    }
}
