using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <content>Too young, too old: what age says of a person, and how its case is told.</content>
internal sealed partial class RunBars
{
    /// <summary>A child's birthday, or the end of the proof of school, is said so many days before.</summary>
    public const int NoticeDays = 60;

    /// <summary>
    /// The index enrolment_young holds exactly these: the text has to be the same. Candidates only: who of them is an
    /// adult relation, Domain knows by more words.
    /// </summary>
    private const string Young = """
        (category in (289, 397)
            and (substr(id_number, 7, 4)::int + 60) * 12 + substr(id_number, 11, 2)::int
                > extract(year from coalesce(start_month, approved_on)) * 12
                    + extract(month from coalesce(start_month, approved_on)))
        or (category in (73, 74, 75) and relation is not null
            and relation <> all (array['父母', '父亲', '母亲', '配偶', '妻子', '丈夫', '父', '母', '妻', '夫', '遗孀']))
        """;

    private readonly Dictionary<int, List<AgeLimit>> limits = [];
    private readonly Dictionary<(int Person, short Category), string> relations = [];

    /// <summary>What age says, held or only said.</summary>
    public IReadOnlyList<AgeLimit> LimitsOf(int person) => limits.TryGetValue(person, out var of) ? of : [];

    public string RelationOf(int person, short category) => relations.GetValueOrDefault((person, category)) ?? "子女";

    /// <summary>The blanks of a case of age; of a held one also months and money.</summary>
    public Dictionary<string, string> BlanksOf(
        int person, FoldedPerson folded, AgeLimit limit, (string Months, string Money)? held)
    {
        var blanks = new Dictionary<string, string> { ["日期"] = Spoken.Date(limit.Birthday) };
        if (limit.Bar.Reason == Block.AgeNotReached)
        {
            blanks["类别"] = Category.Of(limit.Bar.Category!.Value).Label;
            blanks["起发年月"] = Array.Find(folded.Identities, i => i.Category == limit.Bar.Category)!
                .Spans[0].From.ToString();
            blanks["应为"] = (limit.Bar.To + 1).ToString();
        }
        else
        {
            blanks["性质"] = Category.Of(limit.Bar.Category!.Value).Label.Replace("遗属", "", StringComparison.Ordinal);
            blanks["关系"] = RelationOf(person, limit.Bar.Category.Value);
            blanks["天数"] = NoticeDays.ToString(CultureInfo.InvariantCulture);
        }

        if (held is not var (months, money))
        {
            blanks["来源"] = "首次装库";
            return blanks;
        }

        blanks["月份"] = months;
        blanks["金额"] = money;
        return blanks;
    }

    private async Task ReadAges(
        NpgsqlConnection connection, long known, PayMonth first, int[]? people, CancellationToken stop)
    {
        int[] candidates = [.. await connection.Rows($"""
            select person_id from enrolment where act <= $1 and ({Young})
                and ($2::int[] is null or person_id = any($2))
            union
            select person_id from change where act <= $1 and (start_month is not null or new_id_number is not null)
                and ($2::int[] is null or person_id = any($2))
            order by person_id
            """, r => r.GetInt32(0), stop, known, people)];
        var firstLoad = await connection.Scalar<long>("""
            select coalesce(min(known_through), 9223372036854775807) from payout_run where approval_act <= $1
            """, stop, known);
        // So many only where a whole county of children is enrolled.
        foreach (var some in candidates.Chunk(5000))
        {
            foreach (var (person, all) in await PersonStore.Histories(connection, some, stop))
                Add(person, all.AsKnownAt(known), first, firstLoad);
        }
    }

    private void Add(int person, PersonHistory history, PayMonth first, long firstLoad)
    {
        if (history.Enrolments.IsEmpty) return;
        var folded = Folding.Fold(history);
        var of = AgeLimits.Of(history, folded, first, firstLoad)
            .Where(l => Array.Exists(folded.Identities, i => i.Category == l.Bar.Category
                && Array.Exists(i.Spans, s => s.From <= l.Bar.To && l.Bar.From <= s.To))).ToList();
        if (of.Count == 0) return;
        limits.Add(person, of);
        foreach (var enrolment in history.Enrolments)
            if (enrolment.Relation is { } relation) relations[(person, enrolment.Category)] = relation;
    }

    private static string Ground(AgeLimit limit) => string.Create(
        CultureInfo.InvariantCulture, $"{limit.Birthday:yyyy-MM-dd} {limit.SchoolUntil:yyyy-MM-dd}").TrimEnd();
}
