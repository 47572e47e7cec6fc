using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Results;

/// <summary>What a result file brought.</summary>
/// <param name="Known">Rows that say what is known already.</param>
/// <param name="Missing">Rows that were sent in the same files and are not in it: now unknown.</param>
public sealed record ResultOutcome(
    bool Changed, string Said, long Paid = 0, long CameBack = 0, long Unknown = 0, long Known = 0, long Missing = 0);

/// <summary>
/// 回盘: what the bank says of each row that was sent. All of a file or nothing: keys, accounts, names and amounts must
/// be those that were sent. Afterwards a row of an answered file was paid unless a result of its own says otherwise.
/// </summary>
public sealed class ResultJob(NpgsqlDataSource source)
{
    public const string Kind = "bank-result";

    private const int MostShown = 10;

    /// <param name="files">Of one bank; those that belong together (paid and failed) at once.</param>
    /// <param name="bank">As the table of paying banks names it.</param>
    /// <param name="byItself">
    /// From the bank's own folder, by the schedule: nobody's hand is in it, and it handed nothing over. What it makes
    /// owed again still takes three people.
    /// </param>
    /// <exception cref="Refused">Something does not tie: nothing is taken in.</exception>
    public async Task<ResultOutcome> Import(
        IReadOnlyList<string> files, string bank, Performer performer, CancellationToken stop, bool byItself = false)
    {
        var hashes = new List<(string Path, string Hash)>();
        foreach (var file in files) hashes.Add((file, await ImportJob.Hash(file, stop)));
        await using var act = await Act.Begin(source, performer, stop);
        var notices = new List<string>();
        foreach (var (file, hash) in hashes.ToArray())
        {
            if (await ResultFiles.Earlier(act.Connection, hash, stop) is not { } earlier) continue;
            notices.Add($"{Path.GetFileName(file)}：{earlier}");
            hashes.Remove((file, hash));
        }

        if (hashes.Count == 0) return new ResultOutcome(false, string.Join('\n', notices));

        try
        {
            var profile = await ResultFiles.ProfileOf(act.Connection, bank, stop);
            var read = hashes.Select(h => ResultReader.Read(h.Path, profile)).ToList();
            var taken = await Take(act, bank, read, byItself, stop);
            // An empty list of failures is the same bytes every month.
            for (var i = 0; i < hashes.Count; i++)
            {
                if (read[i].Rows.Count == 0 && read[i].MessageId is null) continue;
                await ResultFiles.Keep(
                    act, i, hashes[i].Path, hashes[i].Hash, bank, read[i].Rows.Count, stop);
            }

            await act.Commit("import-" + Kind, string.Join('、', files.Select(Path.GetFileName)), default, null, new
            {
                bank, files = hashes.Select(h => h.Hash), paid = taken.Paid, came_back = taken.CameBack,
                unknown = taken.Unknown, missing = taken.Missing, known = taken.Known,
            }, stop);
            return taken with { Said = string.Join('\n', [.. notices, taken.Said]) };
        }
        catch (BankFileRefused refused)
        {
            throw new Refused(refused.Message);
        }
    }

    private async Task<ResultOutcome> Take(
        Act act, string bank, IReadOnlyList<ResultFile> files, bool byItself, CancellationToken stop)
    {
        var runs = await ResultFiles.RunsOf(act.Connection, files, stop);
        if (runs.Count == 0) throw new Refused("回盘里一笔也没有，没有导入。请向银行要完整的回盘。");
        var whole = new ResultOutcome(true, "");
        var said = new List<string>();
        foreach (var run in runs)
        {
            if (!byItself) await RequireAnother(act, run, bank, stop);
            var of = await Take(act, run, bank, files, stop);
            said.Add(of.Said);
            whole = whole with
            {
                Paid = whole.Paid + of.Paid, CameBack = whole.CameBack + of.CameBack,
                Unknown = whole.Unknown + of.Unknown, Known = whole.Known + of.Known,
                Missing = whole.Missing + of.Missing,
            };
        }

        return whole with { Said = string.Join('\n', said) };
    }

    private async Task<ResultOutcome> Take(
        Act act, PayoutRun run, string bank, IReadOnlyList<ResultFile> files, CancellationToken stop)
    {
        var sent = (await FileStore.Live(act.Connection, run.Id, stop)).Where(f => f.Bank == bank).ToList();
        var tie = new ResultTie(run, bank, sent, files, await ResultStore.OfRun(act.Connection, run.Id, stop));
        var banks = await PayingBankStore.InForce(act.Connection, run.KnownThrough, run.Month, stop);
        var authority = await Export.ExportStore.Setting(act.Connection, run, "authority-code", stop) ?? "000000";
        tie.RequireAuthority(authority);
        tie.Answers(await ResultFiles.Holding(act.Connection, run, bank, tie.Told, stop));
        // A late return is one row of many, and a file one of many: those that it may change, and no others.
        var some = tie.Concerned ?? await ResultFiles.HeldBy(act.Connection, run, tie.Answered, stop);
        // Of what was taken over from the books not everybody is known here.
        var rows = some is not null && run.AdoptedAct is null
            ? RunRows.Of(source, run, some, stop)
            : RunRows.Read(source, run, stop);
        await foreach (var row in rows)
        {
            var bankRow = row.ForBank();
            if (banks.For(bankRow.Bank)?.Name == bank) tie.Add(bankRow, row.Lines.Min(l => l.Month), act.Number);
        }

        tie.Finish();
        if (tie.Faults.Count > 0)
            throw new Refused($"{run.Name}的回盘与送盘对不上，整份没有导入：\n"
                + string.Join('\n', tie.Faults.Take(MostShown).Select(f => "  " + f))
                + (tie.Faults.Count > MostShown ? $"\n  ……还有{tie.Faults.Count - MostShown}处" : "")
                + "\n请停下核对：是不是拿错了批次、银行或单位的文件；银行记错的，请其书面更正后重出回盘。");
        await ResultStore.Write(act.Connection, tie.New, stop);
        foreach (var file in tie.Answered) await FileStore.Answer(act, file, tie.Settles(file), stop);
        await FileStore.MoveRun(act.Connection, run.Id, stop);
        await FundResults.Enter(act, run, stop);
        return tie.Result;
    }

    /// <summary>导入回盘 is for 经办 who did not hand over.</summary>
    private static async Task RequireAnother(Act act, PayoutRun run, string bank, CancellationToken stop)
    {
        var by = (await FileStore.Live(act.Connection, run.Id, stop)).Where(f => f.Bank == bank)
            .Select(f => f.HandedOver).OfType<Signed>();
        await UserStore.Require(act, Deed.ImportResult, stop, [.. by]);
    }
}
