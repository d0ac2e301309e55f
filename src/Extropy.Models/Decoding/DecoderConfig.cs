using Extropy.Core.Errors;

namespace Extropy.Models.Decoding;

/// <summary>
/// The shape of a decoder: RMSNorm, rotary positions, grouped-query attention, gated feed-forward, residual connections. The defaults are the
/// Llama family; each option beyond the sizes is one thing that a later family does differently.
/// </summary>
public sealed record DecoderConfig
{
    /// <summary>Rotary base when none is given: that of Su et al. 2021.</summary>
    public const double DefaultRopeBase = 10_000;

    /// <summary>ε of RMSNorm when none is given: that of the Llama models.</summary>
    public const double DefaultNormEpsilon = 1e-5;

    /// <summary>Widths come in two registers of sixteen lanes, so no kernel has a tail.</summary>
    public const int SizeUnit = 32;

    /// <summary>Numbers that one buffer can hold.</summary>
    internal const int LongestBuffer = 0x7FFFFFC7 - 16;

    /// <summary>V, the number of tokens; at least 1.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>D, elements of a hidden state; a multiple of 32.</summary>
    public required int Width { get; init; }

    /// <summary>L, blocks of attention and feed-forward; at least 1.</summary>
    public required int Layers { get; init; }

    /// <summary>Query heads; a multiple of <see cref="KeyValueHeads"/>.</summary>
    public required int Heads { get; init; }

    /// <summary>Key-value heads, each shared by <see cref="Heads"/> / <see cref="KeyValueHeads"/> query heads.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Elements of a head; a multiple of 32.</summary>
    public required int HeadSize { get; init; }

    /// <summary>H, elements inside the feed-forward; a multiple of 32.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>The most tokens of a sequence: positions are 0 … ContextLength − 1.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Base of the rotary angles, above 1.</summary>
    public double RopeBase { get; init; } = DefaultRopeBase;

    /// <summary>ε of RMSNorm, above 0.</summary>
    public double NormEpsilon { get; init; } = DefaultNormEpsilon;

    /// <summary>Whether the output layer is the embedding table itself.</summary>
    public bool TieEmbeddings { get; init; }

    /// <summary>How the rotary angles are stretched; null, the default, leaves them as they are.</summary>
    public RopeScaling? RopeScaling { get; init; }

    /// <summary>Whether queries, keys and values have a bias (Qwen2). Default false.</summary>
    public bool AttentionBias { get; init; }

    /// <summary>Whether each query and key head passes an RMSNorm of its own before it is turned (Qwen3, Gemma 3). Default false.</summary>
    public bool NormaliseHeads { get; init; }

    /// <summary>Whether the outputs of attention and feed-forward pass an RMSNorm before they are added (Gemma 3). Default false.</summary>
    public bool NormaliseBranches { get; init; }

    /// <summary>What the gates of the feed-forward pass through. Default <see cref="GateActivation.Silu"/>.</summary>
    public GateActivation Gate { get; init; }

    /// <summary>Factor on the embeddings, above 0; √<see cref="Width"/> in Gemma. The output layer does not have it. Default 1.</summary>
    public double EmbeddingScale { get; init; } = 1;

    /// <summary>Added to the gain of every RMSNorm: Gemma's weights are the difference from 1. Default 0.</summary>
    public double GainOffset { get; init; }

    /// <summary>s in q · k / √s; 0, the default, stands for <see cref="HeadSize"/>.</summary>
    public double AttentionScalar { get; init; }

    /// <summary>Latest tokens that a sliding layer sees, its own among them; 0, the default, makes every layer see all.</summary>
    public int SlidingWindow { get; init; }

    /// <summary>With a <see cref="SlidingWindow"/>, every n-th layer sees all tokens all the same; 0, the default, none does.</summary>
    public int FullAttentionEvery { get; init; }

    /// <summary>Base of the rotary angles of sliding layers, which have no <see cref="RopeScaling"/>; 0, the default: as the other layers.</summary>
    public double SlidingRopeBase { get; init; }

    /// <summary>Query heads on one key-value head.</summary>
    public int HeadsPerGroup => Heads / KeyValueHeads;

    /// <summary>Elements of all query heads.</summary>
    public int QuerySize => Heads * HeadSize;

    /// <summary>Elements of all key heads; as many as of all value heads.</summary>
    public int KeyValueSize => KeyValueHeads * HeadSize;

    /// <summary>Trainable numbers.</summary>
    public long ParameterCount =>
        (long)VocabularySize * Width * (TieEmbeddings ? 1 : 2) + Width
        + Layers * ((long)Width * (2 + 2L * QuerySize + 2L * KeyValueSize) + 3L * HiddenSize * Width
            + (AttentionBias ? QuerySize + 2L * KeyValueSize : 0) + (NormaliseHeads ? 2L * HeadSize : 0) + (NormaliseBranches ? 2L * Width : 0));

