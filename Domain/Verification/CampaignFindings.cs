using System.Globalization;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Verification;

/// <summary>What is to be done about one person of a campaign (rules §7), in the words of the exception list.</summary>
public static class CampaignFindings
{
    /// <summary>So many days before the deadline whoever has to be called on and was not is named.</summary>
    public const int HouseCallNotice = 30;

    /// <summary>From this day of the sixty on the date is said.</summary>
    private const int ClockNotice = 30;

    /// <summary>A late confirmation is told about for so long.</summary>
    private const int LateNotice = 60;

    /// <summary>未经见面 for so many years in a row: this year somebody sees the person.</summary>
    private const int RemoteYears = 2;

    public static IEnumerable<Finding> Of(CampaignFrame frame, VerificationFile file, Standing standing, DateOnly today)
    {
        var found = Overdue(frame, file, standing).Concat(standing.Class switch
        {
            VerificationClass.Pending => HouseCallDue(frame, file, today),
            VerificationClass.NotNotified => NotNotified(frame, file, standing),
            VerificationClass.Notified => OnTheClock(frame, standing, today),
            VerificationClass.StopProposed => Proposed(file, standing),
            VerificationClass.NoLongerEligible => NotEligible(frame, file),
            VerificationClass.Abroad => [Finding.Of(ExceptionCode.VerifyAbroad, Severity.Warn, 0)],
            VerificationClass.ConfirmedLate => Late(file, standing, today),
            _ => [],
        });
        found = found.Concat(LostContact(frame, file, standing, today)).Concat(Elsewhere(frame, file, standing, today))
            .Concat(Unfounded(file)).Concat(Remote(frame, file, standing));
        foreach (var finding in found)
            yield return finding with { Blanks = finding.Blanks.SetItem("姓名", file.Member!.Name) };
    }

    /// <summary>What is kept back of identities that are not of the disability group; what a run asks for.</summary>
    public static IEnumerable<Finding> Overdue(CampaignFrame frame, VerificationFile file, Standing standing) =>
        standing.Overdue.Select(category => Finding.Of(
            ExceptionCode.VerificationOverdue, Severity.Block, standing.OverdueSince,
            ("姓名", file.Person.Name), ("年份", $"{frame.Campaign.Year}"),
            standing.HouseCall is { } call
                ? ("动作", $"{Spoken.Date(call.On)}上门没有见到本人")
                : ("日期", Spoken.Date(standing.ToldOn!.Value))) with { Category = category });

    private static IEnumerable<Finding> HouseCallDue(CampaignFrame frame, VerificationFile file, DateOnly today)
    {
        if (!file.Member!.IsHouseCall || today < frame.Campaign.Deadline.AddDays(-HouseCallNotice)) yield break;
        if (!file.Confirmations.Any(c => frame.Campaign.Covers(c.On) && c.IsHouseCall))
            yield return HouseCall(frame, file);
    }

    private static IEnumerable<Finding> NotNotified(CampaignFrame frame, VerificationFile file, Standing standing)
    {
        if (file.Member!.IsHouseCall && standing.HouseCall is null) yield return HouseCall(frame, file);
        else yield return Finding.Of(
            ExceptionCode.VerifyNotNotified, Severity.Warn, 0, ("疑点", WhyNotTold(frame, file)));
    }

    private static string WhyNotTold(CampaignFrame frame, VerificationFile file)
    {
        var notices = file.Notices.Where(n => n.AsksToConfirm && n.On.Year >= frame.Campaign.Year).ToArray();
        if (file.Decisions.Any(d => d.Year == frame.Campaign.Year && d.Outcome == StopOutcome.PayOn))
            return "审批退回过，继续发放，要重新通知";
        if (notices.Length == 0) return "也没有任何通知或上门记录";
        return Array.Exists(notices, n => n.DeliveredOn is not null)
            ? "只有电话、短信的通知，伤残类要书面通知或公告送达"
            : "通知还没有送达";
    }

