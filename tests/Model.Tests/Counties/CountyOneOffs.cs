using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Counties;

/// <summary>Lists of a one-off batch: somebody twice, somebody dead, somebody taken off again.</summary>
sealed class CountyOneOffs(Dice dice, ReferenceModel memory, DateOnly today)
{
    private static readonly string[] Occasions = ["春节慰问", "八一慰问", "救助", "抗战补助"];

    private Knowledge Known => memory.Known;

    public string NewBatch() => $"{today.Year}{dice.Pick(Occasions)}{Known.OneOffMonths.Count + 1}";

    public string? OldBatch() => Known.OneOffMonths.Count == 0 ? null : dice.Pick(Known.OneOffMonths.Keys.ToList());

    /// <summary>Beside new rows some that are known, taken back, or of the same matter as another list's.</summary>
    public IReadOnlyList<Row> Rows(string batch)
    {
        var document = $"方案{(dice.Chance(0.7) ? batch : today.Year)}号";
        var rows = dice.Some(Known.People, dice.Between(1, 25)).Select(p => New(batch, p, document)).ToList();
        foreach (var known in dice.Some(Known.OneOffs.Where(o => o.Row.Batch == batch).ToList(), dice.Between(0, 6)))
            rows.Add(known.Row with
            {
                IdNumber = known.Person.Number, Name = known.Person.Name, IsWithdrawal = dice.Chance(0.6),
                Fen = known.Row.Fen + (dice.Chance(0.2) ? 100 : 0),
            });
        return [.. rows];
    }

    private OneOffRow New(string batch, KnownPerson person, string document) => new(
        batch, dice.Chance(0.8) ? person.Number : person.EnrolledNumber,
        dice.Chance(0.97) ? person.Name : person.Name + "某", dice.Pick(20_000, 50_000, 100_000, 33_333),
        dice.Chance(0.95) ? document : dice.Document("另批", today), IsWithdrawal: false);

    /// <summary>The batch itself while none of it is approved, then one supplementary run after another.</summary>
    public WorkOutBatch Next(string batch)
    {
        var name = $"O-{batch}";
        var made = memory.OneOffs.Approved.Count(
            r => r.Name == name || r.Name.StartsWith($"{name}-S", StringComparison.Ordinal));
        return made == 0
            ? new WorkOutBatch(today, name, batch, Supplementary: false)
            : new WorkOutBatch(today, $"{name}-S{made}", batch, Supplementary: true);
    }
}
