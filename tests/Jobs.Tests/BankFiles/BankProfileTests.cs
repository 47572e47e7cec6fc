using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Tests.BankFiles;

public sealed class BankProfileTests
{
    private const string Account = "0062170012345678901";
    private static readonly BankProfile Pipe = BankProfile.Named("rcb-pipe");
    private static readonly BankProfile Pain = BankProfile.Named("iso-pain");

    [Fact]
    public void Every_profile_says_that_the_bank_has_yet_to_confirm_it() =>
        Assert.All(BankProfile.All, p => Assert.Contains("to be confirmed by the bank", p.Status));

    [Theory]
    [InlineData("王珅")]
    [InlineData("李億")]
    [InlineData("喆堃镕昇玥")]
    [InlineData("阿卜杜拉·买买提")]
    public void Names_of_GBK_are_taken_by_both(string name)
    {
        Assert.Null(Pipe.Check(name, Account));
        Assert.Null(Pain.Check(name, Account));
    }

    [Theory]
    [InlineData("王𬱖", "𬱖", "U+2CC56")]
    // FE9F in GB18030, two bytes; but a GBK system reads FE9F as a private character.
    [InlineData("王䶮", "䶮", "U+4DAE")]
    [InlineData("㛃儿", "㛃", "U+36C3")]
    [InlineData("𠮷田", "𠮷", "U+20BB7")]
    [InlineData("买买提‧江", "‧", "U+2027")]
    [InlineData("王|三", "|", "U+007C")]
    [InlineData("王\t三", "", "U+0009")]
    [InlineData("王\uE863", "\uE863", "U+E863")]
    [InlineData("王\u200B三", "\u200B", "U+200B")]
    [InlineData("5€", "€", "U+20AC")]
    public void A_character_that_a_GBK_bank_cannot_read_is_named(string name, string character, string codePoint) =>
        Assert.Equal(new BankProblem("name-not-encodable", character, codePoint), Pipe.Check(name, Account));

    [Theory]
    [InlineData("王𬱖䶮㛃𠮷", null)]
    [InlineData("王\uE863", "U+E863")]
    [InlineData("王\U000F0000", "U+F0000")]
    public void The_XML_bank_reads_all_but_private_characters(string name, string? codePoint) =>
        Assert.Equal(codePoint, Pain.Check(name, Account)?.Detail);

    [Theory]
    [InlineData("icbc-hash")]
    [InlineData("abc-fixed")]
    public void A_bank_of_GB18030_takes_four_bytes_a_character_and_counts_them(string name)
    {
        var profile = BankProfile.Named(name);

        Assert.Null(profile.Check("王𬱖䶮㛃𠮷", Account));
        Assert.Equal("U+E863", profile.Check("王\uE863", Account)?.Detail);
        Assert.Null(profile.Check(new string('㛃', 15), Account));
        Assert.Equal(new BankProblem("name-too-long", "64", "60"), profile.Check(new string('㛃', 16), Account));
    }

    [Fact]
    public void Only_what_parts_the_fields_of_a_bank_is_closed_to_its_names()
    {
        Assert.Equal("|", BankProfile.Named("icbc-hash").Check("王|三", Account)?.Found);
        Assert.Null(BankProfile.Named("abc-fixed").Check("王|三", Account));
        Assert.Equal("8–30", BankProfile.Named("abc-fixed").Check("王三", new string('1', 31))?.Detail);
    }

    [Fact]
    public void The_widths_of_a_fixed_profile_hold_what_its_limits_allow()
    {
        var profile = BankProfile.Named("abc-fixed");
        int Width(Field column) => profile.Widths[profile.Columns.IndexOf(column)];

        Assert.Equal(profile.Columns.Length, profile.Widths.Length);
        Assert.Equal((60, 30, 18, 30),
            (Width(Field.Name), Width(Field.Account), Width(Field.Amount), Width(Field.RowId)));
        Assert.Equal((profile.NameBytes, profile.Account.To), (Width(Field.Name), Width(Field.Account)));
    }

    [Fact]
    public void Half_a_character_is_not_taken() =>
        Assert.Equal(new BankProblem("name-not-encodable", "", "U+D842"), Pain.Check("王\uD842", Account));

    [Fact]
    public void A_name_is_measured_in_bytes_and_never_cut()
    {
        Assert.Null(Pipe.Check(new string('王', 30), Account));
        Assert.Equal(new BankProblem("name-too-long", "62", "60"), Pipe.Check(new string('王', 31), Account));
        Assert.Equal(new BankProblem("name-too-long", "141", "140"), Pain.Check(new string('王', 47), Account));
    }

    [Theory]
    [InlineData("1234567", "7")]
    [InlineData("", "0")]
    [InlineData("12345678901234567890123456789012345", "35")]
    [InlineData("6217 0012 3456 7890", "19")]
    [InlineData("6.217E+18", "9")]
    public void An_account_of_another_form_is_named_with_its_length(string account, string length) =>
        Assert.Equal(new BankProblem("account-format", length, "8–34"), Pipe.Check("王珅", account));

    [Fact]
    public void A_million_good_names_cost_no_memory()
    {
        Pipe.Check("阿卜杜拉·买买提", Account);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 1000; i++) Pipe.Check("阿卜杜拉·买买提", Account);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void The_longest_text_in_the_bank_of_the_payee_decides()
    {
        var banks = new PayingBanks([
            new("甲", "rcb-pipe", "农商"), new("乙", "rcb-pipe", "农商银行城关"), new("丙", "rcb-pipe"),
        ]);

        Assert.Equal("乙", banks.For("某某农商银行城关支行")!.Name);
        Assert.Equal("甲", banks.For("某某农商行")!.Name);
        Assert.Equal("丙", banks.For("邮储银行")!.Name);
        Assert.Equal("丙", banks.For(null)!.Name);
        Assert.Null(new PayingBanks([new("甲", "rcb-pipe", "农商")]).For("邮储银行"));
        Assert.Equal("代发银行", PayingBanks.Default.For(null)!.Name);
    }

    [Fact]
    public void A_table_of_paying_banks_that_contradicts_itself_is_refused()
    {
        PayingBank pain = new("甲", "iso-pain", "农商", "402651099998", "0088", "局");

        Refused("12位", pain with { Cnaps = "ABC" });
        Refused("补齐", pain with { DebitAccount = null });
        Refused("大于0", pain with { RowsPerFile = 0 });
        Refused("只能有一行", pain, pain with { Name = "乙" });
        Refused("必须一致", pain, pain with { Match = "信用社", DebitAccount = "0099" });
        Refused("须有付款账号", new PayingBank("甲", "icbc-hash"));
        Refused("现有：rcb-pipe、icbc-hash、abc-fixed、iso-pain", new PayingBank("甲", "none"));
    }

    private static void Refused(string why, params PayingBank[] banks) =>
        Assert.Contains(why, Assert.Throws<BankFileRefused>(() => new PayingBanks(banks)).Message);
}
