using Disbursement.Domain.Verification;
using Disbursement.Host.Demo;
using Disbursement.Jobs.Auditing;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Running;
using Disbursement.Samples.Stories;

namespace Disbursement.Host.Tests.Demo;

/// <summary>年度确认 2026 of the demo, from its opening to its close.</summary>
public sealed class DemoCampaignTests(PlayedDemo demo) : IClassFixture<PlayedDemo>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private CampaignStory Campaign => demo.Story.Campaign;

    [Fact]
    public async Task Interrupted_it_went_on_and_once_more_it_changes_nothing()
    {
        Assert.True(demo.WasInterrupted);
        var acts = await demo.Number("select count(*) from act");
        Assert.False(await demo.Play());
        Assert.Equal(acts, await demo.Number("select count(*) from act"));
    }

    [Fact]
    public async Task The_audit_proves_everything()
    {
        var someone = new Performer(null, "test", DemoCounty.CampaignClose, TimeProvider.System);
        var result = await new AuditJob(demo.Session.Source, demo.Session.Journal).Check(someone, null, Stop);
        Assert.True(result.Holds, result.Said);
    }

    [Fact]
    public async Task The_living_who_were_reported_dead_lost_nothing_in_the_end()
    {
        foreach (var number in new[] { Campaign.ReportedOnce, Campaign.ReportedTwice, demo.Story.WronglyDead })
        {
            Assert.Equal(demo.Story.Months.Count, await demo.Of(number, """
                select count(distinct benefit_month) from payment_line where person_id = $1 and fen > 0
                """));
            Assert.Equal(0, await Held(number, "2026-04"));
        }

        Assert.Equal(0, await demo.Of(Campaign.ReportedOnce, "select count(*) from held_amount where person_id = $1"));
    }

    [Fact]
    public async Task Of_two_sources_the_strong_one_held_February_and_two_who_met_him_at_home_ended_that()
    {
        Assert.Equal(1, await Held(Campaign.ReportedTwice, "2026-02"));
        // At least that: the rise of March is on top.
        Assert.Equal(1, await demo.Of(Campaign.ReportedTwice, """
            select count(*) from payment_line join payout_run using (run_id)
            where person_id = $1 and name = '2026-03' and benefit_month = '2026-02-01'
                and fen >= (select fen from held_amount h join payout_run r using (run_id)
                    where h.person_id = $1 and r.name = '2026-02')
            """));
    }

    [Fact]
    public async Task At_the_close_everybody_is_in_exactly_one_class_and_the_sum_is_the_population()
    {
        var figures = await Figures();
        Assert.Equal(0, await demo.Number("""
            select count(*) from campaign_person p full join campaign_class c using (year, person_id)
            where p.person_id is null or c.person_id is null
            """));
        Assert.Equal(figures.Overview.People, await demo.Number("select count(*) from campaign_class"));
        Assert.Equal(figures.Overview.People, figures.Classes.Sum(c => c.People));
        Assert.Equal(60, Campaign.Missed.Distinct(StringComparer.Ordinal).Count());
        foreach (var number in Campaign.Missed)
            Assert.NotEqual(VerificationClass.Confirmed, await Class(number));
        Assert.Equal(0, await demo.Number("""
            select count(*) from campaign_class where class in (12, 19)
            """));
    }

    [Fact]
    public async Task A_station_was_reopened_and_nobody_of_it_is_held_or_late_for_that()
    {
        var figures = await Figures();
        Assert.Equal([CampaignStory.FailedStation], figures.Failed);
        var questioned = figures.Classes.Single(c => c.Class == VerificationClass.Questioned).People;
        Assert.InRange(questioned, 10, 60);
        Assert.InRange(figures.Classes.Single(c => c.Class == VerificationClass.ConfirmedLate).People, 15, 25);
        Assert.True(await demo.Number("select count(*) from confirmation where proof = '重核照片'") > questioned);
        Assert.Equal(0, await demo.Number("""
            select count(*) from campaign_class c join held_amount h using (person_id) join payout_run r using (run_id)
            where c.class = 11 and h.reason = 22 and r.name = '2026-04-S1'
            """));
    }

    [Fact]
    public async Task Who_was_held_in_April_and_seen_since_was_paid_back_by_a_run_of_its_own()
    {
        var held = (await Figures()).Overdue;
        Assert.Equal((37, 15), (held.People, held.PaidBackPeople));
        Assert.Equal(held.PaidBackFen, await demo.Number("""
            select sum(fen)::bigint from payment_line join payout_run using (run_id)
            where name = '2026-04-S1' and state = 'sent'
            """));
    }

    [Fact]
    public async Task Of_three_stops_one_stands_one_ended_by_a_confirmation_and_one_lacked_its_notice()
    {
        Assert.Equal(VerificationClass.Stopped, await Class(Campaign.Stopped[0]));
        Assert.Equal(VerificationClass.ConfirmedLate, await Class(Campaign.Stopped[1]));
        Assert.Equal(VerificationClass.Notified, await Class(Campaign.Stopped[2]));
        // April was owed still: nobody of them has lost a month.
        foreach (var number in Campaign.Stopped)
            Assert.Equal(1, await demo.Of(number, """
                select count(distinct benefit_month) from payment_line
                where person_id = $1 and benefit_month = '2026-04-01' and fen > 0
                """));
    }

    [Fact]
    public async Task Who_nears_sixty_and_who_is_past_it_unpaid_are_on_the_list()
    {
        foreach (var (code, number) in new[]
        {
            ("turning-60", Campaign.Eligible.Soon), ("eligible-unpaid", Campaign.Eligible.Unpaid),
        })
            Assert.Equal(1, await demo.Number("""
                select count(*) from verification_case c
                join evidence e on c.key = 'E' || e.evidence_id || ':' || c.code
                where c.code = $1 and e.number = $2
                    and not exists (select from verification_case_end x where x.case_id = c.case_id)
                """, code, number));
    }

    private Task<long> Held(string number, string run) => demo.Of(number, $"""
        select count(*) from held_amount join payout_run using (run_id) where person_id = $1 and name = '{run}'
        """);

    private async Task<VerificationClass> Class(string number) => (VerificationClass)await demo.Of(
        number, "select class::bigint from campaign_class where year = 2026 and person_id = $1");

    private async Task<CampaignFigures> Figures() => (await new CampaignReport(demo.Session.Source).Of(
        DemoCounty.CampaignYear, DemoCounty.CampaignClose, Stop))!;
}
