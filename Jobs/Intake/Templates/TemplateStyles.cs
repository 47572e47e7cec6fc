using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Disbursement.Jobs.Intake.Templates;

/// <summary>The few looks that the cells of a template have, by their number in the workbook.</summary>
internal static class TemplateStyles
{
    public const uint Plain = 0;
    public const uint Title = 4;
    public const uint Heading = 5;

    private const uint OwnDateFormat = 164;
    private const uint TextFormat = 49;
    private const uint TwoDecimals = 2;

    public static uint Of(CellForm form) => form switch
    {
        CellForm.Text => 1,
        CellForm.Date => 2,
        _ => 3,
    };

    public static Stylesheet Sheet() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = OwnDateFormat, FormatCode = "yyyy\\-mm\\-dd" }),
        new Fonts(Face(bold: false, 11), Face(bold: true, 14), Face(bold: true, 11)),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFDDEBF7" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border(), Thin()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat { FontId = 0, FillId = 0, BorderId = 0 },
            Format(TextFormat), Format(OwnDateFormat), Format(TwoDecimals),
            new CellFormat { FontId = 1, FillId = 0, BorderId = 0, ApplyFont = true },
            new CellFormat(new Alignment { Horizontal = HorizontalAlignmentValues.Center, WrapText = true })
            {
                FontId = 2, FillId = 2, BorderId = 1, ApplyFont = true, ApplyFill = true, ApplyBorder = true,
                ApplyAlignment = true, NumberFormatId = TextFormat, ApplyNumberFormat = true,
            }));

    private static Font Face(bool bold, double size)
    {
        var font = new Font();
        if (bold) font.Append(new Bold());
        font.Append(new FontSize { Val = size }, new FontName { Val = "宋体" });
        return font;
    }

    private static CellFormat Format(uint number) => new()
    {
        FontId = 0, FillId = 0, BorderId = 0, NumberFormatId = number, ApplyNumberFormat = true,
    };

    private static Border Thin() => new(
        new LeftBorder { Style = BorderStyleValues.Thin }, new RightBorder { Style = BorderStyleValues.Thin },
        new TopBorder { Style = BorderStyleValues.Thin }, new BottomBorder { Style = BorderStyleValues.Thin });
}
