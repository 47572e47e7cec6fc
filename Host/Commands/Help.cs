using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;

namespace Disbursement.Host.Commands;

/// <summary>
/// Help and usage errors in Chinese, under the name that people type. The library's own words can only be set by
/// culture data, which the program does without; so they are translated as they come out.
/// </summary>
internal static partial class Help
{
    private const string Launcher = "./disburse";

    private static readonly (string English, string Chinese)[] Headings =
    [
        ("Description:", "说明："), ("Usage:", "用法："), ("Arguments:", "参数："), ("Options:", "选项："),
        ("Commands:", "命令："), ("[command]", "[命令]"), ("[options]", "[选项]"),
        ("Show help and usage information", "看用法"), ("Show version information", "看版本"),
        ("(REQUIRED)", "（必填）"), ("[default: ", "[默认："),
    ];

    private static readonly (Regex English, string Chinese)[] Faults =
    [
        (MissingArgument(), "“$2”缺少参数 $1。"), (MissingValue(), "$1 后面要写值。"),
        (Unknown(), "不认识“$1”。"), (MissingOption(), "缺少 $1。"), (MissingCommand(), "要写出是哪一个命令。"),
        (BadValue(), "$2 不能是“$1”。"), (TooMany(), "$1 只能写一个值。"),
    ];

    public static void Translate(RootCommand root) =>
        root.Options.OfType<HelpOption>().Single().Action = new Translated();

    /// <summary>A usage error of the library; one that we wrote stays as it is.</summary>
    public static string Fault(string message)
    {
        foreach (var (english, chinese) in Faults)
            if (english.IsMatch(message)) return english.Replace(message, chinese);
        return message;
    }

    [GeneratedRegex("^Required argument '(.+)' missing for command: '(.+)'\\.$")]
    private static partial Regex MissingArgument();

    [GeneratedRegex("^Required argument missing for option: '(.+)'\\.$")]
    private static partial Regex MissingValue();

    [GeneratedRegex("^Unrecognized command or argument '(.+)'\\.$")]
    private static partial Regex Unknown();

    [GeneratedRegex("^Option '(.+)' is required\\.$")]
    private static partial Regex MissingOption();

    [GeneratedRegex("^Required command was not provided\\.$")]
    private static partial Regex MissingCommand();

    [GeneratedRegex("^Cannot parse argument '(.*)' for option '(.+)' as expected type '.+'\\.$")]
    private static partial Regex BadValue();

    [GeneratedRegex("^Option '(.+)' expects a single argument but \\d+ were provided\\.$")]
    private static partial Regex TooMany();

    private sealed class Translated : SynchronousCommandLineAction
    {
        private readonly HelpAction written = new();

        public override int Invoke(ParseResult parseResult)
        {
            var output = parseResult.InvocationConfiguration.Output;
            using var buffer = new StringWriter();
            parseResult.InvocationConfiguration.Output = buffer;
            var code = written.Invoke(parseResult);
            parseResult.InvocationConfiguration.Output = output;
            var text = buffer.ToString().Replace(RootCommand.ExecutableName, Launcher, StringComparison.Ordinal);
            foreach (var (english, chinese) in Headings)
                text = text.Replace(english, chinese, StringComparison.Ordinal);
            output.Write(text);
            return code;
        }
    }
}
