using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Papers;

/// <summary>Who recorded something, on what business date, by which act.</summary>
internal readonly record struct Recorded(string By, DateOnly On, long Act)
{
    public static Recorded Read(NpgsqlDataReader r, int at) => new(r.GetString(at), r.Date(at + 1), r.GetInt64(at + 2));
}

/// <summary>Whom an entry is about, and what this run sends the person; fen.</summary>
internal readonly record struct NewsPerson(string IdNumber, string Name, string? Region, long SentFen)
{
    public static NewsPerson Read(NpgsqlDataReader r) =>
        new(r.GetString(0), r.GetString(1), r.TextOrNull(2), r.GetInt64(3));
}

/// <summary>A change as it was recorded.</summary>
/// <param name="Takes">Of a 撤销: what it takes back.</param>
internal sealed record NewsChange(
    NewsPerson Person, ChangeType Type, short? Category, DateOnly? On, string? Document, string? Source, string? Reason,
    ChangeType? Takes, string Content, string? Account, string? OldAccount, Recorded Recorded);

/// <summary>An identity that was enrolled.</summary>
internal sealed record NewsEnrolment(
    NewsPerson Person, short Category, PayMonth? Start, DateOnly? ApprovedOn, string? Document, string Grade,
    Recorded Recorded, string? Account);

/// <summary>An amount assessed for a person; fen a month.</summary>
internal sealed record NewsAssessed(
    NewsPerson Person, short Category, short Component, long Fen, PayMonth From, PayMonth? To, string? Document,
    Recorded Recorded);

/// <summary>A block that somebody released, or whose release was taken back.</summary>
/// <param name="Subject">Of a run's own case: the file it is about.</param>
internal sealed record NewsDecision(
    string Code, string? Subject, string? IdNumber, string? Name, string Reason, string Document, PayMonth? Until,
    bool IsWithdrawn, long SentFen, Recorded Recorded);

/// <summary>
/// What became known of people between the run before and this one (rules §9), and of a partial run only about the
/// people whom it is for.
/// </summary>
internal static class NewsStore
{
    /// <summary>
    /// What the run sends the person v, by the key of the lines: added up for all, it would be joined row by row while
    /// the server has no statistics of a run.
    /// </summary>
    public const string SentTo = """
        cross join lateral (
            select sum(l.fen)::bigint as fen from payment_line l
            where l.run_id = $1 and l.person_id = v.person_id
                and l.benefit_month = any(array(select distinct benefit_month from payment_line where run_id = $1))
            offset 0) s
        """;

    private static readonly ChangeType[] OfAccounts = [ChangeType.AccountChange, ChangeType.PayeeChange];
    private static readonly ChangeType[] OfReleases = [ChangeType.HoldRelease];

    /// <summary>Everything but accounts, payees and releases, which have lists of their own.</summary>
    public static Task<List<NewsChange>> Changes(PaperRun of, CancellationToken stop) =>
        Changes(of, [], [.. OfAccounts, .. OfReleases], stop);

    public static Task<List<NewsChange>> Accounts(PaperRun of, CancellationToken stop) =>
        Changes(of, OfAccounts, [], stop);

    /// <summary>解除暂缓, and holds taken back.</summary>
    public static async Task<List<NewsChange>> Releases(PaperRun of, CancellationToken stop) =>
        [.. (await Changes(of, [.. OfReleases, ChangeType.Hold], [], stop)).Where(c => c.Type != ChangeType.Hold)];

    /// <summary>放行 and what was taken back: of a case the last, which is what is signed.</summary>
    public static Task<List<NewsDecision>> Decisions(PaperRun of, CancellationToken stop) => of.Connection.Rows($"""
        select d.code,
            '（' || case d.code
                when 'rate-suspicious' then (select b.subject from act b where b.number = d.subject::bigint)
                when 'duplicate-person' then '与' || o.name || '，尾号' || right(o.id_number, 4)
                else d.subject end || '）', v.id_number,
            v.name, d.reason, d.document, d.until_month, d.kind = 'withdraw-release', coalesce(s.fen, 0),
            d.decided_by, d.decided_on, d.act
        from (
            select distinct on (code, person_id, run_name, category, benefit_month, subject) * from case_decision
            where act > $2 and act <= $3 and kind in ('release', 'withdraw-release')
            order by code, person_id, run_name, category, benefit_month, subject, act desc) d
        left join person_version v on v.person_id = d.person_id and v.known_from <= $3 and v.known_to > $3
        left join person_version o on d.code = 'duplicate-person' and o.person_id = substr(d.subject, 2)::int
            and o.known_from <= $3 and o.known_to > $3
        {SentTo}
        where case when d.run_name is not null then d.run_name = $5
            else not $4 or exists (select from run_person p where p.run_id = $1 and p.person_id = d.person_id) end
        order by d.act
        """, r => new NewsDecision(
            r.GetString(0), r.TextOrNull(1), r.TextOrNull(2), r.TextOrNull(3), r.GetString(4), r.GetString(5),
            r.MonthOrNull(6), r.GetBoolean(7), r.GetInt64(8), Recorded.Read(r, 9)), stop, of.Run.Id, of.Since,
            of.Run.KnownThrough, of.Run.IsPartial, of.Run.Name);

