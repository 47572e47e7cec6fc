using Disbursement.Domain;
using Disbursement.Domain.Calendar;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Npgsql;

namespace Disbursement.Jobs.Funds;

/// <summary>Amounts of a category and component that nobody bears, or whose shares are not the standard.</summary>
/// <param name="Subject">Which case of its code it is.</param>
internal readonly record struct FundCase(short? Category, string Subject, long Fen, Dictionary<string, string> Blanks);

/// <summary>
/// What about the money of a run is to be looked at before it is signed: nobody bears it, the shares are not the
/// standard, a fund is short. Nothing of it until the first money was ever imported.
/// </summary>
internal static class FundScreens
{
    public static async Task Find(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        var run = frame.Run;
        if (!await FundsStore.AnyMoney(connection, run.KnownThrough, stop)) return;
        var split = await FundSplit.Of(connection, run, stop);
        var lines = await FundsStore.Lines(connection, frame.Tables, run.Id, stop);
        Add(ExceptionCode.ShareMissing, await Missing(connection, split, lines, stop));
        Add(ExceptionCode.ShareStandardDiffers, Differing(split, lines));
        Add(ExceptionCode.FundsShort, await Short(connection, run, FundTotals.Of(split, lines), stop));

        void Add(ExceptionCode code, IEnumerable<FundCase> cases) => found.AddRange(cases.Select(c =>
            new RunException(code, null, c.Category, null, c.Fen, null, c.Blanks) { Subject = c.Subject }));
    }

    /// <summary>By category and component, with the months.</summary>
    public static async Task<List<FundCase>> Missing(
        NpgsqlConnection connection, FundSplit split, List<LineGroup> lines, CancellationToken stop)
    {
        var missing = lines.Where(l => split.Sharing(l) is null).ToList();
        if (missing.Count == 0) return [];
        var labels = await ComponentStore.Labels(connection, stop);
        return
        [
            .. missing.GroupBy(l => (l.Category, l.Component)).OrderBy(g => g.Key).Select(g =>
            {
                var fen = g.Sum(l => l.Fen * l.Count);
                return new FundCase(g.Key.Category, labels[g.Key.Component], fen, new(StringComparer.Ordinal)
                {
                    ["类别"] = Category.Of(g.Key.Category).Label, ["组成"] = labels[g.Key.Component],
                    ["月份"] = Spoken.Months(g.Select(l => l.Month)), ["金额"] = Money.Spoken(fen),
                });
            }),
        ];
    }

    private static IEnumerable<FundCase> Differing(FundSplit split, List<LineGroup> lines) => lines
        .Select(l => (Lines: l, Sharing: split.Sharing(l), Standard: split.Standard(l)))
        .Where(l => l.Sharing is { DifferenceFen: not 0 })
        .GroupBy(l => (Row: l.Sharing!.Value.Row!, Standard: l.Standard!))
        .OrderBy(g => g.Key.Row.Category).ThenBy(g => g.Key.Row.Place).ThenBy(g => g.Key.Standard.Place)
        .Select(g =>
        {
            var (row, standard) = g.Key;
            return new FundCase(row.Category, $"{row.Place.Act}-{row.Place.Row}-{standard.Id}",
                g.Sum(l => l.Lines.Fen * l.Lines.Count), new(StringComparer.Ordinal)
                {
                    ["类别"] = Category.Of(row.Category).Label, ["甲"] = Money.Spoken(row.Levels.All),
                    ["乙"] = Money.Spoken(Share.YearOf(standard)),
                    ["差额"] = Money.Spoken(Math.Abs(row.DifferenceTo(standard))),
                    ["级次"] = row.BearsDifference.Label(),
                });
        });

    private static async Task<IEnumerable<FundCase>> Short(
        NpgsqlConnection connection, PayoutRun run, FundTotals totals, CancellationToken stop)
    {
        try
        {
            var year = await FundReservation.YearOf(connection, run, stop);
            var gaps = await FundReservation.Gaps(connection, totals, year, run.KnownThrough, stop);
            return gaps.Select(g => new FundCase(null, g.Label, g.Gap, g.Blanks));
        }
        catch (HolidayNoticeMissing)
        {
            return [];
        }
    }
}
