using System.Text;
using Disbursement.Model.Tests.Counties;
using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Engines;

/// <summary>
/// A second model behind the command line, writing the program's files: proves that the driver reads what the contract
/// says, and that a false line is found.
/// </summary>
sealed class Puppet(IReadOnlyList<Step> steps, string falseRun = "") : IEngine
{
    private readonly ReferenceModel model = new();
    private readonly Dictionary<string, RunResult> results = new(StringComparer.Ordinal);
    private readonly Queue<ImportFile> files = new(steps.OfType<ImportFile>());

    public async Task<int> Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        switch (arguments[0], arguments.ElementAtOrDefault(1))
        {
            case ("settings", { } key):
                Walk.Set(model.Known, new SetSetting(default, key, arguments[2]));
                return 0;
            case ("import", _):
                return await Import(arguments[2]);
            case ("payout", "run"):
                var name = Name(arguments);
                results[name] = model.Run(name, Months.Parse(arguments[2]), await Only(arguments));
                return 0;
            case ("payout", "approve"):
                model.Approve(arguments[2]);
                return 0;
            case ("payout", "cancel"):
                model.Cancel(arguments[2]);
                return 0;
            case ("lines", { } run):
                await File.WriteAllTextAsync(arguments[3], Lines(run));
                return 0;
            case ("exceptions", _):
                await File.WriteAllTextAsync(arguments[4], Exceptions(arguments[2]));
                return 0;
            default:
                return 0;
        }
    }

    private async Task<int> Import(string path)
    {
        var file = files.Dequeue();
        if (file.Text != await File.ReadAllTextAsync(path)) throw new InvalidOperationException($"{path} was not next");
        var outcomes = model.Known.Import(file.Text, file.Rows, file.Today) ?? [];
        var rejected = outcomes.Index().Where(o => o.Item == Outcome.Rejected).ToList();
        if (rejected.Count == 0) return 0;
        var rows = rejected.Select(r => $"{r.Index + 2},身份证号,\"因为，\"\"如此\"\"\"");
        await File.WriteAllTextAsync(path + ".rejected.csv", "行,列,原因\n" + string.Join('\n', rows) + "\n");
        return 3;
    }

    /// <summary>"2026-03 regular, 2026-03-S1 … supplementary".</summary>
    private string Name(IReadOnlyList<string> arguments)
    {
        if (!arguments.Contains("--supplementary")) return arguments[2];
        var prefix = $"{arguments[2]}-S";
        return prefix + (model.Approved.Count(r => r.Name.StartsWith(prefix, StringComparison.Ordinal)) + 1);
    }

    private static async Task<IReadOnlyList<string>?> Only(IReadOnlyList<string> arguments)
    {
        var at = arguments.ToList().IndexOf("--only");
        return at < 0 ? null : (await File.ReadAllLinesAsync(arguments[at + 1]))[1..];
    }

    private string Lines(string run)
    {
        var text = new StringBuilder(
            "run,id_number,name,category,component,benefit_month,kind,amount_yuan,status,rate_document\n");
        var lines = results[run].Lines.Skip(run == falseRun ? 1 : 0).Select(l => (l, "draft"));
        foreach (var (line, status) in lines.Concat(results[run].Held.Select(l => (l, "held"))))
            text.Append($"{run},{line.IdNumber},某,{line.Category},{line.Component},{Months.Text(line.Month)},")
                .Append($"{(line.Kind == "" ? "arrears" : line.Kind)},{Fen.Yuan(line.Fen)},{status},\"文,号\"\n");
        return text.ToString();
    }

    private string Exceptions(string run)
    {
        var text = new StringBuilder("run,code,severity,scope,id_number,name,category,township,benefit_month,detail,")
            .Append("next_step,amount_yuan,held_yuan,owner,due_on,status\n");
        foreach (var claim in results[run].Claims)
            text.Append($"{run},overpaid,warn,人·月,{claim.IdNumber},某,,,{Months.Text(claim.Month)},\"多,\n发\",,")
                .Append($"{Fen.Yuan(claim.Fen)},,,,open\n");
        foreach (var month in results[run].Undecided)
            text.Append($"{run},rate-missing,block,人·月,{month.IdNumber},某,,,{Months.Text(month.Month)},,,,,,,open\n");
        return text.ToString();
    }
}
