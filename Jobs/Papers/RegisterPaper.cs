using Disbursement.Domain;
using Disbursement.Domain.Policy;

namespace Disbursement.Jobs.Papers;

/// <summary>发放清册: everybody who is sent something, by township; a sheet and a page of its own for each.</summary>
internal static class RegisterPaper
{
    public static readonly Paper Paper = new("09", "优抚资金发放清册");

    private static readonly PaperColumn[] Of =
    [
        Columns.Number, Columns.Name, Columns.IdNumber, Columns.Category, Columns.Money("本月（元）", 12),
        Columns.Money("以前月份（元）", 12), Columns.Money("合计（元）", 12), Columns.Text("开户行", 26), Columns.Code("账号", 23),
        Columns.Text("户名", 10), Columns.Text("收款人", 10),
    ];

    /// <param name="stem">Of the workbook.</param>
    /// <param name="stemOf">Of the page of a township.</param>
    public static async Task Write(
        string stem, Func<string, string> stemOf, PaperRun of, CancellationToken stop)
    {
        using var workbook = new WorkbookPaper(stem + ".xlsx", Paper, of.Head);
        var all = default(GroupTotal);
        TownshipRegister? register = null;
        try
        {
            await foreach (var row in PapersStore.Register(of, stop))
            {
                var township = of.Township(row.Region);
                if (register?.Township != township)
                {
                    all = Sum(all, register?.Close());
                    register?.Dispose();
                    register = new TownshipRegister(
                        PaperFiles.Join(workbook, stemOf(township), Paper, of.Head), township);
                }

                register.Add(row);
            }

            all = Sum(all, register?.Close());
        }
        finally
        {
            register?.Dispose();
        }

        PaperTotals.Require("清册的笔数", all.People, of.Run.RowCount!.Value);
        PaperTotals.Require("清册的金额", all.Fen, of.Run.SumFen!.Value);
        workbook.Finish();
    }

    private static GroupTotal Sum(GroupTotal one, GroupTotal? other) => new(
        one.People + (other?.People ?? 0), one.Fen + (other?.Fen ?? 0), one.MonthFen + (other?.MonthFen ?? 0));

    /// <summary>One township's part while it is written.</summary>
    private sealed class TownshipRegister : IDisposable
    {
        private readonly PaperFiles files;
        private GroupTotal total;

        public TownshipRegister(PaperFiles files, string township)
        {
            this.files = files;
            Township = township;
            files.Begin(new PaperTable($"乡镇 {township}", [.. Of], Sheet: township));
        }

        public string Township { get; }

        public void Add(RegisterRow row)
        {
            total = Sum(total, new GroupTotal(1, row.Fen, row.MonthFen));
            files.Row(
                Cell.Count(total.People), row.Name, row.IdNumber,
                row.Categories.Length == 1
                    ? Category.Of(row.Categories[0]).Label
                    : string.Join('、', row.Categories.Select(c => Category.Of(c).Label)),
                Cell.Money(row.MonthFen), Cell.Money(row.Fen - row.MonthFen), Cell.Money(row.Fen), row.Bank,
                row.Account, row.AccountName, row.PayeeName);
        }

        public GroupTotal Close()
        {
            files.Total(
                "", $"合计{total.People}人", "", "", Cell.Money(total.MonthFen), Cell.Money(total.OtherFen),
                Cell.Money(total.Fen), "", "", "", "");
            files.Finish();
            return total;
        }

        public void Dispose() => files.Dispose();
    }
}
