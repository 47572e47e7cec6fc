using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Recoveries;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Reports;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Recoveries;

/// <summary>追缴台账: every open claim by person and month, as it is now.</summary>
public sealed class RecoveryReport(NpgsqlDataSource source)
{
    private const string Header = "id_number,name,township,benefit_month,amount_yuan,decided_yuan,recovered_yuan,"
        + "waived_yuan,remaining_yuan,days_open,methods";

    /// <returns>How many there are.</returns>
    public async Task<long> Write(TextWriter output, DateOnly today, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var known = await connection.Scalar<long>("select number from knowledge", stop);
        var claims = (await ClaimsNow.Of(connection, known, null, stop))
            .Concat(await ClaimsNow.OfBatches(connection, known, null, stop)).Where(c => c.OpenFen > 0).ToList();
        int[] people = [.. claims.Select(c => c.Person).Distinct()];
        var names = (await connection.Rows("""
            select person_id, id_number, name, region from person_version
            where person_id = any($1) and known_to = 9223372036854775807
            """, r => (Person: r.GetInt32(0), IdNumber: r.GetString(1), Name: r.GetString(2), Region: r.TextOrNull(3)),
            stop, people)).ToDictionary(p => p.Person);
        var last = (await PayoutStore.All(connection, stop))
            .LastOrDefault(r => !r.IsPartial && r.State != RunState.Cancelled);
        var since = await RecoveryAge.Since(connection, last?.Id, people, stop);
        output.WriteLine(Header);
        foreach (var claim in claims.OrderBy(c => names[c.Person].IdNumber, StringComparer.Ordinal)
            .ThenBy(c => c.Month))
        {
            var person = names[claim.Person];
            output.WriteLine(string.Join(',',
                person.IdNumber, CsvText.Quoted(person.Name), person.Region, claim.Month,
                Money.Yuan(claim.Fen + claim.RecoveredFen), Money.Yuan(claim.DecidedFen),
                Money.Yuan(claim.RecoveredFen), Money.Yuan(claim.WaivedFen), Money.Yuan(claim.OpenFen),
                since.TryGetValue((claim.Person, claim.Month), out var day) ? today.DayNumber - day.DayNumber : 0,
                CsvText.Quoted(Methods(claim))));
        }

        return claims.Count;
    }

    private static string Methods(ClaimNow claim) => claim.Batch is { } batch
        ? $"{batch}：退款"
        : string.Join('、', claim.Known.Decisions.Where(d => d.Month == claim.Month)
            .Select(d => d.Method.Label()).Distinct());
}
