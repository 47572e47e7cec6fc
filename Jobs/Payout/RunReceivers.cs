using Disbursement.Domain.Entitlements;
using Disbursement.Domain.People;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>
/// To whom a run sends where not the person's card but the batch says it: a stream in order of serials, beside that of
/// the people.
/// </summary>
internal sealed class RunReceivers : IAsyncDisposable
{
    private readonly NpgsqlCommand command;
    private readonly NpgsqlDataReader reader;
    private int person;

    private RunReceivers(NpgsqlCommand command, NpgsqlDataReader reader)
    {
        this.command = command;
        this.reader = reader;
        Next();
    }

    /// <returns>Null: everybody receives as the cards say.</returns>
    public static async Task<RunReceivers?> Open(
        NpgsqlConnection connection, PayoutRun run, int first, int last, CancellationToken stop)
    {
        if (run.Batch is null) return null;
        var command = connection.Statement("""
            select person_id, bank, account, account_name from run_receiver
            where run_id = $1 and person_id between $2 and $3 order by person_id
            """, run.Id, first, last);
        return new RunReceivers(command, await command.ExecuteReaderAsync(stop));
    }

    /// <summary>The texts of the bank row of a person who comes after those asked for before.</summary>
    /// <returns>Null: as the card says.</returns>
    public byte[]? Of(PersonCard card)
    {
        while (person < card.PersonId) Next();
        return person != card.PersonId ? null : PersonCard.ForBankRowOf(card.Person() with
        {
            Receiving = new Receiving(
                new Account(reader.TextOrNull(1), reader.GetString(2), reader.GetString(3), null), null, false, false,
                0),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await reader.DisposeAsync();
        await command.DisposeAsync();
    }

    private void Next() => person = reader.Read() ? reader.GetInt32(0) : int.MaxValue;
}
