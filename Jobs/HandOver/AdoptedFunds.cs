using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>
/// The funds of a run that comes back from the books: what its approval had reserved is reserved again, so that the
/// bank's results are entered as of any run.
/// </summary>
internal static class AdoptedFunds
{
    public static async Task<BookedStandard[]> StandardsOf(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop) =>
    [
        .. (await FundsStore.Lines(connection, RunTables.Stored, run.Id, stop))
            .Select(l => new BookedStandard(l.Category, l.Component, l.Month.ToString(), l.Fen, l.StandardId))
            .OrderBy(s => (s.Category, s.Component, s.Month, s.Fen, s.Standard)),
    ];

    public static async Task<BookedFund[]?> Reserved(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        var reserved = await connection.Rows("""
            select year, source, purpose, fen from fund_entry
            where run_id = $1 and move = 'reserve' and act = (select approval_act from payout_run where run_id = $1)
            order by year, source, purpose
            """, r => new BookedFund(r.GetInt16(0), r.GetInt16(1), r.GetInt16(2), r.GetInt64(3)), stop, run.Id);
        return reserved.Count == 0 ? null : [.. reserved];
    }

    /// <summary>
    /// For the lines that are being written: a standard that the restored database does not know is none, because its
    /// number will be given to another.
    /// </summary>
    public static Task Standards(Act act, BookedRun head, CancellationToken stop)
    {
        var known = head.Standards ?? [];
        return act.Connection.Execute("""
            insert into booked_standard (category, component, benefit_month, fen, standard_id)
            select c, k, m, f, min(s)
            from unnest($1::smallint[], $2::smallint[], $3::date[], $4::bigint[], $5::int[]) as u (c, k, m, f, s)
            where s <= (select last_value from standard_serial) group by c, k, m, f
            """, stop, known.Select(s => s.Category).ToArray(), known.Select(s => s.Component).ToArray(),
            known.Select(s => PayMonth.Parse(s.Month).FirstDay).ToArray(), known.Select(s => s.Fen).ToArray(),
            known.Select(s => s.Standard).ToArray());
    }

    /// <summary>By the shares that are known here; with the approval, in its act.</summary>
    /// <returns>What is to be said of it; empty: there was no ledger of funds.</returns>
    public static async Task<string> Reserve(Act act, BookedRun head, CancellationToken stop)
    {
        var booked = head.Funds ?? [];
        if (!await FundsStore.AnyMoney(act.Connection, act.Number, stop))
            return booked.Length == 0
                ? ""
                : $"当时预留了资金{Money.Spoken(booked.Sum(f => f.Fen))}，而备份里还没有资金台账，没有登记预留；";
        var run = await PayoutStore.ById(act.Connection, head.RunId, stop);
        var year = booked.Length > 0 ? booked[0].Year : await FundReservation.YearOf(act.Connection, run, stop);
        var (entered, undecided) = await FundReservation.Enter(act, run, year, stop);
        var was = booked.GroupBy(f => new Fund(f.Year, (Source)f.Source, (Purpose)f.Purpose))
            .ToDictionary(g => g.Key, g => g.Sum(f => f.Fen));
        return was.Count == entered.Count && was.All(f => entered.GetValueOrDefault(f.Key) == f.Value)
            ? "资金已照当时预留；"
            : $"资金预留{Money.Spoken(entered.Values.Sum())}，当时是{Money.Spoken(was.Values.Sum())}"
                + (undecided > 0 ? $"，分担未定{Money.Spoken(undecided)}" : "")
                + "：备份以后导入的标准或分担表不在库里，请核对资金台账（./disburse funds show）；";
    }
}
