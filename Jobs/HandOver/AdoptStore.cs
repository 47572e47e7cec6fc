using System.Globalization;
using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.HandOver;

/// <summary>Makes the run of the books a run of the database, by the moves that every run makes.</summary>
internal static class AdoptStore
{
    /// <summary>
    /// A run that is there with the same content stays as it is; a draft, or what was approved before with another
    /// content, gives way to what was sent.
    /// </summary>
    /// <returns>What is to be said of it: people whom nobody knows here, its funds.</returns>
    /// <exception cref="Refused">What is there has gone further with another content.</exception>
    public static async Task<string> Take(
        Act act, BookedRun head, IEnumerable<BookedRow> rows, CancellationToken stop)
    {
        var there = (await PayoutStore.All(act.Connection, stop)).Find(r => r.Id == head.RunId);
        if (there is { ApprovedBy: not null } && there.ContentRoot == head.ContentRoot
            && there.Attempt == head.Attempt && there.State != RunState.Cancelled) return "";
        if (there is not null && (there.State > RunState.AtFinance || there.Name != head.Name))
            throw new Refused($"{head.Name}（第{head.RunId}号批次）在数据库里是另外的内容（{there.Name}，{there.State.Label()}），"
                + "没有登记任何一批。请不要继续办理，报管理员和审计核查。");
        await GiveWay(act, head, stop);
        if (there is null) await Insert(act, head, stop);
        else await Reopen(act, there, head, stop);
        var strangers = await AdoptedRows.Write(act, head, rows, stop);
        await Sign(act, head, stop);
        return (strangers > 0 ? $"其中{strangers}人不在恢复的名册里；" : "") + await AdoptedFunds.Reserve(act, head, stop);
    }

    /// <summary>Its files: handed over, they are in doubt; rejected or replaced, they are so again.</summary>
    public static async Task TakeFiles(
        Act act, BookedRun head, IReadOnlyList<JournalEntry> entries, string outbox, CancellationToken stop)
    {
        await Strike(act, head, stop);
        await FundResults.Enter(act, await PayoutStore.ById(act.Connection, head.RunId, stop), stop);
        await MoveTo(act, head, RunState.Exported, stop);
        var known = await FileStore.All(act.Connection, head.RunId, stop);
        foreach (var booked in head.Files.OrderBy(f => f.Transmission).ThenBy(f => f.BankOrdinal).ThenBy(f => f.Part))
        {
            var file = known.Find(f => f.Name == booked.Name) ?? await Add(act, head, booked, known, outbox, stop);
            if (file.State == FileState.Sent && FileWords.StateOf(booked.State) == FileState.Rejected)
                await FileStore.Move(act.Connection, file, FileState.Rejected, "", stop);
            if (file.State != FileState.Exported) continue;
            await Move(act, file, booked, entries.LastOrDefault(e => e.File == booked.Name), stop);
        }

        await FileStore.MoveRun(act.Connection, head.RunId, stop);
    }

    public static Task Keep(Act act, JournalEntry entry, CancellationToken stop) => act.Connection.Execute("""
        insert into adopted_file (act, run_id, file, noted_at, sha256) values ($1, $2, $3, $4, $5)
        """, stop, act.Number, entry.RunId, entry.File, entry.At, entry.Sha256);

    /// <summary>New runs begin above those of the journal: a row id is never given twice.</summary>
    public static Task RaiseSerials(Act act, int highest, CancellationToken stop) => act.Connection.Execute("""
        select nextval('payout_run_run_id_seq')
        from generate_series((select last_value from payout_run_run_id_seq), $1::bigint)
        """, stop, highest);

