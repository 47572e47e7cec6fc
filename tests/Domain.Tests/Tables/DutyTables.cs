using Disbursement.Domain.Duties;

namespace Disbursement.Domain.Tests.Tables;

/// <summary>Rules §9, role × act: who may do what, and what one person may not do twice on the same run.</summary>
public sealed class DutyTables
{
    /// <summary>Each act of the rules, and 可 where the role may do it.</summary>
    private const string RoleByAct = """
        办什么                                | 经办 | 复核 | 审批 | 财务 | 审计 | 管理
        Import                                | 可   | –    | –    | –    | –    | –
        Record                                | 可   | –    | –    | –    | –    | –
        WorkOut                               | 可   | –    | –    | –    | –    | –
        CancelDraft                           | 可   | –    | –    | –    | –    | –
        Set                                   | 可   | –    | –    | –    | –    | –
        Submit                                | 可   | –    | –    | –    | –    | –
        Check                                 | –    | 可   | –    | –    | –    | –
        Approve                               | –    | –    | 可   | –    | –    | –
        Reject                                | –    | 可   | 可   | –    | –    | –
        StrikeOut                             | –    | –    | 可   | –    | –    | –
        Waive                                 | –    | –    | 可   | –    | –    | –
        DecideStop                            | –    | –    | 可   | –    | –    | –
        Override                              | –    | –    | 可   | –    | –    | –
        Release                               | 可   | 可   | –    | –    | –    | –
        CloseCase                             | 可   | 可   | –    | –    | –    | –
        CloseCheck                            | –    | 可   | –    | –    | –    | –
        Export                                | –    | 可   | –    | 可   | –    | –
        HandOver                              | –    | 可   | –    | 可   | –    | –
        Acknowledge                           | 可   | 可   | –    | 可   | –    | –
        ReceiveFunds                          | –    | 可   | –    | 可   | –    | –
        ImportFunds                           | 可   | 可   | –    | 可   | –    | –
        ImportResult                          | 可   | –    | –    | –    | –    | –
        EndDoubt                              | 可   | 可   | 可   | 可   | –    | –
        EndUnknown                            | 可   | 可   | 可   | 可   | –    | –
        ConfirmAccount                        | 可   | 可   | 可   | 可   | –    | –
        CancelApproved                        | –    | 可   | 可   | –    | –    | –
        CancelExported                        | 可   | 可   | 可   | –    | –    | –
        WithdrawCancel                        | 可   | 可   | 可   | –    | –    | –
        ImportStatement                       | 可   | –    | –    | 可   | –    | –
        AllotStatement                        | –    | 可   | –    | 可   | –    | –
        CloseRun                              | –    | 可   | –    | 可   | –    | –
        OpenCampaign                          | 可   | –    | –    | –    | –    | –
        Sweep                                 | 可   | –    | –    | –    | –    | –
        DrawSample                            | –    | 可   | –    | –    | –    | –
        AdoptEvidence                         | –    | 可   | –    | –    | –    | –
        CloseCampaign                         | –    | 可   | –    | –    | –    | –
        Reconcile | 可   | –    | –    | –    | –    | –
        RecordBackPayment | 可   | –    | –    | –    | –    | –
        CheckBackPayment | –    | 可   | –    | –    | –    | –
        DecideBackPayment | –    | –    | 可   | –    | –    | –
        ManageUsers                           | –    | –    | –    | –    | –    | 可
        BackUp                                | –    | –    | –    | –    | –    | 可
        Read                                  | 可   | 可   | 可   | 可   | 可   | 可
        """;

    /// <summary>Somebody with every role, who had a hand in an earlier act on the run.</summary>
    private const string Twice = """
        办过         | 要办           | 准不准
        Submit       | Check          | 要换一个人
        Submit       | Approve        | 要换一个人
        Check        | Approve        | 要换一个人
        Submit       | StrikeOut      | 要换一个人
        Check        | StrikeOut      | 要换一个人
        Submit       | Waive          | 要换一个人
        Check        | Waive          | 要换一个人
        Submit       | DecideStop     | 要换一个人
        Check        | DecideStop     | 要换一个人
        Submit       | Override       | 要换一个人
        Check        | Override       | 要换一个人
        Submit       | Export         | 要换一个人
        Submit       | HandOver       | 要换一个人
        Submit       | ReceiveFunds   | 要换一个人
        HandOver     | ImportResult   | 要换一个人
        Submit       | CloseRun       | 要换一个人
        Submit       | CancelApproved | 要换一个人
        Check        | Export         | 可
        Approve      | Export         | 可
        Export       | HandOver       | 可
        Submit       | ImportResult   | 可
        Check        | Reject         | 可
        Submit       | Submit         | 可
        Check        | CancelApproved | 可
        """;

    /// <summary>
    /// 丁 has the role of 乙 (代理) besides his own. Whatever either had a hand in, in his own name or for the other,
    /// neither may add to.
    /// </summary>
    private const string StandingIn = """
        丁自己的角色 | 代乙的角色 | 谁办过       | 丁要办  | 准不准
        –            | 复核       | –            | Check   | 可（代乙）
        –            | 复核       | Submit 甲    | Check   | 可（代乙）
        –            | 复核       | Submit 乙    | Check   | 要换一个人
        经办         | 复核       | Submit 丁    | Check   | 要换一个人
        复核         | 审批       | Check 丁     | Approve | 要换一个人
        –            | 审批       | Check 丁代甲 | Approve | 要换一个人
        –            | 审批       | Check 甲代乙 | Approve | 要换一个人
        复核         | 审批       | Check 甲     | Approve | 可（代乙）
        复核         | 复核       | Submit 甲    | Check   | 可
        –            | 复核       | –            | Approve | 没有权限
        审批         | –          | Submit 甲代丁 | Approve | 要换一个人
        审批         | –          | Submit 甲代乙 | Approve | 可
        –            | 财务       | Submit 甲    | Export  | 可（代乙）
        –            | 财务       | Submit 乙    | Export  | 要换一个人
        """;

