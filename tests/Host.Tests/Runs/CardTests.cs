using System.Buffers.Binary;
using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Host.Tests.Export;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Host.Tests.Runs;

/// <summary>A home of before comes to the same cards by its migration as people folded today.</summary>
[Collection(OneHome.Name)]
public sealed class CardTests
{
    private const int Texts = 10;
    private const int TextsAt = 18;

    [Fact]
    public async Task The_migration_writes_the_cards_that_the_program_writes()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var county = new TinyCounty();
        await county.January();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), stop);
        await using var owner = NpgsqlDataSource.Create(session.OwnerConnection);
        await using var connection = await owner.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        // The table as it was: the folded bytes, the last of the card, in a column of their own.
        await connection.Execute("""
            create schema trial;
            set local search_path = trial;
            create table person_version as table disburse.person_version;
            alter table person_version add column folded bytea;
            """, stop);
        foreach (var (person, from, card) in await connection.Rows(
            "select person_id, known_from, card from person_version",
            r => (r.GetInt32(0), r.GetInt64(1), r.GetFieldValue<byte[]>(2)), stop))
        {
            await connection.Execute(
                "update person_version set folded = $3 where person_id = $1 and known_from = $2", stop, person, from,
                card[BehindTexts(card)..]);
        }

        await connection.Execute("alter table person_version drop column card", stop);
        using var sql = new StreamReader(typeof(Migrator).Assembly.GetManifestResourceStream(
            "Storage/Migrations/0008-cards/up.sql")!);
        await connection.Execute(await sql.ReadToEndAsync(stop), stop);
        var same = await connection.Scalar<long>("""
            select count(*) from person_version t
            join disburse.person_version v using (person_id, known_from) where t.card = v.card
            """, stop);
        Assert.Equal(12, same);
    }

    private static int BehindTexts(byte[] card)
    {
        var at = TextsAt;
        for (var i = 0; i < Texts; i++)
            at += sizeof(short) + Math.Max((short)0, BinaryPrimitives.ReadInt16BigEndian(card.AsSpan(at)));
        return at;
    }
}
