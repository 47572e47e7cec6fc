using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using Disbursement.Samples.Counties;
using Disbursement.Samples.Stories;

namespace Disbursement.Samples.BackPayments;

/// <summary>社保接续 of 云溪县: cases with what four parties say of them, and what is to be found in that.</summary>
/// <remarks>
/// A person's cases are made from the seed and an index alone, so each file streams and memory stays flat. What is
/// expected is written down from the rules, and never asked of the program. Told in README.md.
/// </remarks>
public sealed class BackPaymentCounty(int cases = BackPaymentCounty.DemoCases, ulong seed = BackPaymentCounty.DemoSeed)
{
    public const int DemoCases = 2_000;

    public const ulong DemoSeed = 20_260_420;

    /// <summary>So many are needed for each plant to be there once.</summary>
    public const int LeastCases = 100;

    /// <summary>The setting backpay-help-percent with which the findings are expected.</summary>
    public const int HelpPercent = 50;

    private readonly PlantTable table = new(cases);

    /// <summary>The day of 核定 and of 不予受理.</summary>
    public static DateOnly DecidedOn { get; } = new(2026, 1, 26);

    /// <summary>The day of the list of 民政.</summary>
    public static DateOnly HardshipOn { get; } = new(2026, 1, 15);

    /// <summary>The day of the reconciliation.</summary>
    public static DateOnly ReconciledOn { get; } = new(2026, 4, 20);

    /// <summary>Of the file kind decisions, which is not imported but recorded.</summary>
    public const string Decisions = "backpay-decisions";

    public int Cases => cases;

    public int People => table.People;

    /// <summary>All files in the order in which they come in.</summary>
    public IReadOnlyList<StoryFile> Files =>
    [
        new("contribution", "contribution.csv", BackPaymentFiles.WriteContribution),
        new("cases", "cases.csv", w => BackPaymentFiles.WriteCases(w, Sheets())),
        new("coverage", "coverage.csv", w => BackPaymentFiles.WriteCoverage(w, Sheets(), l => l.Covered)),
        new("evidence", "evidence.csv", w => EvidenceRow.Write(w, EvidenceOfAll())),
        new(Decisions, "decisions.csv", w => BackPaymentFiles.WriteDecisions(w, Sheets(), s => s.Decisions)),
        new("billing", "billing.csv", w => BackPaymentFiles.WriteBilling(w, Sheets())),
        new("receipts", "receipts.csv", w => BackPaymentFiles.WriteReceipts(w, Sheets())),
        new("postings", "postings.csv", w => BackPaymentFiles.WritePostings(w, Sheets())),
        new("refunds", "refunds.csv", w => BackPaymentFiles.WriteRefunds(w, Sheets())),
        new("coverage", "coverage-late.csv", w => BackPaymentFiles.WriteCoverage(w, Sheets(), l => l.CoveredLate)),
        new(Decisions, "decisions-late.csv", w => BackPaymentFiles.WriteDecisions(w, Sheets(), s => s.LaterDecisions)),
    ];

    /// <summary>What is to be found on the day of the reconciliation; streams.</summary>
    public IEnumerable<ExpectedFinding> Expected => Sheets().SelectMany(s => s.Expected);

    /// <summary>How many cases have each plant, also those that must not be found, by name.</summary>
    public IReadOnlyDictionary<string, int> Plants => Enumerable.Range(0, table.People)
        .SelectMany(i => table.Of(i)).CountBy(p => p.Plant.Name).ToDictionary(StringComparer.Ordinal);

    /// <summary>Case numbers in which nothing is planted.</summary>
    public IEnumerable<string> Untouched => Enumerable.Range(0, table.People).Where(i => table.Of(i).Count == 0)
        .Select(i => NumberOf(i, 2025));

    /// <summary>Each code that is planted, and by which plants.</summary>
    public static ILookup<string, string> PlantsByCode => PlantTable.All
        .SelectMany(p => p.Codes.Select(code => (code, p.Name))).ToLookup(p => p.code, p => p.Name);

    private IEnumerable<CaseSheet> Sheets() => Enumerable.Range(0, table.People).SelectMany(Sheets);

    private IEnumerable<EvidenceRow> EvidenceOfAll()
    {
        foreach (var sheet in Sheets())
        {
            foreach (var row in sheet.Evidence) yield return row;
            if (sheet.Index % 20 != 0 || sheet.Earlier is not null) continue;
            var dice = Dice.For(seed + 2, sheet.Index);
            var (number, name) = Applicant.Stranger(cases + sheet.Index, ref dice);
            yield return new EvidenceRow("民政", number, name, "低保", HardshipOn);
        }
    }

    private List<CaseSheet> Sheets(int index)
    {
        var plants = table.Of(index);
        var dice = Dice.For(seed, index);
        var wish = CaseWish.Of(plants.Count > 0, ref dice);
        foreach (var (plant, _, ordinal) in plants) plant.Wish?.Invoke(wish, ordinal);
        var nearly = plants.Count > 0 ? plants[0].Ordinal / 2 : 0;
        var person = Applicant.Of(index, wish.Stage, wish.Served, nearly, ref dice);
        var first = CaseMaking.First(NumberOf(index, 2025), index, person, wish, ref dice);
        List<CaseSheet> sheets = wish.Second is null
            ? [first]
            : [first, CaseMaking.Second(NumberOf(index, 2026), first, wish.Second.Value, ref dice)];
        var planted = plants.Select(p => new Planting(p.Plant, sheets[^1], p.Insurance, p.Ordinal)).ToList();
        CaseMaking.Complete(sheets, planted, ref dice);
        return sheets;
    }

    private static string NumberOf(int index, int year) => $"补{year}-{index + 1:00000}";
}
