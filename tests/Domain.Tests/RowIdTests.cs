using CsCheck;
using Disbursement.Domain.Payouts;

namespace Disbursement.Domain.Tests;

public sealed class RowIdTests
{
    private static readonly Gen<string> Ids = Gen.Select(
        Gen.Int[0, 999_999], Gen.Int[1, 99_999], Gen.Int[1, 99], Gen.Int[1, 999_999_999],
        (authority, run, attempt, person) => RowId.For(authority.ToString("000000"), run, attempt, person));

    [Theory]
    // The example of ISO/IEC 7064 itself: 0794 takes 5.
    [InlineData("0794", '5')]
    [InlineData("", '1')]
    public void Check_digit_is_that_of_the_standard(string digits, char check) =>
        Assert.Equal(check, RowId.CheckDigit(digits));

    [Fact]
    public void A_row_id_carries_authority_run_attempt_and_person_with_their_zeros()
    {
        var id = RowId.For("051021", 12, 1, 345);

        Assert.StartsWith("0510210001201000000345", id);
        Assert.Equal(RowId.Length, id.Length);
        Assert.True(RowId.TryParse(id, out var read));
        Assert.Equal(("051021", 12, 1, 345), (read.AuthorityCode, read.RunSerial, read.Attempt, read.PersonSerial));
        Assert.Equal(id, read.ToString());
    }

    [Fact]
    public void Every_row_id_is_read_back() =>
        Ids.Sample(id => RowId.TryParse(id, out var read) && read.ToString() == id);

    [Fact]
    public void One_wrong_digit_is_always_found() =>
        Gen.Select(Ids, Gen.Int[0, RowId.Length - 1], Gen.Int[1, 9]).Sample((id, place, more) =>
        {
            var wrong = id.ToCharArray();
            wrong[place] = (char)('0' + ((wrong[place] - '0' + more) % 10));
            return !RowId.TryParse(wrong, out _);
        });

    [Theory]
    [InlineData("")]
    [InlineData("051021000120100000034")]
    [InlineData("05102100012010000003４５9")]
    [InlineData("05102100012010000003459999")]
    public void Anything_else_is_not_a_row_id(string text) => Assert.False(RowId.TryParse(text, out _));

    [Theory]
    [InlineData("51021", 1, 1, 1)]
    [InlineData("51O210", 1, 1, 1)]
    [InlineData("510210", 0, 1, 1)]
    [InlineData("510210", 100_000, 1, 1)]
    [InlineData("510210", 1, 100, 1)]
    [InlineData("510210", 1, 1, 1_000_000_000)]
    public void Parts_that_do_not_fit_are_refused(string authority, int run, int attempt, int person) =>
        Assert.ThrowsAny<ArgumentException>(() => RowId.For(authority, run, attempt, person));

    [Theory]
    [InlineData(0, "人民币零元整")]
    [InlineData(1, "人民币壹分")]
    [InlineData(50, "人民币伍角整")]
    [InlineData(1_05, "人民币壹元零伍分")]
    [InlineData(10_00, "人民币壹拾元整")]
    [InlineData(1005_01, "人民币壹仟零伍元零壹分")]
    [InlineData(1409_50, "人民币壹仟肆佰零玖元伍角整")]
    [InlineData(6007_14, "人民币陆仟零柒元壹角肆分")]
    [InlineData(16409_02, "人民币壹万陆仟肆佰零玖元零贰分")]
    [InlineData(107000_53, "人民币壹拾万柒仟元伍角叁分")]
    [InlineData(10_0500_00, "人民币壹拾万零伍佰元整")]
    [InlineData(1_0000_0001_00, "人民币壹亿零壹元整")]
    [InlineData(12_3456_7890_12, "人民币壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分")]
    [InlineData(1_0001_0000_0000_00, "人民币壹万亿零壹亿元整")]
    public void Amounts_are_written_in_capitals(long fen, string capitals) =>
        Assert.Equal(capitals, ChineseAmount.Write(fen));
}
