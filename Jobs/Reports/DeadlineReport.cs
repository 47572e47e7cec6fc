using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Calendar;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Reports;

/// <summary>The days on which a run was signed and its files made; null: not yet.</summary>
public readonly record struct SignedDays(
    DateOnly? Submitted, DateOnly? Checked, DateOnly? Approved, DateOnly? Exported);

/// <summary>A month against its deadlines.</summary>
/// <param name="Run">Its regular run that is not cancelled; null where there is none.</param>
/// <param name="Covered">No run of its own: what it owed came with the run of a later month.</param>
/// <param name="Risk">Null: in time, or over.</param>
/// <param name="Asked">Who can do what is due now, by name; the role where nobody has it.</param>
public sealed record MonthDeadlines(
    PayMonth Month, PayoutRun? Run, bool Covered, PayDeadlines Deadlines, SignedDays Signed, DeadlineProof Proof,
    DeadlineRisk? Risk, string Asked)
{
    /// <summary>deadline-at-risk, with its blanks.</summary>
    public string Sentence(bool names) => ExceptionSentence.Render(ExceptionCode.DeadlineAtRisk, Arguments(names));

    /// <param name="names">Whether officers are named; logs name nobody.</param>
    public Dictionary<string, string> Arguments(bool names)
    {
        var risk = Risk!.Value;
        var days = Math.Abs(risk.Left).ToString(CultureInfo.InvariantCulture);
        return new(StringComparer.Ordinal)
        {
            ["日期"] = Spoken.Date(Deadlines.Target) + (Deadlines.Provisional ? $"（{PlannedDay.Mark}）" : ""),
            [risk.Left < 0 ? "逾期" : "天数"] = days,
            ["环节"] = risk.Step,
            ["责任人"] = names ? Asked : Domain.Duties.RoleWords.Spoken(Domain.Duties.Duty.Of(risk.Deed).Who),
        };
    }
}

/// <summary>时限: what each month's days are, what is at risk, and afterwards whether they were kept.</summary>
public sealed class DeadlineReport(NpgsqlDataSource source)
{
    private const string Header = "month,run,state,target,at_bank,at_finance,safe_start,provisional,submitted_on,"
        + "checked_on,approved_on,exported_on,verdict,working_days,said";

    /// <summary>
    /// A month whose files are made is measured by the settings and notices that its run knew, so the proof stays what
    /// it was; the others by what is known now.
    /// </summary>
    /// <param name="from">Null: the setting first-month.</param>
    /// <param name="to">Null: the month of today, or that of the last run.</param>
    public async Task<IReadOnlyList<MonthDeadlines>> Months(
        PayMonth? from, PayMonth? to, DateOnly today, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var runs = (await PayoutStore.All(connection, stop))
            .Where(r => r.Kind == PayoutRun.Regular && r.State != RunState.Cancelled).ToDictionary(r => r.Month);
        var setting = await SettingStore.Value(connection, "first-month", stop);
        // Before the first month of ours the money comes from elsewhere.
        if (setting is null) return [];
        var ours = PayMonth.Parse(setting);
        var first = from is { } asked ? PayMonth.Later(asked, ours) : ours;
        var latest = runs.Count == 0 ? ours : runs.Keys.Max();
        var last = to ?? PayMonth.Later(PayMonth.Of(today), latest);
        var days = await Days(connection, stop);
        var staff = await Staff.Read(connection, today, stop);
        var months = new List<MonthDeadlines>();
        for (var month = first; month <= last; month += 1)
        {
            var run = runs.GetValueOrDefault(month);
            var known = run is { State: >= RunState.Exported } ? run.KnownThrough : long.MaxValue;
            var calendar = (await CalendarStore.Read(connection, known, stop)).Provisional;
            var terms = await PayTermsStore.Read(connection, known, stop);
            var deadlines = PayDeadlines.Planned(month, calendar, terms);
            var signed = run is null ? default : days.GetValueOrDefault(run.Id);
            var covered = run is null && month < latest;
            var risk = covered ? null : DeadlineRisk.Of(run?.State, deadlines, today, calendar);
            months.Add(new MonthDeadlines(
                month, run, covered, deadlines, signed,
                DeadlineProof.Of(deadlines, signed.Exported, today, calendar), risk, Asked(staff, risk, run)));
        }

        return months;
    }

    /// <summary>Months that may not be in time: drafts on their way, and this month where it has no run.</summary>
    public async Task<IReadOnlyList<MonthDeadlines>> AtRisk(DateOnly today, CancellationToken stop) =>
    [
        .. (await Months(null, null, today, stop))
            .Where(m => m.Risk is not null && (m.Run is not null || m.Month == PayMonth.Of(today))),
    ];

    /// <summary>The same as rows of the exception list.</summary>
    /// <param name="run">Null: all.</param>
    public async Task<IReadOnlyList<ExceptionRow>> Cases(
        string? run, string? code, DateOnly today, CancellationToken stop)
    {
        if (code is not null && code != ExceptionCode.DeadlineAtRisk.Code) return [];
        return
        [
            .. (await AtRisk(today, stop)).Where(m => run is null || m.Run?.Name == run).Select(m => new ExceptionRow(
                m.Run?.Name ?? "", ExceptionCode.DeadlineAtRisk, null, null, null, null, m.Month.ToString(), null, null,
                m.Arguments(names: true), Day(today))),
        ];
    }

    /// <summary>时限表 as CSV.</summary>
    /// <returns>How many rows.</returns>
    public static long Write(IReadOnlyList<MonthDeadlines> months, TextWriter output)
    {
        output.WriteLine(Header);
        foreach (var m in months)
        {
            output.WriteLine(string.Join(',',
                m.Month, m.Run?.Name, m.Run?.State.Code(), Day(m.Deadlines.Target), Day(m.Deadlines.AtBank),
                Day(m.Deadlines.AtFinance), Day(m.Deadlines.SafeStart), m.Deadlines.Provisional ? "yes" : "no",
                Day(m.Signed.Submitted), Day(m.Signed.Checked), Day(m.Signed.Approved), Day(m.Signed.Exported),
                m.Covered ? "covered" : m.Proof.Verdict.ToString().ToLowerInvariant(),
                m.Covered ? "" : $"{m.Proof.WorkingDays}", CsvText.Quoted(Said(m))));
        }

        return months.Count;
    }

    /// <summary>One sentence on a month: kept, missed, or what is to come.</summary>
    public static string Said(MonthDeadlines month) =>
        (month.Covered ? "没有单独发放，随后面的月份一并补发" : month.Proof.Said)
        + (month.Deadlines.Provisional ? $"（{PlannedDay.Mark}）" : "");

    private static string Asked(Staff staff, DeadlineRisk? risk, PayoutRun? run)
    {
        if (risk is not { } stuck) return "";
        var able = staff.Able(stuck.Deed, run?.Done ?? []);
        return able.Count > 0
            ? string.Join('、', able)
            : Domain.Duties.RoleWords.Spoken(Domain.Duties.Duty.Of(stuck.Deed).Who);
    }

    private static async Task<Dictionary<int, SignedDays>> Days(NpgsqlConnection connection, CancellationToken stop) =>
        (await connection.Rows("""
            select run_id, submitted_at::date, checked_at::date, approved_on, exported_at::date from payout_run
            where kind = 'regular' and state <> 'cancelled'
            """, r => (r.GetInt32(0), new SignedDays(
                r.DateOrNull(1), r.DateOrNull(2), r.DateOrNull(3), r.DateOrNull(4))), stop))
        .ToDictionary(r => r.Item1, r => r.Item2);

    private static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
