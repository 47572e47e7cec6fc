using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Tests.BankFiles;

/// <summary>Banks' own words, as they were seen, and which of our reasons they are.</summary>
public sealed class BankReasonTests
{
    [Theory]
    [InlineData("帐号不存在", "acct-not-found")]
    [InlineData("账号错误", "acct-not-found")]
    [InlineData("AC01", "acct-not-found")]
    [InlineData("账号、户名不符", "name-mismatch")]
    [InlineData("帐户户名校验失败", "name-mismatch")]
    [InlineData("BE01", "name-mismatch")]
    [InlineData("证件号不符", "id-mismatch")]
    [InlineData("已销户", "acct-closed")]
    [InlineData("AC04 closed", "acct-closed")]
    [InlineData("全额止付", "acct-frozen")]
    [InlineData("挂失", "acct-lost")]
    [InlineData("长期不动户", "acct-dormant")]
    [InlineData("社保卡未激活", "card-inactive")]
    [InlineData("非个人活期结算户", "acct-type")]
    [InlineData("账户状态不正常", "acct-status")]
    [InlineData("客户已死亡", "deceased")]
    [InlineData("MD07", "deceased")]
    [InlineData("重复业务", "duplicate")]
    [InlineData("已收妥未入账", "timeout")]
    [InlineData("超时拒付", "timeout")]
    [InlineData("超过账户日累计限额", "limit")]
    [InlineData("其它原因入账不成功", "other")]
    [InlineData("", "other")]
    public void Words(string text, string code) => Assert.Equal(code, BankReasons.Of(text).Code);

    /// <summary>A code is not found within a longer number.</summary>
    [Fact]
    public void A_code_stands_alone() => Assert.Equal("other", BankReasons.Of("参考30040099").Code);

    [Fact]
    public void Money_that_may_have_arrived_is_unknown_and_never_paid_again() => Assert.Equal(
        ["duplicate", "timeout"], BankReason.All.Where(r => r.Kind == BankReasonKind.Unknown).Select(r => r.Code));
}
