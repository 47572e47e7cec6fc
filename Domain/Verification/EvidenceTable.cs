using System.Collections.Frozen;
using Disbursement.Domain.People;

namespace Disbursement.Domain.Verification;

/// <summary>来源轻重, 来源分组, 来源含义: a dated row of the county's own about a source (rules §7, ⚙).</summary>
/// <param name="Key">Source or fact, as lists write it.</param>
/// <param name="Value">强、弱、不用; a group; what it bears on.</param>
public sealed record EvidenceRule(Place Place, EvidenceAspect Aspect, string Key, string Value, DateOnly EffectiveFrom);

/// <summary>What of a source a rule lays down.</summary>
public enum EvidenceAspect
{
    Weight,
    Group,
    Bearing,
}

/// <summary>
/// The table of sources: the programme's own rows, and over them the county's, of equals the latest known. What neither
/// knows is kept and bears on nothing; no source ever ends a benefit.
/// </summary>
public sealed class EvidenceTable
{
    private static readonly EvidenceKind[] Rows =
    [
        new("死亡医学证明", EvidenceBearing.Death, EvidenceWeight.Strong, "卫健"),
        new("火化", EvidenceBearing.Death, EvidenceWeight.Strong, "民政"),
        new("户籍注销", EvidenceBearing.Death, EvidenceWeight.Weak, "公安"),
        new("医保停", EvidenceBearing.Death, EvidenceWeight.Weak, "医保"),
        new("养老停", EvidenceBearing.Death, EvidenceWeight.Weak, "人社"),
        new("死亡", EvidenceBearing.Death, EvidenceWeight.Weak, "其他"),
        new("服刑名册", EvidenceBearing.Sentence, EvidenceWeight.Strong, "司法"),
        new("服刑", EvidenceBearing.Sentence, EvidenceWeight.Strong, "司法"),
        new("通缉", EvidenceBearing.Sentence, EvidenceWeight.Strong, "公安"),
        new("拘留", EvidenceBearing.Sentence, EvidenceWeight.Weak, "公安"),
        new("逮捕", EvidenceBearing.Sentence, EvidenceWeight.Weak, "公安"),
        new("缓刑", EvidenceBearing.Sentence, EvidenceWeight.Weak, "司法"),
        new("社区矫正", EvidenceBearing.Sentence, EvidenceWeight.Weak, "司法"),
        new("职工养老", EvidenceBearing.EmployeePension, EvidenceWeight.Strong, "人社"),
        new("外县在发", EvidenceBearing.PaidElsewhere, EvidenceWeight.Weak, "外县"),
        new("再婚", EvidenceBearing.Remarried, EvidenceWeight.Weak, "民政"),
        new("就医", EvidenceBearing.SignOfLife, EvidenceWeight.Weak, "医保"),
        new("取款", EvidenceBearing.SignOfLife, EvidenceWeight.Weak, "银行"),
        new("退役士兵", EvidenceBearing.ServiceRecord, EvidenceWeight.Weak, "信息采集"),
        new("出境", EvidenceBearing.LeftTheCountry, EvidenceWeight.Weak, "公安"),
        new("机关养老", EvidenceBearing.CivilServicePension, EvidenceWeight.Strong, "人社"),
        new("低保", EvidenceBearing.Hardship, EvidenceWeight.Strong, "民政"),
        new("特困", EvidenceBearing.Hardship, EvidenceWeight.Strong, "民政"),
    ];

    private static readonly string[] Bearings =
        ["无", "死亡", "服刑", "职工养老", "外县在发", "再婚", "生存", "服役", "出境", "机关养老", "困难"];

    private static readonly string[] Weights = ["不用", "弱", "强"];

    private readonly FrozenDictionary<string, EvidenceKind> byKey;

    /// <param name="known">The county's rows.</param>
    /// <param name="on">Rows in force on that day.</param>
    public EvidenceTable(IEnumerable<EvidenceRule> known, DateOnly on)
    {
        var rows = Rows.ToDictionary(r => r.Key, StringComparer.Ordinal);
        foreach (var rule in known.Where(r => r.EffectiveFrom <= on).OrderBy(r => r.EffectiveFrom)
            .ThenBy(r => r.Place))
        {
            var row = rows.GetValueOrDefault(rule.Key)
                ?? new EvidenceKind(rule.Key, EvidenceBearing.Nothing, EvidenceWeight.Weak, rule.Key);
            rows[rule.Key] = rule.Aspect switch
            {
                EvidenceAspect.Weight => row with { Weight = FindWeight(rule.Value) ?? row.Weight },
                EvidenceAspect.Group => row with { Group = rule.Value },
                _ => row with { Bearing = FindBearing(rule.Value) ?? row.Bearing },
            };
        }

        byKey = rows.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static EvidenceTable Default { get; } = new([], DateOnly.MinValue);

    public IEnumerable<EvidenceKind> All => byKey.Values;

    public static IReadOnlyList<string> WeightWords => Weights;

    public static IReadOnlyList<string> BearingWords => Bearings;

    public static EvidenceWeight? FindWeight(string word) =>
        Array.IndexOf(Weights, word) is >= 0 and var at ? (EvidenceWeight)at : null;

    public static EvidenceBearing? FindBearing(string word) =>
        Array.IndexOf(Bearings, word) is >= 0 and var at ? (EvidenceBearing)at : null;

    /// <summary>
    /// What a row is: its 事实 if the table knows it, else its 来源. A cancelled household says 死亡 in its 原因 or is
    /// weak; 缓刑 in the reason makes a sentence weak whatever the list is called.
    /// </summary>
    public EvidenceKind Of(string source, string fact, string? reason)
    {
        var kind = Find(fact, source);
        return kind.Key switch
        {
            "户籍注销" when Says(reason, "死亡") || Says(reason, "去世") => kind with { Weight = EvidenceWeight.Strong },
            "服刑" or "服刑名册" when Says(reason, "缓刑") || Says(reason, "社区矫正") =>
                kind with { Weight = EvidenceWeight.Weak },
            _ => kind,
        };
    }

    private EvidenceKind Find(string fact, string source)
    {
        // "死亡" alone says nothing of who says it: there the list decides.
        if (fact != "死亡" && byKey.TryGetValue(fact, out var byFact)) return byFact;
        if (byKey.TryGetValue(source, out var bySource)) return bySource;
        // "火化名单", "已火化": by the longest word that is known.
        var named = byKey.Keys.Where(k => k != "死亡" && (fact.Contains(k, StringComparison.Ordinal)
                || source.Contains(k, StringComparison.Ordinal)))
            .OrderByDescending(k => fact.Contains(k, StringComparison.Ordinal)).ThenByDescending(k => k.Length)
            .ThenBy(k => k, StringComparer.Ordinal).FirstOrDefault();
        if (named is not null) return byKey[named];
        return byKey.TryGetValue(fact, out var plain)
            ? plain
            : new EvidenceKind(source, EvidenceBearing.Nothing, EvidenceWeight.None, source);
    }

    private static bool Says(string? reason, string word) =>
        reason?.Contains(word, StringComparison.Ordinal) == true
        && !reason.Contains("非" + word, StringComparison.Ordinal);
}
