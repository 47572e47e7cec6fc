using Disbursement.Domain.People;

namespace Disbursement.Domain.Tests;

public sealed class LuhnTests
{
    [Theory]
    [InlineData("79927398713", true)] // the example of the standard
    [InlineData("79927398710", false)]
    [InlineData("4111111111111111", true)]
    [InlineData("4111111111111112", false)]
    [InlineData("1411111111111111", false)] // two neighbours changed places
    [InlineData("00", true)]
    [InlineData("0", false)]
    [InlineData("", false)]
    [InlineData("6222 0211", false)]
    [InlineData("６２２２", false)] // full-width digits are not digits here
    public void The_last_digit_agrees_with_the_others(string number, bool agrees) =>
        Assert.Equal(agrees, Luhn.Agrees(number));
}
