using Disbursement.Host.Commands;
using Disbursement.Jobs.Results;
using Hangfire;

namespace Disbursement.Host.Serving;

/// <summary>
/// What banks put into the folders of this home, taken in. Two machines, or two looks at once, do no harm; none is
/// retried: the next minute looks again.
/// </summary>
[AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
internal sealed class ResultFolders(Session session, BusinessClock clock, ILogger<ResultFolders> log)
{
    public async Task Look(CancellationToken stop)
    {
        var inbox = new InboxJob(session.Source, session.Inbox, InboxJob.UsuallySettled);
        foreach (var outcome in await inbox.Look(clock.Schedule, stop))
        {
            // What a refusal says names people; it lies beside the file.
            if (outcome.Refused) log.LogWarning("take-results: {Files} refused", outcome.Files.Count);
            else log.LogInformation("take-results: {Files} taken", outcome.Files.Count);
        }
    }
}
