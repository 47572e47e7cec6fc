using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Closing;

/// <summary>
/// 银行对账单: the lines of the account that pays come in, and each finds its run; what does not say where it belongs, a
/// person says, by a document.
/// </summary>
public sealed class StatementJob(NpgsqlDataSource source)
{
    public const string Kind = "bank-statement";

    /// <exception cref="Refused">The file as a whole is refused.</exception>
    public async Task<ImportOutcome> Import(
        SheetSource file, string? bank, Performer performer, CancellationToken stop)
    {
        var hash = await ImportJob.Hash(file.Path, stop);
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.ImportStatement, stop);
        var of = await BankOf(act.Connection, bank, stop);
        if (await ImportJob.Earlier(act.Connection, Kind, hash, stop) is { } earlier)
            return new ImportOutcome(Kind, file.Path, null, 0, 0, 0, null, [], earlier) { Worksheet = file.Worksheet };
        try
        {
            var take = new FileIntake(act, Kind, file, hash);
            await take.Table(BankStatementSheet.Read(file, performer.Today), new StatementIntake(act, of), stop);
            await StatementAllotment.Find(act, of, stop);
            var open = (await ClosingStore.Lines(act.Connection, of, openOnly: true, stop)).Count;
            var outcome = await take.Finish(stop);
            return outcome with { Notices = [.. outcome.Notices, .. Told(of, open)], Worksheet = file.Worksheet };
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused($"{file.Name}：{refused.Message}");
        }
    }

    /// <summary>归属 by a person: a run, or a purpose of the account's own.</summary>
    /// <param name="day">Needed where the bank uses a 流水号 on several days.</param>
    public async Task<(bool Changed, string Said)> Allot(
        string serial, string? bank, DateOnly? day, string? runName, StatementPurpose? purpose, string document,
        Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.AllotStatement, stop);
        if ((runName is null) == (purpose is null))
            throw new Refused($"要写归到哪一批（--run），或者是什么（--as：{StatementPurposes.Choice}），两样写一样。");
        if (string.IsNullOrWhiteSpace(document)) throw new Refused("要写文号（--document）：凭什么这样归。");
        var of = await BankOf(act.Connection, bank, stop);
        var line = OneOf(await ClosingStore.Of(act.Connection, of, serial.Trim(), day, stop), of, serial);
        var run = runName is null ? null : await PayoutStore.Named(act.Connection, runName, stop);
        if (line.Run == run?.Name && line.Purpose == purpose)
            return (false, $"{of}流水号{line.Serial}已归到“{run?.Name ?? purpose!.Value.Label()}”，没有再做任何事。");
        if (line.Run is { } before
            && (await PayoutStore.Named(act.Connection, before, stop)).State == RunState.Closed)
            throw new Refused($"{before}已经结账，它的对账单行不能再改归属。");
        if (run is { State: < RunState.Exported or RunState.Cancelled })
            throw new Refused($"{run.Name}现在是“{run.State.Label()}”，没有交过银行，对账单的行不能归到它。");
        await ClosingStore.Allot(act, line, run?.Id, purpose, document.Trim(), stop);
        await act.Commit("allot-statement-line", line.Serial, default, document.Trim(), new
        {
            bank = of, day = line.Day, run = run?.Name, purpose = purpose?.Code(),
        }, stop);
        var side = line.IsDebit ? "支出" : "收入";
        return (true, $"{of}{line.Day:yyyy-MM-dd}流水号{line.Serial}（{side}{Money.Spoken(line.Fen)}）"
            + $"已归到“{run?.Name ?? purpose!.Value.Label()}”（{document.Trim()}）。");
    }

    public async Task<IReadOnlyList<StatementLine>> Lines(string? bank, bool openOnly, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await ClosingStore.Lines(connection, bank, openOnly, stop);
    }

    private static IEnumerable<string> Told(string bank, int open)
    {
        if (open > 0)
            yield return $"{bank}有{open}行还不知道归到哪一批：./disburse bank-statement list --open 看，"
                + "./disburse bank-statement allot 流水号 归属";
    }

    private static StatementLine OneOf(List<StatementLine> lines, string bank, string serial) => lines.Count switch
    {
        1 => lines[0],
        0 => throw new Refused($"{bank}的对账单里没有流水号{serial}。用 ./disburse bank-statement list 看。"),
        _ => throw new Refused($"{bank}的流水号{serial}有{lines.Count}行"
            + $"（{string.Join('、', lines.Select(l => $"{l.Day:yyyy-MM-dd}"))}），请加 --day 日期。"),
    };

    /// <summary>Whose statement it is; of one bank it need not be said.</summary>
    private static async Task<string> BankOf(NpgsqlConnection connection, string? bank, CancellationToken stop)
    {
        var known = await connection.Rows(
            "select distinct bank from bank_file where handed_over_act is not null order by bank",
            r => r.GetString(0), stop);
        if (bank is not null && known.Contains(bank)) return bank;
        if (bank is null && known.Count == 1) return known[0];
        throw new Refused(known.Count == 0
            ? "还没有给任何银行交过文件，没有对账单可以导入。"
            : $"{(bank is null ? "要写是哪家代发银行的" : $"没有给“{bank}”交过文件")}；--bank 可以写：{string.Join('、', known)}。");
    }
}
