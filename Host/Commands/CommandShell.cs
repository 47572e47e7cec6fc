using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Disbursement.Host.Homes;
using Disbursement.Jobs.Running;

namespace Disbursement.Host.Commands;

/// <summary>What all commands share: who, on which day, in which form the answer is wanted.</summary>
internal sealed class CommandShell
{
    private static readonly TimeSpan ChinaTime = TimeSpan.FromHours(8);

    private readonly Option<string?> user = new("--user") { Description = "谁在操作（正式库要输入密码）", Recursive = true };
    private readonly Option<string?> today = new("--today") { Description = "业务日期 YYYY-MM-DD（演练库）", Recursive = true };
    private readonly Option<bool> json = new("--json") { Description = "机器可读的结果", Recursive = true };
    private readonly Option<string?> language = new("--lang")
    {
        // Accepted, as the contract has it, but nothing is said in English yet: so it is not offered.
        Hidden = true, Recursive = true,
    };

    public CommandShell(TextWriter output, TextWriter error)
    {
        Output = output;
        Error = error;
        today.Reads(text => TryDay(text, out _) ? null : $"--today 要写成 2026-03-05 这样的日期，不是“{text}”");
    }

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    public IEnumerable<Option> Everywhere => [user, today, json, language];

    public bool WantsJson(ParseResult parsed) => parsed.GetValue(json);

    /// <summary>Whom the command names; in a live home that is a claim, to be proved.</summary>
    public string? NameOf(ParseResult parsed, bool evenByEnvironment)
    {
        var name = parsed.GetValue(user)
            ?? (evenByEnvironment ? Environment.GetEnvironmentVariable("DISBURSE_USER") : null);
        return string.IsNullOrWhiteSpace(name) ? null : name.Trim();
    }

    /// <summary>In a rehearsal whoever is named; in a live home nobody until he signs in.</summary>
    /// <exception cref="Refused">A day that is set, in a live home.</exception>
    public Performer Performer(ParseResult parsed, HomeFolder home)
    {
        var wanted = parsed.GetValue(today);
        if (home.IsLive && wanted is not null)
            throw new Refused("正式库不能改“今天”。这个选项只在演练库里用。");
        return new Performer(home.IsLive ? null : NameOf(parsed, evenByEnvironment: true), Environment.UserName,
            Today(parsed), TimeProvider.System);
    }

    /// <summary>The day that is set, else today's in China.</summary>
    public DateOnly Today(ParseResult parsed) => TryDay(parsed.GetValue(today), out var set)
        ? set
        : DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(ChinaTime).DateTime);

    /// <summary>One answer: a sentence for people, or {ok, changed, …} for programs.</summary>
    public void Answer(ParseResult parsed, bool changed, string sentence, params (string Name, object? Value)[] more)
    {
        if (!WantsJson(parsed))
        {
            Output.WriteLine(sentence);
            return;
        }

        var answer = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["ok"] = true, ["changed"] = changed, ["message"] = sentence,
        };
        foreach (var (name, value) in more) answer[name] = value;
        Output.WriteLine(JsonSerializer.Serialize(answer));
    }

    private static bool TryDay(string? text, out DateOnly day) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
