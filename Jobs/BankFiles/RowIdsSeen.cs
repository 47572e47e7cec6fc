using Disbursement.Domain.Payouts;

namespace Disbursement.Jobs.BankFiles;

/// <summary>
/// The row ids met so far in all files of one transmission: each must be of this authority, run and attempt, and none
/// may come twice.
/// </summary>
/// <remarks>A bit per person in pages of 65,536, so a million rows take 128 KB and not a set of a million
/// strings.</remarks>
public sealed class RowIdsSeen(string authorityCode, int runSerial, int attempt)
{
    private const int PageBits = 16;
    private readonly Dictionary<int, ulong[]> pages = [];

    /// <summary>Null when the row id is right and new; else what is wrong with it, in Chinese.</summary>
    public string? Add(ReadOnlySpan<char> text)
    {
        if (!RowId.TryParse(text, out var id)) return $"行号“{text}”不是{RowId.Length}位数字或校验位不对";
        if (id.AuthorityCode != authorityCode || id.RunSerial != runSerial || id.Attempt != attempt)
            return $"行号“{text}”不是本单位本批次本次的";
        var page = id.PersonSerial >> PageBits;
        if (!pages.TryGetValue(page, out var bits)) pages[page] = bits = new ulong[1 << (PageBits - 6)];
        var place = id.PersonSerial & ((1 << PageBits) - 1);
        var bit = 1UL << (place & 63);
        if ((bits[place >> 6] & bit) != 0) return $"行号“{text}”重复";
        bits[place >> 6] |= bit;
        return null;
    }
}
