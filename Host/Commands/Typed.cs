using System.CommandLine;
using Disbursement.Domain;
using Disbursement.Jobs.Payout;

namespace Disbursement.Host.Commands;

/// <summary>What is typed wrong is wrong usage (2), said before anything is opened.</summary>
internal static class Typed
{
    /// <param name="fault">The sentence, or null where the text is right.</param>
    public static T Reads<T>(this T argument, Func<string, string?> fault) where T : Argument
    {
        argument.Validators.Add(given =>
        {
            foreach (var token in given.Tokens)
                if (fault(token.Value) is { } sentence) given.AddError(sentence);
        });
        return argument;
    }

    /// <param name="fault">The sentence, or null where the text is right.</param>
    public static void Reads(this Option option, Func<string, string?> fault) => option.Validators.Add(given =>
    {
        foreach (var token in given.Tokens)
            if (fault(token.Value) is { } sentence) given.AddError(sentence);
    });

    /// <summary>A month, or a one-off batch by its name.</summary>
    public static string? MonthOrBatch(string text) =>
        text.StartsWith(PayoutRun.OneOffPrefix, StringComparison.Ordinal) && text.Length > PayoutRun.OneOffPrefix.Length
            ? null
            : Month(text);

    public static string? Month(string text) =>
        PayMonth.TryParse(text, out _) ? null : $"月份要写成 2026-03，不是“{text}”";
}
