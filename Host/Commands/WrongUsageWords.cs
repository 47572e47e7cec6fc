using System.CommandLine;
using System.CommandLine.Parsing;

namespace Disbursement.Host.Commands;

/// <summary>What is wrong with a command as it was typed. The parser's own sentences are for programmers.</summary>
internal static class WrongUsageWords
{
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        List<string> words = [];
        if (parsed.UnmatchedTokens.Count > 0) words.Add($"看不懂“{string.Join(' ', parsed.UnmatchedTokens)}”。");
        if (command.Subcommands.Count > 0)
            words.Add($"{Typed(command)}后面要写做什么，可以是：{string.Join(' ', command.Subcommands.Select(c => c.Name))}");
        words.AddRange(command.Arguments
            .Where(a => (parsed.GetResult(a)?.Tokens.Count ?? 0) < a.Arity.MinimumNumberOfValues)
            .Select(a => $"{Typed(command)}后面缺少 {a.Name}{Meaning(a)}。"));
        words.AddRange(command.Options.Where(o => o.Required && parsed.GetResult(o) is null)
            .Select(o => $"缺少 {o.Name}{Meaning(o)}。"));
        foreach (var error in parsed.Errors)
        {
            if (IsOurs(error.Message)) words.Add(error.Message);
            else if (error.SymbolResult is OptionResult given && parsed.GetResult(given.Option) is not null)
                words.Add(Value(given));
        }

        return words.Count > 0 ? words : [.. parsed.Errors.Select(e => Help.Fault(e.Message))];
    }

    /// <summary>A sentence of our own says more than any that is put together here.</summary>
    private static bool IsOurs(string message) => message.Any(c => c > '\u2E80');

    private static string Value(OptionResult option) => option.Tokens.Count == 0
        ? $"要写 {option.Option.Name}{Meaning(option.Option)}。"
        : $"{option.Option.Name} 不能是“{string.Join(' ', option.Tokens.Select(t => t.Value))}”："
            + $"{option.Option.Description}。";

    private static string Typed(Command command) => command is RootCommand ? "./disburse " : command.Name + " ";

    private static string Meaning(Symbol symbol) =>
        string.IsNullOrEmpty(symbol.Description) ? "" : $"（{symbol.Description}）";
}
