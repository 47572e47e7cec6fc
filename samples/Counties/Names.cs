using System.Collections.Immutable;

namespace Disbursement.Samples.Counties;

/// <summary>Names as a county has them: surnames by their real shares, given names by year of birth.</summary>
internal static class Names
{
    // Each character as often per thousand as written; from the usual ranking of surnames, rounded.
    private const string Common =
        "王72李71张67刘54陈45杨31赵23黄22周21吴20徐17孙15胡13朱13高12林12何12郭11马11罗10梁9宋8郑8谢8韩7唐7冯7于6董6肖6程6曹6袁5"
        + "邓5许5傅4沈5曾5彭5吕5苏5卢5蒋5蔡5贾4丁4魏4薛4叶4闫3余4潘4杜4戴4夏4钟4汪4田4任4姜4范4方4石4姚4谭4廖3邹4熊3金3陆3郝3"
        + "孔3白3崔3康3毛3邱3秦3江3史3顾3侯3邵3孟3龙3万3段3雷3钱3汤3尹3黎3易2常3武3乔3贺2赖2龚3文2";

    private const string Rare =
        "庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳"
        + "盛童欧甄项曲成游阳裴席卫查屈鲍覃霍翁隋甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边阴宗苟";

    private static readonly string[] Surnames = Weighed();

    // One in a hundred and fifty carries a character that some file, printer or bank has failed on.
    // Of these only the first eight are in GBK; the others need four bytes of GB18030 or two units of UTF-16.
    private static readonly string[] RareCharacters =
    [
        .. Enumerable.Repeat<string[]>(["喆", "堃", "镕", "昇", "玥", "珅", "瑋", "億"], 4).SelectMany(c => c),
        "𬱖", "䶮", "㛃", "𠮷",
    ];

    private static readonly string[] MinorityMen =
        ["买买提", "艾山", "阿卜杜拉", "吐尔逊", "阿不都热合曼", "扎西", "多吉", "才让", "巴图", "阿力木"];

    private static readonly string[] MinorityWomen =
        ["古丽巴哈尔", "热依汗", "帕提古丽", "阿依古丽", "卓玛", "其其格", "央金", "热娜"];

    private static readonly string[] Fathers =
        ["艾力", "买合木提", "卡德尔", "吾甫尔", "次仁", "旦增", "孟和", "托合提", "阿不力孜", "伊敏江"];

    private static readonly ImmutableArray<(int Until, string[] Men, string[] Women)> Cohorts =
    [
        (1945,
            ["德国文永玉学志明成家金广世福长春兴正振庆", "山林生才祥义田发贵海清华良全财富云忠元堂"],
            ["秀桂玉素凤金兰淑春翠", "英兰珍芳莲荣花云梅香"]),
        (1960,
            ["建国志德新卫大军援永文光红学金玉保明正加", "国华民军平林生明强东社胜武忠和章德义成兵"],
            ["秀玉桂丽淑爱红春月美", "英华芳珍兰萍琴玲梅霞"]),
        (1980,
            ["建志卫海永红文小晓学立国俊伟爱宏利绍", "军强勇峰明兵辉华平涛东波斌刚龙宾胜"],
            ["丽艳晓红海小春秀燕慧", "娟霞敏玲丽萍艳红梅燕"]),
        (9999,
            ["子浩宇俊天嘉博文志明梓一", "轩宇豪杰鹏飞涛阳航哲然辰"],
            ["欣雨梓思佳雅诗若", "怡涵婷琪萱悦妍雯"]),
    ];

    public static string Draw(bool male, int born, ref Dice dice)
    {
        if (dice.OneIn(400)) return $"{dice.Of(male ? MinorityMen : MinorityWomen)}·{dice.Of(Fathers)}";
        var surname = dice.Of(Surnames);
        var pools = Cohorts[0];
        foreach (var cohort in Cohorts)
        {
            pools = cohort;
            if (born < cohort.Until) break;
        }

        var given = male ? pools.Men : pools.Women;
        var second = dice.OneIn(150) ? dice.Of(RareCharacters) : One(given[1], ref dice);
        return dice.OneIn(7) ? surname + second : $"{surname}{One(given[0], ref dice)}{second}";
    }

    private static string One(string pool, ref Dice dice) => pool.Substring(dice.Below(pool.Length), 1);

    private static string[] Weighed()
    {
        var surnames = new List<string>();
        for (var i = 0; i < Common.Length;)
        {
            var surname = Common.Substring(i++, 1);
            var weight = 0;
            while (i < Common.Length && char.IsAsciiDigit(Common[i])) weight = (weight * 10) + Common[i++] - '0';
            surnames.AddRange(Enumerable.Repeat(surname, weight));
        }

        foreach (var surname in Rare) surnames.Add(surname.ToString());
        return [.. surnames];
    }
}
