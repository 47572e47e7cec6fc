using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.People;
using Disbursement.Jobs.Intake;

namespace Disbursement.Jobs.Tests.Payout;

/// <summary>What a card says of a person is what was folded.</summary>
public sealed class PersonCardTests
{
    private static readonly FoldedIdentity Disabled = new(
        11, new Place(3, 7), true, null,
        [new Span(new PayMonth(2024, 10), PayMonth.Max, new Grade(6, Nature.War, Period.None, null, null), Nursing.No)],
        [], false);

    private static readonly FoldedPerson[] People =
    [
        new("411402195001011234", "𬱖䶮·卡", "411402", null, null, null,
            new Receiving(
                new Account("农商行", "6228480000000000001", "𬱖䶮·卡", "頠䶮·卡"), null, false, false, 5), [Disabled]),
        new("411402195001011242", "无户", null, null, new DateOnly(2025, 3, 1),
            new HoldInForce(new DateOnly(2025, 2, 1), "查", null),
            new Receiving(null, new Payee("继承", null, "继承人", null), false, false, 0), []),
        new("411402195001011250", "空文", "", null, null, null,
            new Receiving(
                new Account(null, "1", "", null), new Payee("代领", "411402195001011269", "", null), false, false, 9),
            [Disabled, Disabled]),
    ];

    [Fact]
    public void A_person_is_read_back_as_written_absent_and_empty_apart()
    {
        ReadOnlySpan<byte> cards = (byte[])[.. People.SelectMany((p, i) => PersonCard.Write(i + 1, p))];
        for (var i = 0; i < People.Length; i++)
        {
            var card = PersonCard.Take(ref cards);
            Assert.Equal(i + 1, card.PersonId);
            var read = card.Person();
            var was = People[i];
            var holder = was.Receiving.Account is { } account ? account with { HolderName = was.HolderName } : null;
            Assert.Equal(
                was with { Identities = [], Receiving = was.Receiving with { Account = holder } },
                read with { Identities = [] });
            Assert.Equal(was.Identities.Length, read.Identities.Length);
            Assert.All(read.Identities, identity => Assert.Equal(Disabled.Spans, identity.Spans));
        }

        Assert.True(cards.IsEmpty);
    }
}
