using Disbursement.Domain;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Payouts;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Cases;

namespace Disbursement.Jobs.Explain;

/// <summary>Why somebody is entitled, held or undecided, and what changed: one sentence each.</summary>
internal static class Reasons
{
    public static string Identity(FoldedIdentity identity, PayMonth month, DateOnly? diedOn)
    {
        var label = Category.Of(identity.Category).Label;
        if (identity.At(month) is { } span)
        {
            var (from, to) = Unbroken(identity.Spans, span);
            var until = to == PayMonth.Max ? "" : $"，到{Spoken.Month(to)}";
            var since = span.From == from || Grade(span).Length == 0 ? "" : $"（从{Spoken.Month(span.From)}起）";
            return $"{label}：{Spoken.Month(month)}应享受（从{Spoken.Month(from)}起{until}）{Grade(span)}{since}";
        }

        return $"{label}：{Spoken.Month(month)}不应享受——{WhyNot(identity, month, diedOn)}";
    }

    /// <summary>First and last month of the entitlement around a span: its level may change on the way.</summary>
    private static (PayMonth From, PayMonth To) Unbroken(Span[] spans, in Span around)
    {
        int first = Array.IndexOf(spans, around), last = first;
        while (first > 0 && spans[first - 1].To + 1 == spans[first].From) first--;
        while (last < spans.Length - 1 && spans[last].To + 1 == spans[last + 1].From) last++;
        return (spans[first].From, spans[last].To);
    }

    /// <summary>What holds money, with the words an officer acts on.</summary>
    public static string Block(Block block, FoldedPerson person) => block switch
    {
        Domain.Payouts.Block.OnHold => Hold(person.Hold),
        Domain.Payouts.Block.HeirAccountMissing => "本人已去世，还没有登记继承人和账户（报“收款人变更—继承人”）",
        Domain.Payouts.Block.AccountMissing => "没有可用的收款账户（报“账户变更”）",
        Domain.Payouts.Block.PayeeNameDiffers => "账户户名不是本人，也没有登记收款人（换成本人账户，或报“收款人变更”）",
        Domain.Payouts.Block.PayeeUndocumented =>
            $"由{person.Receiving.Payee!.Name}代收，缺{person.Receiving.Payee.Missing}（报“收款人变更”补齐，或换回本人账户）",
        Domain.Payouts.Block.BankUnknown => "开户行没有对应到代发银行（补代发银行表）",
        Domain.Payouts.Block.AccountFormat => "账号不合代发银行的格式（核对后报“账户变更”）",
        Domain.Payouts.Block.NameNotEncodable => "姓名含有代发银行不能接收的字（报“账户变更”，写银行户名）",
        Domain.Payouts.Block.NameTooLong => "户名超过代发银行的长度（报“账户变更”，写银行户名）",
        Domain.Payouts.Block.NewcomerUndocumented => "没有批准文号（报“更正”，文号填批准文号，其他栏空着）",
        Domain.Payouts.Block.OverlapReview => "两个身份不能并存，先登记的照发，后登记的暂缓，等人核定",
        Domain.Payouts.Block.AgeNotReached => "不满60周岁（报“更正”改起发年月；按规定应发的凭文号放行）",
        Domain.Payouts.Block.OverageSurvivorChild => "已满18周岁，没有在校等证明（报“信息变更—在校至”；残疾无生活来源的凭文号放行）",
        Domain.Payouts.Block.DuplicatePerson => "与名册上另一个人很像是同一个人（查户口簿；确是两个人的凭文号放行）",
        Domain.Payouts.Block.AccountDead => "上次往这个账户发的钱退回了，还没有换账户或由两人确认",
        Domain.Payouts.Block.DeathReported => "银行说本人已死亡，核实以前先不发（在世的凭文号放行；确已去世的报“死亡”）",
        Domain.Payouts.Block.AttachmentMissing => "变动过了期限还没有上传材料（./disburse attach 文号 文件）",
        _ => "",
    };

    public static string Hold(HoldInForce? hold) => hold is null
        ? "暂缓发放"
        : $"从{Spoken.Date(hold.Since)}起暂缓发放：{hold.Reason ?? "没有写原因"}{Paper(hold.Document)}（查清后报“解除暂缓”）";

    public static string Undecided(UndecidedReason reason, short category) =>
        Category.Of(category).Label + (reason switch
    {
        UndecidedReason.RateMissing => "：本月没有可用的国家标准（补录标准）",
        UndecidedReason.LevelNatureImpossible => "：残疾等级与性质对不上，因病只有一至六级（报“更正”）",
        UndecidedReason.ServiceYearsMissing => "：没有服役年限（报“更正”）",
        _ => "：没有核定月标准（报“更正”或导入 assessed）",
    });

    public static string Change(Change change, DateOnly known, bool isWithdrawn)
    {
        var of = change.Category is { } category ? $"（{Category.Of(category).Label}）" : "";
        var reason = (change.Reason is null ? "" : $"，{change.Reason}")
            + (change.Cause is null ? "" : $"，死因：{change.Cause}");
        var on = change.On == default ? "" : Spoken.Date(change.On);
        return $"{known:yyyy-MM-dd}得知：{on}{change.Type.Label()}{of}{reason}{Paper(change.Document)}"
            + (isWithdrawn ? "——后来已撤销，不算" : "");
    }

    /// <summary>A block that somebody let through, or took back.</summary>
    public static string Release(CaseDecision decision) =>
        $"{decision.On:yyyy-MM-dd}{(decision.Kind == DecisionKind.Release ? "放行" : "撤回放行")}："
        + $"{Meanings.Of(ExceptionCode.Of(decision.Key.Code))}，{decision.Reason}{Paper(decision.Document)}"
        + $"（{decision.By}）"
        + (decision.Until is { } until ? $"，到{Spoken.Month(until)}为止" : "");

    public static string Paper(string? document) => string.IsNullOrEmpty(document) ? "" : $"，{document}";

    private static string Grade(in Span span)
    {
        List<string> words = [];
        if (span.Grade.Level != 0) words.Add($"{span.Grade.Level}级");
        if (span.Grade.Nature != Nature.None) words.Add(span.Grade.Nature.Label());
        if (span.Grade.Period != Period.None) words.Add(span.Grade.Period.Label());
        if (span.Grade.ServiceYears is { } years) words.Add($"服役{years:0.##}年");
        if (span.Nursing is not (Nursing.Unsaid or Nursing.No)) words.Add($"护理：{span.Nursing.Label()}");
        return words.Count == 0 ? "" : "，" + string.Join('、', words);
    }

    private static string WhyNot(FoldedIdentity identity, PayMonth month, DateOnly? diedOn)
    {
        if (diedOn is { } day && PayMonth.Of(day) < month) return $"本人{Spoken.Date(day)}去世，发到当月";
        if (identity.Spans.Length == 0)
        {
            return identity.Ended
                ? "还没有起发就停发、中止或迁出了（见下面的变动）"
                : "没有起发年月，也没有批准日期";
        }

        if (month < identity.Spans[0].From) return $"从{Spoken.Month(identity.Spans[0].From)}才起发";
        var before = identity.Spans.Last(s => s.To < month).To;
        return $"发到{Spoken.Month(before)}，以后因停发、中止或迁出不再发（见下面的变动）";
    }
}
