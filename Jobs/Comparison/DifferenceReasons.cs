using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Explain;

namespace Disbursement.Jobs.Comparison;

/// <summary>Why one person, or one identity of a person, differs: what the engine sees, most telling first.</summary>
internal sealed class DifferenceReasons(DifferenceFacts facts, FoundDifference found)
{
    private static readonly ChangeType[] OfAccounts = [ChangeType.AccountChange, ChangeType.PayeeChange];

    private readonly List<string> reasons = [];
    private readonly PayMonth month = facts.Run.Month;
    private readonly Owed owed = new(facts.Standards, facts.Parameters);

    /// <summary>At least one sentence.</summary>
    public IReadOnlyList<string> All()
    {
        if (found.Person == 0) Stranger();
        else if (!found.IsKnown) reasons.Add($"{facts.Run.Name}测算时名册里还没有这个人，后来才登记");
        else Known();
        if (found.OtherName is { } name)
            reasons.Insert(0, $"名单上这个身份证号的姓名是“{name}”，系统里是“{found.Name}”，请核对是不是同一个人");
        if (found.Rows > 1) reasons.Add($"名单里这个人有{found.Rows}行，合计对照");
        if (reasons.Count == 0) reasons.Add($"本批没有看到特别的情形，请核对{facts.Other?.Name ?? "名单"}的金额从哪里来");
        return reasons;
    }

    private void Stranger()
    {
        reasons.Add("名册里没有这个身份证号");
        if (found.Name is null) return;
        var tails = facts.NumbersByName[found.Name].Take(3).Select(n => IdentityNumber.Tail(n)).ToList();
        if (tails.Count > 0) reasons.Add($"名册里有同名的人（尾号{string.Join('、', tails)}），请核对身份证号");
    }

    private void Known()
    {
        var history = facts.Histories[found.Person];
        var person = Folding.Fold(history);
        owed.WorkOut(person, month);
        if (found.Difference is not (ListDifference.Account or ListDifference.Name))
        {
            if (owed.Undecided is { } undecided)
                reasons.Add("待定，" + Reasons.Undecided(undecided.Reason, undecided.Category));
            NotEntitled(person, history);
            Held(person);
            Claims();
            Lower();
            Parts();
            Elsewhere();
            Standard(person, history);
            if (facts.RoundingFen.TryGetValue(found.Person, out var fen) && fen != 0)
                reasons.Add($"尾差{Money.Spoken(fen)}，不补不追");
        }

        if (found.OtherAccount is not null) Account(person, history);
    }

    private bool IsAsked(short category) => found.Category == 0 || found.Category == category;

    private void NotEntitled(FoldedPerson person, PersonHistory history)
    {
        var isEnded = false;
        foreach (var identity in person.Identities.Where(i => IsAsked(i.Category) && i.At(month) is null))
        {
            isEnded |= identity.Ended;
            // What the explanation of a month shows below stands behind it here.
            reasons.Add(Reasons.Identity(identity, month, person.DiedOn).Replace(
                "（见下面的变动）", "", StringComparison.Ordinal));
        }

        if (!isEnded) return;
        var last = Standing(history).LastOrDefault(c => c.Type is ChangeType.Death or ChangeType.Ending
            or ChangeType.Suspension or ChangeType.TransferOut && (c.Category is null || IsAsked(c.Category.Value)));
        if (last is not null) reasons.Add(Told(last));
    }

    private void Held(FoldedPerson person)
    {
        foreach (var held in facts.Held[found.Person].Where(h => IsAsked(h.Category))
            .GroupBy(h => (h.Reason, Category: h.Reason == Block.OnHold ? h.Category : (short)0)))
        {
            var why = held.Key.Reason == Block.OnHold
                ? Reasons.Hold(person.Hold ?? Array.Find(person.Identities, i => i.Category == held.Key.Category)?.Hold)
                : Reasons.Block(held.Key.Reason, person);
            reasons.Add($"暂缓{Money.Spoken(held.Sum(h => h.Fen))}"
                + $"（{Spoken.Months(held.Select(h => h.Month))}）：{why}");
        }
    }

