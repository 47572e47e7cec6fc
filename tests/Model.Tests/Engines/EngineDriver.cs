using System.Globalization;
using Disbursement.Model.Tests.Counties;
using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Engines;

/// <summary>Plays steps on the program through its contract, and reads back what it says.</summary>
sealed class EngineDriver(IEngine engine, string folder)
{
    private static readonly HashSet<string> UndecidedCodes = new(StringComparer.Ordinal)
    {
        "rate-missing", "level-nature-impossible", "service-years-missing", "assessed-missing",
    };

    private readonly List<string> commands = [];

    /// <summary>Home, users of the three duties, before anything else.</summary>
    public async Task Prepare()
    {
        Directory.CreateDirectory(folder);
        await Command(["init"]);
        await Command(["user", "add", "甲经办", "--roles", "经办"]);
        await Command(["user", "add", "乙复核", "--roles", "复核"]);
        await Command(["user", "add", "丙审批", "--roles", "审批"]);
        await Command(["user", "add", "丁财务", "--roles", "财务"]);
    }

    /// <summary>Any step, where only the program is looked at.</summary>
    public Task Take(Step step) => step switch
    {
        SetSetting setting => Set(setting),
        ImportFile file => Import(file),
        WorkOut run => WorkOut(run),
        WorkOutBatch batch => WorkOut(batch),
        SendBack back => SendBack(back),
        Approve approval => Approve(approval),
        CancelRun cancelled => Cancel(cancelled),
        BankSays said => BankSays(said),
        DecideRecovery decided => Decide(decided),
        ReceiveMoney received => Receive(received),
        _ => throw new ArgumentException(step.ToString(), nameof(step)),
    };

    public Task Set(SetSetting step) =>
        Command(["settings", step.Key, step.Value, "--document", "设置1号", .. As("甲经办", step)]);

    /// <summary>
    /// Imports a file; the rows (from 0) that were rejected, with the reason. 3 is "some rows were rejected".
    /// </summary>
    public async Task<IReadOnlyDictionary<int, string>> Import(ImportFile step)
    {
        var path = Path.Combine(folder, step.Name);
        await File.WriteAllTextAsync(path, step.Text);
        foreach (var old in RejectedFiles(step.Name)) File.Delete(old);
        await Command(["import", step.Kind, path, .. As("甲经办", step)], mayReject: true);
        var rejected = new Dictionary<int, string>();
        foreach (var file in RejectedFiles(step.Name))
            foreach (var record in CsvTable.Records(await File.ReadAllTextAsync(file)).Skip(1))
                if (int.TryParse(record[0], CultureInfo.InvariantCulture, out var line))
                    rejected[line - 2] = record[^1];
        return rejected;
    }

    public async Task<RunResult> WorkOut(WorkOut step)
    {
        List<string> command = ["payout", "run", Months.Text(step.Month)];
        if (step.Full) command.Add("--full");
        if (step.Supplementary) command.Add("--supplementary");
        if (step.Only is { } only)
        {
            var list = Path.Combine(folder, $"only-{step.Run}.csv");
            await File.WriteAllLinesAsync(list, ["身份证号", .. only]);
            command.AddRange(["--only", list]);
        }

        await Command([.. command, .. As("甲经办", step)]);
        return await Read(step.Run, step);
    }

    public async Task<RunResult> WorkOut(WorkOutBatch step)
    {
        List<string> command = ["payout", "run", $"O-{step.Batch}"];
        if (step.Supplementary) command.Add("--supplementary");
        await Command([.. command, .. As("甲经办", step)]);
        return await Read(step.Run, step);
    }

    public async Task SendBack(SendBack step)
    {
        await Command(["payout", "submit", step.Run, .. As("甲经办", step)]);
        await Command(["payout", "reject", step.Run, "--note", "再核一次", .. As("乙复核", step)]);
    }

    public async Task Approve(Approve step)
    {
        await Command(["payout", "submit", step.Run, .. As("甲经办", step)]);
        await Command(["payout", "check", step.Run, .. As("乙复核", step)]);
        await Command(["payout", "approve", step.Run, .. As("丙审批", step)]);
    }

    public Task Cancel(CancelRun step) => Command(
        ["payout", "cancel", step.Run, "--note", "重新测算", .. As(step.IsDraft ? "甲经办" : "丙审批", step)]);

    /// <summary>Waivers are for 审批 alone.</summary>
    public async Task Decide(DecideRecovery step)
    {
        var file = Path.Combine(folder, $"decisions-{commands.Count}.csv");
        await File.WriteAllLinesAsync(file,
        [
            "身份证号,待遇月份,处理方式,金额,依据,文号,撤销",
            .. step.Rows.Select(r => $"{r.IdNumber},{Months.Text(r.Month)},{r.Method},{Fen.Yuan(r.Fen)},{r.Basis},"
                + $"{r.Document},{(r.IsWithdrawal ? "是" : "")}"),
        ]);
        await Command(
            ["recovery", "decide", file, .. As(step.Rows[0].Method == "核销" ? "丙审批" : "甲经办", step)]);
    }

