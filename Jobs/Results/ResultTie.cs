using Disbursement.Domain;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;
using Disbursement.Jobs.HandOver;
using Disbursement.Jobs.Payout;

namespace Disbursement.Jobs.Results;

/// <summary>
/// Result rows beside what was sent: keys both ways, account, name, amount; and what of it is news. One pass over the
/// rows of a run; it keeps what came back, not what was paid.
/// </summary>
internal sealed class ResultTie
{
    /// <summary>More are read faster with all the others.</summary>
    private const int MostAlone = 1000;

    private readonly PayoutRun run;
    private readonly string bank;
    private readonly List<BankFileRow> sent;
    private readonly Dictionary<int, (ResultRow Row, ResultFile File)> told = [];
    private readonly Dictionary<int, RowResult> known;
    private readonly Dictionary<string, Outcome?> restOf = new(StringComparer.Ordinal);
    private readonly HashSet<string> answered = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private long act;
    private long paid, cameBack, unknown, same, missing, paidFen, cameBackFen;

    public ResultTie(
        PayoutRun run, string bank, List<BankFileRow> sent, IReadOnlyList<ResultFile> files,
        Dictionary<int, RowResult> known)
    {
        this.run = run;
        this.bank = bank;
        this.sent = sent;
        this.known = known;
        foreach (var file in files)
        {
            foreach (var row in file.Rows.Where(r => r.Id.RunSerial == run.Id))
            {
                if (row.Id.Attempt != run.Attempt)
                    Faults.Add($"{file.Name}第{row.Line}行：是{run.Name}第{row.Id.Attempt}次的，不是这一次的");
                else if (!told.TryAdd(row.Id.PersonSerial, (row, file)))
                    Faults.Add($"{file.Name}第{row.Line}行：同一笔又在{told[row.Id.PersonSerial].File.Name}里，成功和失败不能都有");
            }

            if (file.MessageId is not { } message || sent.Find(f => f.MessageId == message) is not { } of) continue;
            answered.Add(of.Name);
            restOf[of.Name] = file.Rest;
        }
    }

    public List<string> Faults { get; } = [];

    public List<RowResult> New { get; } = [];

    public IEnumerable<BankFileRow> Answered => sent.Where(f => answered.Contains(f.Name));

    public ResultOutcome Result => new(
        New.Count > 0 || same == 0,
        $"{run.Name}（{bank}）：到账{paid}笔、{Money.Spoken(paidFen)}，失败或退回{cameBack}笔、{Money.Spoken(cameBackFen)}"
        + (unknown > 0 ? $"，结果不明{unknown}笔" : "") + (same > 0 ? $"，早已知道{same}笔" : "") + "。"
        + (missing > 0 ? $"\n注意：送出的有{missing}笔回盘里没有，按结果不明处理，补到之前不重发（bank-line-missing）。" : "")
        + (cameBack > 0
            ? "\n失败、退回的钱重新计入应发：换了账户或两人确认原账户以后，下一批或补发批（--only returned）自动重发。"
            : ""),
        paid, cameBack, unknown, same, missing);

    /// <summary>Nothing of it is unknown any more.</summary>
    public bool Settles(BankFileRow file) => file.State == FileState.Sent && !open.Contains(file.Name);

    /// <summary>Whom the result names.</summary>
    public int[] Told => [.. told.Keys];

    /// <summary>
    /// Of files that were answered before, those whom it names and those still unknown: whoever it is silent about is
    /// as he was. Null: everybody.
    /// </summary>
    public int[]? Concerned
    {
        get
        {
            if (told.Count > MostAlone || Answered.Any(f => f.AnsweredAct is null)) return null;
            var unknown = known.Values.Where(r => r.Outcome == Outcome.Unknown).Select(r => r.PersonId);
            int[] people = [.. told.Keys.Concat(unknown).Distinct()];
            return people.Length > MostAlone ? null : people;
        }
    }

    /// <summary>Files that it speaks of; rows of the others are passed over.</summary>
    public void Answers(IEnumerable<string> names) => answered.UnionWith(names);

    public void RequireAuthority(string code)
    {
        foreach (var (row, file) in told.Values.Where(t => t.Row.Id.AuthorityCode != code))
            Faults.Add($"{file.Name}第{row.Line}行：行号是{row.Id.AuthorityCode}单位的，不是我方（{code}）的");
    }

