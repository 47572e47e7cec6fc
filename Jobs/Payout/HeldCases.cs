using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.OneOffs;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Verification;

namespace Disbursement.Jobs.Payout;

/// <summary>拦付: what of one person waits, and what for. A case for each thing that somebody has to do.</summary>
internal sealed class HeldCases(RunFrame frame, List<RunException> found)
{
    public void Note(ShardPerson person, Assessment assessment)
    {
        if (assessment.Held.Count == 0) return;
        foreach (var group in assessment.Held.GroupBy(h =>
            (h.Reason, Category: OfIdentity(h.Reason) ? frame.Bars.IdentityOf(person.Id, h) : (short)0)))
        {
            var sum = group.Sum(h => h.Fen);
            Add(person, group.Key.Reason, group.Key.Category, [.. group], sum);
        }

        NoteOthers(person, assessment);
    }

    /// <summary>
    /// What would hold the same money if the first reason were gone: said at once, so that nobody loses a month for
    /// each. Their money stands with the first.
    /// </summary>
    private void NoteOthers(ShardPerson person, Assessment assessment)
    {
        foreach (var identity in assessment.Held.GroupBy(h => h.Category))
        {
            var folded = Array.Find(person.Person.Identities, i => i.Category == identity.Key);
            var others = new HashSet<Block> { person.Receiver };
            if (folded is { IsDocumented: false }) others.Add(Block.NewcomerUndocumented);
            others.UnionWith(frame.Bars.Of(person.Id).Where(b => identity.Any(h => b.Covers(h.Category, h.Month)))
                .Select(b => b.Reason));
            // Of a one-off the dead have a case of its own.
            if (person.OneOff is not null) others.Remove(Block.HeirAccountMissing);
            foreach (var other in others)
            {
                if (other == Block.None || assessment.Held.Exists(h => h.Reason == other
                    && (!OfIdentity(other) || h.Category == identity.Key))) continue;
                var ofIdentity = OfIdentity(other);
                if (!ofIdentity && identity.Key != assessment.Held[0].Category) continue;
                Add(person, other, ofIdentity ? identity.Key : (short)0,
                    ofIdentity ? [.. identity] : assessment.Held, null);
            }
        }
    }

    /// <param name="category">0: of the person.</param>
    /// <param name="held">Whose months and money the sentence names.</param>
    /// <param name="fen">What is kept back for it; null: it stands with another case.</param>
    private void Add(
        ShardPerson person, Block reason, short category, IReadOnlyCollection<HeldAmount> held, long? fen)
    {
        switch (reason)
        {
            case Block.DuplicatePerson:
                AddEach(
                    frame.Bars.LikenessesOf(person.Id, held), l => l.Subject,
                    (l, of) => LikenessArguments(person, l, of));
                break;
            case Block.AttachmentMissing:
                AddEach(frame.Bars.PapersOf(person.Id, held), p => p.Document, (p, of) => p.Blanks(of));
                break;
            case Block.AccountDead when person.OwnReturned is { } own:
                Add(person, ExceptionCode.AccountDeadUntilFixed, null, fen, own.Blanks(held, long.MaxValue), null);
                break;
            case Block.SentenceReported or Block.VerificationOverdue or Block.EmployeePension
                or Block.ConfirmedAfterDeath or Block.EvidenceContradicts or Block.IdentityMismatch
                or Block.DeathWithdrawnUnseen:
                AddFound(person, frame.Bars.HeldBackOf(person.Id, reason, category)!, category, held, fen);
                break;
            case Block.DeathReported when frame.Bars.HeldBackOf(person.Id, reason, category) is { } reported:
                AddFound(person, reported, category, held, fen);
                break;
            case Block.AccountDead or Block.DeathReported:
                AddReturned(person, reason, held, fen);
                break;
            default:
                Add(person, reason, category == 0 ? null : category, fen,
                    HeldArguments(person, reason, category, held), null);
                break;
        }

        // The money stands with the first.
        void AddEach<T>(
            IEnumerable<(T What, HeldAmount[] Held)> all, Func<T, string> subject,
            Func<T, HeldAmount[], (string, string)[]> blanks)
        {
            var left = fen;
            foreach (var (what, of) in all)
            {
                Add(person, reason, null, left, blanks(what, of), subject(what));
                left = null;
            }
        }
    }

    /// <summary>The finding in its own words, with the months and the money of the run.</summary>
    private void AddFound(
        ShardPerson person, HeldBack what, short category, IReadOnlyCollection<HeldAmount> held, long? fen)
    {
        (string Name, string Value)[] ofRun =
            [("金额", Money.Spoken(held.Sum(h => h.Fen))), ("月份", Spoken.Months(held.Select(h => h.Month)))];
        Add(person, what.Block, category == 0 ? null : category, fen,
            [
                .. what.Finding.Blanks.Select(b => (b.Key, b.Value)),
                .. ofRun.Where(b => what.Finding.Code.Known.Contains(b.Name)),
            ], null);
    }

    private void AddReturned(ShardPerson person, Block reason, IReadOnlyCollection<HeldAmount> held, long? fen)
    {
        var since = frame.Basis?.KnownThrough ?? 0;
        foreach (var (what, of) in frame.Bars.ReturnedOf(person.Id, reason, held))
        {
            Add(person, what.IsOwn && what.Act > since && reason == Block.AccountDead
                ? ExceptionCode.Returned
                : ExceptionCode.Of(reason.Code()), null, fen, what.Blanks(of, since), null);
        }
    }

