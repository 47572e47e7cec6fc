using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Funds;

/// <summary>
/// 拨款表: money comes into its funds, and replaces what the county advanced. The same document, fund, kind and day is
/// known; with another amount it is refused.
/// </summary>
internal sealed class FundIntake(Act act) : IIntake<FundRow>
{
    private readonly Dictionary<(Fund, FundKind, string, DateOnly), long> inFile = [];
    private FundNames names = null!;

    public async Task Take(IReadOnlyList<FundRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var known = (await act.Connection.Rows("""
            select year, source, purpose, kind, document, received_on, fen from fund_money
            """, r => (Key: (new Fund(r.GetInt16(0), (Source)r.GetInt16(1), (Purpose)r.GetInt16(2)),
                (FundKind)r.GetInt16(3), r.GetString(4), r.Date(5)), Fen: r.GetInt64(6)), stop))
            .ToDictionary(k => k.Key, k => k.Fen);
        names = await FundNames.Read(act.Connection, stop);
        var accepted = new List<(Fund Fund, FundRow Row)>();
        foreach (var row in rows)
        {
            if (names.Find(row.Purpose) is not { } purpose)
            {
                tally.Rejected.Add((row.LineNumber, "用途", RejectionReason.NotOneOf(row.Purpose, names.Choices)));
                continue;
            }

            var fund = new Fund(row.Year, row.Source, purpose);
            var key = (fund, row.Kind, row.Document, row.ReceivedOn);
            if ((known.TryGetValue(key, out var fen) || inFile.TryGetValue(key, out fen)) && fen != row.Fen)
            {
                tally.Rejected.Add((row.LineNumber, "金额", $"{row.Document}的{names.Of(fund)}（{row.Kind.Label()}，"
                    + $"{row.ReceivedOn:yyyy-MM-dd}）登记过{Money.Spoken(fen)}，这里是{Money.Spoken(row.Fen)}；"
                    + "登记错了的，凭冲正的文号另写一行（金额写负数）"));
            }
            else if (known.ContainsKey(key) || !inFile.TryAdd(key, row.Fen)) tally.Known++;
            else accepted.Add((fund, row));
        }

        if (tally.Rejected.Count > 0) return;
        foreach (var (fund, row) in accepted) await Write(fund, row, stop);
        tally.Accepted += accepted.Count;
        await Enter(accepted, tally, stop);
    }

    /// <summary>What is taken back must still be there.</summary>
    private async Task Enter(List<(Fund Fund, FundRow Row)> accepted, IntakeTally tally, CancellationToken stop)
    {
        var balances = await FundsStore.Balances(act.Connection, act.Number, stop);
        var entries = new List<FundEntry>();
        foreach (var fund in accepted.GroupBy(r => r.Fund, r => r.Row))
        {
            var fen = fund.Sum(r => r.Fen);
            var available = balances.GetValueOrDefault(fund.Key)?.Available ?? 0;
            if (fen < 0 && available + fen < 0)
            {
                tally.Rejected.Add((fund.First(r => r.Fen < 0).LineNumber, "金额",
                    $"{names.Of(fund.Key)}可用{Money.Spoken(available)}，冲减{Money.Spoken(-fen)}不够；已经预留或发出的钱不能冲减"));
                return;
            }

            if (balances.GetValueOrDefault(fund.Key)?.Advanced is > 0 and var advanced && fen > 0)
                tally.Notices.Add($"{names.Of(fund.Key)}归垫{Money.Spoken(Math.Min(advanced, fen))}"
                    + (fen < advanced ? $"，还有{Money.Spoken(advanced - fen)}没有归垫。" : "，垫付已经还清。"));
            entries.Add(new FundEntry(fund.Key, FundMove.Appropriate, fen));
        }

        await FundsStore.Enter(act, null, entries, stop);
    }

    private Task Write(Fund fund, FundRow row, CancellationToken stop) => act.Connection.Execute("""
        insert into fund_money (act, row_number, year, source, purpose, kind, fen, document, received_on)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """, stop, act.Number, row.LineNumber, fund.Year, (short)fund.Source, (short)fund.Purpose,
        (short)row.Kind, row.Fen, row.Document, row.ReceivedOn);
}
