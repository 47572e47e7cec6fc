namespace Disbursement.Model.Tests.Engines;

/// <summary>Folders for homes and files; kept when a test fails, so that the scenario can be played again.</summary>
static class Homes
{
    /// <summary>Where a report of the model's own tests goes; made only when there is one.</summary>
    public static string OfModel { get; } = Path.Combine(Path.GetTempPath(), "disburse-model");

    public static string Folder(string name) => Directory.CreateTempSubdirectory($"disburse-{name}-").FullName;

    public static void Delete(string folder) => Directory.Delete(folder, recursive: true);
}
