using Disbursement.Host.Commands;
using Disbursement.Host.Homes;
using Disbursement.Jobs.Storage;

namespace Disbursement.Host.Tests.Export;

[Collection(OneHome.Name)]
public sealed class SigningTests
{
    private static readonly string[] Cancel = ["payout", "cancel", "2026-01", "--today", "2026-01-08", "--user"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Note_and_document_are_kept_and_times_are_on_the_business_date()
    {
        await using var county = new TinyCounty();
        await county.January();
        string[] day = ["--today", "2026-01-08", "--user"];
        await county.Done(["payout", "submit", "2026-01", .. day, "甲"]);
        await county.Done(["payout", "reject", "2026-01", "--note", "账户不对", "--document", "退1号", .. day, "乙"]);
        Assert.Contains("说明：账户不对", await county.Done("payout", "show", "2026-01"));
        await county.Sign();
        await using var session = await Session.Open(HomeFolder.Open(county.Home), Stop);
        await using var connection = await session.Source.OpenConnectionAsync(Stop);
        Assert.Equal("退1号", await connection.Scalar<string>("select document from act where kind = 'reject'", Stop));
        Assert.Equal("账户不对 退1号", await connection.Scalar<string>("""
            select concat_ws(' ', detail ->> 'note', detail ->> 'document') from audit_entry
            where what = 'reject' and chain like 'run-%'
            """, Stop));
        Assert.True(await connection.Scalar<bool>("""
            select (approved_at at time zone interval '8 hours')::date = approved_on and note is null from payout_run
            """, Stop));
    }

    [Fact]
    public async Task The_maker_alone_does_not_undo_an_approval()
    {
        await using var county = new TinyCounty();
        await county.January();
        await county.Sign();
        await Refused(county, "要由审批或复核办理", "甲");
        await county.Done("payout", "export", "2026-01", "--today", "2026-01-08", "--user", "乙");
        Assert.Contains("请另一人", await county.Done([.. Cancel, "甲"]));
        Assert.Contains("甲已提出取消2026-01，等另一人确认", await county.Done([.. Cancel, "甲"]));
        Assert.Contains("2026-01已取消", await county.Done([.. Cancel, "丙"]));
    }

    [Fact]
    public async Task A_run_that_pays_nobody_says_so()
    {
        await using var county = new TinyCounty();
        await county.Done("init");
        await county.Done("settings", "first-month", "2026-01");
        await county.Done("user", "add", "甲", "--roles", "经办");
        string[] by = ["2026-01", "--today", "2026-01-08", "--user", "甲"];
        Assert.Contains("没有任何人发放", await county.Done(["payout", "run", .. by]));
        Assert.Contains("没有任何人发放", await county.Done(["payout", "submit", .. by]));
        Assert.Contains("甲：经办", await county.Done("user", "list"));
    }

    private static async Task Refused(TinyCounty county, string why, string user)
    {
        var (code, _, error) = await county.Command([.. Cancel, user]);
        Assert.Equal(CommandLine.RefusedCode, code);
        Assert.Contains(why, error);
    }
}
