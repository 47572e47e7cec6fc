using CsCheck;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Tests.Tables;
using Disbursement.Domain.Verification;

namespace Disbursement.Domain.Tests.Properties;

/// <summary>
/// Whatever was recorded, in whatever order: nobody is held or proposed to be stopped without being told, and who was
/// found is left alone (rules §7), by a reading that is written from the rules alone.
/// </summary>
public sealed class VerificationProperties
{
    private static readonly DateOnly FirstDay = new(2025, 12, 1);

    private static readonly Campaign Campaign = new(2026, new DateOnly(2026, 1, 10), new DateOnly(2026, 4, 4), 1);

    private static readonly CampaignFrame Frame = new(Campaign, new Dictionary<string, long>(), 1);

    private static readonly string[] Identities = ["51", "11 等级=6 性质=因公", "11 等级=6 性质=因公；21", "81 服役=4"];

    private static Gen<DateOnly> Day => Gen.Int[0, 270].Select(FirstDay.AddDays);

    private static Gen<Confirmation> AnyConfirmation => Gen.Select(
        Gen.Int[1, 10_000], Day, Gen.Enum<ConfirmationMethod>(), Gen.Enum<ConfirmationResult>(), Gen.Bool, Gen.Bool,
        (act, on, method, result, two, proof) => new Confirmation(
            new Place(act, 1), on, method, result, null, "甲",
            two || method == ConfirmationMethod.HouseCall ? "乙" : null, proof ? "证明" : null));

    private static Gen<Notice> AnyNotice => Gen.Select(
        Gen.Int[1, 10_000], Day, Gen.Enum<NoticeKind>(), Gen.Enum<NoticeMethod>(), Gen.Int[-1, 40],
        (act, on, kind, method, days) => new Notice(
            new Place(act, 1), on, kind, method, days < 0 ? null : on.AddDays(days), "站长", null));

    private static Gen<VerificationFile> AnyFile => Gen.Select(
        Gen.Int[0, 3].Select(i => Identities[i]), Gen.Bool, Gen.Bool,
        AnyConfirmation.Array[0, 4], AnyNotice.Array[0, 4],
        (identities, isHouseCall, isExempt, confirmations, notices) =>
        {
            var person = WrittenHistory.Fold(identities, "");
            return new VerificationFile(
                new Member(
                    1, person.IdNumber, "甲", null, person.Identities.Min(i => i.Category), isExempt, isHouseCall),
                person) { Confirmations = [.. confirmations], Notices = [.. notices] };
        });

    [Fact]
    public void Nobody_is_held_or_proposed_who_was_not_told_and_nobody_who_was_found() =>
        Gen.Select(AnyFile, Day).Sample((file, today) =>
        {
            var standing = Standing.Of(Frame, file, today);
            var ofYear = file.Confirmations.Where(c => c.On.Year >= 2026 && c.On <= today).ToArray();
            var isFound = ofYear.Any(c => c.Result is ConfirmationResult.Passed or ConfirmationResult.DetailsChanged
                || (c.Result == ConfirmationResult.Abroad && c.Proof is not null));
            var wasCalledOn = ofYear.Any(c => c.Method == ConfirmationMethod.HouseCall);
            var told = file.Notices.Where(n => n.Kind != NoticeKind.Resumption && n.On.Year >= 2026 && n.On <= today
                && n.DeliveredOn <= today).ToArray();
            var isOver = today > Campaign.Deadline;
            var mayBeHeld = isOver && !isFound && !file.Member!.IsExempt
                && (wasCalledOn || (!file.Member.IsHouseCall && told.Length > 0));
            if (standing.Overdue.Count > 0) Assert.True(mayBeHeld);
            Assert.DoesNotContain(standing.Overdue, c => Category.Of(c).IsDisability);
            if (standing.Class != VerificationClass.StopProposed) return;
            Assert.True(isOver && !isFound && !file.Member!.IsExempt && (wasCalledOn || !file.Member.IsHouseCall));
            Assert.Contains(told, n => n.Method is NoticeMethod.Written or NoticeMethod.Post or NoticeMethod.Public
                && n.DeliveredOn <= today.AddDays(-60));
        });

    [Fact]
    public void The_order_in_which_rows_lie_means_nothing() => Gen.Select(AnyFile, Day).Sample((file, today) =>
    {
        var turned = file with
        {
            Confirmations = [.. file.Confirmations.Reverse()], Notices = [.. file.Notices.Reverse()],
        };
        // Two of the same place are one row.
        if (file.Confirmations.DistinctBy(c => c.Place).Count() < file.Confirmations.Length
            || file.Notices.DistinctBy(n => n.Place).Count() < file.Notices.Length) return;
        var (one, other) = (Standing.Of(Frame, file, today), Standing.Of(Frame, turned, today));
        Assert.Equal((one.Class, one.ClockFrom, one.OverdueSince), (other.Class, other.ClockFrom, other.OverdueSince));
        Assert.Equal(one.Overdue, other.Overdue);
    });

    [Fact]
    public void To_be_found_never_costs_anybody_anything() => Gen.Select(AnyFile, Day).Sample((file, today) =>
    {
        if (today.Year < 2026) return;
        var seen = new Confirmation(
            new Place(20_000, 1), today, ConfirmationMethod.AtTheStation, ConfirmationResult.Passed, null, "甲",
            null, null);
        var standing = Standing.Of(Frame, file with { Confirmations = file.Confirmations.Add(seen) }, today);
        Assert.Empty(standing.Overdue);
        Assert.True(standing.Class.IsConfirmed(), standing.Class.ToString());
    });
}
