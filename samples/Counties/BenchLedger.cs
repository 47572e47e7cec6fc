using System.Globalization;

namespace Disbursement.Samples.Counties;

/// <summary>
/// Cases of back-payment with the lists of four parties, month by month, streamed, for <c>bench --backpay</c>.
/// </summary>
/// <remarks>
/// A person has a case of thirty months of both insurances: sixty month rows a side. Everybody's bills, the receipts of
/// employers and, for one case in five, of finance, and the postings are a row a month; the persons paid by the span.
/// One case in twenty lacks a posting, one in fifty a receipt.
/// </remarks>
public sealed class BenchLedger(int cases)
{
    public const int MonthsOfInsurance = 30;

    private const string OfReceipts = "receipt_no,case_no,insurance,from_month,to_month,payer,amount_yuan,paid_on";

    private const int Base = 336_800;
    private static readonly (string Name, int Unit, int Personal)[] Insurances =
        [("养老", 53_888, 26_944), ("医保", 26_944, 6_736)];

    /// <returns>Rows, header not counted; so are those of the other lists.</returns>
    public int WriteCases(TextWriter writer)
    {
        writer.WriteLine("案件号,身份证号,姓名,安置地,参保地,入伍日期,退役日期,险种,类型,起,止,单位部分承担,受理日期,依据文号");
        for (var index = 0; index < cases; index++)
        {
            var (number, name) = Person(index);
            foreach (var (insurance, _, _) in Insurances)
                writer.WriteLine($"{Number(index)},{number},{name},云溪县,云溪县,1990-12-10,1993-12-01,"
                    + $"{insurance},断缴,{Month(0)},{Month(MonthsOfInsurance - 1)},{UnitPayer(index)},2025-11-03,测速");
        }

        return cases * Insurances.Length;
    }

    public static int WriteContributions(TextWriter writer)
    {
        writer.WriteLine("地区,险种,月平均工资,单位费率,个人费率,生效日期,文号");
        writer.WriteLine("云溪县,养老,5613.33,16%,8%,2026-01-01,测速");
        writer.WriteLine("云溪县,医保,5613.33,8%,2%,2026-01-01,测速");
        return Insurances.Length;
    }

    public int WriteDecisions(TextWriter writer)
    {
        writer.WriteLine("案件号,决定,日期,文号");
        for (var index = 0; index < cases; index++) writer.WriteLine($"{Number(index)},核定,2026-01-26,测速");
        return cases;
    }

    public int WriteBilling(TextWriter writer)
    {
        writer.WriteLine("case_no,insurance,from_month,to_month,base_yuan,unit_yuan,personal_yuan,other_yuan");
        return EachMonth((index, insurance, month) => writer.WriteLine(
            $"{Number(index)},{insurance.Name},{Month(month)},{Month(month)},{Yuan(Base)},{Yuan(insurance.Unit)},"
            + $"{Yuan(insurance.Personal)},0"));
    }

    /// <summary>Of employers and, once its batch is approved, of finance.</summary>
    public int WriteUnitReceipts(TextWriter writer)
    {
        writer.WriteLine(OfReceipts);
        return EachMonth((index, insurance, month) =>
        {
            if (month == 7 && index % 50 == 3) return;
            writer.WriteLine($"U{index}-{insurance.Name}-{month},{Number(index)},{insurance.Name},{Month(month)},"
                + $"{Month(month)},{UnitPayer(index)},{Yuan(insurance.Unit)},2026-04-20");
        });
    }

    public int WritePersonalReceipts(TextWriter writer)
    {
        writer.WriteLine(OfReceipts);
        for (var index = 0; index < cases; index++)
        {
            foreach (var insurance in Insurances)
                writer.WriteLine($"P{index}-{insurance.Name},{Number(index)},{insurance.Name},{Month(0)},"
                    + $"{Month(MonthsOfInsurance - 1)},个人,{Yuan(MonthsOfInsurance * insurance.Personal)},2026-03-04");
        }

        return cases * Insurances.Length;
    }

    public int WritePostings(TextWriter writer)
    {
        writer.WriteLine("id_number,insurance,month,base_yuan,unit_yuan,personal_yuan,serial,posted_on");
        var (last, number) = (-1, "");
        return EachMonth((index, insurance, month) =>
        {
            if (month == 3 && index % 20 == 1) return;
            if (index != last) (last, number) = (index, Person(index).IdNumber);
            writer.WriteLine($"{number},{insurance.Name},{Month(month)},{Yuan(Base)},{Yuan(insurance.Unit)},"
                + $"{Yuan(insurance.Personal)},S{index % 1000}-{month},2026-04-10");
        });
    }

    private int EachMonth(Action<int, (string Name, int Unit, int Personal), int> write)
    {
        for (var index = 0; index < cases; index++)
        {
            foreach (var insurance in Insurances)
            {
                for (var month = 0; month < MonthsOfInsurance; month++) write(index, insurance, month);
            }
        }

        return cases * Insurances.Length * MonthsOfInsurance;
    }

    /// <summary>Soldiers of 1990: men of eighteen to twenty-five.</summary>
    private static (string IdNumber, string Name) Person(int index)
    {
        var dice = Dice.For(County.DemoSeed, index);
        return (Numbers.Identity(index, male: true, new(1965, 6, 1), new(1972, 11, 30), ref dice),
            Names.Draw(male: true, born: 1970, ref dice));
    }

    private static string UnitPayer(int index) => index % 5 == 2 ? "财政" : "单位";

    private static string Number(int index) => string.Create(CultureInfo.InvariantCulture, $"B{index:0000000}");

    private static string Month(int month) =>
        string.Create(CultureInfo.InvariantCulture, $"{2000 + (month / 12):0000}-{(month % 12) + 1:00}");

    private static string Yuan(int fen) =>
        string.Create(CultureInfo.InvariantCulture, $"{fen / 100}.{fen % 100:00}");
}
