using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.Duties;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Payout;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Storage;
using Npgsql;

namespace Disbursement.Jobs.Administration;

/// <summary>设置: values of the county, each an act with who and when; checked before they are kept.</summary>
public static class SettingsJob
{
    private static readonly Dictionary<string, (string Meaning, string? Default, Func<string, string?> Fault)> Keys =
        new(StringComparer.Ordinal)
        {
            ["first-month"] = ("从哪个月开始由本系统计算", null, Month),
            ["rounding"] = ("年标准怎样变成月：share fen yuan yuan-up", "share", v =>
                Rates.FindRounding(v) is null ? "只能是 share、fen、yuan、yuan-up" : null),
            ["pay-before-day"] = ("每月几日前到账", "20", v => Whole(v, 1, 28)),
            ["bank-lead-days"] = ("交银行提前几个工作日", "2", v => Whole(v, 0, 20)),
            ["finance-lead-days"] = ("送财政再提前几个工作日", "3", v => Whole(v, 0, 20)),
            ["finance-review"] = ("财政审核：required 或 off", "off",
                v => v is "required" or "off" ? null : "只能是 required 或 off"),
            ["office-lead-days"] = ("测算和三人签字要提前几个工作日", "1", v => Whole(v, 0, 20)),
            ["sign-in-failures"] = ("密码连续错几次就锁定（正式库）", "5", v => Whole(v, 3, 20)),
            ["sign-in-lock-minutes"] = ("锁定几分钟（正式库）", "15", v => Whole(v, 1, 1440)),
            ["wage-area"] = ("护理费用哪个地区的月平均工资", null, Text),
            ["authority-name"] = ("发放单位名称", null, Text),
            ["authority-code"] = ("发放单位行政区划代码，6位数字", "000000", v =>
                v.Length == 6 && v.All(char.IsAsciiDigit) ? null : "应为6位数字"),
            ["funds-shortage"] = ("资金不足时：refuse 或 warn", "refuse",
                v => v is "refuse" or "warn" ? null : "只能是 refuse 或 warn"),
            ["recovery-cap-percent"] = ("分月抵扣每月最多百分之几", "20", v => Whole(v, 1, 100)),
            ["recovery-undecided-days"] = ("多发挂了多少天没有处理决定就点名（recovery-undecided）", "30", v => Whole(v, 1, 365)),
            ["arrears-review-yuan"] = ("一个人一批补发达到多少元要复核逐月看（arrears-large）", "10000", v => Whole(v, 1, 1_000_000)),
            ["hold-review-days"] = ("暂缓没有写复查日的，登记后多少天要有结论", "60", v => Whole(v, 1, 365)),
            ["rate-jump-percent"] = ("新标准比原来涨过百分之几就要另一人核对（rate-suspicious）", "50", v => Whole(v, 5, 500)),
            ["attachment-days"] = ("变动登记后满多少天没有上传材料就先扣住（attachment-missing）；off 不检查", "off", v =>
                v == "off" ? null : Whole(v, 1, 365)),
            ["required-lists"] = ("签字以前要有的比对名单（来源，用、隔开，如 火化、死亡医学证明）；off 不检查", "off", Text),
            ["sample-percent"] = ("年度确认抽查百分之几（远程确认和90岁以上加倍）", "5", v => Whole(v, 1, 50)),
            ["backpay-base-percent"] = ("社保补缴：缴费基数是上年月平均工资的百分之几", "60", v => Whole(v, 1, 300)),
            ["backpay-personal-first"] = ("社保补缴：个人部分缴了再申请财政资金：是 或 否", "是",
                v => v is "是" or "否" ? null : "只能是 是 或 否"),
            ["backpay-help-percent"] = ("社保补缴：低保、特困的个人部分由财政补助百分之几；没定的写 未定", "未定",
                v => v == "未定" ? null : Whole(v, 0, 100)),
            ["backpay-months-extended"] = ("社保补缴：延缴最多几个月", "180", v => Whole(v, 1, 600)),
            ["backpay-months-lump-sum"] = ("社保补缴：趸缴最多几个月", "180", v => Whole(v, 1, 600)),
            ["backpay-months-medical"] = ("社保补缴：医保补年限最多几个月", "300", v => Whole(v, 1, 600)),
            ["backpay-cents-yuan"] = ("社保补缴：分差累计超过几元要查规则（bp-cents）", "1", v => Whole(v, 1, 1000)),
            ["backpay-retire-days"] = ("社保补缴：到退休年龄以前几天列为加急（bp-retire-deadline）", "180", v => Whole(v, 1, 1000)),
            ["backpay-batches-since"] = ("社保补缴：从哪天起财政缴的钱必须在拨款批次里，最晚是第一个批次批准那天", "未定",
                v => v == "未定" || DateOnly.TryParseExact(v, "yyyy-MM-dd", CultureInfo.InvariantCulture,
                    DateTimeStyles.None, out var _) ? null : "应为日期（如 2026-01-01）或 未定"),
            ["backpay-women-retire-at"] = ("社保补缴：女职工改革前几岁退休：50 或 55", "50",
                v => v is "50" or "55" ? null : "只能是 50 或 55"),
            ["rounding-difference-limit"] = ("尾差上限（元）", "1.00", v =>
                decimal.TryParse(v, CultureInfo.InvariantCulture, out var yuan) && yuan >= 0
                    && Money.TryFen(yuan, out var _)
                    ? null : "应为金额，最多两位小数"),
        };

