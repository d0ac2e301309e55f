using Extropy.Models.Kernels;

namespace Extropy.Models.Decoding;

/// <summary>The matrices of a decoder packed for dx = dy W.</summary>
internal sealed unsafe class BackwardWeights
{
    private readonly DecoderConfig _config;
    private readonly AlignedBuffer _buffer;
    private readonly int _layerFloats;

    public BackwardWeights(DecoderConfig config)
    {
        _config = config;
        _layerFloats = config.Width * (HeadsColumns + config.QuerySize + 3 * config.HiddenSize);
        _buffer = new(checked(_layerFloats * config.Layers + config.VocabularySize * config.Width));
    }

    /// <summary>Vocabulary → width.</summary>
    public float* Head => _buffer.Pointer + (nint)_layerFloats * _config.Layers;

    private int HeadsColumns => _config.QuerySize + 2 * _config.KeyValueSize;

    /// <summary>Packs one section again: a layer, or, numbered after the last, the output layer. Sections may be packed at once.</summary>
    public void RefreshSection(ParameterSet parameters, ParameterPlaces places, int section)
    {
        int width = _config.Width, hidden = _config.HiddenSize;
        float* source = parameters.Buffer.Pointer;
        if (section == _config.Layers)
        {
            Panels.Pack(source + places.Head, Head, _config.VocabularySize, width);
        }
        else
        {
            LayerPlaces from = places.Layers[section];
            LayerWeights to = Layer(section);
            Panels.Pack(source + from.Heads, to.Heads, HeadsColumns, width);
            Panels.Pack(source + from.Output, to.Output, width, _config.QuerySize);
            Panels.Pack(source + from.GateUp, to.GateUp, 2 * hidden, width);
            Panels.Pack(source + from.Down, to.Down, width, hidden);
        }

        GC.KeepAlive(parameters);
    }

    /// <summary>One layer's matrices; the gains are not here.</summary>
    public LayerWeights Layer(int layer)
    {
        float* heads = _buffer.Pointer + (nint)layer * _layerFloats;
        float* output = heads + _config.Width * HeadsColumns;
        float* gateUp = output + _config.Width * _config.QuerySize;
        return new() { Heads = heads, Output = output, GateUp = gateUp, Down = gateUp + 2 * _config.HiddenSize * _config.Width };
    }
}
