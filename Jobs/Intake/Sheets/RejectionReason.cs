using Disbursement.Domain;

namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>
/// Why a cell, a row or a file is sent back: the office's own sentences (list of exceptions, part H), word for word,
/// with their blanks filled; and in the same manner what that list has no sentence for.
/// </summary>
public static class RejectionReason
{
    /// <summary>服役年限: more than any service can have lasted.</summary>
    public const int MostServiceYears = 60;

    public const string EndsInTripleZero = "身份证号末三位是000，像是被Excel截断；请重录";

    public const string IllnessAboveSix = "因病致残只有一至六级";

    public const string ResumptionMisused =
        "“恢复”不补发停掉的月份。停错了请用“撤销”；确实要恢复的，请在“原因”里写：刑满、重新确认、重新认定";

    public const string SuspensionUndocumented =
        "中止、取消待遇须有省级退役军人事务部门的决定文号；还没有的请先报“暂缓”";

    public const string PayeeIncomplete = "收款人变更要填：收款人姓名、身份证号、关系、文号";

    public const string StartMissing = "起发年月和批准日期至少填一个，不然不知道从哪个月发起";

    public const string EndBeforeStart = "止月早于起月";

    public const string SaysWhatIsKnown = "“信息变更”里填的和系统里现在的一样，没有要改的；请核对";

    public static string TooYoung(int years, PayMonth from) => $"满{years}周岁才能参保，这个人从{from}起：核对身份证号和起月";

    public const string DischargedTooEarly = "退役日期要在入伍日期以后";

    public const string AmountTooLarge = "这个金额不合理；单位是元，请核对";

    public const string Negative = "金额不能是负数";

    public const string NotPositive = "这一格要大于0";

    public const string QuotesUnbalanced =
        "这一行的引号不成对，分不清哪些字属于哪一格；请在Excel里打开核对这一行，另存为“CSV UTF-8”后再导入";

    public const string WorkbookEncrypted =
        "这个工作簿设了打开密码，系统打不开；请在Excel或WPS里输入密码打开，取消密码（另存为时不设密码），存成xlsx后再导入";

    public const string WorkbookOld = "这是旧版的工作簿（.xls或.et），系统不读；请在Excel或WPS里打开，另存为“Excel 工作簿（.xlsx）”后再导入";

    public const string WorkbookBinary = "这是二进制工作簿（.xlsb），系统不读；请在Excel里另存为“Excel 工作簿（.xlsx）”后再导入";

    public const string WorkbookDamaged = "工作簿打不开，像是没有传完或已损坏；请在Excel或WPS里打开看一看，另存为新的xlsx后再导入";

    public const string WorkbookTooLarge =
        "工作簿展开以后大得不像一张表（可能是几百万空行带着格式，也可能是有人做坏的文件），没有读；请把有内容的行复制到新的工作簿，另存为xlsx或CSV后再导入";

    public const string PageAsWorkbook = "这个文件其实是网页（系统导出的“假Excel”）；请用Excel或WPS打开，另存为“Excel 工作簿（.xlsx）”后再导入";

    public const string NotAWorkbook = "这个文件不是xlsx工作簿";

    public const string FormulaNotWorkedOut = "这一格是公式，文件里没有算好的结果；请在Excel或WPS里打开、保存一次再导入";

    public const string AmountMerged = "这个金额是合并单元格，跨了几行，不知道是每行各这么多还是合起来这么多；请取消合并，逐行填写";

    public const string MonthlyNotAWorkbook =
        "月报要用xlsx工作簿（./disburse template monthly 可以写出空白的）；退回名单改好以后，新增的用 ./disburse import roster、"
        + "变动的用 ./disburse import changes 导入";

    public const string MonthlySheetsMissing = "工作簿里没有“新增”“变动”“零报告”这几张工作表，一张也没有；请用月报的模板";

    public const string ReviewTooLate = "复查日不能晚于一年；暂缓不是停发，到期没有结论的由审批决定延期";

    public static string OfWorksheet(string name, string reason) =>
        reason.StartsWith("工作表“", StringComparison.Ordinal) ? reason : $"工作表“{name}”：{reason}";

    public static string NotATownship(string code) => $"“{code}”不是乡镇的行政区划代码；应为9位数字，如 999001101";

    public static string TownshipUnknown(string name) => $"系统还不知道“{name}”的代码；请填9位行政区划代码，以后就认识了";

    public static string ZeroBesideChanges(string code) =>
        $"{code}在“新增”或“变动”里有内容，不能又报没有变动；请删去这一行零报告，或核对代码";

    public static string ErrorCell(string text) => $"这一格是“{text}”，是Excel公式出错的结果；请改成确切的内容";

    public static string NotATable(string what) => $"这个文件是{what}，不是表格；请另存为xlsx或CSV后再导入";

