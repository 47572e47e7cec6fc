using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Auditing;

/// <summary>
/// 代发文件: the bytes on the disk, the manifest, the control sheet and the journal say what the database says, and the
/// files of a run come to what was approved.
/// </summary>
internal sealed class FileProof : IProof
{
    public string Name => "代发文件";

    public async Task Prove(AuditGround ground, Findings findings, CancellationToken stop)
    {
        var (there, gone, fen) = (0L, 0L, 0L);
        foreach (var run in await PayoutStore.All(ground.Connection, stop))
        {
            var files = await FileStore.All(ground.Connection, run.Id, stop);
            if (files.Count == 0 || run.State == RunState.Cancelled) continue;
            foreach (var file in files.Where(f => f.IsLive))
            {
                var path = Path.Combine(file.Folder, file.Name);
                if (File.Exists(path)) there++;
                else gone++;
                if (File.Exists(path)) Check(run, file, path, findings);
                fen += file.SumFen;
            }

            Manifest(run, files, findings);
            await Head(ground.Connection, run, files[0].Folder, findings, stop);
            await Sum(ground.Connection, run, files, findings, stop);
        }

        await HandedOver(ground.Connection, findings, stop);
        await Journal(ground, findings, stop);
        findings.Proved.Add(new Proved("代发文件与清单、控制单、导出登记一致", there, fen,
            gone == 0 ? null : $"另有{gone}个文件不在原处，只核登记"));
        findings.Proved.Add(new Proved("交盘记录与数据库一致", ground.Journal.Count, ground.Journal.Sum(j => j.SumFen)));
    }

    private static void Check(PayoutRun run, BankFileRow file, string path, Findings findings)
    {
        var (bytes, sha256, _) = BankFileReader.Digest(path);
        if (bytes != file.Bytes || sha256 != file.Sha256)
            findings.Add(new Break("代发文件", file.Name, $"{file.Bytes}字节 {file.Sha256[..16]}…",
                $"{bytes}字节 {sha256[..16]}…", run.Name));
    }

    /// <summary>It was put in place with the last export, so of files since replaced it says nothing.</summary>
    private static void Manifest(PayoutRun run, List<BankFileRow> files, Findings findings)
    {
        var path = new[] { files[0].Folder, Path.GetDirectoryName(files[0].Folder)! }
            .Select(f => Path.Combine(f, BankFiles.Manifest.FileName)).FirstOrDefault(File.Exists);
        if (path is null) return;
        var manifest = BankFiles.Manifest.Read(File.ReadAllBytes(path));
        findings.Compare(new Break("代发文件", "校验清单（manifest.json）的内容根", run.ContentRoot ?? "",
            manifest.ContentRoot, run.Name));
        foreach (var file in files.Where(f => f.IsLive))
        {
            if (manifest.Files.FirstOrDefault(f => f.Name == file.Name) is not { } listed) continue;
            findings.Compare(new Break("代发文件", $"{file.Name}，校验清单里的",
                $"{file.Count}笔 {Money.Spoken(file.SumFen)} {file.Sha256}",
                $"{listed.Count}笔 {Money.Spoken(listed.SumFen)} {listed.Sha256}", run.Name));
        }
    }

    /// <summary>The control sheet carries the link of the chain that stands for the approval.</summary>
    private static async Task Head(
        NpgsqlConnection connection, PayoutRun run, string folder, Findings findings, CancellationToken stop)
    {
        var sheet = Path.Combine(Path.GetDirectoryName(folder)!, ControlSheet.FileName);
        if (!File.Exists(sheet) || await Export.ExportStore.ApprovalHash(connection, run.Id, stop) is not { } head)
            return;
        var text = await File.ReadAllTextAsync(sheet, stop);
        if (text.Contains("审计链", StringComparison.Ordinal) && !text.Contains(head, StringComparison.Ordinal))
            findings.Add(new Break("审计链", "控制单上审批的链头", "印在控制单上的", head[..16] + "…", run.Name));
    }

    /// <summary>Files and rows struck out together are the run.</summary>
    private static async Task Sum(
        NpgsqlConnection connection, PayoutRun run, List<BankFileRow> files, Findings findings, CancellationToken stop)
    {
        var struck = await Results.ResultStore.Struck(connection, run, stop);
        var live = files.Where(f => f.IsLive).ToList();
        var counted = live.Concat(files.Where(f => f.State == FileState.Rejected
            && !live.Exists(l => l.Bank == f.Bank && l.Part == f.Part))
            .GroupBy(f => (f.Bank, f.Part)).Select(g => g.Last())).ToList();
        var left = struck.FindAll(s => !counted.Exists(f => f.StruckThrough >= s.Act));
        findings.Compare(new Break("代发文件", "各文件合计",
            $"{run.RowCount - struck.Count + left.Count}笔 {Money.Spoken(
                (run.SumFen ?? 0) - struck.Sum(s => s.Fen) + left.Sum(s => s.Fen))}",
            $"{counted.Sum(f => f.Count)}笔 {Money.Spoken(counted.Sum(f => f.SumFen))}", run.Name));
    }

    /// <summary>Who handed a file over, and what the bank's receipt is, as the chain of the run has it.</summary>
    private static async Task HandedOver(NpgsqlConnection connection, Findings findings, CancellationToken stop)
    {
        foreach (var (run, file, what, stored, entered) in await connection.Rows("""
            select r.name, f.name, w.what, w.stored, case w.what when 'sending'
                then concat_ws('/', e.performed_by, e.performed_for) else e.detail ->> 'document' end
            from bank_file f join payout_run r using (run_id)
            cross join lateral (values ('sending', concat_ws('/', f.handed_over_by, f.handed_over_for)),
                ('acknowledged', f.receipt)) as w (what, stored)
            left join lateral (
                select a.* from audit_entry a, jsonb_array_elements(a.detail -> 'files') x
                where a.chain = 'run-' || f.run_id and a.what = w.what and x ->> 'Name' = f.name
                order by a.position desc limit 1) e on true
            where w.stored <> '' and not exists (
                select from adopted_file d where d.run_id = f.run_id and d.file = f.name)
            order by f.run_id, f.name
            """, r => (r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.TextOrNull(4)), stop))
            findings.Compare(new Break("交盘记录", $"{file}，{(what == "sending" ? "交盘的人" : "签收单号")}",
                entered ?? "审计链里没有", stored, run));
    }

    private static async Task Journal(AuditGround ground, Findings findings, CancellationToken stop)
    {
        foreach (var run in ground.Journal.GroupBy(e => e.RunId))
        {
            var gone = await JournalWords.HaveLeft(ground.Connection, run.Key, run, stop);
            foreach (var file in (await FileStore.All(ground.Connection, run.Key, stop)).Where(f =>
                f.State == FileState.Exported && gone.Contains(f.Name)))
                findings.Add(new Break(
                    "交盘记录", $"{file.Name}的状态", "已交盘（交盘记录里有）", file.State.Label(), run.First().Run));
        }

        foreach (var entry in ground.Journal)
        {
            var known = await ground.Connection.Rows("""
                select f.row_count, f.sum_fen, f.sha256 from bank_file f
                where f.run_id = $1 and f.name = $2
                """, r => $"{r.GetInt64(0)}笔 {Money.Spoken(r.GetInt64(1))} {r.GetString(2)}", stop, entry.RunId,
                entry.File);
            findings.Compare(new Break("交盘记录", entry.File,
                $"{entry.Count}笔 {Money.Spoken(entry.SumFen)} {entry.Sha256}", known.FirstOrDefault("没有这个文件"),
                entry.Run));
        }
    }
}
