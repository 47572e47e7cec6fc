using System.Text;
using Disbursement.Domain.Payouts;
using Disbursement.Jobs.BankFiles;

namespace Disbursement.Jobs.Tests.BankFiles;

/// <summary>Result files as each bank writes them, and what is read from them.</summary>
public sealed class ResultReaderTests : IDisposable
{
    private static readonly string One = RowId.For("999001", 7, 1, 21);
    private static readonly string Two = RowId.For("999001", 7, 1, 22);
    private static readonly string Three = RowId.For("999001", 7, 1, 23);

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("disburse-results-");

    static ResultReaderTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_list_of_icbc_says_success_failure_with_its_reason_and_what_was_booked_in_part()
    {
        var read = Read("icbc-hash", "结果.txt", $"""
            [BatchPayDetail]
            查询时间：2026-01-12 10:00:00
            #序号|币种|收款账号|收款单位名称|金额|实处理金额|用途|网上银行状态|用户备注|流水|
            1|RMB|6222000000000000011|王珅|726.00元|726.00元|优抚资金|处理成功|{One}|SN1|
            2|RMB|6222000000000000012|李億|1,005.01元|0.00元|优抚资金|处理失败：账号、户名不符|{Two}|SN2|
            3|RMB|6222000000000000013|阿卜杜拉·买买提|240.00元|40.00元|优抚资金|处理成功|{Three}|SN3|
            *
            """);
        Assert.Equal(
            ["Paid 726.00 726.00 SN1 ", "Failed 1005.01 0.00 SN2 账号、户名不符", "Paid 240.00 40.00 SN3 "],
            read.Rows.Select(r => $"{r.Outcome} {Yuan(r.Fen)} {Yuan(r.CreditedFen)} {r.BankSerial} {r.ReasonText}"));
        Assert.Equal(["王珅", "李億", "阿卜杜拉·买买提"], read.Rows.Select(r => r.Name));
    }

    [Fact]
    public void The_list_of_abc_has_S_E_and_P_and_may_name_a_new_account()
    {
        var read = Read("abc-fixed", "结果.txt",
            $"1|S|622800001|王珅|726.00|{One}||622800009\r\n2|E|622800002|李億|8.70|{Two}|已销户\r\n"
            + $"3|P|622800003|王瑋|0.29|{Three}|\r\n");
        Assert.Equal(
            ["Paid  622800009", "Failed 已销户 ", "Unknown  "],
            read.Rows.Select(r => $"{r.Outcome} {r.ReasonText} {r.NewAccount}"));
        Assert.Equal([72600L, 870, 29], read.Rows.Select(r => r.Fen!.Value));
    }

    [Fact]
    public void A_file_of_success_or_failure_says_so_by_its_name()
    {
        var row = $"{One}|王珅|999001195001010011|726.00|0000701|6299980900000000015";
        Assert.Equal(Outcome.Paid, Read("rcb-pipe", "回盘_S.TXT", row + "\r\n").Rows[0].Outcome);
        Assert.Equal((Outcome.Failed, "账号不存在"), Of(Read("rcb-pipe", "回盘_f.txt", row + "|账号不存在\r\n").Rows[0]));
        Assert.Contains("文件名要以“_S”（成功）或“_F”（失败）结尾", Refused("rcb-pipe", "回盘.txt", row));

        static (Outcome, string?) Of(ResultRow read) => (read.Outcome, read.ReasonText);
    }

    [Fact]
    public void Of_pain_002_the_rows_that_are_listed_and_what_it_says_of_the_others()
    {
        var accepted = Read("iso-pain", "p.xml", Pain("ACCC", (One, "RJCT", "AC04"), (Two, "ACSC", null)));
        Assert.Equal(["Failed AC04", "Paid "], accepted.Rows.Select(r => $"{r.Outcome} {r.ReasonText}"));
        Assert.Equal(("M1", Outcome.Paid), (accepted.MessageId, accepted.Rest));
        // Beside PART, and while the bank is still at it, what is not listed is unknown.
        Assert.Null(Read("iso-pain", "p.xml", Pain("PART", (One, "RJCT", "BE01"))).Rest);
        Assert.Null(Read("iso-pain", "p.xml", Pain("ACSP", (One, "PDNG", null))).Rest);
        Assert.Equal(Outcome.Unknown, Read("iso-pain", "p.xml", Pain("ACSP", (One, "PDNG", null))).Rows[0].Outcome);
        Assert.Equal(Outcome.Paid, Read("iso-pain", "p.xml", Pain("ACCC")).Rest);
        Assert.Contains("银行整批退回", Refused("iso-pain", "p.xml", Pain("RJCT")));
        Assert.Contains("不是pain.002.001.10", Refused(
            "iso-pain", "p.xml", Pain("ACCC").Replace("001.10", "001.03", StringComparison.Ordinal)));
        Assert.Contains("不是完整的XML", Refused("iso-pain", "p.xml", Pain("ACCC")[..^40]));
    }

