using System.Collections.Frozen;
using Disbursement.Domain.Funds;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Recoveries;
using Disbursement.Domain.Verification;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A cell that can hold one of a few words.</summary>
/// <param name="words">What may be written, and what it means.</param>
/// <param name="choices">What a message offers.</param>
internal sealed class ChoiceCell<T>(FrozenDictionary<string, T> words, string choices) where T : struct
{
    /// <returns>Null, or the reason: none of the words.</returns>
    public string? Read(string text, out T value) =>
        words.TryGetValue(text, out value) || words.TryGetValue(Characters.Compact(text), out value)
            ? null
            : RejectionReason.NotOneOf(text, choices);
}

/// <summary>The words of each such column (contracts, Files in), and the shorter ones that stations write.</summary>
internal static partial class ChoiceCells
{
    public static ChoiceCell<byte> Level { get; } = new(Levels(), "1至10（或一级至十级）");

    public static ChoiceCell<Nature> Nature { get; } = Of(
        "因战、因公、因病",
        ("因战", Domain.People.Nature.War), ("因公", Domain.People.Nature.Duty), ("因病", Domain.People.Nature.Illness),
        ("战", Domain.People.Nature.War), ("公", Domain.People.Nature.Duty), ("病", Domain.People.Nature.Illness),
        ("因战致残", Domain.People.Nature.War), ("因公致残", Domain.People.Nature.Duty),
        ("因病致残", Domain.People.Nature.Illness));

    public static ChoiceCell<Period> Period { get; } = Of(
        "抗日战争时期、其他时期",
        ("抗日战争时期", Domain.People.Period.AntiJapaneseWar), ("抗战时期", Domain.People.Period.AntiJapaneseWar),
        ("抗日", Domain.People.Period.AntiJapaneseWar), ("抗战", Domain.People.Period.AntiJapaneseWar),
        ("其他时期", Domain.People.Period.Other), ("其他", Domain.People.Period.Other), ("其它", Domain.People.Period.Other),
        ("其它时期", Domain.People.Period.Other));

    public static ChoiceCell<Nursing> Nursing { get; } = Of(
        "是、否、精神、机构",
        ("是", Domain.People.Nursing.Yes), ("否", Domain.People.Nursing.No), ("精神", Domain.People.Nursing.Mental),
        ("机构", Domain.People.Nursing.Institution), ("有", Domain.People.Nursing.Yes), ("无", Domain.People.Nursing.No));

    public static ChoiceCell<bool> YesNo { get; } = Of(
        "是、否",
        ("是", true), ("否", false), ("有", true), ("无", false), ("yes", true), ("no", false), ("y", true), ("n", false),
        ("true", true), ("false", false), ("1", true), ("0", false), ("√", true));

    public static ChoiceCell<ChangeType> ChangeType { get; } = new(
        Changes.ToFrozenDictionary(type => type.Label()), string.Join("、", Changes.Select(type => type.Label())));

    /// <summary>A withdrawal cannot be withdrawn (rules §2).</summary>
    public static ChoiceCell<ChangeType> WithdrawnChange { get; } = new(
        Withdrawable.ToFrozenDictionary(type => type.Label()),
        string.Join("、", Withdrawable.Select(type => type.Label())));

    public static ChoiceCell<RateUnit> Unit { get; } = Of(
        "year、month、service-year-year、service-year-month",
        ("year", RateUnit.Year), ("month", RateUnit.Month), ("service-year-year", RateUnit.ServiceYearYear),
        ("service-year-month", RateUnit.ServiceYearMonth), ("年", RateUnit.Year), ("月", RateUnit.Month),
        ("每年", RateUnit.Year), ("每月", RateUnit.Month), ("元/年", RateUnit.Year), ("元/月", RateUnit.Month));

    public static ChoiceCell<Rounding> Rounding { get; } = Of(
        "share、fen、yuan、yuan-up",
        ("share", Domain.Policy.Rounding.Share), ("fen", Domain.Policy.Rounding.Fen),
        ("yuan", Domain.Policy.Rounding.Yuan), ("yuan-up", Domain.Policy.Rounding.YuanUp));

    /// <summary>What a share is for: never a month.</summary>
    public static ChoiceCell<RateUnit> ShareUnit { get; } = Of(
        "year、service-year-year",
        ("year", RateUnit.Year), ("service-year-year", RateUnit.ServiceYearYear), ("年", RateUnit.Year),
        ("每年", RateUnit.Year), ("元/年", RateUnit.Year));

    public static ChoiceCell<Source> Source { get; } = Of(
        "中央、省、市、县",
        ("中央", Domain.Funds.Source.Central), ("省", Domain.Funds.Source.Province),
        ("省级", Domain.Funds.Source.Province), ("市", Domain.Funds.Source.City), ("市级", Domain.Funds.Source.City),
        ("县", Domain.Funds.Source.County), ("县级", Domain.Funds.Source.County));

