using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Papers;

/// <summary>Dated parameters that came since the run before, with what held until then.</summary>
internal static class ParameterNews
{
    public static Task<List<NewsRule>> Read(PaperRun of, CancellationToken stop) => of.Connection.Rows("""
        select p.key, p.category_a, p.category_b, p.value, p.effective_from, p.document,
            coalesce(a.performed_by, a.system_user), a.business_date, a.number, (
                select b.value from parameter b
                where b.key = p.key and b.category_a is not distinct from p.category_a
                    and b.category_b is not distinct from p.category_b
                    and (b.effective_from, b.act, b.row_number) < (p.effective_from, p.act, p.row_number)
                    and b.act <= $2
                order by b.effective_from desc, b.act desc, b.row_number desc limit 1)
        from parameter p join act a on a.number = p.act where p.act > $1 and p.act <= $2
        order by p.act, p.row_number
        """, r =>
        {
            var (key, a, from) = (r.GetString(0), r.IsDBNull(1) ? (short)0 : r.GetInt16(1), r.Date(4));
            short? b = r.IsDBNull(2) ? null : r.GetInt16(2);
            return new NewsRule(
                "参数", What(key, a, b), Value(key, r.GetString(3)),
                (r.TextOrNull(9) ?? ByDefault(key, a, b, from)) is { } before ? Value(key, before) : null,
                $"{from:yyyy-MM-dd}", r.GetString(5), Recorded.Read(r, 6));
        }, stop, of.Since, of.Run.KnownThrough);

    private static string What(string key, short a, short? b) => ParameterStore.AspectOf(key) is var (aspect, list)
        ? $"比对来源“{list}”的{(aspect switch { EvidenceAspect.Weight => "轻重", EvidenceAspect.Group => "组", _ => "含义" })}"
        : b is { } other ? $"两个身份：{Category.Of(a).Label} × {Category.Of(other).Label}"
        : $"丧葬补助月数：{Category.Of(a).Label}" + (ParameterStore.CauseOf(key) is { } cause ? $"（{cause}）" : "");

    private static string Value(string key, string value) => ParameterStore.AspectOf(key) is not null
        ? value
        : key != ParameterStore.Overlap ? $"{value}个月"
        : Overlaps.Find(value) switch
        {
            Overlap.Both => "都发",
            Overlap.Review => "待核定",
            _ => "就高",
        };

    /// <summary>Null: nothing held.</summary>
    private static string? ByDefault(string key, short a, short? b, DateOnly from) =>
        ParameterStore.AspectOf(key) is var (aspect, list) ? OfSource(aspect, list)
        : b is { } other ? OverlapMatrix.Default.Of(a, other, PayMonth.Of(from)).Code()
        : FuneralRules.Default.Of(a, from, ParameterStore.CauseOf(key))?.Months.ToString(CultureInfo.InvariantCulture);

    private static string? OfSource(EvidenceAspect aspect, string list) =>
        EvidenceTable.Default.All.FirstOrDefault(k => k.Key == list) is not { } known ? null
        : aspect switch
        {
            EvidenceAspect.Weight => EvidenceTable.WeightWords[(int)known.Weight],
            EvidenceAspect.Group => known.Group,
            _ => EvidenceTable.BearingWords[(int)known.Bearing],
        };
}
