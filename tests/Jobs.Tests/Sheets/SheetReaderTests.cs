using System.Text;
using CsCheck;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Tests.Sheets;

public sealed class SheetReaderTests
{
    private const string Line = SheetFile.IdNumber + ",张三,残疾军人,6,因战,2020-01";
    private const string Header = "身份证号,姓名,优抚类别,残疾等级,残疾性质,起发年月";

    public static TheoryData<string> Encodings => ["utf-8", "utf-8 with mark", "gb18030"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void A_file_is_read_in_each_encoding(string name)
    {
        Encoding encoding = name switch
        {
            "utf-8" => new UTF8Encoding(false),
            "gb18030" => SheetFile.Gb18030,
            _ => new UTF8Encoding(true),
        };
        using var file = new SheetFile($"{Header}\r\n{Line}\r\n{SheetFile.IdNumber},𠮷䶮,烈士遗属,,,2020-01\r\n", encoding);
        var rows = file.All(RosterSheet.Read);
        Assert.Equal(["张三", "𠮷䶮"], rows.Select(entry => entry.Row!.Name));
    }

    [Fact]
    public void A_byte_that_is_in_neither_encoding_is_named_by_line_and_place()
    {
        using var file = new SheetFile([.. SheetFile.Gb18030.GetBytes($"{Header}\n{Line}\n张三"), 0x80, (byte)'\n']);
        Assert.Equal(
            "文件既不是UTF-8也不是GB18030，在第3行第5字节出错；请另存为“CSV UTF-8”或xlsx",
            file.Refusal(SheetKind.Roster));
    }

    [Fact]
    public void Damaged_utf8_is_not_read_as_wrong_names()
    {
        using var file = new SheetFile([.. Encoding.UTF8.GetBytes($"{Header}\n{Line}\nA"), 0xE5, 0xBC, (byte)'\n']);
        Assert.Equal(
            "文件既不是UTF-8也不是GB18030，在第3行第2字节出错；请另存为“CSV UTF-8”或xlsx",
            file.Refusal(SheetKind.Roster));
    }

    [Fact]
    public void Characters_cut_by_the_end_of_a_piece_are_whole_in_every_encoding()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var wide = string.Concat(Enumerable.Repeat("𠮷䶮张\n", 30_000));
            var text = $"{Header},联系电话\n{Line},{new string('1', shift)}\n{wide}";
            foreach (var encoding in new[] { new UTF8Encoding(false), SheetFile.Gb18030 })
            {
                using var file = new SheetFile(text, encoding);
                Assert.Equal(30_001, file.All(RosterSheet.Read).Length);
            }
        }
    }

    [Fact]
    public void Whatever_passes_as_gb18030_can_be_decoded()
    {
        var strict = CodePagesEncodingProvider.Instance.GetEncoding(
            "GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;
        byte[] pair = new byte[2];
        for (var lead = 0x81; lead <= 0xFE; lead++)
        {
            for (var trail = 0x40; trail <= 0xFE; trail++)
            {
                if (trail == 0x7F) continue;
                (pair[0], pair[1]) = ((byte)lead, (byte)trail);
                Assert.NotEmpty(strict.GetString(pair));
            }
        }

        foreach (var edge in new[] { "81308130", "8431A439", "90308130", "E3329A35" })
            Assert.NotEmpty(strict.GetString(Convert.FromHexString(edge)));
    }

    [Fact]
    public void The_header_is_found_below_titles()
    {
        var rows = SheetFile.Roster($"某县优抚对象名册\n2026年3月,,\n\n制表单位：某镇\n{Header}\n{Line}\n");
        var entry = Assert.Single(rows);
        Assert.Equal(6, entry.Row!.LineNumber);
    }

    [Fact]
    public void The_header_may_be_in_english_in_any_order_and_untidy()
    {
        var rows = SheetFile.Roster(
            $"\uFEFF Category ,NAME*,　id_number　,start_month,金额\n烈士遗属,张三,{SheetFile.IdNumber},2020-01,5\n");
        Assert.Equal("张三", Assert.Single(rows).Row!.Name);
    }

    [Theory]
    [InlineData("公民身份号码,姓名,类别,起发月份（年-月）")]
    [InlineData("身份证号码,姓 名,优抚对象类别,start_month")]
    [InlineData("\"证件号码\",\"姓\n名\",\"类别\",\"起发年月\"")]
    public void Names_that_stations_write_are_understood(string header) =>
        Assert.NotNull(Assert.Single(SheetFile.Roster($"{header}\n{SheetFile.IdNumber},张三,烈士遗属,2020-01\n")).Row);

    [Theory]
    [InlineData('\t')]
    [InlineData(';')]
    public void Tabs_and_semicolons_separate_as_well(char separator) => Assert.NotNull(
        Assert.Single(SheetFile.Roster($"{Header}\n{Line}".Replace(',', separator))).Row);

    [Fact]
    public void Without_a_header_in_ten_rows_the_file_is_refused()
    {
        using var file = new SheetFile(string.Concat(Enumerable.Repeat("标题\n", 10)) + $"{Header}\n{Line}\n");
        Assert.Equal("前10行里没有找到“身份证号”等表头；请把列名写在同一行", file.Refusal(SheetKind.Roster));
        using var empty = new SheetFile("");
        Assert.Equal("前10行里没有找到“地区”等表头；请把列名写在同一行", empty.Refusal(SheetKind.Wages));
    }

    [Fact]
    public void A_missing_or_doubled_column_is_named()
    {
        using var missing = new SheetFile("姓名,残疾等级\n张三,6\n");
        Assert.Equal("表头里缺少必填的列：身份证号、优抚类别；请补上", missing.Refusal(SheetKind.Roster));
        using var twice = new SheetFile("身份证号,姓名,优抚类别,账号,银行卡号\n");
        Assert.Equal(
            "表头里“银行账号”有两列（“账号”和“银行卡号”），不知道用哪一列；请只留一列", twice.Refusal(SheetKind.Roster));
        Assert.Equal("没有这个文件：x.csv", Assert.Throws<SheetRefusedException>(
            () => SheetReader.Open("/nowhere/x.csv", SheetKind.Roster)).Message);
    }

    [Fact]
    public void Totals_and_unknown_columns_are_passed_over_with_a_notice_and_blank_rows_without()
    {
        using var file = new SheetFile($"{Header},序\n{Line},1\n,,,\n 小 计 ,1,,\n{Line},2\n合计,2\n,制表：李四\n审核人：\n");
        using var reading = RosterSheet.Read(file.Path, SheetFile.Today);
        Assert.Equal([2, 5], reading.Entries().Select(entry => entry.Row!.LineNumber));
        Assert.Equal(
            [
                "这些列系统不用，已忽略：序",
                "第4行是合计或制表人，已跳过（不算错误）",
                "第6行是合计或制表人，已跳过（不算错误）",
                "第7行是合计或制表人，已跳过（不算错误）",
                "第8行是合计或制表人，已跳过（不算错误）",
            ],
            reading.Notices);
    }

    [Fact]
    public void A_person_is_never_taken_for_a_total()
    {
        var rows = SheetFile.Roster($"备注,{Header}\n审核通过,{Line}\n");
        Assert.NotNull(Assert.Single(rows).Row);
    }

    [Fact]
    public void A_line_break_in_quotes_keeps_line_numbers_right()
    {
        var rows = SheetFile.Roster(
            $"{Header},批准文号\r\n{Line},\"甲\r\n乙\r\n丙\"\r\n{Line},丁\r\n\r\n370102194003070017,张三,烈士遗属,,,2020-01\r\n");
        Assert.Equal("甲  乙  丙", rows[0].Row!.ApprovalDocument);
        Assert.Equal([2, 5, 7], rows.Select(entry => entry.Row?.LineNumber ?? entry.Rejection!.LineNumber));
    }

    [Theory]
    [InlineData("\"张三,残疾军人,6,因战,2020-01")]
    [InlineData("\"张三\"丰,残疾军人,6,因战,2020-01")]
    public void A_bad_quote_costs_its_own_line_and_no_other(string rest)
    {
        var rows = SheetFile.Roster(
            $"{Header}\n{Line}\n{SheetFile.IdNumber},{rest}\n{Line}\n\"{SheetFile.IdNumber}\",张三\n");
        Assert.Equal("good", SheetFile.Faults(rows[0]));
        Assert.Equal(
            "3 整行: 这一行的引号不成对，分不清哪些字属于哪一格；请在Excel里打开核对这一行，另存为“CSV UTF-8”后再导入",
            SheetFile.Faults(rows[1]));
        Assert.Equal("good", SheetFile.Faults(rows[2]));
        Assert.Equal(4, rows.Length);
    }

    [Fact]
    public void Whatever_quotes_stand_above_it_a_good_row_comes_in_under_its_own_line_number() =>
        Gen.Char["\"\",\n\ra"].Array[0, 24].Sample(garbage =>
        {
            var above = $"{Header}\n{new string(garbage)}\n";
            var last = SheetFile.Roster(above + Line)[^1].Row;
            Assert.NotNull(last);
            var lines = above.Replace("\r\n", "\n", StringComparison.Ordinal).Count(c => c is '\n' or '\r');
            Assert.Equal(lines + 1, last.LineNumber);
        }, iter: 3_000);

    [Fact]
    public void A_comma_too_many_is_seen()
    {
        var rows = SheetFile.Roster($"{Header}\n{SheetFile.IdNumber},张三,残疾军人,6,因战,x,2020-01\n{Line},,\n");
        Assert.Equal(
            "2 整行: 这一行有7格，表头只有6格；多半是内容里有没加引号的逗号，各格已错位，请核对", SheetFile.Faults(rows[0]));
        Assert.Equal("good", SheetFile.Faults(rows[1]));
    }

    [Fact]
    public void An_endless_line_is_refused_not_held_in_memory()
    {
        using var file = new SheetFile($"{Header}\n{Line}\n{new string('x', 8 << 20)}");
        Assert.Equal(
            "第3行太长，不像是表格；多半是引号不成对，请核对后另存为“CSV UTF-8”再导入", file.Refusal(SheetKind.Roster));
    }
}
