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
                update person_version v set known_to = $1
                from version_stage s
                where v.person_id = s.person_id and v.known_from < $1 and v.known_to > $1
                """, stop, act);
        }

        await connection.Execute("""
            insert into person_version select * from version_stage
            on conflict (person_id, known_from) do update set
                reach_month = least(person_version.reach_month, excluded.reach_month),
                id_number = excluded.id_number, name = excluded.name, region = excluded.region, phone = excluded.phone,
                receiver = excluded.receiver, account_known = excluded.account_known, bank = excluded.bank,
                account = excluded.account, account_name = excluded.account_name,
                name_at_bank = excluded.name_at_bank, payee_name = excluded.payee_name, folded = excluded.folded
            """, stop);
    }

    private static async Task Stage(
        NpgsqlConnection connection, long act, IReadOnlyList<KnownPerson> touched, CancellationToken stop)
    {
        await using var copy = await connection.BeginBinaryImportAsync("""
            copy version_stage (person_id, known_from, reach_month, id_number, name, region, phone, receiver,
                account_known, bank, account, account_name, name_at_bank, payee_name, folded) from stdin (format binary)
            """, stop);
        foreach (var person in touched)
        {
            var folded = person.Folded!;
            await copy.StartRowAsync(stop);
            await copy.WriteAsync(person.Id, NpgsqlDbType.Integer, stop);
            await copy.WriteAsync(act, NpgsqlDbType.Bigint, stop);
            await copy.Month(Folding.FirstDifference(person.Before, folded), stop);
            await copy.Text(folded.IdNumber, stop);
            await copy.Text(folded.Name, stop);
            await copy.Text(folded.Region, stop);
            await copy.Text(folded.Phone, stop);
            await copy.WriteAsync((short)Blocks.OfReceiver(folded), NpgsqlDbType.Smallint, stop);
            await copy.WriteAsync(folded.Receiving.AccountKnown, NpgsqlDbType.Bigint, stop);
            await copy.Text(folded.Receiving.Account?.Bank, stop);
            await copy.Text(folded.Receiving.Account?.Number, stop);
            await copy.Text(folded.HolderName, stop);
            await copy.Text(folded.Receiving.Account?.NameAtBank, stop);
            await copy.Text(folded.Receiving.Payee?.Name, stop);
            await copy.WriteAsync(FoldedBytes.Write(folded), NpgsqlDbType.Bytea, stop);
        }

        await copy.CompleteAsync(stop);
    }
}

/// <summary>Values of a binary COPY that may be absent.</summary>
internal static class CopyValues
{
    public static Task Text(this NpgsqlBinaryImporter copy, string? value, CancellationToken stop) =>
        value is null ? copy.WriteNullAsync(stop) : copy.WriteAsync(value, NpgsqlDbType.Text, stop);

    public static Task Day(this NpgsqlBinaryImporter copy, DateOnly? value, CancellationToken stop) =>
        value is null ? copy.WriteNullAsync(stop) : copy.WriteAsync(value.Value, NpgsqlDbType.Date, stop);

    public static Task Month(this NpgsqlBinaryImporter copy, PayMonth? value, CancellationToken stop) =>
        copy.Day(value?.FirstDay, stop);

    public static Task Small(this NpgsqlBinaryImporter copy, int value, CancellationToken stop) =>
        copy.WriteAsync((short)value, NpgsqlDbType.Smallint, stop);

    public static Task Fen(this NpgsqlBinaryImporter copy, long? value, CancellationToken stop) =>
        value is null ? copy.WriteNullAsync(stop) : copy.WriteAsync(value.Value, NpgsqlDbType.Bigint, stop);

    public static Task Number(this NpgsqlBinaryImporter copy, decimal? value, CancellationToken stop) =>
        value is null ? copy.WriteNullAsync(stop) : copy.WriteAsync(value.Value, NpgsqlDbType.Numeric, stop);

    public static Task Flag(this NpgsqlBinaryImporter copy, bool? value, CancellationToken stop) =>
        value is null ? copy.WriteNullAsync(stop) : copy.WriteAsync(value.Value, NpgsqlDbType.Boolean, stop);
}
