using System.Numerics;
using CsCheck;
using Extropy.Evolution.Problems.Exact;

namespace Extropy.Evolution.Tests.Problems.Exact;

public sealed class IntegerRootTests
{
    [Fact]
    public void Floor_OfAnyNumber_IsTheLastWhoseSquareFits() => Gen.ULong.Select(Gen.Int[0, 300]).Sample((low, shift) =>
    {
        BigInteger square = (BigInteger)low << shift;
        BigInteger root = IntegerRoot.Floor(square);
        return root * root <= square && (root + 1) * (root + 1) > square;
    });

    [Fact]
    public void Floor_OfSmallNumbers_IsExact() =>
        Assert.Equal([0, 1, 1, 1, 2, 2, 2, 2, 2, 3], Enumerable.Range(0, 10).Select(square => (int)IntegerRoot.Floor(square)));
}
