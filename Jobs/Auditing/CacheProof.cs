using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Auditing;

/// <summary>
/// 人员: every kept folding of a person, now and at any act, is what the facts known then give; and the numbers that find
/// a person are those that the facts name. Facts are the truth, the rest can be thrown away.
/// </summary>
internal sealed class CacheProof : IProof
{
    private const int SetSize = 4000;
    private const long ForEver = long.MaxValue;

    public string Name => "人员缓存";

    public async Task Prove(AuditGround ground, Findings findings, CancellationToken stop)
    {
        var last = await RunShards.Last(ground.Connection, ForEver, stop);
        // What the upgrade of the database itself decided is known from then on; earlier versions stay as they were.
        var rules = await ground.Connection.Scalar<long>(
            "select coalesce(max(number), 0) from act where kind = 'rules'", stop);
        var (people, versions) = (0L, 0L);
        for (var first = 1; first <= last; first += SetSize)
        {
            var histories = await Histories(ground.Connection, first, first + SetSize - 1, stop);
            people += histories.Count;
            versions += await Versions(ground.Connection, first, histories, rules, findings, stop);
            await Numbers(ground.Connection, first, histories, findings, stop);
        }

        findings.Proved.Add(new Proved("人员由事实重新归并，与缓存一致", versions, null, $"{people}人"));
    }

    /// <summary>The facts of whoever was enrolled, in a range of serials.</summary>
    internal static async Task<Dictionary<int, PersonHistory>> Histories(
        NpgsqlConnection connection, int first, int last, CancellationToken stop)
    {
        int[] people = [.. await connection.Rows(
            "select distinct person_id from enrolment where person_id between $1 and $2", r => r.GetInt32(0), stop,
            first, last)];
        return await PersonStore.Histories(connection, people, stop);
    }

    private static async Task<long> Versions(
        NpgsqlConnection connection, int first, Dictionary<int, PersonHistory> histories, long rules,
        Findings findings, CancellationToken stop)
    {
        var count = 0L;
        var left = histories.Keys.ToHashSet();
        var (person, end) = (0, 0L);
        // Whom a one-off batch alone names has no facts to be folded until a roster names him too.
        await using var command = connection.Statement("""
            select person_id, known_from, known_to, card, receiver, account_known, concat_ws('|', id_number, name,
                region, phone, bank, account, account_name, name_at_bank, payee_name, payee_id, payee_relation)
            from person_version v where person_id between $1 and $2 and (
                not exists (select from one_off o where o.person_id = v.person_id)
                or exists (select from enrolment e where e.person_id = v.person_id and e.act <= v.known_from))
            order by person_id, known_from
            """, first, first + SetSize - 1);
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (reader.Next(stop))
        {
            count++;
            var (id, from, to) = (reader.GetInt32(0), reader.GetInt64(1), reader.GetInt64(2));
            var isCurrent = to == ForEver;
            if (id == person && end != from) Gap(findings, histories, id, end, from);
            (person, end) = (id, to);
            if (isCurrent) left.Remove(id);
            if (!histories.TryGetValue(id, out var all))
            {
                findings.Add(new Break("人员缓存", $"第{id}号人员", "没有这个人的事实", "有缓存"));
                continue;
            }

            // The one in force has to know every fact there is.
            if (isCurrent || from >= rules)
                Check(reader, id, isCurrent ? all : all.AsKnownAt(from), from, findings);
        }

        foreach (var id in left)
            findings.Add(new Break("人员缓存", "现在的缓存", "有", "没有", null, TailOf(histories[id])));
        return count;
    }

    private static void Check(NpgsqlDataReader r, int id, PersonHistory history, long from, Findings findings)
    {
        var folded = history.Enrolments.IsEmpty ? null : Folding.Fold(history);
        var (account, payee) = (folded?.Receiving.Account, folded?.Receiving.Payee);
        var texts = string.Join('|', new[]
        {
            folded?.IdNumber, folded?.Name, folded?.Region, folded?.Phone, account?.Bank, account?.Number,
            folded?.HolderName, account?.NameAtBank, payee?.Name, payee?.IdNumber, payee?.Relation,
        }.Where(t => t is not null));
        var isSame = folded is not null && PersonCard.Write(id, folded).AsSpan()
                .SequenceEqual(r.GetFieldValue<byte[]>(3))
            && (short)Blocks.OfReceiver(folded) == r.GetInt16(4) && folded.Receiving.AccountKnown == r.GetInt64(5)
            && texts == r.GetString(6);
        if (isSame) return;
        findings.Add(new Break("人员缓存", $"第{from}号起知道的情况（{What(r, id, folded)}）", "由事实归并的结果", "另外的内容", null,
            folded is null ? null : Findings.Tail(folded.IdNumber)));
    }

    /// <summary>What of it differs, in words and without the values.</summary>
    private static string What(NpgsqlDataReader r, int id, FoldedPerson? folded)
    {
        if (folded is null) return "没有名册";
        ReadOnlySpan<byte> cards = r.GetFieldValue<byte[]>(3);
        var kept = PersonCard.Take(ref cards).Person();
        if (kept.IdNumber != folded.IdNumber || kept.Name != folded.Name) return "身份证号、姓名";
        var (account, other) = (folded.Receiving.Account, kept.Receiving.Account);
        if ((account?.Number, account?.Bank, account?.NameAtBank) != (other?.Number, other?.Bank, other?.NameAtBank))
            return "账户";
        if (folded.Receiving.Payee?.Name != kept.Receiving.Payee?.Name) return "收款人";
        return PersonCard.Write(id, folded).AsSpan().SequenceEqual(r.GetFieldValue<byte[]>(3))
            ? "名册上的列"
            : "应发的月份、级别等";
    }

    private static void Gap(
        Findings findings, Dictionary<int, PersonHistory> histories, int person, long end, long from) =>
        findings.Add(new Break("人员缓存", "前后相接", $"从第{end}号起", $"从第{from}号起", null,
            histories.TryGetValue(person, out var history) ? TailOf(history) : null));

    private static async Task Numbers(
        NpgsqlConnection connection, int first, Dictionary<int, PersonHistory> histories, Findings findings,
        CancellationToken stop)
    {
        var kept = (await connection.Rows("""
            select person_id, id_number from person_number where person_id between $1 and $2 and ended_act is null
            """, r => (Person: r.GetInt32(0), Number: r.GetString(1)), stop, first, first + SetSize - 1))
            .ToLookup(n => n.Person, n => n.Number);
        foreach (var (person, history) in histories)
        {
            if (history.Numbers().SetEquals(kept[person])) continue;
            findings.Add(new Break("人员缓存", "找得到本人的身份证号",
                string.Join('、', history.Numbers().Order(StringComparer.Ordinal).Select(n => $"尾号{Findings.Tail(n)}")),
                string.Join('、', kept[person].Order(StringComparer.Ordinal).Select(n => $"尾号{Findings.Tail(n)}")), null,
                TailOf(history)));
        }
    }

    private static string TailOf(PersonHistory history) => Findings.Tail(Folding.Fold(history).IdNumber);
}
