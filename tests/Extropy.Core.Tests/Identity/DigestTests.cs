using CsCheck;
using Extropy.Core.Identity;

namespace Extropy.Core.Tests.Identity;

public sealed class DigestTests
{
    [Fact]
    public void Of_Bytes_IsTheFirstHalfOfSha256() => // FIPS 180-2, "abc": ba7816bf 8f01cfea 414140de 5dae2223 …
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223", Digest.Of("abc"u8).ToString());

    [Fact]
    public void FromBytes_AfterWriteTo_IsTheSame() =>
        Gen.Select(Gen.ULong, Gen.ULong).Sample((high, low) => Digest.FromBytes(new Digest(high, low).ToArray()) == new Digest(high, low));

    [Fact]
    public void FromBytes_TooShort_IsRefused() => Assert.Throws<ArgumentException>(() => Digest.FromBytes(new byte[15]));

    [Fact]
    public void CompareTo_AnyTwo_FollowsTheHexadecimalText() =>
        Gen.Select(Gen.ULong[0, 3], Gen.ULong, Gen.ULong[0, 3], Gen.ULong).Sample((high, low, otherHigh, otherLow) =>
        {
            Digest left = new(high, low), right = new(otherHigh, otherLow);
            return Math.Sign(left.CompareTo(right)) == Math.Sign(string.CompareOrdinal(left.ToString(), right.ToString()));
        });

    [Fact]
    public void Derive_NamesAndNumbers_AllDiffer()
    {
        Digest parent = Digest.Of("parent");
        Digest[] family = 
        [
            parent, parent.Derive("1"), parent.Derive(1), parent.Derive(2), parent.Derive(""),
            parent.Derive(1).Derive(2), parent.Derive(2).Derive(1),
        ];

        Assert.Equal(family.Length, family.Distinct().Count());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void Derive_ByNumber_EqualsTheBuilder(long number)
    {
        Digest parent = Digest.Of("parent");
        using var builder = new DigestBuilder();

        Assert.Equal(builder.Add(parent).Add(number).Build(), parent.Derive(number));
    }
}
