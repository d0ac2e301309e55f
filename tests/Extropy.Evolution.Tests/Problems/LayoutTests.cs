using Extropy.Evolution.Problems;

namespace Extropy.Evolution.Tests.Problems;

public sealed class LayoutTests
{
    [Fact]
    public void Layout_SameNumbers_AreEqual()
    {
        Layout one = new(2, 2, [0, 0.1, double.NaN, 1]), other = new(2, 2, [0, 0.1, double.NaN, 1]);

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Layout_OneUlpApart_Differ()
    {
        Layout one = new(1, 2, [0, 0.1]), other = new(1, 2, [0, Math.BitIncrement(0.1)]);

        Assert.NotEqual(one, other);
        Assert.Equal(0.1, one[0, 1]);
    }
}