    public static string WorksheetMissing(string name) => $"工作簿里没有工作表“{name}”";

    public static string OtherWorksheets(string read, string others) =>
        $"只读了第一张工作表“{read}”；另有{others}没有读，要导入的请另存为单独的文件";

    public static string HiddenRows(int count, string rows) => $"有{count}行是隐藏的（第{rows}行{(count > 5 ? "等" : "")}），也一样读了";

    public static string HiddenColumn(string letter, string column) => $"{letter}列“{column}”是隐藏的，也一样读了";

    public static string CheckCharacter(char expected, char actual) =>
        $"身份证号最后一位应为{expected}，文件里是{actual}；请对照证件";

    public static string FifteenDigits(string suggestion) => $"这是15位旧号，请填18位（推算为{suggestion}，须对照证件后再填）";

    public static string Scientific(string text) =>
        $"这一格是“{text}”，是Excel把长数字变成了科学计数法，后几位已丢失；请把列设为文本后从原始材料重录";

    public static string DateUnreadable(string text) =>
        $"“{text}”不是日期；可以写 2026-03-05、2026/3/5、2026.3.5、20260305、2026年3月5日";

    public static string DateImpossible(string text) => $"没有{text}这一天";

    public const string ZeroAmount = "金额不能是0";

    public static string NotYetCome(DateOnly date) => $"{Spoken(date)}还没到";

    public static string DateInFuture(DateOnly date) => $"{Spoken(date)}还没到；变动日期不能晚于今天";

    public static string BirthDateDiffers(DateOnly stated, DateOnly inNumber) =>
        $"出生日期{Spoken(stated)}与身份证号里的{Spoken(inNumber)}不一致";

    public static string CategoryUnknown(string text, string candidates) => $"没有“{text}”这一类；你要写的可能是：{candidates}";

    public static string GradeMissing(string category) => $"{category}必须填等级和性质";

    public static string ServiceYears(string text) => $"服役{text}年不合理（应为1至{MostServiceYears}）";

    public static string ServiceYearsTooFine(string text) => $"服役年限最多两位小数：{text}";

    public static string AmountTooFine(string text) => $"金额最多两位小数：{text}";

    public static string TwoNames(int line1, string name1, int line2, string name2) =>
        $"第{line1}行叫“{name1}”，第{line2}行叫“{name2}”，身份证号相同";

    public static string PersonDiffers(int line, string column) =>
        $"与第{line}行的{column}不一致（同一个人的账户、电话、区划要一样）";

    public static string KnownDifferently(string column, string known, string inFile) =>
        $"系统里{column}是“{known}”，文件里是“{inFile}”；名册不能直接改，请填《变动表》（更正、信息变更或账户变更）";

    public static string Repeated(int line) => $"与第{line}行完全相同，只取一行";

    public static string TwoNumbers(int line1, int line2, string what) =>
        $"第{line1}行和第{line2}行{what}；请对照原件，只留对的那一行";

    public static string PersonUnknown(string name, string tail) => $"系统里没有{name}（尾号{tail}）；新增人员请导入名册（月报的“新增”表）";

    public static string NothingToWithdraw(string name, string document, string change) =>
        $"{name}没有文号为{document}的“{change}”可以撤销";

    public static string WithdrawalAmbiguous(string document, string name, int count) =>
        $"{document}下{name}有{count}条变动，请在“撤销类型”里写明撤销哪一条";

    public static string DocumentMissing(string change, string wanted) => $"“{change}”必须有文号（{wanted}）";

    public static string HolderIsAnother(string holder, string name) =>
        $"户名“{holder}”不是{name}；由别人收款请用“收款人变更”";

    public static string AccountOfTheDead(string name) =>
        $"这是{name}本人的账户，去世后不再使用；请填继承人自己的账户";

    public static string NameStrange(string what) => $"姓名里有{what}；请重新输入";

    public static string Formula(char first) => $"这一格以“{first}”开头，不是姓名";

    public static string HeaderMissing(string column) => $"前{SheetHeader.LastRow}行里没有找到“{column}”等表头；请把列名写在同一行";

    public static string TotalRow(int line) => $"第{line}行是合计或制表人，已跳过（不算错误）";

    public static string EncodingWrong(long line, long position) =>
        $"文件既不是UTF-8也不是GB18030，在第{line}行第{position}字节出错；请另存为“CSV UTF-8”或xlsx";

    public static string AllReturned(int line, string reason) => $"本表要么全收要么全退：第{line}行有错（{reason}），整份没有导入";

    public static string AllReturned(int rows, IEnumerable<(int Line, string Reason)> faults) =>
        $"本表要么全收要么全退：有{rows}行有错，整份没有导入：\n"
        + string.Join('\n', faults.Select(f => $"  第{f.Line}行：{f.Reason}"))
        + "\n改好再导入一次";

