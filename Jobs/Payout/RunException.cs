using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;

namespace Disbursement.Jobs.Payout;

/// <summary>A row of the run's exception list, as stored: the blanks of its sentence and its money.</summary>
/// <param name="Fen">amount_yuan: what the case is about.</param>
/// <param name="HeldFen">held_yuan: what is kept back for it.</param>
/// <param name="Severity">Null: as every case of its code.</param>
internal sealed record RunException(
    ExceptionCode Code, int? Person, short? Category, PayMonth? Month, long? Fen, long? HeldFen,
    Dictionary<string, string> Arguments, Severity? Severity = null)
{
    /// <summary>What of the run it is about, where neither a person nor a category says it.</summary>
    public string? Subject { get; init; }

    public string Json()
    {
        ExceptionSentence.Require(Code, Arguments);
        return JsonSerializer.Serialize(Arguments);
    }
}