    private void Add(
        ShardPerson person, Block reason, short? category, long? fen, (string Name, string Value)[] arguments,
        string? subject) => Add(person, ExceptionCode.Of(reason.Code()), category, fen, arguments, subject);

    private void Add(
        ShardPerson person, ExceptionCode code, short? category, long? fen, (string Name, string Value)[] arguments,
        string? subject)
    {
        var blanks = arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
        if (code.Known.Contains("姓名")) blanks.TryAdd("姓名", person.Person.Name);
        found.Add(new RunException(code, person.Id, category, null, fen, fen, blanks, Severity.Block)
        {
            Subject = subject,
        });
    }

    private static bool OfIdentity(Block reason) => reason is Block.OverlapReview or Block.NewcomerUndocumented
        or Block.AgeNotReached or Block.OverageSurvivorChild or Block.VerificationOverdue or Block.EmployeePension;

    private (string, string)[] HeldArguments(
        ShardPerson person, Block reason, short category, IReadOnlyCollection<HeldAmount> held)
    {
        var money = Money.Spoken(held.Sum(h => h.Fen));
        var spoken = Spoken.Months(held.Select(h => h.Month));
        var account = person.Person.Receiving.Account;
        var bank = frame.Banks.For(account?.Bank)?.Name ?? "";
        return reason switch
        {
            Block.OnHold => HoldArguments(person.Person, money, spoken),
            Block.HeirAccountMissing =>
                [("日期", Spoken.Date(person.Person.DiedOn!.Value)), ("金额", money), ("月份清单", spoken)],
            Block.AccountMissing => [("月份", spoken), ("金额", money)],
            Block.PayeeNameDiffers => [("户名", account?.HolderName ?? ""), ("金额", money)],
            Block.BankUnknown => [("开户行", account?.Bank ?? ""), ("金额", money)],
            Block.AccountFormat => [("位数", person.BankProblem!.Found), ("银行", bank),
                ("允许位数", person.BankProblem.Detail), ("金额", money)],
            Block.NameNotEncodable => [("银行", bank), ("字", person.BankProblem!.Found),
                ("码位", person.BankProblem.Detail), ("金额", money)],
            Block.NameTooLong => [("字节", person.BankProblem!.Found), ("银行", bank),
                ("上限", person.BankProblem.Detail), ("金额", money)],
            Block.PayeeUndocumented => PayeeArguments(person.Person.Receiving.Payee!, money),
            Block.NewcomerUndocumented => [("类别", Category.Of(category).Label)],
            Block.AgeNotReached or Block.OverageSurvivorChild => AgeArguments(person, reason, category, spoken, money),
            Block.OneOffDead =>
            [
                ("日期", Spoken.Date(person.Person.DiedOn!.Value)), ("批次", frame.Run.Name), ("金额", money),
            ],
            Block.OneOffNotOnRoster => [("金额", money)],
            Block.OneOffDuplicate => [("疑点", TwinOf(person.OneOff!)), ("金额", money)],
            _ => [("类别甲", PersonExceptions.OtherLabels(person.Person, category)),
                ("类别乙", Category.Of(category).Label), ("金额", money)],
        };
    }

    /// <summary>Where the same matter stands as well, in the batch itself or in another.</summary>
    private string TwinOf(OneOffOwed owed)
    {
        var (row, _, twin) = owed.Amounts.First(a => a.Reason == Block.OneOffDuplicate);
        return twin!.Batch == owed.Batch
            ? $"在{frame.Run.BatchName}里出现{owed.Amounts.Count(a => a.Row.IsOfTheSameMatter(row))}次"
            : $"与{frame.Batches[twin.Batch]}同一事项重复";
    }

    private (string, string)[] AgeArguments(
        ShardPerson person, Block reason, short category, string months, string money)
    {
        var limit = frame.Bars.LimitsOf(person.Id).First(l => l.Bar.Reason == reason && l.Bar.Category == category);
        return [.. frame.Bars.BlanksOf(person.Id, person.Person, limit, (months, money)).Select(b => (b.Key, b.Value))];
    }

    private static (string, string)[] LikenessArguments(ShardPerson person, Likeness alike, HeldAmount[] held) =>
    [
        ("尾号", IdentityNumber.Tail(person.Person.IdNumber)), ("甲", alike.Name),
        ("乙", IdentityNumber.Tail(alike.IdNumber)), ("疑点", alike.Why), ("金额", Money.Spoken(held.Sum(h => h.Fen))),
    ];

    private static (string, string)[] PayeeArguments(Payee payee, string money)
    {
        List<(string, string)> arguments = [("收款人", payee.Name), ("材料", payee.Missing), ("金额", money)];
        if (payee.Relation.Length > 0) arguments.Add(("关系", payee.Relation));
        return [.. arguments];
    }

    private static (string, string)[] HoldArguments(FoldedPerson person, string money, string months)
    {
        var hold = person.Hold ?? person.Identities.Select(i => i.Hold).OfType<HoldInForce>().First();
        List<(string, string)> arguments =
        [
            ("日期", Spoken.Date(hold.Since)), ("原因", hold.Reason ?? "没有写明"), ("月份", months), ("金额", money),
            ("累计", money),
        ];
        if (hold.Document is { } document) arguments.Add(("文号", document));
        return [.. arguments];
    }
}
