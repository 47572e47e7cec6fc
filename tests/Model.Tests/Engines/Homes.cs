namespace Disbursement.Model.Tests.Engines;

/// <summary>Folders for homes and files; kept when a test fails, so that the scenario can be played again.</summary>
static class Homes
{
    public static string Folder(string name) => Directory.CreateTempSubdirectory($"disburse-{name}-").FullName;

    public static void Delete(string folder) => Directory.Delete(folder, recursive: true);
}
