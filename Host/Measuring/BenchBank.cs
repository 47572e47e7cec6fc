using System.Globalization;
using System.Text;
using Disbursement.Domain;
using Disbursement.Domain.Funds;
using Disbursement.Domain.Policy;

namespace Disbursement.Host.Measuring;

/// <summary>The bench's finance bureau has money for anything, and its bank an answer to every row.</summary>
internal static class BenchBank
{
    /// <summary>One row in so many fails.</summary>
    private const int FailsOneIn = 50;

    private const string Reason = "账号不存在";

    private static readonly string[] Components = ["国家标准", "护理费", "核定标准", "丧葬补助"];

    static BenchBank() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>分担规则: every category and component in uneven shares, so that nearly every line has a rest.</summary>
    public static void WriteShares(TextWriter writer)
    {
        writer.WriteLine("category,component,unit,central,province,city,county,effective_from,document");
        foreach (var category in Category.All)
        {
            var unit = category.IsByServiceYears ? "service-year-year" : "year";
            foreach (var component in Components)
                writer.WriteLine($"{category.Label},{component},{unit},7,3,1,2,2020-01-01,测速");
        }
    }

    /// <summary>到位资金 of every source and purpose.</summary>
    public static void WriteFunds(TextWriter writer, int firstYear, int lastYear, DateOnly received)
    {
        writer.WriteLine("year,source,purpose,kind,amount_yuan,document,received_on");
        for (var year = firstYear; year <= lastYear; year++)
            foreach (var source in Enum.GetValues<Source>())
                foreach (var purpose in Enum.GetValues<Purpose>())
                    writer.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"{year},{source.Label()},{purpose.Label()},拨款,90000000000,测速,{received:yyyy-MM-dd}"));
    }

    /// <summary>Answers the files of a folder, as two: paid and failed.</summary>
    /// <returns>Rows of both.</returns>
    public static async Task<long> Answer(string folder, string paid, string failed, CancellationToken stop)
    {
        var encoding = Encoding.GetEncoding("GB18030");
        await using var good = new StreamWriter(paid, append: false, encoding, 65_536) { NewLine = "\r\n" };
        await using var bad = new StreamWriter(failed, append: false, encoding, 65_536) { NewLine = "\r\n" };
        var rows = 0L;
        foreach (var file in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            using var sent = new StreamReader(file, encoding);
            while (await sent.ReadLineAsync(stop) is { } line)
            {
                var said = string.Join('|', line.Split('|').Take(6));
                if (++rows % FailsOneIn == 0) await bad.WriteLineAsync($"{said}|{Reason}");
                else await good.WriteLineAsync(said);
            }
        }

        return rows;
    }
}
