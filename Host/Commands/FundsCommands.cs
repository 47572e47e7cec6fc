using System.CommandLine;
using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Jobs.Funds;

namespace Disbursement.Host.Commands;

/// <summary>funds show.</summary>
internal static class FundsCommands
{
    public static Command Funds(CommandShell shell) => new Command("funds", "资金台账") { Show(shell) };

    private static Command Show(CommandShell shell)
    {
        var year = new Option<int?>("--year") { Description = "只看哪一年，如 2026" };
        var command = new Command("show", "各项资金：拨入、结转、预留、支出、可用、垫付") { year };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, _) =>
        {
            var shown = await new FundsJob(session.Source).Show((short?)parsed.GetValue(year), stop);
            shell.Answer(parsed, false, Said(shown), ("checked", shown.Checked), ("funds", shown.Funds.Select(f => new
            {
                year = f.Fund.Year, source = f.Fund.Source.Label(), purpose = f.Purpose,
                appropriated_fen = f.AppropriatedFen, carried_over_fen = f.CarriedOverFen, reserved_fen = f.ReservedFen,
                spent_fen = f.SpentFen, available_fen = f.AvailableFen, advanced_fen = f.AdvancedFen,
            })), ("advances", shown.Advances.Select(a => new
            {
                year = a.Fund.Year, source = a.Fund.Source.Label(), purpose = a.Purpose, run = a.Run,
                on = $"{a.On:yyyy-MM-dd}", document = a.Document, fen = a.Fen, outstanding_fen = a.OutstandingFen,
            })));
            return CommandLine.Done;
        }));
        return command;
    }

    private static string Said(FundsShown shown)
    {
        if (!shown.Checked) return "还没有登记过拨款（./disburse import funds 文件）：审批时不核对资金分担和余额。";
        var said = new StringBuilder();
        foreach (var f in shown.Funds)
            said.Append($"{f.Label}：{Sums(f)}\n");
        said.Append($"合计：{Sums(Total(shown.Funds))}");
        foreach (var a in shown.Advances)
        {
            said.Append($"\n垫付待归垫：{a.Label}{Money.Spoken(a.OutstandingFen)}（{a.Run}，{a.On:yyyy-MM-dd}，"
                + $"{a.Document ?? "没有财政书面意见"}"
                + (a.OutstandingFen == a.Fen ? "）" : $"，原垫付{Money.Spoken(a.Fen)}）"));
        }

        return said.ToString();
    }

    private static string Sums(FundStanding f) =>
        $"拨入{Money.Spoken(f.AppropriatedFen)}，结转{Money.Spoken(f.CarriedOverFen)}，预留{Money.Spoken(f.ReservedFen)}，"
        + $"支出{Money.Spoken(f.SpentFen)}，可用{Money.Spoken(f.AvailableFen)}"
        + (f.AdvancedFen == 0 ? "" : $"，县级垫付{Money.Spoken(f.AdvancedFen)}");

    private static FundStanding Total(IReadOnlyList<FundStanding> funds) => new(
        default, "", funds.Sum(f => f.AppropriatedFen), funds.Sum(f => f.CarriedOverFen), funds.Sum(f => f.ReservedFen),
        funds.Sum(f => f.SpentFen), funds.Sum(f => f.AvailableFen))
    {
        AdvancedFen = funds.Sum(f => f.AdvancedFen),
    };
}
