using Disbursement.Domain.Funds;
using Disbursement.Domain.Policy;

namespace Disbursement.Domain.Tests;

/// <summary>Rules §5: where money comes from by default, and what it is for.</summary>
public sealed class FundTests
{
    [Theory]
    [InlineData("11", "国家标准", "中央", "伤残抚恤")]
    [InlineData("11", "护理费", "中央", "伤残抚恤")]
    [InlineData("15", "省补", "省", "伤残抚恤")]
    [InlineData("13", "孤老增发", "分担未定", "伤残抚恤")]
    [InlineData("21", "国家标准", "中央", "死亡抚恤")]
    [InlineData("23", "县补", "县", "死亡抚恤")]
    [InlineData("31", "国家标准", "中央", "生活补助")]
    [InlineData("33", "国家标准", "中央", "生活补助")]
    [InlineData("41", "国家标准", "分担未定", "生活补助")]
    [InlineData("51", "市补", "市", "生活补助")]
    [InlineData("61", "国家标准", "分担未定", "生活补助")]
    [InlineData("B1", "国家标准", "分担未定", "生活补助")]
    [InlineData("81", "国家标准", "分担未定", "农村籍退役士兵老年生活补助")]
    [InlineData("11", "丧葬补助", "分担未定", "伤残抚恤")]
    [InlineData("21", "丧葬补助", "分担未定", "死亡抚恤")]
    [InlineData("51", "丧葬补助", "分担未定", "生活补助")]
    [InlineData("81", "护理费", "分担未定", "伤残抚恤")]
    [InlineData("JX", "核定标准", "分担未定", "军休")]
    public void Each_amount_has_one_source_and_one_purpose(
        string category, string component, string source, string purpose)
    {
        var of = Category.Of(category);
        var number = Component.Find(component) ?? Component.FirstNamed;
        Assert.Equal(source, Sources.ByDefault(of, number).Label());
        Assert.Equal(purpose, Purposes.Of(of, number).Label());
    }
}
