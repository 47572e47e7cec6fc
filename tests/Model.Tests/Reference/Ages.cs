using System.Globalization;

namespace Disbursement.Model.Tests.Reference;

/// <summary>Months that a person's age forbids (exceptions.md, age-not-reached and overage-survivor-child).</summary>
static class Ages
{
    /// <summary>"首次装库" was examined by those who paid before.</summary>
    private const string FirstLoad = "历史数据";

    /// <param name="firstLoad">What the first approved run knew; 历史数据 that came later is none.</param>
    public static string? Barred(
        KnownPerson person, KnownIdentity identity, DateOnly month, DateOnly firstMonth, int firstLoad)
    {
        var born = DateOnly.ParseExact(person.Number.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);
        var isOld = identity.Row.ApprovalDocument == FirstLoad && identity.Place.Act <= firstLoad;
        // "{姓名}要从{起发年月}起领{类别}，但{日期}才满60周岁"
        if (identity.Category is "81" or "B1")
            return !isOld && month < Months.Of(born.AddYears(60)) ? "age-not-reached" : null;
        if (identity.Row.Relation != "子女") return null;
        // "已于{日期}满18周岁，没有在校证明…自{月份}起已计入暂缓"; "满18周岁，定期抚恤金发到{月份}".
        var until = Months.Of(born.AddYears(18));
        if (InSchoolUntil(person) is { } school && Months.Of(school) > until) until = Months.Of(school);
        return month > until && (!isOld || until >= firstMonth) ? "overage-survivor-child" : null;
    }

    private static DateOnly? InSchoolUntil(KnownPerson person) =>
        person.Standing("信息变更").LastOrDefault(c => c.Row.InSchoolUntil is not null)?.Row.InSchoolUntil
        ?? person.Identities.Select(i => i.Row.InSchoolUntil).FirstOrDefault(d => d is not null);
}
