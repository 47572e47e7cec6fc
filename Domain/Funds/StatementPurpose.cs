namespace Disbursement.Domain.Funds;

/// <summary>What a line of the paying account is for, where it belongs to no run.</summary>
public enum StatementPurpose
{
    /// <summary>拨入: money from the treasury for runs.</summary>
    Funding,

    /// <summary>利息</summary>
    Interest,

    /// <summary>手续费</summary>
    Fee,

    /// <summary>缴回 to the treasury.</summary>
    Remitted,

    /// <summary>其他, by a document.</summary>
    Other,
}

/// <summary>How purposes are written, and which the words of a line say.</summary>
public static class StatementPurposes
{
    private static readonly (string Code, string Label)[] Words =
        [("funding", "拨入"), ("interest", "利息"), ("fee", "手续费"), ("remitted", "缴回"), ("other", "其他")];

    public static string Code(this StatementPurpose purpose) => Words[(int)purpose].Code;

    public static string Label(this StatementPurpose purpose) => Words[(int)purpose].Label;

    /// <summary>By code or label; null where it is neither.</summary>
    public static StatementPurpose? Find(string text) =>
        Array.FindIndex(Words, w => w.Code == text || w.Label == text) is var place and >= 0
            ? (StatementPurpose)place
            : null;

    /// <summary>"拨入、利息、…".</summary>
    public static string Choice => string.Join('、', Words.Select(w => w.Label));

    /// <summary>Where the line says it plainly; null: a person says it.</summary>
    public static StatementPurpose? Of(bool isDebit, string? counterparty, string? summary)
    {
        if (Has(summary, "利息", "结息")) return isDebit ? null : StatementPurpose.Interest;
        if (Has(summary, "手续费", "工本费", "汇划费")) return isDebit ? StatementPurpose.Fee : null;
        if (!Has(counterparty, "国库", "财政")) return null;
        return isDebit ? StatementPurpose.Remitted : StatementPurpose.Funding;
    }

    private static bool Has(string? text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
            if (text?.Contains(word, StringComparison.Ordinal) == true) return true;
        return false;
    }
}