    public static async Task<IReadOnlyList<(string Key, string? Value, string Meaning, string? Document)>> All(
        NpgsqlDataSource source, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        var set = (await SettingStore.All(connection, stop)).ToDictionary(s => s.Key, StringComparer.Ordinal);
        return [.. Keys.Select(k =>
            (k.Key, set.TryGetValue(k.Key, out var s) ? s.Value : k.Value.Default, k.Value.Meaning,
            set.TryGetValue(k.Key, out var d) ? d.Document : null))];
    }

    /// <summary>The value of a key, or its default; null where it has neither.</summary>
    public static async Task<string?> Value(NpgsqlDataSource source, string key, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        return await SettingStore.Value(connection, key, stop) ?? Keys[key].Default;
    }

    /// <summary>A whole number among the settings, as known at an act, or its default.</summary>
    internal static async Task<int> Number(
        NpgsqlConnection connection, string key, CancellationToken stop, long knownThrough = long.MaxValue) =>
        int.Parse(
            await SettingStore.Value(connection, key, stop, knownThrough) ?? Keys[key].Default!, NumberStyles.None,
            CultureInfo.InvariantCulture);

    /// <summary>The lists that are named; none where it is off.</summary>
    internal static string[] RequiredLists(string? value) => value is null or "off"
        ? []
        : [.. value.Split(['、', '，', ',', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Distinct(StringComparer.Ordinal)];

    /// <summary>Whether finance reviews a run before its money comes.</summary>
    public static async Task<bool> FinanceReviews(NpgsqlDataSource source, CancellationToken stop) =>
        await Value(source, "finance-review", stop) == "required";

    /// <summary>What a key is about, with the key itself.</summary>
    internal static string Named(string key) =>
        Keys.TryGetValue(key, out var known) ? $"{known.Meaning}（{key}）" : key;

    internal static string? DefaultOf(string key) => Keys.GetValueOrDefault(key).Default;

    /// <param name="live">正式: once a run was approved, nothing changes without a document (rules §9).</param>
    /// <returns>False when it has this value already, and no document is added to it.</returns>
    /// <exception cref="Refused">Unknown key or bad value; no document where one is needed.</exception>
    public static async Task<bool> Set(
        NpgsqlDataSource source, string key, string value, string? document, Performer performer,
        CancellationToken stop, bool live = false)
    {
        Fault(key, value);
        document = string.IsNullOrWhiteSpace(document) ? null : document.Trim();
        await using var act = await Act.Begin(source, performer, stop);
        await UserStore.Require(act, Deed.Set, stop);
        var (now, paper) = (await SettingStore.All(act.Connection, stop))
            .Where(s => s.Key == key).Select(s => ((string?)s.Value, s.Document)).FirstOrDefault();
        if (string.Equals(now, value, StringComparison.Ordinal)
            && (document is null || string.Equals(document, paper, StringComparison.Ordinal))) return false;
        if (live && document is null && await act.Connection.Scalar<bool>("""
            select exists (select from payout_run where approved_by is not null)
                or exists (select from funding_batch_step where step = 2)
            """, stop))
            throw new Refused($"已经发放过，改 {key} 要有依据：加 --document 文号，没有做任何事。");
        if (key == "first-month" && now is not null && now != value
            && await act.Connection.Scalar<bool>("select exists (select from payout_run where approved_by is not null)",
                stop))
            throw new Refused($"first-month 是 {now}，第一批批准以后不能再改。");
        if (key == "first-month" && now != value && await PayoutStore.Open(act.Connection, stop) is { } open)
            throw new Refused($"{open.Name}是按 first-month {now} 测算的，现在不能改，没有做任何事。"
                + $"要改的，先取消这一批（./disburse payout cancel {open.Name}），改好再测算。");
        await act.Connection.Execute(
            "insert into setting (key, value, document, act) values ($1, $2, $3, $4)", stop, key, value, document,
            act.Number);
        if (key == "wage-area")
        {
            var first = await SettingStore.Value(act.Connection, "first-month", stop);
            await StandardStore.Reach(act, [], nursing: true,
                first is null ? new PayMonth(1990, 1) : PayMonth.Parse(first), stop);
        }

        await act.Commit("setting", key, default, document, new { key, value }, stop);
        return true;
    }

    private static void Fault(string key, string value)
    {
        if (!Keys.TryGetValue(key, out var known))
            throw new Refused($"没有“{key}”这项设置；可以是：{string.Join(' ', Keys.Keys)}");
        if (known.Fault(value) is { } fault) throw new Refused($"{key}：“{value}”不行，{fault}");
    }

    private static string? Month(string value) => PayMonth.TryParse(value, out var _) ? null : "应写成 2025-08 这样的年月";

    private static string? Text(string value) => string.IsNullOrWhiteSpace(value) ? "不能空" : null;

    private static string? Whole(string value, int least, int most) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            && number <= most
            ? null
            : $"应为{least}至{most}的整数";
}