    private static IEnumerable<Finding> NotEligible(CampaignFrame frame, VerificationFile file)
    {
        var found = file.Confirmations.Where(c => frame.Campaign.Covers(c.On)
            && c.Result == ConfirmationResult.NoLongerEligible).OrderBy(c => c.On).LastOrDefault();
        if (found is null) yield break;
        yield return Finding.Of(ExceptionCode.VerifyNotEligible, Severity.Warn, found.Place.Act,
            ("日期", Spoken.Date(found.On)), ("疑点", found.Proof ?? "确认表未写明"));
    }

    private static Finding HouseCall(CampaignFrame frame, VerificationFile file) =>
        Finding.Of(ExceptionCode.VerifyHomeVisitDue, Severity.Warn, 0, ("原因", WhyHouseCall(frame.Campaign, file)));

    /// <summary>"85岁", "一级", "精神残疾", "行动不便".</summary>
    public static string WhyHouseCall(Campaign campaign, VerificationFile file)
    {
        foreach (var identity in file.Person.Identities.Where(i => i.Spans.Length > 0))
        {
            var now = identity.Spans[^1];
            if (!Category.Of(identity.Category).IsDisability) continue;
            if (now.Grade.Level is >= 1 and <= 4) return $"{Spoken.Level(now.Grade.Level)}级";
            if (now.Nursing == Nursing.Mental) return "精神残疾";
        }

        return IdentityNumber.BirthDate(file.Person.IdNumber) is { } born
            && born.AddYears(Campaign.HouseCallAge) <= campaign.Deadline
                ? string.Create(CultureInfo.InvariantCulture, $"{AgeOn(born, campaign.Deadline)}岁")
                : "行动不便";
    }

    private static int AgeOn(DateOnly born, DateOnly day)
    {
        var age = day.Year - born.Year;
        return born.AddYears(age) > day ? age - 1 : age;
    }

    private static IEnumerable<Finding> OnTheClock(CampaignFrame frame, Standing standing, DateOnly today)
    {
        var (from, matures) = (standing.ClockFrom!.Value, standing.MaturesOn!.Value);
        var days = today.DayNumber - from.DayNumber;
        var earliest = PayMonth.Of(matures > frame.Campaign.Deadline ? matures : frame.Campaign.Deadline) + 1;
        yield return days < ClockNotice
            ? Finding.Of(ExceptionCode.VerificationOverdue, Severity.Warn, 0, ("年份", $"{frame.Campaign.Year}"),
                ("日期", Spoken.Date(from)), ("应为", Spoken.Date(matures)))
            : Finding.Of(ExceptionCode.Verify60Days, Severity.Warn, 0, ("天数", $"{days}"),
                ("日期", Spoken.Date(matures)), ("月份", Spoken.Month(earliest)));
    }

    /// <summary>金额 comes from the last run; whoever lists it adds it.</summary>
    private static IEnumerable<Finding> Proposed(VerificationFile file, Standing standing)
    {
        yield return Finding.Of(ExceptionCode.VerifyStopProposed, Severity.Warn, 0,
            ("类别", string.Join('、', file.Person.Identities.Select(i => Category.Of(i.Category))
                .Where(c => c.IsDisability).Select(c => c.Label))),
            ("日期", Spoken.Date(standing.ClockFrom!.Value)), ("应为", Spoken.Date(standing.MaturesOn!.Value)));
    }

    /// <summary>
    /// Of who was stopped the months between are said; of who was held, whoever lists it adds the money.
    /// </summary>
    private static IEnumerable<Finding> Late(VerificationFile file, Standing standing, DateOnly today)
    {
        if (standing.ConfirmedBy is not { } confirmed
            || today.DayNumber - confirmed.On.DayNumber > LateNotice) yield break;
        yield return Finding.Of(ExceptionCode.VerifyLateConfirmed, Severity.Warn, confirmed.Place.Act,
            ("日期", Spoken.Date(confirmed.On)));
    }

