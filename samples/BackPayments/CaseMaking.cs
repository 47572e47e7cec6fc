using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.BackPayments;

/// <summary>Makes a case from what it is to be like, and lets the plants in between the steps.</summary>
internal static class CaseMaking
{
    private static readonly DateOnly FirstApplied = new(2025, 10, 9);

    public static CaseSheet First(string number, int index, Applicant person, CaseWish wish, ref Dice dice)
    {
        var sheet = new CaseSheet
        {
            Index = index, Number = number, Person = person, Wish = wish,
            AppliedOn = FirstApplied.AddDays(dice.Below(80)),
        };
        var from = wish.Kind == SegmentKind.Extended
            ? PayMonth.Of(person.Born.AddYears(60)) + 1
            : person.ServiceTo + 1 + (wish.InService > 0 ? 0 : wish.Gap);
        Ask(sheet, from - wish.InService, wish.Months + wish.InService, person.ServiceTo + 1);
        if (wish.Covered == 0) return sheet;
        foreach (var lane in sheet.Lanes)
        {
            // What is covered is known of both insurances, else their months would differ.
            for (var i = 0; i < wish.Covered; i++) lane.Covered.Add(from + (wish.Months / 2) + i);
        }

        return sheet;
    }

    public static CaseSheet Second(string number, CaseSheet first, (int After, int Months) second, ref Dice dice)
    {
        var sheet = new CaseSheet
        {
            Index = first.Index, Number = number, Person = first.Person, Wish = first.Wish, Earlier = first,
            AppliedOn = new DateOnly(2026, 1, 5).AddDays(dice.Below(16)),
        };
        Ask(sheet, first.Segments[^1].To + 1 + second.After, second.Months, default);
        return sheet;
    }

    /// <summary>From the decision to the postings.</summary>
    public static void Complete(List<CaseSheet> sheets, List<Planting> plants, ref Dice dice)
    {
        foreach (var p in plants) p.Plant.Ask?.Invoke(p);
        foreach (var sheet in sheets) sheet.Approve();
        foreach (var sheet in sheets) sheet.Decide();
        foreach (var sheet in sheets.Take(1).Where(s => s.Hardship != Hardship.None))
            sheet.Listed("民政", sheet.Hardship.Label(), BackPaymentCounty.HardshipOn);
        foreach (var p in plants) p.Plant.Plan?.Invoke(p);
        foreach (var lane in sheets.SelectMany(s => s.Lanes)) Sides.Bill(lane);
        foreach (var p in plants) p.Plant.Bill?.Invoke(p);
        foreach (var lane in sheets.SelectMany(s => s.Lanes)) Sides.Pay(lane, ref dice);
        foreach (var p in plants) p.Plant.Pay?.Invoke(p);
        foreach (var lane in sheets.SelectMany(s => s.Lanes)) Sides.Post(lane);
        foreach (var p in plants) p.Plant.Find?.Invoke(p);
    }

    private static void Ask(CaseSheet sheet, PayMonth from, int months, PayMonth firstFree)
    {
        var wish = sheet.Wish;
        var employer = wish.UnitPayer == Payer.Treasury ? null : Employer.Of(sheet.Index);
        Insurance[] insurances = wish.PensionOnly ? [Insurance.Pension] : [Insurance.Pension, Insurance.Medical];
        foreach (var insurance in insurances)
        {
            var segment = new SegmentRow(insurance, wish.Kind, from, from + (months - 1), wish.UnitPayer, employer);
            if (wish.TwoSegments)
            {
                var end = PayMonth.Later(from, firstFree) + 2;
                sheet.Segments.Add(segment with { Kind = SegmentKind.AwaitingPlacement, To = end });
                segment = segment with { From = end + 1 };
            }

            sheet.Segments.Add(segment);
        }

        sheet.MakeLanes();
    }
}
