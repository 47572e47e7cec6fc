using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// For which months public money may be asked now, and why not for the others: approved, billed once, nothing wrong
/// that has to be settled before, the person's own part paid where that comes first, and nothing of it paid that nobody
/// can allocate.
/// </summary>
internal sealed class BatchMonths(NpgsqlConnection connection, BackPaymentPass pass)
{
    private const int MostNamed = 3;

    private readonly WrittenGrounds grounds = new(connection);

    private readonly SortedDictionary<string, (SortedSet<string> First, int Cases, int Months)> leftOut =
        new(StringComparer.Ordinal);

    /// <summary>Why months that public money bears are not asked for, with the first cases.</summary>
    public IEnumerable<string> LeftOut => leftOut.Select(l => $"{l.Key}{l.Value.Cases}件{l.Value.Months}个月"
        + $"（{string.Join('、', l.Value.First)}{(l.Value.Cases > l.Value.First.Count ? "等" : "")}）");

    /// <param name="isStanding">They are in a standing batch, which is looked at again.</param>
    public async Task<List<BatchMonth>> Of(ReconciledRange range, bool isStanding, CancellationToken stop)
    {
        var numbers = range.People.SelectMany(p => p.Person.Cases).Select(f => f.Case.IdNumber).Distinct().ToArray();
        var people = (await connection.Rows("select number, number_id from insured_number where number = any($1)",
            r => (r.GetString(0), pass.Numbers.First(r.GetInt32(1))), stop, [numbers])).ToDictionary();
        var stopped = (await grounds.Unexplained(range.Findings.Where(f => f.StopsPublicMoney), stop))
            .ToLookup(f => f.Case.Id);
        var found = new List<BatchMonth>();
        foreach (var account in range.People.SelectMany(p => p.Accounts))
        {
            var (file, insurance) = (account.Of, account.Insurance);
            var left = new Dictionary<string, int>(StringComparer.Ordinal);
            void Leave(string reason) => left[reason] = left.GetValueOrDefault(reason) + 1;
            foreach (var month in account.Months.Where(m => m.IsApproved && IsPublic(m)))
            {
                if (!isStanding && file.Funded.TryGetValue((insurance, month.Month), out var asked))
                {
                    var back = account.Spending.WentBack(month.Month);
                    if (back.AtAll || asked.Batch.IsWithdrawn)
                        Leave($"财政缴过{(back.AtAll ? "又退回" : "一部分")}，还在拨款批次{asked.Batch.Name}里"
                            + (!back.Whole ? "（由财政另行批复）"
                                : asked.Batch.IsWithdrawn ? "（先对账：backpay reconcile）" : "（先让案件退出那一批）"));
                    continue;
                }

                if (Reason(account, month, stopped[file.Case.Id]) is { } reason) Leave(reason);
                else
                    found.Add(new BatchMonth(
                        people[file.Case.IdNumber], file.Case.Id, insurance, month.Month, Open(month, Slot.Unit),
                        Open(month, Slot.Help)));
            }

            foreach (var (reason, months) in left)
            {
                var (first, cases, before) = leftOut.TryGetValue(reason, out var known)
                    ? known
                    : (new SortedSet<string>(StringComparer.Ordinal), 0, 0);
                if (first.Count < MostNamed) first.Add(file.Case.Number);
                leftOut[reason] = (first, cases + 1, before + months);
            }
        }

        return found;
    }

    /// <summary>Public money bears something of it that is not paid.</summary>
    private static bool IsPublic(MonthSides month) => month.IsBilled
        ? Open(month, Slot.Unit) + Open(month, Slot.Help) > 0
        : month.UnitPayer == Payer.Treasury;

    /// <summary>Null: it may be asked for.</summary>
    private string? Reason(ContributionAccount account, MonthSides month, IEnumerable<BackPaymentFinding> stopped)
    {
        // Refused, suspended, ended or closed: nothing is asked for.
        if (account.Of.Decided is { } decided) return $"案件{decided.Label()}";
        if (month.IsSetAside) return "月份不能补（服役期内、已缴、超过月数等）";
        if (!month.IsBilled) return "还没有开单";
        if (month.Bills > 1) return "重复开单";
        if (month.IsPosted) return "已经记账";
        if (account.Receipts.Any(r => !r.IsAllocated && r.FreeFen > 0 && r.Receipt.Payer == Payer.Treasury
            && r.Receipt.Covers(month.Month))) return "财政凭证分不到月份";
        if (pass.Terms.PersonalFirst && !month.IsPaid(Slot.Own)) return "个人部分未缴";
        var found = stopped.FirstOrDefault(s => s.IsAbout(account.Insurance, month.Month));
        return found is null ? null
            : BackPaymentMatters.Of(found.Code) + (found.MayBeExplained ? "（有依据的由复核写明关闭）" : "");
    }

    private static long Open(MonthSides month, Slot slot) =>
        month.PayerOf(slot) == Payer.Treasury ? month.Open(slot) : 0;
}
