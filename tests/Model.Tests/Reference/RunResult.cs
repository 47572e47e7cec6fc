namespace Disbursement.Model.Tests.Reference;

/// <summary>A line, or a held delta (signed, without kind). Category is the label.</summary>
sealed record ExpectedLine(string IdNumber, string Category, string Component, DateOnly Month, string Kind, long Fen);

sealed record ExpectedClaim(string IdNumber, DateOnly Month, long Fen);

sealed record ExpectedUndecided(string IdNumber, DateOnly Month);

/// <summary>What a run says: of the model, or read back from the program.</summary>
sealed record RunResult(
    IReadOnlyList<ExpectedLine> Lines,
    IReadOnlyList<ExpectedLine> Held,
    IReadOnlyList<ExpectedClaim> Claims,
    IReadOnlyList<ExpectedUndecided> Undecided)
{
    /// <summary>Each fact of the run as one line of text; the person's number is the second word.</summary>
    public IReadOnlyList<string> Rows() =>
    [
        .. Lines.Select(l => Row("line", l)),
        .. Held.Select(l => Row("held", l)),
        .. Claims.Select(c => $"claim {c.IdNumber} {Months.Text(c.Month)} {Reference.Fen.Yuan(c.Fen)}"),
        .. Undecided.Select(u => $"undecided {u.IdNumber} {Months.Text(u.Month)}"),
    ];

    private static string Row(string word, ExpectedLine line) => string.Join(' ', new[]
    {
        word, line.IdNumber, line.Category, line.Component, Months.Text(line.Month), line.Kind,
        Reference.Fen.Yuan(line.Fen),
    }.Where(w => w != ""));
}
