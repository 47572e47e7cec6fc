namespace Disbursement.Domain.Policy;

/// <summary>
/// 组成: what an amount is made of. Numbers from 100 on are a county's own names, kept in its database.
/// </summary>
public static class Component
{
    public const short National = 1;
    public const short Provincial = 2;
    public const short Municipal = 3;
    public const short County = 4;
    public const short Nursing = 5;
    public const short Assessed = 6;

    /// <summary>丧葬补助: owed once, for the month of a death (rules §10).</summary>
    public const short Funeral = 7;

    /// <summary>The first number given to a county's own component (孤老增发, 取暖补贴 …).</summary>
    public const short FirstNamed = 100;

    private static readonly string[] Labels = ["", "国家标准", "省补", "市补", "县补", "护理费", "核定标准", "丧葬补助"];

    /// <summary>The label of a built-in component; null for a county's own.</summary>
    public static string? Label(short component) => component < Labels.Length ? Labels[component] : null;

    /// <summary>The number of a built-in component; null for a county's own.</summary>
    public static short? Find(string label)
    {
        var index = Array.IndexOf(Labels, label, 1);
        return index < 0 ? null : (short)index;
    }
}
