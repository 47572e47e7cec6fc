using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Results;

/// <summary>Result files: each once, by a bank we know, about runs we know.</summary>
internal static class ResultFiles
{
    /// <summary>One part in so many of a run is read by itself.</summary>
    private const int FewOf = 8;

    /// <summary>Null: it is new, under whatever name.</summary>
    public static async Task<string?> Earlier(NpgsqlConnection connection, string hash, CancellationToken stop)
    {
        var found = await connection.Rows("""
            select a.business_date, coalesce(a.performed_by, a.system_user), f.file_name
            from result_file f join act a on a.number = f.act where f.sha256 = $1
            """, r => (Day: r.Date(0), By: r.GetString(1), Name: r.GetString(2)), stop, hash);
        return found.Count == 0
            ? null
            : $"这个文件{found[0].Day:yyyy年M月d日}已经导入过（{found[0].Name}，{found[0].By}），没有再做任何事。";
    }

    public static Task Keep(
        Act act, int ordinal, string path, string hash, string bank, int rows, CancellationToken stop) =>
        act.Connection.Execute("""
            insert into result_file (act, ordinal, file_name, sha256, bank, row_count) values ($1, $2, $3, $4, $5, $6)
            """, stop, act.Number, (short)ordinal, Path.GetFileName(path), hash, bank, rows);

    /// <exception cref="Refused">No bank of that name has had a file.</exception>
    public static async Task<BankProfile> ProfileOf(
        NpgsqlConnection connection, string bank, CancellationToken stop)
    {
        var banks = await connection.Rows("""
            select bank, (array_agg(profile order by run_id desc))[1] from bank_file group by bank order by bank
            """, r => (Name: r.GetString(0), Profile: r.GetString(1)), stop);
        var at = banks.FindIndex(b => b.Name == bank);
        return at >= 0
            ? BankProfile.Named(banks[at].Profile)
            : throw new Refused(banks.Count == 0
                ? "还没有给任何银行导出过文件，没有回盘可以导入。"
                : $"没有给“{bank}”导出过文件；--bank 可以写：{string.Join('、', banks.Select(b => b.Name))}。");
    }

    /// <summary>The files of a bank in which some of these people have their rows.</summary>
    public static Task<List<string>> Holding(
        NpgsqlConnection connection, PayoutRun run, string bank, int[] people, CancellationToken stop) =>
        connection.Rows("""
            select distinct f.name from person_version v
            join bank_file f on f.run_id = $1 and f.bank = $2 and f.state not in ('replaced', 'rejected')
                and v.id_number between f.first_id_number and f.last_id_number
            where v.person_id = any($3) and v.known_from <= $4 and v.known_to > $4
            """, r => r.GetString(0), stop, run.Id, bank, people, run.KnownThrough);

    /// <summary>
    /// Whose rows these files may hold, by the range of their numbers; null: so many that all are read faster.
    /// </summary>
    public static async Task<int[]?> HeldBy(
        NpgsqlConnection connection, PayoutRun run, IEnumerable<BankFileRow> files, CancellationToken stop)
    {
        var few = files.ToList();
        if (few.Sum(f => f.Count) > run.RowCount / FewOf) return null;
        return
        [
            .. await connection.Rows("""
                select distinct n.person_id from unnest($1::text[], $2::text[]) as f (first, last)
                join person_number n on n.id_number between f.first and f.last order by 1
                """, r => r.GetInt32(0), stop, few.Select(f => f.FirstIdNumber).ToArray(),
                few.Select(f => f.LastIdNumber).ToArray()),
        ];
    }

    /// <summary>By the row ids, or by the message that is answered.</summary>
    public static async Task<List<PayoutRun>> RunsOf(
        NpgsqlConnection connection, IReadOnlyList<ResultFile> files, CancellationToken stop)
    {
        var ids = files.SelectMany(f => f.Rows).Select(r => r.Id.RunSerial).ToHashSet();
        foreach (var message in files.Select(f => f.MessageId).OfType<string>())
        {
            var sent = await connection.Rows("""
                select run_id, state in ('rejected', 'replaced'), name from bank_file where message_id = $1
                """, r => (Run: r.GetInt32(0), IsOver: r.GetBoolean(1), Name: r.GetString(2)), stop, message);
            if (sent.Count == 0) throw new Refused($"原报文号{message}不是我方送出的，没有导入。请银行确认是不是拿错了文件。");
            if (sent[0].IsOver)
                throw new Refused($"这是{sent[0].Name}的回盘，那一次传送已登记为整批退回或已换新，没有导入。请向银行要重新传送那一次的。");
            ids.Add(sent[0].Run);
        }

        var runs = new List<PayoutRun>();
        foreach (var id in ids.Order())
        {
            if (!await connection.Scalar<bool>(
                "select exists (select from bank_file where run_id = $1)", stop, id))
                throw new Refused("回盘里有不是我方送出的行号，没有导入。请银行确认是不是拿错了单位或批次的文件。");
            runs.Add(await PayoutStore.ById(connection, id, stop));
        }

        return runs;
    }
}
