using Extropy.Core.Chance;
using Extropy.Models.Checkpoints;
using Extropy.Models.Decoding;

namespace Extropy.Bench;

/// <summary>The model that the decoding benches run: a checkpoint, or random weights of the shipped model's shape.</summary>
internal static class DecodeModel
{
    public static DecoderConfig ShippedShape { get; } = new()
    {
        VocabularySize = 32, Width = 128, Layers = 4, Heads = 4, KeyValueHeads = 2, HeadSize = 32, HiddenSize = 352, ContextLength = 768,
    };

    public static ParameterSet Load(string? checkpoint) => checkpoint is null
        ? ParameterSet.Initialise(ShippedShape, RandomStream.FromSeed(1), deviation: 0.1)
        : CheckpointDirectory.Load(checkpoint).Parameters;

    /// <summary>Multiplications and additions that a token's matrices take.</summary>
    public static double MatrixFlops(DecoderConfig config) => 2.0 * (config.ParameterCount - (long)config.VocabularySize * config.Width);

    /// <summary>The same of attention over a context.</summary>
    public static double AttentionFlops(DecoderConfig config, double context) => 4.0 * config.Layers * config.QuerySize * context;

    /// <summary>Bytes of keys and values that a token reads.</summary>
    public static double CacheBytes(DecoderConfig config, double context) => 2.0 * sizeof(float) * config.Layers * config.KeyValueSize * context;
}
