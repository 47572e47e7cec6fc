using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.People;

/// <summary>
/// Judges a roster row against what is known (contracts, roster): one row per identity; person columns agree with what
/// is known now, empty agrees; other values for a known identity are for the changes file.
/// </summary>
public static class RosterDecision
{
    /// <param name="history">Null for a person not known yet.</param>
    /// <param name="person">The same folded.</param>
    public static Verdict Decide(PersonHistory? history, FoldedPerson? person, Enrolment row)
    {
        if (history is null || person is null) return Verdict.Accepted;
        var enrolled = history.Enrolments.FirstOrDefault(e => e.Category == row.Category);
        var details = row.Details!;
        if (details.Name is { } name && !PersonName.Same(name, person.Name)
            && !(enrolled?.Details?.Name is { } old && PersonName.Same(name, old)))
            return Differs(history, row, "姓名", person.Name, name);
        return PersonDiffers(history, person, row, enrolled)
            ?? (enrolled is null ? Verdict.Accepted : IdentityDiffers(history, person, row, enrolled) ?? Verdict.Known);
    }

    private static Verdict? PersonDiffers(
        PersonHistory history, FoldedPerson person, Enrolment row, Enrolment? enrolled)
    {
        var said = row.Account;
        var known = person.Receiving.Account;
        return Compare(history, row, enrolled is null, "行政区划代码", row.Details!.Region, person.Region,
            enrolled?.Details?.Region)
            ?? Compare(history, row, enrolled is null, "联系电话", row.Details!.Phone, person.Phone,
                enrolled?.Details?.Phone)
            ?? Compare(history, row, enrolled is null, "银行账号", said?.Number, known?.Number, enrolled?.Account?.Number)
            ?? Compare(history, row, enrolled is null, "开户行", said?.Bank, known?.Bank, enrolled?.Account?.Bank)
            ?? Compare(history, row, enrolled is null, "户名", said?.HolderName, person.HolderName,
                enrolled?.Account?.HolderName);
    }

    private static Verdict? IdentityDiffers(
        PersonHistory history, FoldedPerson person, Enrolment row, Enrolment enrolled)
    {
        var current = person.Identities.First(i => i.Category == row.Category).Spans.LastOrDefault();
        var then = enrolled.Grade;
        var now = current.Grade;
        var said = row.Grade;
        return Value(history, row, "残疾等级", Text(said.Level), Text(then.Level), Text(now.Level))
            ?? Value(history, row, "残疾性质", said.Nature.Label(), then.Nature.Label(), now.Nature.Label())
            ?? Value(history, row, "时期", said.Period.Label(), then.Period.Label(), now.Period.Label())
            ?? Value(history, row, "服役年限", Text(said.ServiceYears), Text(then.ServiceYears), Text(now.ServiceYears))
            ?? Value(history, row, "核定月标准", Yuan(said.AssessedFen), Yuan(then.AssessedFen), Yuan(now.AssessedFen))
            ?? Value(history, row, "起发年月", row.Start?.ToString(), enrolled.Start?.ToString(),
                person.Identities.First(i => i.Category == row.Category).Spans.FirstOrDefault().From.ToString())
            ?? Value(history, row, "批准日期", row.ApprovedOn?.ToString("yyyy-MM-dd"),
                enrolled.ApprovedOn?.ToString("yyyy-MM-dd"), null)
            ?? Value(history, row, "批准文号", row.ApprovalDocument, enrolled.ApprovalDocument, null)
            ?? Value(history, row, "护理", row.Nursing.Label(), enrolled.Nursing.Label(), current.Nursing.Label());
    }

    private static string Text(byte level) => level == 0 ? "" : level.ToString();

    private static string Text(decimal? years) => years?.ToString("0.##") ?? "";

    private static string Yuan(long? fen) => fen is null ? "" : Money.Yuan(fen.Value);

    /// <summary>A new identity must agree with the person as known now, where something is known; a known one may also
    /// repeat what was said at its enrolment.</summary>
    private static Verdict? Compare(
        PersonHistory history, Enrolment row, bool isNew, string column, string? said, string? now, string? then)
    {
        if (string.IsNullOrEmpty(said) || string.Equals(said, now, StringComparison.Ordinal)) return null;
        if (isNew && string.IsNullOrEmpty(now)) return null;
        if (!isNew && string.Equals(said, then, StringComparison.Ordinal)) return null;
        return Differs(history, row, column, now, said);
    }

    private static Verdict? Value(
        PersonHistory history, Enrolment row, string column, string? said, string? then, string? now) =>
        string.IsNullOrEmpty(said) || string.Equals(said, then, StringComparison.Ordinal)
            || string.Equals(said, now, StringComparison.Ordinal)
            ? null
            : Differs(history, row, column, string.IsNullOrEmpty(now) ? then : now, said);

    private static Verdict Differs(PersonHistory history, Enrolment row, string column, string? known, string said)
    {
        var inThisFile = history.Enrolments.FirstOrDefault(e => e.Place.Act == row.Place.Act);
        if (inThisFile is not null && column == "姓名")
            return Verdict.Rejected(column, $"第{inThisFile.Place.Row}行叫“{known}”，第{row.Place.Row}行叫“{said}”，身份证号相同");
        if (inThisFile is not null)
            return Verdict.Rejected(column, $"与第{inThisFile.Place.Row}行的{column}不一致（同一个人的账户、电话、区划要一样）");
        if (column == "批准文号" && string.IsNullOrEmpty(known))
            return Verdict.Rejected(column, $"系统里还没有批准文号，文件里是“{said}”；名册不能直接改，请填《变动表》的“更正”，"
                + "文号填批准文号，要改的栏都空着");
        return Verdict.Rejected(column,
            $"系统里{column}是“{known}”，文件里是“{said}”；名册不能直接改，请填《变动表》（更正、信息变更或账户变更）");
    }
}
