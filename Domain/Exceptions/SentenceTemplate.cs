using System.Collections.Immutable;
using System.Text;

namespace Disbursement.Domain.Exceptions;

/// <summary>
/// A sentence with blanks, as the table of sentences writes it: {姓名} has to be given, {文号?} may be missing, and
/// {，另补发{补发额}} is a clause that disappears when one of its blanks is missing.
/// </summary>
/// <remarks>Read once, when the catalogue is built; rendering only joins the pieces.</remarks>
public sealed class SentenceTemplate
{
    /// <summary>What a blank says that must be given but whose value is empty in the roster.</summary>
    public const string Blank = "（空白）";

    private readonly ImmutableArray<Piece> pieces;

    /// <summary>Reads a template; one that does not follow the grammar is a programmer's error.</summary>
    public SentenceTemplate(string text)
    {
        Text = text;
        pieces = [.. Read(text)];
        Required = Once(pieces.Where(p => p.Kind == PieceKind.Required).Select(p => p.Text));
        Optional = Once(pieces.SelectMany(p => p.Names).Except(Required, StringComparer.Ordinal));
    }

    private enum PieceKind
    {
        Words,
        Required,
        Optional,
        Clause,
    }

    /// <summary>As written.</summary>
    public string Text { get; }

    /// <summary>The blanks that have to be given.</summary>
    public ImmutableArray<string> Required { get; }

    /// <summary>The blanks that may be missing.</summary>
    public ImmutableArray<string> Optional { get; }

    public static implicit operator SentenceTemplate(string text) => new(text);

    /// <summary>The sentence. A required blank that is not given is a programmer's error.</summary>
    public string Render(IReadOnlyDictionary<string, string> arguments)
    {
        var sentence = new StringBuilder(Text.Length * 2);
        foreach (var piece in pieces) piece.AppendTo(sentence, arguments);
        return sentence.ToString();
    }

    public override string ToString() => Text;

    private static ImmutableArray<string> Once(IEnumerable<string> names) =>
        [.. names.Distinct(StringComparer.Ordinal)];

    private static IEnumerable<Piece> Read(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var open = text.IndexOf('{', at);
            var words = open < 0 ? text[at..] : text[at..open];
            if (words.Contains('}')) throw new FormatException($"A brace too many in '{text}'.");
            if (words.Length > 0) yield return new(PieceKind.Words, words, null);
            if (open < 0) yield break;
            var close = Closing(text, open);
            yield return PieceOf(text[(open + 1)..close]);
            at = close + 1;
        }
    }

    private static Piece PieceOf(string inside)
    {
        if (inside.Contains('{')) return new(PieceKind.Clause, inside, new SentenceTemplate(inside));
        var optional = inside.EndsWith('?');
        var name = optional ? inside[..^1] : inside;
        return name.Length > 0 && name.All(char.IsLetterOrDigit)
            ? new(optional ? PieceKind.Optional : PieceKind.Required, name, null)
            : throw new FormatException($"'{inside}' is not a blank.");
    }

    private static int Closing(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] == '{') depth++;
            if (text[i] == '}' && --depth == 0) return i;
        }

        throw new FormatException($"A brace is not closed in '{text}'.");
    }

    private readonly record struct Piece(PieceKind Kind, string Text, SentenceTemplate? Clause)
    {
        /// <summary>The blanks in it.</summary>
        public IEnumerable<string> Names => Kind switch
        {
            PieceKind.Words => [],
            PieceKind.Clause => Clause!.Required.Concat(Clause.Optional),
            _ => [Text],
        };

        public void AppendTo(StringBuilder sentence, IReadOnlyDictionary<string, string> arguments)
        {
            if (Kind == PieceKind.Words) sentence.Append(Text);
            else if (Kind == PieceKind.Clause) AppendClause(sentence, arguments);
            else if (arguments.TryGetValue(Text, out var value)) sentence.Append(Said(value));
            else if (Kind == PieceKind.Required) throw new KeyNotFoundException($"The blank {{{Text}}} was not given.");
        }

        private string Said(string value)
        {
            if (!string.IsNullOrWhiteSpace(value)) return value;
            return Kind == PieceKind.Required ? Blank : "";
        }

        private void AppendClause(StringBuilder sentence, IReadOnlyDictionary<string, string> arguments)
        {
            foreach (var name in Clause!.Required)
            {
                if (!arguments.TryGetValue(name, out var value) || string.IsNullOrWhiteSpace(value)) return;
            }

            sentence.Append(Clause.Render(arguments));
        }
    }
}
