using Disbursement.Domain.Duties;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// 凭证认领: which month has how much of a receipt that could not be allocated, by the bank's or the tax office's detail.
/// It counts once 经办 and 复核 have said the same: two people, each with the list.
/// </summary>
public sealed class AllotmentJob(NpgsqlDataSource source)
{
    public const string Kind = "backpay-allotments";

    /// <exception cref="Refused">A row is bad: nothing is taken.</exception>
    public async Task<ImportOutcome> State(SheetSource file, Performer performer, CancellationToken stop)
    {
        await using var act = await Act.Begin(source, performer, stop);
        var isChecker = await IsChecker(act, stop);
        await UserStore.Require(act, isChecker ? Deed.CheckBackPayment : Deed.RecordBackPayment, stop);
        try
        {
            // The same file comes twice, by two people: it is the rows that are known or not.
            var take = new FileIntake(act, Kind, file, null);
            await take.Table(AllotmentSheet.Read(file, performer.Today), new AllotmentIntake(act, isChecker), stop);
            return await take.FinishAtTheCounter(file.Name, stop);
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused($"{file.Name}：{refused.Message}");
        }
    }

    private static async Task<bool> IsChecker(Act act, CancellationToken stop) =>
        (await UserStore.All(act.Connection, stop)).Exists(u => u.Name == act.Performer.User && !u.IsDisabled
            && u.Roles.Contains(Role.Checker) && !u.Roles.Contains(Role.Maker));
}

/// <summary>Rows of an allotment, against the receipts that are known.</summary>
internal sealed class AllotmentIntake(Act act, bool isChecker) : IIntake<AllotmentRow>
{
    private readonly LedgerNumbers numbers = new(act.Connection);

    public async Task Take(IReadOnlyList<AllotmentRow> rows, IntakeTally tally, CancellationToken stop)
    {
        var cases = await numbers.Cases(rows.Select(r => r.CaseNumber), stop);
        foreach (var of in rows.GroupBy(r => (r.ReceiptNumber, r.CaseNumber, r.Insurance, r.Payer)))
        {
            var (number, caseNumber, insurance, payer) = of.Key;
            var id = cases[caseNumber];
            var amounts = await act.Connection.Rows("""
                select fen from contribution_receipt r
                where case_id = $1 and kind = $2 and number = $3 and payer = $4 and not is_withdrawal
                """, r => r.GetInt64(0), stop, id, (short)insurance, number, (short)payer);
            var stated = of.Sum(r => r.Fen);
            var line = of.First().LineNumber;
            if (amounts.Count == 0)
            {
                tally.Rejected.Add((line, "票据号", $"案件{caseNumber}没有票据{number}"));
                continue;
            }

            if (!amounts.Contains(stated))
            {
                tally.Rejected.Add((line, "金额", $"票据{number}是{Domain.Money.Spoken(amounts[0])}，"
                    + $"认领的各月合计{Domain.Money.Spoken(stated)}，要一样"));
                continue;
            }

            await Write(id, [.. of], tally, stop);
        }
    }

    private async Task Write(int caseId, List<AllotmentRow> rows, IntakeTally tally, CancellationToken stop)
    {
        if (isChecker && !await IsStated(caseId, rows, stop))
        {
            tally.Rejected.Add((rows[0].LineNumber, "票据号",
                $"票据{rows[0].ReceiptNumber}经办还没有这样认领，先由经办登记，复核再确认"));
            return;
        }

        foreach (var row in rows)
        {
            var isNew = await act.Connection.Execute("""
                insert into receipt_allotment (case_id, kind, number, payer, month, fen, stated_by, act, row_number)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
                """, stop, caseId, (short)row.Insurance, row.ReceiptNumber, (short)row.Payer, row.Month.FirstDay,
                row.Fen, act.Performer.Named ?? act.Performer.SystemUser, act.Number, row.LineNumber);
            tally.Accepted += isNew;
            tally.Known += 1 - isNew;
        }
    }

    private async Task<bool> IsStated(int caseId, List<AllotmentRow> rows, CancellationToken stop)
    {
        foreach (var row in rows)
        {
            var known = await act.Connection.Scalar<bool>("""
                select exists (select from receipt_allotment where case_id = $1 and kind = $2 and number = $3
                    and payer = $4 and month = $5 and fen = $6 and stated_by <> $7)
                """, stop, caseId, (short)row.Insurance, row.ReceiptNumber, (short)row.Payer, row.Month.FirstDay,
                row.Fen, act.Performer.Named ?? act.Performer.SystemUser);
            if (!known) return false;
        }

        return true;
    }
}
