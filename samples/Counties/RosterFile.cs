namespace Disbursement.Samples.Counties;

/// <summary>The roster file (contracts, Files in): one row per identity.</summary>
public static class RosterFile
{
    private static readonly string[] Columns =
    [
        "身份证号", "姓名", "行政区划代码", "优抚类别", "证件编号", "残疾等级", "残疾性质", "时期", "服役年限", "核定月标准",
        "起发年月", "批准日期", "批准文号", "护理", "开户行", "银行账号", "户名", "收款人姓名", "收款人证件号", "与本人关系",
        "与牺牲者关系", "在校至", "入伍日期", "退役日期", "上门对象", "联系电话",
    ];

    /// <summary>Streams: memory does not grow with the people.</summary>
    /// <returns>The rows written, header not counted.</returns>
    public static int Write(TextWriter writer, IEnumerable<RosterPerson> people)
    {
        var csv = new Csv(writer);
        csv.Row(Columns);
        var rows = 0;
        foreach (var person in people)
        {
            Write(csv, person, person.First);
            rows++;
            if (person.Second is null) continue;
            Write(csv, person, person.Second);
            rows++;
        }

        return rows;
    }

    private static void Write(Csv csv, RosterPerson person, RosterIdentity identity)
    {
        csv.Field(person.IdNumber).Field(person.Name).Field(person.Township.Code);
        csv.Field(identity.Category.Label).Field(identity.Certificate).Field(identity.Level).Field(identity.Nature);
        csv.Field(identity.Period).Field(identity.ServiceYears).Field(identity.AssessedYuan);
        csv.Field(identity.Start.ToString()).Field(identity.ApprovedOn);
        csv.Field(identity.Document).Field(identity.Nursing);
        csv.Field(person.Bank).Field(person.Account).Field(person.AccountName);
        csv.Field(person.Payee?.Name).Field(person.Payee?.IdNumber).Field(person.Payee?.Relation);
        csv.Field(identity.Relation).Field(identity.InSchoolUntil).Field(identity.Enlisted).Field(identity.Discharged);
        csv.Field(person.HomeVisit ? "是" : "").Field(person.Phone);
        csv.End();
    }
}
