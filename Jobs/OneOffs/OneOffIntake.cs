using Disbursement.Domain;
using Disbursement.Domain.OneOffs;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.OneOffs;

/// <summary>
/// 一次性批次: whom to pay what once. Who is on no roster becomes known by number and name; whether that is enough to be
/// paid, the run says.
/// </summary>
internal sealed class OneOffIntake(Act act) : IIntake<OneOffSheetRow>
{
    private Dictionary<string, OneOffBatch> batches = [];

    public async Task Take(IReadOnlyList<OneOffSheetRow> rows, IntakeTally tally, CancellationToken stop)
    {
        await FindBatches(rows, stop);
        string[] numbers = [.. rows.Select(r => r.IdNumber).Distinct(StringComparer.Ordinal)];
        var serials = await PersonStore.Serials(act.Connection, numbers, stop);
        var names = await PersonStore.Names(act.Connection, numbers, stop);
        var known = await OneOffStore.Of(act.Connection, [.. serials.Values.Distinct()], long.MaxValue, stop);
        var all = known.ToDictionary(k => k.Key, k => k.ToList());
        var fresh = await Numbers("person_serial", numbers.Length - serials.Count, stop);
        var standards = await Numbers("standard_serial", rows.Count, stop);
        var accepted = new List<(int Person, OneOffRow Row)>();
        var outsiders = new List<(int Id, string IdNumber, string Name)>();
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            var isNew = !serials.TryGetValue(row.IdNumber, out var person);
            if (isNew) person = fresh[outsiders.Count];
            var ofPerson = all.GetValueOrDefault(person) ?? [];
            var (verdict, judged) = Judge(row, standards[i], names.GetValueOrDefault(row.IdNumber), ofPerson);
            if (verdict.IsAccepted || verdict.IsKnown) tally.CameIn.Add((RowKey.Of(row), verdict.IsAccepted));
            tally.Known += verdict.IsKnown ? 1 : 0;
            if (verdict.Reason is { } reason) tally.Rejected.Add((row.LineNumber, verdict.Column!, reason));
            if (!verdict.IsAccepted) continue;
            accepted.Add((person, judged));
            ofPerson.Add(judged);
            all[person] = ofPerson;
            if (!isNew) continue;
            outsiders.Add((person, row.IdNumber, row.Name));
            serials.Add(row.IdNumber, person);
            names.Add(row.IdNumber, row.Name);
        }

        tally.Accepted += accepted.Count;
        await OneOffStore.AddOutsiders(act.Connection, act.Number, outsiders, stop);
        await OneOffStore.Write(act.Connection, accepted, stop);
    }

    private Task<List<int>> Numbers(string sequence, int count, CancellationToken stop) => act.Connection.Rows(
        "select nextval($1::regclass)::int from generate_series(1, $2)", r => r.GetInt32(0), stop, sequence, count);

    /// <summary>A batch is what its first row says: its name, its purpose, the month in which it came.</summary>
    private async Task FindBatches(IReadOnlyList<OneOffSheetRow> rows, CancellationToken stop)
    {
        batches = (await OneOffStore.Batches(act.Connection, stop)).ToDictionary(b => b.Name, StringComparer.Ordinal);
        var fresh = rows.Where(r => !r.IsWithdrawal && !batches.ContainsKey(r.Batch))
            .DistinctBy(r => r.Batch, StringComparer.Ordinal).ToList();
        if (fresh.Count == 0) return;
        var components = await ComponentStore.Numbers(act.Connection, fresh.Select(r => r.Batch), act.Number, stop);
        foreach (var row in fresh)
        {
            var batch = new OneOffBatch(
                components[row.Batch], row.Batch, row.Purpose ?? row.Batch, PayMonth.Of(act.Performer.Today));
            await OneOffStore.Add(act.Connection, batch, act.Number, stop);
            batches.Add(batch.Name, batch);
        }
    }

    /// <param name="name">As known now; null: nobody has the number.</param>
    private (Verdict Verdict, OneOffRow Row) Judge(
        OneOffSheetRow row, int standard, string? name, IReadOnlyCollection<OneOffRow> ofPerson)
    {
        if (!batches.TryGetValue(row.Batch, out var batch))
            return (Verdict.Rejected("批次名", $"没有“{row.Batch}”这个一次性批次，没有可以撤销的"), null!);
        var judged = new OneOffRow(
            new Place(act.Number, row.LineNumber), batch.Component, batch.Purpose, row.Fen, row.Document,
            PersonStore.AccountOf(row.Bank, row.AccountNumber, row.AccountName, null),
            PersonStore.PayeeOf(row.PayeeName, row.PayeeId, row.PayeeRelation, row.Document), standard, null);
        if (name is not null && !PersonName.Same(name, row.Name))
            return (Verdict.Rejected("姓名", $"系统里姓名是“{name}”，文件里是“{row.Name}”；"
                + "请先核对身份证号是不是这个人，确实改了名的先报“更正”"), judged);
        if (row.Purpose is { } purpose && purpose != batch.Purpose)
            return (Verdict.Rejected("用途", $"“{batch.Name}”的用途是“{batch.Purpose}”，这一行是“{purpose}”；"
                + "一批只有一个用途，另一个用途另起一批"), judged);
        return OneOffDecision.Decide(ofPerson, judged, row.IsWithdrawal);
    }
}
