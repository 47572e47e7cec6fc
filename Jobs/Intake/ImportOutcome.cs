namespace Disbursement.Jobs.Intake;

/// <summary>What became of a file.</summary>
/// <param name="Act">The knowledge number; null when nothing changed.</param>
/// <param name="Accepted">Rows that are new facts.</param>
/// <param name="Known">Rows that said what was known already.</param>
/// <param name="Rejected">Rows sent back.</param>
/// <param name="RejectedFile">Where they are, with line, column and reason.</param>
/// <param name="Notices">What the officer should know though nothing is wrong.</param>
public sealed record ImportOutcome(
    string Kind, string File, long? Act, int Accepted, int Known, int Rejected, string? RejectedFile,
    IReadOnlyList<string> Notices, string? AlreadyImported = null)
{
    /// <summary>The sheet of a workbook of several; null where the file is one sheet.</summary>
    public string? Worksheet { get; init; }
}