    /// <summary>None of the first run: there everybody is new, and the register names them.</summary>
    public static Task<List<NewsEnrolment>> Enrolments(PaperRun of, CancellationToken stop) => of.Connection.Rows($"""
        select v.id_number, v.name, v.region, coalesce(s.fen, 0), e.category, e.start_month, e.approved_on,
            e.approval_document, e.level, e.nature, e.period, e.service_years, e.assessed_fen, e.nursing,
            coalesce(a.performed_by, a.system_user), a.business_date, a.number,
            concat_ws('，', e.bank, '账号' || e.account, '户名' || e.account_name, '银行户名' || e.name_at_bank,
                '收款人' || e.payee_name, '证件号' || e.payee_id, e.payee_relation)
        from enrolment e join act a on a.number = e.act
        join person_version v on v.person_id = e.person_id and v.known_from <= $3 and v.known_to > $3
        {SentTo}
        where $2 > 0 and e.act > $2 and e.act <= $3
            and (not $4 or exists (select from run_person p where p.run_id = $1 and p.person_id = e.person_id))
        order by e.act, e.row_number
        """, r => new NewsEnrolment(
            NewsPerson.Read(r), r.GetInt16(4), r.MonthOrNull(5), r.DateOrNull(6), r.TextOrNull(7),
            GradeWords.Of(r, 8), Recorded.Read(r, 14), r.TextOrNull(17)), stop, of.Run.Id, of.Since,
        of.Run.KnownThrough,
        of.Run.IsPartial);

    /// <summary>People enrolled by the first run's knowledge; 0 in later ones.</summary>
    public static Task<long> FirstPeople(PaperRun of, CancellationToken stop) => of.Connection.Scalar<long>("""
        select count(distinct person_id) from enrolment where $1 = 0 and act <= $2
        """, stop, of.Since, of.Run.KnownThrough);

    public static Task<List<NewsAssessed>> Assessed(PaperRun of, CancellationToken stop) => of.Connection.Rows($"""
        select v.id_number, v.name, v.region, coalesce(s.fen, 0), m.category, m.component, m.fen, m.from_month,
            m.to_month, m.document, coalesce(a.performed_by, a.system_user), a.business_date, a.number
        from assessed_amount m join act a on a.number = m.act
        join person_version v on v.person_id = m.person_id and v.known_from <= $3 and v.known_to > $3
        {SentTo}
        where m.act > $2 and m.act <= $3
            and (not $4 or exists (select from run_person p where p.run_id = $1 and p.person_id = m.person_id))
        order by m.act, m.row_number
        """, r => new NewsAssessed(
            NewsPerson.Read(r), r.GetInt16(4), r.GetInt16(5), r.GetInt64(6), r.Month(7), r.MonthOrNull(8),
            r.TextOrNull(9), Recorded.Read(r, 10)), stop, of.Run.Id, of.Since, of.Run.KnownThrough, of.Run.IsPartial);

