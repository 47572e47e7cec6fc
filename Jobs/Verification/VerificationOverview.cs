using System.Data;
using System.Globalization;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>How many of a township and category stand where.</summary>
public sealed record ProgressCell(
    string Township, string TownshipName, short Category, VerificationClass Class, int People)
{
    public string CategoryLabel => Domain.Policy.Category.Of(Category).Label;
}

/// <summary>年度确认 at a glance: progress township by category, the days, and where it leads.</summary>
/// <param name="Days">Confirmed by the end of each day on which somebody was.</param>
/// <param name="Others">Paid in the last month and not of the population: approved, resumed or back since.</param>
public sealed record VerificationOverview(
    StoredCampaign Stored, DateOnly Today, IReadOnlyList<ProgressCell> Cells,
    IReadOnlyList<(DateOnly Day, int Confirmed)> Days, int Others)
{
    /// <summary>The pace is that of so many days.</summary>
    private const int PaceDays = 14;

    public Campaign Campaign => Stored.Campaign;

    public int People => Cells.Sum(c => c.People);

    public int Confirmed => Cells.Where(c => c.Class.IsConfirmed()).Sum(c => c.People);

    public int AccountedFor => Cells.Where(c => c.Class.IsAccountedFor()).Sum(c => c.People);

    /// <summary>Somebody has to get hold of them still.</summary>
    public int Outstanding => Cells.Where(c => c.Class.IsOutstanding()).Sum(c => c.People);

    public int DaysLeft => Campaign.Deadline.DayNumber - Today.DayNumber;

    /// <summary>Confirmed a day, over the last two weeks.</summary>
    public decimal Pace
    {
        get
        {
            var from = Today.AddDays(-PaceDays);
            var first = from < Campaign.From ? Campaign.From.AddDays(-1) : from;
            var before = Days.Where(d => d.Day <= first).Select(d => d.Confirmed).LastOrDefault();
            var now = Days.Count == 0 ? 0 : Days[^1].Confirmed;
            var days = Math.Max(1, Today.DayNumber - first.DayNumber);
            return Math.Round((decimal)(now - before) / days, 1);
        }
    }

    /// <summary>At this pace nobody is outstanding any more; null: at this pace never.</summary>
    public DateOnly? DoneOn => Outstanding == 0 ? Today
        : Pace <= 0 ? null
        : Today.AddDays((int)Math.Min(3650m, Math.Ceiling(Outstanding / Pace)));

    /// <summary>How many are left over at the deadline, at this pace.</summary>
    public int LeftOver => DaysLeft < 0
        ? Outstanding
        : Math.Max(0, Outstanding - (int)Math.Floor(Pace * DaysLeft));

    /// <summary>Countdown, pace and forecast, as papers and screens say them.</summary>
    public IReadOnlyList<(string Label, string Value)> Facts =>
    [
        ("截止", Spoken.Date(Campaign.Deadline) + (Stored.ClosedOn is { } closed ? $"，{Spoken.Date(closed)}结束"
            : DaysLeft >= 0 ? $"，还有{DaysLeft}天" : $"，已过{-DaysLeft}天")),
        ("应确认", $"{People}人"),
        ("已确认", $"{Confirmed}人（{ProgressSums.PercentOf(Confirmed, People)}）"),
        ("有着落", $"{AccountedFor}人（{ProgressSums.PercentOf(AccountedFor, People)}）"),
        ("还没见到本人", $"{Outstanding}人"),
        ("进度", Stored.ClosedOn is not null ? "已结束"
            : string.Create(CultureInfo.InvariantCulture, $"近两周每天确认{Pace:0.#}人，") + Forecast),
    ];

    private string Forecast => Outstanding == 0 ? "全部有着落"
        : DoneOn is not { } done ? "照这样找不完"
        : $"照这样{Spoken.Date(done)}全部找到"
            + (DaysLeft >= 0 && LeftOver > 0 ? $"，到截止日还差{LeftOver}人" : "");

    /// <summary>A sentence on the campaign that is open, from what the last sweep left; null: none is.</summary>
    public static async Task<string?> InShort(NpgsqlDataSource source, DateOnly today, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var campaigns = await CampaignStore.All(connection, long.MaxValue, stop);
        if (campaigns.FindLast(c => c.ClosedOn is null) is not { } open) return null;
        var cases = await connection.Scalar<long>("""
            select count(*) from verification_case c
            where c.code not like 'bp-%'
                and not exists (select from verification_case_end e where e.case_id = c.case_id)
            """, stop);
        var days = open.Campaign.Deadline.DayNumber - today.DayNumber;
        var when = days >= 0 ? $"还有{days}天" : $"已过{-days}天";
        return $"{open.Year}年年度确认：{Spoken.Date(open.Campaign.Deadline)}截止，{when}；没办完的事{cases}件"
            + $"（./disburse exceptions list）。进度：./disburse verification status {open.Year}。";
    }

    /// <exception cref="Running.Refused">The campaign was never opened.</exception>
    public static async Task Require(NpgsqlDataSource source, int year, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        _ = await CampaignStore.Of(connection, year, long.MaxValue, stop);
    }

    /// <exception cref="Running.Refused">The campaign was never opened.</exception>
    public static async Task<VerificationOverview> Read(
        NpgsqlDataSource source, int year, DateOnly today, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, stop);
        var stored = await CampaignStore.Of(connection, year, long.MaxValue, stop);
        await StandingTable.Fill(connection, stored, stored.ClosedOn ?? today, stop);
        return await Read(connection, stored, stored.ClosedOn ?? today, stop);
    }

    /// <summary>Years of which there is a campaign, oldest first.</summary>
    public static async Task<IReadOnlyList<short>> Years(NpgsqlDataSource source, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return (await CampaignStore.All(connection, long.MaxValue, stop)).ConvertAll(c => c.Year);
    }

    /// <summary>From the table of the transaction.</summary>
    internal static async Task<VerificationOverview> Read(
        NpgsqlConnection connection, StoredCampaign stored, DateOnly today, CancellationToken stop)
    {
        var names = await TownshipNames(connection, stop);
        var cells = await connection.Rows("""
            select township, category, class, count(*)::int from standing_now
            group by township, category, class order by township, category, class
            """, r => new ProgressCell(
                r.GetString(0), NameOf(r.GetString(0), names), r.GetInt16(1), (VerificationClass)r.GetInt16(2),
                r.GetInt32(3)), stop);
        var days = await connection.Rows("""
            select confirmed_on, (sum(count(*)) over (order by confirmed_on))::int from standing_now
            where class = any($1) and confirmed_on is not null group by confirmed_on order by confirmed_on
            """, r => (r.Date(0), r.GetInt32(1)), stop,
            VerificationClasses.All.Where(c => c.IsConfirmed()).Select(c => (short)c).ToArray());
        var others = await connection.Scalar<long>($"""
            select count(distinct l.person_id) from payout_run r
            join payment_line l on l.benefit_month = r.month and l.run_id = r.run_id
            where r.run_id = (select max(run_id) from payout_run
                    where kind = 'regular' and state in {PayoutStore.Counting}) and l.fen > 0
                and not exists (select from campaign_person p where p.year = $1 and p.person_id = l.person_id)
            """, stop, stored.Campaign.Year);
        return new VerificationOverview(stored, today, cells, days, (int)others);
    }

    /// <summary>Names by code, as stations gave them with their reports.</summary>
    internal static async Task<Dictionary<string, string>> TownshipNames(
        NpgsqlConnection connection, CancellationToken stop) => (await connection.Rows("""
            select distinct on (region) region, township from station_report
            where township is not null order by region, act desc
            """, r => (r.GetString(0), r.GetString(1)), stop)).ToDictionary(StringComparer.Ordinal);

    internal static string NameOf(string township, Dictionary<string, string> names) =>
        township.Length == 0 ? "（未填）" : township + names.GetValueOrDefault(township, "");
}
