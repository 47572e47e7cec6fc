using System.Globalization;
using Disbursement.Domain;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// 撤销 of rows: a row counts as long as no row that says the same takes it back, whichever comes first. What that means
/// for a file is said: a row that takes nothing back, and a row that was taken back before.
/// </summary>
internal static class WithdrawnRows
{
    /// <summary>What a row says, as the statement says it of what is stored.</summary>
    public static string Key(int caseId, int insurance, PayMonth from, PayMonth to, params ReadOnlySpan<object?> rest)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{caseId}|{insurance}|{from}|{to}");
        foreach (var part in rest) key += string.Create(CultureInfo.InvariantCulture, $"|{part}");
        return key;
    }

    /// <param name="stored">Selects key and whether it is taken back, of a table with cases.</param>
    public static async Task Say(
        NpgsqlConnection connection, IntakeTally tally,
        IReadOnlyList<(int Case, int Line, bool IsWithdrawal, string Key)> rows, string stored, CancellationToken stop)
    {
        if (rows.FirstOrDefault(r => r.IsWithdrawal) is (_, > 0, _, _) first)
        {
            var there = (await connection.Rows(
                stored + " where case_id = any($1)", r => (Key: r.GetString(0), IsTaken: r.GetBoolean(1)), stop,
                rows.Where(r => r.IsWithdrawal).Select(r => r.Case).Distinct().ToArray()))
                .Where(r => !r.IsTaken).Select(r => r.Key).ToHashSet(StringComparer.Ordinal);
            var nothing = rows.Count(r => r.IsWithdrawal && !there.Contains(r.Key));
            if (nothing > 0)
                tally.Notices.Add($"第{first.Line}行起的撤销有{nothing}行没有对应的原行：原行还没导入，或者与原行不完全一样，请核对");
        }

        var taken = (await connection.Rows(
            stored + " where case_id = any($1) and is_withdrawal", r => r.GetString(0), stop,
            rows.Where(r => !r.IsWithdrawal).Select(r => r.Case).Distinct().ToArray()))
            .ToHashSet(StringComparer.Ordinal);
        var still = rows.Count(r => !r.IsWithdrawal && taken.Contains(r.Key));
        if (still > 0)
            tally.Notices.Add($"有{still}行已被撤销行撤销，不算数；撤销错的或者重新开的，换一个票据号（核定单、正常缴费填另一个“文号”）再导入");
    }
}
