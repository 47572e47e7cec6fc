using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;

namespace Disbursement.Jobs.Intake;

/// <summary>
/// 标准表: a row that equals the latest of its keys is known; how its year becomes months is fixed here.
/// </summary>
internal sealed class RateIntake(Act act) : IIntake<RateRow>
{
    /// <summary>The numbers this file gave so far, until it takes them back.</summary>
    private readonly Dictionary<(short, byte, Nature, Period, short, DateOnly), Standard> inFile = [];

    public async Task Take(IReadOnlyList<RateRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var components = await ComponentStore.Numbers(act.Connection, rows.Select(r => r.Component), act.Number, stop);
        var fallback = Rates.FindRounding(
            await SettingStore.Value(act.Connection, "rounding", stop) ?? "share") ?? Rounding.Share;
        var known = await StandardStore.Rates(act.Connection, act.Number, stop);
        foreach (var row in rows)
        {
            var component = components[row.Component];
            if (component is Component.Nursing or Component.Assessed or Component.Funeral)
            {
                tally.Rejected.Add((row.LineNumber, "组成",
                    $"“{row.Component}”不在标准表里定；护理费按工资表算，核定标准按人核定，丧葬补助按参数（parameters）算"));
                continue;
            }

            var rate = RateOf(row, component, row.Rounding ?? fallback);
            if (Contradicts(rate) is { } line)
            {
                tally.Rejected.Add((row.LineNumber, "金额",
                    RejectionReason.TwoNumbers(line, row.LineNumber, "同一生效日有两个数")));
                continue;
            }

            var latest = known.Where(r => Keys(r) == Keys(rate)).MaxBy(r => r.Place);
            if (latest is not null && Values(latest) == Values(rate))
            {
                tally.Known++;
                continue;
            }

            known.Add(rate);
            await Write(rate, row.PublishedOn, stop);
            tally.Accepted++;
        }
    }

    /// <summary>The line that gave the same keys and date another number.</summary>
    private int? Contradicts(Standard rate)
    {
        if (rate.IsWithdrawal) inFile.Remove(Keys(rate));
        else if (!inFile.TryAdd(Keys(rate), rate) && inFile[Keys(rate)] is var other
            && (other.Unit, other.Fen, other.Rounding) != (rate.Unit, rate.Fen, rate.Rounding))
            return other.Place.Row;
        return null;
    }

    private Standard RateOf(RateRow row, short component, Rounding rounding) => new(
        0, new Place(act.Number, row.LineNumber), row.Category.Number, row.Level, row.Nature, row.Period, component,
        row.Unit, row.Fen, row.EffectiveFrom, row.Document, rounding, row.IsWithdrawal);

    private static (short, byte, Nature, Period, short, DateOnly) Keys(Standard r) =>
        (r.Category, r.Level, r.Nature, r.Period, r.Component, r.EffectiveFrom);

    private static (RateUnit, long, string, Rounding, bool) Values(Standard r) =>
        r.IsWithdrawal ? (default, 0, r.Document, default, true) : (r.Unit, r.Fen, r.Document, r.Rounding, false);

    private async Task Write(Standard rate, DateOnly? published, CancellationToken stop)
    {
        await act.Connection.Execute("""
            insert into rate (standard_id, act, row_number, category, level, nature, period, component, unit, fen,
                effective_from, published_on, document, rounding, withdrawal)
            values (nextval('standard_serial'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
            """, stop, act.Number, rate.Place.Row, rate.Category, (short)rate.Level, (short)rate.Nature,
            (short)rate.Period, rate.Component, (short)rate.Unit, rate.Fen, rate.EffectiveFrom, published,
            rate.Document,
            (short)rate.Rounding, rate.IsWithdrawal);
        var reached = Category.All.Where(c => c.TakesRatesOf(rate.Category)).Select(c => c.Number).ToArray();
        await StandardStore.Reach(act, reached, nursing: false, rate.FirstMonth, stop);
    }
}

/// <summary>月平均工资: what nursing goes by.</summary>
internal sealed class WageIntake(Act act) : IIntake<WageRow>
{
    private readonly Dictionary<(string, DateOnly), WageRow> inFile = [];

    public async Task Take(IReadOnlyList<WageRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var known = await StandardStore.Wages(act.Connection, act.Number, stop);
        foreach (var row in rows)
        {
            if (!inFile.TryAdd((row.Area, row.EffectiveFrom), row)
                && inFile[(row.Area, row.EffectiveFrom)] is var other && other.MonthlyFen != row.MonthlyFen)
            {
                tally.Rejected.Add((row.LineNumber, "月平均工资",
                    RejectionReason.TwoNumbers(other.LineNumber, row.LineNumber, "同一生效日有两个数")));
                continue;
            }

            var latest = known.Where(w => w.Area == row.Area && w.EffectiveFrom == row.EffectiveFrom)
                .MaxBy(w => w.Place);
            if (latest is not null && latest.MonthlyFen == row.MonthlyFen && latest.Document == row.Document)
            {
                tally.Known++;
                continue;
            }

            known.Add(new Wage(0, new Place(act.Number, row.LineNumber), row.Area, row.MonthlyFen, row.EffectiveFrom,
                row.Document));
            await act.Connection.Execute("""
                insert into wage (standard_id, act, row_number, area, monthly_fen, effective_from, document)
                values (nextval('standard_serial'), $1, $2, $3, $4, $5, $6)
                """, stop, act.Number, row.LineNumber, row.Area, row.MonthlyFen, row.EffectiveFrom, row.Document);
            await StandardStore.Reach(act, [], nursing: true, Standard.FirstMonthFrom(row.EffectiveFrom), stop);
            tally.Accepted++;
        }
    }
}
