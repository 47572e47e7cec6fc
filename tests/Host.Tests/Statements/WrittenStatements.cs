using System.Reflection;
using System.Text.RegularExpressions;
using Disbursement.Host.Tests.Transcripts;
using Disbursement.Jobs.Storage;

namespace Disbursement.Host.Tests.Statements;

/// <summary>One statement as the source has it, its holes filled with every text that can stand in them.</summary>
sealed record WrittenStatement(string Place, string Sql);

/// <summary>
/// The SQL of Jobs, found in the source: a string that begins with one of SQL's verbs. Holes are constants, or a choice
/// between two strings.
/// </summary>
static partial class WrittenStatements
{
    /// <summary>
    /// Migrations run whenever a home is opened, as the owner, several statements at a time; the copies carry
    /// statements that stand where they are called.
    /// </summary>
    private static readonly string[] OfOthers = ["Migrator.cs", "CopyReader.cs", "CopyWriter.cs"];

    private static readonly Type[] Types = typeof(Migrator).Assembly.GetTypes();

    private static readonly Type RunTables = Types.Single(t => t.Name == "RunTables");
    private static readonly object StoredTables = RunTables.GetField("Stored")!.GetValue(null)!;

    public static IReadOnlyList<WrittenStatement> All() =>
    [
        .. Directory.GetFiles(Path.Combine(Golden.Root, "Jobs"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !OfOthers.Contains(Path.GetFileName(f)))
            .Order(StringComparer.Ordinal).SelectMany(Of),
    ];

    private static IEnumerable<WrittenStatement> Of(string file)
    {
        var text = File.ReadAllText(file);
        foreach (Match match in Written().Matches(text))
        {
            var sql = match.Groups["raw"].Success ? match.Groups["raw"].Value : match.Groups["line"].Value;
            if (!Verb().IsMatch(sql)) continue;
            var line = text.AsSpan(0, match.Index).Count('\n') + 1;
            var place = $"{Path.GetRelativePath(Golden.Root, file)}:{line}";
            var filled = match.Value.StartsWith('$') ? Filled(sql, Path.GetFileName(file).Split('.')[0]) : [sql];
            foreach (var one in filled) yield return new WrittenStatement(place, one);
        }
    }

    private static IReadOnlyList<string> Filled(string sql, string type)
    {
        if (Hole().Match(sql) is not { Success: true } hole) return [sql];
        return
        [
            .. Texts(hole.Groups[1].Value, type)
                .SelectMany(t => Filled(sql[..hole.Index] + t + sql[(hole.Index + hole.Length)..], type)),
        ];
    }

    private static IEnumerable<string> Texts(string hole, string type)
    {
        if (Choice().Match(hole) is { Success: true } choice)
            return choice.Groups.Values.Skip(1).Where(g => g.Success).Select(g => g.Value);
        if (Tables().Match(hole) is { Success: true } table)
            return [(string)RunTables.GetProperty(table.Groups[1].Value)!.GetValue(StoredTables)!];
        // Numbers and days, in statements that take no parameters.
        if (Numbers().IsMatch(hole)) return ["0"];
        if (hole.EndsWith(":yyyy-MM-dd", StringComparison.Ordinal)) return ["2026-01-01"];
        if (hole == "wanted") return ["person_id between 1 and 2"];
        if (hole == "known") return ["known_from <= 0 and known_to > 0"];
        if (hole == "table") return ["payment_line"];
        var parts = hole.Split('.');
        var (of, name) = parts.Length == 2 ? (parts[0], parts[1]) : (type, hole);
        return Types.Where(t => t.Name == of)
            .Select(t => t.GetField(name, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .OfType<FieldInfo>().Select(f => (string)f.GetValue(null)!)
            // A hole that nobody can fill stays in sight, and the statement is found wrong.
            .DefaultIfEmpty($"<{hole}>").Take(1);
    }

    [GeneratedRegex("""""\$?(?:"""\r?\n(?<raw>.*?)\n\s*"""|"(?<line>[^"\n]*)")""""", RegexOptions.Singleline)]
    private static partial Regex Written();

    [GeneratedRegex(@"^\s*(?:select|insert|update|delete|with|copy|set|reset|create|truncate)\s")]
    private static partial Regex Verb();

    /// <summary>A run is written to the tables of the house or to those of a rehearsal, which are like them.</summary>
    [GeneratedRegex(@"^(?:frame\.Tables|tables)\.(\w+)$")]
    private static partial Regex Tables();

    [GeneratedRegex(
        @"^(?:(?:frame\.Run|run)\.(?:Id|KnownThrough)|string\.Join\(',', [\w.]+\)|run|first|last|InValue( - 1)?)$")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Hole();

    /// <summary>(condition ? "one" : "other"); the other may be put together from more.</summary>
    [GeneratedRegex("\\?\\s*\"([^\"]*)\"\\s*:\\s*(?:\"([^\"]*)\"\\)$)?")]
    private static partial Regex Choice();
}
