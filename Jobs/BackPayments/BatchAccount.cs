using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>A step of a batch: 提出, 复核, 批准, 撤销, and 退出 of a case.</summary>
/// <param name="Number">0: 提出; else as stored.</param>
public sealed record BatchStep(short Number, DateOnly On, string By, string? Document)
{
    public string Label => Number switch { 0 => "提出", 1 => "复核", 2 => "批准", 3 => "撤销", 4 => "退出", _ => $"第{Number}步" };

    public string Said => $"{Label}：{By}，{On:yyyy-MM-dd}" + (Document is null ? "" : $"，{Document}");
}

/// <summary>What a batch asks for of one insurance; fen.</summary>
public sealed record BatchSum(Insurance Insurance, int Cases, int Months, long UnitFen, long HelpFen)
{
    public long Fen => UnitFen + HelpFen;
}

/// <summary>A case's months of one insurance in a batch; fen.</summary>
internal sealed record BatchLine(
    string CaseNumber, Insurance Insurance, string Months, int Count, long UnitFen, long HelpFen)
{
    public long Fen => UnitFen + HelpFen;
}

/// <summary>拨款批次 as finance is told of it: steps, counts and sums, no person.</summary>
/// <param name="Act">That proposed it.</param>
public sealed record BatchAccount(
    FundingBatch Batch, long Act, int Cases, IReadOnlyList<BatchStep> Steps, IReadOnlyList<BatchSum> Sums)
{
    /// <summary>In the ledger of funds, as of the last reconciliation; null: it is not in it.</summary>
    public (long ReservedFen, long SpentFen)? Ledger { get; init; }

    /// <summary>Who did a step; null: nobody yet.</summary>
    public BatchStep? Step(short number) => Steps.FirstOrDefault(s => s.Number == number);

    public IEnumerable<string> Said =>
    [
        $"拨款批次{Batch.Name}：{Batch.State}", .. Steps.Select(s => $"  {s.Said}"),
        $"  {Batch.People}人、{Cases}件案件、{Batch.Months}个月，{Money.Spoken(Batch.Fen)}",
        .. Sums.Select(s => $"  {s.Insurance.Label()}：{s.Cases}件、{s.Months}个月，单位部分{Money.Spoken(s.UnitFen)}，"
            + $"困难补助{Money.Spoken(s.HelpFen)}"),
        Ledger is var (reserved, spent)
            ? $"  资金台账（到上次对账）：预留{Money.Spoken(reserved)}，支出{Money.Spoken(spent)}"
                + (reserved + spent > Batch.Fen
                    ? $"，合起来比批准的多{Money.Spoken(reserved + spent - Batch.Fen)}：凭证里有没有批准的月份或金额，"
                        + "看这些案件的不一致（多缴的办退费）"
                    : "")
            : "  没有进资金台账（批准时没有登记拨款，或者还没有批准）",
    ];

    /// <exception cref="Refused">There is no such batch.</exception>
    internal static async Task<BatchAccount> Read(NpgsqlConnection connection, string name, CancellationToken stop)
    {
        var batch = (await BatchStore.All(connection, stop)).Find(b => b.Name == name)
            ?? throw new Refused($"没有拨款批次“{name}”。有哪些：./disburse backpay batch list。");
        return new BatchAccount(
            batch, await connection.Scalar<long>("select act from funding_batch where batch_id = $1", stop, batch.Id),
            await connection.Scalar<int>(
                "select count(distinct case_id)::int from batch_month where batch_id = $1", stop, batch.Id),
            await connection.Rows("""
                select 0::smallint, created_on, created_by || coalesce('（代' || created_for || '）', ''), null::text, act
                from funding_batch where batch_id = $1
                union all
                select step, done_on, done_by || coalesce('（代' || done_for || '）', ''), document, act
                from funding_batch_step where batch_id = $1
                union all
                select 4::smallint, d.dropped_on, d.dropped_by || coalesce('（代' || d.dropped_for || '）', ''),
                    n.number || '，' || d.document, d.act
                from funding_batch_drop d join case_number n using (case_id) where d.batch_id = $1 order by 5, 4
                """, r => new BatchStep(r.GetInt16(0), r.Date(1), r.GetString(2), r.TextOrNull(3)), stop, batch.Id),
            await connection.Rows("""
                select kind, count(distinct case_id)::int, count(*)::int, sum(unit_fen)::bigint, sum(help_fen)::bigint
                from batch_month where batch_id = $1 group by kind order by kind
                """, r => new BatchSum(
                    (Insurance)r.GetInt16(0), r.GetInt32(1), r.GetInt32(2), r.GetInt64(3), r.GetInt64(4)),
                stop, batch.Id))
        {
            Ledger = (await BatchStore.Reserved(connection, stop)).Where(r => r.Id == batch.Id)
                .Select(r => ((long, long)?)(r.Reserved.All, r.Posted.All)).FirstOrDefault(),
        };
    }

    /// <summary>A case and insurance at a time.</summary>
    internal static async IAsyncEnumerable<BatchLine> Lines(
        NpgsqlConnection connection, int batch,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = connection.Statement("""
            select n.number, m.kind, m.month, m.unit_fen, m.help_fen
            from batch_month m join case_number n using (case_id)
            where m.batch_id = $1 order by n.number, m.kind, m.month
            """, batch);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var months = new List<PayMonth>();
        (string Number, Insurance Insurance) of = ("", default);
        var (unit, help) = (0L, 0L);
        while (reader.Next(stop))
        {
            var next = (reader.GetString(0), (Insurance)reader.GetInt16(1));
            if (next != of && months.Count > 0)
            {
                yield return Line();
                months.Clear();
                (unit, help) = (0, 0);
            }

            of = next;
            months.Add(reader.Month(2));
            (unit, help) = (unit + reader.GetInt32(3), help + reader.GetInt32(4));
        }

        if (months.Count > 0) yield return Line();

        BatchLine Line() => new(of.Number, of.Insurance, Spoken.Months(months), months.Count, unit, help);
    }
}
