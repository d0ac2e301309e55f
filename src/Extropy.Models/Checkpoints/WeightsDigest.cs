using System.Runtime.InteropServices;
using Extropy.Core.Identity;
using Extropy.Models.Decoding;

namespace Extropy.Models.Checkpoints;

/// <summary>Identity of a model's content.</summary>
public static class WeightsDigest
{
    /// <summary>
    /// The identity of shape, vocabulary and every weight's bits: what a policy's identity carries. Equal on every little-endian machine,
    /// for a model in memory and for the same model read from a checkpoint.
    /// </summary>
    public static Digest Of(ParameterSet parameters, string vocabulary)
    {
        DecoderConfig config = parameters.Config;
        using var builder = new DigestBuilder();
        return builder.Add("decoder").Add(vocabulary)
            .Add([
                config.VocabularySize, config.Width, config.Layers, config.Heads, config.KeyValueHeads, config.HeadSize,
                config.HiddenSize, config.ContextLength,
            ])
            .Add(config.RopeBase).Add(config.NormEpsilon).Add(config.TieEmbeddings)
            .Add(Digest.Of(MemoryMarshal.AsBytes<float>(parameters.Values)))
            .Build();
    }
}