    /// <summary>
    /// Two people: the first has done it already; the second comes. 甲 submitted the run.
    /// </summary>
    private const string TwoPeople = """
        办什么         | 第一个人 | 第二个人 | 准不准
        EndDoubt       | 经办乙   | 复核丙   | 可
        EndDoubt       | 复核乙   | 经办丙   | 可
        EndDoubt       | 经办乙   | 经办丙   | 没有权限
        EndDoubt       | 复核乙   | 复核乙   | 要换一个人
        EndDoubt       | 审批乙   | 财务丙   | 没有权限
        EndDoubt       | 复核乙   | 审计丙   | 没有权限
        EndUnknown     | 财务乙   | 复核丙   | 可
        EndUnknown     | 经办乙   | 财务丙   | 没有权限
        ConfirmAccount | 复核乙   | 经办丙   | 可
        ConfirmAccount | 经办乙   | 经办丙   | 没有权限
        CancelExported | 经办甲   | 复核丙   | 可
        CancelExported | 经办乙   | 经办丙   | 没有权限
        CancelExported | 审批乙   | 经办甲   | 可
        CancelExported | 经办乙   | 复核甲   | 要换一个人
        CancelExported | 复核甲   | 经办乙   | 没有权限
        CancelExported | 复核乙   | 复核乙   | 要换一个人
        """;

    [Fact]
    public void Every_role_may_do_what_the_table_says_and_nothing_else()
    {
        var rows = 0;
        ClerkTable.Holds(RoleByAct, row =>
        {
            rows++;
            foreach (var role in RoleWords.All.Where(r => r != Role.Administrator))
                Assert.True(May(row["办什么"], role) == row[role.Label()], $"{row["办什么"]}, {role.Label()}");
            return May(row["办什么"], Role.Administrator);
        });
        Assert.Equal(Enum.GetValues<Deed>().Length, rows);
        Assert.Equal(Enum.GetValues<Deed>(), Duty.All.Select(d => d.Deed));
    }

    [Fact]
    public void What_one_person_may_not_do_twice() => ClerkTable.Holds(Twice, row => Said(Judgement.Of(
        Act(row["要办"]), new Officer("甲", [.. RoleWords.All], []), [new Signed(Act(row["办过"]), "甲", null)])));

    [Fact]
    public void What_somebody_else_did_is_in_nobodys_way()
    {
        foreach (var deed in Enum.GetValues<Deed>())
            Assert.True(Judgement.Of(deed, new Officer("甲", [.. RoleWords.All], []),
                [.. Enum.GetValues<Deed>().Select(d => new Signed(d, "乙", "丙"))]).Allowed, $"{deed}");
    }

    [Fact]
    public void A_delegate_and_the_one_he_stands_for_are_one_person_on_a_run() => ClerkTable.Holds(StandingIn, row =>
    {
        var officer = new Officer("丁", Roles(row["丁自己的角色"]), [.. Roles(row["代乙的角色"]).Select(r => new Mandate("乙", r))]);
        return Said(Judgement.Of(Act(row["丁要办"]), officer, Done(row["谁办过"])));
    });

    [Fact]
    public void Two_different_people_one_of_them_in_the_role_that_the_rules_name() => ClerkTable.Holds(TwoPeople, row =>
    {
        var deed = Act(row["办什么"]);
        var (first, second) = (Somebody(row["第一个人"]), Somebody(row["第二个人"]));
        return Said(Judgement.OfSecond(
            deed, second, (first, new Signed(deed, first.Name, null)), [new Signed(Deed.Submit, "甲", null)]));
    });

    [Theory]
    [InlineData("管理", true)]
    [InlineData("审计", true)]
    [InlineData("经办,复核,审批,财务", true)]
    [InlineData("管理,审批", false)]
    [InlineData("审计,经办", false)]
    [InlineData("", false)]
    public void Who_manages_users_or_audits_holds_no_other_role(string roles, bool allowed) =>
        Assert.Equal(allowed, RoleWords.Fault(Roles(roles)) is null);

    private static string May(string deed, Role role) =>
        Judgement.Of(Act(deed), new Officer("甲", [role], []), []).Allowed ? "可" : "–";

    private static string Said(Ruling ruling) => ruling switch
    {
        { Allowed: true, For: { } absent } => $"可（代{absent}）",
        { Allowed: true } => "可",
        { Earlier: not null } => "要换一个人",
        _ => "没有权限",
    };

    private static Deed Act(string name) => Enum.Parse<Deed>(name);

    private static System.Collections.Immutable.ImmutableArray<Role> Roles(string words) =>
    [
        .. words.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(w => w != "–").Select(RoleWords.Parse),
    ];

    private static Officer Somebody(string roleAndName) =>
        new(roleAndName[2..], [RoleWords.Parse(roleAndName[..2])], []);

    private static Signed[] Done(string text)
    {
        if (text == "–") return [];
        var (deed, who) = (text.Split(' ')[0], text.Split(' ')[1].Split('代'));
        return [new Signed(Act(deed), who[0], who.Length > 1 ? who[1] : null)];
    }
}