    public static ChoiceCell<FundKind> FundKind { get; } = Of(
        "拨款、结转、收回",
        ("拨款", Domain.Funds.FundKind.Appropriation), ("结转", Domain.Funds.FundKind.CarryOver),
        ("收回", Domain.Funds.FundKind.Recovered));

    public static ChoiceCell<Overlap> Overlap { get; } = Of(
        "both（都发）、review（待核定）、higher（就高）",
        ("both", Domain.Policy.Overlap.Both), ("review", Domain.Policy.Overlap.Review),
        ("higher", Domain.Policy.Overlap.Higher), ("都发", Domain.Policy.Overlap.Both),
        ("并享", Domain.Policy.Overlap.Both), ("待核定", Domain.Policy.Overlap.Review),
        ("就高", Domain.Policy.Overlap.Higher));

    /// <summary>True: a working day.</summary>
    public static ChoiceCell<bool> DayKind { get; } = Of(
        "off（放假）、work（上班）",
        ("off", false), ("work", true), ("放假", false), ("休", false), ("休息", false), ("上班", true), ("班", true));

    /// <summary>True: 借, money out of the account.</summary>
    public static ChoiceCell<bool> Side { get; } = Of(
        "借（支出）、贷（收入）",
        ("借", true), ("贷", false), ("借方", true), ("贷方", false), ("支出", true), ("收入", false), ("付", true),
        ("收", false), ("debit", true), ("credit", false), ("D", true), ("C", false));

    public static ChoiceCell<RecoveryMethod> RecoveryMethod { get; } = new(
        Enum.GetValues<RecoveryMethod>().ToFrozenDictionary(m => m.Label()),
        string.Join("、", RecoveryWords.AllMethods));

    public static ChoiceCell<RecoveryBasis> RecoveryBasis { get; } = new(
        Enum.GetValues<RecoveryBasis>().Where(b => b != Domain.Recoveries.RecoveryBasis.None)
            .ToFrozenDictionary(b => b.Label()),
        string.Join("、", RecoveryWords.AllGrounds));

    public static ChoiceCell<ConfirmationMethod> ConfirmationMethod { get; } = new(
        Enum.GetValues<ConfirmationMethod>().ToFrozenDictionary(m => m.Label()),
        string.Join("、", ConfirmationWords.AllMethods));

    public static ChoiceCell<ConfirmationResult> ConfirmationResult { get; } = new(
        Enum.GetValues<ConfirmationResult>().ToFrozenDictionary(r => r.Label()),
        string.Join("、", ConfirmationWords.AllResults));

    public static ChoiceCell<NoticeKind> NoticeKind { get; } = new(
        Enum.GetValues<NoticeKind>().ToFrozenDictionary(k => k.Label()), string.Join("、", NoticeWords.AllKinds));

    public static ChoiceCell<NoticeMethod> NoticeMethod { get; } = new(
        Enum.GetValues<NoticeMethod>().ToFrozenDictionary(m => m.Label()), string.Join("、", NoticeWords.AllMethods));

    public static ChoiceCell<StopOutcome> StopOutcome { get; } = Of(
        "停发、继续发放",
        ("停发", Domain.Verification.StopOutcome.Stop), ("继续发放", Domain.Verification.StopOutcome.PayOn),
        ("不停发", Domain.Verification.StopOutcome.PayOn), ("退回", Domain.Verification.StopOutcome.PayOn));

    /// <summary>True: as it was confirmed.</summary>
    public static ChoiceCell<bool> SampleOutcome { get; } = Of(
        "相符、不符", ("相符", true), ("不符", false), ("一致", true), ("不一致", false));

    private static ChangeType[] Changes => Enum.GetValues<ChangeType>();

    private static IEnumerable<ChangeType> Withdrawable =>
        Changes.Where(type => type != Domain.People.ChangeType.Withdrawal);

    private static ChoiceCell<T> Of<T>(string choices, params ReadOnlySpan<(string Word, T Value)> words)
        where T : struct
    {
        var meanings = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var (word, value) in words) meanings.Add(word, value);
        return new ChoiceCell<T>(meanings.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase), choices);
    }

    /// <summary>1, 一 and 壹, with or without 级.</summary>
    private static FrozenDictionary<string, byte> Levels()
    {
        var levels = new Dictionary<string, byte>(StringComparer.Ordinal);
        for (byte level = 1; level <= 10; level++)
        {
            string[] forms = [level.ToString(), "一二三四五六七八九十"[(level - 1)..level], "壹贰叁肆伍陆柒捌玖拾"[(level - 1)..level]];
            foreach (var form in forms)
            {
                levels[form] = level;
                levels[form + "级"] = level;
            }
        }

        return levels.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
