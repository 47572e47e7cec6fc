using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Cases;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Disbursement.Jobs.Verification;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>One whom a person looks like.</summary>
/// <param name="Until">The last month in which the other received; <see cref="PayMonth.Max"/> while it goes on.</param>
internal sealed record Likeness(int Other, string Name, string IdNumber, string Why, PayMonth Until)
{
    /// <summary>What of the person a case, and a release, is about: another twin is another case.</summary>
    public string Subject => string.Create(CultureInfo.InvariantCulture, $"P{Other}");
}

/// <summary>
/// 拦付, where neither the person's card nor the bank says it: too young, too old, twice on the roster (architecture, A
/// month, 3). Single statements find the few whom it can concern, Domain decides, releases let months through. Before
/// the pass over the people, who then ask only whether they are among the few.
/// </summary>
internal sealed partial class RunBars
{
    private readonly Dictionary<int, List<Likeness>> alike = [];
    private readonly Dictionary<int, Bar[]> bars = [];
    private ILookup<int, MissingPaper> overdue = Enumerable.Empty<MissingPaper>().ToLookup(p => p.Person);

    /// <summary>What people decided about cases, as the run knew it.</summary>
    public required Decisions Decisions { get; init; }

    private ILookup<int, HeldBack> heldBack = Enumerable.Empty<HeldBack>().ToLookup(h => h.Person);

    private ILookup<int, ReturnedAccount> returned = Enumerable.Empty<ReturnedAccount>().ToLookup(r => r.Person);

    /// <summary>Changes whose papers have not come, overdue or not.</summary>
    public IReadOnlyList<MissingPaper> Papers { get; private set; } = [];

    /// <param name="on">The day of business on which the run was opened.</param>
    /// <param name="first">The setting first-month.</param>
    /// <param name="people">Null: everybody.</param>
    public static async Task<RunBars> Read(
        NpgsqlConnection connection, long known, DateOnly on, PayMonth first, int[]? people, CancellationToken stop)
    {
        var found = new RunBars { Decisions = new Decisions(await CaseStore.All(connection, known, stop)) };
        await found.ReadAges(connection, known, first, people, stop);
        await found.ReadAlike(connection, known, people, stop);
        found.Papers = await MissingPapers.Read(connection, known, on, people, stop);
        found.overdue = found.Papers.Where(p => p.IsOverdue && p.Type.BringsMoney()).ToLookup(p => p.Person);
        found.returned = (await ReturnedAccounts.Read(connection, known, people, stop)).ToLookup(r => r.Person);
        found.heldBack = (await HeldBackReading.Of(connection, known, on, people, stop)).ToLookup(h => h.Person);
        found.Settle();
        return found;
    }

    /// <summary>What holds money of a person.</summary>
    public IReadOnlyList<Bar> Of(int person) => bars.TryGetValue(person, out var of) ? of : [];

    /// <summary>
    /// Whose case it is: where a month is held as a whole (rules §4), amounts of one identity wait for another's.
    /// </summary>
    public short IdentityOf(int person, HeldAmount held)
    {
        short[] of =
        [
            .. LimitsOf(person).Select(l => l.Bar).Concat(heldBack[person].Select(h => h.Bar))
                .Where(b => b.Reason == held.Reason).Select(b => b.Category).OfType<short>(),
        ];
        return of.Length == 0 || of.Contains(held.Category) ? held.Category : of[0];
    }

    /// <summary>Whom the person looks like, as far as that holds some of the amounts and nobody released it.</summary>
    public IEnumerable<(Likeness What, HeldAmount[] Held)> LikenessesOf(
        int person, IReadOnlyCollection<HeldAmount> held) =>
        Holding(alike.GetValueOrDefault(person) ?? [], l => Left(person, l), held);

    /// <summary>The same of papers that have not come.</summary>
    public IEnumerable<(MissingPaper What, HeldAmount[] Held)> PapersOf(
        int person, IReadOnlyCollection<HeldAmount> held) =>
        Holding(overdue[person].Reverse().DistinctBy(p => p.Document).Reverse(), p => Left(person, p), held);

