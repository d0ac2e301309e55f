using System.Numerics.Tensors;
using Extropy.Models.Kernels;

namespace Extropy.Models.Decoding;

/// <summary>
/// The weights of a decoder packed for the forward kernels. Nothing but <see cref="Refresh"/> changes it, so any number of threads may read it
/// between two refreshes.
/// </summary>
public sealed unsafe class DecoderWeights
{
    private readonly ParameterPlaces _places;
    private readonly AlignedBuffer _buffer;
    private readonly nint[] _layers; // one layer after another, each in the order of LayerPlaces
    private readonly LayerPlaces _inLayer;
    private readonly int _embedding, _finalGain, _head;
    private readonly RotaryTable _rotary, _slidingRotary;

    private DecoderWeights(ParameterSet parameters)
    {
        Config = parameters.Config;
        _rotary = new(Config, Config.RopeBase, Config.RopeScaling);
        _slidingRotary = Config.SlidingWindow == 0 || (Config.SlidingRopeBase == 0 && Config.RopeScaling is null)
            ? _rotary : new(Config, Config.SlidingRopeBase == 0 ? Config.RopeBase : Config.SlidingRopeBase, scaling: null);
        _places = new(parameters);
        int width = Config.Width, heads = Config.QuerySize + 2 * Config.KeyValueSize, hidden = Config.HiddenSize, place = 0;
        _inLayer = new()
        {
            AttentionGain = Take(width),
            Heads = Take(width * heads),
            Bias = Config.AttentionBias ? Take(heads) : -1,
            QueryGain = Config.NormaliseHeads ? Take(Config.HeadSize) : -1,
            KeyGain = Config.NormaliseHeads ? Take(Config.HeadSize) : -1,
            Output = Take(Config.QuerySize * width),
            AttentionBranchGain = Config.NormaliseBranches ? Take(width) : -1,
            MlpGain = Take(width),
            GateUp = Take(width * 2 * hidden),
            Down = Take(hidden * width),
            MlpBranchGain = Config.NormaliseBranches ? Take(width) : -1,
        };
        int layerFloats = place;
        _layers = [.. Enumerable.Range(0, Config.Layers).Select(layer => (nint)layer * layerFloats)];
        place = layerFloats * Config.Layers;
        _embedding = Take(Config.VocabularySize * width);
        _finalGain = Take(width);
        _head = Take(Panels.Length(width, Config.VocabularySize));
        _buffer = new(place);

        int Take(int floats)
        {
            int start = place;
            place = checked(place + floats);
            return start;
        }
    }

    /// <summary>The shape.</summary>
    public DecoderConfig Config { get; }

    internal float* Embedding => _buffer.Pointer + _embedding;

    internal float* FinalGain => _buffer.Pointer + _finalGain;

    internal float* Head => _buffer.Pointer + _head;

    /// <summary>Packs a set of parameters.</summary>
    /// <param name="parameters">Read once; later changes need <see cref="Refresh"/>.</param>
    public static DecoderWeights Pack(ParameterSet parameters)
    {
        DecoderWeights weights = new(parameters);
        weights.Refresh(parameters);
        return weights;
    }

    /// <summary>Packs again in place, as after a step of an optimiser. No pass may be running.</summary>
    /// <exception cref="ArgumentException">The set has another shape.</exception>
    public void Refresh(ParameterSet parameters)
    {
        if (parameters.Config != Config) throw new ArgumentException("The parameters belong to a decoder of another shape.", nameof(parameters));
        for (int section = 0; section <= Config.Layers; section++) RefreshSection(parameters, section);
    }

    /// <summary>Packs one section again: a layer, or, numbered after the last, what lies outside the layers. Sections may be packed at once.</summary>
    internal void RefreshSection(ParameterSet parameters, int section)
    {
        int width = Config.Width, hidden = Config.HiddenSize;
        float* source = parameters.Buffer.Pointer;
        if (section == Config.Layers)
        {
            Copy(source + _places.Embedding, Embedding, Config.VocabularySize * width);
            CopyGain(source + _places.FinalGain, FinalGain, width);
            Panels.PackTransposed(source + _places.Head, Head, Config.VocabularySize, width);
        }
        else
        {
            LayerPlaces from = _places.Layers[section];
            LayerWeights to = Layer(section);
            int columns = Config.QuerySize + 2 * Config.KeyValueSize;
            CopyGain(source + from.AttentionGain, to.AttentionGain, width);
            Panels.PackTransposed(source + from.Heads, to.Heads, columns, width);
            if (Config.AttentionBias) Copy(source + from.Bias, to.Bias, columns);
            if (Config.NormaliseHeads) CopyGain(source + from.QueryGain, to.QueryGain, Config.HeadSize);
            if (Config.NormaliseHeads) CopyGain(source + from.KeyGain, to.KeyGain, Config.HeadSize);
            Panels.PackTransposed(source + from.Output, to.Output, width, Config.QuerySize);
            if (Config.NormaliseBranches) CopyGain(source + from.AttentionBranchGain, to.AttentionBranchGain, width);
            CopyGain(source + from.MlpGain, to.MlpGain, width);
            Panels.PackTransposed(source + from.GateUp, to.GateUp, 2 * hidden, width);
            Panels.PackTransposed(source + from.Down, to.Down, width, hidden);
            if (Config.NormaliseBranches) CopyGain(source + from.MlpBranchGain, to.MlpBranchGain, width);
        }

        GC.KeepAlive(parameters);
    }

    /// <summary>Writes the hidden state with which a token begins, shape [width].</summary>
    internal void Embed(int token, float* hidden)
    {
        Span<float> begin = new(hidden, Config.Width);
        new ReadOnlySpan<float>(Embedding + (nint)token * Config.Width, Config.Width).CopyTo(begin);
        if (Config.EmbeddingScale != 1) TensorPrimitives.Multiply(begin, (float)Config.EmbeddingScale, begin);
    }

    /// <summary>The rotary angles of one layer.</summary>
    internal RotaryTable Rotary(int layer) => Config.IsSliding(layer) ? _slidingRotary : _rotary;

    /// <summary>One layer's matrices; the gains have the shape's offset in them.</summary>
    internal LayerWeights Layer(int layer)
    {
        float* start = _buffer.Pointer + _layers[layer];
        return new()
        {
            AttentionGain = start + _inLayer.AttentionGain,
            Heads = start + _inLayer.Heads,
            Bias = OrNull(_inLayer.Bias),
            QueryGain = OrNull(_inLayer.QueryGain),
            KeyGain = OrNull(_inLayer.KeyGain),
            Output = start + _inLayer.Output,
            AttentionBranchGain = OrNull(_inLayer.AttentionBranchGain),
            MlpGain = start + _inLayer.MlpGain,
            GateUp = start + _inLayer.GateUp,
            Down = start + _inLayer.Down,
            MlpBranchGain = OrNull(_inLayer.MlpBranchGain),
        };

        float* OrNull(int place) => place < 0 ? null : start + place;
    }

    private void CopyGain(float* source, float* destination, int floats)
    {
        Copy(source, destination, floats);
        if (Config.GainOffset == 0) return;
        var offset = (float)Config.GainOffset;
        for (int i = 0; i < floats; i++) destination[i] += offset;
    }

    private static void Copy(float* source, float* destination, int floats) =>
        new ReadOnlySpan<float>(source, floats).CopyTo(new(destination, floats));
}
