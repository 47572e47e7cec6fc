using System.Globalization;
using Disbursement.Domain.Duties;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Intake;

/// <summary>关闭一条退回的行: it will not come in, a person says so and why. It stays on record.</summary>
public sealed class RejectionJob(NpgsqlDataSource source)
{
    private const char Mark = 'R';

    /// <summary>How lists name a rejected row.</summary>
    public static string NameOf(long id) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{id}");

    /// <summary>False where the text is no such name.</summary>
    public static bool TryRead(string? name, out long id)
    {
        id = 0;
        return name is { Length: > 1 } && char.ToUpperInvariant(name[0]) == Mark
            && long.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out id);
    }

    /// <returns>Whether anything changed, and the sentence.</returns>
    /// <exception cref="Refused">No reason, another role, or there is no such row.</exception>
    public async Task<(bool Changed, string Said)> Close(
        long id, string reason, Performer performer, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason)) throw new Refused("关闭退回的行要写明原因（--reason）。");
        await using var act = await Act.Begin(source, performer, stop);
        var by = await UserStore.Require(act, Deed.CloseCase, stop);
        var name = NameOf(id);
        var found = await act.Connection.Rows("""
            select r.file_name, r.line, e.how, e.ended_on, e.ended_by, e.reason from rejected_row r
            left join rejection_end e using (rejected_id) where r.rejected_id = $1
            """, r => (Place: $"{r.GetString(0)}第{r.GetInt32(1)}行", How: r.TextOrNull(2), On: r.DateOrNull(3),
                By: r.TextOrNull(4), Why: r.TextOrNull(5)), stop, id);
        if (found is not [var row])
            throw new Refused($"没有编号为{name}的退回行。编号见 ./disburse exceptions list --code import-rejected 的 id 列。");
        if (row.How is not null)
            return (false, $"{name}（{row.Place}）已于{row.On:yyyy年M月d日}{Ended(row.How, row.By, row.Why)}，没有再做任何事。");
        await RejectedRowStore.End(act, [id], "closed", by.Named, reason.Trim(), stop);
        await act.Commit("close-rejection", name, default, null, new { rejected = id }, stop);
        return (true, $"{name}（{row.Place}）已关闭：{reason.Trim()}。这一行没有导入。");
    }

    private static string Ended(string how, string? by, string? why) => how switch
    {
        "closed" => $"由{by}关闭（{why}）",
        "again" => "因改动后再次退回而换了编号",
        _ => "随文件导入而消",
    };
}
