using Disbursement.Model.Tests.Engines;
using Disbursement.Model.Tests.Reference;

namespace Disbursement.Model.Tests.Counties;

/// <summary>The random counties are worth comparing only if they hold everything that the rules speak of.</summary>
public sealed class VarietyTests
{
    private static readonly CountyOptions Small = new()
    {
        People = 120, Results = true, Recoveries = true, OneOffs = true,
    };

    [Fact]
    public void The_same_seed_gives_the_same_county()
    {
        var once = RandomCounty.Year(7, Small).OfType<ImportFile>().Select(f => f.Text);
        var twice = RandomCounty.Year(7, Small).OfType<ImportFile>().Select(f => f.Text);
        Assert.Equal(once, twice);
    }

    [Fact]
    public void Counties_hold_everything_the_rules_speak_of()
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var seed = 1; seed <= 5; seed++) Watch(RandomCounty.Year(seed, Small), seen);
        foreach (var kind in ChangeIntake.OfThePerson.Concat(ChangeIntake.OfOneIdentity)
            .Concat(["中止", "恢复", "迁出", "暂缓", "解除暂缓", "撤销"]))
            Saw($"{kind} Taken", 10);
        foreach (var kind in new[] { "死亡", "停发", "恢复", "撤销", "更正" }) Saw($"{kind} Rejected", 1);
        foreach (var kind in new[] { "死亡", "停发", "更正", "暂缓" }) Saw($"{kind} Known", 1);
        foreach (var word in new[] { "line", "held", "claim", "undecided", "negative", "SetAside", "Higher", "Both" })
            Saw(word, 20);
        string[] reasons =
            ["尾差", "wage-missing", "heir-account-missing", "payee-name-differs", "account-missing",
            "age-not-reached", "overage-survivor-child"];
        foreach (var word in reasons) Saw(word, 5);
        TestContext.Current.TestOutputHelper?.WriteLine(
            string.Join(", ", seen.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key} {s.Value}")));
        string[] ofClaims =
            ["退款", "银行追回", "丧葬抵扣", "分月抵扣", "核销", "withdrawn decision", "money back", "withdrawn receipt", "recovery"];
        foreach (var word in ofClaims) Saw(word, 3);
        string[] ofBanks = ["failed", "returned", "partly", "unknown", "reissue", "account-dead"];
        foreach (var word in ofBanks) Saw(word, 5);
        string[] moves = ["again", "full", "supplementary", "only some", "cancelled", "sent back", "skipped"];
        foreach (var word in moves) Saw(word, 2);
        string[] ofBatches =
            ["oneoff", "oneoff held", "oneoff claim", "oneoff reissue", "batch supplementary", "一次性 Rejected"];
        foreach (var word in ofBatches) Saw(word, 2);
        string[] ofFunerals = ["funeral", "funeral held", "rule unset", "cause missing"];
        foreach (var word in ofFunerals) Saw(word, 2);

        void Saw(string what, int times) =>
            Assert.True(seen.GetValueOrDefault(what) >= times, $"{what}: {seen.GetValueOrDefault(what)} of {times}");
    }

    /// <summary>Model and program are alike in this: what was just paid is not paid again.</summary>
    [Fact]
    public async Task What_a_run_sent_the_next_one_does_not_send()
    {
        var walk = new Walk("twice", Homes.OfModel, driver: null);
        await walk.Play(RandomCounty.Year(11, Small));
        var month = walk.Model.Approved[^1].Month;
        walk.Model.Run("first", month);
        walk.Model.Approve("first");
        var second = walk.Model.Run("second", month);
        Assert.Equal(0, second.Lines.Sum(l => l.Fen));
        Assert.NotEmpty(second.Held);
    }

    private static void Watch(IReadOnlyList<Step> steps, Dictionary<string, int> seen)
    {
        var model = new ReferenceModel();
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var months = new HashSet<DateOnly>();
        foreach (var step in steps)
        {
            switch (step)
            {
                case ImportFile file:
                    if (!texts.Add(file.Text)) Count("again");
                    CountOutcomes(file, model.Known.Import(file.Text, file.Rows, file.Today) ?? [], Count);
                    break;
                case SetSetting setting:
                    Walk.Set(model.Known, setting);
                    break;
                case WorkOut run:
                    var before = run.Month.AddMonths(-1);
                    if (months.Add(run.Month) && months.Count > 1 && !months.Contains(before)) Count("skipped");
                    if (run.Full) Count("full");
                    if (run.Supplementary) Count("supplementary");
                    if (run.Only is not null) Count("only some");
                    CountRows(model, model.Run(run.Run, run.Month, run.Only), run.Month, Count);
                    break;
                case WorkOutBatch batch:
                    if (batch.Supplementary) Count("batch supplementary");
                    CountBatch(model.OneOffs.Run(batch.Run, batch.Batch), Count);
                    break;
                case SendBack:
                    Count("sent back");
                    break;
                case Approve approval:
                    model.Approve(approval.Run);
                    break;
                case BankSays said:
                    model.BankSays(said.Run, said.Rows);
                    foreach (var row in said.Rows) Count(row.What);
                    break;
                case CancelRun cancelled:
                    model.Cancel(cancelled.Run);
                    Count("cancelled");
                    break;
                default:
                    WatchRecovery(model, step, Count);
                    break;
            }
        }

        void Count(string what) => seen[what] = seen.GetValueOrDefault(what) + 1;
    }

    private static void CountOutcomes(ImportFile file, IReadOnlyList<Outcome> outcomes, Action<string> count)
    {
        foreach (var (row, outcome) in file.Rows.Zip(outcomes))
            if (row is ChangeRow or OneOffRow)
                count($"{(row is ChangeRow change ? change.Type : "一次性")} {outcome}");
    }

    private static void WatchRecovery(ReferenceModel model, Step step, Action<string> count)
    {
        if (step is DecideRecovery decided)
        {
            model.Decide(decided);
            foreach (var row in decided.Rows) count(row.IsWithdrawal ? "withdrawn decision" : row.Method);
        }
        else if (step is ReceiveMoney received)
        {
            model.Receive(received);
            count(received.IsWithdrawal ? "withdrawn receipt" : "money back");
        }
    }

    private static void CountBatch(RunResult result, Action<string> count)
    {
        foreach (var line in result.Lines) count(line.Kind == "oneoff" ? "oneoff" : $"oneoff {line.Kind}");
        foreach (var _ in result.Held) count("oneoff held");
        foreach (var _ in result.Claims) count("oneoff claim");
    }

    private static void CountRows(ReferenceModel model, RunResult result, DateOnly month, Action<string> count)
    {
        foreach (var row in result.Rows()) count(row.Split(' ')[0]);
        foreach (var _ in result.Lines.Where(l => l.Fen < 0)) count("negative");
        foreach (var _ in result.Lines.Where(l => l.Kind == "reissue")) count("reissue");
        foreach (var _ in result.Lines.Where(l => l.Kind == "funeral")) count("funeral");
        foreach (var _ in result.Held.Where(l => l.Component == Components.Funeral)) count("funeral held");
        foreach (var _ in result.Lines.Where(l => l.Kind == "recovery")) count("recovery");
        foreach (var person in model.Known.People)
        {
            if (Death.Of(person) is { } death)
            {
                var asked = new OwedMonth(model.Known, person, Months.Of(death.Day)).Grant;
                foreach (var gap in asked?.Gaps ?? []) count(gap);
            }

            if (Receiving.Blocked(person) is { } why) count(why);
            foreach (var identity in person.Identities.Where(i => Entitled.In(person, i, month)))
                if (Ages.Barred(person, identity, month, model.Known.FirstMonth, model.Known.FirstLoad) is { } age)
                    count(age);
            var story = model.Story(person.Number);
            if (story.Any(l => l.Contains("account-dead", StringComparison.Ordinal))) count("account-dead");
            if (story.Any(l => l.EndsWith("尾差", StringComparison.Ordinal))) count("尾差");
            if (story.Any(l => l.EndsWith("wage-missing", StringComparison.Ordinal))) count("wage-missing");
            var owed = new OwedMonth(model.Known, person, month);
            if (owed.Undecided is not null || person.Identities.Count < 2) continue;
            var entitled = owed.Identities.Where(i => Entitled.In(person, i.Identity, month)).ToList();
            if (entitled.Exists(i => i.SetAside)) count("SetAside");
            if (entitled.Exists(i => i.Components.Count == 0)) count("Higher");
            if (entitled.Count(i => i is { SetAside: false, Components.Count: > 0 }) > 1) count("Both");
        }
    }
}
