using System.Globalization;

namespace Disbursement.Samples.Counties;

/// <summary>
/// Other people's lists as long as the county, and a year of confirmations, streamed, for <c>./disburse bench</c>.
/// </summary>
/// <remarks>
/// The health insurance names everybody of ours; the other lists are strangers, but for one in some hundreds. Nine in
/// ten are confirmed, one in fifty of the others was told by a written notice.
/// </remarks>
public sealed class BenchFeeds(int people, DateOnly today)
{
    private readonly County county = new(people);

    /// <summary>Name of the list, its fact, and how many rows are one of ours.</summary>
    public static IReadOnlyList<(string Source, string Fact, int OursOneIn)> All { get; } =
    [
        ("医保", "就医", 1), ("火化", "死亡", 500), ("公安", "户籍注销", 400), ("服刑名册", "服刑", 2000),
        ("人社", "职工养老", 1000),
    ];

    /// <returns>Rows, header not counted.</returns>
    public int WriteFeed(TextWriter writer, int feed)
    {
        var (source, fact, oursOneIn) = All[feed];
        writer.WriteLine("来源,身份证号,姓名,事实,日期");
        for (var index = 0; index < people; index++)
        {
            var isOurs = index % oursOneIn == feed % oursOneIn;
            var person = county.Person(isOurs ? index : people + (feed * people) + index);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{source},{person.IdNumber},{person.Name},{fact},{today.AddDays(-(index % 28)):yyyy-MM-dd}"));
        }

        return people;
    }

    /// <returns>Rows, header not counted.</returns>
    public int WriteConfirmations(TextWriter writer)
    {
        var rows = 0;
        writer.WriteLine("身份证号,确认日期,方式,结果,经办站,经办人,见证人");
        for (var index = 0; index < people; index++)
        {
            if (index % 10 == 9) continue;
            var person = county.Person(index);
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{person.IdNumber},{today.AddDays(-(index % 28)):yyyy-MM-dd},{(index % 7 == 0 ? "入户" : "现场")},通过,"
                + $"{person.Township.Name}站,经办{index % 40},{(index % 7 == 0 ? "见证" : "")}"));
            rows++;
        }

        return rows;
    }

    /// <returns>Rows, header not counted.</returns>
    public int WriteNotices(TextWriter writer)
    {
        var rows = 0;
        writer.WriteLine("身份证号,通知日期,种类,方式,送达,经办人");
        for (var index = 9; index < people; index += 50)
        {
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{county.Person(index).IdNumber},{today.AddDays(-20):yyyy-MM-dd},催告,书面,"
                + $"{today.AddDays(-19):yyyy-MM-dd},站长"));
            rows++;
        }

        return rows;
    }
}
