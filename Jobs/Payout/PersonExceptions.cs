using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Domain.Recoveries;

namespace Disbursement.Jobs.Payout;

/// <summary>What is out of the ordinary about one person of a run, in the words of the exception list.</summary>
internal sealed class PersonExceptions(RunFrame frame, List<RunException> found)
{
    private readonly HeldCases held = new(frame, found);
    private readonly RosterDoubts roster = new(frame, found);
    private readonly FuneralCases funerals = new(frame, found);

    public void Note(ShardPerson person, PersonFile file, Assessment assessment, long? lastMonthFen)
    {
        var wasPaid = file.Paid.Exists(p => p.LinesCounting > 0);
        held.Note(person, assessment);
        NoteClaims(person, assessment, file.History);
        NoteRecovery(person, assessment, file.Recovery);
        funerals.Note(person, assessment, file.History);
        NoteUndecided(person, assessment);
        NoteArrears(person, assessment, wasPaid);
        if (!wasPaid && lastMonthFen is null) NoteNewcomer(person, assessment);
        if (frame.Run.Kind != PayoutRun.Regular) return;
        foreach (var category in assessment.WageMissing) NoteWageMissing(person, category);
        roster.Note(person);
        if (person.IsTouched) NoteTouched(person, assessment);
        NoteMonths(person, assessment, lastMonthFen);
    }

    private static string Label(short category) => Category.Of(category).Label;

    private void Add(
        ExceptionCode code, ShardPerson person, short? category, PayMonth? month, long? fen, long? held,
        params (string Name, string Value)[] arguments)
    {
        var blanks = arguments.ToDictionary(a => a.Name, a => a.Value, StringComparer.Ordinal);
        if (code.Known.Contains("姓名")) blanks.TryAdd("姓名", person.Person.Name);
        found.Add(new RunException(code, person.Id, category, month, fen, held, blanks));
    }

    /// <summary>补发: so much that somebody looks at it month by month; and beside a claim.</summary>
    private void NoteArrears(ShardPerson person, Assessment assessment, bool wasPaid)
    {
        var sum = 0L;
        foreach (var line in assessment.Lines) sum += line.Kind == LineKind.Arrears ? line.Fen : 0;
        if (sum <= 0) return;
        if (assessment.Claims.Count > 0)
        {
            Add(ExceptionCode.ArrearsWhileOwing, person, null, null, sum, null,
                ("补发", Money.Spoken(sum)), ("多发", Money.Spoken(assessment.Claims.Sum(c => c.Fen))));
        }

        if (sum < frame.ArrearsReviewFen) return;
        PayMonth[] months =
            [.. assessment.Lines.Where(l => l.Kind == LineKind.Arrears).Select(l => l.Month).Distinct().Order()];
        Add(ExceptionCode.ArrearsLarge, person, null, null, sum, null,
            ("金额", Money.Spoken(sum)), ("月份起", Spoken.Month(months[0])), ("月份止", Spoken.Month(months[^1])),
            ("月数", $"{months.Length}"), ("阈值", Money.Spoken(frame.ArrearsReviewFen)),
            ("原因", !wasPaid ? "第一次发放" : frame.StandardsChanged(person.Person) ? "标准调整" : "解除暂缓或以前月份少发"));
    }

    /// <summary>The other identities of a person.</summary>
    internal static string OtherLabels(FoldedPerson person, short category) =>
        string.Join('、', person.Identities.Where(i => i.Category != category).Select(i => Label(i.Category)));

    private void NoteClaims(ShardPerson person, Assessment assessment, IReadOnlyList<HistoryTotal> history)
    {
        foreach (var claim in assessment.Claims)
        {
            Add(ExceptionCode.Overpaid, person, null, claim.Month, claim.Fen, null,
                ("月份清单", Spoken.Month(claim.Month)), ("金额", Money.Spoken(claim.Fen)),
                ("原因", frame.Run.Batch is null
                    ? ClaimReason(person.Person, claim.Month, history)
                    : "发放后名单撤销"), ("上限", frame.RecoveryCap));
        }

        if (person.Person.DiedOn is not { } died) return;
        var after = assessment.Claims.Where(c => c.Month > PayMonth.Of(died)).ToArray();
        if (after.Length == 0) return;
        var sum = after.Sum(c => c.Fen);
        Add(ExceptionCode.PaidAfterDeath, person, null, null, sum, null,
            ("死亡日期", Spoken.Date(died)), ("月份清单", Spoken.Months(after.Select(c => c.Month))),
            ("金额", Money.Spoken(sum)), ("银行", frame.Banks.For(person.Person.Receiving.Account?.Bank)?.Name ?? "代发银行"));
    }

    /// <summary>
    /// Claims that nobody decided about; since when they are known is asked of the few who have one.
    /// </summary>
    private void NoteRecovery(ShardPerson person, Assessment assessment, RecoveryKnown known)
    {
        var undecided = 0L;
        foreach (var claim in assessment.Claims)
        {
            undecided += known.UndecidedFen(
                claim, assessment.Taken.Where(t => t.Month == claim.Month).Sum(t => t.Fen));
        }

        if (undecided == 0) return;
        Add(ExceptionCode.RecoveryUndecided, person, null, null, undecided, null, ("金额", Money.Spoken(undecided)));
    }

