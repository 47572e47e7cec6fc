using System.Globalization;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Exceptions;

/// <summary>
/// Which case of the exception list, whatever run it stands in: its code and the person, or the run, and what of it. It
/// stays the same when a run is worked out again, so that what people decided about it still fits.
/// </summary>
/// <param name="Person">Serial; null: of a run.</param>
/// <param name="Run">Name; null: of a person.</param>
/// <param name="Category">Of an identity, or a whole category of the run.</param>
/// <param name="Subject">What else it is about: a township, an act of knowledge, a document, another person.</param>
public sealed record CaseKey(
    string Code, int? Person, string? Run, short? Category, PayMonth? Month, string? Subject)
{
    private const char Mark = 'P';

    /// <summary>Of a case as it stands in a list.</summary>
    public static CaseKey Of(
        ExceptionCode code, int? person, string run, short? category, PayMonth? month, string? subject) =>
        person is null
            ? new(code.Code, null, run, null, null,
                subject ?? (category is { } whole ? Policy.Category.Of(whole).Code : null))
            : new(code.Code, person, null, category, month, subject?.Replace(':', '：'));

    /// <summary>As lists print it and commands take it: "P12:luhn-failed", "P12:overpaid::2026-01",
    /// "2026-03:station-not-reported:999001101".</summary>
    public override string ToString()
    {
        var of = Person is { } person ? string.Create(CultureInfo.InvariantCulture, $"{Mark}{person}") : Run;
        var what = Subject ?? (Category is { } category ? Policy.Category.Of(category).Code : null);
        return string.Join(':', of, Code, what ?? "", Month?.ToString() ?? "").TrimEnd(':');
    }

    /// <summary>Whether a person's cases of it are told apart by what they are about, never by an identity.</summary>
    private static bool HasSubject(ExceptionCode code) =>
        code == ExceptionCode.AttachmentMissing || code == ExceptionCode.DuplicatePerson;

    /// <summary>Null where the text is no such name.</summary>
    public static CaseKey? Find(string text)
    {
        var parts = text.Trim().Split(':');
        if (parts.Length is < 2 or > 4 || ExceptionCode.Find(parts[1]) is not { } code) return null;
        var what = parts.Length > 2 && parts[2].Length > 0 ? parts[2] : null;
        PayMonth? month = null;
        if (parts.Length > 3)
        {
            if (!PayMonth.TryParse(parts[3], out var read)) return null;
            month = read;
        }

        if (parts[0].Length > 1 && parts[0][0] == Mark
            && int.TryParse(parts[0].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var person))
        {
            // A number of a paper may look like a category.
            var category = what is { Length: 2 } && !HasSubject(code) ? Policy.Category.Find(what) : null;
            return new CaseKey(
                code.Code, person, null, category?.Number, month, category is null ? what : null);
        }

        return parts[0].Length == 0 || month is not null
            ? null
            : new CaseKey(code.Code, null, parts[0], null, null, what);
    }
}
