using System.Collections.Immutable;
using Disbursement.Domain.Entitlements;
using Disbursement.Domain.People;

namespace Disbursement.Domain.Verification;

/// <summary>决定 of 审批 about one person who was proposed to be stopped. The numbers are stored.</summary>
public enum StopOutcome : short
{
    /// <summary>停发</summary>
    Stop = 1,

    /// <summary>继续发放: the papers do not suffice, or there is a reason.</summary>
    PayOn = 2,
}

/// <summary>What was decided of a person, with its paper.</summary>
public sealed record StopDecision(long Act, short Year, StopOutcome Outcome, DateOnly On, string Document);

/// <summary>A change that ended something of a person and stands.</summary>
/// <param name="Category">Null: of all identities.</param>
public sealed record Ending(ChangeType Type, Place Place, short? Category, DateOnly On, string? Document);

/// <summary>A death that was recorded and taken back.</summary>
/// <param name="Act">Of the 撤销.</param>
public sealed record WithdrawnDeath(long Act, DateOnly On, string? Document);

/// <summary>Everything verification asks of one person, as known at one act.</summary>
/// <param name="Member">Null: not of the population of the campaign that is looked at.</param>
public sealed record VerificationFile(Member? Member, FoldedPerson Person)
{
    public ImmutableArray<Confirmation> Confirmations { get; init; } = [];

    public ImmutableArray<Notice> Notices { get; init; } = [];

    public ImmutableArray<Evidence> Evidence { get; init; } = [];

    public ImmutableArray<StopDecision> Decisions { get; init; } = [];

    public ImmutableArray<Ending> Endings { get; init; } = [];

    public ImmutableArray<WithdrawnDeath> WithdrawnDeaths { get; init; } = [];

    /// <summary>文号 of the death that stands; null: none is known.</summary>
    public string? DeathDocument { get; init; }

    /// <summary>与牺牲者关系 of survivors, by category.</summary>
    public ImmutableDictionary<short, string> Relations { get; init; } = ImmutableDictionary<short, string>.Empty;

    /// <summary>Some identity is entitled in a month or later.</summary>
    public bool IsEntitledFrom(PayMonth month) =>
        Array.Exists(Person.Identities, i => i.Spans.Length > 0 && i.Spans[^1].To >= month);
}

/// <summary>What holds for everybody: the campaign, and what of it was called into question.</summary>
/// <param name="Reopened">Stations whose sample failed, with the act by which it became known.</param>
/// <param name="FirstOpened">
/// From this act on a death that is taken back waits for two who saw the person; nobody was asked before.
/// </param>
public sealed record CampaignFrame(Campaign Campaign, IReadOnlyDictionary<string, long> Reopened, long FirstOpened)
{
    /// <summary>Until the station's confirmations are done anew, one of before does not count.</summary>
    public bool IsQuestioned(Confirmation confirmation, string? region) =>
        Reopened.TryGetValue(StationOf(confirmation, region), out var act) && confirmation.Place.Act < act;

    /// <summary>经办站; where a row does not say it, the person's township, by its code.</summary>
    public static string StationOf(Confirmation confirmation, string? region) =>
        confirmation.Station ?? (region is { Length: >= 9 } ? region[..9] : "");
}
