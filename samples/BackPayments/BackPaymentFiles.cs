using System.Globalization;
using Disbursement.Domain;
using Disbursement.Domain.BackPayments;
using Disbursement.Domain.Reconciliation;
using Disbursement.Samples.Counties;

namespace Disbursement.Samples.BackPayments;

/// <summary>Writes the files; each streams.</summary>
internal static class BackPaymentFiles
{
    public static void WriteContribution(TextWriter writer)
    {
        var csv = new Csv(writer);
        csv.Row("地区", "险种", "月平均工资", "单位费率", "个人费率", "生效日期", "文号");
        foreach (var row in Tariff.Rows)
        {
            csv.Field(row.Area).Field(row.Insurance.Label()).Field(Yuan(row.WageFen)).Field($"{row.UnitPercent}%")
                .Field($"{row.PersonalPercent}%").Field(row.From).Field(row.Document).End();
        }
    }

    public static void WriteCases(TextWriter writer, IEnumerable<CaseSheet> sheets)
    {
        var csv = new Csv(writer);
        csv.Row(
            "案件号", "身份证号", "姓名", "安置地", "参保地", "入伍日期", "退役日期", "出生日期", "险种", "类型", "起", "止", "单位名称",
            "信用代码", "单位部分承担", "困难", "受理日期", "依据文号", "撤销");
        foreach (var sheet in sheets)
        {
            var person = sheet.Person;
            foreach (var row in sheet.Segments.OrderBy(s => s.Insurance).ThenBy(s => s.From.Index))
            {
                csv.Field(sheet.Number).Field(person.IdNumber).Field(person.Name).Field(sheet.PlacementArea)
                    .Field(sheet.InsuredArea).Field(person.EnlistedOn).Field(person.DischargedOn).Field(person.Born)
                    .Field(row.Insurance.Label()).Field(row.Kind.Label()).Field(row.From.ToString())
                    .Field(row.To.ToString()).Field(row.Employer?.Name).Field(row.Employer?.CreditCode)
                    .Field(row.UnitPayer.Label()).Field(sheet.Hardship.Label()).Field(sheet.AppliedOn)
                    .Field($"云安置〔{person.DischargedOn.Year}〕{sheet.Index + 1}号（虚构）").Field("").End();
            }
        }
    }

    public static void WriteCoverage(
        TextWriter writer, IEnumerable<CaseSheet> sheets, Func<Lane, IEnumerable<PayMonth>> of)
    {
        var csv = new Csv(writer);
        csv.Row("id_number", "insurance", "month");
        foreach (var lane in sheets.SelectMany(s => s.Lanes))
        {
            foreach (var month in of(lane).OrderBy(m => m.Index))
            {
                csv.Field(lane.Sheet.Person.IdNumber).Field(lane.Insurance.Label()).Field(month.ToString()).End();
            }
        }
    }

    public static void WriteDecisions(
        TextWriter writer, IEnumerable<CaseSheet> sheets, Func<CaseSheet, IEnumerable<DecisionRow>> of)
    {
        var csv = new Csv(writer);
        csv.Row("案件号", "决定", "日期", "文号", "原因", "险种", "起", "止");
        foreach (var sheet in sheets)
        {
            foreach (var row in of(sheet))
            {
                csv.Field(sheet.Number).Field(row.Step.Label()).Field(row.On).Field(row.Document).Field(row.Reason)
                    .Field(row.Insurance?.Label()).Field(row.From?.ToString()).Field(row.To?.ToString()).End();
            }
        }
    }

    public static void WriteBilling(TextWriter writer, IEnumerable<CaseSheet> sheets)
    {
        var csv = new Csv(writer);
        csv.Row(
            "case_no", "insurance", "from_month", "to_month", "base_yuan", "unit_yuan", "personal_yuan", "other_yuan",
            "other_kind", "id_number", "name", "撤销");
        foreach (var lane in sheets.SelectMany(s => s.Lanes))
        {
            foreach (var row in lane.Bills)
            {
                csv.Field(row.StrayCase ?? lane.Sheet.Number).Field(lane.Insurance.Label()).Field(row.From.ToString())
                    .Field(row.To.ToString()).Field(Yuan(row.MonthBase)).Field(Yuan(row.Unit))
                    .Field(Yuan(row.Personal)).Field(row.Charge == 0 ? "" : Yuan(row.Charge)).Field(row.ChargeKind)
                    .Field(row.IdNumber).Field(row.Name).Field("").End();
            }
        }
    }

    public static void WriteReceipts(TextWriter writer, IEnumerable<CaseSheet> sheets)
    {
        var csv = new Csv(writer);
        csv.Row(
            "receipt_no", "case_no", "insurance", "from_month", "to_month", "payer", "amount_yuan", "paid_on", "撤销");
        foreach (var lane in sheets.SelectMany(s => s.Lanes))
        {
            foreach (var row in lane.Receipts)
            {
                csv.Field(row.Number).Field(row.StrayCase ?? lane.Sheet.Number).Field(lane.Insurance.Label())
                    .Field(row.From.ToString()).Field(row.To.ToString()).Field(row.Payer.Label())
                    .Field(Yuan(row.Fen)).Field(row.PaidOn).Field("").End();
            }
        }
    }

    public static void WritePostings(TextWriter writer, IEnumerable<CaseSheet> sheets)
    {
        var csv = new Csv(writer);
        csv.Row(
            "id_number", "insurance", "month", "base_yuan", "unit_yuan", "personal_yuan", "serial", "posted_on", "姓名");
        var serial = 0;
        foreach (var lane in sheets.SelectMany(s => s.Lanes))
        {
            foreach (var row in lane.Postings.OrderBy(p => p.Month.Index))
            {
                if (row.InTwoRows)
                {
                    WritePosting(csv, lane.Insurance, row, row.Unit, 0, ++serial);
                    WritePosting(csv, lane.Insurance, row, 0, row.Personal, ++serial);
                }
                else WritePosting(csv, lane.Insurance, row, row.Unit, row.Personal, ++serial);
            }
        }
    }

    public static void WriteRefunds(TextWriter writer, IEnumerable<CaseSheet> sheets)
    {
        var csv = new Csv(writer);
        csv.Row(
            "receipt_no", "case_no", "insurance", "from_month", "to_month", "payer", "amount_yuan", "reason",
            "refunded_on");
        foreach (var lane in sheets.SelectMany(s => s.Lanes))
        {
            foreach (var row in lane.Refunds)
            {
                csv.Field(row.Of.Number).Field(row.StrayCase ?? lane.Sheet.Number).Field(lane.Insurance.Label())
                    .Field(row.From.ToString()).Field(row.To.ToString()).Field(row.Payer.Label())
                    .Field(Yuan(row.Fen)).Field(row.Reason).Field(new DateOnly(2026, 4, 15)).End();
            }
        }
    }

    private static void WritePosting(
        Csv csv, Insurance insurance, PostingRow row, long unit, long personal, int serial) =>
        csv.Field(row.IdNumber).Field(insurance.Label()).Field(row.Month.ToString()).Field(Yuan(row.MonthBase))
            .Field(Yuan(unit)).Field(Yuan(personal))
            .Field(serial.ToString("0000000000", CultureInfo.InvariantCulture)).Field(new DateOnly(2026, 4, 10))
            .Field(row.Name).End();

    private static string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100}.{fen % 100:00}");
}