    /// <summary>Whether every option beyond the sizes stands at its default.</summary>
    internal bool IsPlain => this == this with
    {
        RopeScaling = null,
        AttentionBias = false,
        NormaliseHeads = false,
        NormaliseBranches = false,
        Gate = GateActivation.Silu,
        EmbeddingScale = 1,
        GainOffset = 0,
        AttentionScalar = 0,
        SlidingWindow = 0,
        FullAttentionEvery = 0,
        SlidingRopeBase = 0,
    };

    /// <summary>Factor on q · k.</summary>
    internal float ScoreScale => AttentionScalar > 0 ? (float)(1 / Math.Sqrt(AttentionScalar)) : 1 / MathF.Sqrt(HeadSize);

    /// <summary>Numbers of the forward matrices once packed, the output layer's copy included: the longest single buffer of a decoder.</summary>
    internal long PackedCount => ParameterCount + (TieEmbeddings ? (long)VocabularySize * Width : 0) + 15L * Width;

    /// <summary>Whether a layer sees the latest <see cref="SlidingWindow"/> tokens only.</summary>
    /// <param name="layer">Counted from 0.</param>
    public bool IsSliding(int layer) => SlidingWindow > 0 && (FullAttentionEvery == 0 || (layer + 1) % FullAttentionEvery != 0);

    /// <summary>Checks every size and names all faults at once.</summary>
    /// <exception cref="BadInputException">A size is out of range.</exception>
    public void Validate()
    {
        List<string> faults = [];
        Positive(nameof(VocabularySize), VocabularySize);
        Positive(nameof(Layers), Layers);
        Positive(nameof(Heads), Heads);
        Positive(nameof(KeyValueHeads), KeyValueHeads);
        Positive(nameof(ContextLength), ContextLength);
        InUnits(nameof(Width), Width);
        InUnits(nameof(HeadSize), HeadSize);
        InUnits(nameof(HiddenSize), HiddenSize);
        if (KeyValueHeads > 0 && Heads % KeyValueHeads != 0)
            faults.Add($"{nameof(Heads)} is {Heads}; it must be a multiple of {nameof(KeyValueHeads)}, {KeyValueHeads}");
        if (!(RopeBase > 1) || !double.IsFinite(RopeBase)) faults.Add(FormattableString.Invariant($"{nameof(RopeBase)} is {RopeBase}; it must be above 1"));
        if (!(NormEpsilon > 0) || !double.IsFinite(NormEpsilon))
            faults.Add(FormattableString.Invariant($"{nameof(NormEpsilon)} is {NormEpsilon}; it must be above 0"));
        if (!Enum.IsDefined(Gate)) faults.Add($"{nameof(Gate)} is {(int)Gate}, which is no activation");
        if (!(EmbeddingScale > 0) || !double.IsFinite(EmbeddingScale))
            faults.Add(FormattableString.Invariant($"{nameof(EmbeddingScale)} is {EmbeddingScale}; it must be above 0"));
        if (!double.IsFinite(GainOffset)) faults.Add(FormattableString.Invariant($"{nameof(GainOffset)} is {GainOffset}; it must be a number"));
        if (!(AttentionScalar >= 0) || !double.IsFinite(AttentionScalar))
            faults.Add(FormattableString.Invariant($"{nameof(AttentionScalar)} is {AttentionScalar}; it must be 0 or above"));
        if (SlidingWindow < 0) faults.Add($"{nameof(SlidingWindow)} is {SlidingWindow}; it must be 0 or above");
        if (FullAttentionEvery < 0) faults.Add($"{nameof(FullAttentionEvery)} is {FullAttentionEvery}; it must be 0 or above");
        if (SlidingRopeBase != 0 && (!(SlidingRopeBase > 1) || !double.IsFinite(SlidingRopeBase)))
            faults.Add(FormattableString.Invariant($"{nameof(SlidingRopeBase)} is {SlidingRopeBase}; it must be 0 or above 1"));
        RopeScaling?.AddFaults(faults);
        if (faults.Count == 0 && PackedCount > LongestBuffer)
            faults.Add($"{ParameterCount} parameters do not fit one buffer of {LongestBuffer} numbers");
        if (faults.Count > 0) throw new BadInputException($"The decoder cannot have this shape: {string.Join("; ", faults)}.");

        void Positive(string name, int value)
        {
            if (value < 1) faults.Add($"{name} is {value}; it must be at least 1");
        }

        void InUnits(string name, int value)
        {
            if (value < 1 || value % SizeUnit != 0) faults.Add($"{name} is {value}; it must be a positive multiple of {SizeUnit}");
        }
    }
}