    /// <summary>One row that was sent to the bank, in order of identity number.</summary>
    public void Add(in BankRow row, PayMonth reach, long number)
    {
        act = number;
        var idNumber = row.IdNumber;
        if (sent.Find(f => f.Holds(bank, idNumber)) is not { } file || !answered.Contains(file.Name)) return;
        if (known.GetValueOrDefault(row.PersonId)?.Outcome == Outcome.StruckOut) return;
        if (told.Remove(row.PersonId, out var of)) Compare(file, row, reach, of.Row, of.File);
        else Silent(file, row, reach);
    }

    /// <summary>What is not in the result, and what is in it that was not sent.</summary>
    public void Finish()
    {
        foreach (var (row, file) in told.Values)
            Faults.Add($"{file.Name}第{row.Line}行：这一笔不是{run.Name}送给{bank}的");
        foreach (var file in sent.Where(f => answered.Contains(f.Name)
            && f.State is FileState.Sending or FileState.InDoubt))
            Faults.Add($"{file.Name}交盘时中断，先由两人登记银行收到没有（./disburse payout doubt {run.Name}），再导入回盘");
        foreach (var file in sent.Where(f => answered.Contains(f.Name) && !f.IsOut))
            Faults.Add($"{file.Name}现在是“{file.State.Label()}”，还没有登记交盘，不能有回盘；请先登记交盘或核实");
    }

    private void Silent(BankFileRow file, in BankRow row, PayMonth reach)
    {
        var isKnown = known.TryGetValue(row.PersonId, out var latest);
        if (isKnown && latest!.Outcome == Outcome.Unknown)
        {
            // What a final word of the whole message says of those that it does not list.
            if (restOf.GetValueOrDefault(file.Name) is Outcome.Paid)
            {
                (paid, paidFen) = (paid + 1, paidFen + row.Fen);
                New.Add(ResultOf(row, reach, Outcome.Paid, row.Fen));
                return;
            }

            open.Add(file.Name);
        }

        // Answered before: what was not said of it then stands.
        if (file.AnsweredAct is not null || isKnown) return;
        if (restOf.GetValueOrDefault(file.Name) is Outcome.Paid)
        {
            (paid, paidFen) = (paid + 1, paidFen + row.Fen);
            return;
        }

        missing++;
        open.Add(file.Name);
        New.Add(ResultOf(row, reach, Outcome.Unknown, 0));
    }

    private void Compare(BankFileRow file, in BankRow row, PayMonth reach, ResultRow told, ResultFile from)
    {
        if (told.Fen is { } fen && fen != row.Fen)
            Faults.Add($"{At(row, told, from)}：送盘{Money.Spoken(row.Fen)}，回盘{Money.Spoken(fen)}（bank-amount-differs）");
        if (told.Account is { } account && account != row.Account)
            Faults.Add($"{At(row, told, from)}：账号{Beside(account, row.Account)}");
        if (told.Name is { } name && !SameName(name, row.NameWritten))
            Faults.Add($"{At(row, told, from)}：户名“{name}”与送的不同");
        if (from.MessageId is { } message && message != file.MessageId)
            Faults.Add($"{At(row, told, from)}：不在原报文{message}的文件里");
        if (told is { Outcome: Outcome.Failed, CreditedFen: > 0 })
            Faults.Add($"{At(row, told, from)}：说是失败，又入了账{Money.Spoken(told.CreditedFen.Value)}，说不清，请银行书面说明");
        if (told.CreditedFen > row.Fen)
            Faults.Add($"{At(row, told, from)}：入账{Money.Spoken(told.CreditedFen.Value)}，比送的多");
        Note(file, row, reach, told, from);
    }

