using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// 等级调整 downwards and 恢复 that became known since: what a month loses, and which months are lost for good.
/// </summary>
internal static class GradeNews
{
    public static async Task Find(
        NpgsqlConnection connection, RunFrame frame, long since, List<RunException> found, CancellationToken stop)
    {
        var touched = await connection.Rows("""
            select distinct person_id from change where act > $1 and act <= $2 and type in ($3, $4)
            """, r => r.GetInt32(0), stop, since, frame.Run.KnownThrough, (short)ChangeType.Regrade,
            (short)ChangeType.Resumption);
        if (touched.Count == 0) return;
        int[] people = [.. touched];
        var changes = (await CasePapers.Standing(connection, frame.Run.KnownThrough, people, stop))
            .ToLookup(c => c.Person);
        var overpaid = (await connection.Rows($"""
            select person_id, sum(fen)::bigint from {frame.Tables.Claim} where run_id = $1 and person_id = any($2)
            group by person_id
            """, r => (r.GetInt32(0), r.GetInt64(1)), stop, frame.Run.Id, people)).ToDictionary();
        var owed = new Owed(frame.Standards, frame.Parameters);
        foreach (var person in await People(connection, frame.Run, people, stop))
        {
            var of = changes[person.Id].ToArray();
            foreach (var change in of.Where(c => c.Act > since))
            {
                foreach (var identity in person.Folded.Identities.Where(i => change.Category is not { } c
                    || c == i.Category))
                {
                    var one = new OneIdentity(owed, person.Id, person.Folded, identity);
                    if (change.Type == ChangeType.Resumption) AddLost(frame, found, one, change, of);
                    if (change.Type == ChangeType.Regrade)
                        AddFall(found, one, change, overpaid.GetValueOrDefault(person.Id));
                }
            }
        }
    }

    private static Task<List<(int Id, FoldedPerson Folded)>> People(
        NpgsqlConnection connection, PayoutRun run, int[] people, CancellationToken stop) => connection.Rows("""
            select card from person_version
            where person_id = any($1) and known_from <= $2 and known_to > $2 order by person_id
            """, r =>
            {
                ReadOnlySpan<byte> cards = r.GetFieldValue<byte[]>(0);
                var card = PersonCard.Take(ref cards);
                return (card.PersonId, card.Person());
            }, stop, people, run.KnownThrough);

    /// <summary>恢复 shows the months and the money lost (rules §2).</summary>
    private static void AddLost(
        RunFrame frame, List<RunException> found, OneIdentity one, StandingChange change, StandingChange[] changes)
    {
        var spans = one.Identity.Spans;
        var resumed = Array.FindIndex(spans, s => s.From == PayMonth.Of(change.On!.Value) + 1);
        if (resumed < 1) return;
        var from = spans[resumed - 1].To + 1;
        var to = spans[resumed].From - 1;
        var lost = 0L;
        for (var month = PayMonth.Later(from, frame.First); month <= to; month += 1)
            lost += one.Fen(month, spans[resumed - 1]);
        var ended = changes.LastOrDefault(c => c.Type is ChangeType.Ending or ChangeType.Suspension
            && c.On is { } on && PayMonth.Of(on) + 1 == from);
        if (lost == 0 || ended is null) return;
        found.Add(new RunException(
            ExceptionCode.ResumeLosesMonths, one.Person, one.Identity.Category, null, lost, null, new()
            {
                ["姓名"] = one.Folded.Name, ["月份起"] = Spoken.Month(PayMonth.Later(from, frame.First)),
                ["月份止"] = Spoken.Month(to), ["金额"] = Money.Spoken(lost), ["文号"] = ended.Document ?? "",
                ["变动类型"] = ended.Type.Label(),
            }));
    }

    private static void AddFall(List<RunException> found, OneIdentity one, StandingChange change, long overpaid)
    {
        var spans = one.Identity.Spans;
        var month = PayMonth.Of(change.On!.Value);
        var after = Array.FindIndex(spans, s => s.From == month + 1 || s.From == month);
        if (after < 1 || !spans[after - 1].Grade.FallsTo(spans[after].Grade)) return;
        var from = spans[after].From;
        var less = one.Fen(from, spans[after - 1]) - one.Fen(from, spans[after]);
        if (less <= 0) return;
        var (what, before, now) = Fallen(spans[after - 1].Grade, spans[after].Grade);
        var blanks = new Dictionary<string, string>
        {
            ["姓名"] = one.Folded.Name, ["项目"] = what, ["甲"] = before, ["乙"] = now,
            ["文号"] = change.Document ?? "", ["月份"] = Spoken.Month(from), ["金额"] = Money.Spoken(less),
        };
        if (overpaid > 0) blanks["多发"] = Money.Spoken(overpaid);
        found.Add(new RunException(
            ExceptionCode.RegradeDown, one.Person, one.Identity.Category, null, less, null, blanks));
    }

    private static (string What, string Before, string Now) Fallen(Grade before, Grade now) =>
        now.Level > before.Level ? ("等级", $"{Spoken.Level(before.Level)}级", $"{Spoken.Level(now.Level)}级")
        : now.ServiceYears < before.ServiceYears
            ? ("服役年限", $"{before.ServiceYears:0.##}年", $"{now.ServiceYears:0.##}年")
        : ("核定月标准", Money.Spoken(before.AssessedFen ?? 0), Money.Spoken(now.AssessedFen ?? 0));

    /// <summary>One identity by itself, as if entitled in a month with the grade of a span.</summary>
    private sealed record OneIdentity(Owed Owed, int Person, FoldedPerson Folded, FoldedIdentity Identity)
    {
        /// <summary>0 where it cannot be worked out.</summary>
        public long Fen(PayMonth month, Span like)
        {
            Owed.WorkOut(Folded with
            {
                Identities = [Identity with { Spans = [like with { From = month, To = month }] }],
            }, month);
            return Owed.Undecided is null ? Owed.Components.Sum(c => c.Fen) : 0;
        }
    }
}
