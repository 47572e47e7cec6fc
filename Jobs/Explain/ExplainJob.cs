using System.Text.Json;
using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Explain;

/// <summary>
/// 说明: why a person was owed what for a month, by which standard, what was paid and what is left. Folds the facts
/// afresh and never reads the cache, so that it can be held against it. Every explanation is an audit entry.
/// </summary>
public sealed class ExplainJob(NpgsqlDataSource source)
{
    /// <param name="idNumber">Of the person, old or new.</param>
    /// <param name="asOf">Name of a run: as it knew things. Null: as known now.</param>
    /// <exception cref="Refused">No such person or run.</exception>
    public async Task<Explanation> Explain(
        string idNumber, PayMonth month, string? asOf, Performer performer, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var run = asOf is null
            ? null
            : await PayoutStore.Find(connection, asOf, stop) ?? throw Refused.NoRun(asOf);
        // A version still in force ends at the last number there is: all of them hold one before it.
        var known = run?.KnownThrough ?? long.MaxValue - 1;
        var serials = await PersonStore.Serials(connection, [idNumber], stop);
        if (!serials.TryGetValue(idNumber, out var id))
            throw new Refused($"没有身份证号尾号{IdentityNumber.Tail(idNumber)}的人。请核对身份证号；新增人员先导入名册。");
        var history = (await PersonStore.Histories(connection, [id], stop))[id].AsKnownAt(known);
        if (history.Enrolments.IsEmpty) throw new Refused($"{asOf}测算时名册里还没有这个人。");
        var first = await SettingStore.Value(connection, "first-month", stop, known);
        PayMonth? firstMonth = first is null ? null : PayMonth.Parse(first);
        var afresh = new MonthAfresh(
            history, await StandardStore.Table(connection, known, stop),
            await ParameterStore.Read(connection, known, stop), month)
        {
            Wages = (await StandardStore.Wages(connection, known, stop)).ToDictionary(w => w.Id),
            Banks = await PayingBankStore.InForce(
                connection, known, run?.Month ?? PayMonth.Of(performer.Today), stop),
            PersonId = id,
            Bars = await RunBars.Read(
                connection, known, run?.OpenedOn ?? performer.Today, firstMonth ?? month, [id], stop),
            Credited = await CreditedRows.Read(connection, id, id, null, known, stop),
            Components = await ComponentStore.Labels(connection, stop),
            Lines = await ExplainStore.Lines(connection, id, month, run?.Id ?? int.MaxValue, known, stop),
            Back = await ExplainStore.Back(connection, id, month, known, stop),
            Before = [.. (await HistoryStore.Latest(connection, [id], known, stop)).Select(h => h.Total)],
            Days = await ExplainStore.Days(connection, history.Changes.Select(c => c.Place.Act), stop),
        };
        var difference = firstMonth is { } begin
            ? afresh.DifferenceFen(
                begin, run?.Month ?? PayMonth.Of(performer.Today), await RunFrame.RoundingLimitOf(connection, stop))
            : 0;
        var explanation = afresh.Explanation(asOf) with
        {
            FirstMonth = firstMonth, WaivedFen = await ExplainStore.Waived(connection, id, month, known, stop),
            DifferenceFen = difference,
            IsAhead = month > PayMonth.Of(run?.OpenedOn ?? performer.Today),
            IsWorkedOut = await ExplainStore.LastMonth(connection, run?.Id ?? int.MaxValue, stop) >= month,
        };
        await Record(connection, id, month, asOf, performer, stop);
        return explanation;
    }

    /// <summary>Who looked at whom: the person's serial, never the number or the name.</summary>
    private static async Task Record(
        NpgsqlConnection connection, int person, PayMonth month, string? asOf, Performer performer,
        CancellationToken stop)
    {
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await Audit.Append(connection, Audit.DayChain(performer.Today), performer, "explain",
            JsonSerializer.SerializeToElement(new { person, month = month.ToString(), as_of = asOf }), stop);
        await transaction.CommitAsync(stop);
    }
}
