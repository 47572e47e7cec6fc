using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// Case numbers and identity numbers as lists name them, each with a small number of ours: whether we know the case or
/// the person does not matter, so files may come in any order.
/// </summary>
internal sealed class LedgerNumbers(Act act)
{
    private readonly NpgsqlConnection connection = act.Connection;
    private readonly Dictionary<string, int> lastCases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> lastPeople = new(StringComparer.Ordinal);

    /// <summary>By 案件号; those of the set before are not asked for again.</summary>
    public Task<Dictionary<string, int>> Cases(IEnumerable<string> numbers, CancellationToken stop) =>
        Find(lastCases, numbers, """
            insert into case_number (case_id, number, row_number, act)
            select nextval('case_number_serial'), n, place, $2 from unnest($1::text[]) with ordinality as u (n, place)
            where not exists (select from case_number c where c.number = n) order by place
            on conflict do nothing
            """, "select number, case_id from case_number where number = any($1)", stop);

    /// <summary>By 18 characters.</summary>
    public Task<Dictionary<string, int>> People(IEnumerable<string> numbers, CancellationToken stop) =>
        Find(lastPeople, numbers, """
            insert into insured_number (number_id, number, row_number, act)
            select nextval('insured_number_serial'), n, place, $2
            from unnest($1::text[]) with ordinality as u (n, place)
            where not exists (select from insured_number i where i.number = n) order by place
            on conflict do nothing
            """, "select number, number_id from insured_number where number = any($1)", stop);

    private async Task<Dictionary<string, int>> Find(
        Dictionary<string, int> last, IEnumerable<string> numbers, string add, string find, CancellationToken stop)
    {
        string[] wanted = [.. numbers.Distinct(StringComparer.Ordinal)];
        string[] unknown = [.. wanted.Where(n => !last.ContainsKey(n))];
        if (unknown.Length == 0) return last;
        await connection.Execute(add, stop, [unknown, act.Number]);
        var found = await connection.Rows(find, r => (r.GetString(0), r.GetInt32(1)), stop, [unknown]);
        foreach (var number in last.Keys.Except(wanted).ToList()) last.Remove(number);
        foreach (var (number, id) in found) last[number] = id;
        return last;
    }
}
