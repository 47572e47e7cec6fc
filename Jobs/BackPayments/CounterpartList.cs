using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Papers;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// 给一方的清单: what this party has to do, and of each person only what it needs for that. Agencies and the tax office have
/// the number; finance sums and case numbers; the window name and months. Employers have lists of their own
/// (<see cref="EmployerLists"/>).
/// </summary>
/// <param name="Owner">该谁动</param>
internal sealed record CounterpartList(string Owner, string Title, bool HasIdNumber, bool HasName, bool HasEmployer)
{
    /// <summary>Finance pays by applications.</summary>
    private bool HasBatch => Owner == Payer.Treasury.Label();

    /// <summary>Those who refund do so by receipt, to whom paid it.</summary>
    private bool HasReceipt => IsOutside && HasIdNumber;

    public static readonly CounterpartList[] Outside =
    [
        new("社保", "社保核对清单", true, true, false), new("医保", "医保核对清单", true, true, false),
        new("税务", "税务核对清单", true, true, false), new("财政", "财政待拨清单", false, false, false),
        // All people in one, so that somebody at the window finds one who comes; nobody is handed it.
        new("个人", "个人待缴清单（窗口用）", false, true, false),
    ];

    public static readonly CounterpartList[] Inside =
    [
        new("县局", "县局待办清单", true, true, true), new("经办", "经办待办清单", true, true, true),
        new("复核", "复核待办清单", true, true, true),
    ];

    public PaperColumn[] Columns =>
    [
        Papers.Columns.Number, .. HasEmployer ? [Papers.Columns.Text("单位", 14)] : Array.Empty<PaperColumn>(),
        Papers.Columns.Code("案件号", 17), .. HasName ? [Papers.Columns.Name] : Array.Empty<PaperColumn>(),
        .. HasIdNumber ? [Papers.Columns.Code("身份证号", 23)] : Array.Empty<PaperColumn>(),
        Papers.Columns.Text("险种", 8), Papers.Columns.Text("月份", 18), Papers.Columns.Amount,
        .. HasBatch ? [Papers.Columns.Text("拨款批次", 18)] : Array.Empty<PaperColumn>(),
        .. HasReceipt ? [Papers.Columns.Text("票据号（付款方）", 20)] : Array.Empty<PaperColumn>(),
        Papers.Columns.Text("事项", 14), Papers.Columns.Text("情况", 32), Papers.Columns.Text("请办", 26),
        Papers.Columns.Text("期限", 10), Papers.Columns.Text("账龄", 9),
    ];

    public Cell[] Row(int number, FindingRow row, DateOnly today) =>
    [
        Cell.Count(number), .. HasEmployer ? [row.Employer] : Array.Empty<Cell>(),
        row.CaseNumber, .. HasName ? [row.Name] : Array.Empty<Cell>(),
        .. HasIdNumber ? [row.IdNumber] : Array.Empty<Cell>(),
        row.Insurance, row.Months, row.Fen is { } fen ? Cell.Money(fen) : default,
        .. HasBatch ? [row.Batches] : Array.Empty<Cell>(),
        .. HasReceipt ? [Receipt(row)] : Array.Empty<Cell>(),
        BackPaymentMatters.Of(row.Code), row.Sentence, Asked(row), row.Code.Due.Label,
        Ageing.All[Ageing.Of(row.Since, today)],
    ];

    /// <summary>A line of the same list as CSV.</summary>
    public string Csv(FindingRow row, DateOnly today) => string.Join(',', new[]
    {
        HasEmployer ? row.Employer ?? "" : null, row.CaseNumber, HasName ? row.Name ?? "" : null,
        HasIdNumber ? row.IdNumber ?? "" : null, row.Insurance ?? "", row.Months,
        row.Fen is { } fen ? Money.Yuan(fen) : "", HasBatch ? row.Batches ?? "" : null,
        HasReceipt ? row.Payer ?? "" : null, HasReceipt ? row.ReceiptNumber ?? "" : null, row.Code.Code,
        BackPaymentMatters.Of(row.Code), row.Sentence, Asked(row), row.Code.Due.Label,
        Ageing.All[Ageing.Of(row.Since, today)],
    }.OfType<string>().Select(Reports.CsvText.Quoted));

    public string CsvHeader => string.Join(',', new[]
    {
        HasEmployer ? "单位" : null, "案件号", HasName ? "姓名" : null, HasIdNumber ? "身份证号" : null, "险种", "月份",
        "金额", HasBatch ? "拨款批次" : null, HasReceipt ? "付款方" : null, HasReceipt ? "票据号" : null,
        "代码", "事项", "情况", "请办", "期限", "账龄",
    }.OfType<string>());

    private static string? Receipt(FindingRow row) =>
        row.ReceiptNumber is null ? row.Payer : $"{row.ReceiptNumber}（{row.Payer}）";

    /// <summary>Of others what they are asked for; of ourselves what we do next.</summary>
    private string Asked(FindingRow row) =>
        !IsOutside ? row.NextStep : row.Asked ?? BackPaymentMatters.Request(row.Code) ?? row.NextStep;

    /// <summary>As a letter: the window's list stays with us.</summary>
    public bool IsHandedOut => IsOutside && Owner != Payer.Person.Label();

    /// <summary>It is handed out: its head says its own sums, not those of the county.</summary>
    public bool IsOutside => Array.IndexOf(Outside, this) >= 0;
}
