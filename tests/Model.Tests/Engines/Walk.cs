using Disbursement.Model.Tests.Counties;
using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Engines;

/// <summary>
/// Takes a scenario's steps on the model, and on the program where there is one, comparing after each run.
/// </summary>
sealed class Walk(string name, string folder, EngineDriver? driver)
{
    private RunResult? last;

    public ReferenceModel Model { get; } = new();

    public int Runs { get; private set; }

    public int Rows { get; private set; }

    public async Task Play(IEnumerable<Step> steps)
    {
        if (driver is not null) await driver.Prepare();
        foreach (var step in steps)
        {
            try
            {
                await Take(step);
            }
            catch (InvalidOperationException refusal)
            {
                Fail(step, refusal.ToString());
            }
        }

        Save();
    }

    private async Task Take(Step step)
    {
        switch (step)
        {
            case SetSetting setting:
                Set(Model.Known, setting);
                if (driver is not null) await driver.Set(setting);
                break;
            case ImportFile file:
                await Import(file);
                break;
            case WorkOut run:
                await WorkOut(run);
                break;
            case WorkOutBatch batch:
                last = Model.OneOffs.Run(batch.Run, batch.Batch);
                Compare(batch, driver is null ? null : await driver.WorkOut(batch));
                break;
            case SendBack back:
                if (driver is not null) await driver.SendBack(back);
                break;
            case Approve approval:
                Model.Approve(approval.Run);
                if (driver is not null) await driver.Approve(approval);
                break;
            case CancelRun cancelled:
                Model.Cancel(cancelled.Run);
                if (driver is not null) await driver.Cancel(cancelled);
                break;
            case BankSays said:
                Model.BankSays(said.Run, said.Rows);
                if (driver is not null) await driver.BankSays(said);
                break;
            case DecideRecovery decided:
                Model.Decide(decided);
                if (driver is not null) await driver.Decide(decided);
                break;
            case ReceiveMoney received:
                Model.Receive(received);
                if (driver is not null) await driver.Receive(received);
                break;
            case Expect expected:
                if (Difference.Between(expected.Rows, last!.Rows(), Model) is { } difference)
                    Fail(step, $"table, line {expected.SourceLine} (here \"the model\" is the table): {difference}");
                break;
        }
    }

    public static void Set(Knowledge known, SetSetting setting)
    {
        if (setting.Key == "first-month") known.FirstMonth = Months.Parse(setting.Value);
        else if (setting.Key == "wage-area") known.WageArea = setting.Value;
        else if (setting.Key == "rounding") known.Rounding = setting.Value;
    }

    private async Task Import(ImportFile file)
    {
        var outcomes = Model.Known.Import(file.Text, file.Rows, file.Today);
        if (driver is null) return;
        var rejected = await driver.Import(file);
        // "The same file again changes nothing": it says nothing of its rows either.
        if (outcomes is null) return;
        var wrong = new List<string>();
        for (var i = 0; i < outcomes.Count; i++)
        {
            var row = $"row {i + 1}: {Readable.Of(file.Rows[i])}";
            if (outcomes[i] == Outcome.Rejected && !rejected.ContainsKey(i)) wrong.Add($"should be rejected, {row}");
            if (outcomes[i] is Outcome.Taken or Outcome.Known && rejected.TryGetValue(i, out var reason))
                wrong.Add($"should be {outcomes[i]}, was rejected ({reason}), {row}");
        }

        if (wrong.Count > 0) Fail(file, string.Join('\n', wrong));
    }

    private async Task WorkOut(WorkOut run)
    {
        last = Model.Run(run.Run, run.Month, run.Only);
        Compare(run, driver is null ? null : await driver.WorkOut(run));
    }

    private void Compare(Step run, RunResult? actual)
    {
        Runs++;
        Rows += last!.Rows().Count;
        if (actual is null) return;
        if (Difference.Between(last.Rows(), actual.Rows(), Model) is { } difference) Fail(run, difference);
    }

    private void Fail(Step step, string report)
    {
        Save();
        var at = $"{Months.DayText(step.Today)} {step.GetType().Name} {Subject(step)}";
        var text = $"{name}, at {at}\nfiles in {folder}\n{report}";
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "report.txt"), text);
        Assert.Fail(text);
    }

    private static string Subject(Step step) => step switch
    {
        ImportFile file => file.Name,
        WorkOut run => run.Run,
        WorkOutBatch batch => batch.Run,
        Approve approval => approval.Run,
        _ => "",
    };

    /// <summary>The commands beside the files: the scenario can be played again by hand.</summary>
    private void Save()
    {
        if (driver is null) return;
        File.WriteAllLines(Path.Combine(folder, "replay.sh"), ["#!/bin/sh", .. driver.Commands]);
    }
}
