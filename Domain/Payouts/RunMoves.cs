using System.Collections.Frozen;
using System.Collections.Immutable;
using static Disbursement.Domain.Payouts.RunState;

namespace Disbursement.Domain.Payouts;

/// <summary>The one table of moves of a run. A move that is not in it is an error, never a silent nothing.</summary>
public static class RunMoves
{
    private static readonly FrozenDictionary<RunState, ImmutableArray<RunState>> Next =
        new Dictionary<RunState, ImmutableArray<RunState>>
        {
            [Opened] = [Assessed, Cancelled],            // a draft for a wrong month has a way out
            [Assessed] = [Opened, Submitted, Cancelled], // back to be worked out again, from newer knowledge
            [Submitted] = [Assessed, Checked],         // back when rejected
            [Checked] = [Assessed, Approved],          // back when rejected
            [Approved] = [AtFinance, Exported, Cancelled],
            [AtFinance] = [Assessed, Funded, Cancelled], // back when finance returns it
            [Funded] = [Exported, Cancelled],
            // The last moment to cancel, by two people; on without sending where all that waited was struck out.
            [Exported] = [Sending, Sent, Settled, Cancelled],
            [Sending] = [Sent, InDoubt],
            [Sent] = [Exported, Settled],              // back when the bank rejected a whole file
            [InDoubt] = [Exported, Sent],              // on the bank's own evidence, entered by two people
            [Settled] = [Closed],
            [Closed] = [],
            [Cancelled] = [],
        }.ToFrozenDictionary();

    /// <summary>How far a file is; in doubt is less than sent.</summary>
    private static readonly ImmutableArray<RunState> FilesByProgress = [Exported, Sending, InDoubt, Sent, Settled];

    /// <summary>Where a run may go from a state.</summary>
    public static ImmutableArray<RunState> From(RunState from) => Next[from];

    public static bool May(RunState from, RunState to) => Next[from].Contains(to);

    /// <summary>Throws <see cref="IllegalMove"/>, which says what to do instead, unless the move is legal.</summary>
    public static void Require(RunState from, RunState to)
    {
        if (!May(from, to)) throw new IllegalMove(from, to);
    }

    /// <summary>The state of an exported run: the least advanced of its files.</summary>
    public static RunState OfFiles(IEnumerable<RunState> files) => files.MinBy(Progress);

    private static int Progress(RunState file)
    {
        var place = FilesByProgress.IndexOf(file);
        return place >= 0
            ? place
            : throw new ArgumentOutOfRangeException(nameof(file), file, "No file is ever in this state.");
    }
}
