using CsCheck;
using Disbursement.Domain.Funds;

namespace Disbursement.Domain.Tests.Properties;

/// <summary>Whatever the shares: no fen is lost, none is made, and nobody pays more than a fen too much or too little
/// but the largest.</summary>
public sealed class FundProperties
{
    private static readonly Gen<Parts> AnyShares =
        Gen.Select(Yuan, Yuan, Yuan, Yuan, (a, b, c, d) => new Parts(a, b, c, d)).Where(p => p.All > 0);

    private static Gen<long> Yuan => Gen.OneOf(Gen.Const(0L), Gen.Long[1, 100], Gen.Long[1, 1_000_000_000]);

    private static Gen<long> Fen => Gen.OneOf(Gen.Long[-100, 100], Gen.Long[-1_000_000_000_000, 1_000_000_000_000]);

    [Fact]
    public void The_parts_of_a_line_add_up_to_it() => Gen.Select(AnyShares, Fen).Sample((shares, fen) =>
        shares.Split(fen).All == fen);

    [Fact]
    public void What_is_taken_back_is_split_as_what_was_sent() => Gen.Select(AnyShares, Fen).Sample((shares, fen) =>
        shares.Split(fen) + shares.Split(-fen) == default);

    [Fact]
    public void Who_has_no_share_pays_nothing_and_the_others_their_share_to_the_fen() =>
        Gen.Select(AnyShares, Fen).Sample((shares, fen) =>
        {
            var parts = shares.Split(fen);
            foreach (var source in Enum.GetValues<Source>())
            {
                // |part| × all − |fen| × share: down by less than a fen, up by three at most.
                var off = ((Int128)Math.Abs(parts[source]) * shares.All) - ((Int128)Math.Abs(fen) * shares[source]);
                Assert.InRange(off, -shares.All + 1, 3 * (Int128)shares.All);
                if (shares[source] == 0) Assert.Equal(0, parts[source]);
            }
        });

    [Fact]
    public void A_balance_never_owes_more_advances_than_it_lacks() =>
        Gen.Select(Gen.Bool, Gen.Long[1, 100]).Array[1, 30].Sample(steps =>
        {
            var balance = new FundBalance();
            var act = 0;
            foreach (var (comesIn, fen) in steps)
            {
                if (comesIn)
                {
                    balance.Move(fen);
                }
                else
                {
                    var gap = balance.Gap(fen);
                    if (gap > 0) balance.Add(new Advance(1, ++act, gap, null));
                    balance.Move(-fen);
                }

                Assert.Equal(Math.Max(0, -balance.Available), balance.Advanced);
            }
        });
}
