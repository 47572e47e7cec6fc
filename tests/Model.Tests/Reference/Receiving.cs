namespace Disbursement.Model.Tests.Reference;

/// <summary>Who may be paid, and to which account (rules §4, "Account and payee").</summary>
static class Receiving
{
    private const string Heir = "继承人";

    /// <summary>Why nothing may be sent to the person; null when something may.</summary>
    public static string? Blocked(KnownPerson person)
    {
        // "暂缓 … of all where the category is empty": "a hold on the person is one on all"
        if (IsHeld(person, "")) return "on-hold";
        // "To a person known to be dead only an heir receives"
        if (person.Standing("死亡").Any()) return HasHeir(person) ? null : "heir-account-missing";
        // "A person with a payee in force needs no account of his own." "An heir's payee counts only while a death
        // known
        // before it stands": not now.
        if (person.Standing("收款人变更").Any(c => c.Row.PayeeRelation != Heir)) return null;
        return OwnAccount(person);
    }

    /// <summary>Why nothing of this identity may be sent; null when it may, as far as the identity goes.</summary>
    public static string? Blocked(KnownPerson person, KnownIdentity identity)
    {
        if (IsHeld(person, identity.Category)) return "on-hold";
        // "An identity without an approval document is blocked"
        return identity.Row.ApprovalDocument == "" ? "newcomer-undocumented" : null;
    }

    /// <summary>
    /// "counts from when it is known, whatever its date"; "解除暂缓 ends the imported holds known before it on the same
    /// level
    /// (person, or that identity)".
    /// </summary>
    private static bool IsHeld(KnownPerson person, string level) =>
        person.Standing("暂缓", "解除暂缓").Where(c => c.Row.Category == level).MaxBy(c => c.Place)?.Row.Type == "暂缓";

    /// <summary>
    /// "the last payee 继承人 known after the earliest-known standing death; no other payee counts then".
    /// </summary>
    private static bool HasHeir(KnownPerson person)
    {
        var known = person.Standing("死亡").Min(d => d.Place);
        return person.Standing("收款人变更").Any(c => c.Row.PayeeRelation == Heir && c.Place > known);
    }

    /// <summary>
    /// "户名 is empty (= the name) or equals the name (normalised) or an approved 银行户名. Of several accounts … the last in
    /// order of (date, knowledge) counts." The roster's has no date: it comes before every change.
    /// </summary>
    private static string? OwnAccount(KnownPerson person)
    {
        var (account, name) = Own(person);
        if (account == "") return "account-missing";
        return name == "" || name == person.Name ? null : "payee-name-differs";
    }

    /// <summary>The person's own account, where he receives by it himself; null where somebody else receives.</summary>
    public static string? Account(KnownPerson person) =>
        person.Standing("死亡").Any() || person.Standing("收款人变更").Any(c => c.Row.PayeeRelation != Heir)
        || Own(person).Account is "" ? null : Own(person).Account;

    private static (string Account, string Name) Own(KnownPerson person)
    {
        var changed = person.Standing("账户变更").LastOrDefault()?.Row;
        var enrolled = person.Identities.LastOrDefault(i => i.Row.Account != "")?.Row;
        var account = changed?.Account ?? enrolled?.Account ?? "";
        var name = changed?.AccountName ?? enrolled?.AccountName ?? "";
        return (account, name);
    }
}
