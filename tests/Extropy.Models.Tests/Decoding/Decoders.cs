using Extropy.Core.Chance;
using Extropy.Models.Decoding;
using Extropy.Models.Kernels;

namespace Extropy.Models.Tests.Decoding;

/// <summary>Small decoders, tokens, and the plainest way to run a pass over a sequence.</summary>
internal static class Decoders
{
    /// <summary>Two layers, two query heads a key-value head, an odd vocabulary.</summary>
    public static DecoderConfig Small { get; } = new()
    {
        VocabularySize = 21, Width = 64, Layers = 2, Heads = 4, KeyValueHeads = 2, HeadSize = 32, HiddenSize = 96, ContextLength = 128,
    };

    /// <summary>One layer, one key-value head for three query heads, tied embeddings.</summary>
    public static DecoderConfig Tiny { get; } = new()
    {
        VocabularySize = 11, Width = 32, Layers = 1, Heads = 3, KeyValueHeads = 1, HeadSize = 32, HiddenSize = 32, ContextLength = 64,
        TieEmbeddings = true,
    };

    /// <summary>As Qwen2: biases on queries, keys and values.</summary>
    public static DecoderConfig Biased { get; } = Small with { AttentionBias = true, RopeBase = 1_000_000, NormEpsilon = 1e-6 };

    /// <summary>As Qwen3: heads with norms of their own, of a size that does not follow from the width; angles stretched as in Llama 3.1.</summary>
    public static DecoderConfig Normed { get; } = Small with
    {
        Heads = 3, KeyValueHeads = 1, HeadSize = 64, NormaliseHeads = true,
        RopeScaling = new() { Factor = 8, OriginalContextLength = 40 },
    };

    /// <summary>As Gemma 3: every option but the bias, a window that ends inside pages, one full layer after two sliding ones.</summary>
    public static DecoderConfig Windowed { get; } = Small with
    {
        Layers = 3, NormaliseHeads = true, NormaliseBranches = true, Gate = GateActivation.GeluTanh, EmbeddingScale = 8, GainOffset = 1,
        AttentionScalar = 24, SlidingWindow = 19, FullAttentionEvery = 3, SlidingRopeBase = 100, TieEmbeddings = true,
        RopeScaling = new() { Factor = 8 },
    };

    /// <summary>The plain shape, and one for each later family.</summary>
    public static DecoderConfig[] All => [Small, Tiny, Biased, Normed, Windowed];

    /// <summary>Every instruction set that this processor runs.</summary>
    public static TheoryData<string> InstructionSetNames => [.. Enum.GetValues<InstructionSet>().Where(InstructionSets.IsSupported).Select(set => set.ToString())];

    public static KernelSet Kernels(string name) => KernelSet.For(Enum.Parse<InstructionSet>(name));

    /// <summary>Weights large enough that every part of the model matters.</summary>
    public static ParameterSet Parameters(DecoderConfig config, long seed = 1)
    {
        ParameterSet parameters = ParameterSet.Initialise(config, RandomStream.FromSeed(seed), deviation: 0.2);
        Draws draws = RandomStream.FromSeed(seed).For("gains").At(0);
        foreach (ParameterTensor tensor in parameters.Tensors.Where(tensor => tensor.Shape.Length == 1))
            foreach (ref float gain in parameters[tensor.Name]) gain = (float)(0.5 + draws.NextUniform() - config.GainOffset);
        return parameters;
    }

    public static int[] Tokens(DecoderConfig config, int count, long seed = 1)
    {
        Draws draws = RandomStream.FromSeed(seed).For("tokens").At(count);
        var tokens = new int[count];
        foreach (ref int token in tokens.AsSpan()) token = draws.NextInt(config.VocabularySize);
        return tokens;
    }

    /// <summary>All logits of one sequence in calls of the given numbers of rows, on pages in descending order.</summary>
    public static float[] Logits(DecoderWeights weights, int[] tokens, KernelSet kernels, params int[] cuts)
    {
        DecoderConfig config = weights.Config;
        int pageCount = (tokens.Length + 15) / 16;
        KeyValuePages pages = new(config, pageCount);
        DecoderPass pass = new(config, tokens.Length, kernels);
        int[] table = [.. Enumerable.Range(0, pageCount).Reverse()];
        var logits = new float[tokens.Length * config.VocabularySize];
        int done = 0;
        foreach (int rows in cuts.Length == 0 ? [tokens.Length] : cuts)
        {
            int[] positions = [.. Enumerable.Range(done, rows)];
            pass.Run(
                weights, pages, tokens.AsSpan(done, rows), positions, new int[rows], table, [0, pageCount], [.. Enumerable.Range(0, rows)],
                logits.AsSpan(done * config.VocabularySize));
            done += rows;
        }

        return logits;
    }
}
