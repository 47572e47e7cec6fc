namespace Disbursement.Jobs.Intake.Sheets;

/// <summary>A sheet of one row, typed at the counter: from here on nothing knows that there was no file.</summary>
internal sealed class TypedRow(string[] header, string[] cells) : ISheetRows
{
    private int read;

    public IReadOnlyList<string> Notices => [];

    public bool IsHiddenColumn(int index) => false;

    public bool Read(SheetHeader header, out SheetRow row)
    {
        row = new SheetRow(read, read == 0 ? HeaderTexts : cells, header, null);
        return read++ < 2;
    }

    public void Dispose()
    {
    }

    private string[] HeaderTexts => header;
}