    /// <param name="only">Changes of these types and what takes them back; none: of all.</param>
    private static Task<List<NewsChange>> Changes(
        PaperRun of, ChangeType[] only, ChangeType[] except, CancellationToken stop) => of.Connection.Rows($"""
            select v.id_number, v.name, v.region, coalesce(s.fen, 0), c.type, c.category, c.effective_on, c.document,
                c.source, nullif(concat_ws('；', c.reason, c.note), ''), w.type, w.effective_on, w.document,
                c.level, c.nature, c.period, c.service_years, c.assessed_fen, c.nursing, c.start_month,
                c.in_school_until, c.name, c.new_id_number, c.cause,
                concat_ws('，', c.bank, '账号' || c.account, '户名' || c.account_name,
                    '银行户名' || c.name_at_bank, '收款人' || c.payee_name, '证件号' || c.payee_id,
                    c.payee_relation),
                concat_ws('，', b.bank, '账号' || b.account, '户名' || b.account_name,
                    '银行户名' || b.name_at_bank, '收款人' || b.payee_name, '证件号' || b.payee_id,
                    b.payee_relation),
                coalesce(a.performed_by, a.system_user), a.business_date, a.number,
                concat_ws('，', '区划' || c.region, '电话' || c.phone,
                    case c.home_visit when true then '上门对象' when false then '不再是上门对象' end,
                    '复查日' || c.review_on)
            from change c join act a on a.number = c.act
            join person_version v on v.person_id = c.person_id and v.known_from <= $3 and v.known_to > $3
            left join person_version b on b.person_id = c.person_id and b.known_to = c.act
            left join change w on w.person_id = c.person_id and w.act = c.withdraws_act
                and w.row_number = c.withdraws_row
            {SentTo}
            where c.act > $2 and c.act <= $3
                and (not $4 or exists (select from run_person p where p.run_id = $1 and p.person_id = c.person_id))
                and (cardinality($5::smallint[]) = 0 or coalesce(w.type, c.type) = any($5))
                and coalesce(w.type, c.type) <> all($6::smallint[])
                and not (cardinality($5::smallint[]) = 0 and w.type is not distinct from $7)
            order by c.act, c.row_number
            """, Change, stop, of.Run.Id, of.Since, of.Run.KnownThrough, of.Run.IsPartial,
            only.Select(t => (short)t).ToArray(), except.Select(t => (short)t).ToArray(), (short)ChangeType.Hold);

    private static NewsChange Change(NpgsqlDataReader r) => new(
        NewsPerson.Read(r), (ChangeType)r.GetInt16(4), r.IsDBNull(5) ? null : r.GetInt16(5), r.DateOrNull(6),
        r.TextOrNull(7), r.TextOrNull(8), r.TextOrNull(9), r.IsDBNull(10) ? null : (ChangeType)r.GetInt16(10),
        Content(r), r.TextOrNull(24), r.TextOrNull(25), Recorded.Read(r, 26));

    /// <summary>What a change says beside its type.</summary>
    private static string Content(NpgsqlDataReader r)
    {
        var words = new List<string>();
        if (!r.IsDBNull(10))
        {
            var taken = ((ChangeType)r.GetInt16(10)).Label();
            words.Add($"撤销{r.DateOrNull(11):yyyy-MM-dd}的{taken} {r.TextOrNull(12)}".TrimEnd());
        }

        if (GradeWords.Of(r, 13) is { Length: > 0 } grade) words.Add(grade);
        if (r.MonthOrNull(19) is { } start) words.Add($"起发{start}");
        if (r.DateOrNull(20) is { } school) words.Add($"在校至{school:yyyy-MM-dd}");
        if (r.TextOrNull(21) is { } name && r.GetInt16(4) == (short)ChangeType.Correction) words.Add($"姓名{name}");
        if (r.TextOrNull(22) is { } number) words.Add($"身份证号{number}");
        if (r.TextOrNull(23) is { } cause) words.Add($"死因：{cause}");
        if (r.GetString(29) is { Length: > 0 } told) words.Add(told);
        if (words.Count == 0 && r.GetInt16(4) == (short)ChangeType.Correction) words.Add("补批准文号");
        return string.Join('，', words);
    }
}

/// <summary>Level, nature, period, years, assessed amount and nursing in one phrase.</summary>
internal static class GradeWords
{
    /// <param name="at">The column of the level; the others follow.</param>
    public static string Of(NpgsqlDataReader r, int at)
    {
        var words = new List<string>();
        if (r.GetInt16(at) is var level and > 0) words.Add($"{Domain.Exceptions.Spoken.Level(level)}级");
        if (r.GetInt16(at + 1) is var nature and > 0) words.Add(((Nature)nature).Label());
        if (r.GetInt16(at + 2) is var period and > 0) words.Add(((Period)period).Label());
        if (!r.IsDBNull(at + 3)) words.Add($"服役{r.GetDecimal(at + 3):0.##}年");
        if (r.LongOrNull(at + 4) is { } fen) words.Add($"核定{Money.Figures(fen)}元");
        if (r.GetInt16(at + 5) is var nursing and > 0) words.Add($"护理{((Nursing)nursing).Label()}");
        return string.Join('，', words);
    }
}