    /// <summary>A draft that is open, and another attempt of the same month that was never sent.</summary>
    private static async Task GiveWay(Act act, BookedRun head, CancellationToken stop)
    {
        foreach (var run in (await PayoutStore.All(act.Connection, stop)).Where(r => r.Id != head.RunId
            && r.State != RunState.Cancelled && (r.Name == head.Name
                || (r.State < RunState.Approved && r.Kind is PayoutRun.Regular or PayoutRun.Supplementary))))
        {
            if (run.State > RunState.Exported)
                throw new Refused($"{run.Name}在数据库里已经交盘，交盘记录里却还有同名的另一批，没有登记。请报管理员和审计核查。");
            if (run.State is RunState.Submitted or RunState.Checked) await Unsign(act, run.Id, stop);
            if (run.State < RunState.Approved)
                await act.Connection.Execute("select discard_draft($1)", stop, run.Id);
            await FundsStore.Release(act, run.Id, stop);
            // Nobody proposed it: the journal did.
            if (run.State == RunState.Exported)
                await act.Connection.Execute("""
                    update payout_run set cancel_proposed_by = 'handover.journal', cancel_proposed_act = $2
                    where run_id = $1
                    """, stop, run.Id, act.Number);
            await act.Connection.Execute("""
                update payout_run set state = 'cancelled', cancelled_by = $2, cancelled_at = $3
                where run_id = $1
                """, stop, run.Id, act.Performer.User, act.Performer.Moment);
            await Audit.Append(act.Connection, Audit.RunChain(run.Id), act.Performer, "cancel",
                JsonSerializer.SerializeToElement(new
                {
                    run = run.Name, attempt = run.Attempt, root = run.ContentRoot, gives_way_to = head.RunId,
                }), stop);
        }
    }

    private static Task<int> Unsign(Act act, int run, CancellationToken stop) => act.Connection.Execute("""
        update payout_run set state = 'assessed', submitted_by = null, submitted_at = null, submitted_for = null,
            checked_by = null, checked_at = null, checked_for = null
        where run_id = $1
        """, stop, run);

    private static async Task Insert(Act act, BookedRun head, CancellationToken stop)
    {
        await AdoptedRows.Components(act, head, stop);
        // A batch that came in after the backup: the list itself has to be imported again.
        if (head.Batch is { } batch)
            await act.Connection.Execute("""
                insert into one_off_batch (component, name, purpose, month, act)
                select $1, $2, '待重新导入', $3, $4
                where not exists (select from one_off_batch where component = $1)
                """, stop, batch, Array.Find(head.Components, c => c.Number == batch)!.Label,
                PayMonth.Parse(head.Month).FirstDay, act.Number);
        await act.Connection.Execute("""
            insert into payout_run (run_id, name, kind, month, attempt, state, known_through, is_full, is_partial,
                opened_on, opened_at, shards_left, adopted_act, batch)
            overriding system value values ($1, $2, $3, $4, $5, 'opened', $6, false, $7, $8, $9, 0, $6, $10)
            """, stop, head.RunId, head.Name, head.Kind, PayMonth.Parse(head.Month).FirstDay, head.Attempt,
            act.Number, head.IsPartial, Day(head.OpenedOn), act.Performer.Moment, head.Batch);
    }

    /// <summary>Back to a draft without lines, whatever it was.</summary>
    private static async Task Reopen(Act act, PayoutRun there, BookedRun head, CancellationToken stop)
    {
        if (there.State is RunState.Submitted or RunState.Checked) await Unsign(act, there.Id, stop);
        if (there.State == RunState.Approved)
            await act.Connection.Execute(
                "update payout_run set state = 'at-finance' where run_id = $1", stop, there.Id);
        await FundsStore.Release(act, there.Id, stop);
        if (there.State is RunState.Approved or RunState.AtFinance)
            await act.Connection.Execute("""
                update payout_run set state = 'assessed', submitted_by = null, submitted_at = null,
                    submitted_for = null, checked_by = null, checked_at = null, checked_for = null,
                    approved_by = null, approved_at = null, approved_for = null, approved_on = null,
                    approval_act = null
                where run_id = $1
                """, stop, there.Id);
        await act.Connection.Execute("select discard_draft($1)", stop, there.Id);
        await act.Connection.Execute("""
            update payout_run set state = 'opened', known_through = $2, basis_run = null, is_full = false,
                is_partial = $3, shards_left = 0, row_count = null, line_count = null, sum_fen = null,
                held_fen = null, content_root = null, last_fen = null, note = null, adopted_act = $2
            where run_id = $1
            """, stop, there.Id, act.Number, head.IsPartial);
    }

