using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>What came of a step of hand-over.</summary>
public sealed record HandedOver(PayoutRun Run, IReadOnlyList<BankFileRow> Files, bool Changed, string Said);

/// <summary>
/// 交盘, file by file: Sending is committed and the journal is on the disk before the first byte leaves; then it is sent,
/// or nobody knows. What is in doubt is never sent again by the program: two people say what the bank's evidence says.
/// </summary>
public sealed class HandOverJob(NpgsqlDataSource source, HandOverJournal journal, LinkKeys keys)
{
    /// <param name="name">The run.</param>
    /// <param name="file">One file of it; null: all that wait.</param>
    /// <param name="asApproved">The approver's decision to send what was approved, whatever became known since.</param>
    public async Task<HandedOver> HandOver(
        string name, string? file, Performer performer, CancellationToken stop, string? asApproved = null)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var run = await PayoutStore.Named(connection, name, stop);
        if (!await FileStore.Hold(connection, run.Id, stop))
            throw new Refused($"{name}正在由另一个命令交盘，这一次没有做任何事。等它完成后用 ./disburse payout show {name} 看结果。");
        try
        {
            // Under the hold nobody is sending: what is left in Sending was cut off.
            await FilesOfRun.NoteCutOff(source, run, performer, stop);
            var files = FilesOfRun.Wanted(run, await FileStore.Live(connection, run.Id, stop), file);
            if (files.TrueForAll(f => f.IsOut)) return await Nothing(connection, run, files, stop);
            await UserStore.Require(connection, performer, Deed.HandOver, stop, run.Done);
            await PayoutStore.RequireNotBefore(connection, run, performer, stop);
            if (string.IsNullOrWhiteSpace(asApproved)) await RequireNothingLess(connection, run, stop);
            var said = new List<string>();
            foreach (var one in files.Where(f => !f.IsOut))
                said.Add(await HandOver(run, one, asApproved, performer, stop));
            run = await PayoutStore.ById(connection, run.Id, stop);
            return new HandedOver(
                run, await FileStore.Live(connection, run.Id, stop), true,
                string.Join('\n', said) + "\n" + run.State.NextStep());
        }
        finally
        {
            await FileStore.Release(connection, run.Id);
        }
    }

    private async Task<string> HandOver(
        PayoutRun run, BankFileRow file, string? document, Performer performer, CancellationToken stop)
    {
        RequireUnchanged(run, file);
        await RequireNotLeft(run, file, stop);
        await using var link = await Prepare(run, file, performer, stop);
        var books = await journal.Books.TryWrite(source, run, stop)
            ?? throw new Refused($"{file.Name}没有交盘：账页（{HandOverBooks.FolderName}/）写不了。请看数据目录和 out 的权限、磁盘空间，再试一次。");
        BankFileRow sending;
        await using (var act = await Act.Begin(source, performer, stop))
        {
            var by = await UserStore.Require(act, Deed.HandOver, stop, run.Done);
            // In the act that sets it on its way: who strikes a row out waits, or was first.
            await RequireCurrent(act.Connection, run, file, stop);
            await FileStore.HandOver(act, file, by, stop);
            await FileStore.MoveRun(act.Connection, run.Id, stop);
            await FilesOfRun.Record(act, run, "sending", [file], document, stop);
            sending = file with { State = FileState.Sending };
            performer = by;
        }

        // Dying here leaves it in Sending, and the next command in doubt: what may have been sent is never sent again.
        var isWritten = journal.TryAppend(run, file, await NewHeads(stop), books, performer);
        var delivery = isWritten ? await link.Send(sending, stop) : Delivery.InDoubt;
        // What was sent is noted whatever happens to the command.
        await using var end = await Act.Begin(source, performer, CancellationToken.None);
        var to = delivery == Delivery.Arrived ? FileState.Sent : FileState.InDoubt;
        await FileStore.Move(end.Connection, sending, to, "", CancellationToken.None);
        await FileStore.MoveRun(end.Connection, run.Id, CancellationToken.None);
        await FilesOfRun.Record(end, run, to.Code(), [file], null, CancellationToken.None);
        return to == FileState.Sent
            ? $"{file.Name}：{file.Count}笔，{Money.Spoken(file.SumFen)}。{link.Said(file)}"
            : $"{file.Name}：" + (isWritten
                ? "传送中断，不知道银行收到没有（handover-in-doubt）。系统不会再传一次："
                : "交盘记录写不了（请看磁盘空间和权限），没有传送，按待核实办（handover-in-doubt）：")
                + $"请打电话问{file.Bank}，凭书面答复由两人登记（./disburse payout doubt {run.Name} --file {file.Name} "
                + "--outcome received|not-received --document 文号）。";
    }

    private async Task<IReadOnlyList<ChainHead>> NewHeads(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await ChainHead.New(connection, journal.Heads(), stop);
    }

    /// <summary>
    /// Up to here nothing can have left: whatever is refused, the file stays as it was, and the entry says that it was
    /// tried.
    /// </summary>
    private async Task<IFileLink> Prepare(
        PayoutRun run, BankFileRow file, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var link = await LinkStore.Of(connection, file.Bank, keys, stop);
        try
        {
            await link.Prepare(file, stop);
            return link;
        }
        catch (Refused refused)
        {
            await link.DisposeAsync();
            await Audit.Record(source, performer, "handover-not-begun",
                new { run = run.Name, file = file.Name, why = refused.Message }, stop);
            throw;
        }
    }

    /// <summary>changed-after-approval: it is for the approver to strike out, or to send all the same.</summary>
    private static async Task RequireNothingLess(
        NpgsqlConnection connection, PayoutRun run, CancellationToken stop)
    {
        if (await LessThanApproved.Find(connection, run, stop) is { } less)
            throw new Refused($"批准之后又知道了{less.People}个人的新情况，会使本批少发{Money.Spoken(less.Fen)}：{less.Names}"
                + "（changed-after-approval），没有交盘。请审批逐人决定：撤下（./disburse payout strike），"
                + "或者照原来的发、以后追回：凭审批的书面决定加 --as-approved 文号 再交。");
    }

    /// <summary>A row that was struck out since does not go.</summary>
    private static async Task RequireCurrent(
        NpgsqlConnection connection, PayoutRun run, BankFileRow file, CancellationToken stop)
    {
        var banks = await PayingBankStore.InForce(connection, run.KnownThrough, run.Month, stop);
        if ((await ResultStore.Struck(connection, run, stop)).Exists(s =>
            s.Act > file.StruckThrough && file.Holds(banks.For(s.Bank)?.Name, s.IdNumber)))
            throw new Refused($"{file.Name}里有撤下的款项，不能交盘。请重新导出（./disburse payout export {run.Name}），交新的文件。");
    }

    /// <summary>The last guarantee: what the journal has does not go again, whatever the database says.</summary>
    private async Task RequireNotLeft(PayoutRun run, BankFileRow file, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        if ((await JournalWords.HaveLeft(connection, run.Id, journal.Read(), stop)).Contains(file.Name))
            throw new Refused($"交盘记录（{HandOverJournal.FileName}）里{file.Name}已经交过银行，数据库却说还没有，没有交盘。"
                + "存的数据可能被改动过：请停止办理，保留现场，执行 ./disburse audit check，报分管局长和审计核查。");
    }

    private static void RequireUnchanged(PayoutRun run, BankFileRow file)
    {
        var path = Path.Combine(file.Folder, file.Name);
        if (!File.Exists(path))
            throw new Refused($"{path} 不在，没有交盘。请重新导出（./disburse payout export {run.Name}）。");
        var (bytes, sha256, _) = BankFileReader.Digest(path);
        if (bytes != file.Bytes || sha256 != file.Sha256)
            throw new Refused($"{file.Name}和导出时的不是同一个文件（指纹不符，file-changed-before-handover），没有交盘。"
                + "请查是谁动了文件，报分管局长；移走它以后重新导出。");
    }

    private static async Task<HandedOver> Nothing(
        NpgsqlConnection connection, PayoutRun run, List<BankFileRow> files, CancellationToken stop)
    {
        run = await PayoutStore.ById(connection, run.Id, stop);
        var doubtful = files.Find(f => f.State == FileState.InDoubt);
        return new HandedOver(run, files, false, doubtful is null
            ? $"{run.Name}的文件早已交盘，没有再做任何事。{run.State.NextStep()}"
            : $"{doubtful.Name}待核实，系统不会再传。{run.State.NextStep()}");
    }
}
