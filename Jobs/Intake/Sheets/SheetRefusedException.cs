namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>
/// A whole file cannot be read as the kind it was given for. The message is for the officer who brought it.
/// </summary>
public sealed class SheetRefusedException(string message) : Exception(message);
