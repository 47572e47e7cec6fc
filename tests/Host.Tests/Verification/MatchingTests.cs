using Disbursement.Domain.Payouts;
using Disbursement.Domain.Verification;
using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;
using static Disbursement.Host.Tests.Verification.VerificationDesk;

namespace Disbursement.Host.Tests.Verification;

/// <summary>What the statements match by sets, Domain says of each pair alone.</summary>
[Collection(OneHome.Name)]
public sealed class MatchingTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sets_and_pairs_are_matched_alike()
    {
        await using var county = new TinyCounty();
        await county.January();
        (string Number, string Name)[] rows =
        [
            (ZhangJianguo, "张建国"), (ZhangJianguo, "张 建国"), (ZhangJianguo, "张建囯"), ("999001710305031", "张建国"),
            ("999001710305031", "李四"), ("999001197103050330", "张建国"), ("999001197103050330", "李四"),
            (LiXiuying, "李秀英"), (LiXiuying, "李 秀英"), (QianDayong, "钱大勇"), (QianDayong, "张建国"),
        ];
        // Each row of a list of its own: the same row twice is one.
        await county.Reported("2026-01-08", [.. rows.Select((r, i) => $"名单{i},{r.Number},{r.Name},死亡,2026-01-01")]);
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        var people = await connection.Rows("select person_id, id_number, name from person_version",
            r => (Id: r.GetInt32(0), Number: r.GetString(1), Name: r.GetString(2)), Stop);
        var expected = rows.SelectMany((r, i) => people
            .Select(p => (Row: $"名单{i}", p.Id, Kind: Evidence.Compare(r.Number, r.Name, p.Number, p.Name))))
            .Where(m => m.Kind is not null).Select(m => $"{m.Row} {m.Id} {m.Kind}");
        var found = await connection.Rows("""
            select e.source, m.person_id, m.kind from evidence_match m join evidence e using (evidence_id)
            """, r => $"{r.GetString(0)} {r.GetInt32(1)} {(MatchKind)r.GetInt16(2)}", Stop);
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_are_compared_by_the_database_as_by_the_rules()
    {
        await using var place = new Homes.TemporaryHome();
        await using var session = await Session.Open(place.Create(), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        string[] names =
        [
            "张建国", "张 建国", "张　建国", "买买提·艾力", "买买提.艾力", "买买提•艾力", "买买提‧艾力", "买买提・艾力", "买买提．艾力",
        ];
        foreach (var name in names)
            Assert.Equal(PersonName.Normalised(name),
                await connection.Scalar<string>("select plain_name($1)", Stop, name));
    }
}
