using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>Whose account a row failed on or came back from, and nothing has changed since.</summary>
/// <param name="Person">Who receives on it now; not always whose row it was.</param>
/// <param name="Reason">Ours.</param>
/// <param name="Act">When the result became known.</param>
/// <param name="RowFen">What came back.</param>
internal sealed record ReturnedAccount(
    int Person, string Account, BankReason Reason, string Bank, string Run, long RowFen, DateOnly On, long Act,
    bool IsOwn)
{
    public Block Block => Reason.Kind == BankReasonKind.Death ? Block.DeathReported : Block.AccountDead;

    /// <param name="since">The last act of the run before: what became known after it is told as what happened.</param>
    public (string, string)[] Blanks(IReadOnlyCollection<HeldAmount> held, long since)
    {
        var money = Money.Spoken(held.Sum(h => h.Fen));
        if (Block == Block.DeathReported)
        {
            return
            [
                ("来源", $"{Bank}回盘"), ("日期", Spoken.Date(On)), ("月份", Spoken.Months(held.Select(h => h.Month))),
                ("金额", money),
            ];
        }

        var tail = Account.Length > 4 ? Account[^4..] : Account;
        return IsOwn && Act > since
            ? [("批次", Run), ("金额", Money.Spoken(RowFen)), ("银行", Bank), ("原因", Reason.Words), ("退回日期", Spoken.Date(On))]
            : [("账户尾号", tail), ("原因", Reason.Words), ("金额", money)];
    }
}

/// <summary>
/// 原账户: an account from which money came back takes nothing until it is another, or two people confirmed it with the
/// bank's paper (rules §4, account and payee). The same where the bank says that the person died.
/// </summary>
internal static class ReturnedAccounts
{
    private const string Columns = """
        v.person_id, r.account, r.reason, r.bank, p.name, r.row_fen, a.business_date, r.act,
            v.person_id = r.person_id, v.card
        """;

    /// <summary>The latest of its row, and nobody has said since that the account takes money after all.</summary>
    private const string Standing = """
        r.outcome in (2, 3) and r.act <= $1
            and not exists (select from row_result later where later.run_id = r.run_id
                and later.person_id = r.person_id and later.act > r.act and later.act <= $1)
            and not exists (select from bank_word c where c.account = r.account
                and c.confirms is not null and c.act > r.act and c.act <= $1)
        order by v.person_id, r.act
        """;

    /// <param name="people">Null: everybody.</param>
    public static async Task<IReadOnlyList<ReturnedAccount>> Read(
        NpgsqlConnection connection, long known, int[]? people, CancellationToken stop)
    {
        var found = new List<ReturnedAccount>();
        foreach (var (of, card) in people is null
            ? await connection.Rows($"""
                select {Columns}
                from row_result r
                join payout_run p on p.run_id = r.run_id
                join act a on a.number = r.act
                cross join lateral (
                    select person_id, card from person_version
                    where account = r.account and known_from <= $1 and known_to > $1 offset 0) v
                where {Standing}
                """, Read, stop, known)
            : await connection.Rows($"""
                select {Columns}
                from person_version v
                join row_result r on r.account = v.account
                join payout_run p on p.run_id = r.run_id
                join act a on a.number = r.act
                where v.person_id = any($2) and v.known_from <= $1 and v.known_to > $1 and {Standing}
                """, Read, stop, known, people))
        {
            // Of whom it is known that he died, only an heir receives: the bank says nothing new.
            if (of.Block == Block.DeathReported && (!of.IsOwn || Died(card))) continue;
            found.Add(of);
        }

        return found;
    }

    /// <summary>Of some accounts, those from which money came back, with what came back last.</summary>
    public static async Task<Dictionary<string, ReturnedAccount>> Among(
        NpgsqlConnection connection, long known, string[] accounts, CancellationToken stop)
    {
        if (accounts.Length == 0) return [];
        return (await connection.Rows("""
            select distinct on (r.account) r.person_id, r.account, r.reason, r.bank, p.name, r.row_fen,
                a.business_date, r.act
            from (
                select distinct on (run_id, person_id) * from row_result where act <= $1
                order by run_id, person_id, act desc) r
            join payout_run p on p.run_id = r.run_id
            join act a on a.number = r.act
            where r.outcome in (2, 3) and r.account = any($2)
                and not exists (select from bank_word c where c.account = r.account
                    and c.confirms is not null and c.act > r.act and c.act <= $1)
            order by r.account, r.act desc
            """, r => new ReturnedAccount(
                r.GetInt32(0), r.GetString(1), BankReason.Find(r.GetString(2)) ?? BankReason.Other, r.GetString(3),
                r.GetString(4), r.GetInt64(5), r.Date(6), r.GetInt64(7), false), stop, known, accounts))
            .ToDictionary(r => r.Account, StringComparer.Ordinal);
    }

    private static (ReturnedAccount Of, byte[] Card) Read(NpgsqlDataReader r) => (
        new ReturnedAccount(
            r.GetInt32(0), r.GetString(1), BankReason.Find(r.GetString(2)) ?? BankReason.Other, r.GetString(3),
            r.GetString(4), r.GetInt64(5), r.Date(6), r.GetInt64(7), r.GetBoolean(8)),
        r.GetFieldValue<byte[]>(9));

    private static bool Died(byte[] card)
    {
        ReadOnlySpan<byte> cards = card;
        return PersonCard.Take(ref cards).Person().DiedOn is not null;
    }
}
