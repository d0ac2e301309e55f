namespace Extropy.Core.Tests.Statistics;

/// <summary>All subsets of a size, for estimators that average over them.</summary>
internal static class Subsets
{
    public static IEnumerable<int[]> Of(int count, int size) =>
        from set in Enumerable.Range(0, 1 << count)
        let members = Enumerable.Range(0, count).Where(i => (set >> i & 1) == 1).ToArray()
        where members.Length == size
        select members;
}
