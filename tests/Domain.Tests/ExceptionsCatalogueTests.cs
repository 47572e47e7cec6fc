using System.Reflection;
using System.Text.RegularExpressions;
using Disbursement.Domain.Exceptions;

namespace Disbursement.Domain.Tests;

public sealed partial class ExceptionsCatalogueTests
{
    /// <summary>How a sentence says that money is not paid, so that nobody has to guess.</summary>
    private static readonly string[] NotPaid =
    [
        "已计入暂缓", "暂缓发放", "不再应发", "先不发", "也不发", "不计发", "算不出来", "重新计入应发", "不准重发", "不重发",
        "没有到账",
    ];

    public static TheoryData<string> Codes => [.. ExceptionCode.All.Select(c => c.Code)];

    [Fact]
    public void Codes_are_unique_and_all_of_them_are_listed()
    {
        var declared = typeof(ExceptionCode).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(ExceptionCode))
            .Select(f => ((ExceptionCode)f.GetValue(null)!).Code)
            .Order(StringComparer.Ordinal);

        Assert.Equal(declared, ExceptionCode.All.Select(c => c.Code).Order(StringComparer.Ordinal));
        Assert.Equal(ExceptionCode.All.Length, ExceptionCode.All.DistinctBy(c => c.Code).Count());
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_says_what_is_wrong_what_to_do_who_and_by_when(string code)
    {
        var found = ExceptionCode.Of(code);

        Assert.Matches(CodeForm(), found.Code);
        Assert.EndsWith("。", found.Sentence.Text.TrimEnd('}'), StringComparison.Ordinal);
        Assert.Matches("[。）]$", found.NextStep.Text.TrimEnd('}'));
        Assert.NotEmpty(found.Owner.Text);
        Assert.NotEmpty(found.Due.Label);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_sentence_can_be_said_with_and_without_its_optional_blanks(string code)
    {
        var found = ExceptionCode.Of(code);
        var least = found.Required.ToDictionary(name => name, name => $"〔{name}〕", StringComparer.Ordinal);
        var most = found.Known.ToDictionary(name => name, name => $"〔{name}〕", StringComparer.Ordinal);

        foreach (var arguments in new[] { least, most })
        {
            var words = ExceptionSentence.Render(found, arguments)
                + ExceptionSentence.RenderNextStep(found, arguments)
                + ExceptionSentence.RenderOwner(found, arguments);
            Assert.DoesNotContain('{', words);
            Assert.DoesNotContain('}', words);
            Assert.DoesNotMatch("（）|“”|，，|。。|，。|：。|、、", words);
            Assert.All(arguments, a => Assert.Contains(a.Value, words));
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_block_on_somebodys_money_says_that_it_is_not_paid(string code)
    {
        var found = ExceptionCode.Of(code);
        if (found.Severity != Severity.Block || found.Scope is ExceptionScope.Run or ExceptionScope.Office) return;

        // A shared account says it in a clause, for those who are held; the others are paid.
        var arguments = found.Known.ToDictionary(name => name, name => name, StringComparer.Ordinal);
        var sentence = ExceptionSentence.Render(found, arguments);
        Assert.Contains(NotPaid, words => sentence.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void Blanks_have_known_names_and_no_name_is_left_unused()
    {
        var used = ExceptionCode.All.SelectMany(c => c.Known).Distinct(StringComparer.Ordinal);

        Assert.Equal(ExceptionArgument.Known.Order(StringComparer.Ordinal), used.Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// Runs of years ago are listed by the sentences of today, with the blanks that were stored then: a blank that
    /// comes later has to be optional. A new code gets a line of its own.
    /// </summary>
    [Fact]
    public void No_code_requires_a_blank_that_its_stored_cases_have_not()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "required-blanks.txt");
        var stored = File.ReadLines(path).Select(l => l.Split(':'))
            .ToDictionary(l => l[0], l => l[1].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(
            ExceptionCode.All.Select(c => c.Code).Order(StringComparer.Ordinal),
            stored.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("", string.Join('\n', ExceptionCode.All
            .Where(c => !c.Required.IsSubsetOf(stored[c.Code]))
            .Select(c => $"{c.Code} requires {string.Join(' ', c.Required.Except(stored[c.Code]))}")));
    }

    [Fact]
    public void An_unknown_code_is_not_found() => Assert.Null(ExceptionCode.Find("no-such-code"));

    [GeneratedRegex("^[a-z]+(-[a-z0-9]+)*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CodeForm();
}