    public static string ColumnMissing(string columns) => $"表头里缺少必填的列：{columns}；请补上";

    public static string ColumnTwice(string column, string first, string second) =>
        $"表头里“{column}”有两列（“{first}”和“{second}”），不知道用哪一列；请只留一列";

    public static string ColumnsIgnored(string columns) => $"这些列系统不用，已忽略：{columns}";

    public static string Empty(string column) => $"{column}不能空";

    public static string TooLong(int length, int most) => $"这一格有{length}个字，最多{most}个；请核对是不是几格连到了一起";

    public static string TooManyCells(int cells, int columns) =>
        $"这一行有{cells}格，表头只有{columns}格；多半是内容里有没加引号的逗号，各格已错位，请核对";

    public static string NothingChanges(string change, string columns) => $"“{change}”至少要填其中一项：{columns}";

    public const string BarInComponent = "组成的名称里不能有“|”；请改用顿号";

    public static string NotCorrection(string column, string change) => $"只改{column}的不是“更正”；请报“{change}”";

    public static string NotInformation(string column, string change) => $"“信息变更”不改{column}；请报“{change}”";

    public static string CategoryIgnored(int line, string change) =>
        $"第{line}行起：{change}是对人的，优抚类别不用填，已忽略";

    public static string RecordTooLong(long line) =>
        $"第{line}行太长，不像是表格；多半是引号不成对，请核对后另存为“CSV UTF-8”再导入";

    public static string FileMissing(string file) => $"没有这个文件：{file}";

    public static string ParameterUnknown(string key) =>
        $"没有“{key}”这个参数；可以是：overlap（重叠）、funeral-months（丧葬补助月数）、funeral-months-死因（如 funeral-months-因病）、"
        + "evidence-weight-来源（强、弱、不用）、evidence-group-来源（组名）、evidence-bearing-来源（含义）";

    public const string SameCategory = "类别甲和类别乙是同一个类别；重叠说的是两个不同的类别";

    public const string NoCategoryHere = "比对来源的参数不分类别，请空着";

    public const string OneCategoryOnly = "丧葬补助月数只对一个类别，类别乙请空着";

    public static string MonthsOutOfRange(int most) => $"月数要在0到{most}之间；没有这一项的写0，并挂依据";

    public static string NotOneOf(string text, string choices) => $"“{text}”看不懂；这一格只能填：{choices}";

    public static string RateUnreadable(string text) => $"“{text}”不是费率；写成 16% 或 0.16";

    public static string RateStrange(string text) => $"费率“{text}”不合理；写成 16% 或 0.16，不超过50%";

    public static string RateTooFine(string text) => $"费率“{text}”小数太多；最多到千分之一个百分点";

    public static string KindOfOther(string kind, string insurance) => $"“{kind}”只有{insurance}才有";

    public static string CreditCodeWrong(string code) => $"信用代码“{code}”不对（18位，最后一位是校验码）；请对照营业执照";

    public static string CaseNumberStrange(string number, int most) =>
        $"案件号“{number}”不行：最多{most}个字，只能是汉字、字母、数字、横线和下划线";

    public static string NumberUnreadable(string text) => $"“{text}”不是数字";

    public static string AmountUnreadable(string text) => $"“{text}”不是金额；请写成 1234.56（单位元）";

    public static string MonthUnreadable(string text) =>
        $"“{text}”不是月份；可以写 2026-03、2026/3、2026.3、202603、2026年3月";

    public static string MonthAmbiguous(string text, PayMonth january) =>
        $"“{text}”可能是1月，也可能是被Excel去掉了0的10月；请写成 {january} 或 {january + 9}";

    public static string IdentityLength(int length) => $"身份证号应为18位，文件里是{length}位；请对照证件";

    public static string IdentityCharacter(int place, char c) => $"身份证号第{place}位是“{c}”，不是数字；请对照证件";

    public static string NotBornYet(string digits) => $"身份证号里的出生日期{digits}还没有到；请对照证件";

    public static string IdentityBirthDate(string digits) => $"身份证号里的出生日期{digits}不存在；请对照证件";

    public static string AccountCharacter(char c) => $"账号里有“{c}”，只能是数字；请对照卡（折）面";

    public const string NobodyShares = "中央、省、市、县至少有一级要大于0";

    public const string Nothing = "金额不能是0";

    public static string YearStrange(int year) => $"年度{year}不合理；请写发放入账日所在的年，如 2026";

    public static string NotReceivedYet(DateOnly date) => $"{Spoken(date)}还没到；到账以后再登记";

    private static string Spoken(DateOnly date) => $"{date.Year}年{date.Month}月{date.Day}日";
}
