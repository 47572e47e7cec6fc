using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Papers;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// 单位、上级的催缴清单: for each employer one with its own people only, name and months and no identity numbers; for the
/// office all of them in one, called 内部汇总. Row by row: one employer's files are open at a time.
/// </summary>
/// <param name="Party">单位 or 上级.</param>
internal sealed record EmployerLists(string Party, Paper Paper, Paper Overview)
{
    public static readonly EmployerLists[] All =
    [
        new("单位", new Paper("10", "单位催缴清单"), new Paper("04", "单位催缴清单（内部汇总）")),
        new("上级", new Paper("10", "上级单位催缴清单"), new Paper("05", "上级单位催缴清单（内部汇总）")),
    ];

    private static readonly PaperColumn[] Columns =
    [
        Papers.Columns.Number, Papers.Columns.Code("案件号", 16), Papers.Columns.Name, Papers.Columns.Text("险种", 6),
        Papers.Columns.Text("月份", 30), Papers.Columns.Count("月数", 7), Papers.Columns.Amount,
        Papers.Columns.Text("事项", 18), Papers.Columns.Text("请办", 36), Papers.Columns.Text("期限", 10),
    ];

    private const string CsvHeader = "案件号,姓名,险种,月份,月数,金额,代码,事项,请办,期限";

    public async Task Write(
        StagedPapers staged, BackPaymentHead head, NpgsqlConnection connection, CancellationToken stop)
    {
        using var overview = PaperFiles.Create(staged.Stem(Overview), Overview, head);
        await using var csv = new StreamWriter(PrivateFile.Create(staged.Stem(Overview) + ".csv"));
        await csv.WriteLineAsync("单位," + CsvHeader);
        overview.Begin(new PaperTable(Overview.Title, [Papers.Columns.Text("单位", 22), .. Columns]));
        var (count, fen) = (0, 0L);
        EmployerList? list = null;
        try
        {
            await foreach (var row in EmployerTable.Rows(connection, Party, stop))
            {
                if (list?.Employer != row.Employer)
                {
                    list?.Close();
                    list?.Dispose();
                    list = new EmployerList(this, staged, head, row);
                }

                list.Add(row);
                overview.Row([row.Employer, .. Cells(++count, row)]);
                await csv.WriteLineAsync(Csv([row.Employer, .. Texts(row)]));
                fen += row.Fen ?? 0;
            }

            list?.Close();
        }
        finally
        {
            list?.Dispose();
        }

        overview.Note($"共{count}项，涉及{Money.Spoken(fen)}。内部使用，不外发：给单位的，一家一份，在 各方/{Party}/。");
        overview.Finish();
    }

    private static Cell[] Cells(int number, EmployerRow row) =>
    [
        Cell.Count(number), row.CaseNumber, row.Name, row.Insurance, row.Months, Cell.Count(row.Count),
        row.Fen is { } fen ? Cell.Money(fen) : default, BackPaymentMatters.Of(row.Code), row.Asked,
        row.Code.Due.Label,
    ];

    private static string[] Texts(EmployerRow row) =>
    [
        row.CaseNumber, row.Name, row.Insurance ?? "", row.Months, $"{row.Count}",
        row.Fen is { } fen ? Money.Yuan(fen) : "", row.Code.Code, BackPaymentMatters.Of(row.Code), row.Asked,
        row.Code.Due.Label,
    ];

    private static string Csv(string[] cells) => string.Join(',', cells.Select(Reports.CsvText.Quoted));

    /// <summary>One employer's files while they are written.</summary>
    private sealed class EmployerList : IDisposable
    {
        private readonly PaperFiles files;
        private readonly StreamWriter csv;
        private readonly string note;
        private int count;

        public EmployerList(EmployerLists of, StagedPapers staged, BackPaymentHead head, EmployerRow first)
        {
            Employer = first.Employer;
            var isNamed = Employer != EmployerTable.Unnamed;
            var stem = staged.Part(of.Paper, $"各方/{of.Party}", PartName.Of(Employer));
            var to = of.Party == EmployerTable.Parties[0] || !isNamed ? Employer : $"{Employer}的上级单位";
            files = PaperFiles.Create(stem, of.Paper, new PartyHead(head, to, first.Of.Count, first.Of.Fen));
            csv = new StreamWriter(PrivateFile.Create(stem + ".csv"));
            csv.WriteLine(CsvHeader);
            files.Begin(new PaperTable(of.Paper.Title, [.. Columns]));
            note = $"共{first.Of.Count}项，{Money.Spoken(first.Of.Fen)}。" + (isNamed
                ? ""
                : "案件里没有写这些月份在哪家单位：查清补登记以后再发，这一份不给任何单位。");
        }

        public string Employer { get; }

        public void Add(EmployerRow row)
        {
            files.Row(Cells(++count, row));
            csv.WriteLine(Csv(Texts(row)));
        }

        public void Close()
        {
            files.Note(note);
            if (Employer != EmployerTable.Unnamed) PartyHead.Foot(files);
            files.Finish();
        }

        public void Dispose()
        {
            files.Dispose();
            csv.Dispose();
        }
    }
}
