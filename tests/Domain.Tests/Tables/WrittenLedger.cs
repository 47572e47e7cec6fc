using System.Collections.Immutable;
using System.Globalization;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.People;
using Disbursement.Domain.Reconciliation;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>Cases of one person as a clerk writes them: born in 1972, a soldier from 1990-12 to 1993-12.</summary>
static class WrittenLedger
{
    public const long Base = 336_800;

    public static readonly DateOnly Today = new(2026, 4, 20);

    public static readonly DateOnly Decided = new(2026, 1, 26);

    public static readonly ContributionTable Contributions = new(
    [
        new("云溪县", Insurance.Pension, 540_000, 16_000, 8_000, new DateOnly(2025, 1, 1), "2025"),
        new("云溪县", Insurance.Pension, 561_333, 16_000, 8_000, new DateOnly(2026, 1, 1), "2026"),
        new("云溪县", Insurance.Medical, 561_333, 8_000, 2_000, new DateOnly(2026, 1, 1), "2026"),
    ]);

    public static readonly MonthlyAmounts Pension = new(Base, 53_888, 26_944);

    public static readonly MonthlyAmounts Medical = new(Base, 26_944, 6_736);

    public static MonthlyAmounts AmountsOf(Insurance insurance) => insurance == Insurance.Pension ? Pension : Medical;

    public static BackPaymentCase Case(string number, params Segment[] segments) => new(
        number.GetHashCode(StringComparison.Ordinal), number, "999001197203051218", "张三", "云溪县", "云溪县",
        new DateOnly(1990, 12, 10), new DateOnly(1993, 12, 1), Hardship.None, new DateOnly(2025, 11, 3),
        [.. segments]);

    public static Segment Months(
        Insurance insurance, string from, string to, Payer payer = Payer.Treasury,
        SegmentKind kind = SegmentKind.Interrupted) => new(
            insurance, kind, PayMonth.Parse(from), PayMonth.Parse(to), payer, null, null);

    public static ApprovedSpan Approved(Segment of, int help = 0) => new(
        of.Insurance, of.From, of.To, of.UnitPayer, AmountsOf(of.Insurance), help, Decided);

    public static PersonLedger Person(params CaseFile[] cases) => new() { Cases = [.. cases] };

    public static CaseDecision Decision(CaseStep step, Insurance? of = null) => new(
        new Place(1, 1), step, Decided, "文", "因", of, null, null, 0);

    /// <summary>What is found, a word each: code, payer where there is one, and the money.</summary>
    public static string Found(PersonLedger person, BackPaymentTerms? terms = null) => string.Join(' ',
        BackPaymentFindings.Of(ReconciledPerson.Of(person, terms ?? new BackPaymentTerms()), Contributions,
            terms ?? new BackPaymentTerms(), Today)
        .Select(f => $"{f.Code.Code}{f.Payer?.Label()}" + (f.Fen is { } fen ? $" {Money.Yuan(fen)}" : "")));

    /// <summary>"538.88+269.44" of a month; "–": none.</summary>
    public static TwoParts? Parts(string text)
    {
        if (text == "–") return null;
        var two = text.Split('+');
        return new TwoParts(Fen(two[0]), Fen(two[1]));
    }

    public static long Fen(string yuan) =>
        Money.TryFen(decimal.Parse(yuan, CultureInfo.InvariantCulture), out var fen)
            ? fen
            : throw new FormatException(yuan);

    /// <summary>"个人269.44 财政538.88": a receipt each.</summary>
    public static ImmutableArray<(Insurance, Receipt)> Receipts(
        string text, Insurance insurance, PayMonth from, PayMonth to) => text == "–"
            ? []
            : [.. text.Split(' ').Select((t, i) => (insurance, new Receipt(
                $"票{i + 1}", from, to, PayerWords.All.First(p => t.StartsWith(p.Label(), StringComparison.Ordinal)),
                Fen(t[2..]), new DateOnly(2026, 3, 5 + i))))];
}
