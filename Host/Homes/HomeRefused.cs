namespace Disbursement.Host.Homes;

/// <summary>A folder cannot serve as the home; the message tells the officer why and what to do.</summary>
public sealed class HomeRefused(string message, Exception? cause = null) : Exception(message, cause);
