using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// What of a person's card does not fit together, seen in the pass: nursing, identities, region, age.
/// </summary>
internal sealed class RosterDoubts(RunFrame frame, List<RunException> found)
{
    public void Note(ShardPerson person)
    {
        var identities = person.Person.Identities;
        var isRetired = false;
        foreach (var identity in identities)
            isRetired |= Category.Of(identity.Category).IsAssessed && identity.At(frame.Run.Month) is not null;
        foreach (var identity in identities)
        {
            if (identity.At(frame.Run.Month) is not { } span) continue;
            if (span.Nursing > Nursing.No) NoteNursing(person, identity, span, isRetired);
            if (identities.Length > 1) NoteContradiction(person, identity);
        }

        NoteRegion(person);
        foreach (var limit in frame.Bars.LimitsOf(person.Id)) NoteAge(person, limit);
    }

    private static string Label(short category) => Category.Of(category).Label;

    private void Add(
        ExceptionCode code, ShardPerson person, short? category, Dictionary<string, string> blanks,
        Severity? severity = null)
    {
        blanks["姓名"] = person.Person.Name;
        found.Add(new RunException(code, person.Id, category, null, null, null, blanks, severity));
    }

    private void NoteNursing(ShardPerson person, FoldedIdentity identity, in Span span, bool isRetired)
    {
        var category = Category.Of(identity.Category);
        if (span.Nursing == Nursing.Institution)
        {
            // Said once: what follows from it is arranged outside.
            if (!category.IsDisability || (!person.IsTouched && span.From != frame.Run.Month)) return;
            var blanks = new Dictionary<string, string>();
            if (span.From > identity.Spans[0].From) blanks["日期"] = Spoken.Month(span.From);
            Add(ExceptionCode.NursingInInstitution, person, identity.Category, blanks);
            return;
        }

        var percent = category.IsDisability ? NursingAllowance.Percent(span.Grade, span.Nursing, frame.Run.Month) : 0;
        if (percent == 0)
        {
            var blanks = new Dictionary<string, string>
            {
                ["类别"] = category.Label, ["项目"] = span.Nursing.Label(),
            };
            if (span.Grade.Nature != Nature.None) blanks["性质"] = span.Grade.Nature.Label();
            if (span.Grade.Level != 0) blanks["等级"] = Spoken.Level(span.Grade.Level);
            Add(ExceptionCode.NursingNotEntitled, person, identity.Category, blanks);
        }
        else if (isRetired)
        {
            Add(ExceptionCode.NursingMilitary, person, identity.Category, []);
        }
    }

    /// <summary>带病回乡 and 参试 suppose that no disability could be graded (rules §3, overlap).</summary>
    private void NoteContradiction(ShardPerson person, FoldedIdentity identity)
    {
        if (!Category.Of(identity.Category).IsDisability) return;
        foreach (var other in person.Person.Identities)
        {
            if (Category.Of(other.Category).Code is not ("42" or "61") || other.At(frame.Run.Month) is null) continue;
            Add(ExceptionCode.ServiceMutuallyExclusive, person, other.Category, new()
            {
                ["类别甲"] = Label(identity.Category), ["类别乙"] = Label(other.Category),
            });
        }
    }

    /// <summary>A code names a township of ours by nine digits, a village by twelve.</summary>
    private void NoteRegion(ShardPerson person)
    {
        if (frame.RegionPrefix is not { } prefix) return;
        var code = person.Person.Region;
        if (code is { Length: 9 or 12 } && code.StartsWith(prefix, StringComparison.Ordinal)
            && code.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0) return;
        if (person.Person.DiedOn is not null) return;
        Add(ExceptionCode.RegionUnknown, person, null, new() { ["代码"] = code ?? "" });
    }

    private void NoteAge(ShardPerson person, AgeLimit limit)
    {
        var category = limit.Bar.Category!.Value;
        if (Array.Find(person.Person.Identities, i => i.Category == category)?.At(frame.Run.Month) is null) return;
        if (!limit.IsHeld && limit.Bar.Covers(category, frame.Run.Month))
        {
            Add(ExceptionCode.Of(limit.Bar.Reason.Code()), person, category,
                frame.Bars.BlanksOf(person.Id, person.Person, limit, held: null), Severity.Warn);
            return;
        }

        if (limit.Bar.Reason != Block.OverageSurvivorChild || limit.Bar.From <= frame.Run.Month) return;
        var last = limit.Bar.From - 1;
        if (last.FirstDay.DayNumber - frame.Run.OpenedOn.DayNumber > RunBars.NoticeDays) return;
        var code = limit.SchoolUntil is null ? ExceptionCode.SurvivorChildTurning18 : ExceptionCode.SchoolProofDue;
        Add(code, person, category, new()
        {
            ["日期"] = Spoken.Date(limit.SchoolUntil ?? limit.Birthday),
            ["月份"] = Spoken.Month(last), ["起发年月"] = Spoken.Month(limit.Bar.From),
        });
    }
}
