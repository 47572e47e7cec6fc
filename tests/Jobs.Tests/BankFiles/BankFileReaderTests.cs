using System.Text;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Tests.BankFiles;

/// <summary>A damaged file per rule; each must be refused with its own message.</summary>
public sealed class BankFileReaderTests : IDisposable
{
    private static readonly string First = RowId.For("510210", 12, 1, 1);
    private static readonly string Second = RowId.For("510210", 12, 1, 2);
    private readonly SampleFiles sample = new();

    public void Dispose() => sample.Dispose();

    [Fact]
    public async Task What_was_written_is_read_back_the_same()
    {
        foreach (var banks in BankProfile.All.Select(p => SampleFiles.Of(p.Name)))
        {
            using var own = new SampleFiles();
            var file = (await own.Export(banks)).Files[0];

            var read = BankFileReader.Read(
                Path.Combine(own.Bank, file.Name), BankProfile.Named(file.Profile), SampleFiles.NoneSeen());

            Assert.Equal((5, 101950, file.AccountHash), (read.Count, read.SumFen, read.AccountHash));
            read.MustBe(file.Name, 5, 101950, file.AccountHash);
            Differs("应有4笔，读回5笔", () => read.MustBe("f", 4, 101950, file.AccountHash));
            Differs("合计应为0.01元，读回1,019.50元", () => read.MustBe("f", 5, 1, file.AccountHash));
            Differs("账号控制数应为0", () => read.MustBe("f", 5, 101950, "0"));
        }
    }

    [Theory]
    [InlineData("|1005.01|", "|1005.010|", "第1笔：金额“1005.010”不是两位小数")]
    [InlineData("|1005.01|", "|1.00501E3|", "不是两位小数")]
    [InlineData("|1005.01|", "|1,005.01|", "不是两位小数")]
    [InlineData("|1005.01|", "|0.00|", "金额不大于0")]
    [InlineData("|1005.01|", "|-1.00|", "不是两位小数")]
    [InlineData("SECOND", "FIRST", "第2笔：行号“FIRST”重复")]
    [InlineData("|王珅|", "|王|珅|", "应有7栏，读到8栏")]
    [InlineData("|王珅|", "||", "户名为空")]
    [InlineData("|0062170012345678901|", "||", "账号为空")]
    [InlineData("|510210001\r\n", "|510210001\n", "行尾不对")]
    [InlineData("51021000012010000000", "51021000013010000000", "校验位不对")]
    public async Task A_damaged_pipe_file_is_refused(string from, string to, string why) =>
        Refused("rcb-pipe", Damaged(await Written(SampleFiles.Pipe), from, to), Ids(why));

    [Fact]
    public async Task A_truncated_or_broken_pipe_file_is_refused()
    {
        var whole = await Written(SampleFiles.Pipe);

        Refused("rcb-pipe", whole[..^2], "被截断");
        Refused("rcb-pipe", whole[..^30], "被截断");
        // Cut in the middle of a character.
        Refused("rcb-pipe", whole[..25], "不是GB18030的字节");
        Refused("rcb-pipe", [.. whole[..^2], 0xFF, 0x0D, 0x0A], "不是GB18030的字节");
    }

    [Fact]
    public void A_row_of_another_run_is_refused()
    {
        var row = $"{RowId.For("510210", 13, 1, 1)}|王珅|510210195001010019|1.00|0001301|00012345678|510210001\r\n";

        Refused("rcb-pipe", CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!.GetBytes(row), "不是本单位本批次本次的");
    }

