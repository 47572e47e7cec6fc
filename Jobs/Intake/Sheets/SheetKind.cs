using System.Collections.Immutable;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A kind of file that officers bring, with its columns (contracts, Files in).</summary>
/// <param name="Name">As in <c>./disburse import KIND FILE</c>.</param>
/// <param name="Obligatory">Without one of these the file is refused; the first names the header in messages.</param>
/// <param name="Optional">May be absent; an absent column reads as empty cells.</param>
public sealed partial record SheetKind(string Name, ImmutableArray<Column> Obligatory, ImmutableArray<Column> Optional)
{
    /// <summary>名册</summary>
    public static SheetKind Roster { get; } = new("roster",
        [Column.IdNumber, Column.Name, Column.Category],
        [
            Column.RegionCode, Column.CertificateNumber, Column.Level, Column.Nature, Column.Period,
            Column.ServiceYears, Column.AssessedMonthly, Column.StartMonth, Column.ApprovedOn,
            Column.ApprovalDocument, Column.Nursing, Column.Bank, Column.AccountNumber, Column.AccountName,
            Column.NameAtBank, Column.PayeeName, Column.PayeeId, Column.PayeeRelation, Column.Relation,
            Column.InSchoolUntil, Column.EnlistedOn, Column.DischargedOn, Column.HomeVisit, Column.Phone,
        ]);

    /// <summary>变动表</summary>
    public static SheetKind Changes { get; } = new("changes",
        [Column.IdNumber, Column.ChangeType],
        [
            Column.Category, Column.EffectiveOn, Column.Document, Column.Source, Column.Reason, Column.Cause,
            Column.WithdrawnChange, Column.NewIdNumber, Column.Name, Column.StartMonth, Column.Level, Column.Nature,
            Column.Period, Column.ServiceYears, Column.AssessedMonthly, Column.Nursing, Column.RegionCode,
            Column.Phone, Column.InSchoolUntil, Column.HomeVisit, Column.Bank, Column.AccountNumber,
            Column.AccountName, Column.NameAtBank, Column.PayeeName, Column.PayeeId, Column.PayeeRelation, Column.Note,
            Column.ReviewOn,
        ]);

    /// <summary>个人核定金额</summary>
    public static SheetKind Assessed { get; } = new("assessed",
        [Column.IdNumber, Column.Category, Column.Component, Column.MonthlyAmount, Column.FromMonth],
        [Column.ToMonth, Column.Document]);

    /// <summary>标准表</summary>
    public static SheetKind Rates { get; } = new("rates",
        [Column.Category, Column.Unit, Column.Amount, Column.EffectiveOn, Column.Document],
        [
            Column.Level, Column.Nature, Column.Period, Column.Component, Column.PublishedOn, Column.Rounding,
            Column.Withdrawn,
        ]);

    /// <summary>职工月平均工资</summary>
    public static SheetKind Wages { get; } = new("wages",
        [Column.Area, Column.AverageWage, Column.EffectiveOn, Column.Document], []);

    /// <summary>参数表</summary>
    public static SheetKind Parameters { get; } = new("parameters",
        [Column.ParameterKey, Column.Value, Column.EffectiveOn, Column.Document], [Column.CategoryA, Column.CategoryB]);

    /// <summary>银行对照</summary>
    public static SheetKind Banks { get; } = new("banks",
        [Column.PayingBank, Column.Profile],
        [
            Column.Match, Column.Cnaps, Column.DebitAccount, Column.DebitName, Column.CustomerNumber,
            Column.RowsPerFile, Column.CutOff, Column.EffectiveOn, Column.Link, Column.HostKey,
        ]);

    /// <summary>放假安排</summary>
    public static SheetKind Calendar { get; } = new("calendar",
        [Column.Date, Column.DayKind, Column.Source], [Column.HolidayName]);

    /// <summary>已发记录</summary>
    public static SheetKind PaidHistory { get; } = new("paid-history",
        [Column.IdNumber, Column.Category, Column.BenefitMonth, Column.Amount], [Column.Component]);

    /// <summary>银行对账单 of the account that pays.</summary>
    public static SheetKind BankStatement { get; } = new("bank-statement",
        [Column.Date, Column.Side, Column.Amount, Column.BankSerial],
        [Column.CounterpartyName, Column.CounterpartyAccount, Column.Summary]);

