using Extropy.Tasks.KnightsAndKnaves.Encoding;

namespace Extropy.Tasks.Tests.KnightsAndKnaves;

public sealed class CodecTests
{
    [Fact]
    public void EncodeStep_OfAnythingDecoded_GivesTheSameIds()
    {
        int[] every = [.. Enumerable.Range(0, KkCodec.Shared.VocabularySize)];

        Assert.True(KkCodec.Shared.TryEncodeStep(KkCodec.Shared.DecodeStep(every), out int[]? ids));

        Assert.Equal(every, ids);
    }

    [Theory]
    [InlineData("<-1>")]
    [InlineData("<99>")]
    [InlineData("<>")]
    [InlineData("<0")]
    [InlineData("ASSUME P10 KNIGHT")]
    [InlineData("\0")]
    public void EncodeStep_OfAnythingElse_IsRefused(string text) => Assert.False(KkCodec.Shared.TryEncodeStep(text, out _));
}
