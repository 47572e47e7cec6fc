using System.Collections.Frozen;
using System.Collections.Immutable;
using Disbursement.Domain.People;

namespace Disbursement.Domain.Policy;

/// <summary>丧葬补助月数: a dated row of rules §10, the programme's own or the county's.</summary>
/// <param name="Id">What a payment line points to; negative for <see cref="FuneralRules.Default"/>.</param>
/// <param name="Cause">死因 it holds for; null: whatever the cause.</param>
/// <param name="Months">How many months of the standard; 0 is known to be nothing, unlike no row at all.</param>
/// <param name="EffectiveFrom">Deaths on that day and later.</param>
public sealed record FuneralRule(
    int Id, Place Place, short Category, string? Cause, int Months, DateOnly EffectiveFrom, string Document);

/// <summary>
/// The funeral months as known at one act: of the rows for the category and the cause the latest in force on the day of
/// the death counts, of equals the latest known.
/// </summary>
public sealed class FuneralRules
{
    public const string Illness = "因病";

    private static readonly DateOnly Always = DateOnly.MinValue;

    /// <summary>How death certificates say it.</summary>
    private static readonly FrozenSet<string> IllnessWords =
        new[] { Illness, "病故", "病逝", "病亡", "疾病", "因病死亡", "因病去世", "因病逝世", "因病病故" }.ToFrozenSet();

    private readonly ImmutableArray<FuneralRule> rows;

    /// <param name="known">The county's rows; the defaults are known before all of them.</param>
    public FuneralRules(IEnumerable<FuneralRule> known) =>
        rows = [.. DefaultRows().Concat(known).OrderBy(r => r.EffectiveFrom).ThenBy(r => r.Place)];

    public static FuneralRules Default { get; } = new([]);

    /// <summary>The row in force; null while nobody decided any for the category and cause.</summary>
    public FuneralRule? Of(short category, DateOnly diedOn, string? cause)
    {
        var spoken = Normalised(cause);
        return rows.LastOrDefault(r =>
            r.Category == category && r.EffectiveFrom <= diedOn && (r.Cause is null || r.Cause == spoken));
    }

    /// <summary>Nothing can be said without the cause: what would be in force is for one cause only.</summary>
    public bool NeedsCause(short category, DateOnly diedOn) =>
        rows.LastOrDefault(r => r.Category == category && r.EffectiveFrom <= diedOn)?.Cause is not null;

    public FuneralRule? ById(int id) => rows.FirstOrDefault(r => r.Id == id);

    /// <summary>因病, however it is written; null when nothing is.</summary>
    public static string? Normalised(string? cause) =>
        string.IsNullOrWhiteSpace(cause) ? null : IllnessWords.Contains(cause.Trim()) ? Illness : cause.Trim();

    private static IEnumerable<FuneralRule> DefaultRows()
    {
        (string Code, string? Cause, int Months, DateOnly From, string Document)[] defaults =
        [
            .. new[] { "11", "13", "14", "15" }.Select(c => (c, (string?)Illness, 12, Always, "军人抚恤优待条例第32条")),
            .. new[] { "21", "22", "23" }.Select(c => (c, (string?)null, 6, Always, "军人抚恤优待条例第22条")),
            .. new[] { "51", "61" }.Select(c =>
                (c, (string?)null, 6, new DateOnly(2024, 10, 1), "军人抚恤优待条例第62条")),
            ("B1", null, 6, new DateOnly(2025, 1, 1), "烈士褒扬条例第23条"),
        ];
        return defaults.Select((row, i) => new FuneralRule(
            -(i + 1), new Place(0, i), Category.Of(row.Code).Number, row.Cause, row.Months, row.From, row.Document));
    }
}