    private void Claims()
    {
        foreach (var claim in facts.Claims[found.Person])
            reasons.Add($"{Spoken.Month(claim.Month)}多发{Money.Spoken(claim.Fen)}，待追缴，这个月本批不发");
    }

    private void Lower()
    {
        foreach (var (category, fen) in owed.Lower.Where(l => IsAsked(l.Category)))
        {
            reasons.Add($"{Category.Of(category).Label}{Money.Spoken(fen)}不发：就高，另一个身份更高");
        }
    }

    /// <summary>What is in the amounts beside the month itself.</summary>
    private void Parts()
    {
        Parts("其中", facts.Sent[found.Person]);
        if (facts.Other is { } other) Parts($"{other.Name}里有", facts.SentByOther[found.Person]);
    }

    private void Parts(string of, IEnumerable<SentPart> parts)
    {
        foreach (var part in parts.Where(p => IsAsked(p.Category) && p.Kind != LineKind.Regular).GroupBy(p => p.Kind))
        {
            var word = part.Key switch
            {
                LineKind.Arrears => "补发",
                LineKind.Reissue => "重发",
                LineKind.Recovery => "扣回",
                LineKind.Funeral => "丧葬补助",
                _ => "一次性",
            };
            reasons.Add($"{of}{word}{Money.Spoken(part.Sum(p => p.Fen))}（{Spoken.Months(part.Select(p => p.Month))}）");
        }
    }

    private void Elsewhere()
    {
        foreach (var (run, fen) in facts.Elsewhere[found.Person])
            reasons.Add($"{Spoken.Month(month)}已在{run}发过{Money.Spoken(fen)}");
        var before = facts.Before[found.Person].Where(b => IsAsked(b.Category)).Sum(b => b.Fen);
        if (before != 0) reasons.Add($"{Spoken.Month(month)}以前系统已发{Money.Spoken(before)}（paid-history）");
    }

    /// <summary>By which standards and documents the month is worked out.</summary>
    private void Standard(FoldedPerson person, PersonHistory history)
    {
        if (found.Difference == ListDifference.OnlyInRun)
        {
            reasons.InsertRange(0, person.Identities.Where(i => IsAsked(i.Category) && i.At(month) is not null)
                .Select(i => Reasons.Identity(i, month, person.DiedOn)));
        }

        var parts = owed.Components.Where(c => IsAsked(c.Category) && !c.Lower).Select(c =>
            $"{facts.Components[c.Component]}{Money.Figures(c.Fen)}{Basis(c, history)}").ToList();
        if (parts.Count > 0) reasons.Add($"{Spoken.Month(month)}标准：{string.Join('、', parts)}");
    }

    private string Basis(in OwedComponent component, PersonHistory history)
    {
        var id = component.StandardId;
        var document = facts.Standards.ById(id)?.Document
            ?? (facts.Wages.TryGetValue(id, out var wage) ? wage.Document : null)
            ?? facts.Parameters.Funeral.ById(id)?.Document
            ?? history.Assessed.FirstOrDefault(a => a.StandardId == id)?.Document;
        return string.IsNullOrEmpty(document) ? "" : $"（{document}）";
    }

    private void Account(FoldedPerson person, PersonHistory history)
    {
        var (listed, used) = (IdentityNumber.Tail(found.OtherAccount!), IdentityNumber.Tail(found.RunAccount ?? ""));
        reasons.Add($"账号不同：{facts.Other?.Name ?? "名单"}尾号{listed}，本批尾号{used}"
            + (used == listed ? "，前面的数字不同" : "")
            + (person.Receiving.Payee is { } payee ? $"，由{payee.Name}代收" : ""));
        if (Standing(history).LastOrDefault(c => OfAccounts.Contains(c.Type)) is { } change) reasons.Add(Told(change));
    }

    private static IEnumerable<Change> Standing(PersonHistory history)
    {
        var withdrawn = history.Changes.Where(c => c.Withdraws is not null).Select(c => c.Withdraws!.Value).ToHashSet();
        return history.Changes.Where(c => c.Withdraws is null && !withdrawn.Contains(c.Place)).OrderBy(c => c.Place);
    }

    private string Told(Change change) => Reasons.Change(change, facts.Days[change.Place.Act], isWithdrawn: false);
}
