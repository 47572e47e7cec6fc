using Disbursement.Domain.BackPayments;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using NpgsqlTypes;

namespace Disbursement.Jobs.BackPayments;

/// <summary>状态 of every case beside the last that is kept: what is another becomes a step of its own.</summary>
internal sealed class StateStaging(Act act)
{
    public Task Prepare(CancellationToken stop) => act.Connection.Execute(
        "create temp table wanted_state (case_id int primary key, state smallint not null) on commit drop", stop);

    public async Task Add(IReadOnlyList<ReconciledPerson> people, CancellationToken stop)
    {
        await using var copy = await act.Connection.BeginBinaryImportAsync(
            "copy wanted_state (case_id, state) from stdin (format binary)", stop);
        foreach (var person in people)
        {
            foreach (var file in person.Person.Cases)
            {
                copy.StartRow();
                copy.Write(file.Case.Id, NpgsqlDbType.Integer);
                copy.Small((int)person.StateOf(file));
            }
        }

        await copy.CompleteAsync(stop);
    }

    /// <returns>How many cases have moved.</returns>
    public async Task<int> Settle(CancellationToken stop)
    {
        await act.Connection.Execute("analyze wanted_state", stop);
        return await act.Connection.Execute("""
            insert into back_payment_state (case_id, state, act, row_number)
            select w.case_id, w.state, $1, row_number() over (order by w.case_id)
            from wanted_state w
            left join (select distinct on (case_id) case_id, state from back_payment_state
                order by case_id, act desc) s using (case_id)
            where s.state is distinct from w.state
            """, stop, act.Number);
    }
}
