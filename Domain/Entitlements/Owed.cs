using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Entitlements;

/// <summary>Why a person's month cannot be worked out (rules §2, undecided).</summary>
public enum UndecidedReason : byte
{
    /// <summary>rate-missing</summary>
    RateMissing = 1,

    /// <summary>level-nature-impossible</summary>
    LevelNatureImpossible = 2,

    /// <summary>service-years-missing</summary>
    ServiceYearsMissing = 3,

    /// <summary>assessed-missing</summary>
    AssessedMissing = 4,
}

/// <summary>What one component of one identity comes to in a month.</summary>
/// <param name="StandardId">The standard or wage it rests on; 0 for an amount of the roster.</param>
/// <param name="SetAside">Worked out in full and blocked: a pair under review (rules §3, overlap 1).</param>
/// <param name="Lower">Not owed: another identity of the person is higher (overlap 2). Fen is then 0.</param>
public readonly record struct OwedComponent(
    short Category, short Component, long Fen, int StandardId, bool SetAside, bool Lower);

/// <summary>
/// What is owed to a person for one month, as known now: a pure function of the folded history, the standards and the
/// parameters. One instance is filled again and again, so that a million people cost no garbage.
/// </summary>
public sealed class Owed(StandardTable standards, Parameters parameters)
{
    private readonly List<OwedComponent> components = [];
    private readonly List<OwedIdentity> identities = [];
    private readonly List<short> wageMissing = [];

    /// <summary>In order of category and component. Empty when undecided.</summary>
    public List<OwedComponent> Components => components;

    /// <summary>Identities not owed because another is higher, and what they would have come to.</summary>
    public List<(short Category, long Fen)> Lower { get; } = [];

    /// <summary>Not null: nothing of this month can be said.</summary>
    public (UndecidedReason Reason, short Category)? Undecided { get; private set; }

    /// <summary>丧葬补助 of a death in the month, asked for by the family or not; null in any other month.</summary>
    public FuneralGrant? Funeral { get; private set; }

    /// <summary>Categories whose 护理费 stays as it is, because no wage is in force.</summary>
    public List<short> WageMissing => wageMissing;

    public void WorkOut(FoldedPerson person, PayMonth month)
    {
        components.Clear();
        identities.Clear();
        wageMissing.Clear();
        Lower.Clear();
        Undecided = null;
        Funeral = null;
        var retiredOfficer = false;
        foreach (var identity in person.Identities)
        {
            retiredOfficer |= Category.Of(identity.Category).IsAssessed && identity.At(month) is not null;
        }

        foreach (var identity in person.Identities)
        {
            if (identity.At(month) is { } span) WorkOut(identity, span, month, retiredOfficer);
            if (Undecided is null) continue;
            components.Clear();
            return;
        }

        if (identities.Count > 1) Overlapping(month);
        if (person.DiedOn is { } died && PayMonth.Of(died) == month) AddFuneral(person);
    }

    /// <summary>One more component of the month of the death (rules §10), once the family asked for it.</summary>
    private void AddFuneral(FoldedPerson person)
    {
        var owedNow = identities.Where(i =>
            components.Exists(c => c.Category == i.Category && !c.Lower && !c.SetAside));
        Funeral = FuneralGrant.Of(
            person, owedNow.Select(i => Array.Find(person.Identities, p => p.Category == i.Category)!), standards,
            parameters.Funeral);
        if (person.Funeral is not { IsApplied: true } || !Funeral.IsKnown || Funeral.Best is not { } best) return;
        var last = components.FindLastIndex(c => c.Category == best.Category);
        components.Insert(last + 1, new OwedComponent(
            best.Category, Component.Funeral, best.Fen, best.Rule.Id, SetAside: false, Lower: false));
    }

