namespace Disbursement.Domain.Payouts;

/// <content>owed − paid of one position while a month is worked out.</content>
public sealed partial class Assessment
{
    private Delta DeltaAt(short category, short component)
    {
        foreach (var delta in deltas)
        {
            if (delta.Category == category && delta.Component == component) return delta;
        }

        var added = new Delta(category, component);
        deltas.Add(added);
        return added;
    }

    private sealed class Delta(short category, short component)
    {
        public short Category { get; } = category;

        public short Component { get; } = component;

        public long Fen { get; set; }

        public int StandardId { get; init; }

        public bool SetAside { get; init; }

        public short Ordinal { get; set; }

        public bool LastCameBack { get; set; }

        public Block Reason { get; set; }
    }
}
