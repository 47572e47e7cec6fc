using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Disbursement.Jobs.Intake;

/// <summary>Keeps the folded people in step with the facts: the old version ends where the new one begins.</summary>
internal static class VersionStore
{
    /// <summary>To be called once per transaction, before the first write.</summary>
    public static Task Prepare(NpgsqlConnection connection, CancellationToken stop) => connection.Execute("""
        create temp table version_stage (like person_version including defaults) on commit drop
        """, stop);

    /// <summary>Writes the new versions of the people touched, known from the act on.</summary>
    public static async Task Write(
        NpgsqlConnection connection, long act, IReadOnlyList<KnownPerson> touched, CancellationToken stop)
    {
        if (touched.Count == 0) return;
        await connection.Execute("truncate version_stage", stop);
        await Stage(connection, act, touched, stop);
        if (touched.Any(p => !p.IsNew))
        {
            await connection.Execute("""
                update person_version set known_to = $1
                where person_id = any($2) and known_from < $1 and known_to > $1
                """, stop, act, touched.Where(p => !p.IsNew).Select(p => p.Id).ToArray());
        }

        await connection.Execute("""
            insert into person_version select * from version_stage
            on conflict (person_id, known_from) do update set
                reach_month = least(person_version.reach_month, excluded.reach_month),
                id_number = excluded.id_number, name = excluded.name, region = excluded.region, phone = excluded.phone,
                receiver = excluded.receiver, account_known = excluded.account_known, bank = excluded.bank,
                account = excluded.account, account_name = excluded.account_name,
                name_at_bank = excluded.name_at_bank, payee_name = excluded.payee_name, card = excluded.card,
                payee_id = excluded.payee_id, payee_relation = excluded.payee_relation
            """, stop);
    }

    private static async Task Stage(
        NpgsqlConnection connection, long act, IReadOnlyList<KnownPerson> touched, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy version_stage (person_id, known_from, reach_month, id_number, name, region, phone, receiver,
                account_known, bank, account, account_name, name_at_bank, payee_name, card, payee_id, payee_relation)
            from stdin (format binary)
            """, stop);
        foreach (var person in touched)
        {
            var folded = person.Folded!;
            copy.StartRow();
            copy.Write(person.Id, NpgsqlDbType.Integer);
            copy.Write(act, NpgsqlDbType.Bigint);
            copy.Month(Folding.FirstDifference(person.Before, folded));
            copy.Text(folded.IdNumber);
            copy.Text(folded.Name);
            copy.Text(folded.Region);
            copy.Text(folded.Phone);
            copy.Write((short)Blocks.OfReceiver(folded), NpgsqlDbType.Smallint);
            copy.Write(folded.Receiving.AccountKnown, NpgsqlDbType.Bigint);
            copy.Text(folded.Receiving.Account?.Bank);
            copy.Text(folded.Receiving.Account?.Number);
            copy.Text(folded.HolderName);
            copy.Text(folded.Receiving.Account?.NameAtBank);
            copy.Text(folded.Receiving.Payee?.Name);
            copy.Write(PersonCard.Write(person.Id, folded), NpgsqlDbType.Bytea);
            copy.Text(folded.Receiving.Payee?.IdNumber);
            copy.Text(folded.Receiving.Payee?.Relation);
        }

        await copy.CompleteAsync(stop);
    }
}

/// <summary>Values of a binary COPY that may be absent.</summary>
internal static class CopyValues
{
    public static void Text(this NpgsqlBinaryImporter copy, string? value)
    {
        if (value is null) copy.WriteNull();
        else copy.Write(value, NpgsqlDbType.Text);
    }

    public static void Day(this NpgsqlBinaryImporter copy, DateOnly? value)
    {
        if (value is null) copy.WriteNull();
        else copy.Write(value.Value, NpgsqlDbType.Date);
    }

    public static void Month(this NpgsqlBinaryImporter copy, PayMonth? value) =>
        copy.Day(value?.FirstDay);

    public static void Small(this NpgsqlBinaryImporter copy, int value) =>
        copy.Write((short)value, NpgsqlDbType.Smallint);

    public static void Fen(this NpgsqlBinaryImporter copy, long? value)
    {
        if (value is null) copy.WriteNull();
        else copy.Write(value.Value, NpgsqlDbType.Bigint);
    }

    public static void Number(this NpgsqlBinaryImporter copy, decimal? value)
    {
        if (value is null) copy.WriteNull();
        else copy.Write(value.Value, NpgsqlDbType.Numeric);
    }

    public static void Flag(this NpgsqlBinaryImporter copy, bool? value)
    {
        if (value is null) copy.WriteNull();
        else copy.Write(value.Value, NpgsqlDbType.Boolean);
    }
}
