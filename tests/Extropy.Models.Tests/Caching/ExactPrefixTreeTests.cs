using CsCheck;
using Extropy.Models.Caching;

namespace Extropy.Models.Tests.Caching;

public sealed class ExactPrefixTreeTests
{
    [Fact]
    public void LongestPrefix_AnySequences_EqualsBruteForce() =>
        Gen.Int[0, 2].Array[0, 12].List[1, 20].Sample(sequences =>
        {
            var tree = new ExactPrefixTree();
            for (int i = 0; i < sequences.Count; i++)
            {
                int expected = sequences.Take(i).Select(known => sequences[i].AsSpan().CommonPrefixLength(known)).DefaultIfEmpty(0).Max();
                Assert.Equal(expected, tree.LongestPrefix(sequences[i]));
                tree.Add(sequences[i]);
            }
        });
}
