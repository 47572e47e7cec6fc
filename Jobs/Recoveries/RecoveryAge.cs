using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Recoveries;

/// <summary>Since when a claim has been there, run after run.</summary>
internal static class RecoveryAge
{
    /// <summary>Leaves out claims that are young, and says of the others how long nobody decided about them.</summary>
    public static async Task Complete(
        NpgsqlConnection connection, RunFrame frame, List<RunException> found, CancellationToken stop)
    {
        int[] people = [.. found.Where(x => x.Code == ExceptionCode.RecoveryUndecided).Select(x => x.Person!.Value)];
        if (people.Length == 0) return;
        var oldest = (await Since(connection, frame.Basis?.Id, people, stop)).GroupBy(s => s.Key.Person)
            .ToDictionary(g => g.Key, g => g.Min(s => s.Value));
        var patience = await SettingsJob.Number(connection, "recovery-undecided-days", stop, frame.Run.KnownThrough);
        found.RemoveAll(x => x.Code == ExceptionCode.RecoveryUndecided && Days(x) < patience);
        foreach (var one in found.Where(x => x.Code == ExceptionCode.RecoveryUndecided))
            one.Arguments["天数"] = $"{Days(one)}";

        int Days(RunException of) => oldest.TryGetValue(of.Person!.Value, out var day)
            ? frame.Run.OpenedOn.DayNumber - day.DayNumber
            : 0;
    }

    /// <summary>On which day a claim came up that is among the cases of a run.</summary>
    public static async Task<Dictionary<(int Person, PayMonth Month), DateOnly>> Since(
        NpgsqlConnection connection, int? run, int[] people, CancellationToken stop) =>
        (await connection.Rows("""
            select x.person_id, x.benefit_month, f.opened_on from run_exception x
            join payout_run f on f.run_id = coalesce(x.first_run, x.run_id)
            where x.run_id = $1 and x.code = 'overpaid' and x.person_id = any($2)
            """, r => ((r.GetInt32(0), r.Month(1)), r.Date(2)), stop, run, people)).ToDictionary();
}
