using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Reconciliation;
using Disbursement.Jobs.Administration;
using Disbursement.Jobs.Funds;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.BackPayments;

/// <summary>
/// 拨款批次: the months that public money may be asked for now, in one batch, by three people and with finance's document.
/// A month of a person and insurance is in one standing batch at most.
/// </summary>
public sealed class BatchJob(NpgsqlDataSource source)
{
    public const string Kind = "backpay-batch";
    private const short Checked = 1;
    private const short Approved = 2;
    private const short Withdrawn = 3;
    private const int PeopleAtOnce = 256;
    private const int LongestName = 40;

    public async Task<List<FundingBatch>> List(CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await BatchStore.All(connection, stop);
    }

    /// <exception cref="Refused">There is nothing to ask for, or the name is taken.</exception>
    public async Task<(bool Changed, string Said)> Create(string name, Performer performer, CancellationToken stop)
    {
        if (name.Trim() != name || name.Length is 0 or > LongestName || name.Any(char.IsControl))
            throw new Refused($"批次名“{name}”不能用：1至{LongestName}个字，前后没有空格，如 2026年第1批。");
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.RecordBackPayment, stop);
        if (await Find(act.Connection, name, stop) is { } known)
        {
            if (known.IsWithdrawn) throw new Refused($"拨款批次{name}撤销过，名字不能再用；请换一个名字。");
            return (false, $"拨款批次{name}已经有了（{known.State}，{Said(known)}），没有再做任何事。");
        }

        var pass = await BackPaymentPass.Open(act.Connection, performer.Today, stop);
        var batch = await BatchStore.Add(act, name, stop);
        var (payable, months, help) = (new BatchMonths(act.Connection, pass), 0, 0L);
        await foreach (var range in pass.Ranges(act.Connection, stop))
        {
            var found = await payable.Of(range, isStanding: false, stop);
            await BatchStore.AddMonths(act, batch, found, months, stop);
            (months, help) = (months + found.Count, help + found.Sum(m => m.HelpFen));
        }

