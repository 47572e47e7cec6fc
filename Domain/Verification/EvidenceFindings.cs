using Disbursement.Domain.Exceptions;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Verification;

/// <summary>
/// What other people's lists, and confirmations that contradict the roster, mean for one person (rules §7,
/// cross-match). Strong holds, weak opens a case, no source ends a benefit; seeing the person settles what is said of a
/// death.
/// </summary>
public static class EvidenceFindings
{
    /// <param name="firstOpened">The act that opened the first campaign ever.</param>
    public static IEnumerable<Finding> Of(VerificationFile file, long firstOpened, DateOnly today)
    {
        var name = ("姓名", file.Person.Name);
        foreach (var finding in Deaths(file, today).Concat(Unseen(file, firstOpened)).Concat(Sentences(file))
            .Concat(Pensions(file)).Concat(Elsewhere(file)).Concat(Remarried(file)).Concat(OtherPerson(file))
            .Concat(Undecided(file)).Concat(Abroad(file)))
            yield return finding.Code.Known.Contains(name.Item1)
                ? finding with { Blanks = finding.Blanks.SetItem(name.Item1, name.Name) }
                : finding;
    }

    private static IEnumerable<Finding> Deaths(VerificationFile file, DateOnly today)
    {
        if (file.Person.DiedOn is { } died)
        {
            if (SeenAfter(file, died) is { } finding) yield return finding;
            yield break;
        }

        var seen = file.Confirmations.Where(c => c.IsSeenByTwo).Max(c => (DateOnly?)c.On);
        var reported = file.Evidence.Where(e => e.Counts && e.Kind.Bearing == EvidenceBearing.Death
            && e.Kind.Weight != EvidenceWeight.None && !(e.Day <= seen)).OrderBy(e => e.Act).ToArray();
        var byStation = file.Confirmations.Where(c => c.Result == ConfirmationResult.Dead && !(c.On <= seen))
            .OrderBy(c => c.Place).LastOrDefault();
        if (reported.Length == 0 && byStation is null) yield break;
        var isStrong = byStation is not null || Array.Exists(reported, e => e.IsStrong);
        if (reported.Length > 0 && Contradiction(file, reported, isStrong) is { } contradicted)
        {
            yield return contradicted;
            yield break;
        }

        yield return isStrong || !Array.TrueForAll(reported, e => e.Kind.Key == "户籍注销")
            ? Reported(reported, byStation, isStrong)
            : Finding.Of(ExceptionCode.HouseholdCancelled, Severity.Warn, reported[^1].Act,
                ("原因", reported[^1].Reason ?? "未写明"));
    }

    private static Finding Reported(Evidence[] reported, Confirmation? byStation, bool isStrong)
    {
        var strongest = reported.LastOrDefault(e => e.IsStrong) ?? reported.LastOrDefault();
        List<(string, string)> blanks = strongest is { } source
            ? [("来源", source.Source), ("日期", Spoken.Date(source.KnownOn))]
            : [("来源", byStation!.Station ?? "年度确认"), ("日期", Spoken.Date(byStation.On))];
        if (strongest?.On is { } day) blanks.Add(("死亡日期", Spoken.Date(day)));
        if (!isStrong)
            blanks.Add(("项数", $"{reported.Select(e => e.Kind.Group).Distinct(StringComparer.Ordinal).Count()}"));
        return Finding.Of(
            ExceptionCode.DeathReported, isStrong ? Severity.Block : Severity.Warn,
            Math.Max(strongest?.Act ?? 0, byStation?.Place.Act ?? 0), [.. blanks]);
    }

    /// <summary>Something the person did himself after the day of the death; nobody saw him.</summary>
    private static Finding? Contradiction(VerificationFile file, Evidence[] reported, bool isStrong)
    {
        var latest = reported[^1];
        var sign = file.Confirmations.Where(c => c.FoundAlive && c.On > latest.Day)
            .Select(c => (What: c.Station ?? "年度确认", Deed: $"{c.Method.Label()}确认", c.On, c.Place.Act))
            .Concat(file.Evidence.Where(e => e.Counts && e.Kind.Bearing == EvidenceBearing.SignOfLife
                && e.Day > latest.Day).Select(e => (What: e.Source, Deed: e.Fact, On: e.Day, e.Act)))
            .OrderBy(s => s.On).LastOrDefault();
        return sign.What is null
            ? null
            : Finding.Of(ExceptionCode.EvidenceContradicts, isStrong ? Severity.Block : Severity.Warn,
                Math.Max(latest.Act, sign.Act), ("甲", latest.Source), ("乙", sign.What),
                ("日期", Spoken.Date(sign.On)), ("动作", sign.Deed), ("死亡日期", Spoken.Date(latest.Day)));
    }

