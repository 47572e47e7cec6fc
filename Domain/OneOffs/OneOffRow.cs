using Disbursement.Domain.People;

namespace Disbursement.Domain.OneOffs;

/// <summary>What one person is to be paid once: a row of a one-off batch 一次性批次.</summary>
/// <param name="Place">Its place in the order of knowledge.</param>
/// <param name="Batch">The component that carries the batch's name.</param>
/// <param name="Purpose">用途: the matter that it is paid for; one for a batch.</param>
/// <param name="Fen">金额, more than nothing.</param>
/// <param name="Document">文号 of the scheme, or of an approval of its own.</param>
/// <param name="Account">Its own account; null: the person's.</param>
/// <param name="Payee">Who receives it instead; null: whoever receives for the person.</param>
/// <param name="StandardId">By which lines name it.</param>
/// <param name="Withdraws">The row that it takes back; null: it takes back none.</param>
public sealed record OneOffRow(
    Place Place, short Batch, string Purpose, long Fen, string? Document, Account? Account, Payee? Payee,
    int StandardId, int? Withdraws)
{
    /// <summary>Known and brought again: nothing about it is another.</summary>
    public bool SaysTheSame(OneOffRow other) =>
        Batch == other.Batch && Fen == other.Fen && Document == other.Document && Equals(Account, other.Account)
        && Payee?.Name == other.Payee?.Name && Payee?.IdNumber == other.Payee?.IdNumber
        && Payee?.Relation == other.Payee?.Relation;

    /// <summary>同一事项: the same purpose by the same paper. Two payments need two papers.</summary>
    public bool IsOfTheSameMatter(OneOffRow other) => Purpose == other.Purpose && Document == other.Document;
}
