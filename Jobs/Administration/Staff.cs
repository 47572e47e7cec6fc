using Disbursement.Domain.Duties;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.Administration;

/// <summary>Everybody who works here as they stand on a day, and how a refusal is told to them.</summary>
internal sealed class Staff
{
    private readonly Dictionary<string, User> users;
    private readonly List<Delegation> inForce;

    private Staff(IEnumerable<User> users, IEnumerable<Delegation> inForce)
    {
        this.users = users.ToDictionary(u => u.Name, StringComparer.Ordinal);
        this.inForce = [.. inForce];
    }

    public static async Task<Staff> Read(NpgsqlConnection connection, DateOnly day, CancellationToken stop) => new(
        await UserStore.All(connection, stop),
        (await UserStore.Delegations(connection, stop)).Where(d => d.InForce(day)));

    /// <summary>With his roles and those he has for others; without any where he is unknown or disabled.</summary>
    public Officer OfficerOf(string name) => users.GetValueOrDefault(name) is { IsDisabled: false } user
        ? new Officer(name, [.. user.Roles], [.. inForce.Where(d => d.To == name && StillHas(d.From, d.Role)
                && RoleWords.Fault([.. user.Roles, d.Role]) is null)
            .Select(d => new Mandate(d.From, d.Role)).Distinct()])
        : new Officer(name, [], []);

    /// <summary>Who can do it now, in their own right or for somebody else.</summary>
    public IReadOnlyList<string> Able(Deed deed, IReadOnlyCollection<Signed> done, string? except = null)
    {
        var able = new List<string>();
        foreach (var name in users.Keys.Where(n => n != except).Order(StringComparer.Ordinal))
            if (Judgement.Of(deed, OfficerOf(name), done) is { Allowed: true } ruling)
                able.Add(Signed.Name(name, ruling.For));
        return able;
    }

    /// <exception cref="Refused">Nobody said who he is, or there is no such user, or he is disabled.</exception>
    public Officer RequireOfficer(Performer performer, Deed deed)
    {
        var duty = Duty.Of(deed);
        if (performer.User is not { } name)
            throw new Refused($"{duty.Words}要说明是谁（--user 姓名；{Holders(deed)}）。");
        if (!users.TryGetValue(name, out var user))
            throw new Refused($"没有“{name}”这个用户。{duty.Words}要由{duty.Who.Spoken('或')}办理（{Holders(deed)}）；"
                + "新来的请管理人员用 ./disburse user add 登记。");
        return user.IsDisabled
            ? throw new Refused($"{name}已停用，不能办理。要恢复的请管理人员用 ./disburse user enable {name}。")
            : OfficerOf(name);
    }

    public Refused Refusal(Deed deed, Officer officer, Ruling ruling, IReadOnlyCollection<Signed> done)
    {
        var duty = Duty.Of(deed);
        if (ruling.Earlier is not { } earlier)
            return new Refused($"{duty.Words}要由{ruling.Lacks.Spoken('或')}办理，"
                + $"{officer.Name}是{officer.Roles.Concat(officer.Mandates.Select(m => m.Role)).Distinct().Spoken()}"
                + $"（{Holders(deed, done)}）。");
        var others = Able(deed, done, except: officer.Name);
        return new Refused($"{Told(earlier, officer.Name)}，{duty.Step}要换一个人"
            + (others.Count > 0
                ? $"（现在有{duty.Step}权限的：{string.Join('、', others)}）。"
                : "。现在没有别人可以办理：请由局长办理代理授权（文号、起止日期），再由管理人员登记（./disburse user delegate）。"));
    }

    private bool StillHas(string name, Role role) =>
        users.GetValueOrDefault(name) is { IsDisabled: false } user && user.Roles.Contains(role);

    /// <summary>What was done before, as it is told to one who had a hand in it, or stands for one who had.</summary>
    private static string Told(Signed earlier, string listener)
    {
        var who = earlier.By == listener ? "您" : earlier.By;
        if (earlier.For is { } absent) who += $"代{(absent == listener ? "您" : absent)}";
        return earlier.Deed switch
        {
            Deed.Submit => $"这一批是{who}提交的",
            Deed.CancelExported => $"这一批的取消是{who}提出的",
            Deed.RecordBackPayment => $"这是{who}登记的",
            Deed.CheckBackPayment => $"这是{who}复核的",
            _ => $"{who}已经{Duty.Of(earlier.Deed).Step}过这一批",
        };
    }

    private string Holders(Deed deed, IReadOnlyCollection<Signed>? done = null)
    {
        var able = Able(deed, done ?? []);
        return able.Count == 0 ? "现在没有人可以办理" : $"现在有权限的：{string.Join('、', able)}";
    }
}
