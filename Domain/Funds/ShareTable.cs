using System.Collections.Immutable;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Funds;

/// <summary>Who bears an amount, and by which row.</summary>
/// <param name="Levels">The shares by which a line is split.</param>
/// <param name="Row">Null: the default of rules §5.</param>
/// <param name="DifferenceFen">What the standard has more than the row, a year; less: negative.</param>
public readonly record struct Sharing(Parts Levels, Share? Row, long DifferenceFen);

/// <summary>
/// The shares as known at one act: who bears a line. A line knows its standard, and with it level, nature and period;
/// what the standard does not tell apart, the shares cannot either.
/// </summary>
public sealed class ShareTable
{
    private readonly ImmutableArray<Share> rows;
    private readonly Dictionary<(short, short, Standard?, PayMonth), Sharing?> asked = [];

    /// <param name="known">All rows known, in any order.</param>
    public ShareTable(IEnumerable<Share> known) =>
        rows = [.. known.OrderBy(s => s.EffectiveFrom).ThenBy(s => s.Place)];

    public bool IsEmpty => rows.IsEmpty;

    /// <summary>
    /// By the row in force in the benefit month: of those whose keys match the latest date on or before its first day,
    /// of equals the latest known; else by default. Null: nobody says who bears it (share-missing).
    /// </summary>
    public Sharing? Of(short category, short component, Standard? standard, PayMonth month)
    {
        var key = (category, component, standard, month);
        if (!asked.TryGetValue(key, out var found)) asked.Add(key, found = Find(category, component, standard, month));
        return found;
    }

    private Sharing? Find(short category, short component, Standard? standard, PayMonth month)
    {
        var firstDay = month.FirstDay;
        var row = rows.LastOrDefault(s => s.EffectiveFrom <= firstDay && s.Matches(category, component, standard));
        if (row is null)
        {
            return Sources.ByDefault(Category.Of(category), component) is { } source
                ? new Sharing(Parts.Of(source, 1), null, 0)
                : null;
        }

        var difference = row.DifferenceTo(standard);
        var at = row.BearsDifference;
        // A level gives back no more than its own share.
        var levels = row.Levels.With(at, Math.Max(0, row.Levels[at] + difference));
        return new Sharing(levels.All > 0 ? levels : row.Levels, row, difference);
    }
}