        var leftOut = string.Join('、', payable.LeftOut);
        if (months == 0)
            throw new Refused("现在没有可以申请财政资金的月份：要已核定、已开单、没有差错，"
                + (pass.Terms.PersonalFirst ? "个人部分已缴，" : "") + "而且不在别的批次里。"
                + (leftOut.Length == 0 ? "" : $"没有进批次的：{leftOut}。"));
        var taken = await BatchStore.Fund(act.Connection, batch, stop);
        if (taken.Count > 0)
            throw new Refused($"有月份已在别的批次里，或者同一人的两件案件里都有（案件{string.Join('、', taken)}等），没有提出；"
                + "先看 ./disburse backpay plan 案件号，终止多出的案件。");
        var proposed = (await Find(act.Connection, name, stop))!;
        await act.Commit(Kind, name, default, null, new { months, fen = proposed.Fen }, stop);
        return (true, $"拨款批次{name}：{Said(proposed)}" + (help > 0 ? $"（其中困难补助{Money.Spoken(help)}）" : "")
            + (leftOut.Length == 0 ? "" : $"。没有进这一批的：{leftOut}")
            + $"。下一步由复核：./disburse backpay batch check {name}。");
    }

    public Task<(bool Changed, string Said)> Check(string name, Performer performer, CancellationToken stop) =>
        Step(name, Checked, Deed.CheckBackPayment, null, performer, stop);

    /// <param name="document">Finance's.</param>
    public Task<(bool Changed, string Said)> Approve(
        string name, string document, Performer performer, CancellationToken stop) =>
        Step(name, Approved, Deed.DecideBackPayment, document, performer, stop);

    public Task<(bool Changed, string Said)> Withdraw(
        string name, string document, Performer performer, CancellationToken stop) =>
        Step(name, Withdrawn, Deed.DecideBackPayment, document, performer, stop);

    /// <summary>一件案件退出批次: its months that finance has not paid; the others go on.</summary>
    public async Task<(bool Changed, string Said)> Drop(
        string name, string caseNumber, string document, Performer performer, CancellationToken stop)
    {
        RequireDocument(document);
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.DecideBackPayment, stop);
        var batch = await Find(act.Connection, name, stop) ?? throw new Refused($"没有拨款批次“{name}”。");
        if (batch.IsWithdrawn) throw new Refused($"拨款批次{name}已经撤销，不用再退出。");
        var pass = await BackPaymentPass.Open(act.Connection, performer.Today, stop);
        var people = await pass.OfCases(act.Connection, [caseNumber], stop);
        if (people.Count == 0) throw new Refused($"没有案件“{caseNumber}”。");
        var id = people[0].Cases.First(c => c.Case.Number == caseNumber).Case.Id;
        var kept = (await Payments(act, batch, stop)).Kept(batch.Id);
        var leaves = (await BatchStore.MonthsOfCase(act.Connection, batch.Id, id, stop))
            .ExceptBy(kept, m => new KeptMonth(m.Case, m.Insurance, m.Month)).ToList();
        if (leaves.Count == 0)
            return (false, $"案件{caseNumber}没有可以退出拨款批次{name}的月份（不在这一批，或者财政已经缴出），没有再做任何事。");
        await BatchStore.Drop(act, batch.Id, id, document.Trim(), stop);
        await BatchStore.Release(act, batch.Id, kept, stop);
        var missing = await Settle(act, batch, stop);
        var left = (await Find(act.Connection, name, stop))!;
        await act.Commit(Kind, name, default, document,
            new { batch = batch.Id, dropped = caseNumber, months = leaves.Count }, stop);
        return (true, $"案件{caseNumber}的{leaves.Count}个月已退出拨款批次{name}"
            + $"（{Money.Spoken(leaves.Sum(m => m.UnitFen + m.HelpFen))}），这一批现在是{Said(left)}。" + missing);
    }

    private async Task<(bool Changed, string Said)> Step(
        string name, short step, Deed deed, string? document, Performer performer, CancellationToken stop)
    {
        RequireDocument(document);
        await using var act = await Act.Begin(source, performer, stop);
        var batch = await Find(act.Connection, name, stop);
        var signed = batch is null || step == Withdrawn ? [] : await BatchStore.Signed(act.Connection, batch.Id, stop);
        // Whoever did just this is told that it is done, not that he may not do it.
        var before = signed.Where(s => s.Deed != deed).ToArray();
        await UserStore.Require(act, deed, stop, before);
        if (batch is null) throw new Refused($"没有拨款批次“{name}”。");
        if (IsDone(batch, step)) return (false, $"拨款批次{name}已经是“{batch.State}”，没有再做任何事。");
        if (batch.IsWithdrawn) throw new Refused($"拨款批次{name}已经撤销，不能再办；请另起一批。");
        if (step == Approved && batch.CheckedBy is null) throw new Refused($"拨款批次{name}还没有复核。");
        var kept = step == Withdrawn ? (await Payments(act, batch, stop)).Kept(batch.Id) : [];
        if (step == Withdrawn && kept.Count > 0 && kept.Count == batch.StandingMonths)
            throw new Refused($"拨款批次{name}财政已经缴出，不能撤销；缴错的走退费。");
        if (step != Withdrawn) await RequirePayable(act, batch, stop);
        await BatchStore.Step(act, batch.Id, step, document?.Trim(), stop);
        var said = step switch
        {
            Checked => $"拨款批次{name}已复核（{Said(batch)}）。"
                + $"下一步由审批：./disburse backpay batch approve {name} --document 财政文号。",
            Approved => $"拨款批次{name}已批准（{Said(batch)}，{document}）。" + await BatchFunds.Reserve(act, batch.Id, stop),
            _ => await Release(act, batch, kept, stop),
        };
        await act.Commit(Kind, name, default, document, new { batch = batch.Id, step, fen = batch.Fen }, stop);
        return (true, said);
    }

    private static void RequireDocument(string? document)
    {
        if (document is not null && string.IsNullOrWhiteSpace(document)) throw new Refused("文号不能空（--document 文号）。");
    }

    /// <summary>What finance has paid of a batch, by the receipts that are in now.</summary>
    private static async Task<BatchPayments> Payments(Act act, FundingBatch batch, CancellationToken stop)
    {
        var payments = new BatchPayments(act, [batch.Id]);
        // Finance pays nothing of what nobody approved.
        if (batch.ApprovedBy is null) return payments;
        var pass = await BackPaymentPass.Open(act.Connection, act.Performer.Today, stop);
        foreach (var people in (await BatchStore.People(act.Connection, batch.Id, stop)).Chunk(PeopleAtOnce))
            payments.Add((await pass.Of(act.Connection, people, stop)).People);
        return payments;
    }

    /// <summary>Months have left: the ledger of funds follows.</summary>
    /// <returns>What could not be entered, said.</returns>
    private static async Task<string?> Settle(Act act, FundingBatch batch, CancellationToken stop)
    {
        var payments = await Payments(act, batch, stop);
        await payments.Settle(batch.Id, stop);
        return payments.Missing;
    }

    /// <summary>Months that something became known of since are not asked for.</summary>
    private static async Task RequirePayable(Act act, FundingBatch batch, CancellationToken stop)
    {
        var pass = await BackPaymentPass.Open(act.Connection, act.Performer.Today, stop);
        var now = new BatchMonths(act.Connection, pass);
        var (changed, cases) = (0, new HashSet<int>());
        foreach (var people in (await BatchStore.People(act.Connection, batch.Id, stop)).Chunk(PeopleAtOnce))
        {
            var payable = await now.Of(await pass.Of(act.Connection, people, stop), isStanding: true, stop);
            var months = await BatchStore.MonthsOfPeople(act.Connection, batch.Id, people, stop);
            foreach (var month in months.Except(payable))
            {
                changed++;
                cases.Add(month.Case);
            }
        }

        if (changed == 0) return;
        var numbers = await act.Connection.Rows(
            "select number from case_number where case_id = any($1) order by number limit 5", r => r.GetString(0), stop,
            cases.ToArray());
        throw new Refused($"拨款批次{batch.Name}有{changed}个月现在不能申请，或者金额变了（案件{string.Join('、', numbers)}等）："
            + $"看 ./disburse backpay plan 案件号；撤销这一批（./disburse backpay batch withdraw {batch.Name}）再提一批。");
    }

    private static bool IsDone(FundingBatch batch, short step) => step switch
    {
        Checked => batch.CheckedBy is not null && !batch.IsWithdrawn,
        Approved => batch.ApprovedBy is not null && !batch.IsWithdrawn,
        _ => batch.IsWithdrawn,
    };

    private static async Task<string> Release(
        Act act, FundingBatch batch, IReadOnlyCollection<KeptMonth> kept, CancellationToken stop)
    {
        var released = await BatchStore.Release(act, batch.Id, kept, stop);
        var missing = await Settle(act, batch, stop);
        return $"拨款批次{batch.Name}已撤销，{released}个月可以进别的批次"
            + (kept.Count == 0 ? "。" : $"；财政已经缴出的{kept.Count}个月保留，缴错的走退费。") + missing;
    }

    private static string Said(FundingBatch batch) =>
        $"{batch.People}人、{batch.Months}个月，{Money.Spoken(batch.Fen)}";

    private static async Task<FundingBatch?> Find(NpgsqlConnection connection, string name, CancellationToken stop) =>
        (await BatchStore.All(connection, stop)).Find(b => b.Name == name);
}