    /// <summary>
    /// The person is recorded as dead, and somebody found him alive, or he did something, after that day.
    /// </summary>
    private static Finding? SeenAfter(VerificationFile file, DateOnly died)
    {
        var document = file.DeathDocument ?? "未写明";
        var seen = file.Confirmations.Where(c => c.FoundAlive && c.On > died).OrderBy(c => c.Place).LastOrDefault();
        if (seen is not null)
            return Finding.Of(ExceptionCode.ConfirmedAfterDeath, Severity.Block, seen.Place.Act,
                ("文号", document), ("来源", seen.Method.Label()), ("乡镇", seen.Station ?? "未写明的站"),
                ("日期", Spoken.Date(seen.On)));
        var sign = file.Evidence.Where(e => e.Counts && e.Kind.Bearing == EvidenceBearing.SignOfLife && e.On > died)
            .OrderBy(e => e.Day).LastOrDefault();
        return sign is null
            ? null
            : Finding.Of(ExceptionCode.EvidenceContradicts, Severity.Warn, sign.Act, ("甲", "死亡登记"),
                ("乙", sign.Source), ("日期", Spoken.Date(sign.Day)), ("动作", sign.Fact),
                ("死亡日期", Spoken.Date(died)));
    }

    /// <summary>
    /// 撤销 of a death needs two who saw the person since: until then nothing of the months after it goes out.
    /// </summary>
    private static IEnumerable<Finding> Unseen(VerificationFile file, long firstOpened)
    {
        if (file.Person.DiedOn is not null) yield break;
        var taken = file.WithdrawnDeaths.Where(w => w.Act > firstOpened
            && !file.Confirmations.Any(c => c.IsSeenByTwo && c.On > w.On)).OrderBy(w => w.Act).LastOrDefault();
        if (taken is null) yield break;
        yield return Finding.Of(ExceptionCode.DeathWithdrawnUnseen, Severity.Block, taken.Act,
            ("文号", taken.Document ?? "")) with
        {
            From = PayMonth.Of(taken.On) + 1,
        };
    }

    private static IEnumerable<Finding> Sentences(VerificationFile file)
    {
        if (file.Person.DiedOn is not null) yield break;
        var seen = file.Confirmations.Where(c => c.IsSeenByTwo).Max(c => (DateOnly?)c.On);
        var reported = file.Evidence.Where(e => e.Counts && e.Kind.Bearing == EvidenceBearing.Sentence
            && e.Kind.Weight != EvidenceWeight.None && !(e.IsStrong && e.Day <= seen) && !IsDecided(file, e))
            .OrderBy(e => e.Act).ToArray();
        var byStation = file.Confirmations.Where(c => c.Result == ConfirmationResult.Serving && !(c.On <= seen)
            && !file.Endings.Any(n => IsOfAll(file, n) && n.Place.Act > c.Place.Act))
            .OrderBy(c => c.Place).LastOrDefault();
        if (reported.Length == 0 && byStation is null) yield break;
        var worst = reported.LastOrDefault(e => e.IsStrong) ?? reported.LastOrDefault();
        var isStrong = worst?.IsStrong == true;
        List<(string, string)> blanks = worst is { } source
            ? [("来源", source.Source), ("原因", source.Fact), ("日期", Spoken.Date(source.KnownOn))]
            : [("来源", byStation!.Station ?? "年度确认"), ("原因", "服刑"), ("日期", Spoken.Date(byStation.On))];
        if ((worst?.Detail ?? worst?.Reason) is { } term) blanks.Add(("起止", term));
        yield return Finding.Of(
            ExceptionCode.SentenceReported, isStrong ? Severity.Block : Severity.Warn,
            Math.Max(worst?.Act ?? 0, byStation?.Place.Act ?? 0), [.. blanks]);
    }

    /// <summary>
    /// The province decided since, or had decided for that time. An end of one identity of several is not about it.
    /// </summary>
    private static bool IsDecided(VerificationFile file, Evidence reported) => file.Endings.Any(e =>
        IsOfAll(file, e) && (e.Place.Act > reported.Act || e.On >= reported.Day
            || !file.IsEntitledFrom(PayMonth.Of(reported.Day) + 1)));

    private static bool IsOfAll(VerificationFile file, Ending of) => of.Type == ChangeType.Suspension
        || (of.Type == ChangeType.Ending && !file.IsEntitledFrom(PayMonth.Of(of.On) + 1));

    /// <summary>81 and B1 presuppose that there is none; 51 and 61 that the person has no employer.</summary>
    private static IEnumerable<Finding> Pensions(VerificationFile file)
    {
        var pension = file.Evidence.Where(e => e.Counts && e.Kind.Bearing == EvidenceBearing.EmployeePension
            && e.Kind.Weight != EvidenceWeight.None).OrderBy(e => e.Act).LastOrDefault();
        if (pension is null || file.Person.DiedOn is not null) yield break;
        foreach (var identity in file.Person.Identities.OrderBy(i => i.Category))
        {
            var category = Category.Of(identity.Category);
            if (category.Code is not ("81" or "B1" or "51" or "61") || identity.Spans is not [.., { To: var to }]
                || to < PayMonth.Max) continue;
            var holds = category.IsFromSixty && pension.IsStrong;
            yield return Finding.Of(
                ExceptionCode.EmployeePension, holds ? Severity.Block : Severity.Warn, pension.Act,
                ("日期", Spoken.Date(pension.Day)), ("类别", category.Label)) with { Category = identity.Category };
        }
    }

