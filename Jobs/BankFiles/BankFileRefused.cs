namespace Disbursement.Jobs.BankFiles;

/// <summary>
/// A bank file, or what should go into one, is not right, and nothing of it may leave. The message is for the officer:
/// which file, which row, what is wrong, what to do; it names no person and no account.
/// </summary>
public sealed class BankFileRefused(string message, Exception? cause = null) : Exception(message, cause);
