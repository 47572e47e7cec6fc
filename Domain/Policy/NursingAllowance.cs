using Disbursement.Domain.People;

namespace Disbursement.Domain.Policy;

/// <summary>护理费: a share of the local average monthly wage (令788 art. 34; rules §3).</summary>
public static class NursingAllowance
{
    /// <summary>Mental disorder at levels 5–6 counts nationally from here on.</summary>
    private static readonly PayMonth MentalFrom = new(2024, 10);

    /// <summary>Percent of the wage; 0 when the grade gives no right to it.</summary>
    public static int Percent(in Grade grade, Nursing nursing, PayMonth month)
    {
        if (nursing is not (Nursing.Yes or Nursing.Mental) || grade.IsImpossible) return 0;
        return (grade.Level, grade.Nature) switch
        {
            (0, _) or (_, Nature.None) => 0,
            (<= 2, Nature.War or Nature.Duty) => 50,
            (<= 4, Nature.War or Nature.Duty) => 40,
            (<= 4, Nature.Illness) => 30,
            (5 or 6, _) when nursing == Nursing.Mental && month >= MentalFrom => 25,
            _ => 0,
        };
    }

    /// <summary>Fen a month: percent of the wage, half-up to whole yuan.</summary>
    public static long MonthFen(long wageFen, int percent) => Money.DivideHalfUp(wageFen * percent, 10_000) * 100;

    public static string Arithmetic(long wageFen, int percent) =>
        $"月平均工资 {Money.Figures(wageFen)} × {percent}% 四舍五入到元 = {Money.Figures(MonthFen(wageFen, percent))}";
}
