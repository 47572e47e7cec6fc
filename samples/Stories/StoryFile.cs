using System.Text;
using Disbursement.Domain;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>A file to import: <c>./disburse import Kind Name</c>.</summary>
/// <param name="Kind">The kind of contracts, Files in: roster, changes, rates …</param>
/// <param name="Name">The name the office gives it.</param>
/// <param name="Content">Writes the whole file; the same bytes each time.</param>
public sealed record StoryFile(string Kind, string Name, Action<TextWriter> Content)
{
    /// <summary>Writes the file into a folder, UTF-8 without a mark, LF, and says where.</summary>
    public string WriteInto(string folder)
    {
        var path = Path.Combine(folder, Name);
        using var writer = new StreamWriter(path, append: false, new UTF8Encoding(false), 65_536);
        Content(writer);
        return path;
    }

    /// <summary>A file shipped under samples/standards.</summary>
    public static StoryFile Standard(string kind, string name) => new(kind, name, writer => Copy(name, writer));

    private static void Copy(string name, TextWriter writer)
    {
        var stream = typeof(StoryFile).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException("Not one of the files under samples/standards.", name);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        writer.Write(reader.ReadToEnd());
    }
}

/// <summary>One pay month: on this day these files come in, in this order, then the run is opened.</summary>
/// <param name="Month">The run's month.</param>
/// <param name="Today">The business date on which files are imported and the run is worked out.</param>
/// <param name="Files">In the order of import, which is the order of knowledge.</param>
/// <param name="Newcomers">The people of the file 新增; one already known appears with the new identity alone.</param>
/// <param name="Changes">The rows of the file 变动.</param>
public sealed record StoryMonth(
    PayMonth Month,
    DateOnly Today,
    IReadOnlyList<StoryFile> Files,
    IReadOnlyList<RosterPerson> Newcomers,
    IReadOnlyList<ChangeRow> Changes);