    private void WorkOut(FoldedIdentity identity, in Span span, PayMonth month, bool retiredOfficer)
    {
        var first = components.Count;
        var category = Category.Of(identity.Category);
        if (category.IsAssessed) AddAssessedStandard(identity, span, month);
        else if (category.IsDisability && span.Grade.IsImpossible)
            Undecided = (UndecidedReason.LevelNatureImpossible, identity.Category);
        if (Undecided is not null) return;
        AddRates(identity, span, month, needsNational: !category.IsAssessed);
        if (Undecided is not null) return;
        if (category.IsDisability && !retiredOfficer) AddNursing(identity.Category, span, month);
        AddAssessed(identity, month, first);
        var total = 0L;
        for (var i = first; i < components.Count; i++) total += components[i].Fen;
        identities.Add(new OwedIdentity(identity.Category, identity.Enrolled, total));
    }

    private void AddAssessedStandard(FoldedIdentity identity, in Span span, PayMonth month)
    {
        foreach (var assessed in identity.Assessed)
        {
            if (assessed.Component == Component.Assessed && assessed.From <= month && month <= assessed.To) return;
        }

        if (span.Grade.AssessedFen is { } fen) Add(identity.Category, Component.Assessed, fen, 0);
        else Undecided = (UndecidedReason.AssessedMissing, identity.Category);
    }

    private void AddRates(FoldedIdentity identity, in Span span, PayMonth month, bool needsNational)
    {
        var found = !needsNational;
        foreach (var standard in standards.InForce(identity.Category, span.Grade, month))
        {
            if (standard.Unit.IsByServiceYears() && span.Grade.ServiceYears is null)
            {
                Undecided = (UndecidedReason.ServiceYearsMissing, identity.Category);
                return;
            }

            found |= standard.Component == Component.National;
            Add(identity.Category, standard.Component, standard.MonthFen(month, span.Grade.ServiceYears), standard.Id);
        }

        if (!found) Undecided = (UndecidedReason.RateMissing, identity.Category);
    }

    private void AddNursing(short category, in Span span, PayMonth month)
    {
        var percent = NursingAllowance.Percent(span.Grade, span.Nursing, month);
        if (percent == 0) return;
        if (standards.WageIn(month) is { } wage)
            Add(category, Component.Nursing, NursingAllowance.MonthFen(wage.MonthlyFen, percent), wage.Id);
        else
            wageMissing.Add(category);
    }

    /// <summary>A per-person amount takes the place of the county-wide one of the same component.</summary>
    private void AddAssessed(FoldedIdentity identity, PayMonth month, int first)
    {
        foreach (var assessed in identity.Assessed)
        {
            if (month < assessed.From || assessed.To < month) continue;
            for (var i = components.Count - 1; i >= first; i--)
            {
                if (components[i].Component == assessed.Component) components.RemoveAt(i);
            }

            Add(identity.Category, assessed.Component, assessed.Fen, assessed.StandardId);
        }
    }

    private void Add(short category, short component, long fen, int standardId)
    {
        // Amount 0 ends a component (rules §3): there is then no position to pay.
        if (fen != 0) components.Add(new OwedComponent(category, component, fen, standardId, false, false));
    }

    private void Overlapping(PayMonth month)
    {
        identities.Sort((a, b) => a.Enrolled.CompareTo(b.Enrolled));
        var goingOn = new List<OwedIdentity>();
        foreach (var identity in identities)
        {
            if (goingOn.Exists(other =>
                parameters.Overlap.Of(identity.Category, other.Category, month) == Overlap.Review))
                Mark(identity.Category, c => c with { SetAside = true });
            else
                goingOn.Add(identity);
        }

        goingOn.Sort((a, b) => a.TotalFen != b.TotalFen
            ? b.TotalFen.CompareTo(a.TotalFen)
            : a.Category.CompareTo(b.Category));
        var taken = new List<short>();
        foreach (var identity in goingOn)
        {
            if (taken.TrueForAll(other => parameters.Overlap.Of(identity.Category, other, month) == Overlap.Both))
            {
                taken.Add(identity.Category);
                continue;
            }

            Lower.Add((identity.Category, identity.TotalFen));
            Mark(identity.Category, c => c with { Fen = 0, Lower = true });
        }
    }

    private void Mark(short category, Func<OwedComponent, OwedComponent> mark)
    {
        for (var i = 0; i < components.Count; i++)
        {
            if (components[i].Category == category) components[i] = mark(components[i]);
        }
    }

    private readonly record struct OwedIdentity(short Category, Place Enrolled, long TotalFen);
}
