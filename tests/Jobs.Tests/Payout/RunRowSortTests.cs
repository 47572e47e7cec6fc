using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;

namespace Disbursement.Jobs.Tests.Payout;

/// <summary>Bank rows come in order of identity number, however many there are and however little memory.</summary>
public sealed class RunRowSortTests
{
    private const int People = 2_000;

    /// <summary>All at once in memory, in a few parts, in some hundred parts.</summary>
    [Theory]
    [InlineData(4 * 1024 * 1024)]
    [InlineData(64 * 1024)]
    [InlineData(1024)]
    public void Every_row_comes_once_in_order_with_its_own_lines(int bufferSize)
    {
        using var sort = new RunRowSort(bufferSize);
        using var other = new RunRowSort(bufferSize);
        foreach (var person in Shuffled())
        {
            // As many lines as the serial says, so that a line that strays is seen.
            Add(person % 5 == 0 ? other : sort, person, [.. Enumerable.Range(0, 1 + (person % 3)).Select(line =>
                RunLine.For(11, (short)(1 + line), new PayMonth(2026, 1 + line), LineKind.Regular, person))]);
        }

        sort.Finish();
        other.Finish();
        var expected = Enumerable.Range(1, People).Select(p => (Number(p), p))
            .OrderBy(p => p.Item1, StringComparer.Ordinal).Select(p => p.p);
        var seen = new List<int>();
        foreach (var sorted in RunRowSort.Merge(sort, other))
        {
            var person = sorted.PersonId;
            seen.Add(person);
            Assert.Equal(Number(person), Encoding.UTF8.GetString(sorted.IdNumber));
            Assert.Equal($"姓名{person}", Encoding.UTF8.GetString(sorted.Name));
            Assert.Equal(1 + (person % 3), sorted.Lines.Count);
            Assert.Equal((1 + (person % 3)) * (long)person, sorted.Fen);
            Assert.Equal(
                Enumerable.Range(1, sorted.Lines.Count).Select(i => (i, new PayMonth(2026, i), (long)person)),
                sorted.Lines.Select(l => ((int)l.Component, l.Month, l.Fen)));
            Assert.All(sorted.Lines, l => Assert.Equal((11, LineKind.Regular), (l.Category, l.Kind)));
            Assert.Equal($"622848{person:0000000000}", sorted.ForBank().Account);
        }

        Assert.Equal(expected, seen);
    }

    [Fact]
    public void A_row_that_no_buffer_holds_is_an_error_and_not_a_row_less()
    {
        using var sort = new RunRowSort(64);
        Assert.Throws<InvalidOperationException>(() => Add(sort, 1, []));
    }

    /// <summary>Neighbours differ in the last two characters alone, which the key of the sort leaves out.</summary>
    private static string Number(int person) => $"4114021950{person / 60:000000}{(person % 60) + 11:00}"[..18];

    private static IEnumerable<int> Shuffled() =>
        Enumerable.Range(1, People).OrderBy(p => (p * 7919) % People).ThenBy(p => p);

    private static void Add(RunRowSort sort, int person, RunLine[] lines)
    {
        var card = PersonCard.Write(person, new FoldedPerson(
            Number(person), $"姓名{person}", "411402", null, null, null,
            new Receiving(new Account("某银行", $"622848{person:0000000000}", null, null), null, false, false, 1), []));
        ReadOnlySpan<byte> cards = card;
        sort.Add(person, PersonCard.Take(ref cards).ForBankRow, lines);
    }
}