    /// <summary>The same of accounts from which money came back: the latest of a person.</summary>
    public IEnumerable<(ReturnedAccount What, HeldAmount[] Held)> ReturnedOf(
        int person, Block reason, IReadOnlyCollection<HeldAmount> held) =>
        Holding(returned[person].Where(r => r.Block == reason).TakeLast(1), r => Left(person, r), held);

    /// <summary>The same of what verification and other people's lists keep back.</summary>
    /// <param name="category">0: of the person.</param>
    public HeldBack? HeldBackOf(int person, Block reason, short category) =>
        heldBack[person].FirstOrDefault(h => h.Block == reason && Left(person, h).Any()
            && (category == 0 || h.Finding.Category is null || h.Finding.Category == category));

    /// <summary>Whether somebody let it go without its paper.</summary>
    public bool IsReleased(MissingPaper paper) => !Left(paper.Person, paper).Any();

    /// <summary>Whether a release looked at something else than what is there now.</summary>
    public bool IsLapsed(CaseKey key, CaseDecision release) => IsLapsed(
        release, GroundOf(key), overdue[key.Person ?? 0].Where(p => p.Document == key.Subject).Select(p => (long?)p.Act)
            .Concat(returned[key.Person ?? 0].Where(r => r.Block.Code() == key.Code).Select(r => (long?)r.Act))
            .Concat(heldBack[key.Person ?? 0].Where(h => h.Finding.Code.Code == key.Code)
                .Select(h => (long?)h.Finding.Since)).Max());

    /// <summary>What a case rests on that a release looked at; null: of no case here.</summary>
    public string? GroundOf(CaseKey key) => key.Person is not { } person ? null
        : LimitsOf(person).Where(l => l.Bar.Reason.Code() == key.Code && l.Bar.Category == key.Category)
            .Select(Ground).Concat((alike.GetValueOrDefault(person) ?? [])
                .Where(l => key.Code == Block.DuplicatePerson.Code() && l.Subject == key.Subject).Select(Ground))
            .FirstOrDefault();

    private void Settle()
    {
        foreach (var person in limits.Keys.Concat(alike.Keys).Concat(overdue.Select(p => p.Key))
            .Concat(returned.Select(r => r.Key)).Concat(heldBack.Select(h => h.Key)).Distinct())
        {
            var of = LimitsOf(person).Where(l => l.IsHeld)
                .SelectMany(l => Left(person, l.Bar, null, Ground(l))).ToList();
            of.AddRange(overdue[person].SelectMany(p => Left(person, p)));
            of.AddRange(returned[person].SelectMany(r => Left(person, r)));
            of.AddRange(heldBack[person].SelectMany(h => Left(person, h)));
            if (alike.TryGetValue(person, out var twins))
                of.AddRange(twins.SelectMany(t => Left(person, t)));
            if (of.Count > 0) bars.Add(person, [.. of]);
        }
    }

    private static IEnumerable<(T What, HeldAmount[] Held)> Holding<T>(
        IEnumerable<T> all, Func<T, IEnumerable<Bar>> left, IReadOnlyCollection<HeldAmount> held) => all
        .Select(a => (a, held.Where(h => left(a).Any(b => b.Covers(h.Category, h.Month))).ToArray()))
        .Where(a => a.Item2.Length > 0);

    /// <summary>What a release leaves of a bar: nothing, or the months after its last.</summary>
    /// <param name="ground">What a release looked at: where that changed since, it is asked again.</param>
    /// <param name="since">Known then: an earlier release did not look at it.</param>
    private IEnumerable<Bar> Left(int person, Bar bar, string? subject, string? ground, long since = 0)
    {
        var key = CaseKey.Of(ExceptionCode.Of(bar.Reason.Code()), person, "", bar.Category, null, subject);
        if (Decisions.ReleaseOf(key) is not { } release || IsLapsed(release, ground, since)) yield return bar;
        else if (release.Until is { } until && until < bar.To)
            yield return bar with { From = PayMonth.Later(bar.From, until + 1) };
    }

