using Disbursement.Domain.People;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Intake;

/// <summary>Reads the facts of people, a set at a time.</summary>
internal static class PersonStore
{
    public const string EnrolmentColumns = """
        person_id, category, act, row_number, id_number, name, region, phone, level, nature, period, service_years,
        assessed_fen, start_month, approved_on, approval_document, nursing, bank, account, account_name, name_at_bank,
        payee_name, payee_id, payee_relation, in_school_until, relation
        """;

    public const string ChangeColumns = """
        person_id, act, row_number, type, category, effective_on, document, reason, withdraws_act, withdraws_row,
        new_id_number, name, region, phone, start_month, level, nature, period, service_years, assessed_fen, nursing,
        bank, account, account_name, name_at_bank, payee_name, payee_id, payee_relation, in_school_until,
        withdrawn_type, review_on, cause
        """;

    /// <summary>Person serials by identity number, old and new numbers alike, as long as their facts stand.</summary>
    public static async Task<Dictionary<string, int>> Serials(
        NpgsqlConnection connection, string[] idNumbers, CancellationToken stop)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (number, person) in await connection.Rows(
            "select id_number, person_id from person_number where id_number = any($1) and ended_act is null",
            r => (r.GetString(0), r.GetInt32(1)), stop, [idNumbers]))
            found.Add(number, person);
        return found;
    }

    /// <summary>Names as known now, by identity number.</summary>
    public static async Task<Dictionary<string, string>> Names(
        NpgsqlConnection connection, string[] idNumbers, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select n.id_number, v.name from person_number n
            join person_version v on v.person_id = n.person_id and v.known_to = 9223372036854775807
            where n.id_number = any($1) and n.ended_act is null
            """, r => (r.GetString(0), r.GetString(1)), stop, [idNumbers]);
        return found.ToDictionary(p => p.Item1, p => p.Item2, StringComparer.Ordinal);
    }

    /// <summary>Makes the numbers follow what the batch said: what ends first, because another may take it.</summary>
    public static async Task Renumber(
        NpgsqlConnection connection, long act, IReadOnlyList<KnownPerson> touched, CancellationToken stop)
    {
        var ended = new List<(string Number, int Person)>();
        var begun = new List<(string Number, int Person)>();
        foreach (var person in touched)
        {
            var (before, now) = (person.HistoryBefore.Numbers(), person.History.Numbers());
            ended.AddRange(before.Except(now).Select(n => (n, person.Id)));
            begun.AddRange(now.Except(before).Select(n => (n, person.Id)));
        }

        await connection.Execute("""
            update person_number n set ended_act = $3
            from unnest($1::text[], $2::int[]) as u (number, person)
            where n.id_number = u.number and n.person_id = u.person and n.ended_act is null
            """, stop, ended.Select(e => e.Number).ToArray(), ended.Select(e => e.Person).ToArray(), act);
        await connection.Execute("""
            insert into person_number (id_number, person_id, act)
            select n, p, $3 from unnest($1::text[], $2::int[]) as u (n, p)
            """, stop, begun.Select(b => b.Number).ToArray(), begun.Select(b => b.Person).ToArray(), act);
    }

    /// <summary>Everything known of the people named, three statements for all of them.</summary>
    public static async Task<Dictionary<int, PersonHistory>> Histories(
        NpgsqlConnection connection, int[] people, CancellationToken stop)
    {
        if (people.Length == 0) return [];
        var enrolments = await connection.Rows(
            $"select {EnrolmentColumns} from enrolment where person_id = any($1)", ReadEnrolment, stop, people);
        var changes = await connection.Rows(
            $"select {ChangeColumns} from change where person_id = any($1)", ReadChange, stop, people);
        var assessed = await connection.Rows("""
            select person_id, act, row_number, category, component, fen, from_month, to_month, standard_id, document
            from assessed_amount where person_id = any($1)
            """, ReadAssessed, stop, people);
        var changesOf = changes.ToLookup(c => c.Person, c => c.Change);
        var assessedOf = assessed.ToLookup(a => a.Person, a => a.Amount);
        return enrolments.GroupBy(e => e.Person).ToDictionary(g => g.Key, g => new PersonHistory(
            [.. g.Select(e => e.Enrolment)], [.. changesOf[g.Key]], [.. assessedOf[g.Key]]));
    }

    private static (int Person, Enrolment Enrolment) ReadEnrolment(NpgsqlDataReader r) => (r.GetInt32(0), new Enrolment
    {
        Category = r.GetInt16(1),
        Place = new Place(r.GetInt64(2), r.GetInt32(3)),
        Details = new PersonDetails(
            r.GetString(5), r.GetString(4), r.TextOrNull(6), r.TextOrNull(7), r.DateOrNull(24)?.ToString("yyyy-MM-dd")),
        Grade = GradeAt(r, 8),
        Start = r.MonthOrNull(13),
        ApprovedOn = r.DateOrNull(14),
        ApprovalDocument = r.TextOrNull(15),
        Nursing = (Nursing)r.GetInt16(16),
        Account = AccountAt(r, 17),
        Payee = PayeeAt(r, 21, document: null),
        Relation = r.TextOrNull(25),
    });

    private static (int Person, Change Change) ReadChange(NpgsqlDataReader r)
    {
        var document = r.TextOrNull(6);
        var type = (ChangeType)r.GetInt16(3);
        return (r.GetInt32(0), new Change
        {
            Place = new Place(r.GetInt64(1), r.GetInt32(2)),
            Type = type,
            Category = r.IsDBNull(4) ? null : r.GetInt16(4),
            On = r.DateOrNull(5) ?? default,
            Document = document,
            Reason = r.TextOrNull(7),
            Cause = type.SaysCause() ? r.TextOrNull(31) : null,
            ReviewOn = r.DateOrNull(30),
            WithdrawnType = r.IsDBNull(29) ? null : (ChangeType)r.GetInt16(29),
            Withdraws = r.IsDBNull(8) ? null : new Place(r.GetInt64(8), r.GetInt32(9)),
            Details = DetailsOf(
                r.TextOrNull(11), r.TextOrNull(10), r.TextOrNull(12), r.TextOrNull(13),
                r.DateOrNull(28)?.ToString("yyyy-MM-dd")),
            Start = r.MonthOrNull(14),
            Grade = GradeAt(r, 15),
            Nursing = (Nursing)r.GetInt16(20),
            Account = AccountAt(r, 21),
            Payee = PayeeAt(r, 25, document),
        });
    }

    private static (int Person, AssessedAmount Amount) ReadAssessed(NpgsqlDataReader r) => (r.GetInt32(0),
        new AssessedAmount(
            new Place(r.GetInt64(1), r.GetInt32(2)), r.GetInt16(3), r.GetInt16(4), r.GetInt64(5), r.Month(6),
            r.MonthOrNull(7), r.GetInt32(8), r.TextOrNull(9)));

    private static Grade GradeAt(NpgsqlDataReader r, int first) => new(
        (byte)r.GetInt16(first), (Nature)r.GetInt16(first + 1), (Period)r.GetInt16(first + 2),
        r.IsDBNull(first + 3) ? null : r.GetDecimal(first + 3), r.LongOrNull(first + 4));

    /// <summary>Null when nothing is said, so that a change read back equals the change as it was recorded.</summary>
    public static PersonDetails? DetailsOf(
        string? name, string? idNumber, string? region, string? phone, string? inSchoolUntil) =>
        (name ?? idNumber ?? region ?? phone ?? inSchoolUntil) is null
            ? null
            : new PersonDetails(name, idNumber, region, phone, inSchoolUntil);

    public static Account? AccountOf(string? bank, string? number, string? holderName, string? nameAtBank) =>
        (bank ?? number ?? holderName ?? nameAtBank) is null ? null : new Account(bank, number, holderName, nameAtBank);

    public static Payee? PayeeOf(string? name, string? idNumber, string? relation, string? document) =>
        name is null ? null : new Payee(name, idNumber, relation ?? "", document);

    private static Account? AccountAt(NpgsqlDataReader r, int first) => AccountOf(
        r.TextOrNull(first), r.TextOrNull(first + 1), r.TextOrNull(first + 2), r.TextOrNull(first + 3));

    private static Payee? PayeeAt(NpgsqlDataReader r, int first, string? document) =>
        PayeeOf(r.TextOrNull(first), r.TextOrNull(first + 1), r.TextOrNull(first + 2), document);
}
