using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.People;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Results;

/// <summary>What the bank says of a row on paper.</summary>
/// <param name="Credited">Of 部分到账: fen.</param>
/// <param name="Reason">The bank's words, where it did not go through.</param>
public sealed record RowWord(Outcome Outcome, long? Credited, string? Reason);

/// <summary>
/// 凭银行书面材料登记: two people, 复核 among them, say that an account takes money after all, or what became of a row that
/// was unknown. The first says it, the second says the same.
/// </summary>
public sealed class BankWordJob(NpgsqlDataSource source)
{
    /// <summary>原账户无误: money goes there again from the next run on.</summary>
    public async Task<(bool Changed, string Said)> ConfirmAccount(
        string idNumber, string document, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var (person, name) = await Find(act.Connection, idNumber, stop);
        RequireDocument(document);
        var returned = await ReturnedAccounts.Read(act.Connection, act.Number, [person], stop);
        if (returned.LastOrDefault(r => r.Block == Block.AccountDead) is not { } of)
            return (false, $"{name}没有因退回而停用的账户，没有再做任何事。");
        var word = new BankWord("account", person, of.Account, null, null, null, null, document.Trim());
        return await Say(
            act, word, of.Act, $"{name}的原账户（尾号{of.Account[^4..]}）", Deed.ConfirmAccount, stop) is { } first
            ? (true, first)
            : (true, $"{name}的原账户（尾号{of.Account[^4..]}）已由两人确认无误（{document.Trim()}），下一批或补发批照发。");
    }

    /// <summary>Ends an unknown: paid, failed, or in part.</summary>
    public async Task<(bool Changed, string Said)> EndUnknown(
        string runName, string idNumber, RowWord word, string document, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var run = await PayoutStore.Find(act.Connection, runName, stop) ?? throw Refused.NoRun(runName);
        var (person, name) = await Find(act.Connection, idNumber, stop);
        RequireDocument(document);
        var latest = (await ResultStore.OfRun(act.Connection, run.Id, stop)).GetValueOrDefault(person);
        if (latest is not { Outcome: Outcome.Unknown })
            return (false, $"{name}在{runName}里没有结果不明的款项（{latest?.Outcome.Label() ?? "没有异常结果"}），没有再做任何事。");
        var credited = word.Outcome switch
        {
            Outcome.Paid => latest.RowFen,
            Outcome.Partly when word.Credited is { } part && part > 0 && part < latest.RowFen => part,
            Outcome.Partly => throw new Refused($"部分到账要写入账多少（--sum），大于0、小于{Money.Spoken(latest.RowFen)}。"),
            _ => 0,
        };
        var said = new BankWord(
            "row", person, null, run.Id, word.Outcome, credited, word.Reason, document.Trim());
        var what = $"{name}{Money.Spoken(latest.RowFen)}这一笔为“{word.Outcome.Label()}”";
        if (await Say(act, said, latest.Act, what, Deed.EndUnknown, stop) is { } first) return (true, first);
        await using var connection = await source.OpenConnectionAsync(stop);
        return (true, $"{what}已由两人登记（{document.Trim()}）。"
            + (word.Outcome == Outcome.Paid ? "" : "没有到账的重新计入应发。")
            + $"{(await PayoutStore.ById(connection, run.Id, stop)).State.NextStep()}");
    }

    /// <returns>What the first is told; null: it was the second, and it is done.</returns>
    /// <param name="since">What is said of an earlier return is not said of this one.</param>
    private static async Task<string?> Say(
        Act act, BankWord word, long since, string what, Deed deed, CancellationToken stop)
    {
        var before = await BankWordStore.Open(act.Connection, word, since, stop);
        if (before is null)
        {
            var by = await UserStore.Require(act, deed, stop);
            await BankWordStore.Add(act, word, by, null, stop);
            await Record(act, word, "bank-word", stop);
            return $"{by.Named}已登记{what}（{word.Document}）。要两个人，其中一个是复核：请另一人看过银行材料，再执行一次同样的命令。";
        }

        if (before.By.By == act.Performer.User) return $"{act.Performer.User}已登记{what}，等另一人确认，没有再做任何事。";
        var second = await UserStore.RequireSecond(act, deed, before.By, stop);
        await BankWordStore.Add(act, word, second, before.Act, stop);
        if (word.RunId is { } run) await Settle(act, run, word, stop);
        await Record(act, word, "bank-word-confirmed", stop);
        return null;
    }

