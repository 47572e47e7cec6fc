using Disbursement.Domain.People;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>
/// What each type of change must say, as far as the row alone can tell (contracts, changes; rules §2).
/// </summary>
internal static class ChangeChecks
{
    /// <summary>Anything else that is called 恢复 is a stop that was wrong, and only a 撤销 pays what it cost.</summary>
    private static readonly string[] ResumptionReasons = ["刑满", "重新确认", "重新认定"];

    /// <summary>本人: the person receives again.</summary>
    private const string Self = "本人";

    private static readonly Column[] AccountColumns =
        [Column.AccountNumber, Column.Bank, Column.AccountName, Column.NameAtBank];

    private static readonly Column[] GradeColumns =
        [Column.Level, Column.Nature, Column.Period, Column.ServiceYears, Column.AssessedMonthly];

    private static readonly Column[] InformationColumns =
    [
        Column.Phone, Column.RegionCode, Column.InSchoolUntil, Column.HomeVisit,
    ];

    /// <summary>What a 信息变更 cannot change, and what can.</summary>
    private static readonly (Column[] Columns, ChangeType Instead)[] NotInformation =
    [
        (AccountColumns, ChangeType.AccountChange),
        ([Column.PayeeName, Column.PayeeId, Column.PayeeRelation], ChangeType.PayeeChange),
        ([Column.Nursing], ChangeType.NursingChange),
        ([Column.NewIdNumber, Column.StartMonth, .. GradeColumns], ChangeType.Correction),
    ];

    private static readonly Column[] CorrectionColumns =
    [
        .. GradeColumns, Column.NewIdNumber, Column.Name, Column.StartMonth, Column.Nursing, Column.RegionCode,
        Column.Phone, Column.InSchoolUntil, Column.HomeVisit,
    ];

    public static void Check(RowCells cells, ChangeRow row)
    {
        if (row.Type != ChangeType.Withdrawal) cells.Require(Column.EffectiveOn);
        CheckDocument(cells, row.Type);
        switch (row.Type)
        {
            case ChangeType.Death when row.EffectiveOn > cells.Today:
                cells.Fault(Column.EffectiveOn, RejectionReason.DateInFuture(row.EffectiveOn.Value));
                break;
            case ChangeType.Resumption when !Array.Exists(
                ResumptionReasons, r => row.Reason?.StartsWith(r, StringComparison.Ordinal) == true):
                cells.Fault(Column.Reason, RejectionReason.ResumptionMisused);
                break;
            case ChangeType.PayeeChange:
                CheckPayee(cells, row);
                break;
            case ChangeType.Hold when row.ReviewOn > cells.Today.AddYears(1):
                cells.Fault(Column.ReviewOn, RejectionReason.ReviewTooLate);
                break;
            case ChangeType.NursingChange:
                cells.Require(Column.Nursing);
                break;
            case ChangeType.AccountChange:
                RequireOneOf(cells, row.Type, AccountColumns);
                break;
            case ChangeType.Regrade:
                RequireOneOf(cells, row.Type, GradeColumns);
                break;
            case ChangeType.InformationChange:
                CheckInformation(cells);
                break;
            case ChangeType.Correction:
                CheckCorrection(cells);
                break;
        }
    }

    private static void CheckDocument(RowCells cells, ChangeType type)
    {
        if (!type.NeedsDocument() || type == ChangeType.PayeeChange || !cells.IsEmpty(Column.Document)) return;
        cells.Fault(Column.Document, type == ChangeType.Suspension
            ? RejectionReason.SuspensionUndocumented
            : RejectionReason.DocumentMissing(type.Label(), WantedDocument(type)));
    }

    private static string WantedDocument(ChangeType type) => type switch
    {
        ChangeType.Death => "死亡证明、火化证或户口注销证明的编号",
        ChangeType.AccountChange => "账户变更申请表编号",
        ChangeType.Ending => "停发决定文号；因服刑停发的，填省级退役军人事务部门的决定文号",
        ChangeType.Regrade => "等级评定批复文号",
        ChangeType.Correction => "更正所依据的批准文件或证明的编号",
        ChangeType.NursingChange => "护理费审批文号",
        ChangeType.Resumption => "恢复决定文号",
        ChangeType.TransferOut => "关系转移介绍信编号",
        ChangeType.Withdrawal => "要撤销的那条变动的文号",
        ChangeType.FuneralApplication => "丧葬补助申请表编号",
        _ => "批准文号",
    };

    /// <summary>
    /// To one's own name again (本人) takes a document only; every other payee is known by name and number.
    /// </summary>
    private static void CheckPayee(RowCells cells, ChangeRow row)
    {
        Column[] wanted = row.PayeeRelation == Self
            ? [Column.Document]
            : [Column.PayeeName, Column.PayeeId, Column.PayeeRelation, Column.Document];
        foreach (var column in wanted)
        {
            if (!cells.IsEmpty(column)) continue;
            cells.Fault(column, RejectionReason.PayeeIncomplete);
            return;
        }
    }

    /// <summary>
    /// A column that would be passed over must not look done. 姓名 beside others says whom it is about.
    /// </summary>
    private static void CheckInformation(RowCells cells)
    {
        var faulty = false;
        foreach (var (columns, instead) in NotInformation)
        {
            foreach (var column in columns.Where(c => !cells.IsEmpty(c))) Refuse(column, instead);
        }

        if (faulty) return;
        var isNameOnly = !cells.IsEmpty(Column.Name) && Array.TrueForAll(InformationColumns, cells.IsEmpty);
        if (isNameOnly) Refuse(Column.Name, ChangeType.Correction);
        else RequireOneOf(cells, ChangeType.InformationChange, InformationColumns);

        void Refuse(Column column, ChangeType instead)
        {
            cells.Fault(column, RejectionReason.NotInformation(ColumnNames.Of(column).Chinese, instead.Label()));
            faulty = true;
        }
    }

    /// <summary>With a document and nothing else it gives an identity its 批准文号; whether it lacks one is seen later.
    /// </summary>
    private static void CheckCorrection(RowCells cells)
    {
        if (Array.TrueForAll(CorrectionColumns, c => c == Column.HomeVisit || cells.IsEmpty(c))
            && !cells.IsEmpty(Column.HomeVisit))
        {
            cells.Fault(Column.HomeVisit, RejectionReason.NotCorrection(
                ColumnNames.Of(Column.HomeVisit).Chinese, ChangeType.InformationChange.Label()));
        }
        else if (cells.IsEmpty(Column.Document)) RequireOneOf(cells, ChangeType.Correction, CorrectionColumns);
    }

    private static void RequireOneOf(RowCells cells, ChangeType type, Column[] columns)
    {
        foreach (var column in columns)
            if (!cells.IsEmpty(column)) return;
        var names = string.Join("、", columns.Select(column => ColumnNames.Of(column).Chinese));
        cells.Fault(columns[0], RejectionReason.NothingChanges(type.Label(), names));
    }
}
