using Disbursement.Domain;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;
using Disbursement.Jobs.Payout;

namespace Disbursement.Jobs.Papers;

/// <summary>增减变动表: people and changes recorded since the run before, and whose month differs, by name.</summary>
internal static class ChangesPaper
{
    public static readonly Paper Paper = new("02", "增减变动表");

    private const string None = "—";

    public static async Task Write(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        if (of.Run.Kind == PayoutRun.Regular) await WriteMonths(files, of, stop);
        else files.Note("补发批不与上月对照：发给谁、补哪几个月、多少钱，见补发追缴明细和发放清册。");
        await WriteEnrolments(files, of, stop);
        await WriteChanges(files, of, stop);
        await WriteAssessed(files, of, stop);
        files.Note("每一条都要有两个人看过材料：录入人、提交人、复核人中至少两人。");
        files.Finish();
    }

    private static async Task WriteMonths(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        var differences = await PapersStore.Differences(of, stop);
        if (of.Bridge is { } bridge && of.Basis is not null) RequireBridge(bridge, differences);
        WriteDifferences(
            files, "一、新增人员（上月没有，本月有）", "新增", [.. differences.Where(d => d.Before == 0)], of);
        WriteDifferences(
            files, "二、减少人员（上月有，本月没有）", "减少", [.. differences.Where(d => d.Now == 0)], of);
        WriteDifferences(
            files, "三、金额变动人员（有变动登记的）", "金额变动",
            [.. differences.Where(d => d.Before != 0 && d.Now != 0 && d.IsTouched)], of);
        var rest = differences.Where(d => d.Before != 0 && d.Now != 0 && !d.IsTouched).ToArray();
        if (rest.Length > 0)
            files.Note($"其余金额与上月不同的{rest.Length}人，因标准、工资调整或全年分月的尾数，合计"
                + $"{Money.Spoken(rest.Sum(d => d.Now - d.Before))}，逐人见发放清册。");
    }

    /// <summary>Names and sums are one thing: the list by name comes to the bridge, to person and fen.</summary>
    private static void RequireBridge(RunBridge bridge, List<PersonDifference> differences)
    {
        var came = differences.Where(d => d.Before == 0).ToArray();
        var left = differences.Where(d => d.Now == 0).ToArray();
        var other = differences.Where(d => d.Before != 0 && d.Now != 0).ToArray();
        PaperTotals.Require("新增的人数", came.Length, bridge.Came.People);
        PaperTotals.Require("新增的金额", came.Sum(d => d.Now), bridge.Came.Fen);
        PaperTotals.Require("减少的人数", left.Length, bridge.Left.People);
        PaperTotals.Require("减少的金额", left.Sum(d => d.Before), bridge.Left.Fen);
        PaperTotals.Require("增减的人数", other.Length, bridge.More.People + bridge.Less.People);
        PaperTotals.Require("增减的金额", other.Sum(d => d.Now - d.Before), bridge.More.Fen - bridge.Less.Fen);
    }

    private static void WriteDifferences(
        PaperFiles files, string title, string sheet, PersonDifference[] people, PaperRun of)
    {
        files.Begin(new PaperTable(title, [
            Columns.Number, Columns.Name, Columns.IdNumber, Columns.Township, Columns.Money("上月（元）"),
            Columns.Money("本月（元）"), Columns.Money("差额（元）"), Columns.Text("原因（登记的变动）", 36),
        ], Sheet: sheet));
        if (of.Basis is null)
        {
            files.Total("", "首批：全部为新增", "", "", "", "", "", "逐人见发放清册");
            return;
        }

        for (var i = 0; i < people.Length; i++)
        {
            var d = people[i];
            files.Row(
                Cell.Count(i + 1), d.Name, d.IdNumber, of.Township(d.Region), Cell.Money(d.Before),
                Cell.Money(d.Now), Cell.Money(d.Now - d.Before), d.Why.Length > 0 ? d.Why : None);
        }

        files.Total(
            "", $"合计{people.Length}人", "", "", Cell.Money(people.Sum(d => d.Before)),
            Cell.Money(people.Sum(d => d.Now)), Cell.Money(people.Sum(d => d.Now - d.Before)), "");
    }

    private static async Task WriteEnrolments(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        var enrolments = await NewsStore.Enrolments(of, stop);
        files.Begin(new PaperTable("四、上批以来新登记的身份", [
            Columns.Number, Columns.Name, Columns.IdNumber, Columns.Township, Columns.Category, Columns.Text("等级等", 16),
            Columns.Code("起发", 8), Columns.Code("批准日期", 11), Columns.Document, Columns.Sent, Columns.RecordedBy,
            Columns.RecordedOn,
        ], Sheet: "新登记"));
        var number = 0;
        foreach (var e in enrolments)
        {
            files.Row(
                Cell.Count(++number), e.Person.Name, e.Person.IdNumber, of.Township(e.Person.Region),
                Category.Of(e.Category).Label, e.Grade, e.Start?.ToString(), Cell.Date(e.ApprovedOn), e.Document,
                Cell.Money(e.Person.SentFen), e.Recorded.By, Cell.Date(e.Recorded.On));
        }

        if (await NewsStore.FirstPeople(of, stop) is > 0 and var people)
            files.Note($"首批：名册共{people}人，逐人见发放清册和异常名单。");
    }

