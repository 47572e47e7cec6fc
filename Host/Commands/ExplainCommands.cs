using System.CommandLine;
using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.Exceptions;
using Disbursement.Jobs.Explain;

namespace Disbursement.Host.Commands;

/// <summary>explain.</summary>
internal static class ExplainCommands
{
    public static Command Explain(CommandShell shell)
    {
        var number = new Argument<string>("ID_NUMBER") { Description = "身份证号" };
        var month = new Argument<string>("MONTH") { Description = "所属期，如 2026-03" }.Reads(Typed.Month);
        var asOf = new Option<string?>("--as-of") { Description = "按哪一批测算时知道的（批次名）" };
        var command = new Command("explain", "一个人一个月的钱怎么来的") { number, month, asOf };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var wanted = PayMonth.Parse(parsed.GetValue(month)!);
            var explanation = await new ExplainJob(session.Source).Explain(
                parsed.GetValue(number)!.Trim().ToUpperInvariant(), wanted, parsed.GetValue(asOf), performer, stop);
            shell.Answer(parsed, false, Text(explanation), ("id_number", explanation.IdNumber),
                ("name", explanation.Name), ("month", $"{explanation.Month}"), ("as_of", explanation.AsOf),
                ("owed_fen", explanation.OwedFen), ("paid_fen", explanation.PaidFen),
                ("delta_fen", explanation.DeltaFen), ("difference_fen", explanation.DifferenceFen),
                ("identities", explanation.Identities),
                ("undecided", explanation.Undecided), ("components", explanation.Components.Select(c => new
                {
                    category = c.Category.Label, component = c.Component, owed_fen = c.OwedFen, paid_fen = c.PaidFen,
                    document = c.Document, arithmetic = c.Arithmetic,
                })),
                ("payments", explanation.Payments.Select(p => new
                {
                    by = p.By, status = p.Status, on = p.On, category = p.Category.Label, component = p.Component,
                    fen = p.Fen, document = p.Document, counts = p.Counts,
                })),
                ("blocked", explanation.Blocked), ("funeral", explanation.Funeral), ("history", explanation.History));
            return CommandLine.Done;
        }));
        return command;
    }

    private static string Text(Explanation e)
    {
        var text = new StringBuilder();
        var asOf = e.AsOf is null ? "按现在知道的" : $"按{e.AsOf}测算时知道的";
        text.Append($"{e.Name}  {e.IdNumber}  {Spoken.Month(e.Month)}  （{asOf}）\n");
        foreach (var identity in e.Identities) text.Append($"  {identity}\n");
        if (e.Undecided is { } undecided) text.Append($"本月待定，不发不追：{undecided}\n");
        text.Append($"应发 {Money.Spoken(e.OwedFen)}\n");
        foreach (var c in e.Components)
        {
            text.Append($"  {c.Category.Label}·{c.Component}  {c.Arithmetic}\n");
            if (c.Document.Length > 0) text.Append($"      凭 {c.Document}\n");
        }

        text.Append($"已发 {Money.Spoken(e.PaidFen)}\n");
        foreach (var p in e.Payments) text.Append(Payment(p));
        if (e.Undecided is null) text.Append(Rest(e));
        if (e.DeltaFen - e.DifferenceFen > 0)
            foreach (var why in e.Blocked) text.Append($"不能发的原因：{why}\n");
        foreach (var said in e.Funeral) text.Append($"{said}\n");
        if (e.History.Count > 0) text.Append("登记过的变动\n");
        foreach (var change in e.History) text.Append($"  {change}\n");
        return text.ToString().TrimEnd('\n');
    }

    private static string Payment(ExplainedPayment p)
    {
        if (p.IsBack)
            return $"  {p.By}（{p.Status}，{p.On:yyyy-MM-dd}）{p.Category.Label}·{p.Component} {Money.Spoken(p.Fen)}\n";
        var on = p.On is { } day ? $"，{day:yyyy-MM-dd}批准" : "";
        var note = p.Counts ? "" : p.IsHeld ? "（没有发出）" : "（不算已发）";
        var paper = p.Document.Length > 0 ? $"，凭 {p.Document}" : "";
        return $"  {p.By}批（{p.Status}{on}）{p.Category.Label}·{p.Component} {Money.Spoken(p.Fen)}{note}{paper}\n";
    }

    private static string NotSent(Explanation e, long rest)
    {
        if (e.IsAhead && !e.IsWorkedOut) return "还没到这个月，到时随当月的批次发";
        if (!e.IsWorkedOut) return "这个月还没有测算，随当月的批次发";
        if (e.Payments.FirstOrDefault(p => p.IsDraft) is { } draft)
        {
            var listed = e.Payments.Where(p => p.IsDraft && !p.IsHeld).Sum(p => p.Fen);
            return listed == rest ? $"已列入{draft.By}批，还没有批准"
                : listed == 0 ? $"{draft.By}批测算了，暂缓着没有列入；办妥后下一批补发"
                : $"{Money.Spoken(listed)}已列入{draft.By}批，还没有批准；其余没有列入，办妥后下一批补发";
        }

        return e.Blocked.Count > 0 ? "还没有发出，办妥后下一批补发" : "还没有发出，下一批自动发";
    }

    private static string Rest(Explanation e) =>
        (e.DifferenceFen == 0 ? "" : $"与以前系统的尾差 {Money.Spoken(e.DifferenceFen)}：不补也不追，列在尾差清单（exceptions rounding）。\n")
        + Remaining(e, e.DeltaFen - e.DifferenceFen);

    private static string Remaining(Explanation e, long rest) => rest switch
    {
        _ when e.Month < e.FirstMonth => $"{e.FirstMonth}（first-month）以前由原来的系统计算，本系统不补不追。\n",
        0 when e.DifferenceFen != 0 => "除尾差外，差额 0：发清了。\n",
        0 when e.OwedFen == 0 => "差额 0：不应发，也没有发。\n",
        0 => "差额 0：发清了，没有多发少发。\n",
        > 0 => $"差额 {Money.Spoken(rest)}：{NotSent(e, rest)}。\n",
        _ when e.WaivedFen >= -rest => $"差额 {Money.Spoken(rest)}：多发了，已核销{Money.Spoken(e.WaivedFen)}，不再追。\n",
        _ when e.WaivedFen > 0 =>
            $"差额 {Money.Spoken(rest)}：多发了，已核销{Money.Spoken(e.WaivedFen)}，其余列入追缴。\n",
        _ => $"差额 {Money.Spoken(rest)}：多发了，列入追缴。\n",
    };
}
