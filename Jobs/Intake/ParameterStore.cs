using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Intake;

/// <summary>A row of the dated parameters.</summary>
/// <param name="B">Of a pair of categories the higher; null where the key is of one category.</param>
internal sealed record Parameter(
    int Id, Place Place, string Key, short? A, short? B, string Value, DateOnly EffectiveFrom, string Document);

/// <summary>Dated parameters (rules, ⚙) as known at an act.</summary>
internal static class ParameterStore
{
    public const string Overlap = "overlap";
    public const string FuneralMonths = "funeral-months";

    /// <summary>
    /// What the county lays down of a source of evidence; source or fact follows: evidence-weight-火化.
    /// </summary>
    public const string EvidenceWeight = "evidence-weight-";
    public const string EvidenceGroup = "evidence-group-";
    public const string EvidenceBearing = "evidence-bearing-";

    /// <summary>Beside what it is asked for, the cause follows: funeral-months-因病.</summary>
    public const string FuneralMonthsOf = FuneralMonths + "-";

    public static Task<List<Parameter>> Rows(
        NpgsqlConnection connection, long knownThrough, CancellationToken stop) => connection.Rows("""
            select parameter_id, act, row_number, key, category_a, category_b, value, effective_from, document
            from parameter where act <= $1
            """, r => new Parameter(
                r.GetInt32(0), new Place(r.GetInt64(1), r.GetInt32(2)), r.GetString(3),
                r.IsDBNull(4) ? null : r.GetInt16(4),
                r.IsDBNull(5) ? null : r.GetInt16(5), r.GetString(6), r.Date(7), r.GetString(8)), stop, knownThrough);

    /// <summary>The defaults of the rules, and what the county laid down since.</summary>
    public static async Task<Parameters> Read(NpgsqlConnection connection, long knownThrough, CancellationToken stop)
    {
        var rows = await Rows(connection, knownThrough, stop);
        if (rows.Count == 0) return Parameters.Default;
        return new Parameters(
            new OverlapMatrix(rows.Where(r => r.Key == Overlap).Select(r => new OverlapRule(
                r.Place, r.A!.Value, r.B!.Value, Overlaps.Find(r.Value)!.Value, r.EffectiveFrom))),
            new FuneralRules(rows.Where(r => r.Key.StartsWith(FuneralMonths, StringComparison.Ordinal)).Select(r =>
                new FuneralRule(
                    r.Id, r.Place, r.A!.Value, CauseOf(r.Key), int.Parse(r.Value, null), r.EffectiveFrom,
                    r.Document))));
    }

    /// <summary>The cause that a key of funeral months is for; null: any.</summary>
    public static string? CauseOf(string key) =>
        key.Length > FuneralMonthsOf.Length ? FuneralRules.Normalised(key[FuneralMonthsOf.Length..]) : null;

    /// <summary>What the county laid down of sources, as known at an act.</summary>
    public static async Task<EvidenceTable> Evidence(
        NpgsqlConnection connection, long knownThrough, DateOnly on, CancellationToken stop) => new(
        (await Rows(connection, knownThrough, stop)).Select(EvidenceRuleOf).OfType<EvidenceRule>(), on);

    private static EvidenceRule? EvidenceRuleOf(Parameter row) => AspectOf(row.Key) is var (aspect, key)
        ? new EvidenceRule(row.Place, aspect, key, row.Value, row.EffectiveFrom)
        : null;

    /// <summary>Which aspect of which source a key lays down; null: it is of something else.</summary>
    public static (EvidenceAspect Aspect, string Key)? AspectOf(string key)
    {
        foreach (var (prefix, aspect) in new[]
        {
            (EvidenceWeight, EvidenceAspect.Weight), (EvidenceGroup, EvidenceAspect.Group),
            (EvidenceBearing, EvidenceAspect.Bearing),
        })
        {
            if (key.Length > prefix.Length && key.StartsWith(prefix, StringComparison.Ordinal))
                return (aspect, key[prefix.Length..]);
        }

        return null;
    }

    public static async Task Write(Act act, Parameter row, CancellationToken stop)
    {
        await act.Connection.Execute("""
            insert into parameter (parameter_id, act, row_number, key, category_a, category_b, value, effective_from,
                document)
            values (nextval('standard_serial'), $1, $2, $3, $4, $5, $6, $7, $8)
            """, stop, act.Number, row.Place.Row, row.Key, row.A, row.B, row.Value, row.EffectiveFrom, row.Document);
        // What a source weighs changes nothing that is owed.
        if (row.A is null) return;
        // Of a pair whoever has both is concerned; of funeral months the dead of the category.
        var from = row.B is null ? PayMonth.Of(row.EffectiveFrom) : Standard.FirstMonthFrom(row.EffectiveFrom);
        await act.Connection.Execute("""
            insert into standard_reach (act, category, with_category, is_of_dead, nursing, from_month)
            values ($1, $2, $3, $4, false, $5)
            """, stop, act.Number, row.A, row.B, row.B is null, from.FirstDay);
    }
}
