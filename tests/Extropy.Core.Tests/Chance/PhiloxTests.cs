using Extropy.Core.Chance;

namespace Extropy.Core.Tests.Chance;

/// <summary>Known answers published with the generator (Random123, kat_vectors).</summary>
public sealed class PhiloxTests
{
    [Fact]
    public void Block_OfZeros_IsThePublishedVector() =>
        Assert.Equal(
            (0x16554d9eca36314cUL, 0xdb20fe9d672d0fdcUL, 0xd7e772cee186176bUL, 0x7e68b68aec7ba23bUL),
            Philox.Block(0, 0, 0, 0, 0, 0));

    [Fact]
    public void Block_OfOnes_IsThePublishedVector() =>
        Assert.Equal(
            (0x87b092c3013fe90bUL, 0x438c3c67be8d0224UL, 0x9cc7d7c69cd777b6UL, 0xa09caebf594f0ba0UL),
            Philox.Block(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, ulong.MaxValue));
}