    public Task Receive(ReceiveMoney step) => Command(
    [
        "recovery", "receive", step.IdNumber, "--document", step.Document,
        .. step.IsWithdrawal
            ? (string[])["--withdraw", "更正1号"]
            : ["--amount", Fen.Yuan(step.Fen), "--date", Months.DayText(step.Today)],
        .. As("丁财务", step),
    ]);

    /// <summary>Handed over, if it was not; then what came of it in two files; what is unknown is in neither.</summary>
    public async Task BankSays(BankSays step)
    {
        if (step.IsFirst)
        {
            await Command(["payout", "export", step.Run, .. As("乙复核", step)]);
            // Deaths that came in since were approved to go all the same: the money is claimed back.
            await Command(["payout", "handover", step.Run, "--as-approved", "照发1号", .. As("丁财务", step)]);
        }

        var said = step.Rows.ToDictionary(r => r.IdNumber);
        var (paid, failed) = (new List<string>(), new List<string>());
        foreach (var row in SentRows(step.Run))
        {
            var of = said.GetValueOrDefault(row[2]);
            if (of is null && !step.IsFirst) continue;
            var fields = string.Join('|', row.Take(6));
            if (of is null) paid.Add(fields);
            else if (of.What == "partly") paid.Add($"{fields}||{Fen.Yuan(of.CreditedFen)}");
            else if (of.What is "failed" or "returned") failed.Add($"{fields}|账号不存在");
        }

        // A run that pays nobody, or of which nothing is said.
        if (paid.Count + failed.Count == 0) return;
        List<string> files = [];
        foreach (var (suffix, rows) in new[] { ("S", paid), ("F", failed) })
        {
            if (rows.Count == 0) continue;
            files.Add(Path.Combine(folder, $"{step.Run}-{files.Count}-{commands.Count}_{suffix}.txt"));
            await File.WriteAllLinesAsync(files[^1], rows, new System.Text.UTF8Encoding(true));
        }

        await Command(["import", "bank-result", .. files, "--bank", "代发银行", .. As("甲经办", step)]);
    }

    /// <summary>Fields of the rows in the files: row id, name, number, amount, batch, account, region.</summary>
    private IEnumerable<string[]> SentRows(string run)
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var bank = Path.Combine(folder, "home", "out", run, "bank");
        return Directory.GetFiles(bank, "*.txt")
            .SelectMany(f => File.ReadAllLines(f, System.Text.Encoding.GetEncoding("GB18030")))
            .Select(l => l.Split('|'));
    }

    /// <summary>All commands so far, for playing the scenario by hand.</summary>
    public IReadOnlyList<string> Commands => commands;

    private async Task<RunResult> Read(string run, Step step)
    {
        var lines = Path.Combine(folder, $"lines-{run}.csv");
        var exceptions = Path.Combine(folder, $"exceptions-{run}.csv");
        await Command(["lines", run, "--out", lines, .. As("甲经办", step)]);
        await Command(["exceptions", "list", run, "--out", exceptions, .. As("甲经办", step)]);
        var rows = CsvTable.Read(lines);
        var listed = CsvTable.Read(exceptions);
        return new RunResult(
            [.. rows.Where(r => r["status"] != "held").Select(r => Line(r, r["kind"]))],
            [.. rows.Where(r => r["status"] == "held").Select(r => Line(r, ""))],
            [
                .. listed.Where(e => e["code"] == "overpaid").Select(e => new ExpectedClaim(
                    e["id_number"], Months.Parse(e["benefit_month"]), Fen.Parse(e["amount_yuan"]))),
            ],
            [
                .. listed.Where(e => UndecidedCodes.Contains(e["code"]) && e["benefit_month"] != "")
                    .Select(e => new ExpectedUndecided(e["id_number"], Months.Parse(e["benefit_month"]))).Distinct(),
            ]);
    }

    private static ExpectedLine Line(IReadOnlyDictionary<string, string> row, string kind) => new(
        row["id_number"], row["category"], row["component"], Months.Parse(row["benefit_month"]), kind,
        Fen.Parse(row["amount_yuan"]));

    private string[] RejectedFiles(string name) =>
        [.. Directory.GetFiles(folder, Path.GetFileNameWithoutExtension(name) + "*.rejected.csv")];

    private static string[] As(string user, Step step) =>
        ["--today", Months.DayText(step.Today), "--user", user];

    private async Task Command(IReadOnlyList<string> arguments, bool mayReject = false)
    {
        commands.Add("./disburse " + string.Join(' ', arguments));
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var code = await engine.Run(arguments, output, error);
        if (code == 0 || (mayReject && code == 3)) return;
        throw new InvalidOperationException($"{commands[^1]}\nended with {code}\n{error}\n{output}");
    }
}
