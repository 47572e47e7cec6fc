using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Verification;

/// <summary>
/// Where a person stands in a campaign on a day: the class, which identities are held, from when a stop may be decided
/// (rules §7). A pure function of what is known; nothing of it is stored but what the close freezes.
/// </summary>
/// <param name="ConfirmedBy">The confirmation that settles it; null: none does.</param>
/// <param name="ClockFrom">Delivery of the first written or public notice; null: none was delivered.</param>
/// <param name="Overdue">
/// Identities not of the disability group that are not sent until the person is confirmed.
/// </param>
public sealed record Standing(
    VerificationClass Class, Confirmation? ConfirmedBy, DateOnly? ClockFrom, IReadOnlyList<short> Overdue)
{
    /// <summary>Last attempt of any kind, by which the list of a station says when there was contact.</summary>
    public DateOnly? LastContact { get; private init; }

    /// <summary>满60日: the first day on which a stop may be decided; null while no clock runs.</summary>
    public DateOnly? MaturesOn => ClockFrom?.AddDays(Campaign.NoticeDays);

    /// <summary>Two went, and nobody confirmed; null: nobody went.</summary>
    public Confirmation? HouseCall { get; private init; }

    /// <summary>Delivery of the first notice, of whatever kind; null: none was delivered.</summary>
    public DateOnly? ToldOn { get; private init; }

    /// <summary>协查 was asked for and not answered: not the person's fault.</summary>
    public bool IsAwaitingOtherCounty { get; private init; }

    /// <summary>The act by which the hold became possible: a notice or a house call.</summary>
    public long OverdueSince { get; private init; }

    public static Standing Of(CampaignFrame frame, VerificationFile file, DateOnly today)
    {
        var campaign = frame.Campaign;
        var ofYear = file.Confirmations.Where(c => campaign.Covers(c.On) && c.On <= today)
            .OrderBy(c => c.On).ThenBy(c => c.Place).ToArray();
        var valid = ofYear.Where(c => c.Confirms && !frame.IsQuestioned(c, file.Member!.Region)).ToArray();
        var confirmedBy = valid.Length == 0 ? null : valid[0];
        var notices = file.Notices.Where(n => n.AsksToConfirm && n.On.Year >= campaign.Year && n.On <= today)
            .OrderBy(n => n.On).ThenBy(n => n.Place).ToArray();
        var state = new Reckoning(frame, file, today, ofYear, notices, confirmedBy);
        return new Standing(state.Class(), confirmedBy, state.ClockFrom, state.Overdue())
        {
            OverdueSince = state.HoldSince ?? 0,
            HouseCall = state.HouseCall,
            ToldOn = state.Told?.DeliveredOn,
            IsAwaitingOtherCounty = state.IsAwaitingOtherCounty,
            LastContact = ofYear.Select(c => (DateOnly?)c.On).Concat(notices.Select(n => n.DeliveredOn ?? n.On)
                .Select(d => (DateOnly?)d)).Max(),
        };
    }

    private sealed class Reckoning(
        CampaignFrame frame, VerificationFile file, DateOnly today, Confirmation[] ofYear, Notice[] notices,
        Confirmation? confirmedBy)
    {
        private readonly Member member = file.Member!;
        private readonly Confirmation? last = ofYear.Length == 0 ? null : ofYear[^1];

        private bool IsOver => today > frame.Campaign.Deadline;

        public Confirmation? HouseCall => Array.Find(ofYear, c => c.IsHouseCall);

        /// <summary>上门对象 never without a house call (rules §7).</summary>
        private bool MayBePressed => !IsAwaitingOtherCounty && (!member.IsHouseCall || HouseCall is not null);

        public bool IsAwaitingOtherCounty =>
            last is { Method: ConfirmationMethod.OtherCounty, Result: ConfirmationResult.Unreachable };

        public Notice? Told => Array.Find(notices, n => n.DeliveredOn <= today);

        public DateOnly? ClockFrom => MayBePressed
            ? notices.Select(n => n.ClockFrom).Where(d => d <= today && !(d <= PaidOnSince)).Min()
            : null;

        /// <summary>继续发放 was decided then: the notices of before are spent, it takes a new one.</summary>
        private DateOnly? PaidOnSince => file.Decisions
            .Where(d => d.Year == frame.Campaign.Year && d.Outcome == StopOutcome.PayOn)
            .Select(d => (DateOnly?)d.On).Max();

        /// <summary>A notice that was delivered, or a house call; of those called on, only that.</summary>
        public long? HoldSince
        {
            get
            {
                if (!MayBePressed) return null;
                return HouseCall?.Place.Act ?? Told?.Place.Act;
            }
        }

        private bool IsUnconfirmed => confirmedBy is null && !member.IsExempt && Gone() is null && !WasFoundAlive
            && last is not { Result: ConfirmationResult.OtherPerson or ConfirmationResult.Dead } && !IsQuestioned;

        /// <summary>Whatever was tried later: somebody met the person this year.</summary>
        private bool WasFoundAlive => Array.Exists(ofYear, c => c.FoundAlive);

        /// <summary>Confirmed once, and called into question: nobody is pressed for what the station did.</summary>
        private bool IsQuestioned => confirmedBy is null && Array.Exists(ofYear, c => c.Confirms);

        /// <summary>Still owed from next month on, and of the disability group.</summary>
        private bool HasDisability => Array.Exists(file.Person.Identities, i => Category.Of(i.Category).IsDisability
            && i.Spans.Length > 0 && i.Spans[^1].To > PayMonth.Of(today));

        public IReadOnlyList<short> Overdue() => IsOver && IsUnconfirmed && HoldSince is not null
            ? [.. file.Person.Identities.Where(i => !Category.Of(i.Category).IsDisability).Select(i => i.Category)]
            : [];

        public VerificationClass Class()
        {
            if (Gone() is { } gone) return gone;
            if (FoundOtherwise() is { } otherwise) return otherwise;
            if (confirmedBy is { } confirmed) return ClassOf(confirmed);
            if (WasStopped) return VerificationClass.Stopped;
            if (member.IsExempt) return VerificationClass.Exempt;
            if (IsQuestioned) return VerificationClass.Questioned;
            if (WasFoundAlive) return VerificationClass.NoLongerEligible;
            return IsOver ? Late() : VerificationClass.Pending;
        }

        /// <summary>What the last attempt found counts before what an earlier one confirmed.</summary>
        private VerificationClass? FoundOtherwise() => last?.Result switch
        {
            ConfirmationResult.OtherPerson => VerificationClass.OtherPerson,
            ConfirmationResult.Dead => VerificationClass.DeathReported,
            _ => null,
        };

        /// <summary>Who was confirmed in time, and again because of the station's sample, is not late.</summary>
        private VerificationClass ClassOf(Confirmation confirmed) => confirmed.On > frame.Campaign.Deadline
            && !Array.Exists(ofYear, c => c.Confirms && c.On <= frame.Campaign.Deadline)
            ? VerificationClass.ConfirmedLate
            : confirmed.Result == ConfirmationResult.DetailsChanged
                ? VerificationClass.ConfirmedWithChanges
                : VerificationClass.Confirmed;

        private VerificationClass Late()
        {
            if (HasDisability && ClockFrom is { } from)
                return today < from.AddDays(Campaign.NoticeDays)
                    ? VerificationClass.Notified
                    : VerificationClass.StopProposed;
            if (!HasDisability && HoldSince is not null) return VerificationClass.Held;
            return last?.Result switch
            {
                ConfirmationResult.Unreachable => VerificationClass.Unreachable,
                ConfirmationResult.Abroad => VerificationClass.Abroad,
                _ => VerificationClass.NotNotified,
            };
        }

        /// <summary>停发 by a decision that stands: which change it was, its act says.</summary>
        private bool WasStopped => file.Decisions.Any(d => d.Outcome == StopOutcome.Stop
            && file.Endings.Any(e => e.Type == ChangeType.Ending && e.Place.Act == d.Act));

        /// <summary>Off the roster, by whatever was recorded; null: still on it, or stopped for this.</summary>
        private VerificationClass? Gone()
        {
            if (file.Person.DiedOn is { } died && died <= today) return VerificationClass.Dead;
            if (file.Endings.Any(e => e.Type == ChangeType.TransferOut && e.On.Year == frame.Campaign.Year)
                && !file.IsEntitledFrom(new PayMonth(frame.Campaign.Year + 1, 1))) return VerificationClass.MovedOut;
            return file.IsEntitledFrom(PayMonth.Of(today) + 1) || WasStopped ? null : VerificationClass.Ended;
        }
    }
}
