using Disbursement.Domain.Duties;

namespace Disbursement.Jobs.Running;

/// <summary>Who does something, on what day.</summary>
/// <param name="User">The officer; null before there are users, and for the schedule.</param>
/// <param name="SystemUser">The operating-system user, kept beside.</param>
/// <param name="Today">The business date; in a rehearsal it may be set.</param>
/// <param name="Clock">The real time.</param>
public sealed record Performer(string? User, string SystemUser, DateOnly Today, TimeProvider Clock)
{
    private static readonly TimeSpan ChinaTime = TimeSpan.FromHours(8);

    /// <summary>Whose role he uses (代); null: his own.</summary>
    public string? For { get; init; }

    /// <summary>As sentences and papers name him: "丁（代乙）"; null where nobody said who he is.</summary>
    public string? Named => User is null ? null : Signed.Name(User, For);

    /// <summary>The real time: what acts and the audit keep.</summary>
    public DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>
    /// The time of day, on the business date: what a run keeps and papers print. In a live home it is the real time;
    /// in a rehearsal no paper of April says that it was approved in July.
    /// </summary>
    public DateTimeOffset Moment
    {
        get
        {
            var now = Now.ToOffset(ChinaTime);
            return new DateTimeOffset(Today.ToDateTime(TimeOnly.FromDateTime(now.DateTime)), ChinaTime)
                .ToUniversalTime();
        }
    }
}

/// <summary>A command is refused. The message is for the officer: what is wrong and what to do next.</summary>
public sealed class Refused(string message) : Exception(message)
{
    public static Refused NoRun(string name) =>
        new($"没有批次{name}。批次名如 2026-03 或 2026-03-S1；还没有测算的，先执行 ./disburse payout run。");
}
