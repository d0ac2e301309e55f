using System.Runtime.InteropServices;
using Extropy.Core.Identity;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints;

/// <summary>Identity of a model's content.</summary>
public static class WeightsDigest
{
    private const int BlockFloats = 1 << 28; // bytes of more than that do not fit one span

    /// <summary>
    /// The identity of shape, vocabulary and every weight's bits: what a policy's identity carries. Equal on every little-endian machine,
    /// for a model in memory and for the same model read from a checkpoint.
    /// </summary>
    public static Digest Of(ParameterSet parameters, string vocabulary)
    {
        DecoderConfig config = parameters.Config;
        using var builder = new DigestBuilder();
        builder.Add("decoder").Add(vocabulary)
            .Add([
                config.VocabularySize, config.Width, config.Layers, config.Heads, config.KeyValueHeads, config.HeadSize,
                config.HiddenSize, config.ContextLength,
            ])
            .Add(config.RopeBase).Add(config.NormEpsilon).Add(config.TieEmbeddings);
        if (!config.IsPlain) AddOptions(builder, config);
        for (ReadOnlySpan<float> rest = parameters.Values; !rest.IsEmpty; rest = rest[Math.Min(BlockFloats, rest.Length)..])
            builder.Add(Digest.Of(MemoryMarshal.AsBytes(rest[..Math.Min(BlockFloats, rest.Length)])));
        return builder.Build();
    }

    private static void AddOptions(DigestBuilder builder, DecoderConfig config)
    {
        builder.Add("options").Add(config.AttentionBias).Add(config.NormaliseHeads).Add(config.NormaliseBranches).Add((int)config.Gate)
            .Add(config.EmbeddingScale).Add(config.GainOffset).Add(config.AttentionScalar).Add(config.SlidingWindow).Add(config.FullAttentionEvery)
            .Add(config.SlidingRopeBase);
        if (config.RopeScaling is { } scaling)
            builder.Add(scaling.Factor).Add(scaling.OriginalContextLength).Add(scaling.LowFrequencyFactor).Add(scaling.HighFrequencyFactor);
    }
}
