using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>Where what a run comes to is written: the tables of the house, or those of a rehearsal.</summary>
internal sealed record RunTables(
    string Line, string Held, string Claim, string Undecided, string Difference, string Exception,
    string Receiver, string Taken)
{
    public static readonly RunTables Stored = new(
        "payment_line", "held_amount", "claim", "undecided_month", "rounding_difference", "run_exception",
        "run_receiver", "recovery_taken");

    public static readonly RunTables Rehearsed = new(
        "rehearsed_line", "rehearsed_held", "rehearsed_claim", "rehearsed_undecided", "rehearsed_difference",
        "rehearsed_exception", "rehearsed_receiver", "rehearsed_taken");

    /// <summary>Temporary, seen by this transaction only, gone when it ends.</summary>
    public static Task MakeRehearsed(NpgsqlConnection connection, CancellationToken stop) => connection.Execute("""
        create temp table rehearsed_line (like payment_line) on commit drop;
        create temp table rehearsed_held (like held_amount) on commit drop;
        create temp table rehearsed_claim (like claim) on commit drop;
        create temp table rehearsed_undecided (like undecided_month) on commit drop;
        create temp table rehearsed_difference (like rounding_difference) on commit drop;
        create temp table rehearsed_exception (like run_exception) on commit drop;
        create temp table rehearsed_receiver (like run_receiver) on commit drop;
        create temp table rehearsed_taken (like recovery_taken) on commit drop;
        """, stop);
}
