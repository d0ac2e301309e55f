using CsCheck;
using Extropy.Core.Identity;

namespace Extropy.Core.Tests.Identity;

public sealed class DigestBuilderTests
{
    [Fact]
    public void Build_FieldsCutElsewhere_Differ() =>
        Gen.Select(Gen.String, Gen.String, Gen.String).Where((a, b, _) => b.Length > 0 || a.Length > 0).Sample((a, b, c) =>
            b.Length == 0 || Build(builder => builder.Add(a + b).Add(c)) != Build(builder => builder.Add(a).Add(b + c)));

    [Fact]
    public void Build_SameContentInOtherTypes_Differs()
    {
        Digest[] digests =
        [
            Build(builder => builder),
            Build(builder => builder.Add("")),
            Build(builder => builder.Add(ReadOnlySpan<byte>.Empty)),
            Build(builder => builder.Add(ReadOnlySpan<int>.Empty)),
            Build(builder => builder.Add("a")),
            Build(builder => builder.Add("a"u8)),
            Build(builder => builder.Add(1L)),
            Build(builder => builder.Add(1.0)),
            Build(builder => builder.Add([1])),
            Build(builder => builder.Add([1]).Add([2])),
            Build(builder => builder.Add([1, 2])),
            Build(builder => builder.Add(default(Digest))),
            Build(builder => builder.Add(0L).Add(0L)),
            Build(builder => builder.Add(0.0)),
            Build(builder => builder.Add(-0.0)),
        ];

        Assert.Equal(digests.Length, digests.Distinct().Count());
    }

    [Fact]
    public void Build_OrderOfFields_Matters() =>
        Assert.NotEqual(Build(builder => builder.Add("a").Add("b")), Build(builder => builder.Add("b").Add("a")));

    [Fact]
    public void Build_LongerThanTheFirstBuffer_KeepsEveryField()
    {
        string text = new('x', 5_000);

        Digest whole = Build(builder => builder.Add(1L).Add(text).Add(2L));
        Digest changedHead = Build(builder => builder.Add(0L).Add(text).Add(2L));
        Digest changedTail = Build(builder => builder.Add(1L).Add(text).Add(3L));

        Assert.Equal(3, new[] { whole, changedHead, changedTail }.Distinct().Count());
        Assert.Equal(whole, Build(builder => builder.Add(1L).Add(text).Add(2L)));
    }

    [Fact]
    public void Build_CalledTwice_ContinuesFromWhereItWas()
    {
        using var builder = new DigestBuilder();
        Digest first = builder.Add("a").Build();

        Digest second = builder.Add("b").Build();

        Assert.Equal(Build(other => other.Add("a")), first);
        Assert.Equal(Build(other => other.Add("a").Add("b")), second);
    }

    private static Digest Build(Func<DigestBuilder, DigestBuilder> fill)
    {
        using var builder = new DigestBuilder();
        return fill(builder).Build();
    }
}
