using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// Whose number was corrected has several, old and new, and is one person: cases, postings and limits of all of them go
/// together. Few have several; everybody else's number is the person.
/// </summary>
internal sealed class PersonNumbers
{
    private readonly Dictionary<int, int[]> together;

    private PersonNumbers(Dictionary<int, int[]> together) => this.together = together;

    /// <summary>Numbers of people who have several.</summary>
    public int[] Several => [.. together.Keys.Order()];

    public static async Task<PersonNumbers> Read(NpgsqlConnection connection, CancellationToken stop) =>
        new((await connection.Rows("""
            select array_agg(i.number_id order by i.number_id)
            from (select distinct person_id from change where new_id_number is not null) p
            join person_number n on n.person_id = p.person_id and n.ended_act is null
            join insured_number i on i.number = n.id_number
            group by p.person_id having count(*) > 1
            """, r => r.GetFieldValue<int[]>(0), stop))
            .SelectMany(all => all.Select(one => (one, all))).ToDictionary(p => p.one, p => p.all));

    /// <summary>The one that stands for the person: the first that any list named.</summary>
    public int First(int number) => together.TryGetValue(number, out var all) ? all[0] : number;

    /// <summary>With all other numbers of the same people, in order.</summary>
    public int[] All(IEnumerable<int> some) =>
        [.. some.SelectMany(n => together.TryGetValue(n, out var all) ? all : [n]).Distinct().Order()];
}
