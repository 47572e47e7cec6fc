namespace Disbursement.Model.Tests.Engines;

/// <summary>The program as the office sees it: its command line.</summary>
interface IEngine
{
    /// <summary>Runs one command in the engine's home. The exit code: 0, 1, 2 or 3 of contracts.md.</summary>
    Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error);
}
