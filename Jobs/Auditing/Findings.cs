using Disbursement.Domain;
using Disbursement.Domain.People;

namespace Disbursement.Jobs.Auditing;

/// <summary>Something stored is not what it has to be.</summary>
/// <param name="Proof">What was being proved.</param>
/// <param name="Where">The row: a chain and position, an act, a file, a run.</param>
/// <param name="Expected">What it has to be, worked out again.</param>
/// <param name="Found">What is stored.</param>
/// <param name="Run">The run, where it is of one.</param>
/// <param name="Person">尾号 of the identity number, where it is of one.</param>
/// <param name="Month">The benefit month, where it is of one.</param>
public sealed record Break(
    string Proof, string Where, string Expected, string Found, string? Run = null, string? Person = null,
    string? Month = null)
{
    public string Said => $"{Proof}：" + (Run is null ? "" : $"{Run} ") + (Person is null ? "" : $"尾号{Person}的人 ")
        + (Month is null ? "" : $"{Month} ") + $"{Where}：应为{Expected}，存的是{Found}";
}

/// <summary>What was proved: how many, and what they come to in fen where they are money.</summary>
public sealed record Proved(string Proof, long Count, long? Fen, string? Note = null)
{
    public string Said => $"{Proof}：{Count}" + (Fen is { } fen ? $"，{Money.Spoken(fen)}" : "")
        + (Note is null ? "" : $"（{Note}）");
}

/// <summary>What the proofs found. Of breaks only the first are kept whole: memory does not grow with them.</summary>
internal sealed class Findings
{
    private const int MostKept = 200;

    private readonly List<Break> breaks = [];

    public IReadOnlyList<Break> Breaks => breaks;

    public long BreakCount { get; private set; }

    public List<Proved> Proved { get; } = [];

    public void Add(Break found)
    {
        BreakCount++;
        if (breaks.Count < MostKept) breaks.Add(found);
    }

    /// <summary>Adds a break unless both are the same.</summary>
    public void Compare(Break of)
    {
        if (of.Expected != of.Found) Add(of);
    }

    public static string Tail(string idNumber) => IdentityNumber.Tail(idNumber);
}