    private static IEnumerable<Finding> Elsewhere(VerificationFile file)
    {
        var other = file.Evidence.Where(e => e.Counts && e.Kind.Bearing == EvidenceBearing.PaidElsewhere)
            .OrderBy(e => e.Act).LastOrDefault();
        // Who moved away, and is paid where he moved to, is paid once.
        if (other is null || file.Person.DiedOn is not null
            || !file.IsEntitledFrom(PayMonth.Of(other.Day))) yield break;
        yield return Finding.Of(
            ExceptionCode.PaidElsewhere, Severity.Warn, other.Act,
            ("尾号", IdentityNumber.Tail(file.Person.IdNumber)), ("地区", other.Source),
            ("类别", other.Detail ?? other.Fact), ("起发年月", PayMonth.Of(other.Day).ToString()));
    }

    private static IEnumerable<Finding> Remarried(VerificationFile file)
    {
        var remarried = file.Evidence.Where(e => e.Counts && e.Kind.Bearing == EvidenceBearing.Remarried)
            .OrderBy(e => e.Act).LastOrDefault();
        if (remarried is null || file.Person.DiedOn is not null) yield break;
        foreach (var identity in file.Person.Identities)
        {
            var category = Category.Of(identity.Category);
            if (category.Benefit != Benefit.SurvivorsPension
                || !IsSpouse(file.Relations.GetValueOrDefault(identity.Category))) continue;
            yield return Finding.Of(ExceptionCode.SpouseRemarried, Severity.Warn, remarried.Act,
                ("性质", category.Label.Replace("遗属", "", StringComparison.Ordinal)),
                ("日期", Spoken.Date(remarried.Day))) with { Category = identity.Category };
        }
    }

    private static bool IsSpouse(string? relation) => relation is not null
        && Array.Exists(["配偶", "妻", "夫", "遗孀"], word => relation.Contains(word, StringComparison.Ordinal));

    private static IEnumerable<Finding> OtherPerson(VerificationFile file)
    {
        var last = file.Confirmations.Where(c => c.Confirms || c.Result == ConfirmationResult.OtherPerson)
            .OrderBy(c => c.On).ThenBy(c => c.Place).LastOrDefault();
        if (last is not { Result: ConfirmationResult.OtherPerson }) yield break;
        yield return Finding.Of(ExceptionCode.VerifyIdentityMismatch, Severity.Block, last.Place.Act,
            ("疑点", last.Proof ?? "确认表未写明"));
    }

    /// <summary>出境, and nobody has found the person since.</summary>
    private static IEnumerable<Finding> Abroad(VerificationFile file)
    {
        var left = file.Evidence.Where(e => e.Counts && e.Kind.Bearing == EvidenceBearing.LeftTheCountry
            && e.Kind.Weight != EvidenceWeight.None).OrderBy(e => e.Act).LastOrDefault();
        if (left is null || file.Person.DiedOn is not null
            || file.Confirmations.Any(c => c.FoundAlive && c.On >= left.Day)) yield break;
        yield return Finding.Of(ExceptionCode.VerifyAbroad, Severity.Warn, left.Act);
    }

    /// <summary>A name, or a number, that is not quite ours: a person looks, nothing is adopted by itself.</summary>
    private static IEnumerable<Finding> Undecided(VerificationFile file) => file.Evidence
        .Where(e => e.IsUndecided && e.Kind.Bearing is not (EvidenceBearing.Nothing or EvidenceBearing.SignOfLife)
            && (file.Person.DiedOn is null || e.Kind.Bearing != EvidenceBearing.Death))
        .Select(e => (e.Match switch
        {
            MatchKind.NameDiffers => Finding.Of(ExceptionCode.EvidenceNameDiffers, Severity.Warn, e.Act,
                ("来源", e.Source), ("甲", file.Person.Name), ("乙", e.Name), ("编号", e.Handle)),
            MatchKind.FifteenDigits => Finding.Of(ExceptionCode.Evidence15Digit, Severity.Warn, e.Act,
                ("来源", e.Source), ("编号", e.Handle)),
            _ => Finding.Of(ExceptionCode.EvidenceNumberDiffers, Severity.Warn, e.Act, ("来源", e.Source),
                ("甲", IdentityNumber.Tail(file.Person.IdNumber)), ("乙", IdentityNumber.Tail(e.IdNumber)),
                ("编号", e.Handle)),
        }) with { Subject = e.Handle });
}