    /// <summary>分担表</summary>
    public static SheetKind Shares { get; } = new("shares",
        [Column.Category, Column.EffectiveOn, Column.Document],
        [
            Column.Level, Column.Nature, Column.Period, Column.Component, Column.Unit, Column.CentralShare,
            Column.ProvinceShare, Column.CityShare, Column.CountyShare, Column.DifferenceAt,
        ]);

    /// <summary>拨款表</summary>
    public static SheetKind Funds { get; } = new("funds",
        [
            Column.FundYear, Column.Source, Column.Purpose, Column.FundKind, Column.Amount, Column.Document,
            Column.ReceivedOn,
        ],
        []);

    /// <summary>一次性批次: whom to pay what once.</summary>
    public static SheetKind OneOff { get; } = new("oneoff",
        [Column.IdNumber, Column.Batch, Column.Name, Column.Amount],
        [
            Column.Purpose, Column.Document, Column.PayeeName, Column.PayeeId, Column.PayeeRelation, Column.Bank,
            Column.AccountNumber, Column.AccountName, Column.Withdrawn,
        ]);

    /// <summary>确认表</summary>
    public static SheetKind Confirmations { get; } = new("confirmations",
        [Column.IdNumber, Column.ConfirmedOn, Column.Method, Column.Result, Column.Reporter],
        [Column.Name, Column.Station, Column.SecondStaff, Column.Proof, Column.Withdrawn]);

    /// <summary>通知记录</summary>
    public static SheetKind Notices { get; } = new("notices",
        [Column.IdNumber, Column.NotifiedOn, Column.NoticeKind, Column.NoticeMethod, Column.Reporter],
        [Column.Name, Column.DeliveredOn, Column.Attachment, Column.Withdrawn]);

    /// <summary>比对名单 of somebody else.</summary>
    public static SheetKind Evidence { get; } = new("evidence",
        [Column.Source, Column.IdNumber, Column.Name, Column.Fact],
        [Column.Date, Column.Reason, Column.Document, Column.Detail]);

    /// <summary>停发决定: by a command of its own.</summary>
    public static SheetKind StopDecisions { get; } = new("stop-decisions",
        [Column.IdNumber, Column.Decision, Column.Document], [Column.Name, Column.Reason]);

    /// <summary>抽查结果: by a command of its own.</summary>
    public static SheetKind SampleResults { get; } = new("sample",
        [Column.IdNumber, Column.CheckedOn, Column.SampleOutcome, Column.Reporter, Column.SecondStaff],
        [Column.Name, Column.Detail]);

    /// <summary>追缴决定: by a command of its own.</summary>
    public static SheetKind Recovery { get; } = new("recovery",
        [Column.IdNumber, Column.BenefitMonth, Column.RecoveryMethod, Column.Document],
        [Column.Name, Column.Amount, Column.RecoveryBasis, Column.Note, Column.Withdrawn]);

    /// <summary>零报告: a sheet of the monthly workbook.</summary>
    public static SheetKind ZeroReport { get; } = new("zero-report",
        [Column.ReportMonth, Column.Reporter], [Column.RegionCode, Column.Township]);

    /// <summary>名单: people by their numbers alone, for a run that is not for everybody. It is never imported.</summary>
    public static SheetKind PersonList { get; } = new("people", [Column.IdNumber], []);

    /// <summary>旧名单: what an old spreadsheet pays for a month, to compare a run with. It is never imported.</summary>
    public static SheetKind OldList { get; } = new("old-list",
        [Column.IdNumber, Column.Amount], [Column.Name, Column.Category, Column.AccountNumber]);

    public IEnumerable<Column> Columns => Obligatory.Concat(Optional);

    private static readonly SheetKind[] All =
    [
        Roster, Changes, Assessed, Rates, Wages, Parameters, Banks, Calendar, PaidHistory, Shares, Funds, OneOff,
        Recovery, BankStatement, Confirmations, Notices, Evidence, StopDecisions, SampleResults,
        .. OfBackPayment,
    ];

    public static SheetKind Of(string name) => Array.Find(All, kind => kind.Name == name)
        ?? throw new ArgumentOutOfRangeException(nameof(name), name, null);
}
