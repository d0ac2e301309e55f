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
    private readonly nint[] _layers; // one layer after another, each [gains, heads, output, gain, gate and up, down]
    private readonly LayerPlaces _inLayer;
    private readonly int _embedding, _finalGain, _head;

    private DecoderWeights(ParameterSet parameters)
    {
        Config = parameters.Config;
        Rotary = new(Config);
        _places = new(parameters);
        int width = Config.Width, heads = Config.QuerySize + 2 * Config.KeyValueSize, hidden = Config.HiddenSize, place = 0;
        _inLayer = new(Take(width), Take(width * heads), Take(Config.QuerySize * width), Take(width), Take(width * 2 * hidden), Take(hidden * width));
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

    internal RotaryTable Rotary { get; }

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
            Copy(source + _places.FinalGain, FinalGain, width);
            Panels.PackTransposed(source + _places.Head, Head, Config.VocabularySize, width);
        }
        else
        {
            LayerPlaces from = _places.Layers[section];
            LayerWeights to = Layer(section);
            Copy(source + from.AttentionGain, to.AttentionGain, width);
            Panels.PackTransposed(source + from.Heads, to.Heads, Config.QuerySize + 2 * Config.KeyValueSize, width);
            Panels.PackTransposed(source + from.Output, to.Output, width, Config.QuerySize);
            Copy(source + from.MlpGain, to.MlpGain, width);
            Panels.PackTransposed(source + from.GateUp, to.GateUp, 2 * hidden, width);
            Panels.PackTransposed(source + from.Down, to.Down, width, hidden);
        }

        GC.KeepAlive(parameters);
    }

    internal LayerWeights Layer(int layer)
    {
        float* start = _buffer.Pointer + _layers[layer];
        return new()
        {
            AttentionGain = start + _inLayer.AttentionGain,
            Heads = start + _inLayer.Heads,
            Output = start + _inLayer.Output,
            MlpGain = start + _inLayer.MlpGain,
            GateUp = start + _inLayer.GateUp,
            Down = start + _inLayer.Down,
        };
    }

    private static void Copy(float* source, float* destination, int floats) =>
        new ReadOnlySpan<float>(source, floats).CopyTo(new(destination, floats));
}