    [Theory]
    [InlineData("|1|101950|5|", "|1|101951|5|", "文件头合计写的是“101951”，实为101950")]
    [InlineData("|1|101950|5|", "|1|101950|6|", "文件头笔数写的是“6”，实有5笔")]
    [InlineData("|1|101950|5|", "|1|0101950|5|", "文件头合计写的是“0101950”")]
    [InlineData("|1|101950|5|", "|1||5|", "文件头第4行")]
    [InlineData("#明细指令信息", "#明细", "文件头第5行")]
    [InlineData("|100501|", "|1005.01|", "第1笔：金额“1005.01”不是整数的分")]
    [InlineData("|100501|", "|0100501|", "不是整数的分")]
    [InlineData("|100501|", "|-100501|", "不是整数的分")]
    [InlineData("|100501|", "|0|", "金额不大于0")]
    [InlineData("RMB|20260319|2|", "RMB|20260319|3|", "第2笔：顺序号是“3”，应为2")]
    [InlineData("RMB|20260319|2|", "RMB|20260318|2|", "日期“20260318”与文件头的“20260319”不同")]
    [InlineData("RMB|20260319|2|", "USD|20260319|2|", "Currency栏是“USD”，应为“RMB”")]
    [InlineData("2|00881234567890|", "2|00881234567891|", "付款账号为空或与上一笔不同")]
    [InlineData("|优抚资金|FIRST|1|", "|优抚资金|FIRST|1", "应有11栏")]
    [InlineData("SECOND", "FIRST", "第2笔：行号“FIRST”重复")]
    [InlineData("|王珅|", "|王|珅|", "应有11栏")]
    [InlineData("|王珅|", "||", "户名为空")]
    [InlineData("*\r\n", "", "没有结束标志“*”")]
    [InlineData("*\r\n", "*\r\n*\r\n", "结束标志后面还有内容")]
    [InlineData("*\r\n", "*\n", "行尾不对")]
    public async Task A_damaged_headed_file_is_refused(string from, string to, string why) =>
        Refused("icbc-hash", Damaged(await Written(SampleFiles.Headed), from, to), Ids(why));

    [Theory]
    [InlineData("1005.01 ", "1005.010", "金额“1005.010”不是两位小数")]
    [InlineData("1005.01", "-005.01", "不是两位小数")]
    [InlineData("1005.01", "0000.00", "金额不大于0")]
    [InlineData("王珅 ", " 王珅", "有一栏不是从左边写起的")]
    [InlineData("王珅", "王", "行尾不在该在的字节上")]
    [InlineData("王珅", "    ", "户名为空")]
    [InlineData("SECOND", "FIRST", "第2笔：行号“FIRST”重复")]
    public async Task A_damaged_fixed_file_is_refused(string from, string to, string why) =>
        Refused("abc-fixed", Damaged(await Written(SampleFiles.Fixed), from, to), Ids(why));

    [Fact]
    public async Task A_truncated_headed_or_fixed_file_is_refused()
    {
        var headed = await Written(SampleFiles.Headed);
        using var other = new SampleFiles();
        var manifest = await other.Export(SampleFiles.Fixed, SampleFiles.GoldenRows("abc-fixed"));
        var whole = await File.ReadAllBytesAsync(
            Path.Combine(other.Bank, manifest.Files[0].Name), TestContext.Current.CancellationToken);

        Refused("icbc-hash", headed[..^1], "没有行尾");
        Refused("icbc-hash", headed[..40], "被截断");
        Refused("icbc-hash", [], "文件头不完整");
        Refused("abc-fixed", whole[..^2], "被截断");
        Refused("abc-fixed", whole[1..], "行尾不在该在的字节上");
        // A byte of a character of four bytes lost, and the width kept: what is left is no character.
        var cut = whole.ToArray();
        var rare = cut.AsSpan().IndexOf<byte>([0x99, 0x33, 0xC3, 0x36]);
        cut[rare + 3] = (byte)' ';
        Refused("abc-fixed", cut, "不是GB18030的字节");
    }

