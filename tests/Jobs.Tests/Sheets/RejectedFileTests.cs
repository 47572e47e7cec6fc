using System.Text;
using Disbursement.Jobs.Intake.Sheets;

namespace Disbursement.Jobs.Tests.Sheets;

public sealed class RejectedFileTests
{
    private const string Text = "某县名册\n身份证号,姓名,优抚类别,起发年月,备注\n"
        + SheetFile.IdNumber + ",张三,烈士遗属,2020-01,\n"
        + SheetFile.IdNumber + ",=张三,烈士遗属,2020-01,\"a,\"\"b\"\n";

    [Fact]
    public void Rows_sent_back_stand_as_they_were_behind_line_column_and_reason()
    {
        using var file = new SheetFile(Text);
        var path = Reject(file.Path);
        Assert.Equal(file.Path + ".rejected.csv", path);
        Assert.Equal(
            "\uFEFF行号,列,原因,身份证号,姓名,优抚类别,起发年月,备注\r\n"
            + "4,姓名,这一格以“=”开头，不是姓名," + SheetFile.IdNumber + ",\"'=张三\",烈士遗属,2020-01,\"a,\"\"b\"\r\n",
            Encoding.UTF8.GetString(File.ReadAllBytes(path)));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Corrected_it_comes_in_again_as_it_is()
    {
        using var file = new SheetFile(Text);
        var path = Reject(file.Path);
        var again = Reject(path);
        Assert.Equal(
            File.ReadAllText(path).Replace("\"'=张三\"", "'=张三", StringComparison.Ordinal),
            File.ReadAllText(again));
        File.WriteAllText(path, File.ReadAllText(path).Replace("'=张三", "张三", StringComparison.Ordinal));
        using var reading = RosterSheet.Read(path, SheetFile.Today);
        Assert.Equal("张三", Assert.Single(reading.Entries()).Row!.Name);
        Assert.Equal(["这些列系统不用，已忽略：备注"], reading.Notices);
    }

    [Fact]
    public void The_reason_of_a_rejected_change_is_not_taken_for_the_officers_reason()
    {
        using var file = new SheetFile($"身份证号,变动类型,生效日期,文号,原因\n{SheetFile.IdNumber},恢复,2026-03-01,决1,停错了\n");
        using var reading = ChangeSheet.Read(file.Path, SheetFile.Today);
        var path = Write(file.Path, reading);
        File.WriteAllText(path, File.ReadAllText(path).Replace("决1,停错了", "决1,刑满", StringComparison.Ordinal));
        using var corrected = ChangeSheet.Read(path, SheetFile.Today);
        Assert.Equal("刑满", Assert.Single(corrected.Entries()).Row!.Reason);
    }

    [Fact]
    public void It_appears_whole_or_not_at_all()
    {
        using var file = new SheetFile(Text);
        var folder = Path.GetDirectoryName(file.Path)!;
        using (var reading = RosterSheet.Read(file.Path, SheetFile.Today))
        using (var rejected = RejectedFile.Create(file.Path + ".rejected.csv", reading.Header))
            rejected.Add(reading.Entries().First(entry => entry.Rejection is not null).Rejection!);
        Assert.Single(Directory.GetFiles(folder));
        using (var reading = RosterSheet.Read(file.Path, SheetFile.Today))
        using (var rejected = RejectedFile.Create(file.Path + ".rejected.csv", reading.Header))
            rejected.Finish();
        Assert.Single(Directory.GetFiles(folder));
    }

    private static string Reject(string path)
    {
        using var reading = RosterSheet.Read(path, SheetFile.Today);
        return Write(path, reading);
    }

    private static string Write<T>(string path, SheetReading<T> reading) where T : class
    {
        using var rejected = RejectedFile.Create(path + ".rejected.csv", reading.Header);
        foreach (var entry in reading.Entries())
            if (entry.Rejection is { } rejection) rejected.Add(rejection);
        rejected.Finish();
        return path + ".rejected.csv";
    }
}
