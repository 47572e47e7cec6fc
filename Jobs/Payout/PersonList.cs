using Disbursement.Domain.People;
using Disbursement.Jobs.Intake;
using Disbursement.Jobs.Intake.Sheets;
using Disbursement.Jobs.Running;
using Npgsql;

namespace Disbursement.Jobs.Payout;

/// <summary>名单: the people of a file, each with its line. One bad row and nobody is worked out.</summary>
internal sealed class PersonList
{
    /// <summary>More than these are not read by anybody; the rest shows when they are mended.</summary>
    private const int MostShown = 20;

    private readonly List<ListedPerson> people;

    private PersonList(string file, List<ListedPerson> people)
    {
        File = file;
        this.people = people;
    }

    /// <summary>Its name without folder.</summary>
    public string File { get; }

    /// <exception cref="Refused">It cannot be read, or a row of it is no identity number.</exception>
    public static PersonList Read(string path, DateOnly today)
    {
        var file = Path.GetFileName(path);
        if (!System.IO.File.Exists(path))
            throw new Refused($"{(Directory.Exists(path) ? "这是目录，不是文件" : "没有这个文件")}：{path}。"
                + "--only 后面写 returned（退回的）、released（解除暂缓的），或者名单文件。");
        var people = new List<ListedPerson>();
        var faults = new List<(int, string)>();
        try
        {
            using var sheet = PersonListSheet.Read(path, today);
            foreach (var entry in sheet.Entries())
            {
                if (entry.Rejection is { } bad) faults.Add((bad.LineNumber, $"{bad.Column}：{bad.Reason}"));
                else people.Add(entry.Row!);
            }
        }
        catch (SheetRefusedException refused)
        {
            throw new Refused($"{file}：{refused.Message}");
        }

        if (faults.Count > 0) throw Bad(file, faults);
        if (people.Count == 0) throw new Refused($"{file}里一个人也没有，没有测算。每行写一个身份证号，再执行一次。");
        return new PersonList(file, people);
    }

    /// <summary>Who they are, in order, each once: an old and a new number may be the same person.</summary>
    /// <exception cref="Refused">Somebody is not on the roster.</exception>
    public async Task<int[]> Find(NpgsqlConnection connection, CancellationToken stop)
    {
        var serials = await PersonStore.Serials(
            connection, [.. people.Select(p => p.IdNumber).Distinct(StringComparer.Ordinal)], stop);
        var strangers = people.Where(p => !serials.ContainsKey(p.IdNumber)).Select(p => (p.LineNumber,
            "身份证号：" + RejectionReason.PersonUnknown("这个人", IdentityNumber.Tail(p.IdNumber)))).ToList();
        if (strangers.Count > 0) throw Bad(File, strangers);
        return [.. serials.Values.Distinct().Order()];
    }

    private static Refused Bad(string file, List<(int Line, string Reason)> faults) => new(
        $"{file}有{faults.Count}行不能用，一个人也没有测算：\n"
        + string.Join('\n', faults.Take(MostShown).Select(f => $"  第{f.Line}行，{f.Reason}"))
        + (faults.Count > MostShown ? $"\n  ……还有{faults.Count - MostShown}行" : "") + "\n改好名单，再执行一次。");
}
