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
        Assert.All(columns, c => Assert.NotEqual("", $"{c.Explanation}"));
        Assert.All(columns, c => Assert.NotNull(c.Example));
        Assert.All(columns.Where(c => c.Choices.Count == 0), c => Assert.DoesNotContain("下拉", c.Explanation));

        Assert.Equal("good", BackPaymentRow.Faults(kind, ""));
        foreach (var choice in columns.SelectMany(c => c.Choices, (c, word) => $"{Named(c)}={word}"))
        {
            Assert.DoesNotContain("看不懂", BackPaymentRow.Faults(kind, choice));
        }
    }

    private static string Named(TemplateColumn column) => ColumnNames.Of(column.Column).Chinese;
}
