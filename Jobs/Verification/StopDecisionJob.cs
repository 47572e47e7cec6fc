using Disbursement.Domain.Duties;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>
/// 停发决定: 审批 decides, person by person and with a paper, about who is proposed to be stopped (办法 art. 25). A stop is
/// a change like any other: it can be taken back, and a confirmation ends it.
/// </summary>
public sealed class StopDecisionJob(NpgsqlDataSource source)
{
    public const string Kind = "stop-decisions";

    /// <summary>A file of decisions, all of it or nothing.</summary>
    /// <exception cref="Refused">A row is bad, or somebody in it is not proposed.</exception>
    public async Task<ImportOutcome> Decide(short year, SheetSource file, Performer performer, CancellationToken stop)
    {
        var hash = file.Typed is not null ? null : await ImportJob.Hash(file.Path, stop);
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.DecideStop, stop);
        if (hash is not null && await ImportJob.Earlier(act.Connection, Kind, hash, stop) is { } earlier)
            return new ImportOutcome(Kind, file.Path, null, 0, 0, 0, null, [], earlier);
        var stored = await CampaignStore.Of(act.Connection, year, act.Number, stop);
        try
        {
            var take = new FileIntake(act, Kind, file, hash);
            await take.Table(
                StopDecisionSheet.Read(file, performer.Today), new StopDecisionIntake(act, stored.Campaign), stop);
            return hash is null ? await take.FinishAtTheCounter(file.Name, stop) : await take.Finish(stop);
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused($"{file.Name}：{refused.Message}");
        }
    }
}

/// <summary>Rows of 停发决定, each against where the person stands today.</summary>
internal sealed class StopDecisionIntake(Act act, Campaign campaign) : IIntake<StopDecisionRow>
{
    private int changeLine;

    public async Task Take(IReadOnlyList<StopDecisionRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var found = await FoundPeople.Of(act.Connection, rows.Select(r => r.IdNumber), stop);
        var standings = await Standings(found.Ids, stop);
        var recorders = await Recorders(found.Ids, stop);
        var changes = new List<ChangeRow>();
        var decided = new List<(int Person, StopDecisionRow Row)>();
        foreach (var row in rows)
        {
            if (found.Fault(row.IdNumber, row.Name) is { } fault)
            {
                tally.Rejected.Add((row.LineNumber, fault.Column, fault.Reason));
                continue;
            }

            var person = found.Id(row.IdNumber);
            var standing = standings.GetValueOrDefault(person);
            if (IsKnown(standing, row))
            {
                tally.Known++;
                continue;
            }

            if (Refusal(standing, row, recorders[person]) is { } reason)
            {
                tally.Rejected.Add((row.LineNumber, "决定", reason));
                continue;
            }

            if (decided.Exists(d => d.Person == person))
            {
                tally.Rejected.Add((row.LineNumber, "身份证号", "同一个人写了两行"));
                continue;
            }

            decided.Add((person, row));
            if (row.Outcome == StopOutcome.Stop) changes.AddRange(Endings(row, standing!.File));
        }

        if (tally.Rejected.Count > 0) return;
        tally.Accepted += decided.Count;
        await Write(decided, stop);
        if (changes.Count == 0) return;
        var own = new IntakeTally();
        await new ChangeIntake(act).Take(changes, own, stop);
        foreach (var (_, column, why) in own.Rejected) throw new Refused($"停发没有记成变动（{column}：{why}），整份没有登记。");
    }

    private static bool IsKnown(PersonStanding? of, StopDecisionRow row) => of is not null
        && of.File.Decisions.Any(d => d.Outcome == row.Outcome && d.Document == row.Document
            && (d.Outcome == StopOutcome.PayOn || of.Standing.Class == VerificationClass.Stopped));

    /// <summary>Nobody is stopped who is not proposed, and nobody decides by a notice of his own.</summary>
    /// <param name="recorders">Who brought a delivered notice of the person, and of which delivery.</param>
    private string? Refusal(PersonStanding? of, StopDecisionRow row, IEnumerable<(DateOnly On, string By)> recorders)
    {
        if (of is null) return $"不在{campaign.Year}年年度确认的名单里";
        if (of.Standing.Class != VerificationClass.StopProposed)
            return $"现在是“{of.Standing.Class.Label()}”，不是拟停发"
                + (of.Standing.MaturesOn is { } day && of.Standing.Class == VerificationClass.Notified
                    ? $"：满60日是{Spoken.Date(day)}" : "") + "；没有送达满60日的通知，谁也不能停发";
        return row.Outcome == StopOutcome.Stop
            && recorders.Any(r => r.On == of.Standing.ClockFrom && r.By == act.Performer.User)
            ? "通知是您登记的，停发要由另一个人决定"
            : null;
    }

    private IEnumerable<ChangeRow> Endings(StopDecisionRow row, VerificationFile file) => file.Person.Identities
        .Where(i => Category.Of(i.Category).IsDisability && i.Spans is [.., { To: var to }]
            && to > Domain.PayMonth.Of(act.Performer.Today))
        .Select(i => new ChangeRow
        {
            LineNumber = ++changeLine,
            IdNumber = row.IdNumber,
            Type = ChangeType.Ending,
            Category = Category.Of(i.Category),
            EffectiveOn = act.Performer.Today,
            Document = row.Document,
            Source = "年度确认",
            Reason = "年度确认逾期",
        });

    private async Task<Dictionary<int, PersonStanding>> Standings(int[] people, CancellationToken stop)
    {
        if (people.Length == 0) return [];
        var frame = await CampaignStore.Frame(act.Connection, campaign, act.Number, stop);
        var files = await new VerificationReading(act.Connection, act.Number, EvidenceTable.Default)
            .Files(PeopleScope.Of(people), campaign.Year, stop);
        return files.ToDictionary(f => f.Id, f => new PersonStanding(
            f.File.Member!, f.File, Standing.Of(frame, f.File, act.Performer.Today)));
    }

    /// <summary>Who brought the notices one of which begins the sixty days.</summary>
    private async Task<ILookup<int, (DateOnly On, string By)>> Recorders(int[] people, CancellationToken stop) =>
        (await act.Connection.Rows("""
            select n.person_id, n.delivered_on, a.performed_by from notice n join act a on a.number = n.act
            where n.person_id = any($1) and n.delivered_on is not null and n.method <= 3 and a.performed_by is not null
                and n.kind <> 4 and extract(year from n.notified_on) >= $2 and n.withdraws_act is null
                and not exists (select from notice w where w.person_id = n.person_id and w.withdraws_act = n.act
                    and w.withdraws_row = n.row_number)
            """, r => (Person: r.GetInt32(0), Of: (r.Date(1), r.GetString(2))), stop, people, (int)campaign.Year))
        .ToLookup(r => r.Person, r => r.Of);

    private Task<int> Write(List<(int Person, StopDecisionRow Row)> rows, CancellationToken stop) =>
        rows.Count == 0 ? Task.FromResult(0) : act.Connection.Execute("""
            insert into stop_decision (year, person_id, act, outcome, decided_on, document, reason, decided_by)
            select $1, p, $2, o, $3, d, r, $4 from unnest($5::int[], $6::smallint[], $7::text[], $8::text[])
                as u (p, o, d, r)
            """, stop, campaign.Year, act.Number, act.Performer.Today, act.Performer.Named,
            rows.Select(r => r.Person).ToArray(), rows.Select(r => (short)r.Row.Outcome).ToArray(),
            rows.Select(r => r.Row.Document).ToArray(), rows.Select(r => r.Row.Reason).ToArray());
}
