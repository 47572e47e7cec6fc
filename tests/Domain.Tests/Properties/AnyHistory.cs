using System.Collections.Immutable;
using CsCheck;
using Disbursement.Domain.People;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests.Properties;

/// <summary>
/// Random histories: one to three identities and up to ten changes of 2024 to 2026, each known by an act of its own, in
/// any order of date. What is drawn is kept small, so that a counterexample can be read.
/// </summary>
static class AnyHistory
{
    private static readonly ImmutableArray<string> Codes = ["11", "21", "42", "51", "81", "JX"];

    private static readonly ImmutableArray<ChangeType> Types =
    [
        ChangeType.Death, ChangeType.Ending, ChangeType.Suspension, ChangeType.Resumption, ChangeType.Resumption,
        ChangeType.TransferOut, ChangeType.Regrade, ChangeType.Regrade, ChangeType.Correction,
        ChangeType.NursingChange, ChangeType.Hold, ChangeType.HoldRelease, ChangeType.PayeeChange,
    ];

    /// <summary>Everything that can change what is owed, and what may be paid, by month and by identity.</summary>
    public static Gen<PersonHistory> OfAnybody { get; } =
        from enrolments in Enrolments
        from changes in ChangeOf(Types, enrolments).Array[0, 10]
        from withdrawals in Withdrawal.Array[0, 2]
        from assessed in AssessedOf(enrolments).Array[0, 2]
        select new PersonHistory(
            enrolments, Known(changes, withdrawals), [.. assessed.Select((a, i) => a with { Place = new(50 + i, 1) })]);

    /// <summary>
    /// A disability pension that only level and months decide: every difference is a difference in money.
    /// </summary>
    public static Gen<PersonHistory> OfOnePension { get; } =
        from start in StartMonth
        from level in Gen.Byte[1, 10]
        let enrolments = ImmutableArray.Create(
            Enrolled("11", start, new Grade(level, Nature.Duty, Period.None, null, null), Nursing.Unsaid))
        from changes in ChangeOf([.. Types.Where(t => t is not (ChangeType.NursingChange or ChangeType.Hold))],
            enrolments).Array[0, 8]
        from withdrawals in Withdrawal.Array[0, 2]
        let plain = changes.Select(c => c with
        {
            Nursing = Nursing.Unsaid,
            Grade = new Grade(c.Grade.Level, Nature.None, Period.None, null, null),
        })
        select new PersonHistory(enrolments, Known([.. plain], withdrawals), []);

    /// <summary>Changes on days of their own, none withdrawn: the order of knowledge then says nothing.</summary>
    public static Gen<(PersonHistory InTime, PersonHistory Late)> KnownInAnyOrder { get; } =
        from history in OfAnybody
        let days = history.Changes.Where(c => c.Withdraws is null && c.Type != ChangeType.Withdrawal)
            .DistinctBy(c => c.On).OrderBy(c => c.On).ToArray()
        from order in Gen.Shuffle(Enumerable.Range(0, days.Length).ToArray())
        select (history with { Changes = Acts(days, Enumerable.Range(0, days.Length)) },
            history with { Changes = Acts(days, order) });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<PayMonth> StartMonth => Gen.Int[-6, 30].Select(n => new PayMonth(2024, 1) + n);

    private static Gen<Grade> AnyGrade =>
        from level in Gen.Byte[0, 10]
        from nature in Gen.Int[0, 3]
        from years in Gen.Int[-1, 20]
        from fen in Gen.Int[-1, 5]
        select new Grade(
            level, (Nature)nature, Period.None, years < 0 ? null : years / 4m, fen < 0 ? null : 500_000 + (fen * 100));

    private static Gen<ImmutableArray<Enrolment>> Enrolments =>
        from codes in Gen.Shuffle(Codes.ToArray())
        from count in Gen.Int[1, 3]
        from starts in StartMonth.Array[3]
        from grades in AnyGrade.Array[3]
        from nursings in Gen.Int[0, 4].Array[3]
        select codes.Take(count).Select((code, i) =>
            Enrolled(code, starts[i], grades[i], (Nursing)nursings[i]) with { Place = new Place(1, i + 1) })
            .ToImmutableArray();

    /// <summary>A withdrawal names the change it takes back by how many acts before it.</summary>
    private static Gen<(int At, int Back)> Withdrawal => Gen.Int[0, 10].Select(Gen.Int[1, 10]);

    private static Enrolment Enrolled(string code, PayMonth start, Grade grade, Nursing nursing) => new()
    {
        Place = new Place(1, 1),
        Category = Category.Of(code).Number,
        Start = start,
        ApprovalDocument = start.Index % 3 == 0 ? null : "历史数据",
        Grade = grade,
        Nursing = nursing,
        Details = new PersonDetails("甲", "999001194803050019", null, null, null),
        Account = new Account("云溪农商银行", "6299980000000000001", null, null),
    };

    private static Gen<Change> ChangeOf(ImmutableArray<ChangeType> types, ImmutableArray<Enrolment> enrolments) =>
        from type in OneOf([.. types])
        from day in Gen.Int[0, 1095]
        from category in Gen.Int[-1, enrolments.Length - 1]
        from start in StartMonth
        from grade in AnyGrade
        from nursing in Gen.Int[1, 4]
        select new Change
        {
            Place = default,
            Type = type,
            On = new DateOnly(2024, 1, 1).AddDays(day),
            Category = type.IsOfPerson() || category < 0 ? null : enrolments[category].Category,
            Start = type == ChangeType.Correction && day % 2 == 0 ? start : null,
            Grade = type is ChangeType.Correction or ChangeType.Regrade ? grade : default,
            Nursing = type == ChangeType.NursingChange ? (Nursing)nursing : Nursing.Unsaid,
            Reason = type == ChangeType.Hold ? "核实" : null,
            Document = $"文{day}",
            Payee = type == ChangeType.PayeeChange ? new Payee("乙", null, Payee.HeirRelation, "文") : null,
            Account = type == ChangeType.PayeeChange ? new Account("云溪农商银行", "62999800000002", "乙", null) : null,
        };

    private static Gen<AssessedAmount> AssessedOf(ImmutableArray<Enrolment> enrolments) =>
        from category in Gen.Int[0, enrolments.Length - 1]
        from component in OneOf(Component.National, Component.Assessed, Component.FirstNamed)
        from fen in Gen.Int[0, 3]
        from start in StartMonth
        from months in Gen.Int[-1, 12]
        select new AssessedAmount(
            default, enrolments[category].Category, component, fen * 10_000, start,
            months < 0 ? null : start + months, 900 + fen, "核1");

    private static ImmutableArray<Change> Known(Change[] changes, (int At, int Back)[] withdrawals)
    {
        var known = changes.ToList();
        foreach (var (at, _) in withdrawals)
        {
            known.Insert(Math.Min(at, known.Count), new Change
            {
                Place = default, Type = ChangeType.Withdrawal, On = new DateOnly(2026, 12, 31), Document = "撤",
            });
        }

        var placed = Acts(known, Enumerable.Range(0, known.Count));
        var back = withdrawals.Length == 0 ? 0 : withdrawals[0].Back;
        return [.. placed.Select((c, i) => c.Type == ChangeType.Withdrawal
            ? c with { Withdraws = placed[Math.Max(0, i - back)].Place }
            : c)];
    }

    private static ImmutableArray<Change> Acts(IList<Change> changes, IEnumerable<int> order) =>
        [.. order.Zip(changes, (act, change) => change with { Place = new Place(act + 2, 1) })];
}