    /// <summary>As those signed who signed it; that it is so, the content root and this act say.</summary>
    private static async Task Sign(Act act, BookedRun head, CancellationToken stop)
    {
        var at = DateTimeOffset.Parse(head.ApprovedAt, CultureInfo.InvariantCulture).ToUniversalTime();
        await act.Connection.Execute("""
            update payout_run set state = 'assessed', row_count = $2, sum_fen = $3, held_fen = 0, content_root = $4,
                line_count = (select count(*) from payment_line where run_id = $1)
            where run_id = $1
            """, stop, head.RunId, head.Rows, head.SumFen, head.ContentRoot);
        await act.Connection.Execute("""
            update payout_run set state = 'submitted', submitted_by = $2, submitted_for = $3, submitted_at = $4
            where run_id = $1
            """, stop, head.RunId, head.SubmittedBy, head.SubmittedFor, at);
        await act.Connection.Execute("""
            update payout_run set state = 'checked', checked_by = $2, checked_for = $3, checked_at = $4
            where run_id = $1
            """, stop, head.RunId, head.CheckedBy, head.CheckedFor, at);
        await act.Connection.Execute("""
            update payout_run set state = 'approved', approved_by = $2, approved_for = $3, approved_at = $4,
                approved_on = $5, approval_act = $6
            where run_id = $1
            """, stop, head.RunId, head.ApprovedBy, head.ApprovedFor, at, Day(head.ApprovedOn), act.Number);
    }

    private static async Task MoveTo(Act act, BookedRun head, RunState to, CancellationToken stop)
    {
        var run = await PayoutStore.ById(act.Connection, head.RunId, stop);
        if (run.State == RunState.AtFinance)
            await act.Connection.Execute("update payout_run set state = 'funded' where run_id = $1", stop, run.Id);
        if (run.State >= to) return;
        await act.Connection.Execute("""
            update payout_run set state = 'exported', exported_by = $2, exported_for = $3, exported_at = $4
            where run_id = $1
            """, stop, run.Id, head.ExportedBy, head.ExportedFor, act.Performer.Moment);
    }

    private static async Task Strike(Act act, BookedRun head, CancellationToken stop)
    {
        var known = await ResultStore.OfRun(act.Connection, head.RunId, stop);
        await ResultStore.Write(act.Connection, head.Struck.Where(s => !known.ContainsKey(s.Person)).Select(s =>
            new RowResult(head.RunId, s.Person, act.Number, Outcome.StruckOut, s.Fen, 0,
                PayMonth.Parse(s.ReachMonth))), stop);
    }

    private static async Task<BankFileRow> Add(
        Act act, BookedRun head, BookedFile booked, List<BankFileRow> known, string outbox, CancellationToken stop)
    {
        // What the backup has in its place never left.
        foreach (var other in known.Where(f => f.State == FileState.Exported && f.Bank == booked.Bank
            && f.Part == booked.Part && head.Files.All(b => b.Name != f.Name)))
            await FileStore.Move(act.Connection, other, FileState.Replaced, "", stop);
        var folder = Path.Combine(outbox, head.Name, BankFiles.StagedBankFiles.BankFolder);
        var file = new BankFileRow(
            head.RunId, booked.Name, booked.Bank, booked.BankOrdinal, booked.Profile, booked.Part,
            booked.Transmission, booked.MessageId, booked.FirstIdNumber, booked.LastIdNumber, booked.Count,
            booked.SumFen, booked.Bytes, booked.Sha256, act.Number, folder, FileState.Exported);
        await FileStore.Add(act.Connection, file, stop);
        return file;
    }

    private static async Task Move(
        Act act, BankFileRow file, BookedFile booked, JournalEntry? entry, CancellationToken stop)
    {
        var state = FileWords.StateOf(booked.State);
        if (state == FileState.Replaced)
        {
            await FileStore.Move(act.Connection, file, FileState.Replaced, "", stop);
            return;
        }

        if (entry is null && state == FileState.Exported) return;
        var by = act.Performer with { User = entry?.By ?? act.Performer.User, For = null };
        await FileStore.HandOver(act, file, by, stop);
        var sending = file with { State = FileState.Sending };
        if (state == FileState.Rejected)
        {
            await FileStore.Move(act.Connection, sending, FileState.Sent, "", stop);
            await FileStore.Move(
                act.Connection, file with { State = FileState.Sent }, FileState.Rejected, "", stop);
            return;
        }

        await FileStore.MoveRun(act.Connection, file.RunId, stop);
        await FileStore.Move(act.Connection, sending, FileState.InDoubt, "", stop);
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
