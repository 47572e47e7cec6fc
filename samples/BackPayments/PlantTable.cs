using Disbursement.Domain.BackPayments;

namespace Disbursement.Samples.BackPayments;

/// <summary>Which case has which plants. Each kind ten times in two thousand cases, at least once in any.</summary>
internal sealed class PlantTable
{
    private const int Often = 10;
    private const int PairsOften = 20;
    private const int InCases = 2_000;

    private static readonly Plant[] OfTwoCases = [MonthPlants.TwoCases, MonthPlants.PublicOver];

    private static readonly Plant[] Alone =
    [
        MonthPlants.InService, MonthPlants.Covered, MonthPlants.OverService, MonthPlants.OverLumpSum,
        MonthPlants.Overlap, MonthPlants.NotBilled, MonthPlants.BilledNotApproved, MonthPlants.BilledTwice,
        MonthPlants.PersonalUnpaid, MonthPlants.UnitUnpaid, MonthPlants.TreasuryUnpaid, MonthPlants.PersonUnpaid,
        MonthPlants.NotPosted, MonthPlants.PostedUnpaid, MonthPlants.PostedUnbilled,
        MoneyPlants.BaseWrong, MoneyPlants.RateWrong, MoneyPlants.RateMissing, MoneyPlants.LateFee,
        MoneyPlants.OtherCharge, MoneyPlants.CentsBilled, MoneyPlants.CentsPaid, MoneyPlants.CentsPosted,
        MoneyPlants.PostedDiffers, MoneyPlants.Unallocated, MoneyPlants.PaidTwice, MoneyPlants.RefundedPartly,
        MoneyPlants.RefundedToAnother, MoneyPlants.RefundedWhole,
        CasePlants.Identity, CasePlants.Changed, CasePlants.PublicWithEmployer, CasePlants.EmployerCannotPay,
        CasePlants.MonthsDiffer, CasePlants.HardshipDiffers, CasePlants.OrderUnsaid, CasePlants.NearlyRetired,
        CasePlants.NotRecomputed, CasePlants.WasRecomputed, CasePlants.Extended, CasePlants.RefusedUnanswered,
        CasePlants.Refused, CasePlants.UnknownCase, CasePlants.Suspended, CasePlants.Terminated,
        CasePlants.EndedUnpaid, CasePlants.Closed,
    ];

    /// <summary>The first in 养老, the second in 医保 or in the case: neither hides the other.</summary>
    private static readonly (Plant, Plant)[] Pairs =
    [
        (MoneyPlants.BaseWrong, MonthPlants.NotBilled), (MoneyPlants.CentsBilled, MonthPlants.NotPosted),
        (MoneyPlants.RateWrong, CasePlants.Identity), (MonthPlants.BilledTwice, CasePlants.HardshipDiffers),
        (MoneyPlants.LateFee, MonthPlants.Covered), (MoneyPlants.PostedDiffers, CasePlants.Changed),
        (MoneyPlants.Unallocated, MoneyPlants.CentsPosted), (MonthPlants.NotBilled, CasePlants.PublicWithEmployer),
        (MoneyPlants.PaidTwice, MonthPlants.PostedUnpaid), (MonthPlants.NotPosted, CasePlants.UnknownCase),
    ];

    private readonly List<(int First, Plant Plant, Plant? Other)> places = [];
    private readonly long step;
    private readonly int plantedPeople;

    public PlantTable(int cases)
    {
        if (cases < BackPaymentCounty.LeastCases)
            throw new ArgumentOutOfRangeException(nameof(cases), cases, "Too few cases to have each plant once.");
        var count = Math.Max(1, (int)((long)cases * Often / InCases));
        foreach (var plant in OfTwoCases.Concat(Alone)) Take(plant, null, count);
        var ofPair = Math.Max(1, count * PairsOften / (Often * Pairs.Length));
        foreach (var (plant, other) in Pairs) Take(plant, other, ofPair);
        plantedPeople = Places;
        People = cases - (OfTwoCases.Length * count);
        step = (People * 618L / 1_000) | 1;
        while (System.Numerics.BigInteger.GreatestCommonDivisor(step, People) != 1) step += 2;
    }

    /// <summary>Some have two cases.</summary>
    public int People { get; }

    private int Places { get; set; }

    public static IEnumerable<Plant> All => OfTwoCases.Concat(Alone);

    /// <summary>Plants of a person's case, with the insurance and the ordinal of each; none for most.</summary>
    public IReadOnlyList<(Plant Plant, Insurance Insurance, int Ordinal)> Of(int person)
    {
        var place = (int)(person * step % People);
        if (place >= plantedPeople) return [];
        var (first, plant, other) = places.FindLast(p => p.First <= place);
        var ordinal = place - first;
        if (other is not null)
            return [(plant, Insurance.Pension, 2 * ordinal), (other, Insurance.Medical, (2 * ordinal) + 1)];
        return [(plant, plant.Insurance ?? (ordinal % 2 == 0 ? Insurance.Pension : Insurance.Medical), ordinal)];
    }

    private void Take(Plant plant, Plant? other, int count)
    {
        places.Add((Places, plant, other));
        Places += count;
    }
}
