using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.People;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>
/// 撤下: whole bank rows taken out of an approved run before they go to the bank. It only takes away; what is still owed
/// comes with the next run. The files are written anew by another person, as a transmission of their own.
/// </summary>
public sealed class StrikeJob(NpgsqlDataSource source)
{
    /// <exception cref="Refused">Not this person or state, somebody without a row, or it left already.</exception>
    public async Task<HandedOver> Strike(
        string name, IReadOnlyList<string> idNumbers, string reason, string document, Performer performer,
        CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await PayoutStore.Named(act.Connection, name, stop);
        if (run.State is not (RunState.Approved or RunState.AtFinance or RunState.Funded or RunState.Exported))
            throw new Refused($"{name}现在是“{run.State.Label()}”，不能撤下。{(run.State < RunState.Approved
                ? "还没有批准的，退回重新测算。"
                : "已经交银行的，只能等回盘或追回。")}");
        await UserStore.Require(act, Deed.StrikeOut, stop, run.Done);
        await PayoutStore.RequireNotBefore(act.Connection, run, performer, stop);
        if (string.IsNullOrWhiteSpace(reason) || string.IsNullOrWhiteSpace(document))
            throw new Refused("撤下要写明原因和文号（--reason --document）。");
        var struck = await Rows(act, run, idNumbers, reason.Trim(), document.Trim(), stop);
        var files = await FileStore.Live(act.Connection, run.Id, stop);
        if (struck.Count == 0) return new HandedOver(run, files, false, "这些人早已撤下，没有再做任何事。");
        await ResultStore.Write(act.Connection, struck, stop);
        await FundResults.Enter(act, run, stop);
        if (run.State == RunState.Exported) await FileStore.MoveRun(act.Connection, run.Id, stop);
        run = await PayoutStore.ById(act.Connection, run.Id, stop);
        await Audit.Append(act.Connection, Audit.RunChain(run.Id), act.Performer, "struck-out",
            JsonSerializer.SerializeToElement(new
            {
                run = run.Name, rows = struck.Count, fen = struck.Sum(s => s.RowFen), document, reason,
            }), stop);
        await act.Commit("struck-out", run.Name, default, document, new { run = run.Id, rows = struck.Count }, stop);
        return new HandedOver(run, files, true,
            $"{name}撤下{struck.Count}笔、{Money.Spoken(struck.Sum(s => s.RowFen))}（{reason.Trim()}，{document.Trim()}）；"
            + "还应发的由下一批补齐。"
            + run.State switch
            {
                RunState.Exported => $"已导出的文件不能再用：请另一人重新导出（./disburse payout export {name}）再交盘。",
                < RunState.Exported => "导出的文件里不会有这几笔。送财政的，请同时告知减少的笔数和金额。",
                _ => $"等着再交的都撤下了，不用再导出。{run.State.NextStep()}",
            });
    }

    private static async Task<List<RowResult>> Rows(
        Act act, PayoutRun run, IReadOnlyList<string> idNumbers, string reason, string document, CancellationToken stop)
    {
        var serials = await PersonStore.Serials(act.Connection, [.. idNumbers.Distinct(StringComparer.Ordinal)], stop);
        if (idNumbers.FirstOrDefault(n => !serials.ContainsKey(n)) is { } stranger)
            throw new Refused($"没有身份证号尾号{IdentityNumber.Tail(stranger)}的人，一笔也没有撤下。请核对身份证号（要写18位）。");
        var rows = (await act.Connection.Rows("""
            select l.person_id, sum(l.fen)::bigint, min(l.benefit_month), v.id_number, v.name,
                case when o.person_id is null then v.bank else o.bank end, coalesce(o.account, v.account)
            from payment_line l
            join person_version v on v.person_id = l.person_id and v.known_from <= $3 and v.known_to > $3
            left join run_receiver o on o.run_id = l.run_id and o.person_id = l.person_id
            where l.run_id = $1 and l.person_id = any($2)
            group by l.person_id, v.id_number, v.name, v.bank, v.account, o.person_id, o.bank, o.account
            having sum(l.fen) > 0
            """, r => (Person: r.GetInt32(0), Fen: r.GetInt64(1), Reach: r.Month(2), Id: r.GetString(3),
                Name: r.GetString(4), Bank: r.TextOrNull(5), Account: r.TextOrNull(6)), stop, run.Id,
            serials.Values.ToArray(), run.KnownThrough)).ToDictionary(r => r.Person);
        var known = await ResultStore.OfRun(act.Connection, run.Id, stop);
        var files = await FileStore.Live(act.Connection, run.Id, stop);
        var banks = await PayingBankStore.InForce(act.Connection, run.KnownThrough, run.Month, stop);
        var struck = new List<RowResult>();
        foreach (var (number, person) in serials)
        {
            if (!rows.TryGetValue(person, out var row))
                throw new Refused($"尾号{IdentityNumber.Tail(number)}的人在{run.Name}里没有要发的款项，一笔也没有撤下。");
            if (known.TryGetValue(person, out var result) && result.Outcome == Outcome.StruckOut) continue;
            if (files.Find(f => f.Holds(banks.For(row.Bank)?.Name, row.Id)) is { IsOut: true } gone)
                throw new Refused($"{row.Name}在{gone.Name}里，已经交盘（{gone.State.Label()}），不能撤下，一笔也没有撤下。");
            struck.Add(new RowResult(run.Id, person, act.Number, Outcome.StruckOut, row.Fen, 0, row.Reach)
            {
                Bank = banks.For(row.Bank)?.Name, Account = row.Account, ReasonText = reason, Document = document,
            });
        }

        return struck;
    }
}