    private static async Task WriteChanges(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        files.Begin(new PaperTable("五、上批以来登记的变动（账户、收款人和解除暂缓另有清单）", [
            Columns.Number, Columns.Name, Columns.IdNumber, Columns.Text("类别", 12), Columns.Text("变动类型", 10),
            Columns.Code("生效日期", 11), Columns.Text("内容", 22), Columns.Text("来源、原因", 16), Columns.Document,
            Columns.Sent, Columns.RecordedBy, Columns.RecordedOn,
        ], Sheet: "变动"));
        var number = 0;
        foreach (var c in await NewsStore.Changes(of, stop))
        {
            files.Row(
                Cell.Count(++number), c.Person.Name, c.Person.IdNumber,
                c.Category is { } category ? Category.Of(category).Label : null, c.Type.Label(), Cell.Date(c.On),
                c.Content, string.Join(' ', new[] { c.Source, c.Reason }.Where(t => !string.IsNullOrEmpty(t))),
                c.Document, Cell.Money(c.Person.SentFen), c.Recorded.By, Cell.Date(c.Recorded.On));
        }
    }

    private static async Task WriteAssessed(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        files.Begin(new PaperTable("六、上批以来登记的个人核定月额", [
            Columns.Number, Columns.Name, Columns.IdNumber, Columns.Category, Columns.Text("组成", 12),
            Columns.Money("月额（元）"), Columns.Code("起", 8), Columns.Code("止", 8), Columns.Document, Columns.Sent,
            Columns.RecordedBy, Columns.RecordedOn,
        ], Sheet: "核定"));
        var number = 0;
        foreach (var a in await NewsStore.Assessed(of, stop))
        {
            files.Row(
                Cell.Count(++number), a.Person.Name, a.Person.IdNumber, Category.Of(a.Category).Label,
                of.Components[a.Component], Cell.Money(a.Fen), a.From.ToString(), a.To?.ToString(), a.Document,
                Cell.Money(a.Person.SentFen), a.Recorded.By, Cell.Date(a.Recorded.On));
        }
    }
}

/// <summary>账户与收款人变更表: what is to be held against the bank card before money goes to a new place.</summary>
internal static class AccountsPaper
{
    private const string None = "（没有可用的）";

    public static readonly Paper Paper = new("03", "账户与收款人变更表");

    public static async Task Write(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        files.Begin(new PaperTable("上批以来的账户、收款人变更", [
            Columns.Number, Columns.Name, Columns.IdNumber, Columns.Township, Columns.Text("变动类型", 10),
            Columns.Code("生效日期", 11), Columns.Text("原账户、收款人", 30), Columns.Text("新登记的账户、收款人", 34),
            Columns.Document, Columns.Sent, Columns.RecordedBy, Columns.RecordedOn,
        ], Sheet: "账户变更"));
        var number = 0;
        foreach (var c in await NewsStore.Accounts(of, stop))
        {
            files.Row(
                Cell.Count(++number), c.Person.Name, c.Person.IdNumber, of.Township(c.Person.Region),
                c.Type.Label(), Cell.Date(c.On), c.OldAccount is { Length: > 0 } old ? old : None,
                string.Join(' ', new[] { c.Account, c.Content }.Where(t => !string.IsNullOrEmpty(t))), c.Document,
                Cell.Money(c.Person.SentFen), c.Recorded.By, Cell.Date(c.Recorded.On));
        }

        await WriteNewcomers(files, of, stop);
        files.Note("逐条对银行卡或存折复印件核对账号、户名、收款人。" + (of.Since > 0 ? "" : "首批：全部账户见发放清册。"));
        files.Finish();
    }

    /// <summary>Whose account nobody here has paid to yet.</summary>
    private static async Task WriteNewcomers(PaperFiles files, PaperRun of, CancellationToken stop)
    {
        files.Begin(new PaperTable("上批以来新登记人员的账户、收款人", [
            Columns.Number, Columns.Name, Columns.IdNumber, Columns.Township, Columns.Category,
            Columns.Text("登记的账户、收款人", 44), Columns.Document, Columns.Sent, Columns.RecordedBy, Columns.RecordedOn,
        ], Sheet: "新登记账户"));
        var number = 0;
        foreach (var e in await NewsStore.Enrolments(of, stop))
        {
            files.Row(
                Cell.Count(++number), e.Person.Name, e.Person.IdNumber, of.Township(e.Person.Region),
                Category.Of(e.Category).Label, e.Account is { Length: > 0 } account ? account : None, e.Document,
                Cell.Money(e.Person.SentFen), e.Recorded.By, Cell.Date(e.Recorded.On));
        }
    }
}
