using Disbursement.Domain.People;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;

namespace Disbursement.Jobs.Intake;

/// <summary>参数表: a row that equals the latest of its key and date is known; nothing is ever taken back.</summary>
internal sealed class ParameterIntake(Act act) : IIntake<ParameterRow>
{
    private readonly Dictionary<(string, short?, short?, DateOnly), Parameter> inFile = [];

    public async Task Take(IReadOnlyList<ParameterRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var known = await ParameterStore.Rows(act.Connection, act.Number, stop);
        foreach (var row in rows)
        {
            var parameter = ParameterOf(row);
            if (!inFile.TryAdd(KeyOf(parameter), parameter)
                && inFile[KeyOf(parameter)] is var other && other.Value != parameter.Value)
            {
                tally.Rejected.Add((row.LineNumber, "值",
                    RejectionReason.TwoNumbers(other.Place.Row, row.LineNumber, "同一生效日有两个数")));
                continue;
            }

            var latest = known.Where(p => KeyOf(p) == KeyOf(parameter)).MaxBy(p => p.Place);
            if (latest is not null && latest.Value == parameter.Value && latest.Document == parameter.Document)
            {
                tally.Known++;
                continue;
            }

            known.Add(parameter);
            await ParameterStore.Write(act, parameter, stop);
            tally.Accepted++;
        }
    }

    /// <summary>Which category of a pair stands first means nothing.</summary>
    private Parameter ParameterOf(ParameterRow row)
    {
        var (a, b) = (row.A?.Number, row.B?.Number);
        return new Parameter(
            0, new Place(act.Number, row.LineNumber), row.Key, b < a ? b : a, b < a ? a : b, row.Value,
            row.EffectiveFrom, row.Document);
    }

    private static (string, short?, short?, DateOnly) KeyOf(Parameter p) => (p.Key, p.A, p.B, p.EffectiveFrom);
}
