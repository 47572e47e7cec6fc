using Disbursement.Domain.Payouts;

namespace Disbursement.Domain.Tests;

public sealed class RunMovesTests
{
    /// <summary>Every legal move; all others are refused.</summary>
    private const string Table = """
        opened      → assessed cancelled
        assessed    → opened submitted cancelled
        submitted   → assessed checked
        checked     → assessed approved
        approved    → at-finance exported cancelled
        at-finance  → assessed funded cancelled
        funded      → exported cancelled
        exported    → sending sent settled cancelled
        sending     → sent in-doubt
        sent        → exported settled
        in-doubt    → exported sent
        settled     → closed
        closed      →
        cancelled   →
        """;

    [Fact]
    public void Runs_move_by_the_table_and_in_no_other_way()
    {
        var legal = Table.Split('\n')
            .Select(line => line.Split('→'))
            .SelectMany(side => side[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(to => (From: RunStateWords.Parse(side[0].Trim()), To: RunStateWords.Parse(to.Trim()))))
            .ToHashSet();

        foreach (var from in Enum.GetValues<RunState>())
        {
            foreach (var to in Enum.GetValues<RunState>())
            {
                Assert.True(RunMoves.May(from, to) == legal.Contains((from, to)), $"{from} → {to}");
            }
        }
    }

    [Fact]
    public void An_illegal_move_is_loud_and_says_where_the_run_stands_and_what_to_do()
    {
        RunMoves.Require(RunState.Exported, RunState.Sending);

        var refused = Assert.Throws<IllegalMove>(() => RunMoves.Require(RunState.InDoubt, RunState.Sending));

        Assert.Contains("“待核实”", refused.Message, StringComparison.Ordinal);
        Assert.Contains("“交盘中”", refused.Message, StringComparison.Ordinal);
        Assert.Contains("打电话问银行", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_state_has_its_own_code_label_and_next_step()
    {
        var states = Enum.GetValues<RunState>();

        Assert.All(states, s => Assert.Equal(s, RunStateWords.Parse(s.Code())));
        Assert.All(states, s => Assert.Matches("^[a-z]+(-[a-z]+)?$", s.Code()));
        Assert.Equal(states.Length, states.Select(s => s.Label()).Distinct(StringComparer.Ordinal).Count());
        Assert.All(states, s => Assert.EndsWith("。", s.NextStep(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sent sent", "sent")]
    [InlineData("sent in-doubt", "in-doubt")]
    [InlineData("in-doubt sending exported", "exported")]
    [InlineData("settled sent", "sent")]
    [InlineData("settled settled", "settled")]
    public void A_run_is_as_far_as_its_least_advanced_file(string files, string run) =>
        Assert.Equal(RunStateWords.Parse(run), RunMoves.OfFiles(files.Split(' ').Select(RunStateWords.Parse)));

    [Fact]
    public void A_file_is_never_in_a_state_of_papers() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => RunMoves.OfFiles([RunState.Approved, RunState.Sent]));
}
