namespace Disbursement.Domain.Exceptions;

/// <summary>The words of one case, from its code and the blanks stored with it.</summary>
/// <remarks>
/// The same blanks serve the sentence, the next step and the owner. A blank that the code does not know, or a required
/// one that is missing, is a programmer's error and is thrown; an empty value is said to be empty.
/// </remarks>
public static class ExceptionSentence
{
    /// <summary>What is wrong: who, which month, how much, why.</summary>
    public static string Render(ExceptionCode code, IReadOnlyDictionary<string, string> arguments) =>
        Render(code, code.Sentence, arguments);

    public static string Render(string code, IReadOnlyDictionary<string, string> arguments) =>
        Render(ExceptionCode.Of(code), arguments);

    /// <summary>What to do next.</summary>
    public static string RenderNextStep(ExceptionCode code, IReadOnlyDictionary<string, string> arguments) =>
        Render(code, code.NextStep, arguments);

    /// <summary>Who does it; 经办 where the case names nobody.</summary>
    public static string RenderOwner(ExceptionCode code, IReadOnlyDictionary<string, string> arguments)
    {
        var owner = Render(code, code.Owner, arguments);
        return owner.Length == 0 ? "经办" : owner;
    }

    /// <summary>Throws unless these blanks are right for this code: to be asked where a case is made.</summary>
    public static void Require(ExceptionCode code, IReadOnlyDictionary<string, string> arguments)
    {
        RequireKnown(code, arguments);
        foreach (var name in code.Required)
        {
            if (!arguments.ContainsKey(name))
            {
                throw new ArgumentException($"'{code}' needs {{{name}}}.", nameof(arguments));
            }
        }
    }

    private static string Render(
        ExceptionCode code, SentenceTemplate template, IReadOnlyDictionary<string, string> arguments)
    {
        Require(code, arguments);
        return template.Render(arguments);
    }

    private static void RequireKnown(ExceptionCode code, IReadOnlyDictionary<string, string> arguments)
    {
        foreach (var name in arguments.Keys)
        {
            if (!code.Known.Contains(name))
            {
                throw new ArgumentException($"'{code}' has no blank {{{name}}}.", nameof(arguments));
            }
        }
    }
}
