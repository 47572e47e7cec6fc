namespace Disbursement.Samples.Counties;

/// <summary>Choices drawn by whole-number weights.</summary>
public sealed class Weighted<T>
{
    private readonly T[] slots;

    public Weighted(params (T Choice, int Weight)[] rows)
    {
        slots = new T[rows.Sum(row => row.Weight)];
        var at = 0;
        foreach (var (choice, weight) in rows)
        {
            Array.Fill(slots, choice, at, weight);
            at += weight;
        }
    }

    public T Draw(ref Dice dice) => slots[dice.Below(slots.Length)];
}
