using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.BackPayments;

/// <summary>What a person and a case are to be like, before they are made. Plants ask for what they need.</summary>
internal sealed class CaseWish
{
    public LifeStage Stage { get; set; }

    /// <summary>军龄 in months.</summary>
    public int Served { get; set; }

    /// <summary>Months after service that are asked for.</summary>
    public int Months { get; set; }

    /// <summary>Of the last months of service, how many the segment has too.</summary>
    public int InService { get; set; }

    /// <summary>Months between discharge and the segment.</summary>
    public int Gap { get; set; }

    public SegmentKind Kind { get; set; }

    public Payer UnitPayer { get; set; }

    public Hardship Hardship { get; set; }

    public bool PensionOnly { get; set; }

    public string PlacementArea { get; set; } = Tariff.Home;

    public string InsuredArea { get; set; } = Tariff.Home;

    /// <summary>The first months are 待安排期, in a segment of their own.</summary>
    public bool TwoSegments { get; set; }

    /// <summary>Ordinary contributions known before the decision: in the middle, so many months.</summary>
    public int Covered { get; set; }

    /// <summary>A bill for each year.</summary>
    public bool BillsByYear { get; set; }

    public bool ReceiptsInTwo { get; set; }

    public bool PostingsInTwo { get; set; }

    /// <summary>财政 pays the unit part and the help one by one.</summary>
    public bool HelpApart { get; set; }

    /// <summary>A second case of the person: months after the end of the first, and how many are asked for.</summary>
    public (int After, int Months)? Second { get; set; }

    public static CaseWish Of(bool planted, ref Dice dice)
    {
        var stage = !planted && dice.OneIn(25) ? LifeStage.WorkingWoman : LifeStage.Working;
        var served = stage == LifeStage.Working ? dice.Between(24, 96) : dice.Between(24, 36);
        var (payer, kind) = (dice.Below(10), dice.Below(10));
        var wish = new CaseWish
        {
            Stage = stage, Served = served, Months = dice.Between(12, Math.Min(served, 60)), Gap = dice.Below(37),
            UnitPayer = payer < 6 ? Payer.Treasury : payer < 9 ? Payer.Employer : Payer.Superior,
            Kind = kind < 7 ? SegmentKind.Interrupted : SegmentKind.NeverInsured,
            Hardship = !dice.Percent(8) ? Hardship.None
                : dice.OneIn(4) ? Hardship.ExtremePoverty : Hardship.MinimumLiving,
            PlacementArea = dice.Percent(20) ? Tariff.Other : Tariff.Home,
            PensionOnly = !planted && dice.Percent(8), TwoSegments = !planted && dice.Percent(10),
            BillsByYear = !planted && dice.Percent(25), ReceiptsInTwo = !planted && dice.Percent(20),
            PostingsInTwo = dice.Percent(15), HelpApart = dice.Percent(40),
        };
        wish.InsuredArea = dice.Percent(15) ? Tariff.Other : wish.PlacementArea;
        if (planted) return wish;
        // At its edges and within, months that are not to be paid in; and more asked for than served.
        wish.InService = dice.Percent(15) ? 1 : 0;
        wish.Covered = dice.Percent(10) ? dice.Between(1, 4) : 0;
        if (dice.Percent(3)) wish.Months = served + dice.Between(1, 8);
        return wish;
    }
}
