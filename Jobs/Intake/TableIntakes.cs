using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Intake;

/// <summary>银行对照: later rows replace earlier ones of the same “开户行包含”, each from its 生效日期 on.</summary>
internal sealed class PayingBankIntake(Act act) : IIntake<PayingBankRow>
{
    public async Task Take(IReadOnlyList<PayingBankRow> rows, IntakeTally tally, CancellationToken stop)
    {
        try
        {
            // As the file says it, on each day on which a part of it begins.
            foreach (var day in rows.Select(r => r.EffectiveFrom).Distinct())
                _ = new PayingBanks(rows.Where(r => r.EffectiveFrom == day).Select(BankOf));
        }
        catch (BankFileRefused refused)
        {
            tally.Rejected.Add((rows[0].LineNumber, "格式", refused.Message));
            return;
        }

        foreach (var row in rows)
        {
            await act.Connection.Execute("""
                insert into paying_bank (act, row_number, name, profile, match, cnaps, debit_account, debit_name,
                    customer_number, rows_per_file, cut_off, effective_from, link, host_key)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
                """, stop, act.Number, row.LineNumber, row.PayingBank, row.Profile, row.Match ?? "", row.Cnaps,
                row.DebitAccount, row.DebitName, row.CustomerNumber, row.RowsPerFile, row.CutOff, row.EffectiveFrom,
                row.Link, row.HostKey);
        }

        tally.Accepted += rows.Count;
    }

    private static PayingBank BankOf(PayingBankRow row) => new(
        row.PayingBank, row.Profile, row.Match ?? "", row.Cnaps, row.DebitAccount, row.DebitName, row.CustomerNumber,
        row.RowsPerFile);
}

/// <summary>Paying banks as known at an act.</summary>
internal static class PayingBankStore
{
    /// <summary>
    /// In force for a month: on its first day, as standards are. Not on the day of payment: that is known only with the
    /// approval, and the accounts are checked against the same table when the run is assessed.
    /// </summary>
    public static async Task<PayingBanks> InForce(
        NpgsqlConnection connection, long knownThrough, PayMonth month, CancellationToken stop)
    {
        var known = await connection.Rows("""
            select name, profile, match, cnaps, debit_account, debit_name, customer_number, rows_per_file, cut_off,
                effective_from
            from paying_bank where act <= $1 order by act, row_number
            """, r => new DatedBank(new PayingBank(
                r.GetString(0), r.GetString(1), r.GetString(2), r.TextOrNull(3), r.TextOrNull(4), r.TextOrNull(5),
                r.TextOrNull(6), r.IsDBNull(7) ? null : r.GetInt32(7), r.TextOrNull(8)), r.DateOrNull(9)), stop,
            knownThrough);
        return PayingBanks.InForce(known, month.FirstDay);
    }
}

/// <summary>放假安排: days of a notice.</summary>
internal sealed class CalendarIntake(Act act) : IIntake<CalendarRow>
{
    public async Task Take(IReadOnlyList<CalendarRow> rows, IntakeTally tally, CancellationToken stop)
    {
        foreach (var row in rows)
        {
            tally.Accepted += await act.Connection.Execute("""
                insert into calendar_day (day, name, is_working, source, act, row_number)
                select $1, $2, $3, $4, $5, $6
                where not exists (select from calendar_day where day = $1 and is_working = $3 and name = $2)
                on conflict do nothing
                """, stop, row.Date, row.Name ?? "", row.IsWorkingDay, row.Source, act.Number, row.LineNumber);
        }

        tally.Known = rows.Count - tally.Accepted;
    }

    /// <summary>
    /// Years of this file whose notice names fewer holidays than a year has: the rest would count as working days.
    /// </summary>
    public static Task<List<string>> Gaps(Act act, CancellationToken stop) => act.Connection.Rows("""
        select y.year, string_agg(h.name, '、' order by h.ordinal)
        from (select distinct extract(year from day)::int as year from calendar_day where act = $1) y
        cross join unnest(array['元旦', '春节', '清明', '劳动', '端午', '中秋', '国庆'])
            with ordinality as h (name, ordinal)
        where not exists (select from calendar_day d
            where extract(year from d.day) = y.year and not d.is_working and d.name like '%' || h.name || '%')
        group by y.year order by y.year
        """, r => $"{r.GetInt32(0)}年的放假安排里没有{r.GetString(1)}：到账日会按没有这些假推算，请照国务院办公厅通知补全",
        stop, act.Number);
}

/// <summary>已发记录: totals paid before this system, or beside it; the latest known counts.</summary>
internal sealed class PaidHistoryIntake(Act act) : IIntake<PaidHistoryRow>
{
    private readonly Dictionary<(int Person, short Category, short Component, PayMonth Month), PaidHistoryRow> inFile
        = [];

    public async Task Take(IReadOnlyList<PaidHistoryRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var components = await ComponentStore.Numbers(
            act.Connection, rows.Select(r => r.Component).OfType<string>(), act.Number, stop);
        var serials = await PersonStore.Serials(
            act.Connection, [.. rows.Select(r => r.IdNumber).Distinct(StringComparer.Ordinal)], stop);
        if (rows.FirstOrDefault(r => !serials.ContainsKey(r.IdNumber)) is { } stranger)
        {
            tally.Rejected.Add((stranger.LineNumber, "身份证号",
                RejectionReason.PersonUnknown("这个人", IdentityNumber.Tail(stranger.IdNumber))));
            return;
        }

        var people = serials.Values.Distinct().ToArray();
        var latest = (await HistoryStore.Latest(act.Connection, people, long.MaxValue, stop))
            .ToDictionary(h => (h.Person, h.Total.Category, h.Total.Component, h.Total.Month), h => h.Total.Fen);
        var accepted = new List<(int Person, short Component, PaidHistoryRow Row)>();
        foreach (var row in rows)
        {
            var component = row.Component is null ? (short)0 : components[row.Component];
            var key = (serials[row.IdNumber], row.Category.Number, component, row.BenefitMonth);
            if (!inFile.TryAdd(key, row) && inFile[key] is var other && other.Fen != row.Fen)
            {
                tally.Rejected.Add((row.LineNumber, "金额",
                    RejectionReason.TwoNumbers(other.LineNumber, row.LineNumber, "是同一个人、同一类别、同一个月的两个数")));
                return;
            }

            if (latest.TryGetValue(key, out var fen) && fen == row.Fen)
            {
                tally.Known++;
                continue;
            }

            latest[key] = row.Fen;
            accepted.Add((key.Item1, component, row));
        }

        tally.Accepted += accepted.Count;
        await Write(accepted, stop);
    }

    private async Task Write(List<(int Person, short Component, PaidHistoryRow Row)> accepted, CancellationToken stop)
    {
        await using (var copy = await act.Connection.BeginBinaryImportAsync("""
            copy paid_history (person_id, category, component, benefit_month, fen, act, row_number)
            from stdin (format binary)
            """, stop))
        {
            foreach (var (person, component, row) in accepted)
            {
                copy.StartRow();
                copy.Write(person, NpgsqlDbType.Integer);
                copy.Small(row.Category.Number);
                copy.Small(component);
                copy.Month(row.BenefitMonth);
                copy.Fen(row.Fen);
                copy.Write(act.Number, NpgsqlDbType.Bigint);
                copy.Write(row.LineNumber, NpgsqlDbType.Integer);
            }

            await copy.CompleteAsync(stop);
        }

        await HistoryStore.Reach(act, accepted.Select(a => (a.Person, a.Row.BenefitMonth)), stop);
    }
}
