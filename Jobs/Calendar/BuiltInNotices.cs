using System.Collections.Immutable;
using System.Globalization;
using Disbursement.Domain.Calendar;

namespace Disbursement.Jobs.Calendar;

/// <summary>The State Council's notices that ship with the program; later ones are imported.</summary>
public static class BuiltInNotices
{
    private const string Resource = "holidays-cn.csv";
    private const string Header = "date,name,kind,source";

    /// <summary>The rows as they stand in the file. A file that cannot be read is a broken build.</summary>
    public static ImmutableArray<HolidayNotice> Read()
    {
        using var stream = typeof(BuiltInNotices).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The program was built without {Resource}.");
        using var reader = new StreamReader(stream);
        if (reader.ReadLine() is not Header) throw new FormatException($"{Resource} does not begin with {Header}.");
        var notices = ImmutableArray.CreateBuilder<HolidayNotice>();
        while (reader.ReadLine() is { } line) notices.Add(Parse(line));
        return notices.ToImmutable();
    }

    private static HolidayNotice Parse(string line)
    {
        // The source comes last and is an address: whatever it holds, it is one column.
        var columns = line.Split(',', 4);
        if (columns.Length < 4) throw new FormatException($"{Resource}: '{line}' has not four columns.");
        var date = DateOnly.ParseExact(columns[0], "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return new(date, columns[1], Works(columns[2]), columns[3]);
    }

    private static bool Works(string kind) => kind switch
    {
        "work" => true,
        "off" => false,
        _ => throw new FormatException($"{Resource}: '{kind}' is neither off nor work."),
    };
}