    [Theory]
    [InlineData("<CtrlSum>1019.50</CtrlSum>", "<CtrlSum>1019.51</CtrlSum>", "合计写的是“1019.51”，实为1019.50")]
    [InlineData("<NbOfTxs>5</NbOfTxs>", "<NbOfTxs>6</NbOfTxs>", "笔数写的是“6”，实有5笔")]
    [InlineData("<CtrlSum>1019.50</CtrlSum>", "", "合计写的是“”")]
    [InlineData(">1005.01<", ">1005.010<", "不是两位小数")]
    [InlineData("Ccy=\"CNY\">1005.01<", "Ccy=\"RMB\">1005.01<", "币种“RMB”不是CNY")]
    [InlineData("SECOND", "FIRST", "第2笔：行号“FIRST”重复")]
    [InlineData("<MmbId>402651099998<", "<MmbId>ABC<", "联行号“ABC”不是12位数字")]
    [InlineData("<Cd>CNAPS<", "<Cd>CNCIP<", "不是CNAPS")]
    [InlineData("<Purp><Cd>GWLT<", "<Purp><Cd>ZZZZ<", "用途代码“ZZZZ”")]
    [InlineData("<CtgyPurp><Cd>SSBE<", "<CtgyPurp><Cd>ZZZZ<", "用途大类“ZZZZ”")]
    [InlineData("<Cdtr><Nm>王珅</Nm></Cdtr>", "", "户名为空")]
    [InlineData("<Purp><Cd>GWLT</Cd></Purp>", "", "用途代码“”")]
    [InlineData("pain.001.001.09", "pain.001.001.03", "不属于pain.001.001.09")]
    [InlineData("</Document>", "", "不是完整的XML")]
    public async Task A_damaged_pain_file_is_refused(string from, string to, string why) =>
        Refused("iso-pain", Damaged(await Written(SampleFiles.Pain), from, to, Encoding.UTF8), Ids(why));

    [Fact]
    public async Task Either_level_of_totals_alone_is_checked()
    {
        var text = Encoding.UTF8.GetString(await Written(SampleFiles.Pain));
        const string total = "<NbOfTxs>5</NbOfTxs>";
        var group = text.IndexOf(total, StringComparison.Ordinal);
        var payment = text.LastIndexOf(total, StringComparison.Ordinal);

        Refused("iso-pain", At(group), "报文头笔数");
        Refused("iso-pain", At(payment), "付款信息笔数");

        byte[] At(int place) => Encoding.UTF8.GetBytes(text.Remove(place + 9, 1).Insert(place + 9, "4"));
    }

    [Fact]
    public async Task A_document_type_is_never_followed() =>
        Refused("iso-pain", Damaged(
            await Written(SampleFiles.Pain), "<Document ", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///x\">]><Document ",
            Encoding.UTF8), "不是完整的XML");

    private static void Differs(string why, Action act) =>
        Assert.Contains(why, Assert.Throws<BankFileRefused>(act).Message);

    private static string Ids(string text) => text
        .Replace("FIRST", First, StringComparison.Ordinal).Replace("SECOND", Second, StringComparison.Ordinal);

    private async Task<byte[]> Written(PayingBanks banks)
    {
        var manifest = await sample.Export(banks);
        return await File.ReadAllBytesAsync(
            Path.Combine(sample.Bank, manifest.Files[0].Name), TestContext.Current.CancellationToken);
    }

    private static byte[] Damaged(byte[] bytes, string from, string to, Encoding? encoding = null)
    {
        encoding ??= CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var text = encoding.GetString(bytes);
        Assert.Contains(Ids(from), text);
        return encoding.GetBytes(text.Replace(Ids(from), Ids(to), StringComparison.Ordinal));
    }

    private BankFileReading Read(string profile, byte[] bytes)
    {
        var path = Path.Combine(sample.Folder, "damaged");
        File.WriteAllBytes(path, bytes);
        return BankFileReader.Read(path, BankProfile.Named(profile), SampleFiles.NoneSeen());
    }

    private void Refused(string profile, byte[] bytes, string why)
    {
        var refused = Assert.Throws<BankFileRefused>(() => Read(profile, bytes));
        Assert.Contains(why, refused.Message);
        Assert.DoesNotContain("0062170012345678901", refused.Message);
    }
}
