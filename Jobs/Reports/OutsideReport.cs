using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Calendar;
using Disbursement.Jobs.Closing;
using Disbursement.Jobs.Finance;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Recoveries;
using Npgsql;

namespace Disbursement.Jobs.Reports;

/// <summary>
/// What lies with finance or the bank longer than it should, or came back from there: as it is today, so each case ends
/// by itself when what it waits for comes in.
/// </summary>
public sealed class OutsideReport(NpgsqlDataSource source)
{
    /// <param name="run">Null: all.</param>
    /// <param name="code">Null: all codes.</param>
    public async Task<IReadOnlyList<ExceptionRow>> Cases(
        string? run, string? code, DateOnly today, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var calendar = (await CalendarStore.Read(connection, long.MaxValue, stop)).Provisional;
        var terms = await PayTermsStore.Read(connection, long.MaxValue, stop);
        var due = await DueDays.Read(connection, long.MaxValue, stop);
        var rows = new List<ExceptionRow>();
        var runs = await PayoutStore.All(connection, stop);
        foreach (var of in runs)
        {
            if (run is not null && run != of.Name) continue;
            var found = of.State switch
            {
                RunState.Assessed or RunState.Submitted or RunState.Checked => await Returned(connection, of, stop),
                RunState.AtFinance => await AtFinance(connection, of, today, calendar, terms, stop),
                RunState.Exported or RunState.Sending or RunState.InDoubt or RunState.Sent =>
                    await AtBank(connection, of, today, calendar, terms, stop),
                _ => [],
            };
            rows.AddRange(found.Where(f => code is null || f.Code.Code == code).Select(f => new ExceptionRow(
                of.Name, f.Code, null, null, null, null, of.Month.ToString(), null, null, f.Blanks,
                due.Of(f.Code, today, of.Month))));
        }

        rows.AddRange((await ClosingCases.Find(connection, runs, today, stop))
            .Where(c => (code is null || c.Code.Code == code) && (run is null || c.Run is null || c.Run == run))
            .Select(c => new ExceptionRow(
                c.Run ?? "", c.Code, c.IdNumber, c.Name, null, c.Region, c.Month?.ToString(), c.Fen, null, c.Blanks,
                due.Of(c.Code, c.Since, c.Month ?? PayMonth.Of(c.Since)))));
        if (code is null || code == ExceptionCode.AdvanceUnreplaced.Code)
            rows.AddRange(await AdvanceCases.Of(connection, run, today, due, stop));
        if (code is null || code == ExceptionCode.RecoveryNotRemitted.Code)
            rows.AddRange(await NotRemitted(connection, today, due, stop));
        return rows;
    }

    /// <summary>Money that came back goes to the treasury the same day.</summary>
    private static async Task<IEnumerable<ExceptionRow>> NotRemitted(
        NpgsqlConnection connection, DateOnly today, DueDays due, CancellationToken stop)
    {
        var open = (await RecoveryStore.Unremitted(connection, stop)).FindAll(r => r.On < today);
        if (open.Count == 0) return [];
        var (first, fen) = (open.Min(r => r.On), open.Sum(r => r.Fen));
        return
        [
            new ExceptionRow("", ExceptionCode.RecoveryNotRemitted, null, null, null, null, null, fen, null, Blanks(
                ("金额", Money.Spoken(fen)), ("人数", Number(open.Select(r => r.Person).Distinct().Count())),
                ("天数", Number(today.DayNumber - first.DayNumber))),
                due.Of(ExceptionCode.RecoveryNotRemitted, first, PayMonth.Of(first))),
        ];
    }

    private static async Task<List<(ExceptionCode Code, Dictionary<string, string> Blanks)>> Returned(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
        await FinanceStore.Last(connection, run, stop) is { Kind: "returned" } returned
            ? [(ExceptionCode.FinanceReturned, Blanks(("批次", run.Name), ("意见", returned.Note ?? returned.Document)))]
            : [];

    private static async Task<List<(ExceptionCode Code, Dictionary<string, string> Blanks)>> AtFinance(
        NpgsqlConnection connection, PayoutRun run, DateOnly today, ProvisionalCalendar calendar, PayTerms terms,
        CancellationToken stop)
    {
        if (await FinanceStore.Last(connection, run, stop) is not { } last) return [];
        var days = calendar.WorkingDaysBetween(last.On, today);
        if (last.Kind == "sent")
        {
            return days <= terms.FinanceLeadDays
                ? []
                : [(ExceptionCode.FinancePending, Blanks(("批次", run.Name), ("天数", Number(days))))];
        }

        var gaps = await FinanceStore.Gaps(connection, run, stop);
        if (gaps.TrueForAll(g => g.Came == 0))
        {
            return days < 1
                ? []
                : [(ExceptionCode.TreasuryNotArrived, Blanks(("银行", string.Join('、', (
                    await PayingBankStore.InForce(connection, run.KnownThrough, run.Month, stop)).Names))))];
        }

        return gaps.ConvertAll(g => (ExceptionCode.TreasuryAmountDiffers, Blanks(
            ("来源", g.Label), ("甲", Money.Spoken(g.Came)), ("乙", Money.Spoken(g.Need)),
            ("差额", Money.Spoken(g.Need - g.Came)))));
    }

    private static async Task<List<(ExceptionCode Code, Dictionary<string, string> Blanks)>> AtBank(
        NpgsqlConnection connection, PayoutRun run, DateOnly today, ProvisionalCalendar calendar, PayTerms terms,
        CancellationToken stop)
    {
        var found = new List<(ExceptionCode, Dictionary<string, string>)>();
        // The same of several files of a bank is one call there.
        foreach (var files in (await FileStore.Live(connection, run.Id, stop)).GroupBy(f => f.Bank))
        {
            if (files.Any(f => f.State is FileState.Sending or FileState.InDoubt))
                Add(ExceptionCode.HandoverInDoubt, files.Key);
            var sent = files.Where(f => f is { State: FileState.Sent, AnsweredAct: null })
                .ToLookup(f => f.Receipt is null);
            if (Longest(sent[true]) is >= 1 and var waits)
                Add(ExceptionCode.BankAckMissing, files.Key, ("天数", Number(waits)));
            if (Longest(sent[false]) is var days
                && days > terms.BankLeadDays)
                Add(ExceptionCode.BankResultMissing, files.Key, ("天数", Number(days)));
        }

        return found;

        void Add(ExceptionCode code, string bank, params (string, string)[] more) =>
            found.Add((code, Blanks([("批次", run.Name), ("银行", bank), .. more])));

        int Longest(IEnumerable<BankFileRow> files) => files
            .Select(f => calendar.WorkingDaysBetween(f.ReceiptOn ?? f.HandedOverOn!.Value, today))
            .DefaultIfEmpty().Max();
    }

    private static Dictionary<string, string> Blanks(params (string Key, string Value)[] blanks) =>
        blanks.ToDictionary(b => b.Key, b => b.Value, StringComparer.Ordinal);

    private static string Number(int days) => days.ToString(CultureInfo.InvariantCulture);
}
