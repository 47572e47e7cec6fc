using System.Text.RegularExpressions;

namespace Disbursement.Tidy.Tests;

/// <summary>Domain decides and does nothing else: the same question always has the same answer.</summary>
public sealed partial class PureDomainTests
{
    private static IEnumerable<SourceText> Domain =>
        SourceTree.CSharp.Where(f => f.Path.StartsWith("Domain/", StringComparison.Ordinal));

    [Fact]
    public void Domain_rests_on_nothing() => Finding.None(
        SourceText.Read("Domain/Domain.csproj").WhereWritten(l => l.Contains("Reference", StringComparison.Ordinal)),
        "Domain references no project and no package: let Jobs read it and hand it over as a value.");

    [Fact]
    public void Domain_reads_no_file_no_network_no_clock() => Finding.None(
        Domain.SelectMany(f => f.Where(l => Outside().IsMatch(l))),
        "Take what is read as an argument; DateOnly and PayMonth are the only times here.");

    [Fact]
    public void Domain_counts_exactly() => Finding.None(
        Domain.SelectMany(f => f.Where(l => Inexact().IsMatch(l))),
        "Money is whole fen in long, years of service are decimal; a double or float loses fen.");

    [GeneratedRegex(@"\bSystem\.(?:IO|Net|Data)\b|\b(?:HttpClient|Npgsql\w*|DateTime|DateTimeOffset|TimeProvider"
        + @"|Stopwatch|Random)\b|\b(?:File|Directory|Path|Console|Environment|Process|Guid)\.\w")]
    private static partial Regex Outside();

    [GeneratedRegex(@"\b(?:double|float|Half)\b|\b\d+\.\d+(?![\dm])")]
    private static partial Regex Inexact();
}
