namespace Disbursement.Model.Tests.Reference;

/// <summary>Rules §1, copied by hand.</summary>
static class Categories
{
    public static readonly IReadOnlyList<(string Code, string Label)> All =
    [
        ("11", "残疾军人"), ("13", "伤残人民警察"), ("14", "伤残预备役人员和民兵民工"), ("15", "其他因公伤残人员"),
        ("21", "烈士遗属"), ("22", "因公牺牲军人遗属"), ("23", "病故军人遗属"),
        ("31", "在乡退伍红军老战士"), ("32", "在乡西路军红军老战士"), ("33", "红军失散人员"),
        ("41", "在乡复员军人"), ("42", "带病回乡退役军人"), ("51", "参战退役人员"), ("61", "参试退役人员"),
        ("81", "年满60周岁农村籍退役士兵"), ("B1", "部分烈士老年子女"), ("JX", "军休干部"),
    ];

    public static string Label(string code) => All.First(c => c.Code == code).Label;

    /// <summary>Code or label to code; empty when unknown.</summary>
    public static string Code(string text) => All.FirstOrDefault(c => c.Code == text || c.Label == text).Code ?? "";

    public static bool IsDisability(string code) => code is "11" or "13" or "14" or "15";

    public static bool IsSurvivors(string code) => code is "21" or "22" or "23";

    /// <summary>"13 14 15 … as 11: the rate rows of 11, and their own".</summary>
    public static bool TakesRowsOf(string category, string rowCategory) =>
        rowCategory == category || (IsDisability(category) && rowCategory == "11");
}

/// <summary>Names of components. "Components: 国家标准, 省补, 市补, 县补, 护理费; JX has 核定标准".</summary>
static class Components
{
    public const string National = "国家标准";
    public const string Nursing = "护理费";
    public const string Assessed = "核定标准";
    public const string Funeral = "丧葬补助";

    public static readonly IReadOnlyList<string> OfRates = [National, "省补", "市补", "县补"];

    private static readonly List<string> BuiltIn = [.. OfRates, Nursing, Assessed, Funeral];

    /// <summary>Code order; a county's own components come last.</summary>
    public static int Order(string component) =>
        BuiltIn.Contains(component) ? BuiltIn.IndexOf(component) : BuiltIn.Count;
}
