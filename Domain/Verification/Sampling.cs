using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Disbursement.Domain.Verification;

/// <summary>A confirmed person who may be drawn.</summary>
/// <param name="IsDouble">Confirmed from afar, or 90 and older: twice as likely.</param>
public readonly record struct Candidate(int Person, string IdNumber, bool IsDouble);

/// <summary>
/// 抽查: which of a station's confirmations are looked at again (rules §7). Whoever knows the seed draws the same: the
/// order is that of SHA-256 over seed, year and identity number, and nothing else.
/// </summary>
public static class Sampling
{
    /// <summary>At least so many of each station, or all where it has fewer.</summary>
    public const int LeastOfStation = 3;

    /// <summary>Age from which twice as many are drawn.</summary>
    public const int OldAge = 90;

    /// <param name="percent">Of the confirmations; twice that of <see cref="Candidate.IsDouble"/>.</param>
    public static IReadOnlyList<Candidate> Draw(
        string seed, int year, int percent, IReadOnlyCollection<Candidate> station)
    {
        var ordered = station.OrderBy(c => Lot(seed, year, c), StringComparer.Ordinal).ToList();
        var drawn = Of(ordered, isDouble: true, 2 * percent).Concat(Of(ordered, isDouble: false, percent)).ToHashSet();
        foreach (var candidate in ordered)
        {
            if (drawn.Count >= Math.Min(LeastOfStation, ordered.Count)) break;
            drawn.Add(candidate);
        }

        return [.. ordered.Where(drawn.Contains)];
    }

    private static IEnumerable<Candidate> Of(List<Candidate> ordered, bool isDouble, int percent)
    {
        var of = ordered.Where(c => c.IsDouble == isDouble).ToList();
        return of.Take(((of.Count * Math.Min(100, percent)) + 99) / 100);
    }

    private static string Lot(string seed, int year, Candidate candidate) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seed}|{year}|{candidate.IdNumber}"))));
}
