using Disbursement.Domain.Entitlements;

namespace Disbursement.Domain.Payouts;

/// <summary>Why what is owed is held. The numbers are stored; the codes are those of the exception list.</summary>
public enum Block : short
{
    None = 0,

    /// <summary>on-hold</summary>
    OnHold = 1,

    /// <summary>heir-account-missing</summary>
    HeirAccountMissing = 2,

    /// <summary>account-missing</summary>
    AccountMissing = 3,

    /// <summary>payee-name-differs</summary>
    PayeeNameDiffers = 4,

    /// <summary>bank-unknown</summary>
    BankUnknown = 5,

    /// <summary>account-format</summary>
    AccountFormat = 6,

    /// <summary>name-not-encodable</summary>
    NameNotEncodable = 7,

    /// <summary>name-too-long</summary>
    NameTooLong = 8,

    /// <summary>newcomer-undocumented</summary>
    NewcomerUndocumented = 9,

    /// <summary>overlap-review</summary>
    OverlapReview = 10,

    /// <summary>payee-undocumented</summary>
    PayeeUndocumented = 11,

    /// <summary>age-not-reached</summary>
    AgeNotReached = 12,

    /// <summary>overage-survivor-child</summary>
    OverageSurvivorChild = 13,

    /// <summary>duplicate-person</summary>
    DuplicatePerson = 14,

    /// <summary>attachment-missing</summary>
    AttachmentMissing = 15,

    /// <summary>account-dead-until-fixed</summary>
    AccountDead = 16,

    /// <summary>death-reported</summary>
    DeathReported = 17,

    /// <summary>oneoff-not-on-roster</summary>
    OneOffNotOnRoster = 18,

    /// <summary>oneoff-dead</summary>
    OneOffDead = 19,

    /// <summary>oneoff-duplicate</summary>
    OneOffDuplicate = 20,

    /// <summary>sentence-reported</summary>
    SentenceReported = 21,

    /// <summary>verification-overdue</summary>
    VerificationOverdue = 22,

    /// <summary>employee-pension</summary>
    EmployeePension = 23,

    /// <summary>confirmed-after-death</summary>
    ConfirmedAfterDeath = 24,

    /// <summary>evidence-contradicts</summary>
    EvidenceContradicts = 25,

    /// <summary>verify-identity-mismatch</summary>
    IdentityMismatch = 26,

    /// <summary>death-withdrawn-unseen</summary>
    DeathWithdrawnUnseen = 27,
}

/// <summary>
/// Whether a person can be paid at all, by whom receives and by what account (rules §4, account and payee).
/// </summary>
public static class Blocks
{
    private static readonly string[] Codes =
    [
        "", "on-hold", "heir-account-missing", "account-missing", "payee-name-differs", "bank-unknown",
        "account-format", "name-not-encodable", "name-too-long", "newcomer-undocumented", "overlap-review",
        "payee-undocumented", "age-not-reached", "overage-survivor-child", "duplicate-person",
        "attachment-missing", "account-dead-until-fixed", "death-reported",
        "oneoff-not-on-roster", "oneoff-dead", "oneoff-duplicate", "sentence-reported", "verification-overdue",
        "employee-pension", "confirmed-after-death", "evidence-contradicts", "verify-identity-mismatch",
        "death-withdrawn-unseen",
    ];

    public static string Code(this Block block) => Codes[(int)block];

    /// <summary>By the code of its cases; none where such cases hold nothing.</summary>
    public static Block Find(string code) => (Block)Math.Max(0, Array.IndexOf(Codes, code));

    /// <summary>What the facts alone say; the bank's own limits come on top.</summary>
    public static Block OfReceiver(FoldedPerson person)
    {
        var receiving = person.Receiving;
        if (receiving.HeirMissing) return Block.HeirAccountMissing;
        if (receiving.Account is not { } account)
            return person.DiedOn is null ? Block.AccountMissing : Block.HeirAccountMissing;
        if (account.HolderName is { } holder && !IsKnown(holder, account, person)) return Block.PayeeNameDiffers;
        return receiving.Payee is { Missing.Length: > 0 } ? Block.PayeeUndocumented : Block.None;
    }

    private static bool IsKnown(string holder, People.Account account, FoldedPerson person)
    {
        var receiving = person.Receiving;
        return (!receiving.IsPayeesAccount && PersonName.Same(holder, person.Name))
            || (receiving.Payee is { } payee && PersonName.Same(holder, payee.Name))
            || (account.NameAtBank is { } atBank && PersonName.Same(holder, atBank));
    }
}

/// <summary>Names are compared without spaces and with one kind of middle dot (民委发〔2016〕33号).</summary>
public static class PersonName
{
    public static bool Same(string a, string b) =>
        string.Equals(a, b, StringComparison.Ordinal)
        || string.Equals(Normalised(a), Normalised(b), StringComparison.Ordinal);

    public static string Normalised(string name) => string.Create(name.Length, name, static (target, source) =>
    {
        for (var i = 0; i < source.Length; i++)
            target[i] = source[i] is '•' or '‧' or '・' or '．' or '.' ? '·' : source[i];
    }).Replace(" ", "", StringComparison.Ordinal).Replace("\u3000", "", StringComparison.Ordinal);
}