    private static async Task Settle(Act act, int runId, BankWord word, CancellationToken stop)
    {
        var results = await ResultStore.OfRun(act.Connection, runId, stop);
        var latest = results[word.PersonId];
        var reason = Outcomes.CameBack(word.Outcome!.Value) && word.Outcome != Outcome.Partly
            ? BankFiles.BankReasons.Of(word.Reason).Code
            : null;
        results[word.PersonId] = latest with
        {
            Act = act.Number, Outcome = word.Outcome.Value, CreditedFen = word.CreditedFen!.Value, Reason = reason,
            ReasonText = word.Reason, Document = word.Document,
        };
        await ResultStore.Write(act.Connection, [results[word.PersonId]], stop);
        var run = await PayoutStore.ById(act.Connection, runId, stop);
        var unknown = results.Values.Where(r => r.Outcome == Outcome.Unknown).Select(r => r.PersonId).ToArray();
        foreach (var file in await FileStore.Live(act.Connection, runId, stop))
        {
            if (file.State != FileState.Sent || file.AnsweredAct is null) continue;
            var holding = await ResultFiles.Holding(act.Connection, run, file.Bank, unknown, stop);
            if (!holding.Contains(file.Name)) await FileStore.Answer(act, file, settles: true, stop);
        }

        await FileStore.MoveRun(act.Connection, runId, stop);
        await FundResults.Enter(act, run, stop);
    }

    private static Task Record(Act act, BankWord word, string what, CancellationToken stop) => act.Commit(
        what, word.Kind, default, word.Document,
        new { person = word.PersonId, run = word.RunId, outcome = word.Outcome?.Code() }, stop);

    private static async Task<(int Person, string Name)> Find(
        NpgsqlConnection connection, string idNumber, CancellationToken stop)
    {
        var serials = await PersonStore.Serials(connection, [idNumber], stop);
        if (!serials.TryGetValue(idNumber, out var id))
            throw new Refused($"没有身份证号尾号{IdentityNumber.Tail(idNumber)}的人。请核对身份证号（要写18位）。");
        return (id, (await PersonStore.Names(connection, [idNumber], stop))[idNumber]);
    }

    private static void RequireDocument(string document)
    {
        if (string.IsNullOrWhiteSpace(document)) throw new Refused("要写银行书面材料的文号（--document）。");
    }
}

/// <summary>What somebody said, as it is kept.</summary>
internal sealed record BankWord(
    string Kind, int PersonId, string? Account, int? RunId, Outcome? Outcome, long? CreditedFen, string? Reason,
    string Document);

/// <summary>What people say on the strength of a bank's paper.</summary>
internal static class BankWordStore
{
    /// <summary>The same, said by somebody and not yet confirmed; null: nobody said it.</summary>
    public static async Task<SaidBefore?> Open(
        NpgsqlConnection connection, BankWord word, long since, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select said_by, said_for, act from bank_word w
            where kind = $1 and person_id = $2 and account is not distinct from $3::text
                and run_id is not distinct from $4::int and outcome is not distinct from $5::smallint
                and credited_fen is not distinct from $6::bigint and document = $7
                and act > $8 and confirms is null and not exists (select from bank_word c where c.confirms = w.act)
            order by act desc limit 1
            """, r => new SaidBefore(new Signed(Deed.EndUnknown, r.GetString(0), r.TextOrNull(1)), r.GetInt64(2)), stop,
            word.Kind, word.PersonId, word.Account, word.RunId, (short?)word.Outcome, word.CreditedFen, word.Document,
            since);
        return found.Count == 0 ? null : found[0];
    }

    public static Task Add(Act act, BankWord word, Performer by, long? confirms, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into bank_word (act, kind, person_id, account, run_id, outcome, credited_fen, reason, document,
                said_by, said_for, confirms)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """, stop, act.Number, word.Kind, word.PersonId, word.Account, word.RunId, (short?)word.Outcome,
            word.CreditedFen, word.Reason, word.Document, by.User, by.For, confirms);
}

/// <summary>Who said it first.</summary>
internal sealed record SaidBefore(Signed By, long Act);
