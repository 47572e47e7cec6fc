using System.Text.RegularExpressions;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Host.Tests.Export;

namespace Disbursement.Host.Tests.Transcripts;

/// <summary>
/// What an officer types and reads, from the first command to the bank file, and when things go wrong. Each text was
/// read as a clerk reads it; a command is added by writing its line ($ …) and having the text written anew.
/// </summary>
[Collection(OneHome.Name)]
public sealed partial class TranscriptTests
{
    [Theory]
    [InlineData("first-month.txt")]
    [InlineData("corrections.txt")]
    [InlineData("every-exception.txt")]
    public async Task What_the_office_reads_at_the_terminal_is_what_was_read_and_found_right(string name)
    {
        await using var desk = new OfficeDesk();
        var text = await File.ReadAllTextAsync(
            Path.Combine(Golden.Folder, name), TestContext.Current.CancellationToken);
        await Golden.Equal(name, await Transcript.Play(text, desk));
    }

    /// <summary>
    /// A code that the engine learns to raise comes into the county of every-exception.txt too. Those of back-payment,
    /// bp-…, have a county of their own: planted all in SampleBackPaymentTests, found all in SampleCountyTests.
    /// </summary>
    [Fact]
    public async Task Every_code_that_a_run_can_raise_is_in_the_list_that_was_read_or_in_a_case_of_its_own()
    {
        var stop = TestContext.Current.CancellationToken;
        var list = await File.ReadAllTextAsync(Path.Combine(Golden.Folder, "every-exception.txt"), stop);
        // What needs a longer story has a test of its own.
        var cases = string.Concat(
            await File.ReadAllTextAsync(InTests("Host.Tests/Runs/CaseTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/Runs/RosterCaseTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/Runs/LaterCaseTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/Runs/FuneralTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/AfterTheBank/ResultTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/AfterTheBank/OutsideTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/AfterTheBank/HandOverTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/AfterTheBank/ClosingTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/Runs/BalanceTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/Funds/FundTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/OneOff/OneOffCaseTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/Recoveries/ClaimTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/Runs/DeadlineTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Host.Tests/Intake/WorkbookIntakeTests.cs"), stop),
            await File.ReadAllTextAsync(InTests("Domain.Tests/Tables/ReceiverTables.cs"), stop),
            string.Concat(await Task.WhenAll(Directory.GetFiles(InTests("Host.Tests/Verification"), "*.cs")
                .Select(f => File.ReadAllTextAsync(f, stop)))));
        var named = Directory.GetFiles(Path.Combine(Golden.Root, "Jobs", "Payout"), "*.cs")
            .Concat(Directory.GetFiles(Path.Combine(Golden.Root, "Jobs", "Funds"), "*.cs"))
            .Concat(Directory.GetFiles(Path.Combine(Golden.Root, "Jobs", "Verification"), "*.cs"))
            .Concat(Directory.GetFiles(Path.Combine(Golden.Root, "Domain", "Verification"), "*.cs"))
            .Append(Path.Combine(Golden.Root, "Jobs", "Reports", "ExceptionReport.cs"))
            .Append(Path.Combine(Golden.Root, "Jobs", "Reports", "OutsideReport.cs"))
            .Append(Path.Combine(Golden.Root, "Jobs", "Closing", "ClosingCases.cs"))
            .SelectMany(f => Named().Matches(File.ReadAllText(f)))
            .Select(m => typeof(ExceptionCode).GetField(m.Groups[1].Value)?.GetValue(null))
            .OfType<ExceptionCode>().Select(c => c.Code)
            .Concat(Enum.GetValues<Block>().Where(b => b != Block.None).Select(b => b.Code())).Distinct();
        Assert.Equal("", string.Join(' ', named.Where(c =>
            !list.Contains($",{c},", StringComparison.Ordinal)
            && !cases.Contains(c, StringComparison.Ordinal))));
    }

    private static string InTests(string file) => Path.Combine(Golden.Root, "tests", file);

    [Fact]
    public void A_difference_is_told_by_its_lines()
    {
        var told = Golden.Difference("一\n二\n三\n四\n五\n六\n七\n八", "一\n二\n三\n四\n五\n陆\n七\n八");
        Assert.Equal("  四\n  五\n- 六\n+ 陆\n  七\n  八\n", told);
    }

    [GeneratedRegex(@"\bExceptionCode\.([A-Z]\w+)")]
    private static partial Regex Named();
}
