using System.Collections.Immutable;

namespace Disbursement.Samples.Counties;

/// <summary>A township of 云溪县, a county that does not exist: no division code begins with 99.</summary>
/// <param name="Code">County 999001 and three digits, towns from 100 and townships from 200 (GB/T 10114).</param>
/// <param name="Name">With 镇 or 乡.</param>
/// <param name="Weight">Its part of the people, in thousandths.</param>
public sealed record Township(string Code, string Name, int Weight)
{
    public static ImmutableArray<Township> All { get; } =
    [
        new("999001100", "城关镇", 118),
        new("999001101", "清河镇", 66),
        new("999001102", "白塔镇", 62),
        new("999001103", "双桥镇", 60),
        new("999001104", "龙潭镇", 57),
        new("999001105", "石门镇", 55),
        new("999001106", "大榆镇", 53),
        new("999001107", "柳林镇", 51),
        new("999001108", "万福镇", 49),
        new("999001109", "古堰镇", 47),
        new("999001110", "青山镇", 45),
        new("999001111", "新集镇", 43),
        new("999001112", "马店镇", 41),
        new("999001113", "陈桥镇", 39),
        new("999001114", "南湖镇", 37),
        new("999001200", "东岭乡", 33),
        new("999001201", "西坪乡", 30),
        new("999001202", "杏花乡", 28),
        new("999001203", "茶庵乡", 26),
        new("999001204", "竹园乡", 24),
        new("999001205", "三湾乡", 20),
        new("999001206", "高岗乡", 16),
    ];

    /// <summary>The rural bank's branch there.</summary>
    public string Branch { get; } = $"云溪农村商业银行{Name[..^1]}支行";

    internal static Weighted<Township> ByPeople { get; } = new([.. All.Select(t => (t, t.Weight))]);
}
