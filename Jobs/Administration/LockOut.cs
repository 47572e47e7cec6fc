namespace Disbursement.Jobs.Administration;

/// <summary>锁定: so many wrong passwords one after another, and nothing is tried for so many minutes.</summary>
/// <param name="Failures">Setting sign-in-failures.</param>
/// <param name="Minutes">Setting sign-in-lock-minutes.</param>
internal readonly record struct LockOut(int Failures, int Minutes)
{
    /// <param name="attempts">Since the last good one, oldest first; those while it was locked do not count.</param>
    /// <returns>Until when nothing is tried; null where it never locked.</returns>
    public DateTimeOffset? After(IEnumerable<Attempt> attempts)
    {
        DateTimeOffset? until = null;
        var wrong = 0;
        foreach (var attempt in attempts.Where(a => a.Wrong))
        {
            if (++wrong < Failures) continue;
            until = attempt.At.AddMinutes(Minutes);
            wrong = 0;
        }

        return until;
    }
}
