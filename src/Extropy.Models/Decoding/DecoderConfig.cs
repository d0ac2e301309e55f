using Extropy.Core.Errors;

namespace Extropy.Models.Decoding;

/// <summary>
/// The shape of a decoder: RMSNorm, rotary positions, grouped-query attention, SwiGLU, residual connections (the Llama family).
/// </summary>
public sealed record DecoderConfig
{
    /// <summary>Rotary base when none is given: that of Su et al. 2021.</summary>
    public const double DefaultRopeBase = 10_000;

    /// <summary>ε of RMSNorm when none is given: that of the Llama models.</summary>
    public const double DefaultNormEpsilon = 1e-5;

    /// <summary>Widths come in two registers of sixteen lanes, so no kernel has a tail.</summary>
    public const int SizeUnit = 32;

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

    /// <summary>Query heads on one key-value head.</summary>
    public int HeadsPerGroup => Heads / KeyValueHeads;

    /// <summary>Elements of all query heads.</summary>
    public int QuerySize => Heads * HeadSize;

    /// <summary>Elements of all key heads; as many as of all value heads.</summary>
    public int KeyValueSize => KeyValueHeads * HeadSize;

    /// <summary>Trainable numbers.</summary>
    public long ParameterCount =>
        (long)VocabularySize * Width * (TieEmbeddings ? 1 : 2) + Width
        + Layers * ((long)Width * (2 + 2L * QuerySize + 2L * KeyValueSize) + 3L * HiddenSize * Width);

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
        if (faults.Count == 0 && ParameterCount > int.MaxValue / 2) faults.Add($"{ParameterCount} parameters do not fit one buffer of {int.MaxValue / 2}");
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
