using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Verification;

/// <summary>
/// 确认表: who was found how, when, by whom. One of a year is of all identities of a person. Who was stopped for want of
/// it, and is found, is paid again from the month after: the 恢复 comes in with the confirmation.
/// </summary>
internal sealed class ConfirmationIntake(Act act) : IIntake<ConfirmationRow>
{
    private readonly ChangeIntake changes = new(act);
    private bool hasSaidOfOtherYears;

    public async Task Take(IReadOnlyList<ConfirmationRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var found = await FoundPeople.Of(act.Connection, rows.Select(r => r.IdNumber), stop);
        var known = (await Known(found.Ids, stop)).GroupBy(k => k.Person)
            .ToDictionary(g => g.Key, g => g.Select(k => k.Of).ToList());
        var resumed = rows.Any(r => r.IsWithdrawal) ? await Resumed(found.Ids, stop) : [];
        var accepted = new List<(int Person, ConfirmationRow Row, Place? Withdraws)>();
        foreach (var row in rows)
        {
            if (found.Fault(row.IdNumber, row.Name) is { } fault)
            {
                tally.Rejected.Add((row.LineNumber, fault.Column, fault.Reason));
                continue;
            }

            var person = found.Id(row.IdNumber);
            var all = known.TryGetValue(person, out var list) ? list : known[person] = [];
            var same = all.Find(c => c.On == row.ConfirmedOn && c.Method == row.Method && c.Result == row.Result);
            var isAccepted = row.IsWithdrawal ? same is not null : same is null;
            if (row.IsWithdrawal && same is null)
            {
                tally.Rejected.Add((row.LineNumber, "撤销", "没有日期、方式、结果都相同的确认可以撤销"));
                continue;
            }

            if (Refusal(row, same, resumed.Contains((person, same?.Place.Act ?? 0))) is { } why)
            {
                tally.Rejected.Add((row.LineNumber, row.IsWithdrawal ? "撤销" : "经办人", why));
                continue;
            }

            tally.CameIn.Add((RowKey.Of(row), isAccepted));
            if (!isAccepted)
            {
                tally.Known++;
                continue;
            }

            accepted.Add((person, row, row.IsWithdrawal ? same!.Place : null));
            if (row.IsWithdrawal) all.Remove(same!);
            else all.Add(Of(row));
        }

        tally.Accepted += accepted.Count;
        SayOfOtherYears(accepted.Select(a => a.Row), tally);
        await Write(accepted, stop);
        await Resume(accepted, tally, stop);
    }

    private void SayOfOtherYears(IEnumerable<ConfirmationRow> accepted, IntakeTally tally)
    {
        if (hasSaidOfOtherYears || accepted.All(r => r.ConfirmedOn.Year == act.Performer.Today.Year)) return;
        hasSaidOfOtherYears = true;
        tally.Notices.Add($"有的确认日期不在{act.Performer.Today.Year}年，不算今年的确认；年份写错的，撤销后重报。");
    }

    /// <param name="same">Of the same day, method and result; null: there is none.</param>
    private static string? Refusal(ConfirmationRow row, Confirmation? same, bool hasResumed)
    {
        if (same is null) return null;
        if (row.IsWithdrawal) return hasResumed ? "这次确认已经恢复了发放：先报变动“撤销”撤销那次恢复，再撤销确认" : null;
        var isSame = (same.Station, same.By, same.Second, same.Proof) == (row.Station, row.By, row.Second, row.Proof);
        return isSame ? null : $"同一天、同样方式和结果的确认已经登记（{same.By}），内容不同；登记错了的先撤销再登记";
    }

    /// <summary>Whose confirmations, by act, brought a 恢复 that stands.</summary>
    private async Task<HashSet<(int Person, long Act)>> Resumed(int[] people, CancellationToken stop) =>
        (await act.Connection.Rows("""
            select r.person_id, r.act from change r
            where r.person_id = any($1) and r.type = 10 and r.source = '年度确认' and not exists (
                select from change w where w.person_id = r.person_id and w.withdraws_act = r.act
                    and w.withdraws_row = r.row_number)
            """, r => (r.GetInt32(0), r.GetInt64(1)), stop, people)).ToHashSet();

    private Confirmation Of(ConfirmationRow row) => new(
        new Place(act.Number, row.LineNumber), row.ConfirmedOn, row.Method, row.Result, row.Station, row.By,
        row.Second, row.Proof);

    private async Task<List<(int Person, Confirmation Of)>> Known(int[] people, CancellationToken stop) =>
        people.Length == 0
            ? []
            : await new VerificationReading(act.Connection, act.Number, EvidenceTable.Default)
                .Confirmations(PeopleScope.Of(people), stop);

