using Disbursement.Samples.Counties;

namespace Disbursement.Samples.Stories;

/// <summary>Cards change, missing accounts come in, shared ones are parted, banks write rare names their way.</summary>
internal sealed class Accounts(Cast cast)
{
    private readonly Queue<RosterPerson> missing = new(cast.TakeAll(p => p.Account is null && p.Second is null, 18));

    private readonly Queue<RosterPerson> shared =
        new(cast.TakeAll(p => p is { AccountName: not null, Payee: null, Account: not null, Second: null }, 4));

    private readonly List<RosterPerson> unwritable =
        cast.TakeAll(p => Cast.IsPlain(p) && BankSpelling(p.Name) is not null, 20);

    public IEnumerable<ChangeRow> In(int step, DateOnly before, DateOnly today)
    {
        for (var n = 0; n < 2 && missing.Count > 0; n++)
        {
            yield return Change(missing.Dequeue(), before, today, "原无账户") with { Source = "乡镇站上门" };
        }

        // One pair a month from the second month on; what is left stays on the exception list.
        if (step is 1 or 3 or 5 && shared.Count > 1) yield return Change(shared.Dequeue(), before, today, "原与他人共用账户");
        if (step == 1)
        {
            foreach (var person in unwritable.SkipLast(1)) yield return Spelling(person, before, today);
        }

        for (var n = cast.Dice.Between(4, 7); n > 0; n--)
        {
            var reason = cast.Dice.Of(["更换社会保障卡", "原卡遗失", "存折换卡", "原账户销户"]);
            yield return Change(cast.Take(Cast.IsPlain), before, today, reason);
        }
    }

    /// <summary>How a bank that has only GBK prints the name; null when it can write it.</summary>
    private static string? BankSpelling(string name)
    {
        (string Written, string AtBank)[] rows = [("𬱖", "CHA"), ("䶮", "YAN"), ("㛃", "JIE"), ("𠮷", "吉")];
        foreach (var (written, atBank) in rows)
        {
            var spelling = name.Replace(written, atBank, StringComparison.Ordinal);
            if (spelling != name) return spelling;
        }

        return null;
    }

    private ChangeRow Spelling(RosterPerson person, DateOnly before, DateOnly today)
    {
        var day = cast.DayIn(before, today);
        return new ChangeRow(person.IdNumber, "账户变更", day)
        {
            Document = cast.Paper("账户变更申请表", day),
            Source = "银行",
            Reason = "银行系统无此字，登记银行户名",
            Bank = person.Bank,
            Account = person.Account,
            NameAtBank = BankSpelling(person.Name),
        };
    }

    private ChangeRow Change(RosterPerson person, DateOnly before, DateOnly today, string reason)
    {
        var day = cast.DayIn(before, today);
        return new ChangeRow(person.IdNumber, "账户变更", day)
        {
            Document = cast.Paper("账户变更申请表", day),
            Source = "乡镇站",
            Reason = reason,
            Bank = person.Township.Branch,
            Account = cast.Card(),
            AccountName = cast.Dice.Percent(50) ? person.Name : null,
        };
    }
}
