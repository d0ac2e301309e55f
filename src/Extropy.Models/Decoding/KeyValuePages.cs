using Extropy.Models.Kernels;

namespace Extropy.Models.Decoding;

/// <summary>
/// Memory for the keys and values of attention, in pages of sixteen tokens over all layers and heads. It owns memory and no policy: who uses
/// which page is decided elsewhere.
/// </summary>
/// <remarks>
/// Layer by layer and head by head, K of all pages, then V of all pages: a page of K is [headSize][16 tokens], a page of V [16 tokens][headSize].
/// Pages with neighbouring ids are neighbours in memory, and attention takes a run of them in one go.
/// </remarks>
public sealed unsafe class KeyValuePages
{
    /// <summary>Tokens of a page.</summary>
    public const int PageTokens = 16;

    private readonly AlignedBuffer[] _layers;
    private readonly int _pageFloats;

    /// <param name="config">The decoder's shape.</param>
    /// <param name="pages">How many pages; ids are 0 … pages − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one page.</exception>
    /// <exception cref="OverflowException">A layer needs more than 8 GiB.</exception>
    public KeyValuePages(DecoderConfig config, int pages)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pages, 1);
        config.Validate();
        Config = config;
        PageCount = pages;
        _pageFloats = config.HeadSize * PageTokens;
        int layerFloats = checked(pages * _pageFloats * 2 * config.KeyValueHeads);
        _layers = [.. Enumerable.Range(0, config.Layers).Select(_ => new AlignedBuffer(layerFloats))];
    }

    /// <summary>The decoder's shape.</summary>
    public DecoderConfig Config { get; }

    /// <summary>How many pages there are.</summary>
    public int PageCount { get; }

    /// <summary>Bytes that one page takes.</summary>
    public static long BytesPerPage(DecoderConfig config) => (long)config.Layers * config.KeyValueSize * 2 * PageTokens * sizeof(float);

    /// <summary>Copies the keys and values of one page, of all layers and heads, over another.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No such page.</exception>
    public void CopyPage(int from, int to)
    {
        Check(from, nameof(from));
        Check(to, nameof(to));
        foreach (AlignedBuffer layer in _layers)
        {
            for (int block = 0; block < 2 * Config.KeyValueHeads; block++)
            {
                Span<float> pages = layer.Span.Slice(block * PageCount * _pageFloats, PageCount * _pageFloats);
                pages.Slice(from * _pageFloats, _pageFloats).CopyTo(pages[(to * _pageFloats)..]);
            }
        }
    }

    /// <summary>K of page 0 of one layer and head.</summary>
    internal float* Keys(int layer, int head) => _layers[layer].Pointer + (nint)2 * head * PageCount * _pageFloats;

    /// <summary>V of page 0 of the same.</summary>
    internal float* Values(int layer, int head) => Keys(layer, head) + (nint)PageCount * _pageFloats;

    /// <summary>Writes one token's key and value of every head into its slot.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="page">The token's page.</param>
    /// <param name="slot">Its place there, 0 … 15.</param>
    /// <param name="keys">Shape [keyValueHeads, headSize].</param>
    /// <param name="values">The same shape.</param>
    internal void Write(int layer, int page, int slot, float* keys, float* values)
    {
        int headSize = Config.HeadSize;
        for (int head = 0; head < Config.KeyValueHeads; head++, keys += headSize, values += headSize)
        {
            float* key = Keys(layer, head) + (nint)page * _pageFloats + slot;
            for (int i = 0; i < headSize; i++) key[i * PageTokens] = keys[i];
            float* value = Values(layer, head) + (nint)page * _pageFloats + (nint)slot * headSize;
            new ReadOnlySpan<float>(values, headSize).CopyTo(new(value, headSize));
        }
    }

    private void Check(int page, string name)
    {
        if ((uint)page >= (uint)PageCount) throw new ArgumentOutOfRangeException(name, page, $"There are pages 0 to {PageCount - 1}.");
    }
}