    private void Note(BankFileRow file, in BankRow row, PayMonth reach, ResultRow told, ResultFile from)
    {
        var reason = BankReasons.Of(told.ReasonText);
        var (before, outcome) = Weigh(file, row, told, reason.Kind, from);
        if (Outcomes.Next(before, outcome) is not { } next)
        {
            if (before is { } stands && !Outcomes.Agrees(stands, outcome))
                Faults.Add($"{row.Name}：以前的回盘是“{stands.Label()}”，这一份是“{outcome.Label()}”，两份相反");
            same++;
            if (before == Outcome.Unknown) open.Add(file.Name);
            return;
        }

        if (next == Outcome.Paid)
        {
            (paid, paidFen) = (paid + 1, paidFen + row.Fen);
            // The ordinary needs no row; what was unknown before does.
            if (before is null && told.NewAccount is null) return;
        }
        else if (next == Outcome.Unknown)
        {
            unknown++;
            open.Add(file.Name);
        }
        else
        {
            cameBack++;
            cameBackFen += row.Fen - (next == Outcome.Partly ? told.CreditedFen!.Value : 0);
        }

        New.Add(ResultOf(row, reach, next, next switch
        {
            Outcome.Paid => row.Fen,
            Outcome.Partly => told.CreditedFen!.Value,
            _ => 0,
        }) with
        {
            Reason = next is Outcome.Failed or Outcome.Returned ? reason.Code : null,
            ReasonText = told.ReasonText, BankSerial = told.BankSerial, NewAccount = told.NewAccount,
        });
    }

    /// <summary>What was known of it before, and what this result says of it.</summary>
    private (Outcome? Before, Outcome Now) Weigh(
        BankFileRow file, in BankRow row, ResultRow told, BankReasonKind kind, ResultFile from)
    {
        var latest = known.GetValueOrDefault(row.PersonId);
        // Of an answered file a row without a result was paid.
        var before = latest?.Outcome ?? (file.AnsweredAct is null ? null : Outcome.Paid);
        var wasThere = before is Outcome.Paid or Outcome.Partly;
        if (wasThere && told.Outcome == Outcome.Failed && kind == BankReasonKind.Unknown && !IsReturn(told))
            Faults.Add($"{At(row, told, from)}：以前的回盘是“{before!.Value.Label()}”，这一份是“{told.ReasonText}”，说不清，请银行书面说明");
        if (before == Outcome.Partly && told.CreditedFen is { } part && part != latest!.CreditedFen)
            Faults.Add($"{At(row, told, from)}：以前的回盘入账{Money.Spoken(latest.CreditedFen)}，这一份入账{Money.Spoken(part)}");
        return (before, told.Outcome switch
        {
            Outcome.Failed when kind == BankReasonKind.Unknown && !wasThere => Outcome.Unknown,
            Outcome.Paid when told.CreditedFen is 0 => Outcome.Unknown,
            Outcome.Paid when told.CreditedFen < row.Fen => Outcome.Partly,
            var asSaid => asSaid,
        });
    }

    private static string At(in BankRow row, ResultRow told, ResultFile from) =>
        $"{from.Name}第{told.Line}行（{row.Name}）";

    private static bool IsReturn(ResultRow told) => told.ReasonText?.Contains('退') == true;

    private RowResult ResultOf(in BankRow row, PayMonth reach, Outcome outcome, long credited) =>
        new(run.Id, row.PersonId, act, outcome, row.Fen, credited, reach) { Bank = bank, Account = row.Account };

    /// <summary>
    /// A bank that reads GBK gives 䶮 back as a private character or a question mark; number, account and amount agree
    /// already.
    /// </summary>
    private static bool SameName(string told, string sent)
    {
        var (one, other) = (PersonName.Normalised(told), PersonName.Normalised(sent));
        if (one == other) return true;
        if (one.Length != other.Length) return false;
        for (var i = 0; i < one.Length; i++)
            if (one[i] != other[i] && one[i] is not ('?' or '？' or (>= '\uE000' and <= '\uF8FF'))) return false;
        return true;
    }

    /// <summary>Two accounts by what tells them apart.</summary>
    private static string Beside(string told, string sent) =>
        Tail(told) != Tail(sent) ? $"尾号{Tail(told)}，送的是尾号{Tail(sent)}"
        : told.Length != sent.Length ? $"有{told.Length}位，送的是{sent.Length}位（尾号都是{Tail(sent)}）"
        : $"与送的不同（尾号都是{Tail(sent)}，前面第{told.Zip(sent).TakeWhile(p => p.First == p.Second).Count() + 1}位起不同）";

    private static string Tail(string account) => account.Length > 4 ? account[^4..] : account;
}
