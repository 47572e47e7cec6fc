using Disbursement.Domain.Policy;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Papers;

namespace Disbursement.Jobs.Verification;

/// <summary>进度表, and the report once the campaign is closed: the same numbers township by category by class.</summary>
internal static class ProgressPaper
{
    public static readonly Paper Paper = new("01", "年度确认进度和总结");

    public static void Write(PaperFiles files, VerificationHead head)
    {
        var of = head.Of;
        files.Facts([.. of.Facts]);
        files.Picture(ProgressChart.Draw(of));
        ByClass(files, of, "各乡镇归类（人）", c => c.TownshipName, "乡镇");
        ByClass(files, of, "各类别归类（人）", c => c.CategoryLabel, "优抚类别");
        ByCategory(files, of);
        files.Note("有着落：已确认、免确认、死亡、迁移、中止停发、暂缓、通知中、拟停发、失联等，人人有归类；已确认的比例另列。"
            + (of.Others > 0 ? $"另有{of.Others}人在发而不在名单里（名单冻结以后新批准、恢复或撤销误报的）。" : ""));
        files.Signatures(("经办", ""), ("复核", ""), ("审批", ""), ("日期", ""));
        files.Finish();
    }

    private static void ByClass(
        PaperFiles files, VerificationOverview of, string title, Func<ProgressCell, string> key, string heading)
    {
        VerificationClass[] classes = [.. VerificationClasses.All.Where(c => of.Cells.Any(x => x.Class == c))];
        files.Begin(new PaperTable(title,
        [
            Columns.Text(heading, 22), Columns.Count("应确认", 8),
            .. classes.Select(c => Columns.Count(c.Label(), 8)), Columns.Text("已确认", 8), Columns.Text("有着落", 8),
        ]));
        foreach (var group in of.Cells.GroupBy(key).OrderBy(g => g.First().Township, StringComparer.Ordinal)
            .ThenBy(g => heading == "乡镇" ? 0 : g.First().Category))
            files.Row(Row(group.Key, [.. group], classes));
        files.Total(Row("合计", of.Cells, classes));
    }

    private static Cell[] Row(string name, IReadOnlyCollection<ProgressCell> cells, VerificationClass[] classes)
    {
        var people = cells.Sum(c => c.People);
        return
        [
            name, Cell.Count(people),
            .. classes.Select(c => Cell.Count(cells.Where(x => x.Class == c).Sum(x => x.People))),
            ProgressSums.PercentOf(cells.Where(c => c.Class.IsConfirmed()).Sum(c => c.People), people),
            ProgressSums.PercentOf(cells.Where(c => c.Class.IsAccountedFor()).Sum(c => c.People), people),
        ];
    }

    /// <summary>Confirmed of all, township by category.</summary>
    private static void ByCategory(PaperFiles files, VerificationOverview of)
    {
        var categories = of.Cells.Select(c => c.Category).Distinct().Order().ToArray();
        files.Begin(new PaperTable("乡镇 × 类别：已确认 / 应确认",
            [
                Columns.Text("乡镇", 22), .. categories.Select(c => Columns.Text(Category.Of(c).Label, 12)),
                Columns.Text("合计", 10),
            ]));
        foreach (var township in of.Cells.GroupBy(c => c.TownshipName)
            .OrderBy(g => g.First().Township, StringComparer.Ordinal))
            files.Row(Parts(township.Key, township));
        files.Total(Parts("合计", of.Cells));

        Cell[] Parts(string name, IEnumerable<ProgressCell> cells) =>
            [name, .. categories.Select(c => (Cell)Part(cells.Where(x => x.Category == c))), Part(cells)];
    }

    private static string Part(IEnumerable<ProgressCell> cells)
    {
        var all = cells.ToArray();
        return all.Length == 0
            ? ""
            : $"{all.Where(c => c.Class.IsConfirmed()).Sum(c => c.People)}/{all.Sum(c => c.People)}";
    }
}
