using System.CommandLine;
using System.Globalization;
using System.Text;
using Disbursement.Domain.Exceptions;
using Disbursement.Domain.Verification;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Disbursement.Jobs.Verification;

namespace Disbursement.Host.Commands;

/// <summary>verification open, sweep, sample, notices, decide, status, close; evidence adopt, dismiss.</summary>
internal static class VerificationCommands
{
    /// <summary>Folder of a year's lists, in the outbox.</summary>
    private const string FolderName = "verification";

    public static IEnumerable<Command> All(CommandShell shell) =>
    [
        new Command("verification", "年度确认")
        {
            Open(shell), Sweep(shell), Status(shell), Notices(shell), Sample(shell), Decide(shell), Close(shell),
        },
        new Command("evidence", "比对名单里要人看的行") { Adopt(shell), Dismiss(shell) },
    ];

    private static Command Open(CommandShell shell)
    {
        var year = Year();
        var from = Day("--from", "确认期第一天（不写：今天）");
        var deadline = Day("--deadline", "截止日（不写：清明前一天）");
        var document = new Option<string?>("--document") { Description = "年度确认通知的文号" };
        var command = new Command("open", "开始一年的年度确认：冻结名单，定出免确认和上门的人")
            { year, from, deadline, document };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var (changed, said) = await new CampaignJob(session.Source).Open(
                (short)parsed.GetValue(year), Date(parsed.GetValue(from)), Date(parsed.GetValue(deadline)),
                parsed.GetValue(document), performer, stop);
            shell.Answer(parsed, changed, said);
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Sweep(CommandShell shell)
    {
        var year = new Argument<int?>("YEAR") { Description = "年份（不写：正在进行的）", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("sweep", "巡查：人人看一遍，该做的立案，办好的消去；每天自动做，重复做不起作用") { year };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            if (parsed.GetValue(year) is { } wanted) await VerificationOverview.Require(session.Source, wanted, stop);
            var outcome = await new SweepJob(session.Source).Sweep(performer, scheduled: false, stop);
            shell.Answer(parsed, outcome.Changed, outcome.Said, ("looked", outcome.Looked),
                ("matched", outcome.Matched), ("found", outcome.Found), ("gone", outcome.Gone));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Status(CommandShell shell)
    {
        var year = Year();
        var directory = new Option<string?>("--out") { Description = "把表写到这个目录（进度和图、未确认、拟停发、抽查、归类名册）" };
        var papers = new Option<bool>("--papers") { Description = "写表，到数据目录的 out/verification/年份" };
        var forms = new Option<bool>("--forms") { Description = "另印确认表，没确认的一人一页" };
        var command = new Command("status", "进度：各乡镇、各类别确认了多少，还有几天，照现在的速度哪天完")
            { year, directory, papers, forms };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var of = await VerificationOverview.Read(session.Source, parsed.GetValue(year), performer.Today, stop);
            var said = Said(of);
            if (parsed.GetValue(directory) is not null || parsed.GetValue(papers) || parsed.GetValue(forms))
            {
                var (folder, files) = await new VerificationPapersJob(session.Source, !session.Home.IsLive).Make(
                    parsed.GetValue(year), parsed.GetValue(directory) ?? Folder(session, parsed.GetValue(year)),
                    parsed.GetValue(forms), performer, stop);
                said += $"\n{files.Count}个文件，在 {folder}";
            }

            shell.Answer(parsed, false, said, ("people", of.People), ("confirmed", of.Confirmed),
                ("accounted_for", of.AccountedFor), ("outstanding", of.Outstanding), ("days_left", of.DaysLeft),
                ("pace", of.Pace), ("done_on", of.DoneOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
                ("cells", of.Cells.Select(c => new
                {
                    township = c.Township, category = c.CategoryLabel, @class = c.Class.Label(), people = c.People,
                })));
            return CommandLine.Done;
        }));
        return command;
    }

    private static string Said(VerificationOverview of)
    {
        var said = new StringBuilder(string.Join('；', of.Facts.Select(f => $"{f.Label}：{f.Value}")));
        foreach (var township in of.Cells.GroupBy(c => c.TownshipName))
        {
            var (people, confirmed) = (township.Sum(c => c.People),
                township.Where(c => c.Class.IsConfirmed()).Sum(c => c.People));
            said.Append(CultureInfo.InvariantCulture, $"\n{township.Key}：应确认{people}人，已确认{confirmed}人")
                .Append(CultureInfo.InvariantCulture, $"（{ProgressSums.PercentOf(confirmed, people)}）")
                .Append(confirmed == people ? "" : "，")
                .AppendJoin('、', township.Where(c => !c.Class.IsConfirmed()).GroupBy(c => c.Class)
                    .OrderBy(g => g.Key).Select(g => $"{g.Key.Label()}{g.Sum(c => c.People)}"));
        }

        return said.ToString();
    }

    private static Command Notices(CommandShell shell)
    {
        var year = Year();
        var kind = new Option<string>("--kind") { Description = "催告（默认）、暂缓、停发、恢复", DefaultValueFactory = _ => "催告" };
        kind.AcceptOnlyFromAmong([.. NoticeWords.AllKinds]);
        var township = new Option<string?>("--township") { Description = "只印一个乡镇的：9位代码" };
        var directory = new Option<string?>("--out") { Description = "写到哪个目录（默认：数据目录下的 out/verification/年份）" };
        var command = new Command("notices", "通知书：一人一页，另有合并打印和登记送达用的表") { year, kind, township, directory };
        command.SetAction((parsed, stop) => Session.Use(shell, parsed, stop, async (session, performer) =>
        {
            var of = Enum.GetValues<NoticeKind>().First(k => k.Label() == parsed.GetValue(kind));
            var made = await new NoticesJob(session.Source, !session.Home.IsLive).Make(
                parsed.GetValue(year), of, parsed.GetValue(township),
                parsed.GetValue(directory) ?? Folder(session, parsed.GetValue(year)), performer, stop);
            shell.Answer(parsed, made.People > 0, made.People == 0
                    ? "没有要通知的人，没有印。"
                    : $"{of.Label()}通知书{made.People}份，{made.Files.Count}个文件，在 {made.Folder}。"
                        + "印了不算通知：送达以后填好登记表，./disburse import notices 登记表。",
                ("people", made.People), ("folder", made.Folder), ("files", made.Files));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Sample(CommandShell shell)
    {
        var year = Year();
        var file = new Argument<string?>("FILE")
        {
            Description = "抽查结果（空表：./disburse template sample）；不写：抽取名单", Arity = ArgumentArity.ZeroOrOne,
        };
        var seed = new Option<string?>("--seed") { Description = "抽取的种子（不写：随机取一个并记下）" };
        var list = new Option<bool>("--list") { Description = "只看抽到了谁" };
        var command = new Command("sample", "抽查：抽取名单，登记结果；一个不符，全站重核") { year, file, seed, list };
        command.SetAction((parsed, stop) => Session.Use(
            shell, parsed, !parsed.GetValue(list), stop, async (session, performer) =>
            {
                var job = new SampleJob(session.Source);
                var of = (short)parsed.GetValue(year);
                if (parsed.GetValue(list))
                {
                    var drawn = await job.List(of, stop);
                    await Audit.Record(session.Source, performer, "verification-sample-list", new { year = of }, stop);
                    shell.Answer(parsed, false, drawn.Count == 0 ? "还没有抽取。" : string.Join('\n', drawn.Select(d =>
                        $"{d.Station}　{d.Name}　{d.IdNumber}　{d.Method}　{d.ConfirmedOn:yyyy-MM-dd}　{d.By}　"
                        + (d.IsMatch switch { true => "相符", false => "不符", _ => "未核" }))), ("drawn", drawn));
                    return CommandLine.Done;
                }

                if (parsed.GetValue(file) is { } results)
                {
                    Told(shell, parsed, await job.Results(of, results, performer, stop));
                    return CommandLine.Done;
                }

                var (changed, said) = await job.Draw(of, parsed.GetValue(seed), performer, stop);
                shell.Answer(parsed, changed, said);
                return CommandLine.Done;
            }));
        return command;
    }

    private static Command Decide(CommandShell shell)
    {
        var year = Year();
        var file = new Argument<string>("FILE")
        {
            Description = "停发决定（空表：./disburse template stop-decisions），或一个人的身份证号",
        };
        var outcome = new Option<string?>("--outcome") { Description = "一个人的：停发、继续发放" };
        outcome.AcceptOnlyFromAmong("停发", "继续发放");
        var document = new Option<string?>("--document") { Description = "一个人的：文号" };
        var reason = new Option<string?>("--reason") { Description = "一个人的：原因" };
        var command = new Command("decide", "审批决定拟停发的人：逐人，带文号；整份收或整份退")
            { year, file, outcome, document, reason };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var of = parsed.GetValue(file)!;
            SheetSource from = of;
            if (parsed.GetValue(outcome) is { } said)
                from = SheetSource.AtTheCounter([
                    ("身份证号", of), ("决定", said), ("文号", parsed.GetValue(document) ?? ""),
                    ("原因", parsed.GetValue(reason) ?? ""),
                ]);
            Told(shell, parsed, await new StopDecisionJob(session.Source).Decide(
                (short)parsed.GetValue(year), from, performer, stop));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Close(CommandShell shell)
    {
        var year = Year();
        var document = new Option<string?>("--document") { Description = "总结报告的文号" };
        var command = new Command("close", "结束一年的年度确认：人人归一类，冻结；不改变任何人的待遇") { year, document };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var (changed, said) = await new CampaignJob(session.Source).Close(
                (short)parsed.GetValue(year), parsed.GetValue(document), performer, stop);
            shell.Answer(parsed, changed, said);
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Adopt(CommandShell shell)
    {
        var id = new Argument<string>("ID") { Description = "编号，如 E12" };
        var document = new Option<string>("--document") { Description = "依据文号", Required = true };
        var person = Person();
        var command = new Command("adopt", "采用：这一行说的就是我们的人") { id, document, person };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var (changed, said) = await new EvidenceJob(session.Source).Adopt(
                parsed.GetValue(id)!, parsed.GetValue(person), parsed.GetValue(document)!, performer, stop);
            shell.Answer(parsed, changed, said);
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Dismiss(CommandShell shell)
    {
        var id = new Argument<string>("ID") { Description = "编号，如 E12" };
        var reason = new Option<string>("--reason") { Description = "为什么不是", Required = true };
        var person = Person();
        var command = new Command("dismiss", "不采用：说的是别人") { id, reason, person };
        command.SetAction((parsed, stop) => Session.Change(shell, parsed, stop, async (session, performer) =>
        {
            var (changed, said) = await new EvidenceJob(session.Source).Dismiss(
                parsed.GetValue(id)!, parsed.GetValue(person), parsed.GetValue(reason)!, performer, stop);
            shell.Answer(parsed, changed, said);
            return CommandLine.Done;
        }));
        return command;
    }

    private static Option<string?> Person() => new("--person") { Description = "可能是几个人的，写明是哪一个：身份证号" };

    private static void Told(CommandShell shell, ParseResult parsed, ImportOutcome outcome)
    {
        var name = Path.GetFileName(outcome.File);
        shell.Answer(parsed, outcome.Accepted > 0, outcome.AlreadyImported is { } already
                ? $"{name}：{already}"
                : string.Join('\n', outcome.Notices.Select(n => $"  提示：{n}")
                    .Prepend($"{name}：登记{outcome.Accepted}项，已知{outcome.Known}项。")),
            ("accepted", outcome.Accepted), ("known", outcome.Known));
    }

    /// <summary>Where a year's lists lie unless told otherwise.</summary>
    public static string Folder(Session session, int year) => Path.Combine(
        session.Home.Outbox, FolderName, year.ToString(CultureInfo.InvariantCulture));

    private static Argument<int> Year()
    {
        var year = new Argument<int>("YEAR") { Description = "年份，如 2026" };
        year.Reads(text => text.Length == 4
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var of)
            && of is >= 2000 and <= 2099 ? null : $"年份要写成 2026，不是“{text}”");
        return year;
    }

    private static Option<string?> Day(string name, string description)
    {
        var option = new Option<string?>(name) { Description = $"{description}，YYYY-MM-DD" };
        option.Reads(text => Date(text) is null ? $"{name} 要写成 2026-03-05 这样的日期，不是“{text}”" : null);
        return option;
    }

    private static DateOnly? Date(string? text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
