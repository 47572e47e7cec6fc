using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Funds;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.OneOffs;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Funds;

/// <summary>分担表: a row that equals the latest of its keys and date is known; another one replaces it.</summary>
internal sealed class ShareIntake(Act act) : IIntake<ShareRow>
{
    private readonly Dictionary<(short, byte, Nature, Period, short, DateOnly), Share> inFile = [];

    public async Task Take(IReadOnlyList<ShareRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var names = await FundNames.Read(act.Connection, stop);
        var components = await ComponentStore.Numbers(
            act.Connection, rows.Where(r => r.Category != Category.OneOff).Select(r => r.Component), act.Number, stop);
        var known = await ShareStore.Known(act.Connection, act.Number, stop);
        foreach (var row in rows)
        {
            var isOfBackPayment = row.Category == Category.OneOff && row.Component == Purpose.BackPayment.Label();
            var batch = row.Category == Category.OneOff ? names.Batch(row.Component) : null;
            if (row.Category == Category.OneOff && !isOfBackPayment && FaultOf(row, batch, names) is { } fault)
            {
                tally.Rejected.Add((row.LineNumber, fault.Column, fault.Reason));
                continue;
            }

            // Back-payment has no lines; who bears it stands beside the one-off batches, by its purpose.
            var share = ShareOf(row, isOfBackPayment
                ? (short)Purpose.BackPayment
                : batch?.Component ?? components[row.Component]);
            if (!inFile.TryAdd(Keys(share), share)
                && inFile[Keys(share)] is var other && Values(other) != Values(share))
            {
                tally.Rejected.Add((row.LineNumber, "中央",
                    RejectionReason.TwoNumbers(other.Place.Row, row.LineNumber, "同一生效日有两种分担")));
                continue;
            }

            var latest = known.Where(s => Keys(s) == Keys(share)).MaxBy(s => s.Place);
            if (latest is not null && Values(latest) == Values(share))
            {
                tally.Known++;
                continue;
            }

            known.Add(share);
            await ShareStore.Write(act, share, stop);
            tally.Accepted++;
        }
    }

    /// <summary>Why a row of 一次性 could never bear anything of its batch; null: it can.</summary>
    private static (string Column, string Reason)? FaultOf(ShareRow row, OneOffBatch? batch, FundNames names)
    {
        if (batch is null)
            return ("组成", $"没有“{row.Component}”这个一次性批次；{names.BatchChoices}");
        if (row.Level != 0 || row.Nature != Nature.None || row.Period != Period.None)
            return ("等级", "一次性批次的分担不分等级、性质、时期，这几格要空着");
        return row.EffectiveFrom <= batch.Month.FirstDay
            ? null
            : ("生效日期", $"“{batch.Name}”算在{Spoken.Month(batch.Month)}，生效日期要写{batch.Month.FirstDay:yyyy-MM-dd}或更早");
    }

    private Share ShareOf(ShareRow row, short component) => new(
        new Place(act.Number, row.LineNumber), row.Category.Number, row.Level, row.Nature, row.Period, component,
        row.Unit, row.Levels, row.DifferenceAt, row.EffectiveFrom, row.Document);

    private static (short, byte, Nature, Period, short, DateOnly) Keys(Share s) =>
        (s.Category, s.Level, s.Nature, s.Period, s.Component, s.EffectiveFrom);

    private static (RateUnit, Parts, Source?, string) Values(Share s) => (s.Unit, s.Levels, s.DifferenceAt, s.Document);
}

/// <summary>Shares as known at an act.</summary>
internal static class ShareStore
{
    public static Task<List<Share>> Known(NpgsqlConnection connection, long knownThrough, CancellationToken stop) =>
        connection.Rows("""
            select act, row_number, category, level, nature, period, component, unit, central_fen, province_fen,
                city_fen, county_fen, difference_at, effective_from, document
            from share where act <= $1
            """, r => new Share(
                new Place(r.GetInt64(0), r.GetInt32(1)), r.GetInt16(2), (byte)r.GetInt16(3), (Nature)r.GetInt16(4),
                (Period)r.GetInt16(5), r.GetInt16(6), (RateUnit)r.GetInt16(7),
                new Parts(r.GetInt64(8), r.GetInt64(9), r.GetInt64(10), r.GetInt64(11)),
                r.IsDBNull(12) ? null : (Source)r.GetInt16(12), r.Date(13), r.GetString(14)), stop, knownThrough);

    public static Task Write(Act act, Share share, CancellationToken stop) => act.Connection.Execute("""
        insert into share (act, row_number, category, level, nature, period, component, unit, central_fen,
            province_fen, city_fen, county_fen, difference_at, effective_from, document)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::smallint, $14, $15)
        """, stop, act.Number, share.Place.Row, share.Category, (short)share.Level, (short)share.Nature,
        (short)share.Period, share.Component, (short)share.Unit, share.Levels.Central, share.Levels.Province,
        share.Levels.City, share.Levels.County, (short?)share.DifferenceAt, share.EffectiveFrom, share.Document);
}
