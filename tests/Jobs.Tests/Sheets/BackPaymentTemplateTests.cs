using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Intake.Templates;

namespace Disbursement.Jobs.Tests.Sheets;

/// <summary>What the templates of 社保补缴 tell a clerk to write is taken as it is told.</summary>
public sealed class BackPaymentTemplateTests
{
    [Theory]
    [InlineData("cases", "险种 类型 单位部分承担 困难 撤销")]
    [InlineData("contribution", "险种")]
    [InlineData("billing", "险种 撤销")]
    [InlineData("receipts", "险种 付款方 撤销")]
    [InlineData("postings", "险种")]
    [InlineData("coverage", "险种 撤销")]
    [InlineData("refunds", "险种 付款方 撤销")]
    [InlineData("backpay-decisions", "决定 险种")]
    [InlineData("backpay-allotments", "险种 付款方 撤销")]
    public void Every_column_has_a_hint_and_an_example_and_every_choice_is_listed_and_taken(string kind, string chosen)
    {
        TemplateColumn[] columns = [.. TemplateColumn.Of(SheetKind.Of(kind))];
        Assert.Equal(chosen.Split(' ').Order(), columns.Where(c => c.Choices.Count > 0).Select(Named).Order());
        Assert.All(columns, c => Assert.False(string.IsNullOrEmpty(c.Explanation) || string.IsNullOrEmpty(c.Example)));
        Assert.All(columns.Where(c => c.Choices.Count == 0), c => Assert.DoesNotContain("下拉", c.Explanation));

        Assert.Equal("good", Read(kind, columns, (c, _) => c.Example!));
        foreach (var choice in columns.SelectMany(c => c.Choices, (c, word) => (c.Column, word)))
        {
            var (of, word) = choice;
            Assert.DoesNotContain("看不懂", Read(kind, columns, (c, e) => c.Column == of ? word : e));
        }
    }

    private static string Named(TemplateColumn column) => ColumnNames.Of(column.Column).Chinese;

    private static string Read(string kind, TemplateColumn[] columns, Func<TemplateColumn, string, string> cell)
    {
        using var file = new SheetFile(string.Join(',', columns.Select(c => c.Heading)) + "\n"
            + string.Join(',', columns.Select(c => cell(c, c.Example!))) + "\n");
        return kind switch
        {
            "cases" => Only(file.All(BackPaymentCaseSheet.Read)),
            "contribution" => Only(file.All(LedgerSheets.Contributions)),
            "billing" => Only(file.All(LedgerSheets.Billing)),
            "receipts" => Only(file.All(LedgerSheets.Receipts)),
            "postings" => Only(file.All(LedgerSheets.Postings)),
            "coverage" => Only(file.All(LedgerSheets.Coverage)),
            "refunds" => Only(file.All(LedgerSheets.Refunds)),
            "backpay-decisions" => Only(file.All(BackPaymentDecisionSheet.Read)),
            _ => Only(file.All(AllotmentSheet.Read)),
        };
    }

    private static string Only<T>(SheetEntry<T>[] entries) where T : class => SheetFile.Faults(Assert.Single(entries));
}
