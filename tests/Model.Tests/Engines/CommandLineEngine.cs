using System.Reflection;

namespace Disbursement.Model.Tests.Engines;

/// <summary>
/// The real program in this process, through <c>Disbursement.Host.CommandLine.Invoke(string[], TextWriter,
/// TextWriter)</c>. Found by name, so that the model's own tests stand without it.
/// </summary>
sealed class CommandLineEngine : IEngine
{
    private readonly MethodInfo invoke;
    private readonly string home;

    private CommandLineEngine(MethodInfo invoke, string home) => (this.invoke, this.home) = (invoke, home);

    /// <summary>Null while the program has no such entry point.</summary>
    public static CommandLineEngine? In(string home)
    {
        var entry = Type.GetType("Disbursement.Host.CommandLine, Disbursement.Host")?.GetMethod(
            "Invoke",
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static,
            [typeof(string[]), typeof(TextWriter), typeof(TextWriter)]);
        return entry is null ? null : new CommandLineEngine(entry, home);
    }

    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        // One county at a time: the home is the process's environment.
        Environment.SetEnvironmentVariable("DISBURSE_HOME", home);
        return await (Task<int>)invoke.Invoke(null, [arguments.ToArray(), output, error])!;
    }
}
