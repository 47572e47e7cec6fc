using System.Collections.Immutable;

namespace Disbursement.Domain.Duties;

/// <summary>角色 (rules §9).</summary>
public enum Role
{
    /// <summary>经办</summary>
    Maker,

    /// <summary>复核</summary>
    Checker,

    /// <summary>审批</summary>
    Approver,

    /// <summary>财务</summary>
    Treasurer,

    /// <summary>审计</summary>
    Auditor,

    /// <summary>管理</summary>
    Administrator,
}

/// <summary>Roles as the office, files and the database write them.</summary>
public static class RoleWords
{
    private static readonly ImmutableArray<string> Words = ["经办", "复核", "审批", "财务", "审计", "管理"];

    /// <summary>In the order of the work.</summary>
    public static ImmutableArray<Role> All { get; } = [.. Enum.GetValues<Role>()];

    /// <summary>"经办、复核、…", for sentences that offer the choice.</summary>
    public static string Choice => string.Join('、', Words);

    public static string Label(this Role role) => Words[(int)role];

    /// <summary>"审批、复核".</summary>
    public static string Spoken(this IEnumerable<Role> roles, char between = '、') =>
        string.Join(between, roles.Select(Label));

    /// <summary>By its word; null when there is no such role.</summary>
    public static Role? Find(string word) => Words.IndexOf(word) is var place and >= 0 ? (Role)place : null;

    /// <summary>By its stored word. It comes from our own tables, so an unknown one is a broken invariant.</summary>
    public static Role Parse(string word) =>
        Find(word) ?? throw new KeyNotFoundException($"There is no role '{word}'.");

    /// <summary>Whether a delegation can give it: users and reading are nobody's to hand on.</summary>
    public static bool CanBeDelegated(this Role role) => role is not (Role.Auditor or Role.Administrator);

    /// <summary>Why one person cannot have these roles; null where he can (rules §9: holds no other role).</summary>
    public static string? Fault(IReadOnlyCollection<Role> roles)
    {
        if (roles.Count == 0) return $"要写明角色（--roles）；可以是：{Choice}";
        if (roles.Count == 1) return null;
        if (roles.Contains(Role.Administrator)) return "“管理”不能兼任别的角色：管用户和备份的人不经手发放。";
        return roles.Contains(Role.Auditor) ? "“审计”只看不改，不能兼任别的角色。" : null;
    }
}
