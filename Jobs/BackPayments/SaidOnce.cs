namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// A number says one thing of the same months: another amount or day under it is refused, as long as what was said
/// first was not taken back.
/// </summary>
internal static class SaidOnce
{
    /// <summary>What to do where both cannot be right.</summary>
    public const string Mend = "登记错的，原来那行原样写上、“撤销”填“是”一起导入";

    /// <param name="read">Of a row: what it speaks of, and what it says of that.</param>
    /// <param name="stored">By line: what else stands of the same.</param>
    /// <param name="refuse">A row, and what stands instead.</param>
    /// <returns>Rows that may be taken, in order.</returns>
    public static List<TRow> Agreeing<TRow, TOf, TSaid>(
        IReadOnlyList<TRow> rows, Func<TRow, (int Line, bool IsWithdrawal, TOf Of, TSaid Said)> read,
        ILookup<int, TSaid> stored, Action<TRow, TSaid> refuse)
        where TOf : notnull where TSaid : struct, IEquatable<TSaid>
    {
        var withdrawn = rows.Select(read).Where(r => r.IsWithdrawal).Select(r => (r.Of, r.Said)).ToHashSet();
        var (agreeing, first) = (new List<TRow>(rows.Count), new Dictionary<TOf, TSaid>());
        foreach (var row in rows)
        {
            var (line, isWithdrawal, of, said) = read(row);
            // What this file takes back says nothing, and stands against nothing.
            if (!isWithdrawal && !withdrawn.Contains((of, said)))
            {
                var others = stored[line].Where(o => !withdrawn.Contains((of, o)));
                if (first.TryGetValue(of, out var before) && !before.Equals(said)) others = others.Append(before);
                if (others.Select(o => (TSaid?)o).FirstOrDefault() is { } other)
                {
                    refuse(row, other);
                    continue;
                }

                first.TryAdd(of, said);
            }

            agreeing.Add(row);
        }

        return agreeing;
    }
}
