using Disbursement.Host.Tests.Homes;

namespace Disbursement.Model.Tests.Engines;

/// <summary>Folders for homes and files; kept when a test fails, so that the scenario can be played again.</summary>
static class Homes
{
    /// <summary>Where a report of the model's own tests goes; made only when there is one.</summary>
    public static string OfModel { get; } = Path.Combine(PatternCluster.Lasting, "disburse-model");

    public static string Folder(string name) => Directory.CreateDirectory(
        Path.Combine(PatternCluster.Lasting, $"disburse-{name}-{Guid.NewGuid():N}")).FullName;

    /// <summary>With the database, which lies elsewhere when root owns the home.</summary>
    public static void Delete(string folder)
    {
        foreach (var note in Directory.GetFiles(folder, "database.txt", SearchOption.AllDirectories))
        {
            var data = File.ReadAllText(note).Split('：')[1].Trim();
            if (Directory.Exists(data)) Directory.Delete(data, recursive: true);
        }

        Directory.Delete(folder, recursive: true);
    }
}
