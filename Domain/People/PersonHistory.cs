using System.Collections.Immutable;

namespace Disbursement.Domain.People;

/// <summary>A bank account as it was reported. A number of null means that only the names were reported.</summary>
/// <param name="Bank">开户行</param>
/// <param name="Number">银行账号, digits as text</param>
/// <param name="HolderName">户名; null is the person's (payee's) own name</param>
/// <param name="NameAtBank">银行户名: how the bank shows the name, approved</param>
public sealed record Account(string? Bank, string? Number, string? HolderName, string? NameAtBank);

/// <summary>收款人: anyone else who receives for the person.</summary>
public sealed record Payee(string Name, string? IdNumber, string Relation, string? Document)
{
    public const string HeirRelation = "继承人";
    public const string SelfRelation = "本人";

    /// <summary>The columns a payee must have filled and this one has not; empty when all is there.</summary>
    public string Missing => string.Join('、', new[]
    {
        string.IsNullOrEmpty(IdNumber) ? "收款人证件号" : null, Relation.Length == 0 ? "与本人关系" : null,
    }.OfType<string>());

    /// <summary>继承人: the only payee that counts once the person is known to be dead.</summary>
    public bool IsHeir => string.Equals(Relation, HeirRelation, StringComparison.Ordinal);

    /// <summary>本人: the person receives again.</summary>
    public bool IsSelf => string.Equals(Relation, SelfRelation, StringComparison.Ordinal);
}

/// <summary>What is known of the person beside the identities. Null: not said.</summary>
public sealed record PersonDetails(string? Name, string? IdNumber, string? Region, string? Phone,
    string? InSchoolUntil);

/// <summary>An identity as first enrolled: a row of the roster.</summary>
public sealed record Enrolment
{
    public required Place Place { get; init; }

    public required short Category { get; init; }

    /// <summary>起发年月; when null the approval date decides.</summary>
    public PayMonth? Start { get; init; }

    public DateOnly? ApprovedOn { get; init; }

    public string? ApprovalDocument { get; init; }

    public Grade Grade { get; init; }

    public Nursing Nursing { get; init; }

    public PersonDetails? Details { get; init; }

    public Account? Account { get; init; }

    public Payee? Payee { get; init; }

    /// <summary>与牺牲者关系, of survivors: 父母, 配偶, 子女, 兄弟姐妹 as written.</summary>
    public string? Relation { get; init; }

    /// <summary>历史数据: enrolled with the first load, examined by those who paid before.</summary>
    public const string FirstLoad = "历史数据";
}

/// <summary>A row of the changes file. What it says beside its type is in the values that are not null.</summary>
public sealed record Change
{
    public required Place Place { get; init; }

    public required ChangeType Type { get; init; }

    /// <summary>Null: of the person, or of all identities, also those enrolled later.</summary>
    public short? Category { get; init; }

    /// <summary>生效日期.</summary>
    public DateOnly On { get; init; }

    public string? Document { get; init; }

    public string? Reason { get; init; }

    /// <summary>死因, of a 死亡 or a 丧葬申请.</summary>
    public string? Cause { get; init; }

    public PayMonth? Start { get; init; }

    public Grade Grade { get; init; }

    public Nursing Nursing { get; init; }

    public PersonDetails? Details { get; init; }

    public Account? Account { get; init; }

    public Payee? Payee { get; init; }

    /// <summary>复查日 of a 暂缓: by when somebody has to decide.</summary>
    public DateOnly? ReviewOn { get; init; }

    /// <summary>
    /// 补批准文号: a correction that corrects nothing and only gives an identity the document it was enrolled without.
    /// </summary>
    public bool IsApproval => Type == ChangeType.Correction && !string.IsNullOrEmpty(Document) && Grade == default
        && Start is null && Nursing == Nursing.Unsaid && Details is null;

    /// <summary>撤销类型 of a 撤销, as said: with another it is another row.</summary>
    public ChangeType? WithdrawnType { get; init; }

    /// <summary>Of a 撤销: what it takes back, found when it was imported.</summary>
    public Place? Withdraws { get; init; }
}

/// <summary>A per-person component amount (assessed import): yuan a month over a span of months.</summary>
/// <param name="To">Last month, included; null while it goes on.</param>
public sealed record AssessedAmount(
    Place Place, short Category, short Component, long Fen, PayMonth From, PayMonth? To, int StandardId,
    string? Document);

/// <summary>
/// Everything known of a person, in no particular order. The facts; everything else is folded from them.
/// </summary>
public sealed record PersonHistory(
    ImmutableArray<Enrolment> Enrolments,
    ImmutableArray<Change> Changes,
    ImmutableArray<AssessedAmount> Assessed)
{
    public static PersonHistory Empty { get; } = new([], [], []);

    /// <summary>The changes that stand: neither withdrawn nor withdrawals, in order of knowledge.</summary>
    public ImmutableArray<Change> Standing()
    {
        var withdrawn = Changes.Where(c => c.Withdraws is not null).Select(c => c.Withdraws!.Value).ToHashSet();
        return [.. Changes
            .Where(c => c.Type != ChangeType.Withdrawal && !withdrawn.Contains(c.Place))
            .OrderBy(c => c.Place)];
    }

    /// <summary>
    /// The identity numbers that find the person: those enrolled under, and those of corrections that stand (rules §2).
    /// </summary>
    public ImmutableHashSet<string> Numbers() => [.. Enrolments.Select(e => e.Details?.IdNumber)
        .Concat(Corrections().Select(c => c.Details?.IdNumber)).OfType<string>()];

    /// <summary>The names the person goes by or went by.</summary>
    public IEnumerable<string> Names() => Enrolments.Select(e => e.Details?.Name)
        .Concat(Corrections().Select(c => c.Details?.Name)).OfType<string>();

    private IEnumerable<Change> Corrections() => Standing().Where(c => c.Type == ChangeType.Correction);

    /// <summary>As known at an act: everything that became known later is left out.</summary>
    public PersonHistory AsKnownAt(long act) => new(
        [.. Enrolments.Where(e => e.Place.Act <= act)],
        [.. Changes.Where(c => c.Place.Act <= act)],
        [.. Assessed.Where(a => a.Place.Act <= act)]);
}
