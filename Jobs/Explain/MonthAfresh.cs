using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Results;

namespace Disbursement.Jobs.Explain;

/// <summary>One person's month worked out again from the facts alone, with its reasons kept.</summary>
internal sealed class MonthAfresh(
    PersonHistory history, StandardTable standards, Parameters parameters, PayMonth month)
{
    private readonly FoldedPerson person = Folding.Fold(history);
    private readonly Owed owed = new(standards, parameters);

    public required Dictionary<int, Wage> Wages { get; init; }

    public required PayingBanks Banks { get; init; }

    public required Dictionary<short, string> Components { get; init; }

    public required List<StoredLine> Lines { get; init; }

    /// <summary>What came back of the month: it counts as not paid.</summary>
    public required List<StoredMoneyBack> Back { get; init; }

    /// <summary>Imported history of all months.</summary>
    public required List<HistoryTotal> Before { get; init; }

    /// <summary>What else bars months of the person.</summary>
    public required RunBars Bars { get; init; }

    public required int PersonId { get; init; }

    /// <summary>What counts of rows that did not go through whole.</summary>
    public required CreditedRows Credited { get; init; }

    /// <summary>On which day each act of the history became known.</summary>
    public required Dictionary<long, DateOnly> Days { get; init; }

    public Explanation Explanation(string? asOf)
    {
        owed.WorkOut(person, month);
        return new Explanation(
            new string('*', 14) + IdentityNumber.Tail(person.IdNumber), person.Name, month, asOf,
            [.. person.Identities.Select(i => Reasons.Identity(i, month, person.DiedOn))],
            owed.Undecided is { } u ? Reasons.Undecided(u.Reason, u.Category) : null,
            Positions(), Payments(), Blocked(), Changes())
        {
            Funeral = owed.Funeral is { } grant ? [.. FuneralReasons.Of(person, grant, Before)] : [],
        };
    }

    /// <summary>What of the month is 尾差, as a run of <paramref name="payMonth"/> finds it.</summary>
    public long DifferenceFen(PayMonth first, PayMonth payMonth, long limit)
    {
        if (month < first || !Before.Exists(h => h.Month == month)) return 0;
        var assessment = new Assessment(
            standards, parameters, PayMonth.Later(month, payMonth), first, limit);
        assessment.WorkOut(new PersonFile(person, Block.None, [], Before), Before.Min(h => h.Month));
        return assessment.RoundingDifferences.Where(d => d.Month == month).Sum(d => d.Fen);
    }

    private List<ExplainedComponent> Positions()
    {
        var shares = new List<HistoryTotal>();
        HistoryShares.Of(month, Before, owed.Components, shares);
        var paid = Lines.Where(l => Counts(l)).Select(l => (l.Category, l.Component, Fen: CountedFen(l)))
            .Concat(shares.Select(s => (s.Category, s.Component, s.Fen)))
            .Concat(Back.Select(b => (b.Category, b.Component, Fen: -b.Fen)))
            .GroupBy(p => (p.Category, p.Component)).ToDictionary(g => g.Key, g => g.Sum(p => p.Fen));
        var positions = owed.Components.Select(c => (c.Category, c.Component)).Union(paid.Keys).Order();
        return [.. positions.Select(p => Position(p, paid.GetValueOrDefault(p)))];
    }

    private ExplainedComponent Position((short Category, short Component) position, long paid)
    {
        var (category, component) = position;
        var found = owed.Components.FindIndex(c => c.Category == category && c.Component == component);
        if (found < 0) return new(Category.Of(category), Components[component], 0, paid, "", "本月不应发这一项");
        var one = owed.Components[found];
        var (document, arithmetic) = Basis(one);
        if (one.Lower) arithmetic += "；就高：另一个身份更高，这一份不发";
        return new(Category.Of(category), Components[component], one.Fen, paid, document, arithmetic);
    }

    private (string Document, string Arithmetic) Basis(in OwedComponent one)
    {
        var (category, id) = (one.Category, one.StandardId);
        if (one.Component == Component.Funeral)
            return (FuneralReasons.Document(parameters.Funeral.ById(id)!), owed.Funeral!.Best!.Value.Arithmetic);
        var span = Array.Find(person.Identities, i => i.Category == category)!.At(month)!.Value;
        if (id == 0)
        {
            var enrolment = history.Enrolments.First(e => e.Category == category);
            return ($"{enrolment.ApprovalDocument}", $"核定月标准 {Money.Figures(one.Fen)}");
        }

        if (standards.ById(id) is { } standard)
        {
            return ($"{standard.Document}（{standard.EffectiveFrom:yyyy-MM-dd}起）",
                standard.Arithmetic(month, span.Grade.ServiceYears));
        }

        if (Wages.TryGetValue(id, out var wage))
        {
            return ($"{wage.Document}（{wage.EffectiveFrom:yyyy-MM-dd}起）", NursingAllowance.Arithmetic(
                wage.MonthlyFen, NursingAllowance.Percent(span.Grade, span.Nursing, month)));
        }

        var assessed = history.Assessed.First(a => a.StandardId == id);
        return ($"{assessed.Document}（{assessed.From}起）", $"个人核定每月 {Money.Figures(assessed.Fen)}");
    }

    private static bool Counts(StoredLine line) =>
        !line.WasHeld && line.State is >= RunState.Approved and not RunState.Cancelled;

    private long CountedFen(StoredLine line) =>
        Credited.Of(line.RunId, PersonId, line.Category, line.Component, month, line.Fen).Fen;

    private List<ExplainedPayment> Payments() =>
    [
        .. Before.Where(h => h.Month == month).Select(h => new ExplainedPayment(
            "以前系统", "已发记录", null, Category.Of(h.Category), h.Component == 0 ? "合计" : Components[h.Component], h.Fen,
            "", Counts: true, IsHeld: false)),
        .. Lines.Select(l => new ExplainedPayment(
            l.Run, l.Status, l.ApprovedOn, Category.Of(l.Category),
            Components[l.Component] + (l.Kind == LineKind.Recovery ? "（抵扣多发）" : ""),
            l.Fen, DocumentOf(l.StandardId), Counts(l) && CountedFen(l) == l.Fen, l.IsHeld)
        {
            IsDraft = !l.IsHeld && l.State < RunState.Approved,
        }),
        .. Back.Select(b => new ExplainedPayment(
            b.ByBank ? "银行追回" : "退款收回", b.Document, b.On, Category.Of(b.Category), Components[b.Component],
            -b.Fen, "", Counts: true, IsHeld: false) { IsBack = true }),
    ];

    private string DocumentOf(int id) => standards.ById(id)?.Document
        ?? (Wages.TryGetValue(id, out var wage) ? wage.Document : null)
        ?? parameters.Funeral.ById(id)?.Document
        ?? history.Assessed.FirstOrDefault(a => a.StandardId == id)?.Document ?? "";

    private List<string> Blocked()
    {
        List<string> why = [];
        if (person.Hold is not null) why.Add("全部身份：" + Reasons.Hold(person.Hold));
        if (Receiver() is var receiver and not Block.None) why.Add(Reasons.Block(receiver, person));
        foreach (var identity in person.Identities.Where(i => i.At(month) is not null))
        {
            var label = Category.Of(identity.Category).Label;
            if (identity.Hold is not null) why.Add($"{label}：{Reasons.Hold(identity.Hold)}");
            if (!identity.IsDocumented) why.Add($"{label}：{Reasons.Block(Block.NewcomerUndocumented, person)}");
            if (owed.Components.Exists(c => c.Category == identity.Category && c.SetAside))
                why.Add($"{label}：{Reasons.Block(Block.OverlapReview, person)}");
            foreach (var bar in Bars.Of(PersonId).Where(b => b.Covers(identity.Category, month)))
                why.Add($"{label}：{Bars.HeldBackOf(PersonId, bar.Reason, identity.Category)?.Words
                    ?? Reasons.Block(bar.Reason, person)}");
            if (owed.WageMissing.Contains(identity.Category)) why.Add($"{label}：没有月平均工资，护理费先不动（导入 wages）");
        }

        return why;
    }

    /// <summary>What the facts say of who receives, then the bank's own limits.</summary>
    private Block Receiver()
    {
        var block = Blocks.OfReceiver(person);
        if (block != Block.None || person.Receiving.Account is not { } account) return block;
        if (Banks.For(account.Bank) is not { } bank) return Block.BankUnknown;
        return bank.Profile.Check(account.NameAtBank ?? person.HolderName!, account.Number!)?.Code switch
        {
            null => Block.None,
            "name-not-encodable" => Block.NameNotEncodable,
            "name-too-long" => Block.NameTooLong,
            _ => Block.AccountFormat,
        };
    }

    private List<string> Changes()
    {
        var withdrawn = history.Changes.Where(c => c.Withdraws is not null).Select(c => c.Withdraws!.Value).ToHashSet();
        return [.. history.Changes.OrderBy(c => c.Place)
            .Select(c => (c.Place.Act, Reasons.Change(c, Days[c.Place.Act], withdrawn.Contains(c.Place))))
            .Concat(Bars.Decisions.ReleasesOf(PersonId).Select(d => (d.Act, Reasons.Release(d))))
            .OrderBy(told => told.Act).Select(told => told.Item2)];
    }
}