    /// <summary>Of those among them who were stopped for want of a confirmation, and nothing else.</summary>
    private async Task Resume(
        List<(int Person, ConfirmationRow Row, Place? Withdraws)> accepted, IntakeTally tally, CancellationToken stop)
    {
        var confirming = accepted.Where(a => a.Withdraws is null && Of(a.Row).Confirms)
            .ToLookup(a => a.Person, a => a.Row);
        if (confirming.Count == 0) return;
        var resumptions = (await act.Connection.Rows("""
            select s.person_id, c.category, c.effective_on from stop_decision s
            join change c on c.person_id = s.person_id and c.act = s.act and c.type = 5
            where s.person_id = any($1) and s.outcome = 1
                and not exists (select from change w where w.person_id = c.person_id
                    and w.withdraws_act = c.act and w.withdraws_row = c.row_number)
                and not exists (select from change r where r.person_id = c.person_id and r.type = 10
                    and r.category = c.category and r.act > c.act
                    and not exists (select from change w where w.person_id = r.person_id
                        and w.withdraws_act = r.act and w.withdraws_row = r.row_number))
            order by s.person_id, c.category
            """, r => (Person: r.GetInt32(0), Category: r.GetInt16(1), On: r.Date(2)), stop,
            confirming.Select(c => c.Key).ToArray()))
            .Select(s => (s.Category, s.On, Row: confirming[s.Person].Where(r => r.ConfirmedOn >= s.On)
                .OrderBy(r => r.ConfirmedOn).FirstOrDefault()))
            .Where(s => s.Row is not null).ToList();
        // Its own place in the act: no line of the file is so far down.
        var line = int.MaxValue - resumptions.Count;
        ChangeRow[] rows = [.. resumptions.Select(s => new ChangeRow
        {
            LineNumber = line++,
            IdNumber = s.Row!.IdNumber,
            Type = ChangeType.Resumption,
            Category = Domain.Policy.Category.Of(s.Category),
            EffectiveOn = s.Row.ConfirmedOn,
            Document = s.Row.Proof ?? $"确认表{s.Row.ConfirmedOn:yyyy-MM-dd}",
            Source = "年度确认",
            Reason = "重新确认",
        })];
        if (rows.Length == 0) return;
        var own = new IntakeTally();
        await changes.Take(rows, own, stop);
        foreach (var (_, column, reason) in own.Rejected)
            throw new Refused($"重新确认的人没有能恢复发放（{column}：{reason}），整份没有导入。");
        if (own.Accepted > 0)
            tally.Notices.Add($"停发过的{rows.Select(r => r.IdNumber).Distinct(StringComparer.Ordinal).Count()}人重新确认，"
                + "从确认的次月起恢复发放，停掉的月份不补（停错了的报“撤销”）。");
    }

    private Task<int> Write(
        List<(int Person, ConfirmationRow Row, Place? Withdraws)> rows, CancellationToken stop) =>
        rows.Count == 0 ? Task.FromResult(0) : act.Connection.Execute("""
            insert into confirmation (person_id, act, row_number, confirmed_on, method, result, station, confirmed_by,
                second_staff, proof, withdraws_act, withdraws_row)
            select p, $1, l, d, m, r, s, b, s2, pr, wa, wr from unnest($2::int[], $3::int[], $4::date[], $5::smallint[],
                $6::smallint[], $7::text[], $8::text[], $9::text[], $10::text[], $11::bigint[], $12::int[])
                as u (p, l, d, m, r, s, b, s2, pr, wa, wr)
            """, stop, act.Number, rows.Select(r => r.Person).ToArray(), rows.Select(r => r.Row.LineNumber).ToArray(),
            rows.Select(r => r.Row.ConfirmedOn).ToArray(), rows.Select(r => (short)r.Row.Method).ToArray(),
            rows.Select(r => (short)r.Row.Result).ToArray(), rows.Select(r => r.Row.Station).ToArray(),
            rows.Select(r => r.Row.By).ToArray(), rows.Select(r => r.Row.Second).ToArray(),
            rows.Select(r => r.Row.Proof).ToArray(), rows.Select(r => r.Withdraws?.Act).ToArray(),
            rows.Select(r => r.Withdraws?.Row).ToArray());
}

/// <summary>Who is meant by the numbers of a file, and what is wrong where nobody is.</summary>
internal sealed class FoundPeople
{
    private readonly Dictionary<string, int> serials;
    private readonly Dictionary<string, string> names;

    private FoundPeople(Dictionary<string, int> serials, Dictionary<string, string> names) =>
        (this.serials, this.names) = (serials, names);

    public int[] Ids => [.. serials.Values.Distinct()];

    public static async Task<FoundPeople> Of(
        Npgsql.NpgsqlConnection connection, IEnumerable<string> numbers, CancellationToken stop)
    {
        string[] wanted = [.. numbers.Distinct(StringComparer.Ordinal)];
        return new FoundPeople(
            await PersonStore.Serials(connection, wanted, stop), await PersonStore.Names(connection, wanted, stop));
    }

    public int Id(string number) => serials[number];

    public string NameOf(string number) => names[number];

    /// <param name="name">As the file has it; null: it has none.</param>
    public (string Column, string Reason)? Fault(string number, string? name)
    {
        if (!serials.ContainsKey(number) || !names.TryGetValue(number, out var ours))
            return ("身份证号", RejectionReason.PersonUnknown(name ?? "这个人", IdentityNumber.Tail(number)));
        return name is null || PersonName.Same(name, ours)
            ? null
            : ("姓名", $"系统里姓名是“{ours}”，文件里是“{name}”；请先核对身份证号是不是这个人");
    }
}
