using System.Security.Cryptography;
using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.Intake.Monthly;

/// <summary>
/// 导入月报: one workbook with 新增, 变动 and 零报告. Each sheet is an act of its own kind, taken in as if it had come
/// alone; that the station has reported is the last act, so a workbook left half way is taken up where it stopped.
/// </summary>
public sealed class MonthlyJob(NpgsqlDataSource source)
{
    public const string Kind = "monthly";

    /// <returns>What became of each sheet, and of the report itself.</returns>
    /// <exception cref="Refused">The workbook is refused before anything of it is taken in.</exception>
    public async Task<IReadOnlyList<ImportOutcome>> Import(string file, Performer performer, CancellationToken stop)
    {
        var hash = await ImportJob.Hash(file, stop);
        await using (var connection = await source.OpenConnectionAsync(stop))
        {
            if (await ImportJob.Earlier(connection, Kind, hash, stop) is { } earlier)
                return [new ImportOutcome(Kind, file, null, 0, 0, 0, null, [], earlier)];
        }

        try
        {
            var workbook = MonthlyWorkbook.Read(file, performer.Today);
            await using (var connection = await source.OpenConnectionAsync(stop))
                await Resolve(connection, workbook, stop);
            var intake = new ImportJob(source);
            var outcomes = new List<ImportOutcome>();
            foreach (var sheet in workbook.Sheets)
            {
                var kind = sheet == MonthlyWorkbook.Newcomers ? "roster" : "changes";
                var of = new SheetSource(file, sheet)
                {
                    Township = workbook.TitledTownships.Count == 1 ? workbook.TitledTownships.Single() : null,
                };
                outcomes.Add(await intake.Import(kind, of, performer, stop));
            }

            outcomes.Add(await Report(workbook, file, hash, performer, stop));
            return outcomes;
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused($"{Path.GetFileName(file)}：{refused.Message}。整份月报没有导入。");
        }
    }

    /// <summary>Whose workbook it is, and which township each report of nothing is of.</summary>
    private static async Task Resolve(NpgsqlConnection connection, MonthlyWorkbook workbook, CancellationToken stop)
    {
        if (workbook.Sheets.Count + workbook.Zeros.Count == 0)
            throw new SheetRefusedException("是空白的月报，没有登记；没有变动的，请在“零报告”表填一行");
        var titled = workbook.TitledTownships.Count == 1 ? workbook.TitledTownships.Single() : null;
        for (var i = 0; i < workbook.Zeros.Count; i++)
        {
            var zero = workbook.Zeros[i];
            if (zero.Region is null)
            {
                var region = await MonthlyStore.Named(connection, zero.Township!, stop) ?? titled
                    ?? throw Bad(zero, RejectionReason.TownshipUnknown(zero.Township!));
                workbook.Zeros[i] = zero with { Region = region };
            }
        }

        // Where there is nothing but a report of nothing, that one says whose it is.
        if (workbook.Sheets.Count == 0) workbook.TitledTownships.Clear();
        workbook.Townships.UnionWith(await MonthlyStore.TownshipsOf(connection, workbook.IdNumbers, stop));
        if (workbook.TitledTownships.Count > 0)
        {
            workbook.Townships.Clear();
            workbook.Townships.UnionWith(workbook.TitledTownships);
        }

        if (workbook.Zeros.Find(z => workbook.Townships.Contains(z.Region!)) is { } both)
            throw Bad(both, RejectionReason.ZeroBesideChanges(both.Region!));
    }

    private static SheetRefusedException Bad(ZeroReportRow row, string reason) => new(
        $"工作表“{MonthlyWorkbook.Nothing}”第{row.LineNumber}行“行政区划代码”：{reason}");

    private async Task<ImportOutcome> Report(
        MonthlyWorkbook workbook, string file, string hash, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        if (await ImportJob.Earlier(act.Connection, Kind, hash, stop) is { } earlier)
            return new ImportOutcome(Kind, file, null, 0, 0, 0, null, [], earlier);
        var month = workbook.Month ?? PayMonth.Of(performer.Today);
        await MonthlyStore.Workbook(act.Connection, act.Number, workbook.Townships, month, stop);
        var said = 0;
        foreach (var zero in workbook.Zeros)
            if (await MonthlyStore.Zero(act.Connection, act.Number, zero, stop)) said++;
        var known = workbook.Zeros.Count - said;
        var townships = string.Join(',', workbook.Townships.Order(StringComparer.Ordinal));
        var rows = $"{month}|{townships}|{said}|{known}|{hash}";
        await act.Commit("import-" + Kind, Path.GetFileName(file),
            new ActHashes(hash, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows)))), null,
            new { month = month.ToString(), townships = workbook.Townships.Count, zero = said, known }, stop);
        return new ImportOutcome(Kind, file, act.Number, said, known, 0, null,
            [.. workbook.Notices, .. Registered(workbook, month)])
        {
            Worksheet = MonthlyWorkbook.Nothing,
        };
    }

    private static IEnumerable<string> Registered(MonthlyWorkbook workbook, PayMonth month)
    {
        if (workbook.Townships.Count > 0)
        {
            var codes = string.Join('、', workbook.Townships.Order(StringComparer.Ordinal));
            yield return $"登记为{codes}的{Spoken.Month(month)}月报"
                + (workbook.Month is null ? "（表里和文件名里都没有写月份，按今天算）。" : "。");
        }
        else if (workbook.Sheets.Count > 0)
        {
            yield return "看不出是哪个乡镇的月报：请在标题行写上行政区划代码（如 行政区划代码：999001101），不然催报名单里还有它。";
        }
    }
}