    private static bool IsLapsed(CaseDecision release, string? ground, long? since) =>
        release.Act < since || (release.Fingerprint is { } looked && looked != ground);

    /// <summary>The case, and its release, is of the person; what waits is the identity the change is of.</summary>
    private IEnumerable<Bar> Left(int person, MissingPaper paper) =>
        Left(person, new Bar(null, default, PayMonth.Max, Block.AttachmentMissing), paper.Document, null, paper.Act)
            .Select(b => b with { Category = paper.Category });

    /// <summary>What the bank said later was not looked at by a release of before.</summary>
    private IEnumerable<Bar> Left(int person, ReturnedAccount account) =>
        Left(person, new Bar(null, default, PayMonth.Max, account.Block), null, null, account.Act);

    /// <summary>What a list said later was not looked at by a release of before.</summary>
    private IEnumerable<Bar> Left(int person, HeldBack held) =>
        Left(person, held.Bar, null, null, held.Finding.Since);

    private IEnumerable<Bar> Left(int person, Likeness twin) =>
        Left(person, new Bar(null, default, twin.Until, Block.DuplicatePerson), twin.Subject, Ground(twin));

    private static string Ground(Likeness twin) => $"{twin.IdNumber} {twin.Why}";

    /// <summary>
    /// Of two who look alike the later one, for the months in which the other received as well: that one of them was
    /// stopped pays the other nothing twice. Of one who died nobody knows who received since.
    /// </summary>
    private async Task ReadAlike(NpgsqlConnection connection, long known, int[]? people, CancellationToken stop)
    {
        foreach (var (person, otherId, card, why) in await connection.Rows($"""
            select l.person_id, l.other_person_id, o.card, {LikenessStore.NameAndBirth},
                {LikenessStore.NameAndAccount},
                (select min(e.certificate_number)
                    from (select * from enrolment where person_id = l.person_id and act <= $1 offset 0) e
                    join (select * from enrolment where person_id = l.other_person_id and act <= $1 offset 0) f
                        using (certificate_number, category)), {LikenessStore.Township}
            from likeness l
            cross join lateral (
                select name, id_number, region, account from person_version
                where person_id = l.person_id and known_from <= $1 and known_to > $1 offset 0) v
            cross join lateral (
                select name, id_number, region, account, card from person_version
                where person_id = l.other_person_id and known_from <= $1 and known_to > $1 offset 0) o
            where l.act <= $1 and ($2::int[] is null or l.person_id = any($2))
            order by l.person_id, l.other_person_id
            """, r => (
                r.GetInt32(0), r.GetInt32(1), r.GetFieldValue<byte[]>(2),
                Why(r.GetBoolean(3), !r.IsDBNull(4) && r.GetBoolean(4), r.TextOrNull(5), r.GetBoolean(6))),
            stop, known, people))
        {
            if (why is null) continue;
            ReadOnlySpan<byte> cards = card;
            var other = PersonCard.Take(ref cards).Person();
            var spans = other.Identities.SelectMany(i => i.Spans).ToArray();
            if (spans.Length == 0) continue;
            var until = other.DiedOn is null ? spans.Max(s => s.To) : PayMonth.Max;
            if (!alike.TryGetValue(person, out var twins)) alike.Add(person, twins = []);
            twins.Add(new Likeness(otherId, other.Name, other.IdNumber, why, until));
        }
    }

    private static string? Why(bool hasBirth, bool hasAccount, string? certificate, bool hasTownship)
    {
        if (!hasBirth && !hasAccount && certificate is null) return null;
        var why = hasBirth ? "、同名、同出生日期" : hasAccount ? "、同名" : "";
        if (hasAccount) why += "、同账户";
        if (certificate is not null) why += $"、同证件编号（{certificate}）";
        return why[1..] + (hasTownship ? $"、{SameTownship}" : "");
    }

    /// <summary>Then the township may be told of both.</summary>
    public const string SameTownship = "同乡镇";
}