    private static IEnumerable<Finding> LostContact(
        CampaignFrame frame, VerificationFile file, Standing standing, DateOnly today)
    {
        if (!standing.Class.IsOutstanding()) yield break;
        var tries = file.Confirmations.Where(c => frame.Campaign.Covers(c.On) && c.On <= today
            && c.Result == ConfirmationResult.Unreachable && c.Method != ConfirmationMethod.OtherCounty)
            .OrderBy(c => c.On).ToArray();
        if (tries.Length == 0) yield break;
        yield return Finding.Of(ExceptionCode.VerifyLostContact, Severity.Warn, tries[^1].Place.Act,
            ("项数", $"{tries.Length}"), ("名单", string.Join('、', tries.Select(t => Spoken.Date(t.On)))));
    }

    /// <summary>协查 without an answer is not the person's fault (nothing is held for it).</summary>
    private static IEnumerable<Finding> Elsewhere(
        CampaignFrame frame, VerificationFile file, Standing standing, DateOnly today)
    {
        if (!standing.IsAwaitingOtherCounty || !standing.Class.IsOutstanding()) yield break;
        var asked = file.Confirmations.Where(c => frame.Campaign.Covers(c.On)
            && c.Method == ConfirmationMethod.OtherCounty).OrderBy(c => c.On).Last();
        yield return Finding.Of(ExceptionCode.VerifyElsewherePending, Severity.Warn, asked.Place.Act,
            ("地区", asked.Station ?? "外地"), ("天数", $"{today.DayNumber - asked.On.DayNumber}"),
            ("文号", asked.Proof ?? "未写明"));
    }

    /// <summary>Stopped, and a confirmation of before the stop came to light, or the notice was never given.</summary>
    private static IEnumerable<Finding> Unfounded(VerificationFile file)
    {
        foreach (var decision in file.Decisions.Where(d => d.Outcome == StopOutcome.Stop))
        {
            if (!file.Endings.Any(e => e.Type == ChangeType.Ending && e.Place.Act == decision.Act)) continue;
            var before = file.Confirmations.Where(c => c.Confirms && c.On.Year >= decision.Year && c.On < decision.On)
                .OrderBy(c => c.On).LastOrDefault();
            var isTold = file.Notices.Any(n => n.On.Year >= decision.Year
                && n.ClockFrom?.AddDays(Campaign.NoticeDays) <= decision.On);
            if (before is not null || !isTold)
                yield return Finding.Of(ExceptionCode.VerifyStopUnfounded, Severity.Warn, before?.Place.Act ?? 0,
                    ("文号", decision.Document), ("疑点", before is null
                        ? "停发以前没有送达满60日的通知，登记过的已经撤销"
                        : $"{Spoken.Date(before.On)}已经确认，在停发之前"));
        }
    }

    private static IEnumerable<Finding> Remote(CampaignFrame frame, VerificationFile file, Standing standing)
    {
        if (standing.Class is not (VerificationClass.Pending or VerificationClass.Confirmed
            or VerificationClass.ConfirmedWithChanges)) yield break;
        var years = 0;
        for (var year = frame.Campaign.Year - 1; IsRemoteOnly(file, year); year--) years++;
        if (years < RemoteYears || file.Confirmations.Any(c => c.On.Year == frame.Campaign.Year
            && c is { Confirms: true, IsRemote: false })) yield break;
        yield return Finding.Of(ExceptionCode.VerifyRemoteRecheck, Severity.Warn, 0, ("年数", $"{years}"));
    }

    private static bool IsRemoteOnly(VerificationFile file, int year)
    {
        var of = file.Confirmations.Where(c => c.On.Year == year && c.Confirms).ToArray();
        return of.Length > 0 && Array.TrueForAll(of, c => c.IsRemote);
    }
}
