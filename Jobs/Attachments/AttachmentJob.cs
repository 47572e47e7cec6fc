using Disbursement.Domain.Duties;
using Disbursement.Domain.People;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.Attachments;

/// <summary>
/// 挂附件: scans of papers to a document number or a person. They are kept in the home under their hash, and the hash goes
/// into the audit chain; none is ever replaced.
/// </summary>
/// <param name="folder">attachments/ of the home.</param>
public sealed class AttachmentJob(NpgsqlDataSource source, string folder)
{
    /// <returns>Whether anything is new, and the sentence.</returns>
    /// <exception cref="Refused">
    /// An unknown reference, another role, or a file that cannot be kept: none is.
    /// </exception>
    public async Task<(bool Changed, string Said, IReadOnlyList<KeptFile> Files)> Attach(
        string reference, IReadOnlyList<string> files, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.Record, stop);
        var (found, name) = await Find(act.Connection, reference, stop);
        var attachments = new AttachmentFolder(folder);
        var kept = new List<KeptFile>();
        foreach (var file in files) kept.Add(await attachments.Keep(file, stop));
        var fresh = new List<KeptFile>();
        foreach (var file in kept.DistinctBy(k => k.Sha256))
            if (await AttachmentStore.Add(act.Connection, act.Number, fresh.Count + 1, found, file, stop))
                fresh.Add(file);
        if (fresh.Count == 0) return (false, $"{name}下早已有这{kept.Count}份附件，没有再做任何事。", kept);
        await act.Commit("attach", name, default, found.Document,
            new { files = fresh.Select(f => new { sha256 = f.Sha256, bytes = f.Bytes }) }, stop);
        var known = kept.Count - fresh.Count;
        return (true, $"{name}：挂上{fresh.Count}份附件{(known > 0 ? $"，另{known}份早已有了" : "")}。\n"
            + string.Join('\n', fresh.Select(f => $"  {f.Name}　SHA-256 {f.Sha256}")), kept);
    }

    /// <summary>How lists and the audit name it: of an identity number the tail.</summary>
    private static async Task<(Reference Reference, string Name)> Find(
        NpgsqlConnection connection, string text, CancellationToken stop)
    {
        if (IdentityCell.Read(text, out var number) is null
            && await AttachmentStore.Person(connection, number, stop) is { } person)
            return (new Reference(null, person), $"尾号{IdentityNumber.Tail(number)}的人");
        var document = Characters.HalfWidthAlphanumerics(Characters.Trim(text));
        if (await AttachmentStore.IsDocument(connection, document, stop))
            return (new Reference(document, null), document);
        throw new Refused(number.Length == 18
            ? $"系统里没有尾号{IdentityNumber.Tail(number)}的人，也没有这个文号；请核对身份证号，或先导入名册。"
            : $"系统里没有文号“{document}”；请先导入或登记用这个文号的变动、批准或标准，再挂附件。");
    }
}
