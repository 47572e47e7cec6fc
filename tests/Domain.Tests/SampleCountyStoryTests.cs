using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Samples.Counties;
using Disbursement.Samples.Stories;

namespace Disbursement.Domain.Tests;

public sealed class SampleCountyStoryTests
{
    private static readonly string[] WithoutDocument = ["信息变更", "暂缓", "解除暂缓"];
    private static readonly string[] OfOneIdentity = ["停发", "等级调整", "更正", "护理变更"];
    private static readonly Story Story = Story.Of();

    private static IEnumerable<(StoryMonth Month, ChangeRow Row)> Changes =>
        Story.Months.SelectMany(m => m.Changes.Select(row => (m, row)));

    [Fact]
    public void It_runs_from_August_to_April_and_the_rise_comes_in_March()
    {
        Assert.Equal(9, Story.Months.Count);
        Assert.Equal(new PayMonth(2025, 8), Story.Months[0].Month);
        Assert.Equal(new PayMonth(2026, 4), Story.Months[^1].Month);
        Assert.All(Story.Months, m => Assert.Equal(m.Month, PayMonth.Of(m.Today)));
        var rise = Assert.Single(Story.Months, m => m.Files.Any(f => f.Kind == "rates"));
        Assert.Equal(new DateOnly(2026, 3, 12), rise.Today);
        var rates = SampleCountyRates.Rows("rates-2025.csv");
        Assert.All(rates, r => Assert.Equal(("2025-08-01", "2026-03-12"), (r[7], r[8])));
        // No row for 81 in 2025: the one of 2024 stays in force.
        Assert.DoesNotContain(rates, r => r[0] == Category.Of("81").Label);
    }

    [Fact]
    public void Every_month_brings_twenty_to_sixty_changes()
    {
        Assert.All(Story.Months, m => Assert.InRange(m.Changes.Count, 20, 60));
        Assert.All(Story.Months, m => Assert.InRange(m.Newcomers.Count, 8, 20));
    }

    [Fact]
    public void Every_change_is_of_a_known_person_and_an_identity_he_has()
    {
        var identities = Story.County.Everybody().ToDictionary(p => p.IdNumber, Categories, StringComparer.Ordinal);
        foreach (var month in Story.Months)
        {
            foreach (var person in month.Newcomers)
            {
                Assert.True(IdentityNumber.IsValid(person.IdNumber));
                Assert.DoesNotContain("000", person.IdNumber[15..], StringComparison.Ordinal);
                identities.TryAdd(person.IdNumber, []);
                identities[person.IdNumber].UnionWith(Categories(person));
            }

            foreach (var row in month.Changes)
            {
                Assert.Contains(row.IdNumber, identities);
                if (row.Category is not null) Assert.Contains(row.Category, identities[row.IdNumber]);
            }
        }
    }

    [Fact]
    public void Nothing_is_dated_after_the_day_it_is_recorded() =>
        Assert.All(Changes, c => Assert.True(c.Row.EffectiveOn <= c.Month.Today, c.Row.ToString()));

    [Fact]
    public void Every_obligatory_cell_is_filled()
    {
        foreach (var (_, row) in Changes)
        {
            if (!WithoutDocument.Contains(row.Change)) Assert.False(string.IsNullOrEmpty(row.Document), row.ToString());
            if (OfOneIdentity.Contains(row.Change)) Assert.NotNull(row.Category);
            if (row.Change is "中止" or "恢复") Assert.StartsWith("省", row.Document, StringComparison.Ordinal);
            if (row.Change == "恢复") Assert.Contains(row.Reason, new[] { "刑满", "重新确认", "重新认定" });
            if (row.Change == "收款人变更")
            {
                Assert.NotNull(row.PayeeName);
                Assert.True(IdentityNumber.IsValid(row.PayeeId!));
                Assert.NotNull(row.PayeeRelation);
                Assert.Equal(row.PayeeName, row.AccountName);
            }

            if (row.NewIdNumber is not null) Assert.True(IdentityNumber.IsValid(row.NewIdNumber));
        }

        Assert.All(Story.Months.SelectMany(m => m.Newcomers), p => Assert.NotNull(p.First.ApprovedOn));
    }

    [Fact]
    public void Heirs_and_withdrawals_follow_what_they_speak_of()
    {
        var known = new List<ChangeRow>();
        foreach (var (_, row) in Changes)
        {
            if (row.PayeeRelation == "继承人") Assert.Contains(known, k => k.Change == "死亡" && k.IdNumber == row.IdNumber);
            if (row.Change == "撤销")
            {
                Assert.Single(known, k =>
                    k.IdNumber == row.IdNumber && k.Change == row.WithdrawnChange && k.Document == row.Document);
            }

            known.Add(row);
        }
    }

    [Fact]
    public void The_cases_of_the_trade_are_all_there()
    {
        string[] types =
        [
            "死亡", "账户变更", "收款人变更", "信息变更", "停发", "等级调整", "更正", "护理变更", "中止", "恢复", "迁出", "暂缓",
            "解除暂缓", "撤销", "丧葬申请",
        ];
        Assert.Empty(types.Except(Changes.Select(c => c.Row.Change), StringComparer.Ordinal));
        var late = Changes.Count(c => c.Row.Change == "死亡" && c.Month.Month - PayMonth.Of(c.Row.EffectiveOn) >= 2);
        Assert.InRange(late, 20, 70);
        var wrong = Changes.Where(c => c.Row.IdNumber == Story.WronglyDead).ToList();
        Assert.Equal(["2025-11", "2026-02"], wrong.Select(c => c.Month.Month.ToString()));
        Assert.Single(Changes, c => c.Row.InSchoolUntil is not null);
    }

    [Fact]
    public void A_document_names_one_change_of_a_person() =>
        Assert.DoesNotContain(
            Changes.Select(c => c.Row).Distinct().Where(r => r.Document is not null && r.Change != "撤销")
                .GroupBy(r => (r.IdNumber, r.Document)),
            g => g.Count() > 1);

    [Fact]
    public void It_is_told_the_same_twice()
    {
        var again = Story.Of();
        Assert.Equal(Story.Months.SelectMany(m => m.Changes), again.Months.SelectMany(m => m.Changes));
        var folder = Directory.CreateTempSubdirectory("story-").FullName;
        try
        {
            var path = Story.Months[7].Files[0].WriteInto(folder);
            Assert.StartsWith("优抚类别,残疾等级", File.ReadAllText(path), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_bench_county_changes_five_in_a_thousand_and_nobody_twice()
    {
        var bench = new Bench(20_000, new PayMonth(2025, 8));
        var touched = new HashSet<string>(StringComparer.Ordinal);
        for (var month = 0; month < 12; month++)
        {
            var rows = bench.Changes(month).ToList();
            Assert.Equal(100, rows.Count);
            Assert.All(rows, r => Assert.True(r.EffectiveOn <= bench.Today(month) && touched.Add(r.IdNumber)));
            Assert.Equal(40, bench.Newcomers(month).Count(p => touched.Add(p.IdNumber)));
        }
    }

    private static HashSet<string> Categories(RosterPerson person) =>
        person.Second is null
            ? [person.First.Category.Label]
            : [person.First.Category.Label, person.Second.Category.Label];
}
