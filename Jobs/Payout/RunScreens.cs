using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Calendar;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.OneOffs;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// What only the whole run shows: shared accounts, categories without any standard, a run ahead of its month.
/// </summary>
internal static class RunScreens
{
    /// <summary>What is found; it is for the caller to write.</summary>
    public static async Task<List<RunException>> Find(
        NpgsqlConnection connection, RunFrame frame, CancellationToken stop)
    {
        var found = new List<RunException>();
        await AccountHolders.Find(connection, frame, found, stop);
        await MissingCategories(connection, frame, found, stop);
        await NewsSince.Find(connection, frame, found, stop);
        if (frame.Run.Batch is null) await MissingNotice(connection, frame, found, stop);
        else if (frame.Run.Document is null) await MissingDocument(connection, frame, found, stop);
        if (frame.Run.Batch is not null) await StaffPayees.Find(connection, frame, found, stop);
        await SilentStations.Find(connection, frame, found, stop);
        await RosterScreens.Find(connection, frame, found, stop);
        await StandardNews.Find(connection, frame, found, stop);
        await MissingLists.Find(connection, frame, found, stop);
        await PurposeNetting.Find(connection, frame, found, stop);
        await FundScreens.Find(connection, frame, found, stop);
        var opened = frame.Run.OpenedOn;
        if (frame.Run.Batch is null && frame.Run.Month.FirstDay > opened)
        {
            found.Add(new RunException(ExceptionCode.RunEarly, null, null, frame.Run.Month, null, null, new()
            {
                ["月份"] = Spoken.Month(frame.Run.Month),
                ["日期"] = Spoken.Date(opened),
            }));
        }

        return found;
    }

    /// <summary>A one-off batch goes by its scheme (方案), which has a number.</summary>
    private static async Task MissingDocument(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        var run = frame.Run;
        if (await OneOffStore.HasDocument(connection, run.Batch!.Value, run.KnownThrough, stop)) return;
        found.Add(new RunException(ExceptionCode.OneOffNoDocument, null, null, null, null, null, new()
        {
            ["批次"] = run.Name,
        }));
    }

    /// <summary>Without the State Council's notice nobody knows the day by which the month is credited.</summary>
    private static async Task MissingNotice(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        var (run, known) = (frame.Run, frame.Run.KnownThrough);
        var calendar = await CalendarStore.Read(connection, known, stop);
        try
        {
            _ = PayDeadlines.Of(run.Month, calendar, await PayTermsStore.Read(connection, known, stop));
        }
        catch (HolidayNoticeMissing missing)
        {
            found.Add(new RunException(ExceptionCode.CalendarMissing, null, null, run.Month, null, null, new()
            {
                ["年份"] = $"{missing.Year}",
            }));
        }
    }

    /// <summary>A whole category without any standard stops the run: nobody of it could be paid.</summary>
    private static async Task MissingCategories(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        foreach (var (category, people) in await connection.Rows($"""
            select category, count(distinct person_id) from {frame.Tables.Undecided} where run_id = $1 and reason = 1
            group by category
            """, r => (r.GetInt16(0), r.GetInt64(1)), stop, frame.Run.Id))
        {
            if (frame.Standards.KnowsCategory(category)) continue;
            found.Add(new RunException(ExceptionCode.RateMissing, null, category, frame.Run.Month, null, null, new()
            {
                ["类别"] = Category.Of(category).Label,
                ["月份"] = Spoken.Month(frame.Run.Month),
                ["组成"] = "国家标准",
                ["人数"] = $"{people}",
            }));
        }
    }
}
