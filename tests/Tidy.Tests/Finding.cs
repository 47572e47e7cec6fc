namespace Disbursement.Tidy.Tests;

/// <summary>What a tidy test says when it fails: how to mend it, then where.</summary>
static class Finding
{
    public static void None(IEnumerable<string> found, string mend)
    {
        var places = found.ToArray();
        Assert.True(places.Length == 0, $"{mend}\n  {string.Join("\n  ", places)}");
    }
}
