using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Disbursement.Domain.Policy;

/// <summary>What an identity gives a right to (rules §1).</summary>
public enum Benefit
{
    /// <summary>残疾抚恤金</summary>
    DisabilityPension,

    /// <summary>定期抚恤金</summary>
    SurvivorsPension,

    /// <summary>定期生活补助</summary>
    LivingAllowance,

    /// <summary>军休待遇: the amount assessed for the person.</summary>
    RetiredOfficersTreatment,

    /// <summary>一次性: what a batch says, once.</summary>
    OneOff,
}

/// <summary>
/// 优抚类别, a row of rules §1. Its number keeps the order of the codes ("11" &lt; "81" &lt; "B1" &lt; "JX").
/// </summary>
/// <param name="Code">Two characters, as provincial systems use them.</param>
/// <param name="Label">The label printed everywhere.</param>
/// <param name="Aliases">Old and short names that stations still write.</param>
public sealed record Category(string Code, string Label, Benefit Benefit, ImmutableArray<string> Aliases)
{
    private static readonly ImmutableArray<Category> Rows =
    [
        new("11", "残疾军人", Benefit.DisabilityPension, ["伤残军人", "革命伤残军人"]),
        new("13", "伤残人民警察", Benefit.DisabilityPension, []),
        new("14", "伤残预备役人员和民兵民工", Benefit.DisabilityPension, ["伤残民兵民工", "伤残预备役人员"]),
        new("15", "其他因公伤残人员", Benefit.DisabilityPension, ["伤残国家机关工作人员", "因公伤残人员"]),
        new("21", "烈士遗属", Benefit.SurvivorsPension, ["烈属"]),
        new("22", "因公牺牲军人遗属", Benefit.SurvivorsPension, ["因公牺牲遗属"]),
        new("23", "病故军人遗属", Benefit.SurvivorsPension, ["病故遗属"]),
        new("31", "在乡退伍红军老战士", Benefit.LivingAllowance, ["退伍红军老战士"]),
        new("32", "在乡西路军红军老战士", Benefit.LivingAllowance, ["西路军红军老战士"]),
        new("33", "红军失散人员", Benefit.LivingAllowance, []),
        new("41", "在乡复员军人", Benefit.LivingAllowance, ["在乡老复员军人"]),
        new("42", "带病回乡退役军人", Benefit.LivingAllowance, ["带病回乡退伍军人", "带病回乡"]),
        new("51", "参战退役人员", Benefit.LivingAllowance, ["参战退役军人", "参战人员"]),
        new("61", "参试退役人员", Benefit.LivingAllowance, ["参试退役军人", "参试人员"]),
        new("81", "年满60周岁农村籍退役士兵", Benefit.LivingAllowance, ["60周岁农村籍退役士兵", "农村籍退役士兵"]),
        new("B1", "部分烈士老年子女", Benefit.LivingAllowance, ["烈士老年子女", "烈士子女"]),
        new("JX", "军休干部", Benefit.RetiredOfficersTreatment, ["军休人员"]),
    ];

    /// <summary>
    /// 一次性: where the lines of one-off batches stand. It is nobody's identity, so no file can name it.
    /// </summary>
    public static Category OneOff { get; } = new("OB", "一次性", Benefit.OneOff, []);

    private static readonly FrozenDictionary<string, Category> ByName = Rows
        .SelectMany(c => new[] { c.Code, c.Label }.Concat(c.Aliases).Select(name => (name, c)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.c, StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<short, Category> ByNumber =
        Rows.Append(OneOff).ToFrozenDictionary(c => c.Number);

    public static ImmutableArray<Category> All => Rows;

    /// <summary>The code as a number, base 36, so that numbers sort as codes do.</summary>
    public short Number { get; } = (short)((Digit(Code[0]) * 36) + Digit(Code[1]));

    /// <summary>11–15: standards go by level and nature, and nursing may be added.</summary>
    public bool IsDisability => Benefit == Benefit.DisabilityPension;

    /// <summary>JX: the amount is assessed for the person, there is no national standard.</summary>
    public bool IsAssessed => Benefit == Benefit.RetiredOfficersTreatment;

    /// <summary>81 and B1: from the age of 60 on.</summary>
    public bool IsFromSixty => Code is "81" or "B1";

    /// <summary>81: the standard is for one year of service.</summary>
    public bool IsByServiceYears => string.Equals(Code, "81", StringComparison.Ordinal);

    /// <summary>41: the standard goes by period of service.</summary>
    public bool IsByPeriod => string.Equals(Code, "41", StringComparison.Ordinal);

    /// <summary>13–15 are paid by the rate rows of 11 as well as by their own (rules §1).</summary>
    public bool TakesRatesOf(short category) =>
        category == Number || (IsDisability && category == Rows[0].Number);

    /// <summary>By code, label or an old name; null when unknown.</summary>
    public static Category? Find(string name) => ByName.GetValueOrDefault(name.Trim());

    /// <summary>By number. Numbers come from our own tables, so an unknown one is a broken invariant.</summary>
    public static Category Of(short number) => ByNumber[number];

    public static Category Of(string code) => ByName[code];

    private static int Digit(char c) => char.IsAsciiDigit(c) ? c - '0' : char.ToUpperInvariant(c) - 'A' + 10;
}