    /// <summary>Where no recorded change says more (<see cref="CasePapers"/>).</summary>
    private static string ClaimReason(FoldedPerson person, PayMonth month, IReadOnlyList<HistoryTotal> history) =>
        person.DiedOn is { } died && month > PayMonth.Of(died) ? "死亡迟报"
        : Array.TrueForAll(person.Identities, i => i.At(month) is null) ? "这个月不应享受"
        : history.Any(h => h.Month == month) ? "导入的已发记录比应发的多" : "标准更正";

    private void NoteUndecided(ShardPerson person, Assessment assessment)
    {
        foreach (var undecided in assessment.Undecided)
        {
            // Of a whole category without standards there is one row for the run.
            if (undecided.Reason == UndecidedReason.RateMissing && !frame.Standards.KnowsCategory(undecided.Category))
                continue;
            var span = Array.Find(person.Person.Identities, i => i.Category == undecided.Category)?.At(undecided.Month);
            var grade = span?.Grade ?? default;
            (string, string)[] arguments = undecided.Reason switch
            {
                UndecidedReason.RateMissing =>
                [
                    ("类别", Label(undecided.Category)), ("性质", grade.Nature.Label()), ("时期", grade.Period.Label()),
                    ("月份", Spoken.Month(undecided.Month)), ("组成", "国家标准"), ("人数", "1"),
                    .. grade.Level == 0 ? Array.Empty<(string, string)>() : [("等级", Spoken.Level(grade.Level))],
                ],
                UndecidedReason.LevelNatureImpossible =>
                [
                    ("性质", grade.Nature.Label()), ("等级", Spoken.Level(grade.Level)),
                    ("月份", Spoken.Month(undecided.Month)),
                ],
                _ => [("类别", Label(undecided.Category)), ("月份", Spoken.Month(undecided.Month))],
            };
            Add(CodeOf(undecided.Reason), person, undecided.Category, undecided.Month, null, null, arguments);
        }
    }

    private static ExceptionCode CodeOf(UndecidedReason reason) => reason switch
    {
        UndecidedReason.RateMissing => ExceptionCode.RateMissing,
        UndecidedReason.LevelNatureImpossible => ExceptionCode.LevelNatureImpossible,
        UndecidedReason.ServiceYearsMissing => ExceptionCode.ServiceYearsMissing,
        _ => ExceptionCode.AssessedMissing,
    };

    private void NoteWageMissing(ShardPerson person, short category) =>
        Add(ExceptionCode.WageMissing, person, category, frame.Run.Month, null, null,
            ("地区", "本地"),
            ("年份", frame.Run.Month.Number >= 7 ? $"{frame.Run.Month.Year}" : $"{frame.Run.Month.Year - 1}"),
            ("人数", "1"));

    /// <summary>Asked once, when something new is known of the person.</summary>
    private void NoteTouched(ShardPerson person, Assessment assessment)
    {
        foreach (var (category, fen) in assessment.Lower)
        {
            Add(ExceptionCode.OverlapLowerNotPaid, person, category, null, fen, null,
                ("高", OtherLabels(person.Person, category)), ("金额甲", Money.Spoken(assessment.PayMonthFen)),
                ("低", Label(category)), ("金额乙", Money.Spoken(fen)));
        }

        var account = person.Person.Receiving.Account;
        var isNewAccount = person.Person.Receiving.AccountKnown > (frame.Basis?.KnownThrough ?? 0);
        if (isNewAccount && account?.Number is { } number && !Luhn.Agrees(number))
            Add(ExceptionCode.LuhnFailed, person, null, null, null, null, ("位数", $"{number.Length}"));
    }

    /// <summary>
    /// Never paid before, as far as the months of this run tell; whether really never is asked of the few who are found
    /// (<see cref="CasePapers"/>).
    /// </summary>
    private void NoteNewcomer(ShardPerson person, Assessment assessment)
    {
        if (frame.Basis is null || assessment.RowFen == 0) return;
        var last = assessment.Lines.MaxBy(l => l.Month);
        var regular = assessment.Lines.Where(l => l.Month == last.Month).Sum(l => l.Fen);
        var arrears = assessment.RowFen - regular;
        var first = person.Person.Identities.First(i => i.Category == last.Category);
        List<(string, string)> blanks =
        [
            ("类别", Label(first.Category)), ("起发年月", first.Spans[0].From.ToString()), ("金额", Money.Spoken(regular)),
        ];
        if (arrears != 0) blanks.Add(("补发额", Money.Spoken(arrears)));
        Add(ExceptionCode.Newcomer, person, first.Category, null, assessment.RowFen, null, [.. blanks]);
    }

    private void NoteMonths(ShardPerson person, Assessment assessment, long? lastMonthFen)
    {
        if (lastMonthFen is not { } last || last <= 0) return;
        var now = assessment.PayMonthFen;
        if (now == 0 && assessment.Undecided.Count == 0
            && Array.TrueForAll(person.Person.Identities, i => !i.Ended) && person.Person.DiedOn is null)
            Add(ExceptionCode.Vanished, person, null, null, last, null, ("金额", Money.Spoken(last)));
        var difference = now - last;
        // A fen or two a month is the yearly standard divided by twelve.
        if (now == 0 || Math.Abs(difference) < 100 || person.IsTouched || frame.StandardsChanged(person.Person)) return;
        if (assessment.Held.Count > 0 || frame.Run.Month - frame.LastRegular!.Month != 1) return;
        Add(ExceptionCode.AmountJump, person, null, null, difference, null,
            ("本月", Money.Spoken(now)), ("上月", Money.Spoken(last)), ("差额", Money.Spoken(difference)),
            ("比例", $"{100 * difference / last}"));
    }
}
