using Extropy.Models.Decoding;

namespace Extropy.Models.Tests.Decoding;

/// <summary>What a decoder says that it takes, against what the heap says. The heap is that of all tests, so nothing else may run meanwhile.</summary>
[Collection(nameof(WholeHeap))]
public sealed class DecoderBytesTests
{
    [Theory]
    [InlineData(900, 60)]
    [InlineData(6000, 150)]
    public void Bytes_OfADecoderThatSawSuchPasses_AreWhatItTakes(int positions, int rowTokens)
    {
        var config = new DecoderConfig
        {
            VocabularySize = 48, Width = 64, Layers = 3, Heads = 4, KeyValueHeads = 2, HeadSize = 32, HiddenSize = 160, ContextLength = 256,
        };
        ParameterSet parameters = Decoders.Parameters(config);
        int[] starts = [.. Enumerable.Range(0, (positions / rowTokens) + 1).Select(row => row * rowTokens)];
        PackedBatch batch = new(Decoders.Tokens(config, starts[^1]), starts);
        var logits = new float[batch.TokenCount * config.VocabularySize];
        long before = GC.GetTotalMemory(forceFullCollection: true);

        using ManagedDecoder decoder = new(parameters, 2);
        decoder.Reserve(positions, rowTokens);
        decoder.Forward(batch, logits);
        decoder.Backward(logits);

        long taken = GC.GetTotalMemory(forceFullCollection: true) - before, said = ManagedDecoder.Bytes(config, positions, rowTokens);
        Assert.InRange(said, taken * 0.9, taken * 1.05);
        GC.KeepAlive(decoder);
    }
}

/// <summary>Tests that look at the whole heap run alone, after all others.</summary>
[CollectionDefinition(nameof(WholeHeap), DisableParallelization = true)]
public sealed class WholeHeap;
