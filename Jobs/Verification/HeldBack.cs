using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Verification;

/// <summary>What verification and other people's lists keep back of one person.</summary>
internal sealed record HeldBack(int Person, Finding Finding)
{
    public Block Block => Blocks.Find(Finding.Code.Code);

    /// <summary>Why, in the words of the exception list.</summary>
    public string Words => ExceptionSentence.Render(Finding.Code, Finding.Blanks);

    public Bar Bar => new(Finding.Category, Finding.From, Domain.PayMonth.Max, Block);
}

/// <summary>
/// 拦付 by verification: statements find the few whom it can concern, Domain decides. It is worked out from what is known
/// at an act, so a run of the past finds the same again, and ends by its own event: seen, confirmed, decided.
/// </summary>
internal static class HeldBackReading
{
    private const int AtATime = 5000;

    /// <param name="on">The day on which the run was opened.</param>
    /// <param name="people">Null: everybody.</param>
    public static async Task<List<HeldBack>> Of(
        NpgsqlConnection connection, long known, DateOnly on, int[]? people, CancellationToken stop)
    {
        var firstOpened = await CampaignStore.FirstOpened(connection, known, stop);
        var reading = new VerificationReading(
            connection, known, await ParameterStore.Evidence(connection, known, on, stop));
        var found = new List<HeldBack>();
        foreach (var some in (await Doubtful(connection, known, people, stop)).Chunk(AtATime))
            foreach (var (id, file) in await reading.Files(PeopleScope.Of(some), null, stop))
                found.AddRange(EvidenceFindings.Of(file, firstOpened, on).Where(f => f.Holds)
                    .Select(f => new HeldBack(id, f)));
        foreach (var campaign in (await CampaignStore.All(connection, known, stop)).Select(c => c.Campaign)
            .Where(c => c.Deadline < on))
        {
            var frame = await CampaignStore.Frame(connection, campaign, known, stop);
            foreach (var some in (await Unconfirmed(connection, campaign, known, people, stop)).Chunk(AtATime))
                foreach (var (id, file) in await reading.Files(PeopleScope.Of(some), campaign.Year, stop))
                    found.AddRange(CampaignFindings.Overdue(frame, file, Standing.Of(frame, file, on))
                        .Select(f => new HeldBack(id, f)));
        }

        // Held for an earlier year already: once is enough.
        return [.. found.DistinctBy(h => (h.Person, h.Finding.Code, h.Finding.Category))];
    }

    /// <summary>Of whom somebody said that he is dead, serves, or is another; and who is recorded as dead.</summary>
    private static async Task<int[]> Doubtful(
        NpgsqlConnection connection, long known, int[]? people, CancellationToken stop) =>
    [
        .. await connection.Rows("""
            select person_id from (
                select person_id from evidence_match where bearing in (1, 2, 3) and act <= $1
                union
                select person_id from confirmation where result between 3 and 8 and act <= $1
                union
                -- Who is recorded as dead, or was, and whom somebody confirmed; and whoever is not dead after all.
                select d.person_id from change d where d.type = 1 and d.act <= $1 and (
                    exists (select from confirmation c where c.person_id = d.person_id and c.act <= $1)
                    or exists (select from change w where w.person_id = d.person_id and w.withdraws_act = d.act
                        and w.withdraws_row = d.row_number and w.act <= $1
                        and w.act > (select min(act) from campaign))
                    or exists (select from evidence_match m where m.person_id = d.person_id and m.bearing = 6))) as of
            where $2::int[] is null or person_id = any($2)
            order by person_id
            """, r => r.GetInt32(0), stop, known, people),
    ];

    /// <summary>
    /// Who was told or called on for the year and never confirmed since: however many campaigns there were, few.
    /// </summary>
    private static async Task<int[]> Unconfirmed(
        NpgsqlConnection connection, Campaign campaign, long known, int[]? people, CancellationToken stop) =>
    [
        .. await connection.Rows("""
            select person_id from (
                select person_id from notice where act <= $1 and notified_on >= $3 and delivered_on is not null
                union
                select person_id from confirmation where result between 3 and 8 and act <= $1 and confirmed_on >= $3
                    and method = 2) as told
            where ($2::int[] is null or person_id = any($2)) and not exists (
                select from confirmation c
                where c.person_id = told.person_id and c.result in (1, 2) and c.confirmed_on >= $3 and c.act <= $1
                    and c.withdraws_act is null and not exists (
                        select from confirmation w where w.person_id = c.person_id and w.withdraws_act = c.act
                            and w.withdraws_row = c.row_number and w.act <= $1))
            order by person_id
            """, r => r.GetInt32(0), stop, known, people, new DateOnly(campaign.Year, 1, 1)),
    ];
}