    [Theory]
    [InlineData("icbc-hash", "没有表头\n", "没有找到以“#序号”开头的表头")]
    [InlineData("abc-fixed", "1|X|622800001|王珅|726.00|{0}|\n", "处理状态“X”不认识")]
    [InlineData("abc-fixed", "1|S|622800001|王珅|七百|{0}|\n", "金额“七百”看不懂")]
    [InlineData("abc-fixed", "1|S|622800001|王珅|726.00|{0}\n", "应有8栏，读到6栏")]
    public void What_cannot_be_read_is_refused_with_its_line(string profile, string text, string why) =>
        Assert.Contains(why, Refused(profile, "坏.txt", text.Replace("{0}", One, StringComparison.Ordinal)));

    [Fact]
    public void A_list_that_does_not_end_as_it_should_was_cut_and_is_refused()
    {
        var whole = $"""
            #序号|币种|收款账号|收款单位名称|金额|实处理金额|用途|网上银行状态|用户备注|流水|
            1|RMB|6222000000000000011|王珅|726.00元|726.00元|优抚资金|处理成功|{One}|SN1|
            *
            """;
        Assert.Single(Read("icbc-hash", "结果.txt", whole).Rows);
        // Between two rows, where nothing else would show it.
        Assert.Contains("没有结束标志“*”，文件被截断", Refused("icbc-hash", "结果.txt", whole[..^1]));
        Assert.Contains("结束标志“*”后面还有内容", Refused(
            "icbc-hash", "结果.txt", $"{whole}\n{whole.Split('\n')[1].Replace(One, Two, StringComparison.Ordinal)}"));
    }

    [Theory]
    [InlineData("0.29", 29), InlineData("1.15", 115), InlineData("4.35", 435), InlineData("1005.01", 100501)]
    [InlineData("8.70", 870), InlineData("1,005.01", 100501), InlineData("１００５．０１", 100501)]
    public void An_amount_is_whole_fen_and_never_a_fraction_of_one(string yuan, long fen) => Assert.Equal(
        fen, Read("abc-fixed", "结果.txt", $"1|S|622800001|王珅|{yuan}|{One}|\n").Rows[0].Fen);

    private static string Pain(string group, params (string Id, string Status, string? Reason)[] rows) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"><CstmrPmtStsRpt>
        <GrpHdr><MsgId>R1</MsgId><CreDtTm>2026-01-12T10:00:00</CreDtTm></GrpHdr>
        <OrgnlGrpInfAndSts><OrgnlMsgId>M1</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId>
        <GrpSts>{group}</GrpSts></OrgnlGrpInfAndSts>
        <OrgnlPmtInfAndSts><OrgnlPmtInfId>M1</OrgnlPmtInfId>{string.Concat(rows.Select(r =>
            $"<TxInfAndSts><OrgnlEndToEndId>{r.Id}</OrgnlEndToEndId><TxSts>{r.Status}</TxSts>"
            + (r.Reason is null ? "" : $"<StsRsnInf><Rsn><Cd>{r.Reason}</Cd></Rsn></StsRsnInf>")
            + "<OrgnlTxRef><Amt><InstdAmt Ccy=\"CNY\">726.00</InstdAmt></Amt></OrgnlTxRef></TxInfAndSts>"))}
        </OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>
        """;

    private static string? Yuan(long? fen) => fen is { } known ? Disbursement.Domain.Money.Yuan(known) : null;

    private ResultFile Read(string profile, string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, profile == "iso-pain"
            ? Encoding.UTF8.GetBytes(text)
            : Encoding.GetEncoding("GB18030").GetBytes(text));
        return ResultReader.Read(path, BankProfile.Named(profile));
    }

    private string Refused(string profile, string name, string text) =>
        Assert.Throws<BankFileRefused>(() => Read(profile, name, text)).Message;
}
